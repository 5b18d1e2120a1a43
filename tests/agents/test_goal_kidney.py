"""Urine of some hours and the fall of the involved chain, told in one breath."""

import pytest

from agents.goal_values import goal_values
from agents.route import wanted


@pytest.mark.parametrize(
    ("text", "ml", "hours"),
    [("水化后尿 2.4L/d，够吗", "2400", 24), ("尿量640ml/8h，达标没", "640", 8), ("水化中尿量95ml/h", "95", 1)],
)
def test_a_rate_of_urine_gives_volume_and_hours(text: str, ml: str, hours: int) -> None:
    found = goal_values("renal_support_targets", text)
    assert (found["urine_volume"].raw["value"], found["hours"].raw) == (ml, hours)


def test_a_target_is_no_urine_of_the_patient() -> None:
    assert "urine_volume" not in goal_values("renal_support_targets", "水化目标尿量120ml/h，够吗")


def test_the_involved_chain_before_and_now() -> None:
    found = goal_values("renal_support_targets", "受累κ轻链：治疗前5200mg/L，血滤后复查2100mg/L。")
    assert found["flc_involved_before"].raw["value"] == "5200"
    assert found["flc_involved_now"].raw["value"] == "2100"


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("帕米膦酸每4周一次，整整26个月了。", 26),
        ("唑来膦酸停了，满6个月了。", None),
        ("唑来膦酸每月1次，CR，满12个月了。", None),
    ],
)
def test_a_clause_of_its_own_says_how_long_a_bone_agent_is_given(text: str, months: int | None) -> None:
    found = goal_values("bone_agent_schedule", text).get("months_on_treatment")
    assert (found and found.raw) == months


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BMI：身高170cm 体重70kg", "bmi"),
        ("地米20mg，一个疗程总共多少，IMPEDE算大剂量还是小剂量", "dexamethasone_cycle_dose"),
        ("唑来膦酸打了30个月，CR，今后怎么用？", "bone_agent_schedule"),
        ("拟下月行种植手术，帕米膦酸从哪天停", "dental_procedure_hold"),
        ("血钙3.1，高钙血症，钙片该不该停？", "calcium_vitd_intake"),
    ],
)
def test_what_is_asked(text: str, name: str) -> None:
    assert name in wanted(text)
