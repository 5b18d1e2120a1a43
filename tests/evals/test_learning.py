"""Learned weights: they point to the evidence, are the same every time, and are judged on questions left out."""

import numpy as np
import pytest

from evals.bench.ablation import table, without_concepts
from evals.bench.learning import METRICS, Asked, cross_validated, judged, learn, transferred
from evals.bench.ranking import even
from index.features import NAMES

EVERY = range(len(NAMES))
TELLING = NAMES.index("words")


def question(name: str, seed: int) -> Asked:
    """Twenty candidates, of which the one with the highest first feature holds the evidence; the rest is noise."""
    features = np.random.default_rng(seed).random((20, len(NAMES)))
    features[:, NAMES.index("page")] = 0.0  # its weight is a rule
    held = np.zeros((20, 1), dtype=bool)
    held[np.argmax(features[:, TELLING])] = True
    return Asked(name, features, held, (1,))


@pytest.fixture(scope="module")
def questions() -> list[Asked]:
    return [question("one" if seed % 2 else "two", seed) for seed in range(40)]


def test_the_feature_that_tells_weighs_most(questions: list[Asked]) -> None:
    weights = learn(questions, [i for i in EVERY if NAMES[i] != "page"])
    assert int(np.argmax(weights)) == TELLING


def test_the_same_questions_give_the_same_weights(questions: list[Asked]) -> None:
    assert np.array_equal(learn(questions, EVERY), learn(questions, EVERY))


def test_a_feature_left_out_weighs_nothing(questions: list[Asked]) -> None:
    weights = learn(questions, [TELLING])
    assert np.count_nonzero(weights) == 1


def test_nothing_is_learned_from_no_questions() -> None:
    assert not learn([], [TELLING]).any()


@pytest.mark.parametrize("judge", [cross_validated, transferred])
def test_questions_left_out_are_found_too(judge: "type", questions: list[Asked]) -> None:
    scores = judge(questions, EVERY)
    assert {name: len(found) for name, found in scores.items()} == {"one": 20, "two": 20}
    assert all(found[:, METRICS.index("mrr")].mean() > 0.7 for found in scores.values())


def test_the_table_shows_means_and_differences(questions: list[Asked]) -> None:
    full = judged(questions, lambda _: learn(questions, EVERY))
    lines = table({"全部": full, "− 学习": judged(questions, lambda _: even(questions))})
    assert sum(line.startswith("| 全部") for line in lines) == sum(line.startswith("| − 学习") for line in lines) == 2
    assert all("[" in line for line in lines if line.startswith("| 全部"))


def test_a_query_without_terminology_has_no_concepts() -> None:
    query = without_concepts("地舒单抗多久打一次")
    assert query.words
    assert not [t for t in (*query.words, *query.content) if t.startswith("§")]
