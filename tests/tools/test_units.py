"""Unit conversion: every quantity and unit there and back, unusable units."""

from typing import Any

import pytest

from tools.quantities import QUANTITIES
from tools.registry import calculate
from tools.units import CONVERTIBLE

PAIRS = [(name, unit) for name, (key, *_) in CONVERTIBLE.items() for unit in QUANTITIES[key].units]


def convert(quantity: str | None, value: object, origin: str | None, target: str | None) -> dict[str, Any]:
    inputs = {"quantity": quantity, "value": value, "from_unit": origin, "to_unit": target}
    return calculate("unit_convert", inputs).as_json()


@pytest.mark.parametrize(("name", "unit"), PAIRS)
def test_there_and_back(name: str, unit: str) -> None:
    base = QUANTITIES[CONVERTIBLE[name][0]].unit
    there = convert(name, 1000, base, unit)["result"]["value"]
    assert convert(name, there, unit, base)["result"]["value"] == pytest.approx(1000, rel=1e-3)


# Table 0.4 of the specification.
@pytest.mark.parametrize(
    ("quantity", "value", "origin", "target", "expected"),
    [
        ("haemoglobin", 10, "g/dL", "g/L", 100),
        ("haemoglobin", 1, "mmol/L", "g/L", 16.114),
        ("albumin", 35, "g/L", "g/dL", 3.5),
        ("m_protein", 3000, "mg/dL", "g/L", 30),
        ("urine_protein", 1, "g/24h", "mg/24h", 1000),
        ("ldh", 5, "µkat/L", "U/L", 300),
        ("wbc", 4.2, "K/µL", "10^9/L", 4.2),
        ("weight", 1, "lb", "kg", 0.4536),
        ("height", 70, "in", "cm", 177.8),
        ("acr", 265.2, "mg/g", "mg/mmol", 30),
        ("b2m", 466, "nmol/L", "mg/L", 5.4988),
    ],
)
def test_factors(quantity: str, value: float, origin: str, target: str, expected: float) -> None:
    assert convert(quantity, value, origin, target)["result"]["value"] == expected


@pytest.mark.parametrize("unit", ["umol/L", "μmol/L", "µmol/l", "µmol / L", " UMOL/L"])
def test_spellings_of_a_unit(unit: str) -> None:
    assert convert("creatinine", 2, "mg/dL", unit)["result"]["value"] == 176.8


@pytest.mark.parametrize(
    ("origin", "target", "field"),
    [
        ("g/L", "mmol/L", "from_unit"),
        ("mg/dL", "g/L", "to_unit"),
        ("mg/dL", "瓶", "to_unit"),
        ("mg/dL", "%", "to_unit"),
    ],
)
def test_unit_of_another_quantity_is_refused(origin: str, target: str, field: str) -> None:
    answer = convert("calcium", 11, origin, target)
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, "unknown_unit")]


def test_grams_per_litre_do_not_pass_for_cells() -> None:
    assert convert("platelets", 150, "G/L", "10^9/L")["status"] == "error"


@pytest.mark.parametrize(("value", "given"), [(6, False), (6.1, True), (0.7, True), (-1, True)])
def test_implausible_value_is_flagged(value: float, given: bool) -> None:
    answer = convert("calcium", value, "mmol/L", "mg/dL")
    assert ("outside_plausible_range" in {w["code"] for w in answer["warnings"]}) is given
    assert answer["status"] == "ok"


@pytest.mark.parametrize("missing", ["quantity", "value", "from_unit", "to_unit"])
def test_each_input_is_needed(missing: str) -> None:
    inputs = {"quantity": "calcium", "value": 11, "from_unit": "mg/dL", "to_unit": "mmol/L"}
    answer = calculate("unit_convert", inputs | {missing: None}).as_json()
    assert (answer["status"], answer["missing"]) == ("undetermined", [missing])
