"""A question that names a trial is answered from what is told of that trial, not of others."""

from collections.abc import Iterable

from agents.score import Scored
from agents.standing import goes_on, tokens_of
from agents.understand import Understanding
from corpus.types import Passage

NEAR_LINES = 15


def named_trials(u: Understanding) -> frozenset[str]:
    """The trials that a question names."""
    return frozenset(f"§{m.term.term_id}" for m in u.mentions if m.term.kind == "trial")


def tells_of(passage: Passage, trials: frozenset[str]) -> bool:
    """Whether a passage names one of the trials."""
    return bool(trials & tokens_of(passage))


def of_trials(scored: tuple[Scored, ...], u: Understanding, rows: Iterable[Passage]) -> tuple[Scored, ...]:
    """Only the pieces of passages that name the trials of a question, or that are of one text with one that does; all if none do."""
    trials = named_trials(u)
    if not trials:
        return scored
    about = [row for row in rows if tells_of(row, trials)]
    passages = {s.snippet.passage.passage_id: s.snippet.passage for s in scored}
    kept = {key for key, p in passages.items() if tells_of(p, trials) or any(_beside(a, p) for a in about)}
    told = tuple(s for s in scored if s.snippet.passage.passage_id in kept)
    return told if any(s.answers and tells_of(s.snippet.passage, trials) for s in told) else scored


def _beside(a: Passage, b: Passage) -> bool:
    """Whether two passages are parts of one text: one goes on where the other ends, or they are close in one section."""
    apart = max(a.lines[0] - b.lines[1], b.lines[0] - a.lines[1])
    close = a.doc_id == b.doc_id and a.section == b.section and apart <= NEAR_LINES
    return close or goes_on(a, b) or goes_on(b, a)
