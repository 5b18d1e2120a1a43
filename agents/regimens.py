"""Regimens and dosing in a note -> drug classes and dexamethasone per cycle."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from agents.fold import Folded
from agents.segments import Segment
from agents.values import Found

_IMID = re.compile(
    r"来那度胺|泊马度胺|沙利度胺|瑞复美|lenalidomide|pomalidomide|thalidomide|(?<![A-Za-z])(?:D-?|Dara-?|Isa-?|E|I|K)?V?(?:Rd|RD|Pd|PD|VTd|VTD)(?![A-Za-z])|(?<![A-Za-z])(?:VRd|RVd|VRD|KRd|IRd|DRd|ERd|DVRd|VTd|EPd|KPd|DPd|VTD)(?:-lite)?(?![A-Za-z])"
)
_NO_IMID = re.compile(r"(?:没用|未用|不用|不含|无)[^,，。；]{0,4}(?:免疫调节|IMiD)", re.I)
_DEX = re.compile(
    r"(?:地塞米松|地米|dex(?:amethasone)?|(?<![A-Za-z])[dD](?=\s*\d))\s*(?P<dose>\d+(?:\.\d+)?)\s*(?:mg|毫克)(?P<rest>\s*[^,，。；;]{0,28})",
    re.I,
)
_WEEKLY = re.compile(
    r"^\s*[(（]?\s*(?:qw|每周\s*(?:1|一)?\s*次|1\s*次/周|/\s*(?:w|周)|每周(?!\s*[\d一二两三四五六日天]))", re.I
)
_TWICE = re.compile(r"^\s*[(（]?\s*(?:biw|每周\s*(?:2|两|二)\s*次|2\s*次/周)", re.I)
_DAYS = re.compile(r"d?\s*(\d{1,2})\s*[-~]\s*d?\s*(\d{1,2})|(?<![\d.])d?\s*(\d{1,2})(?=\s*[,、)）]|\s*$)")
_CYCLE = re.compile(r"(\d{2})\s*(?:天|日|d)[^,，。；]{0,6}(?:周期|疗程|一周期)")
_HIGH = re.compile(r"(?:大|高)剂量(?:地塞米松|地米|dex)", re.I)
_LOW = re.compile(r"(?:小|低)剂量(?:地塞米松|地米|dex)", re.I)
_NO_DEX = re.compile(r"(?:没用|未用|不用|不含|无)(?:地塞米松|地米|激素)")
DRUGS: Mapping[str, re.Pattern[str]] = MappingProxyType({code: re.compile(names, re.I) for code, names in {
    "zoledronic_acid": r"唑来膦酸|唑来磷酸|择泰|zoledron|zometa|密固达|ZOL(?![a-z])",
    "pamidronate": r"帕米膦酸|帕米磷酸|阿可达|pamidron",
    "denosumab": r"地舒单抗|地诺单抗|狄诺塞麦|denosumab|xgeva|安加维",
    "clodronate_oral": r"(?:口服[^,，。]{0,4})?氯屈膦酸|氯膦酸|clodron",
    "incadronate": r"因卡膦酸|英卡膦酸|incadron",
}.items()})  # fmt: skip


def regimen_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Immunomodulators in use, dexamethasone class or milligrams a cycle, the bone agent spoken of."""
    found: list[Found] = []
    parts = tuple(p for p in parts if p.patient)
    whole = folded.text
    cycle = _CYCLE.search(whole)
    days = int(cycle.group(1)) if cycle else 28
    for part in parts:
        imid, none = _IMID.search(part.text), _NO_IMID.search(part.text)
        if none:
            found.append(_found(folded, part, "imid", False, none))
        elif imid:
            found.append(_found(folded, part, "imid", True, imid))
        found += _dexamethasone(folded, part, days)
        for code, pattern in DRUGS.items():
            drug = pattern.search(part.text)
            if drug:
                found.append(_found(folded, part, "drug", code, drug))
                break
    return tuple(found)


def _dexamethasone(folded: Folded, part: Segment, cycle_days: int) -> list[Found]:
    for pattern, code in ((_HIGH, "high"), (_NO_DEX, "none")):
        match = pattern.search(part.text)
        if match:
            return [_found(folded, part, "dexamethasone", code, match)]
    low = _LOW.search(part.text)
    if low:
        return [_found(folded, part, "dexamethasone", "low", low)]
    end = part.end + 30
    window = folded.text[part.start : end]
    match = _DEX.search(window)
    if match is None or match.start() >= len(part.text):
        return []
    days = dosing_days(window[match.start("rest") :], cycle_days)
    if days is None:
        return []
    total = float(match.group("dose")) * days
    return [_found(folded, part, "dex_mg_per_cycle", int(total) if total.is_integer() else total, match)]


def dosing_days(text: str, cycle_days: int) -> int | None:
    """Days with a dose in a cycle: qw in 28 days is 4, "d1-4、9-12、17-20" is 12; None if not said."""
    if _TWICE.match(text):
        return 2 * (cycle_days // 7)
    if _WEEKLY.match(text):
        return cycle_days // 7
    if not re.match(r"\s*[(（]?\s*(?:qd\s*)?d\s*\d|\s*[(（]?第", text, re.I):
        return None
    schedule = re.match(r"[\s(（]*(?:qd\s*)?[dD第]?[\d\s,、，dD天~-]+", text)
    if schedule is None:
        return None
    days: set[int] = set()
    for first, last, single in _DAYS.findall(schedule.group()):
        days |= set(range(int(first), int(last) + 1)) if first else {int(single)}
    return len([d for d in days if 1 <= d <= 42]) or None


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), min(part.start + match.end(), len(folded.text)))
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
