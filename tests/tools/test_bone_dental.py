"""Hold of bone-targeted drugs around a dental procedure."""

from typing import Any

import pytest

from tools.registry import calculate

HOLD = {"invasive": True, "onj": False, "drug": "zoledronic_acid"}


def hold(**inputs: Any) -> dict[str, Any]:
    return calculate("dental_procedure_hold", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("day", "hold_from", "resume"),
    [
        ("2025-06-15", "2025-03-15", "2025-09-15"), ("2025-05-31", "2025-02-28", "2025-08-31"),
        ("2024-05-31", "2024-02-29", "2024-08-31"), ("2025-01-31", "2024-10-31", "2025-04-30"),
        ("2025-11-30", "2025-08-30", "2026-02-28"),
    ],
)  # fmt: skip
def test_three_calendar_months_on_either_side(day: str, hold_from: str, resume: str) -> None:
    result = hold(**HOLD, procedure_date=day)["result"]
    assert (result["hold_from"], result["resume_not_before"]) == (hold_from, resume)


def test_antibiotics_cross_the_turn_of_the_year() -> None:
    result = hold(**HOLD, procedure_date="2025-01-01")["result"]
    assert (result["antibiotic_from"], result["antibiotic_to"]) == ("2024-12-31", "2025-01-04")


@pytest.mark.parametrize(("last", "short"), [("2025-03-15", False), ("2025-03-16", True)])
def test_last_dose_within_three_months_is_warned_of(last: str, short: bool) -> None:
    answer = hold(**HOLD, procedure_date="2025-06-15", last_dose_date=last)
    assert ("prehold_incomplete" in codes(answer)) is short


def test_earliest_day_is_known_without_a_planned_day() -> None:
    answer = hold(**HOLD, last_dose_date="2024-11-30")
    assert (answer["status"], answer["missing"]) == ("undetermined", ["procedure_date"])
    assert answer["result"]["action"] == "hold"
    assert answer["result"]["earliest_procedure_date"] == "2025-02-28"


@pytest.mark.parametrize("invasive", [True, False, None])
def test_osteonecrosis_comes_before_everything(invasive: bool | None) -> None:
    answer = hold(onj=True, invasive=invasive, procedure_date="2025-06-15", drug="denosumab")
    assert (answer["result"]["action"], answer["result"]["hold_from"]) == ("stop", None)
    assert "onj_stop_drug" in codes(answer)


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({"procedure_date": "2025-06-15", "invasive": True, "drug": "denosumab"}, ["onj"]),
        ({"procedure_date": "2025-06-15", "invasive": True, "onj": False}, ["drug"]),
        ({"invasive": False}, ["onj"]),
        ({"onj": True}, []),
    ],
)
def test_missing(inputs: dict[str, Any], missing: list[str]) -> None:
    assert hold(**inputs)["missing"] == missing


@pytest.mark.parametrize(("drug", "warned"), [("denosumab", True), ("pamidronate", False)])
def test_rebound_concerns_denosumab_only(drug: str, warned: bool) -> None:
    answer = hold(procedure_date="2025-06-15", invasive=True, onj=False, drug=drug)
    assert ("denosumab_hold_vs_rebound" in codes(answer)) is warned


@pytest.mark.parametrize(
    ("inputs", "field", "code"),
    [
        ({"procedure_date": "2025-06-15", "last_dose_date": "2025-06-16"}, "last_dose_date", "inconsistent"),
        ({"procedure_date": "0001-01-15"}, "procedure_date", "out_of_range"),
        ({"procedure_date": "9999-12-31"}, "procedure_date", "out_of_range"),
        ({"last_dose_date": "9999-12-31"}, "last_dose_date", "out_of_range"),
        ({"procedure_date": "2025-02-30"}, "procedure_date", "bad_date"),
    ],
)
def test_unusable_days_are_refused(inputs: dict[str, Any], field: str, code: str) -> None:
    assert [(e["field"], e["code"]) for e in hold(**HOLD, **inputs)["errors"]] == [(field, code)]


def test_a_last_dose_on_the_day_itself_is_possible() -> None:
    assert hold(**HOLD, procedure_date="2025-06-15", last_dose_date="2025-06-15")["status"] == "ok"
