"""Numbers with units in a note -> inputs of calculators, each with its place in the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from agents.amounts import DIGIT, NUMBER, Reading, next_value, readings
from agents.columns import Columns, heading, in_columns
from agents.fitting import is_column, is_dose, is_next_name, may_be_unit, stated, unsaid_share
from agents.fold import Folded
from agents.going_on import dated_alone, going_on
from agents.mentions import Named, inputs_by_name
from agents.phases import EARLIER, OF, inputs_at, later_inputs, tells_time
from agents.plain_numbers import plain_number, scientific
from agents.segments import Segment
from agents.times import Period, When, lead_time
from agents.units import StatedUnit, raw_value, stated_units, written_unit
from agents.value_names import in_urine, is_measured, is_other_test, names_in, pairs
from tools.inputs import Input, Kind

OLD = "旧"
_BESIDE = 6  # characters between two values of a list
_DATE_PART = re.compile(r"\s*(?:年|月|[日号](?!均))")
_LIMIT = re.compile(
    rf"(?:正常)?(?:参考(?:值|范围|区间)?|正常(?:值|范围)?)?\s*(?:上限|ULN)\s*(?:值)?(?:也|就|恰好|正好|刚好)*(?:为|是|:)?\s*(?P<upper>{NUMBER})|(?:参考(?:值|范围|区间)?|正常(?:值|范围)?)\s*:?\s*{NUMBER}\s*[-~—]\s*(?P<high>{NUMBER})|(?:参考(?:值|范围|区间)?|正常(?:值|范围)?)\s*:?\s*[<≤]\s*(?P<less>{NUMBER})|\(\s*[<≤]\s*(?P<less2>{NUMBER})|\(\s*{NUMBER}\s*[-~—]\s*(?P<plain>{NUMBER})\s*(?:u/l)?\s*\)|(?<![\d.]){NUMBER}\s*[↑↓HL]?\s*(?:U/L|IU/L)?\s*[↑↓HL]?\s+\(?{NUMBER}\s*[-~—]{{1,2}}\s*(?P<row>{NUMBER})(?!\d)", re.I
)  # fmt: skip
_BARE_UNIT_HINT = re.compile(r"\(?\s*(?P<unit>umol|μmol|mmol|mg)[^,，。)]{0,8}单位\)?")
_CORRECTS = re.compile(r"不对|错了|更正|写错|打错|口误|看错|抄错|抱歉|不好意思")
_COURSE = re.compile(
    r"复查|复测|今|现|目前|本次|这次|后|(?:降|升|涨|增|减|恢复|掉|跌|落)(?:低|高)?(?:至|到|为)|最近|最新|出院|改"
)
_CHARGE = re.compile(r"(?:2?\+{1,2}|-)(?=[\s:=(]|\d*$)")
_TIME_BEFORE = re.compile(r"(?:最低|最高|谷值|峰值|最差|最好)(?:时)?的?\s*$")
_LIMIT_ALONE = re.compile(r"\s*[\u4e00-\u9fff]{0,8}(?:上限|ULN|参考|正常(?:值|范围))")
_CHAIN = re.compile(r"(?:kappa|lambda)$")
_LIMITED = (
    ("ldh", ("ldh_uln",)), *((name, ("vegf.uln", "vegf_uln")) for name in ("vegf", "vegf.current", "vegf.baseline")),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A value for an input: what is handed to the calculator, and where it stands in the original text.

    `assumed_unit` is set where the text gives a bare number, `bound` where it gives a limit (<, ≥), a range (-)
    or a value of months or years ago; `anchored`: it belongs to a story of that time.
    """

    input: str
    raw: Any
    text: str
    start: int
    end: int
    period: Period
    date: tuple[int, int, int] = (0, 0, 0)
    assumed_unit: str = ""
    explicit: bool = True
    bound: str = ""
    anchored: bool = False


def measured_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Every number that belongs to a named quantity of the patient."""
    found: list[Found] = []
    last: frozenset[str] = frozenset()
    units = stated_units(folded.text)
    corrects = urine = empty = False
    course: list[frozenset[str]] = []
    columns: Columns = ()
    for part in parts:
        names = names_in(part.text) if part.patient else ()
        columns = heading(part.text, _when(part)) or (columns if names else ())
        if not part.patient:
            last = frozenset()
        elif names:
            here = _named(folded, part, names, Context(units, urine, columns))
            found += here
            measured = [n.inputs for n in names if is_measured(n)]
            if last and not measured:  # 现在3.2g/L（首次评估）
                found += _unnamed(folded, part, last, empty, found)
            last, empty = (measured[-1], not here) if measured else (last, empty)
            course = [*course, *(m for m in measured if m & OF.keys())][-4:]
            urine = in_urine(part.text, names, urine)
        elif last:
            here = _unnamed(folded, part, last, empty, found) or _of_course(folded, part, last, course)
            _drop_replaced(found, here, part.text, corrects)
            found += here
            found += _limits(folded, part, last, 0, len(part.text)) if _LIMIT_ALONE.match(part.text) else []
            empty = False
        corrects = bool(_CORRECTS.search(part.text))
    return tuple(_unit_of_next(found))


def _unit_of_next(found: list[Found]) -> list[Found]:
    """κ 280，λ 10 mg/L: a chain without a unit has that of the other one right behind it."""
    chains = [f for f in found if _CHAIN.search(f.input)]
    units: dict[tuple[str, int], str] = {}
    for f in chains:
        after = [g for g in chains if isinstance(g.raw, dict) and 0 < g.start - f.end <= _BESIDE and g.start > f.end]
        if isinstance(f.raw, str) and after:
            units[f.input, f.start] = after[0].raw["unit"]
    known = [units.get((f.input, f.start)) for f in found]
    return [replace(f, raw={"value": f.raw, "unit": u}) if u else f for f, u in zip(found, known, strict=True)]


def _drop_replaced(found: list[Found], here: list[Found], text: str, corrects: bool) -> None:
    """水化后降至210，出院时165 goes on from the value before it; one that only stands beside it contradicts."""
    replaced = {(f.input, f.period) for f in here}
    if corrects or _COURSE.search(text):
        while found and (found[-1].input, found[-1].period) in replaced:
            found.pop()


@dataclass(frozen=True)
class Context:
    """What clauses before a clause say about its numbers: units, whether of urine, columns of a sheet."""

    units: tuple[StatedUnit, ...] = ()
    urine: bool = False
    columns: Columns = ()


def _named(folded: Folded, part: Segment, names: tuple[Named, ...], context: Context) -> list[Found]:
    if not DIGIT.search(part.text):
        return []
    result: list[Found] = []
    text, when, paired = part.text, _when(part), pairs(part.text, names)
    for i, name in enumerate(names):
        if any(name.inputs & other.inputs for other in names if other is not name):  # 昨日白蛋白26、今日白蛋白25
            when = lead_time(text[names[i - 1].end if i else 0 : name.start], _when(part))
        stop = names[i + 1].start if i + 1 < len(names) else len(text)
        if not is_other_test(text, name, context.urine):
            charge = _CHARGE.match(text, name.end) if text[name.start : name.end].isascii() else None
            at = charge.end() if charge else name.end
            several = tuple((r, when) for r in paired[i]) if i in paired else ()
            several = several or in_columns(text, at, max(stop, at), context.columns)
            if i not in paired and not several:
                several = readings(text, at, max(stop, at), when)
            result += _values(folded, part, name, several, context.units)
            if "sensitivity" in name.inputs and (fine := scientific(text, name.end)):
                result.append(found_at(folded, part, "sensitivity", fine[0], name.start, fine[1]))
        result += _limits(folded, part, name.inputs, name.end, stop)
    return with_shared_unit(result)


def _when(part: Segment) -> When:
    return When(part.period, part.date, part.old, part.anchored)


def _values(
    folded: Folded,
    part: Segment,
    name: Named,
    several: tuple[tuple[Reading, When], ...],
    units: tuple[StatedUnit, ...] = (),
) -> list[Found]:
    """The values behind one name as inputs; a value without unit in a list has that of the one before it."""
    result: list[Found] = []
    unit: str | None = None
    said_before = _TIME_BEFORE.search(part.text, max(0, name.start - 6), name.start)
    for i, (reading, when) in enumerate(several):
        lead = f"{said_before.group()}{reading.lead}" if said_before and i == 0 else reading.lead
        reading = replace(reading, unit=reading.unit or unit, lead=lead)
        unit = reading.unit
        if reading.superseded:
            when = replace(when, period=Period.PAST)
        targets = _targets(name.inputs, reading, when.period, i == 0, several)
        for key, period in sorted(targets.items()):
            definition = inputs_by_name()[key][0] if key in inputs_by_name() else None
            if definition:
                value = _value(folded, part, definition, reading, name.start if i == 0 else reading.start, units)
                result += (
                    [replace(value, period=period, date=when.date, bound=_bound(value, when), anchored=when.anchored)]
                    if value
                    else []
                )
    return result


def _bound(value: Found, when: When) -> str:
    """A value of long ago is none of now, unless it is asked for as an earlier one."""
    earlier = value.input in (*EARLIER.values(), "height") or value.period is not Period.PAST
    return value.bound or (OLD if when.old and not earlier else "")


def _targets(
    inputs: frozenset[str], reading: Reading, period: Period, first: bool, several: tuple[tuple[Reading, When], ...]
) -> dict[str, Period]:
    """The inputs of one value of a course; the first of two is at the same time an earlier value."""
    lead = reading.lead
    if reading.superseded and first:  # of a fall the first value is that at the beginning, of a rise the lowest
        falls = Fraction(reading.number) >= Fraction(several[-1][0].number)
        lead = f"基线{lead}" if falls else f"最低{lead}"
    if "前后" in lead and not Fraction(reading.number):
        lead = f"最低、{lead}"  # nought before and after is the lowest as well
    targets = inputs_at(inputs, lead, period, first)
    if reading.superseded:
        targets = {k: v for k, v in targets.items() if k in OF or k not in EARLIER.values()}
    for name, earlier in EARLIER.items():
        rises = len(several) > 1 and Fraction(reading.number) < Fraction(several[-1][0].number)
        if name in inputs and first and len(several) > 1 and (name == "hb" or rises):
            targets[earlier] = Period.UNSTATED
    return targets


def _unnamed(
    folded: Folded, part: Segment, last: frozenset[str], empty: bool = False, before: Iterable[Found] = ()
) -> list[Found]:
    """A later value of what was named last, with a unit of its own: 肌酐178μmol/L，复查210μmol/L."""
    later = frozenset(n for name in last for n in later_inputs(name))
    result: list[Found] = []
    for i, (reading, when) in enumerate(several := next_value(part.text, _when(part), empty or dated_alone(part.text))):
        for key, period in sorted(_targets(later, reading, when.period, False, several[i:]).items()):
            definition = inputs_by_name()[key][0]
            graded = definition.kind is Kind.NUMBER and re.match(r"\s*[级期]", part.text[reading.end :])
            fits = (
                None if graded else reading if _fits(definition, reading) else going_on(part.text, reading, key, before)
            )
            if fits and (value := _value(folded, part, definition, fits, reading.start, ())):
                result.append(
                    replace(value, period=period, date=when.date, bound=_bound(value, when), anchored=when.anchored)
                )
    return result


def _of_course(folded: Folded, part: Segment, last: frozenset[str], course: list[frozenset[str]]) -> list[Found]:
    """A value of a course goes on beyond others that it does not fit: M蛋白30g/L、尿M蛋白0；最低4g/L."""
    before = [names for names in reversed(course) if names != last] if last & OF.keys() else []
    return next((found for names in before if (found := _unnamed(folded, part, names))), [])


def _fits(definition: Input, reading: Reading) -> bool:
    """Whether a number without name is of the quantity named last: by its unit, or 最低值300 of what has times."""
    if definition.quantity and reading.unit:
        return written_unit(definition.quantity, reading.unit) is not None
    return definition.name in OF and tells_time(reading.lead)


def _limits(folded: Folded, part: Segment, inputs: frozenset[str], start: int, stop: int) -> list[Found]:
    """The laboratory's upper limit that stands behind a value: LDH 320（正常上限 250）."""
    limited = next((limits for name, limits in _LIMITED if name in inputs), ())
    match = _LIMIT.search(part.text, start, stop) if limited else None
    if match is None:
        return []
    number = next(n for n in match.groups() if n)
    return [
        found_at(folded, part, name, raw_value(inputs_by_name()[name][0], number, None), match.start(), match.end())
        for name in limited
    ]


def _value(
    folded: Folded, part: Segment, definition: Input, reading: Reading, start: int, units: tuple[StatedUnit, ...]
) -> Found | None:
    """A reading as the value of an input; None if it cannot be one."""
    if definition.kind not in (Kind.QUANTITY, Kind.NUMBER, Kind.INTEGER):
        return None
    if definition.quantity is None:
        raw = plain_number(definition, reading, part.text)
        found = None if raw is None else found_at(folded, part, definition.name, raw, start, reading.end)
        return found and replace(found, bound=reading.bound)
    unit = reading.unit
    if reading.counts:
        return None
    if unit is None and definition.name == "height" and 1 < Fraction(reading.number) < 2.3:
        unit = "m"  # nobody is 1.65 cm tall
    if unit and is_next_name(definition, unit):
        unit = None
    if unit is None:
        if (
            unsaid_share(definition, part.text[start : reading.start])
            or is_column(definition, reading)
            or _DATE_PART.match(part.text, reading.end)
        ):
            return None
        hint = _BARE_UNIT_HINT.match(part.text, reading.end)
        unit = hint.group("unit") if hint else stated(definition, units)
    elif is_dose(unit, part.text) or not may_be_unit(definition, unit):
        return None
    found = found_at(folded, part, definition.name, raw_value(definition, reading.number, unit), start, reading.end)
    return replace(found, assumed_unit="" if unit else definition.canonical_unit, bound=reading.bound)


def with_shared_unit(found: list[Found]) -> list[Found]:
    """游离κ 18.6、游离λ 412.5（mg/L）: one unit for both chains of a clause."""
    chains = [f for f in found if _CHAIN.search(f.input)]
    units = {f.raw["unit"] for f in chains if isinstance(f.raw, dict) and not f.assumed_unit}
    if len(units) != 1:
        return found
    (unit,) = units
    return [
        replace(f, raw={"value": f.raw, "unit": unit}, assumed_unit="") if f in chains and isinstance(f.raw, str) else f
        for f in found
    ]


def found_at(folded: Folded, part: Segment, name: str, raw: Any, start: int, end: int) -> Found:
    """A value with its place in the original text."""
    a, b = folded.span(part.start + start, part.start + end)
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date, anchored=part.anchored)
