"""Laboratory sheets with several columns of results: which of the numbers in a line is the one to take."""

import re
from dataclasses import replace

from agents.amounts import NUMBER, UNIT, Reading
from agents.times import DATE, Period, When, time_of

_HEAD = re.compile(
    rf"{DATE}|(?<!\d)\d{{1,2}}月\d{{1,2}}[日号]?|入院时?|出院[时前]?|上次|前次|本次|这次|此次|基线|治疗前|治疗后|初诊时?|复查|目前|现在|今日|今天|最低|术前|术后|既往"
)
_PLAIN = re.compile(r"项目|指标|检验|名称|结果|单位|参考(?:区间|范围|值)?|日期|时间|[\s|/\t:,、()年月日]+")
_CELL = re.compile(rf"[\s|]*(?P<number>{NUMBER})(?![\d.]|\s*[-~/]\s*\d)\s*[↑↓HL]?(?=[\s|]|$|[A-Za-zμ%])")
_UNIT = re.compile(rf"[\s|]*(?P<unit>{UNIT})")

Columns = tuple[tuple[str, When], ...]


def heading(text: str, when: When) -> Columns:
    """The columns that a line of a sheet names by dates or times; empty if the line is no such heading."""
    cells = list(_HEAD.finditer(text))
    if len(cells) < 2 or _PLAIN.sub("", _HEAD.sub("", text)):
        return ()
    return _ordered(tuple((m.group(), time_of(m.group(), replace(when, heading=False))) for m in cells))


def in_columns(text: str, start: int, stop: int, columns: Columns) -> tuple[tuple[Reading, When], ...]:
    """The numbers of a line, one for each column of the heading; none if their count differs."""
    found: list[re.Match[str]] = []
    at = start
    while match := _CELL.match(text, at, stop):
        found.append(match)
        at = match.end()
    if not found or len(found) != len(columns):
        return ()
    unit = _UNIT.match(text, at, stop)
    return tuple(
        (Reading(m["number"], unit["unit"] if unit else None, "", m.start("number"), m.end("number"), head), when)
        for m, (head, when) in zip(found, columns, strict=True)
    )


def _ordered(columns: Columns) -> Columns:
    """Of columns without dates and without a word for now the last is taken for the newest."""
    dated = [when for _, when in columns if when.date[0] or when.date[1]]
    if len(dated) == len(columns) or any(w.period is Period.NOW for _, w in columns):
        return columns
    last = len(columns) - 1
    return tuple((head, replace(w, period=Period.NOW) if i == last else w) for i, (head, w) in enumerate(columns))
