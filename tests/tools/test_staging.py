"""ISS and R-ISS: both sides of every limit, agreement of alternatives, what is asked for."""

from typing import Any

import pytest

from tools.registry import calculate


def run(name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate(name, inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


# Limits of NCCN MYEL-A: β2M 3.5 and 5.5 mg/L, albumin 35 g/L
@pytest.mark.parametrize(
    ("b2m", "albumin", "stage"),
    [
        (3.49, 35, "I"),
        (3.49, 34.9, "II"),
        (3.5, 35, "II"),
        (5.49, 35, "II"),
        (5.5, 45, "III"),
        ("3.4 µg/mL", "3.5 g/dL", "I"),
        ("5.5 μg/mL", "4 g/dl", "III"),
        ("296 nmol/L", 40, "I"),
        ("297 nmol/L", 40, "II"),
        ("465 nmol/L", 40, "II"),
        ("466 nmol/L", 40, "III"),
    ],
)
def test_iss_limits(b2m: object, albumin: object, stage: str) -> None:
    assert run("iss", {"b2m": b2m, "albumin": albumin})["result"] == {"stage": stage}


@pytest.mark.parametrize(
    ("b2m", "warned"),
    [("466 nmol/L", True), ("466.2 nmol/L", False), ("296.7 nmol/L", True), ("296.5 nmol/L", False), (5.5, False)],
)
def test_limits_of_the_two_units_differ_only_in_a_narrow_band(b2m: object, warned: bool) -> None:
    assert ("b2m_unit_threshold_gap" in codes(run("iss", {"b2m": b2m, "albumin": 40}))) is warned


@pytest.mark.parametrize(
    ("inputs", "possible", "missing"),
    [
        ({}, ["I", "II", "III"], ["b2m", "albumin"]),
        ({"albumin": 35}, ["I", "II", "III"], ["b2m"]),
        ({"albumin": 34.9}, ["II", "III"], ["b2m"]),
        ({"b2m": 3.49}, ["I", "II"], ["albumin"]),
    ],
)
def test_iss_keeps_what_unknown_values_leave_open(
    inputs: dict[str, Any], possible: list[str], missing: list[str]
) -> None:
    answer = run("iss", inputs)
    assert (answer["status"], answer["possible"], answer["missing"]) == ("undetermined", possible, missing)


def test_albumin_does_not_matter_from_3_5() -> None:
    answer = run("iss", {"b2m": 4})
    assert answer["result"]["stage"] == "II"
    assert "其余指标不影响本结论" in answer["interpretation_zh"]


@pytest.mark.parametrize(
    ("iss", "high_risk", "high_ldh", "stage"),
    [
        ("I", False, False, "I"),
        ("I", True, False, "II"),
        ("I", False, True, "II"),
        ("II", False, False, "II"),
        ("II", True, True, "II"),
        ("III", False, False, "II"),
        ("III", True, False, "III"),
        ("III", False, True, "III"),
    ],
)
def test_r_iss_table(iss: str, high_risk: bool, high_ldh: bool, stage: str) -> None:
    inputs = {
        "iss_stage": iss,
        "fish_risk": "high" if high_risk else "standard",
        "ldh_status": "high" if high_ldh else "normal",
    }
    assert run("r_iss", inputs)["result"]["stage"] == stage


@pytest.mark.parametrize("lesion", ["del17p", "t_4_14", "t_14_16"])
def test_one_lesion_is_high_risk_whatever_the_others(lesion: str) -> None:
    assert run("r_iss", {"iss_stage": "III", lesion: True})["result"] == {
        "stage": "III",
        "iss_stage": "III",
        "high_risk_ca": True,
        "ldh_high": None,
    }


def test_ldh_at_the_upper_limit_is_normal() -> None:
    base = {"iss_stage": "I", "fish_risk": "standard", "ldh_uln": 250}
    assert [run("r_iss", base | {"ldh": ldh})["result"]["stage"] for ldh in (250, 251)] == ["I", "II"]


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"iss_stage": "I", "b2m": 6}, "iss_stage"),
        ({"iss_stage": "I", "albumin": 30}, "iss_stage"),
        ({"ldh_status": "normal", "ldh": 300, "ldh_uln": 250}, "ldh_status"),
        ({"fish_risk": "standard", "del17p": True}, "fish_risk"),
        ({"fish_risk": "high", "del17p": False, "t_4_14": False, "t_14_16": False}, "fish_risk"),
    ],
)
def test_contradictions_are_refused(inputs: dict[str, Any], field: str) -> None:
    answer = run("r_iss", inputs)
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, "inconsistent")]


@pytest.mark.parametrize("lesion", ["t_14_20", "gain_1q", "del_1p"])
def test_other_lesions_are_named_but_not_counted(lesion: str) -> None:
    inputs = {"iss_stage": "I", "fish_risk": "standard", "ldh_status": "normal", lesion: True}
    answer = run("r_iss", inputs)
    assert answer["result"]["stage"] == "I"
    assert "other_high_risk_lesion_not_in_r_iss" in codes(answer)


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({"ldh": 200}, ["ldh_uln"]),
        ({"ldh_uln": 250}, ["ldh"]),
        ({}, ["ldh", "ldh_uln"]),
    ],
)
def test_only_the_unknown_part_of_ldh_is_asked_for(inputs: dict[str, Any], missing: list[str]) -> None:
    answer = run("r_iss", {"iss_stage": "III", "fish_risk": "standard"} | inputs)
    assert answer["status"] == "undetermined"
    assert answer["missing"] == missing


def test_values_close_to_a_limit_are_pointed_out() -> None:
    assert {"near_threshold:b2m", "near_threshold:albumin"} <= codes(run("iss", {"b2m": 5.4, "albumin": 34.5}))
