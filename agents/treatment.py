"""Where the treatment stands: months on a drug, the response, dates of procedures."""

import re
from collections.abc import Iterable
from datetime import date

from agents.bone_context import of_bone_agent
from agents.fold import Folded
from agents.segments import Segment
from agents.values import Found

_MONTHS = re.compile(
    r"(?<!停)(?:打|用|治疗|应用|使用|输|给药)(?:了|满|到|已|整整|足足)*\s*(\d+)\s*(个月|月|年)(?!\d(?!\d?\s*个月))|满\s*(\d+)\s*(个月|月|年)|(?:至今|迄今|累计|总共|共计|前后)(?:已|共|约|有|满|打了|用了)*\s*(\d+)\s*(个月|年)|(?<!每)已(?:经)?\s*(\d+)\s*(个月|年)"
)
_RESPONSE = re.compile(r"(?<![A-Za-z])(sCR|nCR|CR|VGPR|PR|MR|SD|PD)(?![A-Za-z0-9])")
_WORDS = tuple(
    (code, re.compile(words))
    for code, words in (
        ("sCR", r"严格.{0,4}完全缓解"), ("VGPR", r"(?:很好|非常好)的?部分缓解"), ("CR", r"完全缓解"),
        ("PR", r"部分缓解"), ("SD", r"疾病稳定"), ("PD", r"疾病进展"),
    )
)  # fmt: skip
_STOPPED_FOR = re.compile(
    r"(?:停(?:用|药|了)?|末次(?:用药|注射)?(?:距今|至今|后)?)(?:已经?|了|约|至今|时间|地舒单抗|唑来膦酸|双膦酸盐|\s)*(?P<n>\d+(?:\.\d+)?|半)\s*(?P<half>个?半)?\s*(?P<u>个月|月|年)(?P<more>半)?(?!前|\d)"
)
# 停药，已满6个月: how long it is since then.
_JUST_STOPPED = re.compile(r"停(?:药|用|针|了|打)?[^。；;前\d]{0,8}$")
_REMISSION = re.compile(
    r"(?:(?:移植|ASCT)后?[^。；;]{0,14}?)?缓解(?:期|时间|持续|维持|长达|状态)*(?:了|约|为|共|达|只有|仅|有|:|\s)*(?P<n>\d+(?:\.\d+)?)\s*(?P<u>个月|月|年)(?P<more>半)?|"
    r"(?:移植|ASCT)(?:术)?后\s*(?P<n2>\d+(?:\.\d+)?)\s*(?P<u2>个月|月|年)(?P<more2>半)?[^。；;,，]{0,8}(?:复发|进展)"
)
_AFTER_TRANSPLANT = re.compile(r"(?:第\s*1\s*次|首次|自体)?(?:移植|ASCT)后")
_SURGERY = re.compile(
    r"(?P<n>\d+|半)\s*个?(?P<u>天|日|周|个?月|年)(?P<half>半)?前[^。；;,，]{0,16}?(?P<what>手术|切除|置换|内固定|搭桥|剖宫产|剖腹|修补术|吻合术|开颅|减压术|融合术|根治术|术后)"
)
_DAY_AFTER_SURGERY = re.compile(
    r"(?<!移植)(?:手术|切除|置换|内固定|成形)?术后\s*第?\s*(?P<n>\d{1,3})\s*(?P<u>天|日|周)(?!前)"
)
_AND_MONTHS = re.compile(r"\s*(?:零|又|余)?\s*(?P<n>\d{1,2})\s*个月")
_RECENT = 90
_DONE = re.compile(r"手术|切除(?!活检)|置换|内固定|搭桥|剖宫产|修补术|吻合术|开颅|减压术|融合术|根治术")
_NO_SURGERY = re.compile(r"穿刺|活检|置管|镜|造影|拔牙|移植|未|没|无|否认|拟|预约|择期|计划|准备")
_NOT_REACHED = re.compile(r"(?:未|没|不)(?:能|有|再)?(?:达|到|获|至)?(?:到|得|成)?\s*$")
_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LAST_DOSE = re.compile(r"末次|最后[一1][次针]|末针|上一针|上次(?:用药|打|注射|输)")
SOUGHT = (
    _MONTHS, _RESPONSE, *(words for _, words in _WORDS), _STOPPED_FOR, _REMISSION, _SURGERY, _DAY_AFTER_SURGERY, _DATE, _DONE
)  # fmt: skip


def treatment_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Months on treatment, response category and dates, each with its place."""
    found: list[Found] = []
    for part in parts:
        if not part.patient:
            continue
        months = _MONTHS.search(part.text)
        if months and of_bone_agent(folded.text, part.start + months.start(), part.start + months.end()):
            number, unit = next((n, u) for n, u in zip(months.groups()[::2], months.groups()[1::2], strict=True) if n)
            more = _more_months(part.text, months.end()) if unit == "年" else 0
            so_long = int(number) * (12 if unit == "年" else 1) + more
            at = part.start + months.start()
            since = not months.group(1) and _JUST_STOPPED.search(folded.text[max(0, at - 14) : at])
            found.append(_found(folded, part, "months_since_stop" if since else "months_on_treatment", so_long, months))
        found += _spans(folded, part)
        response = _response(part.text)
        if response and not _NOT_REACHED.search(part.text[: response[1].start()]):
            found.append(_found(folded, part, "response", *response))
            if _AFTER_TRANSPLANT.search(folded.text[max(0, part.start - 24) : part.start] + part.text):
                found.append(_found(folded, part, "response_after_first", *response))
        for day in _DATE.finditer(part.text):
            name = "last_dose_date" if _LAST_DOSE.search(part.text) else "procedure_date"
            if name == "last_dose_date" or re.search(r"拔牙|种植|手术|拟|操作", part.text):
                raw = f"{day.group(1)}-{int(day.group(2)):02d}-{int(day.group(3)):02d}"
                found.append(_found(folded, part, name, raw, day))
    return tuple(found)


def _spans(folded: Folded, part: Segment) -> list[Found]:
    """Months since the drug was stopped, months of remission, days since an operation."""
    found: list[Found] = []
    match = _STOPPED_FOR.search(part.text)
    if match and of_bone_agent(folded.text, part.start + match.start(), part.start + match.end()):
        found.append(_found(folded, part, "months_since_stop", _months(match["n"], match["u"], match["more"]), match))
    if (match := _REMISSION.search(part.text)) and re.search(r"移植|ASCT", folded.text):
        months = _months(match["n"] or match["n2"], match["u"] or match["u2"], match["more"] or match["more2"])
        if (match["u"] or match["u2"]) == "年":
            months += _more_months(part.text, match.end("u" if match["u"] else "u2"))
        found.append(_found(folded, part, "remission_months", months, match))
    if match := _DAY_AFTER_SURGERY.search(part.text):
        weeks = 7 if match["u"] == "周" else 1
        found.append(_found(folded, part, "days_since_surgery", int(match["n"]) * weeks, match))
    elif dated := _dated_surgery(folded, part):
        found.append(_found(folded, part, "days_since_surgery", *dated))
    elif (match := _SURGERY.search(part.text)) and not _NO_SURGERY.search(match.group()):
        days = _days_of(match)
        # Older operations are told as history; whether there was one lately stays open.
        if days is not None:
            found.append(_found(folded, part, "days_since_surgery", days, match))
    return found


def _dated_surgery(folded: Folded, part: Segment) -> tuple[int, re.Match[str]] | None:
    """Days from an operation with its date to the newest date of the note, where these are too many to count it.

    Fewer say nothing: the note may be written long after its newest date.
    """
    done = _DONE.search(part.text)
    day = _DATE.search(part.text, 0, done.start()) if done else None
    if done is None or day is None or _NO_SURGERY.search(part.text[max(0, day.start() - 6) : done.end()]):
        return None
    newest = max(filter(None, (_day(d) for d in _DATE.finditer(folded.text))), default=None)
    operated = _day(day)
    days = (newest - operated).days if newest and operated else 0
    return (days, day) if days > _RECENT else None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*(int(g) for g in match.groups()))
    except ValueError:
        return None


def _more_months(text: str, end: int) -> int:
    """2年3个月: the months behind the years."""
    match = _AND_MONTHS.match(text, end)
    return int(match["n"]) if match else 0


def _months(number: str, unit: str, half: str | None) -> int | float:
    value = (0.5 if number == "半" else float(number)) * (12 if unit == "年" else 1)
    value += 0 if half is None else 6 if unit == "年" else 0.5
    return int(value) if value.is_integer() else value


def _days_of(match: re.Match[str]) -> int | None:
    """Days since an operation of the last two years; near the limit of 90 days a number of months is no measure."""
    number = 0.5 if match["n"] == "半" else float(match["n"])
    if match["u"] in ("天", "日"):
        return round(number)
    if match["u"] == "周":
        return round(number * 7)
    months = number * (12 if match["u"] == "年" else 1) + (6 if match["half"] and match["u"] == "年" else 0)
    return None if months == 3 or months > 24 else round(months * 30)


def _response(text: str) -> tuple[str, re.Match[str]] | None:
    """The response category of a clause, abbreviated or in words."""
    if short := _RESPONSE.search(text):
        return None if short.group(1) == "nCR" else (short.group(1), short)
    return next(((code, match) for code, words in _WORDS if (match := words.search(text))), None)


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), part.start + match.end())
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
