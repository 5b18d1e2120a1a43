"""Pomalidomide groups, urine targets and light-chain removal."""

from typing import Any

import pytest

from tools.registry import calculate


def pomalidomide(**inputs: Any) -> dict[str, Any]:
    return calculate("pomalidomide_renal_dose", inputs).as_json()


def support(**inputs: Any) -> dict[str, Any]:
    return calculate("renal_support_targets", inputs).as_json()


def flc(value: float) -> dict[str, Any]:
    return {"value": value, "unit": "mg/L"}


@pytest.mark.parametrize(
    ("egfr", "group", "dose"),
    [
        (29.9, "lt30", "4 mg/d"), (30, "30_40", "4 mg/d"), (40, "30_40", "4 mg/d"), (40.1, "gap_40_45", None),
        (44.9, "gap_40_45", None), (45, "ge45_not_addressed", None),
    ],
)  # fmt: skip
def test_pomalidomide_groups(egfr: float, group: str, dose: str | None) -> None:
    answer = pomalidomide(egfr=egfr, dialysis=False)
    assert (answer["result"], answer["missing"]) == ({"group": group, "dose": dose}, [])
    assert ("poma_40_45_gap" in {w["code"] for w in answer["warnings"]}) == (group == "gap_40_45")


@pytest.mark.parametrize("inputs", [{"egfr": 20}, {"egfr": 45}, {"egfr": 20, "dialysis": True}])
def test_pomalidomide_always_notes_the_label(inputs: dict[str, Any]) -> None:
    assert "3 mg/d" in pomalidomide(**inputs)["interpretation_zh"]


@pytest.mark.parametrize(
    ("inputs", "possible", "missing"),
    [
        ({"egfr": 20}, ["lt30", "dialysis"], ["dialysis"]),
        ({"dialysis": False}, ["lt30", "30_40", "gap_40_45", "ge45_not_addressed"], ["egfr"]),
        ({}, ["lt30", "30_40", "gap_40_45", "ge45_not_addressed", "dialysis"], ["egfr", "dialysis"]),
    ],
)
def test_pomalidomide_leaves_open_what_is_unknown(
    inputs: dict[str, Any], possible: list[str], missing: list[str]
) -> None:
    answer = pomalidomide(**inputs)
    assert (answer["status"], answer["possible"], answer["missing"]) == ("undetermined", possible, missing)


@pytest.mark.parametrize(
    ("volume", "target", "msd"),
    [(2399, "below", True), (2400, "within", True), (3600, "within", True), (3601, "above", True), (2000, "below", False),
     (2001, "below", True)],
)  # fmt: skip
def test_urine_targets(volume: float, target: str, msd: bool) -> None:
    result = support(urine_volume=volume, hours=24)["result"]
    assert (result["urine_target"], result["msd_2000_ml_met"]) == (target, msd)


@pytest.mark.parametrize(
    ("now", "percent", "met"), [(500, 50, True), (500.1, 50, False), (0.05, 100, True), (1500, -50, False)]
)
def test_light_chain_removal(now: float, percent: float, met: bool) -> None:
    result = support(flc_involved_before=flc(1000), flc_involved_now=flc(now))["result"]
    assert (result["flc_reduction_pct"], result["flc_target_met"]) == (percent, met)


def test_light_chains_need_their_unit() -> None:
    assert support(flc_involved_before=100, flc_involved_now=flc(10))["errors"][0]["code"] == "unit_required"


@pytest.mark.parametrize(
    ("inputs", "status", "missing"),
    [
        ({}, "undetermined", ["urine_volume", "hours", "flc_involved_before", "flc_involved_now"]),
        ({"hours": 24}, "undetermined", ["urine_volume"]),
        ({"urine_volume": 2400, "hours": 24}, "ok", []),
        ({"urine_volume": 2400, "hours": 24, "flc_involved_now": flc(10)}, "ok", ["flc_involved_before"]),
    ],
)
def test_missing_names_the_other_half(inputs: dict[str, Any], status: str, missing: list[str]) -> None:
    answer = support(**inputs)
    assert (answer["status"], answer["missing"]) == (status, missing)


def test_fluid_overload_is_warned_of_only_when_stated() -> None:
    inputs = {"urine_volume": 2400, "hours": 24}
    given = support(**inputs, fluid_overload_or_oliguria=True)
    assert "avoid_hypervolaemia" in {w["code"] for w in given["warnings"]}
    assert "avoid_hypervolaemia" not in {w["code"] for w in support(**inputs)["warnings"]}
