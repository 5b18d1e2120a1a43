"""Transplant rules by phase."""

from typing import Any

import pytest

from tools.registry import calculate

LIMIT, BEFORE_LEN = "limit_myelotoxic_before_collection", "collect_before_prolonged_len_dara"
COLLECT = ["refer_hct_centre", "collect_for_two_transplants"]


def rules(phase: str | None, **inputs: Any) -> dict[str, Any]:
    return calculate("transplant_rules", {"phase": phase} | inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("drugs", "further"),
    [
        (["melphalan"], [LIMIT]),
        (["nitrosourea"], [LIMIT]),
        (["bendamustine"], [LIMIT]),
        (["cyclophosphamide"], [LIMIT]),
        (["lenalidomide"], [BEFORE_LEN]),
        (["daratumumab"], [BEFORE_LEN]),
        (["bortezomib", "isatuximab"], []),
        ([], []),
        (["cyclophosphamide", "daratumumab"], [LIMIT, BEFORE_LEN]),
    ],
)
def test_collection_advice_by_planned_drug(drugs: list[str], further: list[str]) -> None:
    answer = rules("induction", candidate=True, stem_cells_collected=False, planned_drugs=drugs)
    assert answer["result"]["advice"] == COLLECT + further
    assert answer["missing"] == []


def test_collected_cells_end_the_collection_advice() -> None:
    answer = rules("induction", candidate=True, stem_cells_collected=True, planned_drugs=["melphalan"])
    assert (answer["result"]["advice"], answer["missing"]) == (["refer_hct_centre"], [])


def test_unknown_collection_is_treated_as_still_to_do_and_asked_for() -> None:
    answer = rules("induction", candidate=True)
    assert (answer["result"]["advice"], answer["missing"]) == (COLLECT, ["stem_cells_collected", "planned_drugs"])


def test_unknown_candidate_is_undetermined() -> None:
    answer = rules("induction")
    assert (answer["status"], answer["missing"]) == ("undetermined", ["candidate"])
    assert set(answer["possible"]) == {"refer_hct_centre", "reassess_hct_centre"}


@pytest.mark.parametrize(
    ("response", "high_risk", "advice"),
    [
        ("sCR", False, ["maintenance_or_trial"]),
        ("CR", True, ["consider_tandem", "maintenance_or_trial"]),
        ("VGPR", False, ["maintenance_or_trial"]),
        ("PR", None, ["consider_tandem", "maintenance_or_trial"]),
        ("MR", False, ["consider_tandem", "maintenance_or_trial"]),
        ("SD", False, ["consider_tandem", "maintenance_or_trial"]),
        ("PD", None, ["treat_as_relapse"]),
        ("PD", True, ["treat_as_relapse"]),
    ],
)
def test_after_the_first_transplant(response: str, high_risk: bool | None, advice: list[str]) -> None:
    answer = rules("after_first_asct", response_after_first=response, high_risk=high_risk)
    assert (answer["status"], answer["result"]["advice"], answer["missing"]) == ("ok", advice, [])


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({}, ["response_after_first", "high_risk"]),
        ({"high_risk": False}, ["response_after_first"]),
        ({"response_after_first": "VGPR"}, ["high_risk"]),
    ],
)
def test_after_the_first_transplant_left_open(inputs: dict[str, Any], missing: list[str]) -> None:
    answer = rules("after_first_asct", **inputs)
    assert (answer["status"], answer["missing"]) == ("undetermined", missing)
    assert {"consider_tandem", "maintenance_or_trial"} <= set(answer["possible"])


@pytest.mark.parametrize(
    ("months", "first", "warned"),
    [
        (9, "second_asct_not_supported", set()),
        (9.1, "second_asct_not_supported", {"second_asct_9_months_text"}),
        (17.9, "second_asct_not_supported", {"second_asct_9_months_text"}),
        (18, "second_asct_not_supported", {"second_asct_9_months_text", "trial_threshold_18_months"}),
        (23.9, "second_asct_not_supported", {"second_asct_9_months_text", "trial_threshold_18_months"}),
        (24, "second_asct_borderline", {"second_asct_2_3_years"}),
        (35.9, "second_asct_borderline", {"second_asct_2_3_years"}),
        (36, "second_asct_considered", set()),
    ],
)
def test_second_transplant_by_remission(months: float, first: str, warned: set[str]) -> None:
    answer = rules("relapse_after_asct", remission_months=months)
    assert answer["result"]["advice"] == [first, "trial_or_relapse_regimen"]
    assert codes(answer) == warned


def test_unknown_remission_leaves_three_answers() -> None:
    assert len(rules("relapse_after_asct")["possible"]) == 3


def test_unknown_phase_is_asked_for() -> None:
    answer = rules(None, candidate=True)
    assert (answer["status"], answer["missing"]) == ("undetermined", ["phase"])


def test_unsuitable_patient_is_told_so_beside_the_remission_rule() -> None:
    answer = rules("relapse_after_asct", candidate=False, remission_months=40)
    assert "移植中心重新评估" in answer["interpretation_zh"]
