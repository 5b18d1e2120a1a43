"""Choosing what to quote: the pieces that answer, within a length, nothing twice."""

import re
from dataclasses import dataclass

from agents.relevance import Wanted, text_tokens
from agents.snippets import Snippet, snippets
from agents.understand import QuestionKind, Understanding
from index.search import Evidence

MAX_CHARS, LIST_CHARS = 360, 620
MAX_PIECES, LIST_PIECES = 4, 10
RELATIVE = 0.5
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Scored:
    """A piece with how well it answers and the question words it covers."""

    snippet: Snippet
    score: float
    tokens: frozenset[str]


def scored_snippets(evidence: tuple[Evidence, ...], wanted: Wanted, u: Understanding) -> tuple[Scored, ...]:
    """All pieces of the evidence, best first."""
    if not evidence:
        return ()
    best = max(e.score for e in evidence)
    found: list[Scored] = []
    for e in evidence:
        passage = e.passage
        heading = text_tokens(" ".join((*passage.section, passage.title, passage.columns)))
        whole = text_tokens(passage.text) | heading
        for snippet in snippets(passage):
            if snippet.heading:
                continue
            tokens = text_tokens(snippet.shown)
            own = wanted.covered(tokens)
            around = wanted.covered(tokens | heading) - own
            in_passage = wanted.covered(whole) - own - around
            score = own + 0.45 * around + 0.25 * in_passage + 0.35 * (e.score / best)
            if u.kind is QuestionKind.AMOUNT and _NUMBER.search(snippet.shown):
                score += 0.08
            if u.documents and passage.doc_id in u.documents:
                score += 0.15
            found.append(Scored(snippet, score, tokens))
    return tuple(sorted(found, key=lambda s: (-s.score, s.snippet.passage.passage_id, s.snippet.position)))


def chosen(scored: tuple[Scored, ...], wanted: Wanted, u: Understanding) -> tuple[Scored, ...]:
    """Pieces for the answer: greedy by score and by what is new; a list question gets its whole list."""
    if not scored:
        return ()
    as_list = u.kind in (QuestionKind.LIST, QuestionKind.COMPARE)
    limit, count = (LIST_CHARS, LIST_PIECES) if as_list else (MAX_CHARS, MAX_PIECES)
    picked: list[Scored] = []
    covered: frozenset[str] = frozenset()
    pool = list(scored[:60])
    while pool and len(picked) < count:
        before = wanted.covered(covered)
        best = max(
            pool,
            key=lambda s: s.score + 0.8 * (wanted.covered(covered | s.tokens) - before) + _beside(s, picked, as_list),
        )
        pool.remove(best)
        size = sum(len(p.snippet.shown) for p in picked)
        if picked and (best.score < RELATIVE * picked[0].score or size + len(best.snippet.shown) > limit):
            continue
        if not any(_same(best, p) for p in picked):
            picked.append(best)
            covered |= best.tokens
    return tuple(_in_reading_order(picked))


def _beside(scored: Scored, picked: list[Scored], as_list: bool) -> float:
    """Pieces of the same passage belong together, above all in lists."""
    same = any(p.snippet.passage.passage_id == scored.snippet.passage.passage_id for p in picked)
    return (0.12 if as_list else 0.05) if same else 0.0


def _same(a: Scored, b: Scored) -> bool:
    """Whether two pieces say the same in nearly the same words."""
    union = a.tokens | b.tokens
    return bool(union) and len(a.tokens & b.tokens) / len(union) > 0.8


def _in_reading_order(picked: list[Scored]) -> list[Scored]:
    """Best passage first; inside a passage as it stands there."""
    rank: dict[str, int] = {}
    for scored in picked:
        rank.setdefault(scored.snippet.passage.passage_id, len(rank))
    return sorted(picked, key=lambda s: (rank[s.snippet.passage.passage_id], s.snippet.position))
