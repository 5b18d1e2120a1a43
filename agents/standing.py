"""How well a piece answers among all passages, and how passages stand to each other."""

from agents.prepared import prepared
from agents.score import BUILT_IN, Scored
from corpus.types import Passage

# The learned score compares pieces of one passage well; which passage is right the search, which saw it whole, knows better.
RANK, LIKENESS = 1.0, 3.0
NEXT_LINE = 2


def worth(s: Scored) -> float:
    """The score of a piece with where the search put its passage, and how far behind the first one."""
    return s.score + RANK * s.values.get("rank", 0.0) + LIKENESS * s.values.get("behind", 0.0)


def goes_on(before: Passage, passage: Passage) -> bool:
    """Whether a passage begins where another ends: a text that was too long for one."""
    return before.doc_id == passage.doc_id and 0 <= passage.lines[0] - before.lines[1] <= NEXT_LINE


def tokens_of(passage: Passage) -> frozenset[str]:
    """All words and concepts of a passage and its headings."""
    p = prepared(passage, BUILT_IN)
    return p.whole | p.heading
