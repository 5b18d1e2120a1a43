"""The values of a conversation's patient: what a later message exchanges, takes back, replaces or adds."""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

from agents.extraction import Extraction, extract
from agents.mentions import inputs_by_name
from agents.retractions import rewritten, taken_back, without_taken_back
from agents.values import Found

_CORRECTS = re.compile(
    r"(?:打|写|看|抄|记|输|报|填|录|说|弄|搞)(?:错|反|串|岔)|更正|纠正|应该?是|其实是|实际(?:上)?是|不是[^。]{0,12}是"
)
_MEASURE = re.compile(r"(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>个?月|岁|分|次|[a-zA-Zμ%]+(?:/[a-zA-Z0-9.]+)*)")

_COURSE = re.compile(
    r"(?:^|[，,。；;！!\n])\s*(?:今[天日早晨]|昨[天日晚]|现在|目前|刚才|刚刚|后来|复查|这次|结果|(?:[\d一二两三四五六七八九十半几]+个?(?:小时|天|日|周|月|年)|治疗|补液|水化|化疗|用药|处理|停药|透析)[之以]?后|又|再|已经?|了|仍|还|继续|，|\s)*"
    r"(?:[升降涨跌掉减增变]|上升|下降|升高|降低|回升|回落|恢复)(?:高|低|加|少|回)?(?:到|至|成|为)了?\s*"
    r"(?P<number>\d+(?:\.\d+)?)(?![\d.])\s*(?:(?P<unit>[a-zA-Zμ%]+(?:/[a-zA-Z0-9.]+)*)|(?=了|左右|$|[，,。；;！!？?\s]))"
)
_OF_PERSON = frozenset({"age", "height"})
_FELL = re.compile(r"(?:降|减|下降|清除)[^，,。；;]{0,6}(?:多少|几|百分|目标|达标|%)|降幅|清除目标|下降率|清除率达")


@dataclass(frozen=True)
class Case:
    """What is known of a patient, and all that was said of them; `unread` is a correction that changed nothing.

    `message` is what was said last, without what it takes back.
    """

    extraction: Extraction
    text: str
    unread: str = ""
    message: str = ""


def continued_case(before: Extraction, later: Extraction, case: str, text: str) -> Case:
    """The case after a message, given the values before it, its own, what was said before, and its text."""
    exchanged = rewritten(case, text)
    if exchanged is not None:
        return Case(extract(exchanged), f"{exchanged}\n{text}", message=text)
    named = _followed(before, later if later.values else _by_unit(before, later, text), text)
    extraction = _joined(before, named, text)
    same = not changes(before.values, extraction.values) and not extraction.values.keys() - before.values.keys()
    untold = _CORRECTS.search(text) or (_COURSE.search(text) and not named.values)
    unread = text.strip() if same and untold and re.search(r"\d|[阴阳]性", text) else ""
    gone = [f.text for n, f in before.values.items() if n not in extraction.values and f.text.strip()]
    for words in gone:
        case = case.replace(words, "")
    message = without_taken_back(text) if gone else text
    return Case(extraction, f"{case}\n{message}", unread, message)


def _by_unit(before: Extraction, later: Extraction, text: str) -> Extraction:
    """A correction without a name is of the one known value that has its unit (更正，是18个月)."""
    match = _MEASURE.search(text)
    if match is None or not _CORRECTS.search(text):
        return later
    unit = match["unit"].lower()
    same = [f for f in before.values.values() if (m := _MEASURE.search(f.text)) and m["unit"].lower() == unit]
    if len({(f.text, f.start) for f in same}) != 1:
        return later
    raw = {f.input: _renumbered(f.raw, match["number"]) for f in same}
    if None in raw.values():
        return later
    values = {f.input: replace(f, raw=raw[f.input], text=match.group()) for f in same}
    return replace(later, values=MappingProxyType({**later.values, **values}))


def _followed(before: Extraction, later: Extraction, text: str) -> Extraction:
    """A course without a name goes on with the known value of its unit; light chains asked how far they fell have a before."""
    values = {**_risen(before, later, text), **later.values}
    values |= _fallen(before.values, values) if _FELL.search(text) and not _CORRECTS.search(text) else {}
    return replace(later, values=MappingProxyType(values))


def tells_course(text: str) -> bool:
    """Whether a message tells how something that it does not name went on: 复查又升到14g/L."""
    return bool(_COURSE.search(text))


def _risen(before: Extraction, later: Extraction, text: str) -> dict[str, Found]:
    """今天又升到372μmol/L: the new value of what was measured in that unit, where it was one thing only."""
    match = _COURSE.search(text)
    if match is None:
        return {}
    unit = (match["unit"] or "").lower()
    same = {
        n: f
        for n, f in before.values.items()
        if not re.search("baseline|nadir|_uln|_lln", n)
        and n not in later.values
        and n not in _OF_PERSON
        and (m := _MEASURE.search(f.text))
        and unit in ("", m["unit"].lower())
    }
    raw = {n: _renumbered(f.raw, match["number"]) for n, f in same.items()}
    if len({(f.text, f.start) for f in same.values()}) != 1 or None in raw.values():
        return {}
    written = match.group("number") + (match.group("unit") or "")
    return {n: replace(f, raw=raw[n], text=written) for n, f in same.items()}


def _fallen(before: Mapping[str, Found], now: Mapping[str, Found]) -> dict[str, Found]:
    """The involved chain before and now, of the chain of which more was measured before."""
    amounts = {c: _amount(before[c]) for c in ("kappa", "lambda") if c in before and c in now}
    if not amounts or any(now[c].raw == before[c].raw for c in amounts) and len(amounts) == 1:
        return {}
    chain = max(amounts, key=lambda c: amounts[c])
    places = {"flc_involved_before": before[chain], "flc_involved_now": now[chain]}
    return {name: replace(f, input=name) for name, f in places.items()}


def _amount(found: Found) -> float:
    """How much was measured, in the unit of the smaller numbers."""
    raw = found.raw
    if not isinstance(raw, Mapping):
        return 0.0
    return float(raw["value"]) * (10 if "dl" in str(raw["unit"]).lower() else 1)


def _renumbered(raw: object, number: str) -> object:
    """The value of the same kind with another number; None where the number would have to be converted."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(number) if "." in number else int(number)
    return {**raw, "value": number} if isinstance(raw, Mapping) and raw.get("value") is not None else None


def _joined(before: Extraction, later: Extraction, text: str) -> Extraction:
    void = taken_back(text, {**before.values, **later.values})
    restated = {
        n for n in void & later.values.keys() & before.values.keys() if later.values[n].raw != before.values[n].raw
    }
    return without(before.merged(without(later, void - restated)), void - restated)


def without(extraction: Extraction, names: Set[str]) -> Extraction:
    """The same without some inputs."""
    kept = {n: f for n, f in extraction.values.items() if n not in names}
    return replace(extraction, values=MappingProxyType(kept))


def changes(before: Mapping[str, Found], after: Mapping[str, Found]) -> tuple[str, ...]:
    """What became of values that were known, in words."""
    said: list[str] = []
    for name, old in before.items():
        definitions = inputs_by_name().get(name)
        if definitions is None or not old.text.strip():
            continue
        new = after.get(name)
        if new is None:
            said.append(f"{definitions[0].label}：“{old.text.strip()}”不再使用")
        elif new.raw != old.raw and new.text.strip():
            said.append(f"{definitions[0].label}：“{old.text.strip()}”→“{new.text.strip()}”")
    return tuple(dict.fromkeys(said))
