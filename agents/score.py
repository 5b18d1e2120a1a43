"""How well each piece of the evidence answers: a linear score of its features, with learned weights."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from agents.features import asked, features
from agents.forms import idle, of_another_drug, subject_tokens, under_another_drug
from agents.instructions import speaks_to_models
from agents.prepared import prepared
from agents.relevance import Wanted
from agents.snippets import Snippet
from agents.understand import Understanding
from index.model import BUILTIN_FOLDER, StaticModel
from index.search import Evidence

WEIGHTS = Path(__file__).with_name("score-weights.json")
# Pieces are compared with the built-in model whatever model searches: it is fast, and the weights were learned with it.
BUILT_IN = StaticModel(BUILTIN_FOLDER)
# Too rare among the questions to be learned: a heading is no answer, a page that is named is where to look.
HEADING, NAMED_PAGE = -3.0, 1.5
FARTHEST = 5.0


@dataclass(frozen=True)
class Scored:
    """A piece with how well it answers (a logit: differences count), the question words it covers and the features behind."""

    snippet: Snippet
    score: float
    tokens: frozenset[str]
    values: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)

    @property
    def answers(self) -> bool:
        """Whether the piece can be an answer by itself: no heading, no pointer elsewhere, no entry of a bibliography."""
        return not self.snippet.heading and not idle(self.snippet)


@dataclass(frozen=True)
class Weight:
    """How a feature counts: its mean and spread where it was learned, and its weight."""

    mean: float
    spread: float
    weight: float


def scored_snippets(evidence: tuple[Evidence, ...], wanted: Wanted, u: Understanding) -> tuple[Scored, ...]:
    """All pieces of the evidence that may be quoted, best first."""
    named = subject_tokens(u)
    found: list[Scored] = []
    for e, piece, values in features(evidence, asked(wanted, u, BUILT_IN)):
        p = prepared(e.passage, BUILT_IN)
        tokens = p.tokens[piece.position]
        if (
            speaks_to_models(piece.quote)
            or of_another_drug(piece, named, tokens | p.heading)
            or under_another_drug(p.pieces, piece.position, named)
        ):
            continue
        found.append(
            Scored(piece, score(values) + HEADING * piece.heading + NAMED_PAGE * values["named_page"], tokens, values)
        )
    return tuple(sorted(found, key=lambda s: (-s.score, s.snippet.passage.passage_id, s.snippet.position)))


def score(values: Mapping[str, float]) -> float:
    """The weighted sum of standardised features; none counts beyond FARTHEST spreads."""
    return sum(
        w.weight * max(-FARTHEST, min(FARTHEST, (values[name] - w.mean) / w.spread)) for name, w in weights().items()
    )


@cache
def weights() -> Mapping[str, Weight]:
    """The learned weights by feature; evals/learn/score.py makes them."""
    return {name: Weight(*row) for name, row in json.loads(WEIGHTS.read_text(encoding="utf-8")).items()}
