"""Cockcroft-Gault clearance and the lenalidomide table at their limits."""

from typing import Any

import pytest

from tools.quantities import QUANTITIES
from tools.registry import calculate
from tools.renal import LOWEST_WEIGHT

MAN = {"age": 60, "sex": "male", "weight": 72, "creatinine": {"value": 1, "unit": "mg/dL"}}


def clearance(**inputs: Any) -> dict[str, Any]:
    return calculate("creatinine_clearance", {**MAN, **inputs}).as_json()


def lenalidomide(**inputs: Any) -> dict[str, Any]:
    return calculate("lenalidomide_renal_dose", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("weight", "category"), [(54, "ge60"), (53.9, "30_to_lt60"), (27, "30_to_lt60"), (26.9, "lt30")]
)
def test_category_changes_at_60_and_30(weight: float, category: str) -> None:
    # At 60 years and 1 mg/dL the clearance is 80/72 of the weight: 54 kg gives exactly 60.
    assert clearance(weight=weight)["result"]["category"] == category


def test_ideal_and_adjusted_weight_follow_devine() -> None:
    result = clearance(sex="female", height=160, weight=80)["result"]
    assert (result["ideal_weight"], result["adjusted_weight"]) == (52.4, 63.4)


@pytest.mark.parametrize("option", ["ideal", "adjusted"])
def test_height_is_needed_for_other_weights(option: str) -> None:
    answer = clearance(weight_option=option)
    assert (answer["status"], answer["missing"]) == ("undetermined", ["height"])


@pytest.mark.parametrize("height", [101, 103, 124.3])
def test_ideal_weight_of_a_very_small_person_is_refused(height: float) -> None:
    answer = clearance(sex="female", height=height, weight_option="ideal")
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [("height", "out_of_range")]


def test_a_formulas_weight_counts_from_the_least_plausible_weight() -> None:
    assert clearance(sex="female", height=124.4, weight_option="ideal")["result"]["weight_used"] == 20
    # 0.6 x 6.916 + 0.4 x 39.626 = 20 exactly
    assert clearance(sex="female", height=110, weight=39.626, weight_option="adjusted")["result"]["weight_used"] == 20
    assert QUANTITIES["weight"].plausible[0] == LOWEST_WEIGHT


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"height": 152.3}, "ideal_weight_below_152cm"),
        ({"creatinine": 52.9}, "low_creatinine"),
        ({"height": 160, "weight": 90}, "weight_ge_120pct_ibw"),
        ({"weight": 53.99}, "near_threshold_rounding"),
        ({"weight": 54}, "near_threshold:crcl"),
    ],
)
def test_clearance_warns(inputs: dict[str, Any], code: str) -> None:
    assert code in codes(clearance(**inputs))
    assert code not in codes(clearance(height=170))


@pytest.mark.parametrize(
    ("inputs", "code"), [({"height": 152.4}, "ideal_weight_below_152cm"), ({"creatinine": 53}, "low_creatinine")]
)
def test_clearance_does_not_warn_at_the_limit(inputs: dict[str, Any], code: str) -> None:
    assert code not in codes(clearance(**inputs))


@pytest.mark.parametrize(
    ("inputs", "category", "mg", "hours"),
    [
        ({"crcl": 60, "dialysis": False}, "none", None, None),
        ({"crcl": 59.99, "dialysis": False}, "moderate", 10, 24),
        ({"crcl": 30, "dialysis": False}, "moderate", 10, 24),
        ({"crcl": 29.99, "dialysis": False}, "severe", 15, 48),
        ({"crcl": 29.99, "dialysis": True}, "esrd", 5, 24),
        ({"crcl": 80, "dialysis": True}, "esrd", 5, 24),
    ],
)
def test_lenalidomide_rows(inputs: dict[str, Any], category: str, mg: int | None, hours: int | None) -> None:
    result = lenalidomide(**inputs)["result"]
    assert (result["category"], result["dose_mg"], result["interval_h"]) == (category, mg, hours)
    assert result["after_dialysis"] == (category == "esrd")


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"crcl": 60}, "table_starts_below_60"),
        ({"crcl": 50}, "ema_label_30_to_50"),
        ({"crcl": 30, "dialysis": True}, "dialysis_with_crcl_ge30"),
        ({"dialysis": True}, "crcl_not_given_dialysis"),
        ({"crcl": 45, "setting": "maintenance"}, "maintenance_not_covered"),
        ({**MAN, "weight": 45}, "crcl_computed"),
        ({"crcl": 59.96}, "near_threshold_rounding"),
    ],
)
def test_lenalidomide_warns(inputs: dict[str, Any], code: str) -> None:
    assert code in codes(lenalidomide(**inputs))
    assert code not in codes(lenalidomide(crcl=49.9, dialysis=False))


def test_given_clearance_comes_before_a_computed_one() -> None:
    answer = lenalidomide(**MAN, crcl=20, dialysis=False)
    assert answer["result"]["category"] == "severe"
    assert "crcl_computed" not in codes(answer)


def test_unstated_dialysis_is_named_as_missing() -> None:
    answer = lenalidomide(crcl=45)
    assert (answer["status"], answer["missing"]) == ("ok", ["dialysis"])


def test_clearance_half_given_names_the_other_half() -> None:
    answer = lenalidomide(age=60, sex="male", dialysis=False)
    assert answer["missing"] == ["crcl", "weight", "creatinine"]
