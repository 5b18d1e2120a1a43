"""All calculators: definitions complete, and no input, however bad, raises."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sources import known_sources
from tools.calculator import DISCLAIMER
from tools.inputs import Input, Kind
from tools.messages import messages
from tools.reading import UNKNOWN_FORMS
from tools.registry import CALCULATORS, calculate

EXAMPLES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "calculator-examples.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
DOCUMENTS = {s.doc_id for s in known_sources()}
INPUTS = [(name, definition) for name, c in CALCULATORS.items() for definition in c.inputs]
IDS = [f"{name}-{definition.name}" for name, definition in INPUTS]
UNKNOWN = [None, *UNKNOWN_FORMS, " 不详 "]
BAD: list[Any] = [
    True, 0, -1, 10**400, -(10**400), 10**6000, 1e-320, 1e308, float("inf"), float("nan"), "x", "x" * 500, "1e999", "-0",
    "１２", "5..5", "5 mg/L extra", "mg/L", "2025-02-30", "0001-01-01", "9999-12-31", "1900-01-01", [], [None], [1], ["x"], [{}],
    [{"x": 1}], [[]], {}, {"value": None}, {"value": 1, "unit": 5}, {"value": [1], "unit": "g/L"}, {"value": {"value": 1}},
    {"unit": "g/L"}, {"value": "5 g/L"}, {"value": 1, "units": "g/L"}, "\ud800", "\x00", "NaN", "Infinity", "1_000", (1, 2), object(),
]  # fmt: skip


def chinese(text: str) -> bool:
    return any("一" <= c <= "鿿" for c in text)


def holds_contract(name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Calculates, and checks what is true of every answer."""
    calculator, answer = CALCULATORS[name], calculate(name, inputs).as_json()
    assert json.loads(json.dumps(answer)) == answer
    assert answer["status"] in ("ok", "undetermined", "error")
    assert (answer["status"] == "error") == bool(answer["errors"])
    assert answer["status"] == "undetermined" or not answer["possible"]
    assert set(answer["missing"]) <= {i.name for i in calculator.inputs}
    assert {w["code"].partition(":")[0] for w in answer["warnings"]} <= messages().keys()
    if answer["status"] == "error":
        assert (answer["result"], answer["steps"]) == ({}, [])
    else:
        assert answer["interpretation_zh"].endswith(DISCLAIMER)
        assert all(w["message_zh"] in answer["interpretation_zh"] for w in answer["warnings"])
        assert set(calculator.always) <= {w["code"] for w in answer["warnings"]}
    return answer


def test_there_are_the_55_of_the_specification() -> None:
    assert len(CALCULATORS) == 55
    assert {e["calculator"] for e in EXAMPLES} == set(CALCULATORS)


@pytest.mark.parametrize("name", CALCULATORS)
def test_registered_under_its_own_name(name: str) -> None:
    assert CALCULATORS[name].name == name


def test_titles_are_unique() -> None:
    assert [t for t, n in Counter(c.title for c in CALCULATORS.values()).items() if n > 1] == []


@pytest.mark.parametrize("name", CALCULATORS)
def test_definition_is_complete(name: str) -> None:
    calculator = CALCULATORS[name]
    assert all(map(chinese, (calculator.field, calculator.purpose)))
    assert chinese(calculator.title)
    assert calculator.rule_zh.endswith("。")
    assert calculator.aliases
    assert calculator.sources
    assert all(s.place and (s.doc in DOCUMENTS or s.doc == "LIT") for s in calculator.sources)
    assert set(calculator.always) <= messages().keys()


@pytest.mark.parametrize("name", CALCULATORS)
def test_input_names_are_unique_and_no_group_is_also_an_input(name: str) -> None:
    names = [i.name for i in CALCULATORS[name].inputs]
    assert len(names) == len(set(names)) > 0
    assert {n.partition(".")[0] for n in names if "." in n} & set(names) == set()


@pytest.mark.parametrize("name", CALCULATORS)
def test_labels_of_one_calculator_differ(name: str) -> None:
    assert [t for t, n in Counter(i.label for i in CALCULATORS[name].inputs).items() if n > 1] == []


@pytest.mark.parametrize(("name", "definition"), INPUTS, ids=IDS)
def test_input_is_complete(name: str, definition: Input) -> None:
    assert definition.label
    assert definition.role in ("item", "option", "information")
    assert (definition.quantity is not None) is (definition.kind is Kind.QUANTITY)
    assert bool(definition.options) is (definition.kind in (Kind.CHOICE, Kind.CHOICES))
    assert bool(definition.fields) is (definition.kind is Kind.RECORDS)
    if definition.kind in (Kind.QUANTITY, Kind.INTEGER):
        assert definition.plausible is not None


@pytest.mark.parametrize(
    ("name", "definition"), [p for p in INPUTS if p[1].options], ids=lambda v: getattr(v, "name", v)
)
def test_a_word_means_one_option(name: str, definition: Input) -> None:
    words = [w for o in definition.options for w in {o.code, o.label, *o.words}]
    assert [w for w, n in Counter(words).items() if n > 1] == []


@pytest.mark.parametrize(
    ("name", "definition"), [p for p in INPUTS if p[1].role == "item" and p[1].kind is not Kind.CHOICE],
    ids=lambda v: getattr(v, "name", v),
)  # fmt: skip
def test_findings_have_other_names(name: str, definition: Input) -> None:
    assert definition.aliases


@pytest.mark.parametrize("name", CALCULATORS)
def test_without_inputs_something_is_asked_for(name: str) -> None:
    answer = holds_contract(name, {})
    assert answer["missing"]
    # Who has no known vaccination gets the first one: that is an answer.
    assert answer["status"] == ("ok" if name == "pneumococcal_schedule" else "undetermined")


@pytest.mark.parametrize(("name", "definition"), INPUTS, ids=IDS)
def test_unknown_forms_are_all_the_same_as_nothing(name: str, definition: Input) -> None:
    nothing = calculate(name, {})
    assert all(calculate(name, {definition.name: raw}) == nothing for raw in UNKNOWN)


@pytest.mark.parametrize(("name", "definition"), INPUTS, ids=IDS)
def test_bad_input_never_raises(name: str, definition: Input) -> None:
    for raw in BAD:
        answer = holds_contract(name, {definition.name: raw})
        assert {e["field"] for e in answer["errors"]} <= {i.name for i in CALCULATORS[name].inputs}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e["id"])
def test_bad_input_among_good_never_raises(example: dict[str, Any]) -> None:
    holds_contract(example["calculator"], example["inputs"])
    for name in example["inputs"]:
        for raw in BAD[::3]:
            holds_contract(example["calculator"], {**example["inputs"], name: raw})


@pytest.mark.parametrize("name", CALCULATORS)
@pytest.mark.parametrize("raw", [5, None, {"x": 1}])
def test_unlisted_input_is_an_error(name: str, raw: object) -> None:
    answer = holds_contract(name, {"no_such_input": raw})
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [("no_such_input", "unknown_input")]


@given(st.sampled_from(EXAMPLES), st.data())
def test_any_part_of_an_example_keeps_the_contract(example: dict[str, Any], data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(example["inputs"])))) if example["inputs"] else set()
    holds_contract(example["calculator"], {k: v for k, v in example["inputs"].items() if k in kept})


@given(st.sampled_from(EXAMPLES))
def test_an_answer_depends_on_nothing_but_its_inputs(example: dict[str, Any]) -> None:
    first, second = (calculate(example["calculator"], example["inputs"]) for _ in range(2))
    assert first == second
