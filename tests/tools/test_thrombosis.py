"""The SAVED score at its cut-offs, its warnings and contradictory inputs."""

from typing import Any

import pytest

from tools.registry import calculate

NOTHING = {"surgery_90d": False, "asian": False, "vte_history": False, "age": 60, "dexamethasone": "none"}


def saved(**inputs: Any) -> dict[str, Any]:
    return calculate("saved_vte", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("changed", "score"),
    [
        ({}, 0),
        ({"surgery_90d": True}, 2),
        ({"asian": True}, -3),
        ({"vte_history": True}, 3),
        ({"age": 79.9}, 0),
        ({"age": 80}, 1),
        ({"dexamethasone": "below_120"}, 0),
        ({"dexamethasone": "standard"}, 1),
        ({"dexamethasone": "high"}, 2),
    ],
)
def test_each_row_of_the_table_has_its_points(changed: dict[str, Any], score: int) -> None:
    assert saved(**{**NOTHING, **changed})["result"]["score"] == score


@pytest.mark.parametrize(
    ("mg", "points"), [(0, 0), (119.9, 0), (120, 1), (160, 1), (160.1, 2)], ids=["none", "<120", "120", "160", ">160"]
)
def test_dexamethasone_per_cycle_is_classed(mg: float, points: int) -> None:
    inputs = {name: value for name, value in NOTHING.items() if name != "dexamethasone"}
    assert saved(**inputs, dex_mg_per_cycle=mg)["result"]["points"]["dexamethasone"] == points


@pytest.mark.parametrize(("days", "points"), [(0, 2), (90, 2), (90.5, 0), (91, 0)])
def test_surgery_counts_up_to_90_days(days: float, points: int) -> None:
    inputs = {name: value for name, value in NOTHING.items() if name != "surgery_90d"}
    assert saved(**inputs, days_since_surgery=days)["result"]["points"]["surgery_90d"] == points


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"dexamethasone": "standard", "dex_mg_per_cycle": 480}, "dexamethasone"),
        ({"dexamethasone": "none", "dex_mg_per_cycle": 40}, "dexamethasone"),
        ({"surgery_90d": False, "days_since_surgery": 90}, "surgery_90d"),
        ({"surgery_90d": True, "days_since_surgery": 91}, "surgery_90d"),
    ],
)
def test_contradictory_inputs_are_refused(inputs: dict[str, Any], field: str) -> None:
    answer = saved(**inputs)
    assert answer["status"] == "error"
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, "inconsistent")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"asian": True}, "asian_minus_3"),
        ({"dexamethasone": "below_120"}, "dex_below_120_not_listed"),
        ({"imid": False}, "saved_for_imid_only"),
    ],
)
def test_warning_is_given_only_for_its_reason(changed: dict[str, Any], code: str) -> None:
    assert code in codes(saved(**{**NOTHING, **changed}))
    assert code not in codes(saved(**NOTHING))


def test_partial_sum_is_not_called_a_score() -> None:
    answer = saved(vte_history=True, asian=False)
    assert answer["status"] == "ok"
    assert answer["result"]["score"] is None
    assert "不是最终评分" in answer["interpretation_zh"]
    assert "未按阴性处理" in answer["interpretation_zh"]
