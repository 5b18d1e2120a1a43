"""Vignette metrics against values computed by hand."""

import pytest

from evals.cases import Tolerant
from evals.vignettes import missing_named, outcome_of, right_calculator, tolerance, values_found


@pytest.mark.parametrize(
    ("status", "tools", "expected"),
    [
        ("answered", ("ok",), "result"),
        ("partial", ("undetermined", "ok"), "result"),
        ("answered", (), "none"),
        ("answered", ("undetermined",), "none"),
        ("answered", ("error",), "reject"),
        ("abstained", ("error",), "reject"),
        ("abstained", (), "none"),
        ("needs_input", ("undetermined",), "ask"),
        ("rejected", (), "reject"),
        ("error", (), "reject"),
    ],
)
def test_outcome(status: str, tools: tuple[str, ...], expected: str) -> None:
    assert outcome_of(status, tools) == expected


@pytest.mark.parametrize(
    ("expected", "allowed"),
    [(44.2, 0.442), (2.88, 0.0288), (3.0, 0.05), (0.4, 0.05), (150.0, 1.5), (Tolerant(value=5, tolerance=2), 2)],
    ids=["1 % is more", "1 % of two decimals", "whole number", "half of the last digit", "large", "own tolerance"],
)
def test_tolerance(expected: float | Tolerant, allowed: float) -> None:
    assert tolerance(expected) == pytest.approx(allowed, abs=1e-6)


def test_a_value_must_stand_in_the_text() -> None:
    expected = {"crcl_ml_min": 44.2, "lenalidomide_mg": 15.0}
    text = "肌酐清除率 44.25 mL/min，来那度胺 10 mg"
    assert values_found(expected, text, []) == {"crcl_ml_min": True, "lenalidomide_mg": False}


def test_a_value_named_like_a_result_must_agree_with_it() -> None:
    assert values_found({"score": 4.0}, "IMPEDE 评分 5 分（≥4 高危）", [{"score": 5}]) == {"score": False}
    assert values_found({"score": 5.0}, "IMPEDE 评分 5 分", [{"score": 5}]) == {"score": True}


def test_nested_results_are_looked_through() -> None:
    assert values_found({"low": 3.0}, "3 分", [{"range": {"low": 3}, "flag": True}]) == {"low": True}


@pytest.mark.parametrize(("called", "expected"), [(("r_iss",), 1.0), (("bmi", "iss"), 1.0), (("bmi",), 0.0)])
def test_right_calculator(called: tuple[str, ...], expected: float) -> None:
    assert right_calculator(("iss", "r_iss"), called) == expected


def test_missing_named_is_the_share_of_inputs_asked_for() -> None:
    assert missing_named((("体重",), ("性别", "男还是女")), "请补充体重（kg）") == 0.5
