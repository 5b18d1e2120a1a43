"""Learning and judging the weights of the ranking: pairwise logistic regression, cross-validated by question.

For every question, passages with evidence are set against the best of those without; the weights are those under
which the former most likely stand first (RankNet with a linear model: Burges et al., ICML 2005), kept small by
an L2 penalty. Newton's method from zero, so the same data give the same weights.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from evals.cases import Question
from evals.evidence import Text, gains, holds
from evals.retrieval import ndcg, recall_at, reciprocal_rank
from index.features import NAMES
from index.query import Query
from index.search import Searcher

Array = NDArray[np.float64]
FOLDS, ROUNDS = 5, 5
RIVALS, EXAMPLES = 50, 3
# By these, counting alike, the rivals are chosen that a passage with evidence is set against.
RESEMBLANCE = [NAMES.index(name) for name in ("words", "sentence", "pairs", "dense")]
STRENGTH = 0.2
STEPS, CLOSE = 12, 1e-6
# A page that a question names is a wish, not a hint: too few questions name one to learn how much it weighs.
NAMED_PAGE = 3.0
METRICS = ("recall@1", "recall@5", "mrr", "ndcg@10")


@dataclass(frozen=True)
class Asked:
    """A question with the features of its candidates; `held` says which evidence groups a candidate holds."""

    name: str
    features: Array
    held: NDArray[np.bool_]
    all_gains: tuple[int, ...]

    @cached_property
    def pairs(self) -> tuple[tuple[Array, float], ...]:
        """Differences between a passage with evidence and its rivals, with the weight of one of them."""
        order = np.argsort(-self.features[:, RESEMBLANCE].sum(axis=1), kind="stable")
        good = [i for i in order if self.held[i].any()][:EXAMPLES]
        rivals = [i for i in order[: RIVALS + len(good)] if not self.held[i].any()][:RIVALS]
        share = 1 / max(1, len(good) * len(rivals))
        return tuple((self.features[i] - self.features[rivals], share) for i in (good if rivals else []))

    def scores(self, weights: Array) -> tuple[float, ...]:
        """The metrics of METRICS if the candidates are ranked by these weights."""
        order = np.argsort(-(self.features @ weights), kind="stable")
        held = self.held[order]
        ranks = [int(np.argmax(column)) + 1 if column.any() else None for column in held.T]
        ranked = [int(n) for n in held.sum(axis=1)[:10]]
        return recall_at(ranks, 1), recall_at(ranks, 5), reciprocal_rank(ranks), ndcg(ranked, self.all_gains)


def asked(name: str, searcher: Searcher, questions: Sequence[Question], read: Callable[[str], Query]) -> list[Asked]:
    """The questions with the features of their candidates."""
    texts = [Text(p.doc_id, p.text) for p in searcher.rows]
    found: list[Asked] = []
    for q in questions:
        candidates = searcher.candidates(read(q.question))
        held = [[holds(texts[row], group) for group in q.evidence] for row in candidates.rows]
        features = candidates.features.astype(np.float64)
        found.append(Asked(name, features, np.array(held).reshape(-1, len(q.evidence)), gains(q.evidence, texts)))
    return found


def learn(questions: Sequence[Asked], columns: Sequence[int]) -> Array:
    """The weights of the features in these columns; 0 for the others."""
    pairs = [p for q in questions for p in q.pairs]
    weights = np.zeros(len(NAMES))
    if not pairs:
        return weights
    gaps = np.concatenate([gap[:, columns] for gap, _ in pairs])
    share = np.concatenate([np.full(len(gap), part) for gap, part in pairs]) * STRENGTH
    spread = gaps.std(axis=0) + 1e-9
    weights[list(columns)] = _newton(gaps / spread, share) / spread
    page = NAMES.index("page")
    weights[page] = max(weights[page], NAMED_PAGE) if page in columns else 0.0
    return weights


def _newton(gaps: Array, share: Array) -> Array:
    weights = np.zeros(gaps.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(gaps @ weights)))
        slope = gaps.T @ (share * (likely - 1)) + weights
        curve = (gaps * (share * likely * (1 - likely))[:, None]).T @ gaps + np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights = weights - step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def cross_validated(questions: Sequence[Asked], columns: Sequence[int]) -> Mapping[str, Array]:
    """For every set the metrics of each question, ranked by weights learned without it; the mean of ROUNDS."""
    totals = np.zeros((len(questions), len(METRICS)))
    for number in range(ROUNDS):
        order = np.random.default_rng(number).permutation(len(questions))
        for fold in range(FOLDS):
            left_out = order[fold::FOLDS]
            weights = learn([questions[i] for i in order if i not in set(left_out)], columns)
            for i in left_out:
                totals[i] += questions[i].scores(weights)
    return _by_set(questions, totals / ROUNDS)


def transferred(questions: Sequence[Asked], columns: Sequence[int]) -> Mapping[str, Array]:
    """For every set the metrics of each question, ranked by weights learned on the other sets."""
    sets = dict.fromkeys(q.name for q in questions)
    weights = {name: learn([q for q in questions if q.name != name], columns) for name in sets}
    return judged(questions, lambda q: weights[q.name])


def judged(questions: Sequence[Asked], weights: Callable[[Asked], Array]) -> Mapping[str, Array]:
    """For every set the metrics of each question under given weights."""
    return _by_set(questions, np.array([q.scores(weights(q)) for q in questions]))


def _by_set(questions: Sequence[Asked], scores: Array) -> Mapping[str, Array]:
    names = np.array([q.name for q in questions])
    return {name: scores[names == name] for name in dict.fromkeys(q.name for q in questions)}
