"""Features and learned weights: complete, finite, and such that they point the right way."""

import tomllib
from dataclasses import replace

import numpy as np
import pytest

from index.features import MEANINGS, NAMES
from index.query import read_query
from index.ranking import RANKING_FILE, learned, ranked
from index.search import Searcher
from index.traits import NAMES as TRAITS
from index.traits import traits


def test_every_feature_has_a_weight_and_a_meaning() -> None:
    weights = tomllib.loads(RANKING_FILE.read_text(encoding="utf-8"))["weights"]
    assert tuple(weights) == NAMES
    assert set(MEANINGS) == set(NAMES)
    assert NAMES[-len(TRAITS) :] == TRAITS


@pytest.mark.parametrize("name", ["words", "sentence", "pairs", "dense", "document", "page"])
def test_what_resembles_the_question_speaks_for_a_passage(name: str) -> None:
    assert learned()[NAMES.index(name)] > 0


def test_questions_do_not_answer_questions() -> None:
    assert learned()[NAMES.index("questions")] < 0


def test_features_are_finite(digest_searcher: Searcher) -> None:
    found = digest_searcher.candidates(read_query("MYEL-G 3/4 里来那度胺的剂量、比例、疗程更新了吗，NCCN 怎么说"))
    assert found.features.shape == (len(found.rows), len(NAMES))
    assert np.isfinite(found.features).all()
    assert np.all(np.diff(found.rows) > 0)


def test_scores_are_above_nothing_and_keep_the_order() -> None:
    features = np.array([[-100.0], [0.0], [1.0]], dtype=np.float32)
    scores = ranked(features, np.array([1.0], dtype=np.float32))
    assert 0 < scores[0] < scores[1] < scores[2]


def test_other_weights_give_another_order(digest_searcher: Searcher) -> None:
    only = np.array([float(name == "dense") for name in NAMES], dtype=np.float32)
    found = replace(digest_searcher, weights=only).search("骨病用什么药", 20)
    dense = [e.scores["dense"] for e in found]
    assert dense == sorted(dense, reverse=True)


def test_no_passages_have_no_traits() -> None:
    assert traits([]).shape == (0, len(TRAITS))
