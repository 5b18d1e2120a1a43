"""A laboratory value to be written in another unit: 肌酐 1.8mg/dL 等于多少 μmol/L."""

import re
from collections.abc import Iterator
from fractions import Fraction

from agents.fold import Folded
from agents.goal_reading import Read
from agents.segments import Segment
from agents.units import written_unit
from tools.numbers import show
from tools.quantities import QUANTITIES
from tools.units import CONVERTIBLE

_UNIT = r"(?:[a-zA-Zμµ]+\s*/\s*(?:24\s*(?:h|小时)|[a-zA-Zμµ]+)|[xX]?10\^9/L|毫克/分升|毫摩尔/升|微摩尔/升|克/升|毫克/升|g%|mg%|kg|公斤|斤|lb|磅|cm|m(?![a-z]))"
_GIVEN = re.compile(rf"(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>{_UNIT})")
_UNKNOWN_UNIT = re.compile(r"(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>[a-zA-Zμ]{1,8}(?:\s*/\s*[a-zA-Zμ]+)?)(?![a-zA-Z/^])")
_TARGETS = (
    re.compile(rf"(?:→|->|=>)\s*(?:多少)?\s*(?P<unit>{_UNIT})"),
    re.compile(rf"(?:多少|几)(?:个)?\s*(?P<unit>{_UNIT})"),
    re.compile(
        rf"(?:换(?:算|成|为)?|折(?:合|算|成)?|转(?:换|成|为)?|等于|相当于|改(?:写)?成|合)[^，,。；;\d]{{0,6}}?(?P<unit>{_UNIT})"
    ),
    re.compile(rf"(?P<unit>{_UNIT})\s*(?:是|为|等于)?(?:多少|几)"),
)


def conversion(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """The quantity, its value, the unit it has and the unit that is wanted."""
    for part in parts:
        given = _GIVEN.search(part.text) or _UNKNOWN_UNIT.search(part.text)
        if given is None:
            continue
        behind = folded.text[part.start + given.end() : part.end + 40]
        key = _quantity(part.text[: given.start()]) or _quantity(folded.text[max(0, part.start - 20) : part.start])
        target = next((m for p in _TARGETS if (m := p.search(behind))), None)
        if key is None or target is None:
            continue
        quantity = QUANTITIES[CONVERTIBLE[key][0]]
        origin, wanted = written_unit(quantity, given["unit"]), written_unit(quantity, target["unit"])
        if wanted is None or wanted[0] != 1:
            continue
        start, end = part.start + given.start(), part.start + given.end()
        if origin is None:
            # A unit that the quantity has not is handed on, for the calculator to say so.
            yield from _as_written(key, given, wanted[1], start, end, part)
            return
        value = float(show(Fraction(given["n"]) * origin[0]))
        values = {"quantity": key, "value": value, "from_unit": origin[1], "to_unit": wanted[1]}
        yield from (Read(name, raw, start, end, part) for name, raw in values.items())
        return


def _as_written(key: str, given: re.Match[str], wanted: str, start: int, end: int, part: Segment) -> Iterator[Read]:
    values = {"quantity": key, "value": float(given["n"]), "from_unit": given["unit"], "to_unit": wanted}
    yield from (Read(name, raw, start, end, part) for name, raw in values.items())


def _quantity(text: str) -> str | None:
    """The quantity whose name stands last before the value."""
    ends = [(m.end(), len(m.group()), key) for key, pattern in _NAMED for m in pattern.finditer(text)]
    return max(ends)[2] if ends else None


_NAMED = tuple(
    (key, re.compile("|".join(re.escape(n) for n in sorted((label, label.removeprefix("血"), *words), key=len, reverse=True)), re.I))
    for key, (_, label, words) in CONVERTIBLE.items()
)  # fmt: skip
