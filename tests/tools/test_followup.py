"""Follow-up: intervals, imaging days, notes."""

from typing import Any

import pytest

from tools.registry import calculate


def followup(**inputs: Any) -> dict[str, Any]:
    return calculate("followup_schedule", inputs).as_json()


@pytest.mark.parametrize(
    ("diagnosis", "visits", "imaging", "images", "code"),
    [
        ("solitary_plasmacytoma", [3, 6], "yearly_at_least_5_years", 5, "sp_imaging_5y_then_symptoms"),
        ("SMM_low", [3, 6], "yearly_or_indicated", 1, None),
        ("SMM_high", [3, 3], "yearly_or_indicated", 1, None),
        ("SMM", [3, 6], "yearly_or_indicated", 1, "smm_risk_unspecified"),
        ("MM", None, "yearly_or_indicated", 1, "mm_interval_not_fixed"),
    ],
)
def test_plan_of_each_diagnosis(diagnosis: str, visits: Any, imaging: str, images: int, code: str | None) -> None:
    answer = followup(diagnosis=diagnosis, start_date="2024-05-01")
    found = answer["result"]
    assert (found["visit_months"], found["imaging"], len(found["imaging_dates"])) == (visits, imaging, images)
    assert [w["code"] for w in answer["warnings"]] == ([code] if code else [])
    assert (found["next_visit_window"] is None) is (visits is None)


@pytest.mark.parametrize(
    ("start", "window"),
    [
        ("2023-11-30", ["2024-02-29", "2024-05-30"]),
        ("2024-08-31", ["2024-11-30", "2025-02-28"]),
        ("2024-10-15", ["2025-01-15", "2025-04-15"]),
    ],
)
def test_window_keeps_the_day_of_the_month(start: str, window: list[str]) -> None:
    assert followup(diagnosis="SMM_low", start_date=start)["result"]["next_visit_window"] == window


def test_leap_day_is_clamped_each_year() -> None:
    found = followup(diagnosis="solitary_plasmacytoma", start_date="2024-02-29")["result"]
    assert found["imaging_dates"] == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28"]


@pytest.mark.parametrize(
    ("diagnosis", "soft", "note"),
    [
        ("solitary_plasmacytoma", True, "less_frequent_after_first_3_months"),
        ("solitary_plasmacytoma", False, None),
        ("solitary_plasmacytoma", None, None),
        ("MM", True, None),
    ],
)
def test_note_for_soft_tissue(diagnosis: str, soft: bool | None, note: str | None) -> None:
    assert followup(diagnosis=diagnosis, soft_tissue_or_head_neck=soft)["result"]["note"] == note


def test_without_a_start_there_are_no_dates() -> None:
    answer = followup(diagnosis="MM")
    assert (answer["status"], answer["missing"]) == ("ok", ["start_date"])
    assert answer["result"]["imaging_dates"] is None


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2024-07-31", "随访时间未到"),
        ("2024-08-01", "正在窗口内"),
        ("2024-11-01", "正在窗口内"),
        ("2024-11-02", "已超过"),
    ],
)
def test_today_is_set_against_the_window(today: str, words: str) -> None:
    answer = followup(diagnosis="SMM_low", start_date="2024-05-01", today=today)
    assert words in answer["interpretation_zh"]


def test_bone_agent_points_to_its_own_schedule() -> None:
    assert "骨靶向" in followup(diagnosis="MM", on_bone_agent=True)["interpretation_zh"]
