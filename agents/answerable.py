"""How likely it is that the evidence answers a question at all: logistic regression over what speaks for the best piece."""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from agents.score import Scored, Weight

WEIGHTS = Path(__file__).with_name("answerable-weights.json")
INTERCEPT = "intercept"


def signs(scored: Sequence[Scored], *, absent: bool, unit: bool) -> Mapping[str, float]:
    """What the decision rests on: the likeness of the best piece and passage, their words, what is missing altogether."""
    able = [s for s in scored if s.answers and s.values]
    best = able[0].values if able else {}
    return {
        "similar_placed": max((s.values["similar_placed"] for s in able), default=0.0),
        "score": able[0].score if able else 0.0, "similar": best.get("similar", 0.0),
        "passage_words": best.get("passage_words", 0.0), "absent": float(absent), "unit": float(unit),
    }  # fmt: skip


def probability(values: Mapping[str, float]) -> float:
    """From 0 to 1: how likely the question is answered, as learned from questions with and without an answer."""
    known, intercept = weights()
    logit = intercept + sum(w.weight * (values[name] - w.mean) / w.spread for name, w in known.items())
    return 1 / (1 + math.exp(-logit))


@cache
def weights() -> tuple[Mapping[str, Weight], float]:
    """The learned weights by sign, and the intercept; evals/learn/answerable.py makes them."""
    read = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {name: Weight(*row) for name, row in read.items() if name != INTERCEPT}, float(read[INTERCEPT])
