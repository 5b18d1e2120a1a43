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

    `heads` are the tokens of the headings above each piece, `heading` those above the whole passage.
    `alone` are the vectors of the bare pieces, `placed` those of the pieces under their headings and introduction.
    """

    passage: Passage
    pieces: tuple[Snippet, ...]
    tokens: tuple[Tokens, ...]
    heads: tuple[Tokens, ...]
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
    sections = [passage.section_at(p.start) if passage.parts else passage.section for p in pieces]
    above = [" ".join(dict.fromkeys((*section[-2:], passage.title))) for section in sections]
    placed = [
        " ".join((head, pieces[p.lead].shown if p.lead >= 0 else "", p.shown))
        for head, p in zip(above, pieces, strict=True)
    ]
    vectors = model.embed([*(p.shown for p in pieces), *placed]) if pieces else np.zeros((0, 1), np.float32)
    return Prepared(
        passage, pieces, tuple(text_tokens(p.shown) for p in pieces),
        tuple(text_tokens(_head(passage, section)) for section in sections),
        text_tokens(_head(passage, passage.section)), text_tokens(passage.text),
        vectors[: len(pieces)], vectors[len(pieces) :],
    )  # fmt: skip


def _head(passage: Passage, section: tuple[str, ...]) -> str:
    return " ".join((*section, passage.title, passage.columns))
