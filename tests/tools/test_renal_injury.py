"""KDIGO stages at their limits, unknown timing, urine output and contradictions."""

from typing import Any

import pytest

from tools.registry import calculate

IN_TIME = {"rise_within_48h": True, "rise_within_7d": True}
DRY = {"rrt": False, "urine_ml_kg_h": 1, "urine_hours": 24}


def stage(**inputs: Any) -> dict[str, Any]:
    return calculate("kdigo_aki_stage", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (100, 126.4, 0), (100, 126.5, 1), (40, 59.9, 0), (40, 60, 1), (100, 199.9, 1), (100, 200, 2),
        (100, 299.9, 2), (100, 300, 3), (320, 353.5, 1), (320, 353.6, 3), (340, 353.6, 0),
    ],
)  # fmt: skip
def test_creatinine_limits(before: float, now: float, expected: int) -> None:
    answer = stage(creatinine_baseline=before, creatinine=now, **IN_TIME, **DRY)
    assert answer["result"] == {"stage": expected, "by": "creatinine"}


@pytest.mark.parametrize(("now", "expected"), [(1.3, 1), (1.29, 0)])
def test_rise_of_0_3_mgdl_is_taken_in_the_typed_unit(now: float, expected: int) -> None:
    inputs = {"creatinine_baseline": {"value": 1.0, "unit": "mg/dL"}, "creatinine": {"value": now, "unit": "mg/dL"}}
    assert stage(**inputs, **IN_TIME, **DRY)["result"]["stage"] == expected


@pytest.mark.parametrize(
    ("rate", "hours", "expected"),
    [
        (0.5, 240, 0), (0.49, 5.9, 0), (0.49, 6, 1), (0.49, 11.9, 1), (0.49, 12, 2), (0.3, 24, 2),
        (0.29, 23.9, 2), (0.29, 24, 3), (0, 11.9, 1), (0, 12, 3),
    ],
)  # fmt: skip
def test_urine_limits(rate: float, hours: float, expected: int) -> None:
    answer = stage(creatinine_baseline=80, creatinine=80, urine_ml_kg_h=rate, urine_hours=hours, rrt=False)
    assert answer["result"] == {"stage": expected, "by": "urine" if expected else "creatinine"}


@pytest.mark.parametrize(
    ("inputs", "possible", "missing"),
    [
        ({"creatinine_baseline": 80, "creatinine": 130, **DRY}, [0, 1], {"rise_within_48h", "rise_within_7d"}),
        ({"creatinine_baseline": 80, "creatinine": 110, **DRY}, [0, 1], {"rise_within_48h"}),
        ({"creatinine": 400, **DRY}, [0, 3], {"creatinine_baseline"}),
        ({"rrt": False}, [0, 1, 2, 3], {"creatinine_baseline", "creatinine"}),
        (
            {"creatinine_baseline": 80, "creatinine": 80, "urine_ml_kg_h": 0.4, "rrt": False},
            [0, 1, 2],
            {"urine_hours"},
        ),
    ],
)
def test_what_is_unknown_stays_open(inputs: dict[str, Any], possible: list[int], missing: set[str]) -> None:
    answer = stage(**inputs)
    assert (answer["status"], answer["possible"], set(answer["missing"])) == ("undetermined", possible, missing)


def test_urine_can_settle_what_creatinine_leaves_open() -> None:
    answer = stage(creatinine_baseline=80, creatinine=110, urine_ml_kg_h=0.4, urine_hours=12, rrt=False)
    assert answer["result"] == {"stage": 2, "by": "urine"}


def test_timing_that_was_not_met_excludes_injury() -> None:
    answer = stage(creatinine_baseline=80, creatinine=400, rise_within_48h=False, rise_within_7d=False, **DRY)
    assert answer["result"]["stage"] == 0


def test_replacement_therapy_is_stage_3_whatever_else() -> None:
    answer = stage(creatinine_baseline=80, creatinine=80, rrt=True)
    assert answer["result"] == {"stage": 3, "by": "rrt"}
    assert not {"urine_output_not_assessed", "rrt_not_stated"} & codes(answer)


def test_no_urine_contradicts_no_anuria() -> None:
    answer = stage(anuria_12h=False, urine_ml_kg_h=0, urine_hours=12)
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [("anuria_12h", "inconsistent")]


@pytest.mark.parametrize("code", ["urine_output_not_assessed", "rrt_not_stated", "not_in_documents"])
def test_what_was_assumed_is_said(code: str) -> None:
    assert code in codes(stage(creatinine_baseline=80, creatinine=125, rise_within_7d=True))
