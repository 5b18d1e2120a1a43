"""IMWG frailty score and ECOG performance status."""

from typing import Any

import pytest

from tools.registry import calculate

FIT: dict[str, Any] = {"age": 60, "adl": 6, "iadl": 8, "cci": 0}


def frailty(**inputs: Any) -> dict[str, Any]:
    return calculate("imwg_frailty", inputs).as_json()


def ecog(**inputs: Any) -> dict[str, Any]:
    return calculate("ecog", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({"age": 75.9}, 0),
        ({"age": 76}, 1),
        ({"age": 80.9}, 1),
        ({"age": 81}, 2),
        ({"adl": 5}, 0),
        ({"adl": 4}, 1),
        ({"iadl": 6}, 0),
        ({"iadl": 5}, 1),
        ({"cci": 1}, 0),
        ({"cci": 2}, 1),
    ],
)
def test_points_at_each_limit(changed: dict[str, Any], points: int) -> None:
    found = frailty(**(FIT | changed))["result"]
    assert found["score"] == points
    assert found["points"][next(iter(changed))] == points


@pytest.mark.parametrize(
    ("changed", "group"),
    [({}, "fit"), ({"adl": 0}, "intermediate"), ({"adl": 0, "iadl": 0}, "frail"), ({"age": 90, "adl": 0}, "frail")],
)
def test_groups(changed: dict[str, Any], group: str) -> None:
    assert frailty(**(FIT | changed))["result"]["group"] == group


def test_partial_sum_of_two_is_already_frail() -> None:
    answer = frailty(adl=3, iadl=3)
    assert (answer["status"], answer["result"]["group"], answer["result"]["score"]) == ("ok", "frail", None)
    assert answer["missing"] == ["age", "cci"]


@pytest.mark.parametrize(
    ("unknown", "possible"),
    [("age", ["fit", "intermediate", "frail"]), ("adl", ["fit", "intermediate"]), ("cci", ["fit", "intermediate"])],
)
def test_one_unknown_item(unknown: str, possible: list[str]) -> None:
    answer = frailty(**(FIT | {unknown: None}))
    assert (answer["possible"], answer["missing"]) == (possible, [unknown])


@pytest.mark.parametrize("kps", range(0, 101, 10))
def test_kps_is_converted_by_the_table(kps: int) -> None:
    table = {100: 0, 90: 0, 80: 1, 70: 1, 60: 2, 50: 2, 40: 3, 30: 3, 20: 4, 10: 4, 0: 5}
    answer = ecog(kps=kps)
    assert answer["result"]["grade"] == table[kps]
    assert codes(answer) == {"not_in_documents", "from_kps"}


@pytest.mark.parametrize(
    ("inputs", "grade"),
    [
        ({"fully_active": True}, 0),
        ({"fully_active": False, "light_work": True}, 1),
        ({"light_work": False, "self_care": True, "up_over_half_day": True}, 2),
        ({"self_care": True, "up_over_half_day": False}, 3),
        ({"self_care": False, "up_over_half_day": False}, 4),
        ({"dead": True}, 5),
    ],
)
def test_grade_from_answers(inputs: dict[str, Any], grade: int) -> None:
    answer = ecog(**inputs)
    assert (answer["status"], answer["result"]["grade"], answer["missing"]) == ("ok", grade, [])


@pytest.mark.parametrize(
    ("inputs", "possible"),
    [
        ({}, [0, 1, 2, 3, 4, 5]),
        ({"dead": False}, [0, 1, 2, 3, 4]),
        ({"light_work": True}, [0, 1]),
        ({"light_work": False, "self_care": True}, [2, 3]),
        ({"up_over_half_day": False}, [3, 4]),
        ({"self_care": False, "up_over_half_day": True}, [3, 4]),
    ],
)
def test_answers_that_leave_several_grades(inputs: dict[str, Any], possible: list[int]) -> None:
    answer = ecog(**inputs)
    assert (answer["status"], answer["possible"]) == ("undetermined", possible)
    assert "grade" in answer["missing"]


@pytest.mark.parametrize(
    ("inputs", "grade", "warned"),
    [
        ({"grade": 1, "kps": 70}, 1, set()),
        ({"grade": 1, "kps": 50}, 1, {"kps_differs"}),
        ({"self_care": True, "up_over_half_day": False, "kps": 80}, 3, {"kps_differs"}),
        ({"self_care": True, "kps": 60}, 2, {"from_kps"}),
        ({"self_care": True, "kps": 10}, None, {"kps_differs"}),
    ],
)
def test_kps_beside_other_information(inputs: dict[str, Any], grade: int | None, warned: set[str]) -> None:
    answer = ecog(**inputs)
    assert answer["result"]["grade"] == grade
    assert codes(answer) == {"not_in_documents"} | warned


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"fully_active": True, "light_work": False}, "fully_active"),
        ({"light_work": True, "self_care": False}, "fully_active"),
        ({"dead": True, "self_care": True}, "fully_active"),
        ({"grade": 0, "self_care": False}, "grade"),
        ({"grade": 5, "dead": False}, "grade"),
    ],
)
def test_contradictory_answers_are_refused(inputs: dict[str, Any], field: str) -> None:
    assert [(e["field"], e["code"]) for e in ecog(**inputs)["errors"]] == [(field, "inconsistent")]


@pytest.mark.parametrize("kps", [5, 99, 75.5])
def test_kps_must_be_a_multiple_of_ten(kps: float) -> None:
    assert [(e["field"], e["code"]) for e in ecog(kps=kps)["errors"]] == [("kps", "not_a_multiple_of_10")]
