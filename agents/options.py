"""Ways of computing that a text names: Mosteller, CKD-EPI 2021, 校正体重."""

import re
from collections.abc import Iterable
from functools import cache

from agents.fold import Folded
from agents.mentions import inputs_by_name
from agents.pieces import Table
from agents.segments import Segment
from agents.values import Found
from tools.inputs import Kind


def option_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Ways of computing that the text names anywhere, whoever the clause is about."""
    found: list[Found] = []
    parts = tuple(parts)
    for part, named in zip(parts, _options().by_clause(folded.text, [p.text for p in parts]), strict=True):
        here: dict[str, Found] = {}
        for name, code, pattern in named:
            if name not in here and (match := pattern.search(part.text)):
                a, b = folded.span(part.start + match.start(), part.start + match.end())
                here[name] = Found(name, code, folded.original[a:b], a, b, part.period, part.date)
        found += here.values()
    return tuple(found)


@cache
def _options() -> Table[tuple[str, str, re.Pattern[str]]]:
    """Input, code and names of every option. Codes are no names: 2021 is a year, "high" an English word."""
    options = (
        (name, option.code, re.compile("|".join(_word(w) for w in words), re.I))
        for name, definitions in inputs_by_name().items()
        for definition in definitions
        if definition.kind is Kind.CHOICE and definition.role == "option"
        for option in definition.options
        if (words := [w for w in (option.label, *option.words) if len(w) >= 4])
    )
    return Table(options, lambda option: option[2])


def _word(word: str) -> str:
    """A pattern for a word as a whole, with any space in it."""
    spaced = r"\s*".join(map(re.escape, word.split()))
    return rf"(?<![A-Za-z]){spaced}(?![A-Za-z])" if word[0].isascii() else spaced
