"""A passage taken apart once: its pieces with their tokens and vectors, kept for the next question."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from agents.relevance import text_tokens
from agents.snippets import Snippet, snippets
from corpus.types import Passage
from index.model import StaticModel, Vectors

Tokens = frozenset[str]


@dataclass(frozen=True, eq=False)
class Prepared:
    """The pieces of a passage in order, with tokens and unit vectors (pieces x dimension) of each.

    `alone` are the vectors of the bare pieces, `placed` those of the pieces under their headings and introduction.
    """

    passage: Passage
    pieces: tuple[Snippet, ...]
    tokens: tuple[Tokens, ...]
    heading: Tokens
    whole: Tokens
    alone: Vectors
    placed: Vectors

    def lead(self, i: int) -> Tokens:
        """The tokens of the line that introduces a piece; none if no line does."""
        lead = self.pieces[i].lead
        return self.tokens[lead] if lead >= 0 else frozenset()


@lru_cache(maxsize=4096)
def prepared(passage: Passage, model: StaticModel) -> Prepared:
    """The pieces of a passage; `model` compares them with questions, whatever model searches."""
    pieces = snippets(passage)
    heading = " ".join((*passage.section, passage.title, passage.columns))
    above = " ".join(dict.fromkeys((*passage.section[-2:], passage.title)))
    placed = [" ".join((above, pieces[p.lead].shown if p.lead >= 0 else "", p.shown)) for p in pieces]
    vectors = model.embed([*(p.shown for p in pieces), *placed]) if pieces else np.zeros((0, 1), np.float32)
    return Prepared(
        passage, pieces, tuple(text_tokens(p.shown) for p in pieces), text_tokens(heading), text_tokens(passage.text),
        vectors[: len(pieces)], vectors[len(pieces) :],
    )  # fmt: skip
