"""Interval, duration and stopping of bone-targeted drugs."""

from typing import Any

import pytest

from tools.registry import calculate

BISPHOSPHONATES = ("zoledronic_acid", "pamidronate", "clodronate", "incadronate")
GIVE = "give_denosumab_q6m_or_one_bisphosphonate"


def plan(drug: str, **inputs: Any) -> dict[str, Any]:
    return calculate("bone_agent_schedule", {"drug": drug, **inputs}).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize("drug", BISPHOSPHONATES)
@pytest.mark.parametrize(
    ("months", "response", "action", "interval"),
    [
        (0, "sCR", "continue", "monthly"), (11.9, "CR", "continue", "monthly"),
        (12, "sCR", "may_reduce_frequency", "every_2_3_months"), (12, "VGPR", "may_reduce_frequency", "every_2_3_months"),
        (12, "PR", "continue", "monthly"), (23.9, "VGPR", "may_reduce_frequency", "every_2_3_months"),
        (23.9, "MR", "continue", "monthly"), (24, "VGPR", "review_after_2_years", "clinical_judgement"),
        (24, "PR", "review_after_2_years", "monthly_until_vgpr_or_judgement"),
        (24, "PD", "review_after_2_years", "monthly_until_vgpr_or_judgement"),
    ],
)  # fmt: skip
def test_bisphosphonate_intervals(drug: str, months: float, response: str, action: str, interval: str) -> None:
    result = plan(drug, months_on_treatment=months, response=response, stopped=False)["result"]
    assert (result["action"], result["interval"]) == (action, interval)


@pytest.mark.parametrize(
    ("months", "action", "interval"),
    [(0, "continue", "monthly"), (23.9, "continue", "monthly"), (24, "review_after_2_years", "clinical_judgement")],
)
def test_denosumab_is_monthly_for_two_years(months: float, action: str, interval: str) -> None:
    answer = plan("denosumab", months_on_treatment=months, stopped=False)
    assert (answer["result"]["action"], answer["result"]["interval"]) == (action, interval)
    assert ("denosumab_until_vs_at_least_2y" in codes(answer)) == (months >= 24)


@pytest.mark.parametrize(
    ("drug", "inputs", "action"),
    [
        ("zoledronic_acid", {"biochemical_relapse": False}, "follow_up"),
        ("zoledronic_acid", {"biochemical_relapse": True}, "restart"),
        ("denosumab", {"biochemical_relapse": True, "post_denosumab_cover_given": False}, "restart"),
        ("denosumab", {"biochemical_relapse": False, "post_denosumab_cover_given": True}, "follow_up"),
        ("denosumab", {"biochemical_relapse": False, "post_denosumab_cover_given": False}, GIVE),
        ("denosumab", {"biochemical_relapse": False}, GIVE),
    ],
)
def test_after_stopping(drug: str, inputs: dict[str, Any], action: str) -> None:
    assert plan(drug, stopped=True, **inputs)["result"]["action"] == action


@pytest.mark.parametrize(("months", "overdue"), [(5.9, False), (6, True)])
def test_cover_after_denosumab_is_overdue_at_six_months(months: float, overdue: bool) -> None:
    answer = plan("denosumab", months_since_stop=months, biochemical_relapse=False, post_denosumab_cover_given=False)
    assert answer["result"]["action"] == GIVE
    assert ("denosumab_cover_overdue" in codes(answer)) is overdue


@pytest.mark.parametrize(
    ("drug", "inputs", "possible", "missing"),
    [
        ("zoledronic_acid", {"months_on_treatment": 12, "stopped": False}, ["monthly", "every_2_3_months"], ["response"]),
        ("denosumab", {"stopped": False}, ["monthly", "clinical_judgement"], ["months_on_treatment"]),
        (
            "zoledronic_acid", {"stopped": False, "response": "PR"}, ["monthly", "monthly_until_vgpr_or_judgement"],
            ["months_on_treatment"],
        ),
        ("zoledronic_acid", {"stopped": True}, ["restart", "follow_up"], ["biochemical_relapse"]),
        (
            "denosumab", {"stopped": True, "post_denosumab_cover_given": False}, ["restart", GIVE],
            ["biochemical_relapse", "months_since_stop"],
        ),
    ],
)  # fmt: skip
def test_what_is_unknown_stays_open(drug: str, inputs: dict[str, Any], possible: list[str], missing: list[str]) -> None:
    answer = plan(drug, **inputs)
    assert (answer["status"], answer["possible"], answer["missing"]) == ("undetermined", possible, missing)


def test_unstated_stop_is_named_as_missing() -> None:
    assert plan("denosumab", months_on_treatment=3)["missing"] == ["stopped"]


def test_running_and_stopped_for_months_contradict_each_other() -> None:
    errors = plan("denosumab", stopped=False, months_since_stop=2)["errors"]
    assert [(e["field"], e["code"]) for e in errors] == [("months_since_stop", "inconsistent")]


@pytest.mark.parametrize(
    ("drug", "extra"),
    [
        ("denosumab", set()),
        ("zoledronic_acid", {"crcl_monthly"}),
        ("pamidronate", {"crcl_monthly", "urine_albumin_monthly"}),
    ],
)
def test_monitoring(drug: str, extra: set[str]) -> None:
    base = {"calcium_monthly", "vitamin_d_monthly", "phosphate_monthly", "magnesium_monthly"}
    assert set(plan(drug, months_on_treatment=3, stopped=False)["result"]["monitoring"]) == base | extra


@pytest.mark.parametrize(
    ("drug", "inputs", "code", "given"),
    [
        ("zoledronic_acid", {"months_on_treatment": 3}, "nccn_interval_1_or_3_months", True),
        ("zoledronic_acid", {"months_on_treatment": 12, "response": "CR"}, "interval_2_3_vs_3_months", True),
        ("zoledronic_acid", {"months_on_treatment": 12, "response": "PR"}, "interval_2_3_vs_3_months", False),
        ("clodronate", {"months_on_treatment": 3}, "text_only_zoledronic", True),
        ("zoledronic_acid", {"months_on_treatment": 3}, "text_only_zoledronic", False),
        ("denosumab", {"months_on_treatment": 3}, "text_only_zoledronic", False),
        ("zoledronic_acid", {"months_on_treatment": 24, "response": "PR"}, "lt_vgpr_at_24_months", True),
        ("zoledronic_acid", {"months_on_treatment": 24, "response": "VGPR"}, "lt_vgpr_at_24_months", False),
    ],
)
def test_warnings(drug: str, inputs: dict[str, Any], code: str, given: bool) -> None:
    assert (code in codes(plan(drug, stopped=False, **inputs))) is given
