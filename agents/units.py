"""Units as people write them in Chinese notes, made into units that the calculators accept. Exact factors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agents.plain_numbers import number_of
from tools.inputs import Input
from tools.numbers import show
from tools.quantities import Quantity, normal_unit

# quantity -> unit as written -> (factor, accepted unit); "*" holds for every quantity that accepts the unit
_WRITTEN: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "*": {
        "公斤": ("1", "kg"), "千克": ("1", "kg"), "斤": ("1/2", "kg"), "市斤": ("1/2", "kg"), "厘米": ("1", "cm"), "公分": ("1", "cm"),
        "米": ("1", "m"), "克/升": ("1", "g/L"), "克/l": ("1", "g/L"), "毫克/升": ("1", "mg/L"), "毫克/分升": ("1", "mg/dL"), "g%": ("1", "g/dL"),
        "mg%": ("1", "mg/dL"), "微摩尔/升": ("1", "μmol/L"), "微摩尔": ("1", "μmol/L"), "umol": ("1", "μmol/L"), "μmol": ("1", "μmol/L"),
        "毫摩尔/升": ("1", "mmol/L"), "mmol": ("1", "mmol/L"), "毫升/分钟": ("1", "mL/min"), "毫升/分": ("1", "mL/min"), "ml/分": ("1", "mL/min"),
        "ml": ("1", "mL/min"), "g": ("1", "g/L"), "克": ("1", "g/L"), "单位/升": ("1", "U/L"), "u": ("1", "U/L"), "iu": ("1", "IU/L"),
        "周岁": ("1", "岁"), "y": ("1", "岁"), "yo": ("1", "岁"), "yr": ("1", "岁"), "yrs": ("1", "岁"), "years": ("1", "岁"), "%": ("1", "%"), "pounds": ("1", "lb"), "磅": ("1", "lb"), "gm/dl": ("1", "g/dL"), "gm/l": ("1", "g/L"), "ml/min/1.73m2": ("1", "mL/min/1.73m²"),
        "ml/min": ("1", "mL/min/1.73m²"), "ml/min1.73m2": ("1", "mL/min/1.73m²"), "g/24h": ("1", "g/24h"), "mg/24小时": ("1", "mg/24h"), "g/24小时": ("1", "g/24h"),
    },
    "b2m": {"ug/l": ("1/1000", "mg/L"), "ng/ml": ("1/1000", "mg/L"), "g/l": ("1000", "mg/L")},
    "creatinine": {"mmol/l": ("1000", "µmol/L"), "mmol": ("1000", "µmol/L")},
    "plt": {"万": ("10", "10^9/L"), "万/ul": ("10", "10^9/L"), "个/ul": ("1", "/uL")},
    "wbc": {"万": ("10", "10^9/L"), "万/ul": ("10", "10^9/L"), "个/ul": ("1", "/uL")},
    "hr": {"次/分": ("1", "bpm"), "次/分钟": ("1", "bpm")},
    "urine": {"g": ("1", "g/24h"), "mg": ("1", "mg/24h"), "g/日": ("1", "g/24h"), "克": ("1", "g/24h"), "毫克": ("1", "mg/24h")},
    "ml": {"升": ("1", "L"), "毫升": ("1", "mL"), "ml": ("1", "mL"), "ml/24h": ("1", "mL"), "ml/d": ("1", "mL")},
    "qt": {"秒": ("1", "s"), "毫秒": ("1", "ms")},
    "rr": {"秒": ("1", "s"), "毫秒": ("1", "ms")},
}  # fmt: skip
# What follows a number without being the unit of a laboratory value.
NO_UNIT = frozenset(
    {"h", "d", "w", "min", "qd", "qod", "bid", "tid", "qn", "qw", "s", "yo", "y", "th", "st", "nd", "rd", "f", "m"}
)
_STATED = re.compile(
    r"(?P<name>[A-Za-zκλ\u4e00-\u9fff]{0,8}?)的?单位\s*(?:均|都|全)?(?:是|为|:|用)*\s*(?P<unit>[A-Za-zμ]+/[A-Za-z0-9]+)"
)
_STATED_NAMES = (
    ("flc", r"FLC|轻链|κ|λ"),
    ("mprotein", r"M"),
    ("creatinine", r"肌酐|Scr|Cr"),
    ("calcium", r"钙|Ca"),
    ("albumin", r"白蛋白|ALB"),
    ("b2m", r"β2|微球"),
    ("hb", r"Hb|血红"),
)
_SPELLING = re.compile(r"[\s·()]+|(?<=min)[.x*/](?=1\.73)")
# Counts: x10^9/L, *10E9/L, and 109/L, which is what is left of 10⁹/L where a raised digit was lost.
_COUNT = re.compile(r"[x*]?10[\^*e]*(?:9(?:/l)?|3/ul)")


@dataclass(frozen=True)
class StatedUnit:
    """A unit that a note states once for its values; `quantity` is empty if for all of them."""

    quantity: str
    unit: str


def stated_units(text: str) -> tuple[StatedUnit, ...]:
    """The units that a text states for all values of a quantity: FLC单位是mg/dL."""
    if "单位" not in text:
        return ()
    return tuple(StatedUnit(_quantity_named(m["name"]), m["unit"]) for m in _STATED.finditer(text))


def _quantity_named(name: str) -> str:
    return next((key for key, words in _STATED_NAMES if re.search(words, name, re.I)), "")


def written_unit(quantity: Quantity, unit: str) -> tuple[Fraction, str] | None:
    """Factor and accepted unit of a unit as written; None if it is none of this quantity."""
    key = _SPELLING.sub("", unit).lower().replace("µ", "u").replace("μ", "u").replace("㎡", "m2")
    if quantity.key in ("plt", "wbc") and (_COUNT.fullmatch(key) or unit == "G/L"):
        return Fraction(1), "K/uL" if "/ul" in key else "10^9/L"
    if normal_unit(unit) in quantity.factors:
        return Fraction(1), unit
    for table in (_WRITTEN.get(quantity.key, {}), _WRITTEN["*"]):
        for written, (factor, accepted) in table.items():
            if written.replace("μ", "u") == key and normal_unit(accepted) in quantity.factors:
                return Fraction(factor), accepted
    return None


def raw_value(definition: Input, number: str, unit: str | None) -> Any:
    """The JSON value of a number with its unit as written; an odd unit is handed on, so that it is refused."""
    if definition.quantity is None:
        return number_of(number)
    if unit is None:
        needless = not definition.quantity.unit_required or Fraction(number) == 0
        return {"value": number, "unit": definition.quantity.unit} if needless else number
    known = written_unit(definition.quantity, unit)
    if known is None:
        return {"value": number, "unit": unit}
    factor, accepted = known
    return {"value": show(Fraction(number) * factor) if factor != 1 else number, "unit": accepted}
