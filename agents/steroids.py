"""A dose of one glucocorticoid to be expressed as another: 泼尼松 60mg 换成地塞米松."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from agents.fold import Folded
from agents.mentions import inputs_by_name, name_key
from agents.segments import Segment
from agents.values import Found

_CONVERTS = re.compile(r"换|折合|等效|相当|改(?:为|成|用)")


def steroid_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """The drug with its dose, and the drug that is wanted instead, where the text speaks of a conversion."""
    if not _CONVERTS.search(folded.text):
        return ()
    found: list[Found] = []
    for part in parts:
        given, wanted = (pattern.search(part.text) for pattern in _patterns())
        if given:
            found.append(_found(folded, part, "from_drug", _codes()[name_key(given["drug"])], given))
            dose = float(given["dose"])
            found.append(_found(folded, part, "dose_mg", int(dose) if dose.is_integer() else dose, given))
        if wanted:
            found.append(_found(folded, part, "to_drug", _codes()[name_key(wanted["drug"])], wanted))
    return tuple(found)


@cache
def _codes() -> Mapping[str, str]:
    """The code of every name of a glucocorticoid."""
    options = inputs_by_name()["from_drug"][0].options
    return {name_key(name): o.code for o in options for name in (o.label, *o.words)}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A name with a dose; a name behind a word of conversion."""
    longest_first = sorted(_codes(), key=len, reverse=True)
    drug = "|".join(rf"(?<![a-z]){n}(?![a-z])" if n.isascii() else re.escape(n) for n in longest_first)
    given = rf"(?P<drug>{drug})\s*(?:片|针|每[日天])?\s*(?P<dose>\d+(?:\.\d+)?)\s*(?:mg|毫克)"
    wanted = rf"(?:{_CONVERTS.pattern})[^,，。；;]{{0,8}}?(?P<drug>{drug})"
    return re.compile(given, re.I), re.compile(wanted, re.I)


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), part.start + match.end())
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
