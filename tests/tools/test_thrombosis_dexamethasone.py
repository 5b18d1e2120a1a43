"""Dexamethasone per cycle: classes, conversion to 28 days, contradictions."""

from typing import Any

import pytest

from tools.registry import calculate


def dose(**inputs: Any) -> dict[str, Any]:
    return calculate("dexamethasone_cycle_dose", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("mg", "saved", "impede"),
    [
        (0, ("none", 0), ("none", 0)),
        (119.9, ("below_120", 0), ("low", 2)),
        (120, ("standard", 1), ("low", 2)),
        (160, ("standard", 1), ("low", 2)),
        (160.1, ("high", 2), ("high", 4)),
    ],
)
def test_classes_at_their_limits(mg: float, saved: tuple[str, int], impede: tuple[str, int]) -> None:
    result = dose(total_mg_per_cycle=mg)["result"]
    assert (result["saved_class"], result["saved_points"]) == saved
    assert (result["impede_class"], result["impede_points"]) == impede


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"dose_mg": 20, "dosing_days_per_cycle": 22, "cycle_length_days": 21}, "dosing_days_per_cycle"),
        ({"dose_mg": 40, "dosing_days_per_cycle": 4, "total_mg_per_cycle": 480}, "total_mg_per_cycle"),
    ],
)
def test_contradictory_inputs_are_refused(inputs: dict[str, Any], field: str) -> None:
    assert [(e["field"], e["code"]) for e in dose(**inputs)["errors"]] == [(field, "inconsistent")]


@pytest.mark.parametrize("length", [21, 28])
def test_class_per_28_days_is_compared(length: int) -> None:
    found = codes(dose(dose_mg=40, dosing_days_per_cycle=4, cycle_length_days=length))
    assert ("class_differs_per_28_days" in found) == (length == 21)


def test_source_of_the_impede_limit_is_always_named() -> None:
    assert "impede_dex_cutoff_from_literature" in codes(dose())
    assert "impede_dex_cutoff_from_literature" in codes(dose(total_mg_per_cycle=40))


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({}, {"dose_mg", "dosing_days_per_cycle", "total_mg_per_cycle"}),
        ({"dosing_days_per_cycle": 4}, {"dose_mg"}),
        ({"dose_mg": 40, "cycle_length_days": 28}, {"dosing_days_per_cycle"}),
    ],
)
def test_missing_names_what_completes_the_dose(inputs: dict[str, Any], missing: set[str]) -> None:
    answer = dose(**inputs)
    assert (answer["status"], set(answer["missing"])) == ("undetermined", missing)


def test_fractional_days_are_refused() -> None:
    assert dose(dose_mg=20, dosing_days_per_cycle=2.5)["errors"][0]["code"] == "not_an_integer"
