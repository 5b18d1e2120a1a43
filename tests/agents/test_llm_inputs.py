from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from agents.extraction import Extraction
from agents.llm_inputs import grounded
from agents.understand import understand
from tools.inputs import Kind
from tools.messages import CalculatorInputError
from tools.registry import CALCULATORS, calculate

STAGE = "β2-微球蛋白 6.1 mg/L，白蛋白 28 g/L，ISS 几期？"


def checked(name: str, inputs: dict[str, Any], question: str, *earlier: Any) -> tuple[str, ...]:
    return grounded(CALCULATORS[name], inputs, understand(question, ()), earlier)


@pytest.mark.parametrize(
    "inputs",
    [
        {"b2m": {"value": 6.1, "unit": "mg/L"}, "albumin": {"value": 28, "unit": "g/L"}},
        {"b2m": 6.1, "albumin": "2.8 g/dL"},
        {"b2m": 6.1, "albumin": None},
        {},
    ],
    ids=["as stated", "converted rightly", "unknown", "nothing"],
)
def test_values_of_the_question(inputs: dict[str, Any]) -> None:
    assert checked("iss", inputs, STAGE) == ()


@pytest.mark.parametrize(
    ("name", "inputs", "question"),
    [
        ("iss", {"b2m": {"value": 7, "unit": "mg/L"}}, STAGE),
        ("iss", {"b2m": 61}, STAGE),
        ("iss", {"b2m": 6}, STAGE),
        ("iss", {"b2m": 28}, STAGE),
        ("r_iss", {"ldh": {"value": 900, "unit": "U/L"}}, STAGE),
        ("r_iss", {"del17p": True}, STAGE),
        ("creatinine_clearance", {"sex": "male"}, "72 岁，肌酐 180 µmol/L，58 kg"),
        ("creatinine_clearance", {"age": 58}, "72 岁，肌酐 180 µmol/L，58 kg"),
        ("iss", {"albumin": 38}, "血红蛋白 38 g/L，白蛋白未查，ISS 几期？"),
    ],
    ids=[
        "another value",
        "ten times",
        "cut off",
        "other value",
        "number",
        "finding",
        "sex",
        "wrong number",
        "number of another test",
    ],
)
def test_what_the_question_does_not_state_is_refused(name: str, inputs: dict[str, Any], question: str) -> None:
    with pytest.raises(CalculatorInputError):
        checked(name, inputs, question)


def test_refusal_tells_what_the_question_says() -> None:
    with pytest.raises(CalculatorInputError, match=r"原文为“.*6\.1"):
        checked("iss", {"b2m": {"value": 8.1, "unit": "mg/L"}}, STAGE)


def test_contradicted_value_is_refused() -> None:
    question = "白蛋白 28 g/L，白蛋白 40 g/L，ISS 几期？"
    assert understand(question, ()).extraction.contradictions
    with pytest.raises(CalculatorInputError, match="矛盾") as caught:
        checked("iss", {"albumin": 28}, question)
    assert [e.code for e in caught.value.errors] == ["contradiction"]


def test_result_of_this_run_may_be_handed_on() -> None:
    known = {i.name: False for i in CALCULATORS["impede_vte"].inputs if i.kind is Kind.BOOLEAN}
    choices = {"dexamethasone": "none", "thromboprophylaxis": "none"}
    score = calculate("impede_vte", {**known, **choices, "imid": True, "bmi": 22})
    assert score.status == "ok", score
    first = int(score.result["score"])
    assert checked("vte_prophylaxis", {"impede_score": first}, "怎么预防血栓？", score) == ()
    with pytest.raises(CalculatorInputError, match="没有写明"):
        checked("vte_prophylaxis", {"impede_score": first + 1}, "怎么预防血栓？", score)


@pytest.mark.parametrize(
    ("name", "inputs", "question"),
    [
        ("iss", {"albumin": 28}, "患者白蛋白先后两次都是 28，ISS 几期"),
        ("r_iss", {"del17p": True}, "细胞遗传学只提到 17p，R-ISS 几期？"),
    ],
)
def test_value_that_only_the_model_read_is_named(name: str, inputs: dict[str, Any], question: str) -> None:
    only = next(iter(inputs))
    u = replace(understand(question, ()), extraction=Extraction(MappingProxyType({})))
    found = grounded(CALCULATORS[name], inputs, u, ())
    assert found == (CALCULATORS[name].input(only).label,)
