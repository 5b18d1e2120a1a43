"""Where the treatment stands: months on a drug, the response, dates of procedures."""

import re
from collections.abc import Iterable

from agents.fold import Folded
from agents.segments import Segment
from agents.values import Found

_MONTHS = re.compile(
    r"(?<!停)(?:打|用|治疗|应用|使用|输|给药)(?:了|满|到|已)*\s*(\d+)\s*(个月|月|年)(?!\d)|满\s*(\d+)\s*(个月|月|年)|已(?:经)?\s*(\d+)\s*(个月|年)"
)
_RESPONSE = re.compile(r"(?<![A-Za-z])(sCR|nCR|CR|VGPR|PR|MR|SD|PD)(?![A-Za-z0-9])")
_WORDS = tuple(
    (code, re.compile(words))
    for code, words in (
        ("sCR", r"严格.{0,4}完全缓解"), ("VGPR", r"(?:很好|非常好)的?部分缓解"), ("CR", r"完全缓解"),
        ("PR", r"部分缓解"), ("SD", r"疾病稳定"), ("PD", r"疾病进展"),
    )
)  # fmt: skip
_NOT_REACHED = re.compile(r"(?:未|没|不)(?:能|有|再)?(?:达|到|获|至)?(?:到|得|成)?\s*$")
_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_LAST_DOSE = re.compile(r"末次|最后一次|上次(?:用药|打|注射|输)")


def treatment_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Months on treatment, response category and dates, each with its place."""
    found: list[Found] = []
    for part in parts:
        if not part.patient:
            continue
        months = _MONTHS.search(part.text)
        if months:
            number, unit = next((n, u) for n, u in zip(months.groups()[::2], months.groups()[1::2], strict=True) if n)
            found.append(_found(folded, part, "months_on_treatment", int(number) * (12 if unit == "年" else 1), months))
        response = _response(part.text)
        if response and not _NOT_REACHED.search(part.text[: response[1].start()]):
            found.append(_found(folded, part, "response", *response))
        for date in _DATE.finditer(part.text):
            name = "last_dose_date" if _LAST_DOSE.search(part.text) else "procedure_date"
            if name == "last_dose_date" or re.search(r"拔牙|种植|手术|拟|操作", part.text):
                raw = f"{date.group(1)}-{int(date.group(2)):02d}-{int(date.group(3)):02d}"
                found.append(_found(folded, part, name, raw, date))
    return tuple(found)


def _response(text: str) -> tuple[str, re.Match[str]] | None:
    """The response category of a clause, abbreviated or in words."""
    if short := _RESPONSE.search(text):
        return None if short.group(1) == "nCR" else (short.group(1), short)
    return next(((code, match) for code, words in _WORDS if (match := words.search(text))), None)


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), part.start + match.end())
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
