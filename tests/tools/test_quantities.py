"""Conversion factors against pint and molar masses, unit spellings, ranges."""

from fractions import Fraction
from typing import Any

import pint
import pytest

from tools import quantities
from tools.quantities import QUANTITIES, Quantity, normal_unit

UREG: Any = pint.UnitRegistry(non_int_type=Fraction)

# pint expressions of the unit spellings that pint does not read itself; a count is dimensionless.
EXPRESSIONS = {
    "U/L": "enzyme_unit/L", "IU/L": "enzyme_unit/L", "mg/24h": "mg/day", "g/24h": "g/day", "mg/d": "mg/day",
    "g/d": "g/day", "%": "percent", "10^9/L": "1/nL", "/uL": "1/uL", "K/uL": "1000/uL", "岁": "year", "in": "inch",
    "mL/min/1.73m²": "mL/min", "cm²": "cm**2", "mm²": "mm**2", "bpm": "1/min",
}  # fmt: skip
# Substances whose factors lead from a mass to an amount: g/mol, and how far the specification rounds the factor.
MOLAR_MASS = {
    # 11.8 kDa, the mass behind the limits printed by MSD (5.5 mg/L and 466 nmol/L); exact.
    "b2m": (Fraction(11800), Fraction(0)),
    # 113.12 g/mol gives 88.4017 µmol/L for 1 mg/dL; laboratories and the sources use 88.4.
    "creatinine": (Fraction("113.12"), Fraction("0.00002")),
    "acr": (Fraction("113.12"), Fraction("0.00002")),
    # 40.078 g/mol gives 0.249513 mmol/L for 1 mg/dL; the sources' limits are computed with 0.2495.
    "calcium": (Fraction("40.078"), Fraction("0.0001")),
    # One haem-bearing chain: a quarter of the tetramer of 64,456 g/mol, the convention of laboratories; exact.
    "hb": (Fraction(64456, 4), Fraction(0)),
}
# One milliequivalent of an ion with a single charge is one millimole.
SINGLY_CHARGED = ("na", "cl", "hco3", "k")
PAIRS = [(key, unit) for key, q in QUANTITIES.items() for unit in q.others]


def by_pint(key: str, unit: str) -> tuple[Fraction, Fraction]:
    """The factor to the canonical unit according to pint, and the rounding allowed to the specification."""
    origin, target = (_parsed(key, name) for name in (unit, QUANTITIES[key].unit))
    rounding = Fraction(0)
    if origin.dimensionality != target.dimensionality:
        mass, rounding = MOLAR_MASS[key]
        origin, target = (_as_amount(side, UREG.Quantity(mass, "g/mol")) for side in (origin, target))
    return Fraction((origin / target).to("").magnitude), rounding


def _parsed(key: str, unit: str) -> Any:
    expression = "mmol/L" if unit == "mEq/L" and key in SINGLY_CHARGED else EXPRESSIONS.get(unit, unit)
    return UREG.Quantity(Fraction(1), "dimensionless") * UREG.parse_expression(expression)


def _as_amount(side: Any, mass: Any) -> Any:
    """Albumin per creatinine becomes mass per amount of creatinine; a mass concentration an amount concentration."""
    if side.dimensionless:
        return side * mass
    return side / mass if "[mass]" in side.dimensionality and "[substance]" not in side.dimensionality else side


@pytest.mark.parametrize(("key", "unit"), PAIRS)
def test_factor_is_that_of_pint(key: str, unit: str) -> None:
    expected, rounding = by_pint(key, unit)
    found = QUANTITIES[key].factors[normal_unit(unit)]
    assert abs(found - expected) <= rounding * expected


def test_rounded_factors_are_those_of_the_specification() -> None:
    rounded = {(key, unit) for key, unit in PAIRS if by_pint(key, unit)[0] != QUANTITIES[key].others[unit]}
    assert rounded == {("creatinine", "mg/dL"), ("calcium", "mg/dL"), ("acr", "mg/g")}


def test_a_quantity_indexes_its_units() -> None:
    limits = (Fraction(0), Fraction(5))
    made = Quantity("x", "某", "g/L", limits, limits, {"g/dL": Fraction(10), "MG / L": Fraction(1, 1000)})
    assert dict(made.factors) == {"g/l": 1, "g/dl": 10, "mg/l": Fraction(1, 1000)}
    assert (made.units, made.unit_required) == (("g/L", "g/dL", "MG / L"), False)
    shorthand = quantities._quantity("x", "某", "g/L", ("0", "5"), ("0", "5"), {"g/dL": "10", "MG / L": "0.001"})
    assert shorthand == made
    assert quantities._quantity("x", "某", "g/L", ("0", "5"), ("1", "4"), unit_required=True) == Quantity(
        "x", "某", "g/L", limits, (Fraction(1), Fraction(4)), {}, True
    )


@pytest.mark.parametrize("key", QUANTITIES)
def test_canonical_unit_has_the_factor_one(key: str) -> None:
    q = QUANTITIES[key]
    assert q.factors[normal_unit(q.unit)] == 1
    assert q.units == (q.unit, *q.others)


# Section 0.3 and 0.4 of the specification: what the exact factors have to give.
@pytest.mark.parametrize(
    ("key", "value", "unit", "expected"),
    [
        ("albumin", "3.5", "g/dL", "35"),
        ("creatinine", "2", "mg/dL", "176.8"),
        ("calcium", "11", "mg/dL", "2.7445"),
        ("hb", "1", "mmol/L", "16.114"),
        ("igg", "400", "mg/dL", "4"),
        ("plt", "50000", "/µL", "50"),
        ("acr", "265.2", "mg/g", "30"),
        ("ldh", "5", "µkat/L", "300"),
    ],
)
def test_conversions_are_exact(key: str, value: str, unit: str, expected: str) -> None:
    assert Fraction(value) * QUANTITIES[key].factors[normal_unit(unit)] == Fraction(expected)


@pytest.mark.parametrize(
    ("spellings", "normal"),
    [
        (("×10^9/L", "10^9/L", "10*9/L", "x10^9/l", "X10^9 / L", "10⁹/L", "×10⁹/L", "10E9/L", "10^9／L"), "10^9/l"),
        (("µg/mL", "μg/mL", "ug/ml", "mcg/mL", "UG / ML", "ｕｇ/mL"), "ug/ml"),
        (("cm²", "cm2", "cm^2", "CM2", " cm² "), "cm^2"),
        (("mL/min/1.73m²", "ml/min/1.73 m2", "mL/min/1.73m^2", "mL/min/1.73 m²"), "ml/min/1.73m^2"),
        (("%", "％", " % "), "%"),
        (("mg/24h", "mg/24 h", "MG/24H"), "mg/24h"),
        (("/µL", "/ul", "/mcL"), "/ul"),
    ],
)
def test_spellings_of_one_unit(spellings: tuple[str, ...], normal: str) -> None:
    assert {normal_unit(spelling) for spelling in spellings} == {normal}


@pytest.mark.parametrize(
    ("one", "other"),
    [("g/L", "mg/L"), ("10^9/L", "g/L"), ("mg/L", "mg/dL"), ("mmol/L", "µmol/L"), ("10^9/L", "10^6/L"), ("m", "mm²")],
)
def test_different_units_stay_different(one: str, other: str) -> None:
    assert normal_unit(one) != normal_unit(other)


@pytest.mark.parametrize(
    ("key", "unit"),
    [("plt", "G/L"), ("b2m", "mg/dL"), ("creatinine", "mmol/L"), ("calcium", "mEq/L"), ("percent", "")],
)
def test_units_that_would_be_mistaken_are_not_accepted(key: str, unit: str) -> None:
    assert normal_unit(unit) not in QUANTITIES[key].factors


@pytest.mark.parametrize("key", QUANTITIES)
def test_usual_values_are_plausible(key: str) -> None:
    q = QUANTITIES[key]
    assert q.plausible[0] <= q.usual[0] < q.usual[1] <= q.plausible[1]


@pytest.mark.parametrize("key", QUANTITIES)
def test_a_unit_is_required_exactly_where_two_units_give_plausible_numbers(key: str) -> None:
    assert QUANTITIES[key].unit_required is (key in {"mprotein", "urine", "flc", "acr"})


@pytest.mark.parametrize("key", QUANTITIES)
def test_labels_are_chinese_or_an_abbreviation(key: str) -> None:
    label = QUANTITIES[key].label
    assert label == "eGFR" or any("一" <= c <= "鿿" for c in label)


def test_no_two_spellings_of_a_quantity_collide_with_different_factors() -> None:
    for q in QUANTITIES.values():
        assert len(q.factors) == len({normal_unit(name) for name in q.units})
        assert all(q.factors[normal_unit(n)] == f for n, f in q.others.items())
