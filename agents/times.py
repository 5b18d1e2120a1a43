"""When a clause speaks of: at diagnosis, before, now; and its date."""

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from agents.pieces import Sieve

# With dots a date has three parts: 2012.5 is a number.
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
DATE = rf"20\d\d(?:\.{_MONTH}\.{_DAY}|\s*[-/年]\s*{_MONTH}(?!\d)(?:\s*[-/月]\s*{_DAY})?)(?!\d)\s*[月日号]?"
_DATE = re.compile(DATE)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年(?!版|龄|\s*\d{1,2}\s*月|出生|生(?!化))")
_MONTH_DAY = re.compile(
    rf"(?<![\d年.])(?<!年 )(?P<month>{_MONTH})\s*月\s*(?P<day>{_DAY})\s*[日号]|(?<![\d./-])(?P<month2>{_MONTH})[/.](?P<day2>{_DAY})(?=\s*(?:日|查|复查|测|:|：))"
)
# C2后, 4疗程后, 术后第3天, +9天: later ones have higher numbers.
_COUNTED = re.compile(
    r"(?<![A-Za-z0-9])C(?P<c>\d{1,2})(?:D\d{1,2})?(?:末|后|结束|\s*:)|(?<!\d)(?P<p>\d{1,2})\s*个?(?:疗程|周期|程)(?:治疗)?(?:末|后|结束)|术后第?(?P<o>\d{1,2})\s*[天日]|(?<![\d.])\+(?P<t>\d{1,3})\s*[天d]|第\s*(?P<d>\d{1,2})\s*[天日]|(?<![A-Za-z0-9])D(?P<e>\d{1,2})(?=\s*[:：]|\s[A-Za-z\u4e00-\u9fff])"
)
_BASELINE = re.compile(r"初诊(?!断?为)|诊断时|确诊时|起病时|基线|(?<!停)治疗前|发病时|入院时|首诊|诊断之初|未治疗时")
_AGO = r"\d+(?:\.\d+)?\s*(?:多|余|来)?\s*(?:年|个?月)(?:半|多|余)?(?:以)?前|半年(?:多|余)?前|(?:数|几|多|好几)(?:年|个?月)前"
_OLD = re.compile(rf"去年|前年|当年|往年|曾|一度|(?:多|数|几)年来|{_AGO}")
_PAST = re.compile(
    r"既往|平时|平素|上(?:周|星期|礼拜)|上个?月|上次|之前|以前|前次|原来|原先|此前|早先|术前|用药前|停药前|入院前|发病前|起病前|(?<!\d)\d+\s*(?:周|天|日)前|(?:数|几)(?:周|天)前|前(?:天|日|几天|两天)|上一次|昨(?=\s*[A-Z\d])"
)
_NOW = re.compile(
    r"现在|目前|(?<![发出表体呈显实])现(?=[\u4e00-\u9fffA-Za-z\d])(?!病史|年)|今(?:天|日|晨|早|晚|次|(?=\s*[A-Z\d]))|当前|本次|此次|这次|这个月|本月|本周|这周|最近一次|最新|刚(?![性果])|眼下|当下"
)
_LATER = re.compile(
    r"输(?:红|血|注)[^,，。;；]{0,8}后|(?<![A-Za-z0-9])C(?:[2-9]|1\d)(?:D\d{1,2})?(?:末|后|结束|\s*:)|\d\s*个?(?:疗程|周期|程)(?:治疗)?(?:末|后|结束)|术后(?!病理)|复查|复测|治疗后|化疗后|用药后|出院(?!小结|诊断|记录|带药|证明|医嘱|后)|(?:降|升|涨|增|减|恢复|掉|跌|落)(?:至|到|为)|变成|改成"
)
_YESTERDAY = re.compile(r"昨(?:天|日|晚|晨|早|夜)(?![^,，。;；]{0,4}(?:复查|复测|今))")
_TODAY = re.compile(r"今(?:天|日|晨|早|晚)|当日|危急值")
# Two sheets of one specimen are of one time, whatever stands between them.
_SAME_TIME = re.compile(
    r"同一(?:份)?(?:标本|样本|血样|采样|抽血|管血?|份|天|日|时间|时刻|张)|同(?:日|天|时|份|管)(?:的|采|抽|另)"
)
_THEN = re.compile(r"当时|那时|其时|彼时")
# 较入院时升高 compares; it does not say when.
_COMPARED = re.compile(
    r"(?:较|比|与)(?:之前|以前|前|入院时?|基线|治疗前|初诊时?|去年|上次|上周|上个?月|前次|术前|半年前|\d+\s*(?:个?月|年|周|天)前)(?:相比|比较)?"
)
_SHORT_YEAR = re.compile(
    rf"(?:^|(?<=[\s,，。;；:(（于至]))(?P<year>[12]\d)年(?P<month>{_MONTH})月(?:(?P<day>{_DAY})[日号]?)?"
)
_MONTH_ONLY = re.compile(rf"(?:^|(?<=[\s,;；。(:：]))(?P<month>{_MONTH})\s*月份?\s*(?=[:：查测])")
_BRACKETS = re.compile(r"\([^)]*\)|（[^）]*）")
_UNBRACKETED = str.maketrans("()（）", "    ")
_HEADING = re.compile(r"^[^:：]{0,40}[:：]")
_OLD_SECTION = re.compile(r"【[^】]*(?:既往|外院|旧|往年|历史|摘要[^】]*外院)[^】]*】")
_NEW_SECTION = re.compile(
    r"【|以下为|以上(?:为|资料|均|是)|本次(?:住院|就诊|资料|入院)|目前情况|现(?:病情|情况)|\n\s*\n"
)
# What is blanked out in a clause parts what stands in it and adds nothing, so that the clause itself can be asked.
_TELLS_TIME = Sieve({
    True: (_DATE, _SHORT_YEAR, _MONTH_DAY, _MONTH_ONLY, _COUNTED, _YEAR, _NOW, _BASELINE, _OLD, _PAST, _YESTERDAY, _LATER, _THEN)
})  # fmt: skip


class Period(IntEnum):
    """When a value was measured, in the order of preference for "the value now".

    `YESTERDAY` is told apart only in a note that speaks of today as well; else what is of yesterday is of now.
    """

    BASELINE = 0
    PAST = 1
    YESTERDAY = 2
    UNSTATED = 3
    NOW = 4


UNDATED = (0, 0, 0)


@dataclass(frozen=True)
class When:
    """The time of a clause. `old`: long ago, said in the clause itself; `anchored`: the sentence tells an old story.

    `heading`: said in front of a colon, so that it holds beyond a semicolon.
    """

    period: Period = Period.UNSTATED
    date: tuple[int, int, int] = UNDATED
    old: bool = False
    anchored: bool = False
    heading: bool = False


def time_of(text: str, before: When) -> When:
    """The time of a clause, `before` being that of the clause before it in its sentence."""
    if not _TELLS_TIME.passed(text):
        return replace(before, old=False) if before.old else before
    text = _COMPARED.sub(lambda m: " " * len(m.group()), text)
    outside = _BRACKETS.sub(lambda m: " " * len(m.group()), text)
    heading = _HEADING.match(text)
    said = text[: heading.end()] + outside[heading.end() :] if heading else outside
    date, year_only = _date(text, said, before.date)
    period, old, anchored = before.period, False, before.anchored
    in_heading = before.heading
    if found := _NOW.search(said):
        period, anchored = Period.NOW, False
    elif found := _BASELINE.search(said):
        period, anchored = Period.BASELINE, False
    elif (found := _OLD.search(said)) or (found := year_only):
        period, old, anchored = Period.PAST, found is not year_only, True
    elif found := _PAST.search(said):
        period = Period.PAST
    elif found := _YESTERDAY.search(said):
        period = Period.YESTERDAY
    elif (found := _LATER.search(said)) and not before.anchored:
        period = Period.NOW
    old = old or (before.anchored and bool(_THEN.search(said)))
    if found:
        in_heading = bool(heading and found.start() < heading.end())
    return When(period, date, old, anchored, in_heading)


def speaks_of_today(text: str) -> bool:
    """Whether a note tells today's state from yesterday's; else what is of yesterday is the newest."""
    return _TODAY.search(text) is not None


def same_time(text: str, when: When, before: tuple[int, int, int]) -> When:
    """The time of a clause that says it is of the same specimen or day as the one before it."""
    return replace(when, date=before) if when.date == UNDATED and _SAME_TIME.search(text) else when


def lead_time(lead: str, when: When) -> When:
    """The time of a value by the words right in front of it; without any that of its clause."""
    if not lead.strip():
        return when
    here = time_of(lead.translate(_UNBRACKETED), when)
    return when if (here.period, here.date) == (when.period, when.date) else here


def after_sentence(text: str, end: str, when: When, section: Period) -> When:
    """The time with which the clause after a sentence begins; a heading holds beyond a semicolon."""
    if end in ";；" and when.heading:
        return replace(when, old=False)
    return When(section)


def section_of(text: str, section: Period) -> Period:
    """The period that a heading gives to its section: 【既往门诊资料】."""
    if old := list(_OLD_SECTION.finditer(text)):
        later = _NEW_SECTION.search(text, old[-1].end())
        return Period.UNSTATED if later else Period.PAST
    return Period.UNSTATED if _NEW_SECTION.search(text) else section


def _date(text: str, said: str, before: tuple[int, int, int]) -> tuple[tuple[int, int, int], re.Match[str] | None]:
    """The newest date said, and the match of a bare year."""
    if found := _DATE.search(text):
        if text.startswith(("出生", "生"), found.end()):
            return before, None
        year, month, day = (*map(int, re.findall(r"\d+", found.group())), 0)[:3]
        return (year, month, day), None
    if found := _SHORT_YEAR.search(text):
        return (2000 + int(found["year"]), int(found["month"]), int(found["day"] or 0)), None
    if found := _MONTH_DAY.search(text):
        month, day = (int(found[a] or found[b]) for a, b in (("month", "month2"), ("day", "day2")))
        return (before[0], month, day), None
    if found := _MONTH_ONLY.search(said):
        return (before[0], int(found["month"]), 0), None
    if found := _COUNTED.search(said):
        return (0, 0, int(next(n for n in found.groups() if n))), None
    if found := _YEAR.search(said):
        return (int(found["year"]), 0, 0), found
    return before, None
