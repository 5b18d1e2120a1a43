"""Kidney biopsy in suspected MGRS: boxes of MGRS-1, slope of eGFR, warnings."""

from typing import Any

import pytest

from tools.registry import calculate

# Everything known and nothing found: the box is "defer".
QUIET: dict[str, Any] = {
    "symptomatic_mm": False, "aki_stage": 0, "egfr": 90, "egfr_decline_per_year": 0, "proteinuria": "200 mg/24h",
    "acr": "1 mg/mmol", "fanconi": False, "light_chain_proteinuria": False, "urinalysis_normal": True, "egfr_stable": True,
}  # fmt: skip


def biopsy(**inputs: Any) -> dict[str, Any]:
    return calculate("mgrs_biopsy", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("changed", "box", "criteria"),
    [
        ({}, "defer", []),
        ({"aki_stage": 1}, "consider", ["aki_1_2"]),
        ({"aki_stage": 2}, "consider", ["aki_1_2"]),
        ({"aki_stage": 3}, "recommend", ["aki_3"]),
        ({"egfr": 60, "egfr_decline_per_year": 9}, "defer", []),
        ({"egfr": 59.9, "egfr_decline_per_year": 2.01}, "recommend", ["egfr_lt60_decline_gt2"]),
        ({"egfr": 59.9, "egfr_decline_per_year": 1.99}, "consider", ["egfr_lt60_decline_le2", "acr_3_30_or_gfr_lt60"]),
        ({"egfr": 59.9, "egfr_decline_per_year": -5}, "consider", ["egfr_lt60_decline_le2", "acr_3_30_or_gfr_lt60"]),
        ({"proteinuria": "1 g/24h"}, "defer", []),
        ({"proteinuria": "1000.1 mg/24h"}, "recommend", ["proteinuria_gt_1g"]),
        ({"acr": "2.99 mg/mmol"}, "defer", []),
        ({"acr": "3 mg/mmol"}, "consider", ["acr_3_30_or_gfr_lt60"]),
        ({"acr": "265.2 mg/g"}, "consider", ["acr_3_30_or_gfr_lt60"]),
        ({"acr": "265.3 mg/g"}, "recommend", ["acr_gt_30"]),
        ({"fanconi": True}, "recommend", ["fanconi"]),
        ({"light_chain_proteinuria": True}, "consider", ["light_chain_proteinuria"]),
        ({"egfr_stable": False}, "not_covered", []),
        ({"urinalysis_normal": False, "egfr_stable": False}, "not_covered", []),
    ],
)
def test_box_and_its_criteria(changed: dict[str, Any], box: str, criteria: list[str]) -> None:
    answer = biopsy(**(QUIET | changed))
    assert answer["status"] == "ok"
    assert (answer["result"]["recommendation"], answer["result"]["criteria"]) == (box, criteria)
    assert answer["missing"] == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"acr": "3 mg/mmol"}, "acr_gfr_or_vs_and"),
        ({"egfr": 50}, "acr_gfr_or_vs_and"),
        ({"proteinuria": "2 g/24h"}, "proteinuria_acr_or_vs_and"),
        ({"acr": "40 mg/mmol"}, "proteinuria_acr_or_vs_and"),
        ({"egfr": 50, "egfr_decline_per_year": 2}, "decline_exactly_2"),
        ({"urinalysis_normal": False}, "defer_and_vs_or"),
        ({"egfr": 60.1}, "near_threshold:egfr"),
    ],
)
def test_warning_is_given(changed: dict[str, Any], code: str) -> None:
    assert code in codes(biopsy(**(QUIET | changed)))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"acr": "3 mg/mmol", "egfr": 50}, "acr_gfr_or_vs_and"),
        ({"acr": "3 mg/mmol", "aki_stage": 3}, "acr_gfr_or_vs_and"),
        ({"proteinuria": "2 g/24h", "acr": "40 mg/mmol"}, "proteinuria_acr_or_vs_and"),
        ({"proteinuria": "2 g/24h", "fanconi": True}, "proteinuria_acr_or_vs_and"),
        ({"egfr": 80, "egfr_decline_per_year": 2}, "decline_exactly_2"),
        ({"egfr_stable": False, "urinalysis_normal": False, "light_chain_proteinuria": True}, "defer_and_vs_or"),
    ],
)
def test_warning_is_not_given(changed: dict[str, Any], code: str) -> None:
    assert code not in codes(biopsy(**(QUIET | changed)))


def test_not_covered_always_carries_the_note() -> None:
    # Light-chain proteinuria would make it "consider", so one condition to defer always holds in this box.
    answer = biopsy(**(QUIET | {"egfr_stable": False, "urinalysis_normal": False}))
    assert "defer_and_vs_or" in codes(answer)


def test_decline_is_the_difference_over_the_time() -> None:
    dates = {"egfr_earlier": 66, "egfr_earlier_date": "2023-01-01", "egfr_date": "2025-01-01"}
    assert biopsy(**(QUIET | {"egfr": 56, "egfr_decline_per_year": None} | dates))["result"] == {
        "recommendation": "recommend", "criteria": ["egfr_lt60_decline_gt2"], "egfr_decline_per_year": 5.0, "at_least": None,
    }  # fmt: skip


@pytest.mark.parametrize(("later", "short"), [("2024-03-30", True), ("2024-03-31", False)])
def test_short_interval_is_named(later: str, short: bool) -> None:
    answer = biopsy(egfr=50, egfr_earlier=54, egfr_earlier_date="2024-01-01", egfr_date=later)
    assert ("slope_interval_short" in codes(answer)) is short


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"egfr_earlier_date": "2024-02-01", "egfr_date": "2024-02-01"}, "egfr_earlier_date"),
        ({"egfr_earlier_date": "2024-03-01", "egfr_date": "2024-02-01"}, "egfr_earlier_date"),
        (
            {"egfr": 50, "egfr_earlier": 60, "egfr_earlier_date": "2023-01-01", "egfr_date": "2024-01-01",
             "egfr_decline_per_year": 1},
            "egfr_decline_per_year",
        ),
    ],
)  # fmt: skip
def test_contradiction_is_refused(inputs: dict[str, Any], field: str) -> None:
    answer = biopsy(**inputs)
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, "inconsistent")]


def test_stated_decline_wins_when_it_agrees() -> None:
    dates = {"egfr_earlier": 60, "egfr_earlier_date": "2023-01-01", "egfr_date": "2024-01-01"}
    assert biopsy(egfr=50, egfr_decline_per_year=8, **dates)["result"]["egfr_decline_per_year"] == 8


def test_symptomatic_myeloma_is_not_mgrs() -> None:
    answer = biopsy(symptomatic_mm=True)
    assert answer["result"]["recommendation"] == "not_applicable_symptomatic_mm"
    assert (answer["status"], answer["missing"]) == ("ok", [])


def test_nothing_known_leaves_every_box_open() -> None:
    answer = biopsy()
    assert answer["possible"] == ["recommend", "consider", "defer", "not_covered"]
    assert set(answer["missing"]) == {*QUIET}


def test_at_least_is_null_while_consider_is_not_sure() -> None:
    answer = biopsy(**(QUIET | {"light_chain_proteinuria": None}))
    assert (answer["possible"], answer["result"]["at_least"]) == (["consider", "defer"], None)
