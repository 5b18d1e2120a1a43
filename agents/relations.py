"""Values that are inputs of other calculators as well: an earlier creatinine, the involved light chain, sums of products."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from agents.mentions import inputs_by_name
from agents.times import UNDATED, Period
from agents.values import OLD, Found
from tools.inputs import Kind
from tools.reading import Measured, read

_BEFORE = (Period.PAST, Period.BASELINE)
_LOW_CALCIUM = 2  # mmol/L
_SAME = (("spd_current", "current.plasmacytoma_spd"), ("spd_nadir", "nadir.plasmacytoma_spd"))


def related(values: Mapping[str, Found], found: tuple[Found, ...]) -> dict[str, Found]:
    """The inputs that follow from values of others without computing anything; stated ones are never replaced."""
    result = {name: _as(name, values[other]) for name, other in _SAME if other in values}
    result |= _earlier_creatinine(values, found) | _earlier_haemoglobin(values, found)
    result |= _involved(values) | _no_plasma_cells(values) | _too_low(values) | _no_diabetes(values)
    return {name: f for name, f in result.items() if name not in values}


def _as(name: str, found: Found) -> Found:
    definition = inputs_by_name()[name][0]
    assert definition.kind is Kind.QUANTITY
    return replace(found, input=name)


def _earlier_creatinine(values: Mapping[str, Found], found: tuple[Found, ...]) -> dict[str, Found]:
    """An earlier, lower creatinine of the same illness is what the present one is compared with."""
    now = values.get("creatinine")
    earlier = [f for f in found if f.input == "creatinine" and f.period in _BEFORE and f.bound != OLD]
    if now is None or now.period in _BEFORE or not earlier:
        return {}
    numbers, present = {_number(f) for f in earlier}, _number(now)
    least = numbers.pop()
    if numbers or least is None or present is None or least >= present:
        return {}
    return {"creatinine_baseline": _as("creatinine_baseline", earlier[0])}


def _earlier_haemoglobin(values: Mapping[str, Found], found: tuple[Found, ...]) -> dict[str, Found]:
    """The one earlier haemoglobin that a note tells beside that of now."""
    now = values.get("hb")
    if now is None or now.period in (Period.PAST, Period.BASELINE):
        return {}
    others = [f for f in found if f.input == "hb" and f.start < now.start and _number(f) != _number(now)]
    earlier = [f for f in others if f.period in (Period.PAST, Period.BASELINE) or UNDATED < f.date < now.date]
    if len(earlier) != len(others) or len({_number(f) for f in earlier}) != 1:
        return {}
    return {"hb_before": _as("hb_before", earlier[0])}


def _too_low(values: Mapping[str, Found]) -> dict[str, Found]:
    """A corrected calcium that is below every laboratory's limit is hypocalcaemia; what is near it is not judged."""
    calcium = values.get("corrected_calcium")
    number = _number(calcium) if calcium else None
    if calcium is None or number is None or number >= _LOW_CALCIUM or calcium.bound or calcium.period is Period.PAST:
        return {}
    return {"hypocalcaemia": replace(calcium, input="hypocalcaemia", raw=True)}


def _no_diabetes(values: Mapping[str, Found]) -> dict[str, Found]:
    """Without diabetes there is no damage by it."""
    diabetes = values.get("diabetes")
    if diabetes is None or diabetes.raw is not False:
        return {}
    return {"diabetes_end_organ_damage": replace(diabetes, input="diabetes_end_organ_damage")}


def _number(found: Found) -> Fraction | None:
    reading = read(inputs_by_name()[found.input][0], found.raw)
    return reading.value.value if isinstance(reading.value, Measured) else None


def outdated(values: Mapping[str, Found]) -> frozenset[str]:
    """A clearance of an earlier time than the creatinine is not that of now, nor a calcium than the corrected one."""
    found: set[str] = set()
    for name, others in (("creatinine", ("crcl", "egfr")), ("corrected_calcium", ("calcium",))):
        now = values.get(name)
        if now is not None and now.period not in (Period.BASELINE, Period.PAST):
            found |= {n for n in others if n in values and values[n].period is Period.PAST}
    return frozenset(found)


def _no_plasma_cells(values: Mapping[str, Found]) -> dict[str, Found]:
    """No clonal plasma cells in the marrow are nought percent of them."""
    clonal = values.get("clonal_marrow_plasma_cells")
    if clonal is None or clonal.raw is not False:
        return {}
    return {"bmpc": replace(clonal, input="bmpc", raw={"value": "0", "unit": "%"})}


def _involved(values: Mapping[str, Found]) -> dict[str, Found]:
    """The involved chain before treatment and now, where the text says which chain is involved."""
    chain = values.get("involved_chain")
    if chain is None:
        return {}
    pairs = (("flc_involved_before", f"baseline.{chain.raw}"), ("flc_involved_now", f"current.{chain.raw}"))
    return {name: _as(name, values[other]) for name, other in pairs if other in values}
