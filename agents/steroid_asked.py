"""Which glucocorticoid, how much of it, and what it is to be expressed as, where a conversion is asked for."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from agents.fold import Folded
from agents.goal_reading import Read
from agents.mentions import inputs_by_name
from agents.segments import Segment

_MISSPELT = {
    "地赛米松": "dexamethasone",
    "地塞咪松": "dexamethasone",
    "甲强": "methylprednisolone",
    "甲基泼尼松龙": "methylprednisolone",
}
_DOSE = r"\s*(?:片|针|注射液|琥珀酸钠|醋酸酯|缓释片)?\s*(?:每[日天]|qd|维持|长期|口服|静滴|静推|[,，])?\s*(?P<dose>\d+(?:\.\d+)?)\s*(?:mg|毫克)"


def steroid_asked(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """The first drug with a dose, and the first other one that is named; what is given anyway comes last."""
    drug, dosed = _patterns()
    given = next(((part, m) for part in parts if (m := dosed.search(part.text))), None)
    if given is None:
        return
    part, match = given
    code = _codes()[match["drug"].lower()]
    start, end = part.start + match.start(), part.start + match.end()
    number = float(match["dose"])
    yield Read("from_drug", code, start, end, part)
    yield Read("dose_mg", int(number) if number.is_integer() else number, start, end, part)
    others = [
        (_codes()[m.group().lower()], p, m)
        for p in parts
        for m in drug.finditer(p.text)
        if _codes()[m.group().lower()] != code
    ]
    # The equivalent in prednisone is told with every result.
    for other, p, m in sorted(others, key=lambda o: o[0] == "prednisone")[:1]:
        yield Read("to_drug", other, p.start + m.start(), p.start + m.end(), p)


@cache
def _codes() -> Mapping[str, str]:
    options = inputs_by_name()["from_drug"][0].options
    named = {name.lower(): o.code for o in options for name in (o.label, *o.words) if len(name) > 1}
    return named | _MISSPELT


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    longest = sorted(_codes(), key=len, reverse=True)
    names = "|".join(rf"(?<![a-zA-Z]){n}(?![a-zA-Z])" if n.isascii() else re.escape(n) for n in longest)
    return re.compile(names, re.I), re.compile(rf"(?P<drug>{names}){_DOSE}", re.I)
