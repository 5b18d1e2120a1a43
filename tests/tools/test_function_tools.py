import asyncio
import json
from typing import Any

import pytest

from tools.calculator import CalculatorAnswer
from tools.function_tools import function_tool, function_tools, inputs_model
from tools.messages import CalculatorInputError
from tools.registry import CALCULATORS, calculate

TOOLS = {tool.metadata.get_name(): tool for tool in function_tools()}


def test_every_calculator_is_a_tool() -> None:
    assert list(TOOLS) == list(CALCULATORS)


@pytest.mark.parametrize("name", CALCULATORS)
def test_tool_fits_openai_compatible_services(name: str) -> None:
    function = TOOLS[name].metadata.to_openai_tool()["function"]
    assert function["name"] == name
    outer = {i.name.partition(".")[0] for i in CALCULATORS[name].inputs}
    assert set(function["parameters"]["properties"]) == outer
    assert not function["parameters"].get("required")


def test_bounds_reach_the_model() -> None:
    first = inputs_model(CALCULATORS["iss"]).model_json_schema()["properties"]["b2m"]["anyOf"][0]
    assert first == {"type": "number", "minimum": 0.3, "maximum": 200.0}


def test_call_gives_the_calculators_answer() -> None:
    inputs = {"b2m": {"value": 6.1, "unit": "mg/L"}, "albumin": "2.8 g/dL"}
    output = TOOLS["iss"](**inputs)
    assert isinstance(output.raw_output, CalculatorAnswer)
    assert json.loads(output.content) == calculate("iss", inputs).as_json()
    assert output.raw_output.result == {"stage": "III"}


def test_async_call_gives_the_same() -> None:
    output = asyncio.run(TOOLS["iss"].acall(b2m=6.1))
    assert json.loads(output.content)["result"] == {"stage": "III"}


def test_null_is_unknown() -> None:
    output = TOOLS["iss"](b2m=3.0, albumin=None)
    assert output.raw_output.missing == ("albumin",)


@pytest.mark.parametrize(
    ("name", "inputs", "field"),
    [
        ("creatinine_clearance", {"age": 5}, "age"),
        ("creatinine_clearance", {"sex": "x"}, "sex"),
        ("iss", {"b2m": {"value": 3, "unit": "mg/dL"}}, "b2m"),
        ("iss", {"b2m": {"value": 30, "unit": "mg/L", "typo": 1}}, "b2m"),
        ("iss", {"beta2": 3}, "beta2"),
        ("flc_ratio", {"kappa": 120}, "kappa"),
        ("impede_vte", {"imid": "yes"}, "imid"),
    ],
    ids=["age", "choice", "unit", "extra key", "unknown name", "no unit", "boolean"],
)
def test_call_refuses(name: str, inputs: dict[str, Any], field: str) -> None:
    with pytest.raises(CalculatorInputError) as caught:
        TOOLS[name](**inputs)
    assert field in [e.field for e in caught.value.errors]


def test_contradicting_inputs_are_refused_by_the_rule() -> None:
    with pytest.raises(CalculatorInputError, match="矛盾"):
        function_tool(CALCULATORS["r_iss"])(iss_stage="I", b2m=6.1)
