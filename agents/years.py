"""The year of a date that is told without one: 2022年1月体检 ... 2025-03-11入院 ... 3月25日复查."""

import re
from dataclasses import replace

from agents.times import DATE
from agents.values import Found

Date = tuple[int, int, int]
_SAID = re.compile(DATE)
_BIRTH = re.compile(r"\s*(?:日|号)?\s*(?:出生|生(?!化))")
# A date without a year stands near the newest date of the note; farther off its year is a guess.
_AFTER, _BEFORE = 120, 60
_HALF_YEAR = 190


def with_years(found: list[Found], text: str) -> list[Found]:
    """The values with the year of their dates where the note tells it; a year that stays open stays nought."""
    if not any(_yearless(f.date) for f in found):
        return found
    known = _newest_said(text)
    return [replace(f, date=_in_year(f.date, known)) if _yearless(f.date) else f for f in found]


def order_open(found: list[Found]) -> bool:
    """Whether nobody can tell which of the values is the newest: one has a year, another one's year is open.

    Months alone are read within one year, unless a winter lies between them: 12月20日 ... 1月5日.
    """
    dates = [f.date for f in sorted(found, key=lambda f: f.start)]
    if any(d[0] for d in dates):
        return any(not d[0] for d in dates)
    months = [d for d in dates if d[1]]
    return bool(months) and max(months) != months[-1] and _days(max(months)) - _days(months[-1]) > _HALF_YEAR


def _yearless(date: Date) -> bool:
    return date[0] == 0 and date[1] > 0


def _newest_said(text: str) -> Date:
    """The newest full date of a note; a date with its day tells more of the note's own time than a bare month."""
    dates: list[Date] = []
    for match in _SAID.finditer(text):
        if not _BIRTH.match(text, match.end()):
            year, month, day = (*map(int, re.findall(r"\d+", match.group())), 0)[:3]
            dates.append((year, month, day))
    return max([d for d in dates if d[2]] or dates, default=(0, 0, 0))


def _in_year(date: Date, known: Date) -> Date:
    year = known[0]
    if not year:
        return date
    if not known[2]:  # A bare month is mostly history: what comes after it in the year is newer in any year.
        return (year, *date[1:]) if date[1] > known[1] else date
    near = [(y, *date[1:]) for y in (year - 1, year, year + 1)]
    fits = [d for d in near if -_BEFORE <= _days(d) - _days(known) <= _AFTER]
    return fits[0] if fits else date


def _days(date: Date) -> float:
    return date[0] * 365.25 + (date[1] - 1) * 30.4 + date[2]
