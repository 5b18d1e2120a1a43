"""The values of a conversation's patient: what a later message exchanges, takes back, replaces or adds."""

from collections.abc import Mapping, Set
from dataclasses import replace
from types import MappingProxyType

from agents.extraction import Extraction, extract
from agents.mentions import inputs_by_name
from agents.retractions import rewritten, taken_back
from agents.values import Found


def joined(before: Extraction, later: Extraction, case: str, text: str) -> Extraction:
    """The values after a message, given those before it, its own, what was said before, and its text."""
    exchanged = rewritten(case, text)
    if exchanged is not None:
        return extract(exchanged)
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
