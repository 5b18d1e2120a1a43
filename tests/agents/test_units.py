"""Units as they are written, against factors stated here by hand."""

from fractions import Fraction

import pytest

from agents.units import written_unit
from tools.quantities import QUANTITIES, normal_unit


def canonical(key: str, unit: str) -> Fraction | None:
    """The factor from a unit as written to the quantity's own unit."""
    quantity = QUANTITIES[key]
    found = written_unit(quantity, unit)
    return None if found is None else found[0] * quantity.factors[normal_unit(found[1])]


@pytest.mark.parametrize(
    ("key", "unit", "factor"),
    [
        ("weight", "kg", "1"), ("weight", "KG", "1"), ("weight", "公斤", "1"), ("weight", "千克", "1"), ("weight", "斤", "1/2"),
        ("weight", "市斤", "1/2"), ("weight", "磅", "0.45359237"), ("height", "cm", "1"), ("height", "公分", "1"), ("height", "m", "100"),
        ("height", "米", "100"), ("creatinine", "μmol/L", "1"), ("creatinine", "umol/l", "1"), ("creatinine", "微摩尔/升", "1"),
        ("creatinine", "µmol", "1"), ("creatinine", "mg/dL", "88.4"), ("creatinine", "mg%", "88.4"), ("creatinine", "mmol/L", "1000"),
        ("albumin", "g/L", "1"), ("albumin", "克/升", "1"), ("albumin", "g/dl", "10"), ("albumin", "g%", "10"), ("hb", "g", "1"),
        ("hb", "gm/dL", "10"), ("b2m", "mg/L", "1"), ("b2m", "μg/mL", "1"), ("b2m", "ng/ml", "1/1000"), ("b2m", "ug/L", "1/1000"),
        ("plt", "×10^9/L", "1"), ("plt", "x109/L", "1"), ("plt", "*10^9/L", "1"), ("plt", "10E9/L", "1"), ("plt", "G/L", "1"),
        ("plt", "万", "10"), ("plt", "万/ul", "10"), ("plt", "/μL", "1/1000"), ("plt", "个/ul", "1/1000"), ("plt", "x10", None),
        ("wbc", "x10^3/μL", "1"), ("wbc", "K/uL", "1"), ("egfr", "ml/(min·1.73m2)", "1"), ("egfr", "mL/min/1.73m2", "1"),
        ("egfr", "ml/min", "1"), ("crcl", "毫升/分", "1"), ("crcl", "mL/s", "60"), ("urine", "g", "1000"), ("urine", "mg/24小时", "1"),
        ("calcium", "mg/dL", "0.2495"), ("hr", "次/分钟", "1"), ("age", "周岁", "1"), ("percent", "%", "1"), ("igg", "mg/dl", "0.01"),
    ],
)  # fmt: skip
def test_the_factor_to_the_canonical_unit(key: str, unit: str, factor: str | None) -> None:
    assert canonical(key, unit) == (None if factor is None else Fraction(factor))


@pytest.mark.parametrize(
    ("key", "unit"), [("weight", "cm"), ("albumin", "mmol/L"), ("creatinine", "斤"), ("crcl", "mL/min/1.73m²"), ("hb", "万"), ("plt", "g/L"), ("plt", "g/dL")]
)  # fmt: skip
def test_a_unit_of_another_quantity_is_none_of_this_one(key: str, unit: str) -> None:
    assert canonical(key, unit) is None
