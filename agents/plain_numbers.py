"""Numbers that are no measured quantity: scores, counts, days, sensitivities."""

import re

from agents.amounts import Reading
from tools.inputs import Input

_SCIENTIFIC = re.compile(
    r"[\s:=()为是达到约只有仅]{0,6}(?:(?P<m>\d+(?:\.\d+)?)\s*[x*]\s*)?(?:10\s*(?:的)?\s*\^?\s*-\s*(?P<p>\d)(?!\d)|(?P<m2>\d(?:\.\d+)?)[eE]-0?(?P<p2>\d)(?!\d)|"
    r"(?P<share>1\s*/\s*10*万|1\s*/\s*10{3,6}(?!\d)|(?:10|百|十|100)?万分之(?:1|一)|0\.0+1\s*%))"
)
_NOUGHTS = {"万": 4, "10万": 5, "十万": 5, "100万": 6, "百万": 6}
_AND_MONTHS = re.compile(r"\s*(?:零|又)?\s*(?P<n>\d{1,2})\s*个月")
_DAYS = {"天": 1, "日": 1, "d": 1, "周": 7}
_OF_NUMBER = re.compile(r"\s*(?P<word>个?月|年|周|天|日|级|期|分|处|枚|个|次|%|[A-Za-z]+(?:/[A-Za-z0-9]+)*)?")


def number_of(digits: str) -> float | int:
    """A written number."""
    return float(digits) if "." in digits else int(digits)


def scientific(text: str, start: int) -> tuple[float, int] | None:
    """A number as 10^-5 or 1e-5 behind a name, which is no number 10, and where it ends."""
    match = _SCIENTIFIC.match(text, start)
    if match is None:
        return None
    if match["share"]:
        return _share(match["share"]), match.end()
    return float(f"{match['m'] or match['m2'] or 1}e-{match['p'] or match['p2']}"), match.end()


def _share(written: str) -> float:
    """十万分之一, 1/10万, 0.001% -> 1e-5."""
    if written.endswith("%"):
        return float(f"1e-{written.count('0') + 2}")
    one_in = written.replace(" ", "").removeprefix("1/").split("分之")[0]
    return float(f"1e-{_NOUGHTS.get(one_in) or one_in.count('0')}")


def plain_number(definition: Input, reading: Reading, text: str) -> float | int | None:
    """A plain number, if the word behind it does not make it a number of something else: 术后9年 are no days."""
    number = number_of(reading.number)
    word = _OF_NUMBER.match(text, reading.start + len(reading.number))
    said = (word["word"] or "") if word else ""
    unit = definition.unit
    if definition.name == "flc_ratio_involved" and number < 1:
        return None  # that of κ to λ where λ is involved
    if unit == "天":
        return number * _DAYS[said] if said in _DAYS else None
    if unit in ("cm", "mm", "mmHg", "h"):
        return number if said.lower() == unit.lower() else None
    if unit in ("个月", "月"):
        more = _AND_MONTHS.match(text, word.end()) if word and said == "年" else None
        years = number * 12 + (int(more["n"]) if more else 0)
        return number if said in ("个月", "月") else years if said == "年" else None
    if definition.name in ("sensitivity",):
        return None
    allowed = {"", unit.replace("²", "2"), "分" if unit == "分" or not unit else "", "级", "期"}
    allowed |= {"处", "个", "枚"} if unit in ("处", "") else set()
    allowed |= {"mg"} if "mg" in unit or definition.name.startswith("dex") else set()
    fits = said in allowed or said.lower() == unit.lower() or (unit == "µL" and not said)
    return number if fits or (said and said[0].isascii() and unit.startswith(said)) else None
