"""Properties of body-mass index and body surface area."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

WEIGHT, HEIGHT = st.integers(25, 250), st.integers(120, 220)
ORDER = ["underweight", "normal", "overweight", "obese"]


def result(name: str, **inputs: Any) -> dict[str, Any]:
    found: dict[str, Any] = calculate(name, inputs).as_json()["result"]
    return found


@given(WEIGHT, WEIGHT, HEIGHT)
def test_more_weight_never_lowers_bmi_or_its_categories(one: int, other: int, height: int) -> None:
    light, heavy = (result("bmi", weight=w, height=height) for w in sorted((one, other)))
    assert light["bmi"] <= heavy["bmi"]
    assert light["impede_point"] <= heavy["impede_point"]
    assert all(ORDER.index(light[scale]) <= ORDER.index(heavy[scale]) for scale in ("china", "who"))


@given(WEIGHT, HEIGHT)
def test_units_change_nothing(weight: int, height: int) -> None:
    metres = {"value": str(height / 100), "unit": "m"}
    for name in ("bmi", "bsa"):
        assert result(name, weight=weight, height=metres) == result(name, weight=f"{weight} kg", height=height)


@given(WEIGHT, WEIGHT, HEIGHT, HEIGHT, st.sampled_from(["dubois", "mosteller", "stevenson"]))
def test_a_larger_body_never_has_less_surface(w1: int, w2: int, h1: int, h2: int, formula: str) -> None:
    small = result("bsa", weight=min(w1, w2), height=min(h1, h2), formula=formula)
    large = result("bsa", weight=max(w1, w2), height=max(h1, h2), formula=formula)
    assert small["bsa"] <= large["bsa"]
