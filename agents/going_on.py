"""A number without name and unit that goes on a course: 肌酐180，今天150; 白蛋白32(3月1日)，28(6月1日)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from agents.amounts import Reading
from agents.phases import EARLIER, OF

_TIMED = re.compile(
    r"今|昨|前[天日]|复查|复测|现|目前|本[次周月]|此次|这(?:次|周|个?月)|疗程|周期|C\d|最近|最新|出院|入院|上周|上次|上个?月|[月日号]|\d[-/.]\d|后|[降升涨增减跌落掉](?:低|高)?[至到为]"
)
_DATED = re.compile(
    r"\s*[↑↓]?\s*\(\s*(?:20\d\d\s*[-/.年]|\d{1,2}\s*(?:月|[-/.]\d)|今|昨|入院|出院|复查|本次|目前)[^()]*\)"
)
_ENDS = re.compile(r"\s*[↑↓]?\s*(?:\([^()]*\))?\s*(?:$|[、→]|/(?!\d)|-+>)")
_NEAR = 5  # a value of the same quantity a few days later; 36.5 behind a creatinine is none


def dated_alone(text: str) -> bool:
    """Whether a clause is a number with its date behind it."""
    number = re.match(r"\s*\d+(?:\.\d+)?", text)
    return number is not None and _DATED.match(text, number.end()) is not None


def going_on(text: str, reading: Reading, name: str, before: Iterable[Any]) -> Reading | None:
    """The reading with the unit of the value before it, if it goes on from that; None if that is not sure."""
    if reading.counts or reading.bound or not _ENDS.match(text, reading.end):
        return None
    if not (_TIMED.search(reading.lead) or _DATED.match(text, reading.end)):
        return None
    same = {name, EARLIER.get(name, name), *OF.get(name, ())}
    last = next((f.raw for f in reversed(tuple(before)) if f.input in same), None)
    value, unit = (last["value"], last["unit"]) if isinstance(last, Mapping) else (last, None)
    if value is None or not re.fullmatch(r"\d+(?:\.\d+)?", str(value)):
        return None
    if reading.unit and not (unit or "").startswith(f"{reading.unit}/"):
        return None  # 0.3g behind 1.2g/24h
    old, new = Fraction(str(value)), Fraction(reading.number)
    if "." in reading.number and "." not in str(value) and old >= 30:
        return None  # 36.5 behind 80 is a temperature
    near = old > 0 and new > 0 and 1 / Fraction(_NEAR) <= new / old <= _NEAR
    return replace(reading, unit=unit) if near else None
