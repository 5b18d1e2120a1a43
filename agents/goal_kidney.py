"""Urine of some hours and the fall of the involved light chain, where a note tells them in one breath."""

import re
from collections.abc import Iterator

from agents.fold import Folded
from agents.goal_reading import Read, clause_at
from agents.segments import Segment

_ML = {"l": 1000, "升": 1000}
_AIM = r"(?!目标|要求|应|需|保持|维持|至少|大于|超过|[<>≥≤])"
_AIMED = re.compile(r"(?:目标|要求|应|需|保持|维持|至少)[^，。；,;]{0,4}$")
# 尿 3.0 L/24h, 尿量1050ml/12h, 尿85ml/h
_RATE = re.compile(
    rf"尿(?:量|液)?(?:{_AIM}[^，。；,;\d]){{0,8}}?(?P<n>\d+(?:\.\d+)?)\s*(?P<u>ml|毫升|cc|L|升)\s*/\s*(?:(?P<h>\d{{1,2}})?\s*(?:h(?:r)?(?![a-z])|小时)|(?P<d>d(?![a-z])|日|天))",
    re.I,
)
# 共12小时，尿量1050ml: the hours stand a clause before the urine.
_HOURS_BEFORE = re.compile(
    r"(?:共|合计|总计|计|历时)\s*(?P<n>\d{1,2}(?:\.5)?)\s*(?:小时|h)(?:内|里)?[，,、:]\s*(?:总|共)?(?:排)?(?:尿量|尿(?=\s*\d))",
    re.I,
)
_N = r"(\d+(?:\.\d+)?)\s*mg/L"
_BEFORE = r"(?:入院|治疗前|化疗前|水化前|透析前|血滤前|血浆置换前|置换前|基线|初诊|起初|最初)(?:时|值|为|是|:|\s)*"
_SINCE = r"(?:后(?:复查)?|复查|复测|现(?:在)?|目前|今[天日晨]|(?:降|减)(?:低|少)?[至到为])(?:为|是|:|\s)*"
_FALL = re.compile(
    rf"受累(?:(?!非受累)[^，。；,;\d]){{0,14}}?{_BEFORE}{_N}[，,、;；→\s]*(?:[^。；，,;\d]{{0,16}}){_SINCE}{_N}", re.I
)


def kidney_support(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """Volume and hours of a rate, hours told before the volume, and the involved chain before and now."""
    text = folded.text
    rate = next((m for m in _RATE.finditer(text) if not _AIMED.search(text[max(0, m.start() - 8) : m.start()])), None)
    if rate and (part := clause_at(parts, rate.start())):
        volume = float(rate["n"]) * _ML.get(rate["u"].lower(), 1)
        hours = 24 if rate["d"] else int(rate["h"] or 1)
        raw = {"value": f"{volume:g}", "unit": "mL"}
        yield Read("urine_volume", raw, rate.start(), rate.end(), part)
        yield Read("hours", hours, rate.start(), rate.end(), part)
    elif (before := _HOURS_BEFORE.search(text)) and (part := clause_at(parts, before.start())):
        yield Read("hours", float(before["n"]), before.start(), before.end(), part)
    if (fall := _FALL.search(text)) and (part := clause_at(parts, fall.start())):
        for name, number in zip(("flc_involved_before", "flc_involved_now"), fall.groups(), strict=True):
            yield Read(name, {"value": number, "unit": "mg/L"}, fall.start(), fall.end(), part)
