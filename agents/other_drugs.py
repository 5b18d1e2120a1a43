"""Where one drug is asked about, lines that speak only of others come behind."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from agents.prepared import prepared
from agents.score import BUILT_IN, Scored
from agents.understand import Understanding
from corpus.terms import terminology

OTHER = -2.5


def of_the_drug(scored: Iterable[Scored], u: Understanding) -> tuple[Scored, ...]:
    """The pieces, best first; if the question names one drug, those that name only others are put back."""
    asked = {m.term.term_id for m in u.mentions if m.term.kind == "drug"}
    if len(asked) != 1:
        return tuple(scored)
    own = {f"§{asked.pop()}"}
    lowered = [replace(s, score=s.score + OTHER) if _only_others(s, own) else s for s in scored]
    return tuple(sorted(lowered, key=lambda s: -s.score))


def _only_others(s: Scored, own: set[str]) -> bool:
    above = prepared(s.snippet.passage, BUILT_IN).heads[s.snippet.position]
    return not own & (s.tokens | above) and bool(_drugs() & s.tokens)


@cache
def _drugs() -> frozenset[str]:
    return frozenset(f"§{t.term_id}" for t in terminology().terms if t.kind == "drug")
