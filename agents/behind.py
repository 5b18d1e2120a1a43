"""What a bracket right behind a value says of its time: 206U/L(09-14复查), 1.9g/L(此为最低值,已复测)."""

import re
from dataclasses import replace

from agents.times import DATE, When, lead_time

_BRACKET = re.compile(r"\s*[↑↓]?\s*\((?P<said>[^()\n]{1,40})\)")
# 10-20 may be a range: without 复查 behind it only a month with a leading nought makes a date.
_MONTH_DAY = (
    r"(?P<m>0[1-9])[-/.](?P<d>[0-3]\d)(?![\d.])|(?P<m2>1[0-2]|0?[1-9])[-/.](?P<d2>3[01]|[12]\d|0?[1-9])(?=日|复查|查|测|采)|"
    r"(?P<m4>1[0-2]|0?[1-9])/(?P<d4>3[01]|[12]\d|0?[1-9])(?=$|[,，、\s])|(?P<m3>1[0-2]|0?[1-9])月(?P<d3>3[01]|[12]\d|0?[1-9])[日号]?"
)
_TIME = (
    r"(?:历史|治疗[中后]|移植后|迄今|全程)?最(?:低|好)(?:值|点|水平|时)?|谷值|基线(?:值|时)?|治疗前|化疗前|用药前|初诊时?|诊断时|确诊时|"
    r"入院时|今[日天晨早]|昨[日天晚]|上(?:周|星期|个?月|次)|前[天日]|本次|此次|目前|现在?|最新|最近一次"
)
_SAID = re.compile(
    rf"(?:此|这)?(?:为|即|系|是|在|于)?\s*(?:(?P<date>{DATE}|{_MONTH_DAY})|(?P<time>{_TIME}))\s*(?:的|所|复查|复测|查|测|采样?|结果|值|数据|\d{{1,2}}:\d\d)*(?=$|[,，、]|\s(?!\s*[<>≤≥]?\d))"
)
_DATED_BEFORE = re.compile(
    r"\s*\(\s*(?P<m>1[0-2]|0?[1-9])(?:[./-]|月)(?P<d>3[01]|[12]\d|0?[1-9])[日号]?\s*(?:复查|查|测)?\s*\)(?=\s*[:：]?\s*[<>]?\d)(?!\s*\(?\d+(?:\.\d+)?\s*[-~])"
)


def said_behind(text: str, end: int, when: When) -> tuple[str, When]:
    """The words of time in a bracket behind a value, and its time by them; a bracket of other things says nothing."""
    bracket = _BRACKET.match(text, end)
    said = bracket and _SAID.match(bracket["said"])
    if not said:
        return "", when
    if day := _month_day(said):
        return "", _on(when, day)
    return said["time"] or "", lead_time(said.group(), when)


def dated_before(text: str, at: int, when: When) -> tuple[int, When]:
    """Where a bracket ends that holds the date of the value behind it, and its time: Scr(8.12)133."""
    bracket = _DATED_BEFORE.match(text, at)
    if bracket is None:
        return at, when
    return bracket.end(), _on(when, (int(bracket["m"]), int(bracket["d"])))


def _month_day(said: re.Match[str]) -> tuple[int, int] | None:
    for n in ("", "2", "3", "4"):
        if said[f"m{n}"]:
            return int(said[f"m{n}"]), int(said[f"d{n}"])
    return None


def _on(when: When, day: tuple[int, int]) -> When:
    year = when.date[0] if when.date[0] >= 1900 else 0
    return replace(when, date=(year, *day))
