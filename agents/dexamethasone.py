"""Dexamethasone in a note: the dose of a cycle from its schedule, or the class of dose in words."""

import re
from collections.abc import Iterable

from agents.fold import Folded
from agents.negation import left_open
from agents.segments import Segment
from agents.values import Found

_NAME = r"(?:地塞米松|地米|dexa?(?:methasone)?(?![a-z])|DXM|(?<![A-Za-z])[dD](?=\s*\d+\s*mg))"
_NAMED = re.compile(_NAME, re.I)
_DEX = re.compile(
    rf"{_NAME}(?:片|针)?[\s:：(]*(?:每次|单次|1次|每周(?:吃|服|口服|用)?|口服|静滴|静推|静脉|用|为|予|剂量|调整为|改为)*\s*(?P<dose>\d+(?:\.\d+)?)\s*(?:mg|毫克)", re.I
)  # fmt: skip
_TOTAL = re.compile(
    rf"(?:每(?:个)?(?:周期|疗程)|1个?(?:周期|疗程)|一个?(?:周期|疗程)|(?:28|21)\s*天)(?:{_NAME})?(?:总量|总剂量|累计|合计|总共|共|剂量|用|为|约|的|:|\s)*"
    r"(?P<a>\d{2,4})\s*(?:mg|毫克)|(?:总量|累计|合计|共)\s*(?P<b>\d{2,4})\s*(?:mg|毫克)?\s*/\s*(?:周期|疗程|28\s*天)|(?P<c>\d{2,4})\s*mg\s*/\s*(?:周期|疗程)", re.I
)  # fmt: skip
_WEEKLY = re.compile(
    r"[\s(（,，]*(?:po\s*)?(?:qw|(?:once )?weekly|once a week|every week|/\s*wk|每周\s*(?:1|一)?\s*次|1\s*次/周|/\s*(?:w|周)|每周(?!\s*[\d一二两三四五六日天期、]))",
    re.I,
)
_TWICE = re.compile(r"[\s(（,，]*(?:biw|每周\s*(?:2|两|二)\s*次|2\s*次/周)", re.I)
_COUNTED = re.compile(
    r"(?:每(?:个)?|1个?|一个?)(?:周期|疗程)(?:共|总共|内|里|给药|服药?|口服|服用|使用|用|打|为|是)*\s*(?P<a>\d{1,2})\s*(?:天|次|日)|(?:共|用|给药|服药?|服)\s*(?P<b>\d{1,2})\s*(?:天|次)(?:/|每|一)(?:周期|疗程)"
)
_LISTED = re.compile(
    r"[\s(（,，]*(?:qd\s*)?(?:于|在|分别于|口服|静滴)*\s*(?:[dD]|第)\s*\d[\d\s,、，dD天日第和及~-]*", re.I
)
# 地塞米松20mg，d1、2: a list right behind the comma is still of the drug.
_LIST_NEXT = re.compile(r"[,，]\s*(?:[dD]|第)\s*\d")
_EACH_WEEK = re.compile(r"每周(?:吃|服|口服|用)?\s*\d")
_RANGE = re.compile(r"(\d{1,2})\s*(?:天|日)?\s*[-~]\s*(?:d|第)?\s*(\d{1,2})|(?<![\d.])(\d{1,2})(?![\d.])", re.I)
_CYCLE = re.compile(
    r"(\d{2})\s*(?:天|日|d)(?:[^,，。；\d]|1){0,6}?(?:周期|疗程)|(?:周期|疗程)(?:长度|时长|为|是|:|\s)*(\d{2})\s*(?:天|日|d)|(?<![a-z])q\s*(\d{2})\s*d(?![a-z])|(\d{2})\s*-?\s*d(?:ays?)?\s*(?=cycles?)", re.I
)  # fmt: skip
_WEEKS = re.compile(r"([34])\s*周(?:为)?(?:1|一)?个?(?:周期|疗程)|(?<![a-z])q\s*([34])\s*w(?![a-z])", re.I)
_CLASSES = (
    ("high", re.compile(rf"(?:大|高)剂量(?:的)?(?:{_NAME}|激素)|{_NAME}[^,，。；;]{{0,8}}(?:大|高)剂量", re.I)),
    ("low", re.compile(rf"(?:小|低)剂量(?:的)?(?:{_NAME}|激素)|{_NAME}[^,，。；;]{{0,8}}(?:小|低)剂量", re.I)),
    (
        "none",
        re.compile(
            rf"(?:没有?(?:用|使用)?|未(?:使用|应用|用|予|加)?|不(?:使用|用|含|加)|无)(?:任何)?(?:{_NAME}|激素|糖皮质激素)",
            re.I,
        ),
    ),
)
SOUGHT = (_NAMED, _CYCLE, _WEEKS, *(words for _, words in _CLASSES))
# What is said of the next drug is not said of dexamethasone.
_OTHER_DRUG = re.compile(
    r"[\u4e00-\u9fff]{1,5}(?:佐米|度胺|单抗|膦酸|磷酰胺|法仑|利尼索|克拉|洛韦|沙班|肝素|匹林|比星|尼松龙?|泼尼|帕坦|地平|他汀)|万珂|瑞复美|兆珂"
)
_LOW_UP_TO = 160
_SENTENCE = re.compile(r"[。；;\n!！?？]")
_REACH = 70


def dexamethasone_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Milligrams a cycle, days of doses, length of the cycle; without these the class of dose in words."""
    parts = tuple(p for p in parts if p.patient)
    cycle = cycle_length(folded.text)
    found: list[Found] = []
    classes: list[Found] = []
    for part in parts:
        found += _of_schedule(folded, part, cycle or 28)
        for code, pattern in _CLASSES:
            match = pattern.search(part.text)
            if match and not left_open(part.text, match.start()):
                classes.append(_found(folded, part, "dexamethasone", code, match.start(), match.end()))
                break
    if cycle and any(_NAMED.search(p.text) for p in parts):
        found += _length(folded, parts, cycle)
    totals = [f for f in found if f.input == "dex_mg_per_cycle"]
    return (*found, *(_against(classes, totals) if totals else classes))


def _of_schedule(folded: Folded, part: Segment, cycle: int) -> list[Found]:
    named = _NAMED.search(part.text)
    if named is None:
        return []
    end = _sentence_end(folded.text, part.end)
    found: list[Found] = []
    window = folded.text[part.start : min(end, part.start + named.end() + _REACH)]
    total = _TOTAL.search(window, max(0, named.start() - 12))
    if total:
        stated = int(next(g for g in total.groups() if g))
        found += [
            _found(folded, part, name, stated, total.start(), total.end())
            for name in ("dex_mg_per_cycle", "total_mg_per_cycle")
        ]
    match = _DEX.search(window)
    if match is None or match.start() >= len(part.text):
        return found
    rest = window[match.end() :]
    rest = _OTHER_DRUG.split(rest)[0]
    days, reach = _days(window[max(0, match.start() - 10) : match.start()], rest, cycle)
    if days is None and _EACH_WEEK.search(match.group()):
        days = cycle // 7
    if days is None:
        return found
    mg = float(match.group("dose")) * days
    stop = match.end() + reach
    found.append(_found(folded, part, "dosing_days_per_cycle", days, match.start(), stop))
    if not total:
        raw = int(mg) if mg.is_integer() else mg
        found.append(_found(folded, part, "dex_mg_per_cycle", raw, match.start(), stop))
    return found


def _days(before: str, rest: str, cycle: int) -> tuple[int | None, int]:
    """Days with a dose in a cycle from the words around the dose, and how far behind it they reach."""
    if (days := dosing_days(rest, cycle)) is not None:
        return days, _scheduled(rest)
    if match := _COUNTED.search(rest):
        return int(match["a"] or match["b"]), match.end()
    for pattern, count in ((_TWICE, 2 * (cycle // 7)), (_WEEKLY, cycle // 7)):
        if match := pattern.search(rest, 0, 16):
            return count, match.end()
    if re.search(r"每周(?:1次|一次)?(?:口服|静滴|予|用|服用|加用)?\s*$", before):
        return cycle // 7, 0
    if match := _LISTED.search(rest, 0, 40):
        return dosing_days(rest[match.start() :], cycle), match.end()
    return None, 0


def dosing_days(text: str, cycle_days: int) -> int | None:
    """Days with a dose in a cycle: qw in 28 days is 4, "d1-4、9-12、17-20" is 12; None if not said."""
    if not text or (text[:1] in ",，" and not _LIST_NEXT.match(text)):
        return None
    if _TWICE.match(text):
        return 2 * (cycle_days // 7)
    if _WEEKLY.match(text):
        return cycle_days // 7
    # 28天一疗程 behind a list of days is no day of it.
    schedule = _LISTED.match(_CYCLE.sub(";", text))
    if schedule is None:
        return None
    days: set[int] = set()
    for first, last, single in _RANGE.findall(schedule.group()):
        days |= set(range(int(first), int(last) + 1)) if first else {int(single)}
    return len([d for d in days if 1 <= d <= 42]) or None


def _scheduled(rest: str) -> int:
    match = _TWICE.match(rest) or _WEEKLY.match(rest) or _LISTED.match(rest)
    return len(match.group().rstrip(" ,，、")) if match else 0


def cycle_length(text: str) -> int | None:
    """Days of a cycle where the text says them; two different lengths say nothing."""
    lengths = {int(next(g for g in m.groups() if g)) for m in _CYCLE.finditer(text)}
    lengths |= {7 * int(next(g for g in m.groups() if g)) for m in _WEEKS.finditer(text)}
    return lengths.pop() if len(lengths) == 1 else None


def _length(folded: Folded, parts: Iterable[Segment], cycle: int) -> list[Found]:
    for part in parts:
        match = _CYCLE.search(part.text) or _WEEKS.search(part.text)
        if match:
            return [_found(folded, part, "cycle_length_days", cycle, match.start(), match.end())]
    return []


def _against(classes: list[Found], totals: list[Found]) -> list[Found]:
    """Words that contradict the milligrams are handed on beside them: the calculators refuse such a pair."""
    return [
        said
        for said in classes
        for total in totals
        if said.raw != ("low" if float(total.raw) <= _LOW_UP_TO else "high") and said.period == total.period
    ]


def _sentence_end(text: str, start: int) -> int:
    match = _SENTENCE.search(text, start)
    return match.start() if match else len(text)


def _found(folded: Folded, part: Segment, name: str, raw: object, start: int, end: int) -> Found:
    a, b = folded.span(part.start + start, min(part.start + max(end, start + 1), len(folded.text)))
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
