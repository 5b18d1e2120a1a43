"""Corrected calcium and hypercalcaemia at their limits, in both units."""

from typing import Any

import pytest

from tools.registry import calculate


def corrected(**inputs: Any) -> dict[str, Any]:
    return calculate("corrected_calcium", inputs).as_json()


def action(**inputs: Any) -> dict[str, Any]:
    return calculate("hypercalcaemia_action", inputs).as_json()


def mgdl(value: float) -> dict[str, Any]:
    return {"value": value, "unit": "mg/dL"}


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("calcium", "above", "moderate"),
    [(2.75, False, False), (2.751, True, False), (2.899, True, False), (2.9, True, True)],
)
def test_flags_are_taken_on_unrounded_values(calcium: float, above: bool, moderate: bool) -> None:
    result = corrected(calcium=calcium, albumin=40)["result"]
    assert (result["above_2_75"], result["at_least_2_9"]) == (above, moderate)


@pytest.mark.parametrize(
    ("calcium", "above", "warned"), [(11, False, False), (11.01, True, True), (11.03, True, False)]
)
def test_calcium_in_mgdl_is_compared_with_11(calcium: float, above: bool, warned: bool) -> None:
    answer = corrected(calcium=mgdl(calcium), albumin=40)
    assert answer["result"]["above_2_75"] is above
    assert ("calcium_unit_threshold_gap" in codes(answer)) is warned


def test_albumin_may_be_typed_in_another_unit_than_calcium() -> None:
    mixed = corrected(calcium=mgdl(10), albumin=30)["result"]
    assert mixed == corrected(calcium=mgdl(10), albumin={"value": 3, "unit": "g/dL"})["result"]
    assert mixed["corrected_mgdl"] == 10.8


@pytest.mark.parametrize(
    ("inputs", "code", "given"),
    [
        # Payne 2.70, Chinese formula 2.7505 at albumin 29.98: only the latter exceeds 2.75.
        ({"calcium": 2.5, "albumin": 29.98}, "formulas_straddle_threshold", True),
        ({"calcium": 2.5, "albumin": 30}, "formulas_straddle_threshold", False),
        ({"calcium": 2.5, "albumin": 40}, "albumin_above_40", False),
        ({"calcium": 2.5, "albumin": 40.1}, "albumin_above_40", True),
        ({"calcium": 2.7, "albumin": 40}, "near_threshold:corrected_calcium", True),
    ],
)
def test_correction_warns(inputs: dict[str, Any], code: str, given: bool) -> None:
    assert (code in codes(corrected(**inputs))) is given


@pytest.mark.parametrize(
    ("calcium", "level", "grade"),
    [
        (2.6, "none", 0), (2.61, "none", 1), (2.75, "none", 1), (2.76, "treat", 1), (2.899, "treat", 1),
        (2.9, "immediate", 1), (2.91, "immediate", 2), (3.1, "immediate", 2), (3.11, "immediate", 3),
        (3.4, "immediate", 3), (3.41, "immediate", 4),
    ],
)  # fmt: skip
def test_levels_and_grades(calcium: float, level: str, grade: int) -> None:
    result = action(corrected_calcium=calcium, crcl=80)["result"]
    assert (result["level"], result["ctcae_grade"]) == (level, grade)


@pytest.mark.parametrize(
    ("kidney", "zoledronic", "denosumab"),
    [
        ({"crcl": 60.1}, "standard", False), ({"crcl": 60}, "reduce_dose", False), ({"crcl": 30}, "reduce_dose", False),
        ({"crcl": 29.9}, "not_recommended", True), ({"crcl": 80, "severe_renal_failure": True}, "not_recommended", True),
        ({"severe_renal_failure": False}, None, None),
    ],
)  # fmt: skip
def test_drug_choice_follows_the_kidney(kidney: dict[str, Any], zoledronic: str | None, denosumab: bool | None) -> None:
    answer = action(corrected_calcium=3, **kidney)
    assert (answer["result"]["zoledronic"], answer["result"]["prefer_denosumab"]) == (zoledronic, denosumab)
    assert ("renal_function_needed_for_drug_choice" in codes(answer)) == (zoledronic is None)


def test_no_drug_is_chosen_without_hypercalcaemia() -> None:
    answer = action(corrected_calcium=2.5, crcl=20)
    assert (answer["result"]["zoledronic"], answer["missing"]) == (None, [])


def test_text_never_praises_a_drug_that_is_not_recommended() -> None:
    assert "补液后首选唑来膦酸" not in action(corrected_calcium=3, crcl=20)["interpretation_zh"]
    assert "补液后首选唑来膦酸" in action(corrected_calcium=3, crcl=80)["interpretation_zh"]


@pytest.mark.parametrize(
    ("inputs", "code", "given"),
    [
        ({"corrected_calcium": 2.9}, "csco_2_9_vs_other_cutoffs", True),
        ({"corrected_calcium": 3.0}, "csco_2_9_vs_other_cutoffs", False),
        ({"corrected_calcium": 2.8}, "csco_silent_below_2_9", True),
        ({"corrected_calcium": 2.9}, "csco_silent_below_2_9", False),
        ({"corrected_calcium": 2.748}, "calcium_unit_threshold_gap", True),
        ({"corrected_calcium": mgdl(11)}, "calcium_unit_threshold_gap", False),
        ({"calcium": 2.6, "albumin": 28}, "corrected_by_payne", True),
        ({"calcium": 2.6, "albumin": 28}, "formulas_straddle_threshold", True),
        ({"corrected_calcium": 2.5, "calcium": 2.8, "albumin": 40}, "corrected_calcium_differs", True),
        ({"corrected_calcium": 2.8, "calcium": 2.8, "albumin": 40}, "corrected_calcium_differs", False),
        ({"corrected_calcium": 2.9, "calcium": 2.8, "albumin": 40}, "formulas_straddle_threshold", True),
    ],
)
def test_action_warns(inputs: dict[str, Any], code: str, given: bool) -> None:
    assert (code in codes(action(**inputs, crcl=80))) is given


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({}, ["corrected_calcium", "calcium", "albumin"]),
        ({"calcium": 3.2}, ["albumin"]),
        ({"albumin": 30}, ["calcium"]),
    ],
)
def test_uncorrected_calcium_decides_nothing(inputs: dict[str, Any], missing: list[str]) -> None:
    answer = action(**inputs)
    assert (answer["status"], answer["missing"]) == ("undetermined", missing)
    assert answer["result"]["level"] is None


def test_high_total_calcium_is_urged_to_be_corrected() -> None:
    assert "尽快" in action(calcium=3.2)["interpretation_zh"]
