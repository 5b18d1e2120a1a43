"""Within how many days something rose, and how much urine an hour: what kidney injury is staged by."""

import re
from collections.abc import Iterable

from agents.fold import Folded
from agents.negation import denied, left_open
from agents.segments import Segment
from agents.values import Found, found_at

_RISES = r"(?:升|涨|增|上升|翻倍)"
_WITHIN = re.compile(
    rf"(?P<a>\d+)\s*(?P<ua>天|日|周|小时|h)(?:之|以)?内[^,，。;；]{{0,10}}?{_RISES}|(?<!\d)(?P<c>\d+)\s*(?P<uc>天|日|小时|h)(?:就|里|来)?(?:肌酐|Scr)?{_RISES}|{_RISES}[^,，。;；\d]{{0,8}}(?P<b>\d+)\s*(?P<ub>天|日|周|小时|h)(?:之|以)?内"
)
_CREATININE = re.compile(r"肌酐|Scr|Cr(?![A-Za-z])", re.I)
_SOMETHING_ELSE = re.compile(r"体温|发热|体重|血压|血糖|心率|白细胞|血小板|血钙")
_HOURS = {"天": 24, "日": 24, "周": 168, "小时": 1, "h": 1}
_PER_KG = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*ml\s*/\s*\(?\s*kg\s*[·./*x]?\s*h\)?|(?P<number2>\d+(?:\.\d+)?)\s*ml·kg|每公斤每小时(?:尿量)?(?:为|约|是|:)*\s*(?P<number3>\d+(?:\.\d+)?)\s*ml",
    re.I,
)
_URINE_HOURS = re.compile(r"(?<!\d)(?P<n>\d{1,2})\s*(?:h|小时)(?:的)?(?:内)?尿")


_AGO = re.compile(r"(?<!\d)(?P<n>\d{1,2})\s*(?P<u>天|日|周|小时|h)前")
_PRESENT = re.compile(r"今|现|目前|本次|这次|复查")
SOUGHT = (_SOMETHING_ELSE, _WITHIN, _PER_KG, _AGO)
_LASTING = re.compile(r"[^\d。；;]{0,4}(?:持续|已|达|超过)(?:已|达|超过|了)*\s*(?P<n>\d{1,2})\s*(?:h|小时)")


def interval_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Windows of a rise of creatinine, and urine by body weight."""
    found: list[Found] = []
    other = -1
    for part in parts:
        if not part.patient:
            continue
        if _SOMETHING_ELSE.search(part.text):
            other = part.sentence
        if other != part.sentence or _CREATININE.search(part.text):
            found += _windows(folded, part) or _since_then(folded, part)
        if urine := _PER_KG.search(part.text):
            number = urine["number"] or urine["number2"] or urine["number3"]
            found.append(found_at(folded, part, "urine_ml_kg_h", float(number), urine.start(), urine.end()))
            behind = part.text + folded.text[part.end : part.end + 12]
            if hours := _URINE_HOURS.search(part.text) or _LASTING.search(behind, urine.end()):
                end = min(hours.end(), len(part.text))
                found.append(found_at(folded, part, "urine_hours", int(hours["n"]), min(hours.start(), end - 1), end))
    return tuple(found)


def _since_then(folded: Folded, part: Segment) -> list[Found]:
    """肌酐3天前90，今天200: what was lower so many days ago rose within them."""
    match = _AGO.search(part.text)
    behind = re.split(r"[。；;\n]", folded.text[part.start : part.end + 40])[0]
    if match is None or not _CREATININE.search(part.text) or not _PRESENT.search(behind, match.end()):
        return []
    hours = int(match["n"]) * _HOURS[match["u"]]
    names = [name for name, limit in (("rise_within_48h", 48), ("rise_within_7d", 168)) if hours <= limit]
    return [found_at(folded, part, name, True, match.start(), match.end()) for name in names]


def _windows(folded: Folded, part: Segment) -> list[Found]:
    """Whether a rise came within 48 hours and within 7 days; a longer window says nothing of either."""
    match = _WITHIN.search(part.text)
    if match is None or denied(part.text, match.start()) or left_open(part.text, match.start()):
        return []
    hours = int(match["a"] or match["b"] or match["c"]) * _HOURS[match["ua"] or match["ub"] or match["uc"]]
    names = [name for name, limit in (("rise_within_48h", 48), ("rise_within_7d", 168)) if hours <= limit]
    return [found_at(folded, part, name, True, match.start(), match.end()) for name in names]
