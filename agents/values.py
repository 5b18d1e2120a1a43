"""Numbers with units in a note -> inputs of calculators, each with its place in the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from agents.fold import Folded
from agents.mentions import inputs_by_name, named_inputs
from agents.segments import DATE, Period, Segment
from agents.units import written_unit
from tools.inputs import Input, Kind
from tools.numbers import show

_NUMBER = r"-?\d+(?:\.\d+)?"
_UNIT = (
    r"(?:[xX*]?\s*10\s*[\^*]?[eE]?\s*\d{1,2}\s*/\s*(?:[lL]|[uμ][lL])|[xX*]\s*10\s*[\^*]?[eE]?\s*\d{1,2}|万(?:/[uμ]l)?|公斤|千克|市斤|斤|磅|公分|厘米|米|周岁|岁|"
    r"克/升|毫克/(?:分)?升|微摩尔/升|毫摩尔/升|微摩尔|毫摩尔|单位/升|毫克|克|次/分钟?|毫升/分钟?|%|个?/[uμ][lL]|(?:[gG]|mg|mG|MG)%|"
    r"[A-Za-zμ]+(?:/(?:\(min[·.x*]?1\.73m[2²]\)|[A-Za-z0-9μ.²]+))*)"
)
_DATED = rf"(?:{DATE}|\d{{1,2}}月(?:\d{{1,2}}[日号])?)"
_BETWEEN = rf"[\s:=()↑↓]*(?:(?:目前|现在?|约|大约|为|是|在|达|达到|只有|仅|有|高达|低至|降到|降至|涨到|升到|升至|升高|至|降低|增高|偏高|偏低|复查|今天|今日|占|比例|值|水平|测得|定量|的|了|仍|变成|改成|到|以前|刚|大概|{_DATED})[\s:=()↑↓]*){{0,4}}"
_VALUE = (
    rf"(?P<sign>[<>≤≥]=?)?\s*(?P<number>(?!20\d\d\s*(?:年|[-/]\s*\d)){_NUMBER})(?!\d)(?:\s*[-~至到]\s*(?P<upper>\d+(?:\.\d+)?))?"
    rf"\s*[↑↓]?\s*(?P<unit>{_UNIT})?"
)
# A few words may stand between (白蛋白印的是3.2g/L), but not those that announce a reference range.
_AFTER_NAME = re.compile(
    rf"{_BETWEEN}(?:(?!正常|参考|上限|下限|范围|目标|标准|比(?!例)|分布|电泳|体积|压积|抗体|抗原)[\u4e00-\u9fff]{{1,4}}(?<!上限)(?<!下限)(?<!参考)\s*)?{_VALUE}"
)
# 88→178, 由88升至178: the later value counts.
_THEN = re.compile(rf"\s*(?:->|→|=>|(?:已|又|再|逐渐)?(?:升高?|降低?|涨|增|减|恢复|改善|变)(?:至|到|为|成))\s*{_VALUE}")
_AGAIN = re.compile(
    rf"\s*(?:(?:再次?|今日?|今天|现在?|目前|后|末次|最近|{_DATED})*复查|今日|今天|现在?|目前|{_DATED}|"
    rf"[\u4e00-\u9fff]{{0,8}}(?:降|升|涨|增|减|恢复)(?:至|到|为)|出院[时前]?|治疗后|用药后)(?:为|是|:|\s)*{_VALUE}"
)
# 尿肌酐, 前白蛋白 and 糖化血红蛋白 are other tests.
_OTHER_TEST = re.compile(r"(?:尿|前|糖化|微量|平均|脑脊液|胸水|腹水|胸腔积液)\s*$")
_DATE_PART = re.compile(r"\s*(?:年|月|[日号](?!均))")
_GIVEN = re.compile(r"人血|输注|静滴|静脉|口服|补充|予")
_MASSES = frozenset({"g", "mg", "克", "毫克"})
_AGE = re.compile(r"(?<![\d.])(?P<number>\d{1,3})\s*(?:周)?岁(?!时|以|前|后|起|开始|之)")
_WEIGHT = re.compile(
    rf"(?<![\d.])(?<![\dA-Za-z]/)(?P<number>{_NUMBER})\s*(?P<unit>kg|公斤|千克|斤|磅)(?![a-z]|/\s*(?:m|㎡|d|h|天|日|次))",
    re.I,
)
_HEIGHT = re.compile(
    r"(?<![\d.])(?<![\dA-Za-z]/)(?P<number>(?:1\d\d|2[0-2]\d)(?:\.\d+)?)\s*(?P<unit>cm|公分|厘米)(?![a-z]|/\s*(?:m|s|h))",
    re.I,
)
_LIMIT = re.compile(
    rf"(?:正常)?(?:参考(?:值|范围|区间)?|正常(?:值|范围)?)?\s*(?:上限|ULN)\s*(?:为|是|:)?\s*(?P<upper>{_NUMBER})|(?:参考(?:值|范围|区间)?|正常(?:值|范围)?)\s*:?\s*{_NUMBER}\s*[-~]\s*(?P<high>{_NUMBER})|\(\s*{_NUMBER}\s*[-~]\s*(?P<plain>{_NUMBER})\s*(?:u/l)?\s*\)", re.I
)  # fmt: skip
_BARE_UNIT_HINT = re.compile(r"\(?\s*(?P<unit>umol|μmol|mmol|mg)[^,，。)]{0,8}单位\)?")


@dataclass(frozen=True)
class Found:
    """A value for an input: what is handed to the calculator, and where it stands in the original text.

    `assumed_unit` is set where the text gives a bare number, `bound` where it gives a limit (<, ≥) or a range (-).
    """

    input: str
    raw: Any
    text: str
    start: int
    end: int
    period: Period
    date: tuple[int, int, int] = (0, 0, 0)
    assumed_unit: str = ""
    explicit: bool = True
    bound: str = ""


def measured_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Every number that belongs to a named or self-evident quantity of the patient."""
    found: list[Found] = []
    last: frozenset[str] = frozenset()
    for part in parts:
        if not part.patient:
            continue
        names = [n for n in named_inputs(part.text) if n.inputs]
        here = _named(folded, part) if names else _unnamed(folded, part, last)
        # 水化后降至210，出院时165: it goes on from the value before it, if that is of the same time.
        while (
            here and not names and found and (found[-1].input, found[-1].period) in {(f.input, f.period) for f in here}
        ):
            found.pop()
        last = names[-1].inputs if names else last
        found += here + _self_evident(folded, part, {f.input for f in here})
    return tuple(found)


def _named(folded: Folded, part: Segment) -> list[Found]:
    result: list[Found] = []
    names = named_inputs(part.text)
    for i, name in enumerate(names):
        stop = names[i + 1].start if i + 1 < len(names) else len(part.text)
        match = _last_value(part.text, name.end, max(stop, name.end))
        for key in sorted(name.inputs):
            for definition in inputs_by_name()[key]:
                if match and definition.kind in (Kind.QUANTITY, Kind.NUMBER, Kind.INTEGER):
                    if not _is_other(definition, part.text, match) and not _OTHER_TEST.search(part.text[: name.start]):
                        result.append(_value(folded, part, definition, match, name.start))
                    break
        result += _limits(folded, part, name.inputs, name.end, stop)
    return result


def _unnamed(folded: Folded, part: Segment, last: frozenset[str]) -> list[Found]:
    """A later value of what was named last, with a unit of its own: 肌酐178μmol/L，复查210μmol/L."""
    match = _AGAIN.match(part.text)
    if match is None or match.group("unit") is None:
        return []
    definitions = [inputs_by_name()[name][0] for name in sorted(last)]
    return [
        _value(folded, part, d, match, match.start("number"))
        for d in definitions
        if d.quantity and written_unit(d.quantity, match.group("unit")) and not _is_other(d, part.text, match)
    ]


def _last_value(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The value behind a name; of a course of values the last."""
    match = _AFTER_NAME.match(text, start, stop)
    while match and (later := _THEN.match(text, match.end(), stop)):
        match = later
    return match


def _is_other(definition: Input, text: str, match: re.Match[str]) -> bool:
    """Whether the number is no measured value: a part of a date, or the dose of an infusion (白蛋白10g静滴)."""
    if definition.quantity is None:
        return False
    infused = (match.group("unit") or "").lower() in _MASSES and _GIVEN.search(text)
    return bool(infused) or (match.group("unit") is None and bool(_DATE_PART.match(text, match.end())))


def _limits(folded: Folded, part: Segment, inputs: frozenset[str], start: int, stop: int) -> list[Found]:
    """The laboratory's upper limit that stands behind a value: LDH 320（正常上限 250）."""
    if "ldh" not in inputs:
        return []
    match = _LIMIT.search(part.text, start, stop)
    if match is None:
        return []
    number = match.group("upper") or match.group("high") or match.group("plain")
    return [_found(folded, part, "ldh_uln", {"value": number, "unit": "U/L"}, match.start(), match.end())]


def _value(folded: Folded, part: Segment, definition: Input, match: re.Match[str], start: int) -> Found:
    unit = match.group("unit")
    if unit is None:
        hint = _BARE_UNIT_HINT.match(part.text, match.end())
        unit = hint.group("unit") if hint else None
    raw = raw_value(definition, match.group("number"), unit)
    end = match.end("unit") if match.group("unit") else match.end("number")
    found = _found(folded, part, definition.name, raw, start, end)
    bare = unit is None and definition.quantity is not None
    bound = "-" if match.group("upper") else match.group("sign") or ""
    return replace(found, assumed_unit=definition.canonical_unit if bare else "", bound=bound)


def _found(folded: Folded, part: Segment, name: str, raw: Any, start: int, end: int) -> Found:
    a, b = folded.span(part.start + start, part.start + end)
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)


def raw_value(definition: Input, number: str, unit: str | None) -> Any:
    """The JSON value of a number with its unit as written; an odd unit is handed on, so that it is refused."""
    if definition.quantity is None:
        return float(number) if "." in number else int(number)
    if unit is None:
        needless = not definition.quantity.unit_required or Fraction(number) == 0
        return {"value": number, "unit": definition.quantity.unit} if needless else number
    known = written_unit(definition.quantity, unit)
    if known is None:
        return {"value": number, "unit": unit}
    factor, accepted = known
    return {"value": show(Fraction(number) * factor) if factor != 1 else number, "unit": accepted}


def _self_evident(folded: Folded, part: Segment, named: set[str]) -> list[Found]:
    """Age, weight and height that stand without their names."""
    result: list[Found] = []
    for name, pattern in (("age", _AGE), ("weight", _WEIGHT), ("height", _HEIGHT)):
        match = pattern.search(part.text)
        if match is None or name in named:
            continue
        if name != "age" and re.search(r"肿|瘤|大小|直径|病灶|结节|肝|脾", part.text[: match.start()]):
            continue
        unit = match.groupdict().get("unit") or ""
        raw = raw_value(inputs_by_name()[name][0], match.group("number"), unit or None)
        result.append(_found(folded, part, name, raw, match.start(), match.end()))
    return result
