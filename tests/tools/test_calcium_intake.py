"""Recommended calcium and vitamin D by age and sex."""

from typing import Any

import pytest

from tools.registry import calculate


def intake(**inputs: Any) -> dict[str, Any]:
    return calculate("calcium_vitd_intake", inputs).as_json()


@pytest.mark.parametrize(
    ("age", "sex", "calcium", "vitamin"),
    [
        (50.9, "male", None, None), (51, "male", 1000, 600), (70.9, "male", 1000, 600), (71, "male", 1200, 800),
        (50.9, "female", None, None), (51, "female", 1200, 600), (70.9, "female", 1200, 600), (71, "female", 1200, 800),
    ],
)  # fmt: skip
def test_amounts_by_completed_years(age: float, sex: str, calcium: int | None, vitamin: int | None) -> None:
    answer = intake(age=age, sex=sex, hypercalcaemia=False)
    result = answer["result"]
    assert (result["calcium_mg"], result["vitamin_d_iu"]) == (calcium, vitamin)
    assert (result["calcium_max_mg"] is None) == (calcium is None)
    assert ("age_50_or_below_not_covered" in {w["code"] for w in answer["warnings"]}) == (calcium is None)


@pytest.mark.parametrize(
    ("inputs", "possible"),
    [({"age": 60}, [1000, 1200]), ({"sex": "male"}, [1000, 1200, None]), ({"sex": "female"}, [1200, None]),
     ({}, [1000, 1200, None])],
)  # fmt: skip
def test_unknown_age_or_sex_stays_open(inputs: dict[str, Any], possible: list[int | None]) -> None:
    answer = intake(**inputs, hypercalcaemia=False)
    assert (answer["status"], answer["possible"]) == ("undetermined", possible)
    assert answer["result"]["calcium_mg"] is None


@pytest.mark.parametrize("inputs", [{}, {"age": 60}, {"age": 60, "sex": "male"}])
def test_hypercalcaemia_withholds_every_amount(inputs: dict[str, Any]) -> None:
    answer = intake(**inputs, hypercalcaemia=True)
    assert answer["status"] == "ok"
    assert [answer["result"][k] for k in ("withhold", "calcium_mg", "vitamin_d_iu", "calcium_max_mg")] == [
        True,
        None,
        None,
        None,
    ]


def test_unchecked_calcium_is_said_and_asked_for() -> None:
    answer = intake(age=60, sex="male")
    assert (answer["result"]["withhold"], answer["missing"]) == (None, ["hypercalcaemia"])
    assert "check_calcium_first" in {w["code"] for w in answer["warnings"]}
    assert "须先确认无高钙血症" in answer["interpretation_zh"]
