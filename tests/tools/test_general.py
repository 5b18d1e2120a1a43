"""Body-mass index and body surface area."""

from typing import Any

import pytest

from tools.registry import calculate


def bmi(**inputs: Any) -> dict[str, Any]:
    return calculate("bmi", inputs).as_json()


def bsa(**inputs: Any) -> dict[str, Any]:
    return calculate("bsa", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


# At 100 cm the weight in kg is the BMI, so each limit can be met exactly.
@pytest.mark.parametrize(
    ("weight", "china", "who", "point"),
    [
        (20, "normal", "normal", 0),
        (23.99, "normal", "normal", 0),
        (24, "overweight", "normal", 0),
        (24.99, "overweight", "normal", 0),
        (25, "overweight", "overweight", 1),
        (27.99, "overweight", "overweight", 1),
        (28, "obese", "overweight", 1),
        (29.99, "obese", "overweight", 1),
        (30, "obese", "obese", 1),
    ],
)
def test_bmi_categories_at_each_limit(weight: float, china: str, who: str, point: int) -> None:
    found = bmi(weight=weight, height=100)["result"]
    assert (found["china"], found["who"], found["impede_point"]) == (china, who, point)


@pytest.mark.parametrize(("weight", "category"), [(73.99, "underweight"), (74, "normal")])
def test_bmi_underweight_limit(weight: float, category: str) -> None:
    found = bmi(weight=weight, height=200)["result"]
    assert (found["china"], found["who"]) == (category, category)


@pytest.mark.parametrize(("weight", "given"), [(24.99, False), (25, True), (27.99, True), (28, False)])
def test_bmi_label_of_the_source_is_explained(weight: float, given: bool) -> None:
    assert ("bmi_25_label" in codes(bmi(weight=weight, height=100))) is given


@pytest.mark.parametrize(("weight", "given"), [(24.24, False), (24.25, True), (25.75, True), (25.76, False)])
def test_bmi_near_the_cut_off(weight: float, given: bool) -> None:
    assert ("near_threshold:bmi" in codes(bmi(weight=weight, height=100))) is given


def test_bmi_units_do_not_matter() -> None:
    typed = bmi(weight={"value": 100, "unit": "lb"}, height={"value": 63, "unit": "in"})
    assert typed["result"] == bmi(weight=45.359237, height=160.02)["result"]


@pytest.mark.parametrize("known", [{"weight": 70}, {"height": 170}, {}])
def test_bmi_needs_both(known: dict[str, int]) -> None:
    answer = bmi(**known)
    assert (answer["status"], answer["result"]) == ("undetermined", {"bmi": None})
    assert set(answer["missing"]) == {"weight", "height"} - known.keys()


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"weight": 70, "height": 1.75}, "height"),
        ({"weight": 700, "height": 175}, "weight"),
        ({"height": 17.2}, "height"),
    ],
)
def test_bmi_refuses_impossible_bodies(inputs: dict[str, float], field: str) -> None:
    assert [(e["field"], e["code"]) for e in bmi(**inputs)["errors"]] == [(field, "out_of_range")]


def test_height_in_metres_is_suggested_as_a_unit() -> None:
    assert "以 m 录入" in bmi(weight=70, height=1.75)["errors"][0]["message_zh"]


# Du Bois 1916: 0.007184 × W^0.425 × H^0.725; Mosteller 1987: √(H·W/3600); Stevenson 1937: 0.0061H + 0.0128W − 0.1529.
@pytest.mark.parametrize(
    ("weight", "height", "dubois", "mosteller", "stevenson"),
    [(80, 180, 2.0, 2.0, 1.97), (70, 175, 1.85, 1.84, 1.81), (50, 155, 1.47, 1.47, 1.43)],
)
def test_bsa_formulas(weight: int, height: int, dubois: float, mosteller: float, stevenson: float) -> None:
    found = bsa(weight=weight, height=height)["result"]
    assert (found["dubois"], found["mosteller"], found["stevenson"]) == (dubois, mosteller, stevenson)
    assert found["bsa"] == dubois


@pytest.mark.parametrize(("formula", "dose"), [("dubois", 199.6), ("mosteller", 200), ("stevenson", 196.9)])
def test_bsa_dose_uses_the_unrounded_area_of_the_formula(formula: str, dose: float) -> None:
    found = bsa(weight=80, height=180, formula=formula, dose_mg_per_m2=100)["result"]
    assert found["dose_mg"] == dose
    assert found["bsa"] == found[formula]


def test_bsa_dose_of_bortezomib() -> None:
    answer = bsa(weight=70, height=175, formula="mosteller", dose_mg_per_m2=1.3)
    assert (answer["result"]["bsa"], answer["result"]["dose_mg"]) == (1.84, 2.4)
    assert "2.4 mg" in answer["interpretation_zh"]


def test_bsa_without_a_dose_gives_none() -> None:
    assert bsa(weight=70, height=175)["result"]["dose_mg"] is None


@pytest.mark.parametrize("known", [{"weight": 70}, {"height": 170}, {"dose_mg_per_m2": 1.3}])
def test_bsa_needs_weight_and_height(known: dict[str, float]) -> None:
    answer = bsa(**known)
    assert answer["status"] == "undetermined"
    assert set(answer["missing"]) == {"weight", "height"} - known.keys()
