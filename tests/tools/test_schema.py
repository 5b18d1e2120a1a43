import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from tools.registry import CALCULATORS
from tools.schema import calculator_schema, input_schema, summary

EXAMPLES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "calculator-examples.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
ACCEPTED = [e for e in EXAMPLES if e["calculator"] in CALCULATORS and e["expect"]["status"] != "error"]


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(calculator_schema(CALCULATORS[name]))


@pytest.mark.parametrize("name", CALCULATORS)
def test_schema_is_valid_and_plain_json(name: str) -> None:
    schema = calculator_schema(CALCULATORS[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("example", ACCEPTED, ids=lambda e: e["id"])
def test_schema_accepts_what_the_calculator_accepts(example: dict[str, Any]) -> None:
    validator(example["calculator"]).validate(example["inputs"])


@pytest.mark.parametrize(
    "inputs",
    [
        {"b2m": 500},
        {"b2m": True},
        {"b2m": "much"},
        {"b2m": {"unit": "mg/L"}},
        {"beta2": 3},
    ],
    ids=["range", "boolean", "word", "no value", "unknown name"],
)
def test_schema_refuses(inputs: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator("iss").validate(inputs)


def test_bare_number_is_refused_where_a_unit_is_required() -> None:
    validator("flc_ratio").validate({"kappa": "120 mg/L"})
    with pytest.raises(jsonschema.ValidationError):
        validator("flc_ratio").validate({"kappa": 120})


def test_input_carries_label_aliases_units_and_range() -> None:
    schema = input_schema(CALCULATORS["iss"].input("b2m"))
    assert schema["title"] == "β2-微球蛋白"
    assert "β2-MG" in schema["aliases"]
    assert (schema["unit"], schema["units"]) == ("mg/L", {"mg/L": 1, "ug/mL": 1, "nmol/L": 0.0118})
    assert schema["range"] == [0.3, 200]


def test_dotted_names_become_objects() -> None:
    properties = calculator_schema(CALCULATORS["flc_ratio"])["properties"]
    assert set(properties["baseline"]["properties"]) == {"kappa", "lambda"}


def test_summary_names_source_and_schema() -> None:
    entry = summary(CALCULATORS["iss"])
    assert entry["title"] == "ISS 分期"
    assert {"doc", "page"} == set(entry["sources"][0])
    assert set(entry["inputs"]["properties"]) == {"b2m", "albumin"}
