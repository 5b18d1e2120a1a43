"""Clinical quantities: canonical unit, exact conversion factors, plausible and usual ranges.

The factors are part of the calculators' specification (they decide stages and doses), so they are
written out exactly as rationals; a test compares every one of them with pint.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

Range = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Quantity:
    """A measurable quantity: one canonical unit and the other units that are accepted for it."""

    key: str
    label: str
    unit: str
    plausible: Range
    usual: Range
    others: Mapping[str, Fraction] = field(default_factory=dict, hash=False)
    unit_required: bool = False
    factors: Mapping[str, Fraction] = field(init=False, repr=False, hash=False)

    def __post_init__(self) -> None:
        """Indexes the accepted spellings once."""
        table = {normal_unit(self.unit): Fraction(1)}
        table |= {normal_unit(name): factor for name, factor in self.others.items()}
        object.__setattr__(self, "factors", MappingProxyType(table))

    @property
    def units(self) -> tuple[str, ...]:
        """All accepted units as printed, the canonical one first."""
        return (self.unit, *self.others)


@lru_cache(maxsize=1024)
def normal_unit(text: str) -> str:
    """Spelling-independent form of a unit: `×10^9 / L`, `10*9/l`, `10E9/L` and `10⁹/L` are one, `cm2` is `cm²`."""
    unit = unicodedata.normalize("NFKC", text.replace("⁹", "^9").replace("²", "^2")).lower()
    unit = re.sub(r"[\s×]+", "", unit)
    unit = unit.replace("μ", "u").replace("*", "^").replace("mcg", "ug").replace("mcl", "ul")
    return re.sub(r"^x?10(?:e|\^)(?=\d)", "10^", re.sub(r"m2$", "m^2", unit))


def _range(low: str, high: str) -> Range:
    return Fraction(low), Fraction(high)


def _quantity(
    key: str,
    label: str,
    unit: str,
    plausible: tuple[str, str],
    usual: tuple[str, str],
    others: Mapping[str, str] | None = None,
    *,
    unit_required: bool = False,
) -> Quantity:
    factors = {name: Fraction(factor) for name, factor in (others or {}).items()}
    return Quantity(key, label, unit, _range(*plausible), _range(*usual), factors, unit_required)


_ALL = (
    _quantity("b2m", "β2-微球蛋白", "mg/L", ("0.3", "200"), ("0.8", "60"), {"ug/mL": "1", "nmol/L": "0.0118"}),
    _quantity("albumin", "白蛋白", "g/L", ("5", "70"), ("15", "55"), {"g/dL": "10"}),
    _quantity("protein", "总蛋白/球蛋白", "g/L", ("20", "200"), ("45", "120"), {"g/dL": "10"}),
    _quantity("ldh", "乳酸脱氢酶", "U/L", ("20", "20000"), ("80", "3000"), {"IU/L": "1", "ukat/L": "60"}),
    _quantity("creatinine", "血肌酐", "µmol/L", ("10", "3000"), ("30", "1500"), {"mg/dL": "88.4"}),
    _quantity("calcium", "血钙", "mmol/L", ("0.8", "6.0"), ("1.8", "4.0"), {"mg/dL": "0.2495"}),
    _quantity("hb", "血红蛋白", "g/L", ("20", "250"), ("50", "200"), {"g/dL": "10", "mmol/L": "16.114"}),
    _quantity(
        "mprotein",
        "血清 M 蛋白",
        "g/L",
        ("0", "150"),
        ("0", "100"),
        {"g/dL": "10", "mg/dL": "0.01"},
        unit_required=True,
    ),
    _quantity(
        "urine",
        "24 h 尿 M 蛋白/尿蛋白",
        "mg/24h",
        ("0", "60000"),
        ("0", "20000"),
        {"mg/d": "1", "g/24h": "1000", "g/d": "1000"},
        unit_required=True,
    ),
    _quantity("flc", "游离轻链", "mg/L", ("0.05", "200000"), ("0.5", "50000"), {"mg/dL": "10"}, unit_required=True),
    _quantity("igg", "血清 IgG", "g/L", ("0", "150"), ("0.5", "100"), {"g/dL": "10", "mg/dL": "0.01"}),
    _quantity("percent", "百分比", "%", ("0", "100"), ("0", "100")),
    _quantity("wbc", "白细胞", "10^9/L", ("0", "1000"), ("0.1", "100"), {"/uL": "0.001", "K/uL": "1"}),
    _quantity("plt", "血小板", "10^9/L", ("0", "3000"), ("5", "1000"), {"/uL": "0.001", "K/uL": "1"}),
    _quantity("age", "年龄", "year", ("18", "120"), ("18", "100"), {"岁": "1"}),
    _quantity("weight", "体重", "kg", ("20", "350"), ("35", "200"), {"lb": "0.45359237"}),
    _quantity("height", "身高", "cm", ("100", "230"), ("140", "200"), {"m": "100", "in": "2.54"}),
    _quantity("crcl", "肌酐清除率", "mL/min", ("0", "250"), ("5", "180"), {"mL/s": "60"}),
    _quantity("egfr", "eGFR", "mL/min/1.73m²", ("0", "250"), ("5", "150")),
    _quantity("acr", "尿白蛋白/肌酐", "mg/mmol", ("0", "5000"), ("0", "1500"), {"mg/g": "100/884"}, unit_required=True),
    _quantity("spd", "浆细胞瘤最大垂直径乘积之和", "cm²", ("0", "2000"), ("0", "500"), {"mm²": "0.01"}),
    _quantity("gy", "放疗剂量", "Gy", ("0.1", "100"), ("0.1", "70"), {"cGy": "0.01"}),
    _quantity("ml", "尿量", "mL", ("0", "30000"), ("0", "15000"), {"L": "1000", "cc": "1"}),
    _quantity("na", "钠", "mmol/L", ("90", "200"), ("115", "165"), {"mEq/L": "1"}),
    _quantity("cl", "氯", "mmol/L", ("60", "160"), ("80", "125"), {"mEq/L": "1"}),
    _quantity("hco3", "碳酸氢根", "mmol/L", ("1", "60"), ("8", "45"), {"mEq/L": "1"}),
    _quantity("k", "钾", "mmol/L", ("1", "10"), ("2.5", "6.5"), {"mEq/L": "1"}),
    _quantity("qt", "QT 间期", "ms", ("200", "800"), ("300", "650"), {"s": "1000"}),
    _quantity("rr", "RR 间期", "ms", ("240", "3000"), ("400", "1500"), {"s": "1000"}),
    _quantity("hr", "心率", "bpm", ("20", "250"), ("40", "150")),
)

QUANTITIES: Mapping[str, Quantity] = MappingProxyType({q.key: q for q in _ALL})
