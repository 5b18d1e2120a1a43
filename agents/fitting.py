"""Whether a number with its unit may be a value of an input."""

import re

from agents.amounts import Reading
from agents.units import NO_UNIT, StatedUnit, written_unit
from tools.inputs import Input

_GIVEN = re.compile(r"人血|输(?!出|尿)|静滴|静脉|口服|补充|予")
_MASSES = frozenset({"g", "mg", "克", "毫克"})
_PHYSICAL = NO_UNIT | frozenset(
    {"g", "mg", "ug", "ng", "pg", "kg", "mmol", "umol", "nmol", "mol", "l", "ml", "dl", "u", "iu", "cm", "mm", "ms", "gy", "mv", "hz", "lb", "bpm"}
)  # fmt: skip

_SHARES = frozenset({"neutrophil_percent", "segs_percent", "bands_percent"})


def is_column(definition: Input, reading: Reading) -> bool:
    """Whether a second number of the same kind follows, as in a sheet with two columns: which is which is not known."""
    assert definition.quantity
    if reading.second is None:
        return False
    return not reading.second or written_unit(definition.quantity, reading.second) is not None


def stated(definition: Input, units: tuple[StatedUnit, ...]) -> str | None:
    """The unit that a note states for all its values of a quantity: FLC单位是mg/dL."""
    assert definition.quantity
    keys = ("", definition.quantity.key)
    fitting = {u.unit for u in units if u.quantity in keys and written_unit(definition.quantity, u.unit)}
    return fitting.pop() if len(fitting) == 1 else None


def is_next_name(definition: Input, unit: str) -> bool:
    """Whether what looks like a unit is the next test's name: Cr178Ur12, LDH 310 FISH."""
    assert definition.quantity
    if unit in ("H", "L") and not written_unit(definition.quantity, unit):
        return True  # a flag of the laboratory's sheet
    if "/" in unit or unit.lower() in _PHYSICAL or written_unit(definition.quantity, unit):
        return False
    return unit.isascii() and unit.isalpha()


def is_dose(unit: str, text: str) -> bool:
    """白蛋白10g静滴 is the dose of an infusion."""
    return unit.lower() in _MASSES and bool(_GIVEN.search(text))


def may_be_unit(definition: Input, unit: str) -> bool:
    """Whether a unit is right or wrong for a quantity; 24h, 61% and 1.1ml/kg/h are no measurements of it at all."""
    assert definition.quantity
    if written_unit(definition.quantity, unit):
        return True
    if unit.lower() in NO_UNIT or definition.name in ("weight", "height", "age"):
        return False
    if definition.quantity.key == "percent":
        return unit == "%"
    if definition.quantity.key == "flc" and unit.lower() in ("g/l", "g/dl"):
        return False  # the light chains of whole immunoglobulins
    return unit != "%"


def unsaid_share(definition: Input, named: str) -> bool:
    """中性粒细胞2.1 may be a share or a count."""
    return definition.name in _SHARES and not re.search(r"%|百分|比例", named)
