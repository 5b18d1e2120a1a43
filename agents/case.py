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
    named = later if later.values else _by_unit(before, later, text)
    extraction = _joined(before, named, text)
    same = not changes(before.values, extraction.values) and not extraction.values.keys() - before.values.keys()
    unread = text.strip() if same and _CORRECTS.search(text) and re.search(r"\d|[阴阳]性", text) else ""
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
