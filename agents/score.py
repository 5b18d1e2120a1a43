"""How well each piece of the evidence answers: a linear score of its features, with learned weights."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from agents.features import asked, features
from agents.forms import idle, label_of, of_another_drug, subject_tokens, under_another_drug
from agents.instructions import speaks_to_models
from agents.prepared import prepared
from agents.relevance import Wanted
from agents.snippets import Snippet
from agents.understand import Understanding
from corpus.types import Kind
from index.model import BUILTIN_FOLDER, StaticModel
from index.search import Evidence

WEIGHTS = Path(__file__).with_name("score-weights.json")
# Pieces are compared with the built-in model whatever model searches: it is fast, and the weights were learned with it.
BUILT_IN = StaticModel(BUILTIN_FOLDER)
# Too rare among the questions to be learned: a heading is no answer, a page that is named is where to look, the row of a
# table that begins with what is asked about tells it, a question about notes wants notes, one for a definition a definition.
HEADING, NAMED_PAGE, LABELLED_ROW, DEFINED_ROW, NOTE, DEFINED = -3.0, 1.5, 1.5, 4.5, 1.0, 2.0
FARTHEST = 5.0
# 什么是序贯移植 asks for a definition, 是什么药 for none, 定义页 names a page.
DEFINES = re.compile(r"什么是|什么叫|啥[是叫]|何谓|指(?:的是)?什么|什么意思|是什么(?=[?？。]|$)|的?定义(?!页|事件)")
_DEFINITION = re.compile(
    r"是指|指的是|(?:被|也|又)?称[为作]|定义为|的定义|是一[种类]|[（(][A-Za-z][^（）()]{1,40}[)）][^，。]{0,12}包括"
)
_NOTES = re.compile(r"脚注|注释|上标|角标|备注|注[a-z]")
_CRITERIA = re.compile(
    r"标准|定义|怎么[算判定]|怎样[才算判定]|如何[算判定]|(?:什么|多少|怎么|怎样)才?(?:算|叫)|要求|界值|条件|什么是|是(?:什么|啥)|指什么|什么意思|判断"
)


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
    labels = _labels(u)
    notes, defines = bool(_NOTES.search(u.text)), bool(DEFINES.search(u.text))
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
        row = piece.row or piece.passage.kind is Kind.TABLE
        bonus = labels.get(label_of(piece.shown), 0.0) if row else 0.0
        bonus += NOTE * (piece.note and notes)
        bonus += DEFINED * (defines and bool(_DEFINITION.search(piece.shown)) and bool(labels.keys() & tokens))
        found.append(
            Scored(
                piece,
                score(values) + HEADING * piece.heading + NAMED_PAGE * values["named_page"] + bonus,
                tokens,
                values,
            )
        )
    return tuple(sorted(found, key=lambda s: (-s.score, s.snippet.passage.passage_id, s.snippet.position)))


def _labels(u: Understanding) -> Mapping[str, float]:
    """What the row of a table that begins with a concept of the question has ahead; most, where a degree of response is defined."""
    defined = bool(_CRITERIA.search(u.text))
    return {
        f"§{m.term.term_id}": DEFINED_ROW if defined and m.term.kind == "response" else LABELLED_ROW for m in u.mentions
    }


def score(values: Mapping[str, float]) -> float:
    """The weighted sum of standardised features; none counts beyond FARTHEST spreads."""
    return sum(
        w.weight * max(-FARTHEST, min(FARTHEST, (values[name] - w.mean) / w.spread)) for name, w in weights().items()
    )


@cache
def weights() -> Mapping[str, Weight]:
    """The learned weights by feature; evals/learn/score.py makes them."""
    return {name: Weight(*row) for name, row in json.loads(WEIGHTS.read_text(encoding="utf-8")).items()}
