"""Units as people write them in Chinese notes, made into units that the calculators accept. Exact factors."""

import re
from collections.abc import Mapping
from fractions import Fraction

from tools.quantities import Quantity, normal_unit

# quantity -> unit as written -> (factor, accepted unit); "*" holds for every quantity that accepts the unit
_WRITTEN: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "*": {
        "公斤": ("1", "kg"), "千克": ("1", "kg"), "斤": ("1/2", "kg"), "市斤": ("1/2", "kg"), "厘米": ("1", "cm"), "公分": ("1", "cm"),
        "米": ("1", "m"), "克/升": ("1", "g/L"), "克/l": ("1", "g/L"), "毫克/升": ("1", "mg/L"), "毫克/分升": ("1", "mg/dL"), "g%": ("1", "g/dL"),
        "mg%": ("1", "mg/dL"), "微摩尔/升": ("1", "μmol/L"), "微摩尔": ("1", "μmol/L"), "umol": ("1", "μmol/L"), "μmol": ("1", "μmol/L"),
        "毫摩尔/升": ("1", "mmol/L"), "mmol": ("1", "mmol/L"), "毫升/分钟": ("1", "mL/min"), "毫升/分": ("1", "mL/min"), "ml/分": ("1", "mL/min"),
        "ml": ("1", "mL/min"), "g": ("1", "g/L"), "克": ("1", "g/L"), "单位/升": ("1", "U/L"), "u": ("1", "U/L"), "iu": ("1", "IU/L"),
        "周岁": ("1", "岁"), "%": ("1", "%"), "pounds": ("1", "lb"), "磅": ("1", "lb"), "gm/dl": ("1", "g/dL"), "gm/l": ("1", "g/L"), "ml/min/1.73m2": ("1", "mL/min/1.73m²"),
        "ml/min": ("1", "mL/min/1.73m²"), "ml/min1.73m2": ("1", "mL/min/1.73m²"), "g/24h": ("1", "g/24h"), "mg/24小时": ("1", "mg/24h"), "g/24小时": ("1", "g/24h"),
    },
    "b2m": {"ug/l": ("1/1000", "mg/L"), "ng/ml": ("1/1000", "mg/L"), "g/l": ("1000", "mg/L")},
    "creatinine": {"mmol/l": ("1000", "µmol/L"), "mmol": ("1000", "µmol/L")},
    "plt": {"万": ("10", "10^9/L"), "万/ul": ("10", "10^9/L"), "个/ul": ("1", "/uL")},
    "wbc": {"万": ("10", "10^9/L"), "万/ul": ("10", "10^9/L"), "个/ul": ("1", "/uL")},
    "hr": {"次/分": ("1", "bpm"), "次/分钟": ("1", "bpm")},
    "urine": {"g": ("1", "g/24h"), "mg": ("1", "mg/24h")},
}  # fmt: skip
_SPELLING = re.compile(r"[\s·()]+|(?<=min)[.x*/](?=1\.73)")
# Counts: x10^9/L, *10E9/L, and 109/L, which is what is left of 10⁹/L where a raised digit was lost.
_COUNT = re.compile(r"[x*]?10[\^*e]*(?:9(?:/l)?|3/ul)")


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
