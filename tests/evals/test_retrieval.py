"""Retrieval metrics against values computed by hand."""

import math

import pytest

from evals.cases import Anchor
from evals.evidence import Text
from evals.retrieval import ndcg, recall_at, recall_within, reciprocal_rank

BETA = (Anchor(doc="d", anchor="β2-微球蛋白"),)
ALBUMIN = (Anchor(doc="d", anchor="白蛋白不低于"),)


@pytest.mark.parametrize(
    ("ranks", "k", "expected"),
    [((1, 4, None), 1, 1 / 3), ((1, 4, None), 3, 1 / 3), ((1, 4, None), 5, 2 / 3), ((None,), 10, 0.0), ((5,), 5, 1.0)],
)
def test_recall_counts_groups_found_up_to_k(ranks: tuple[int | None, ...], k: int, expected: float) -> None:
    assert recall_at(ranks, k) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("ranks", "expected"), [((2, 3), 0.5), ((None, 4), 0.25), ((None,), 0.0), ((1,), 1.0)], ids=str
)
def test_reciprocal_rank_is_that_of_the_first_evidence(ranks: tuple[int | None, ...], expected: float) -> None:
    assert reciprocal_rank(ranks) == expected


def test_recall_within_stops_at_the_character_limit() -> None:
    ranked = [Text("d", "甲" * 90), Text("d", "β2-微球蛋白"), Text("d", "白蛋白不低于")]
    assert recall_within((BETA, ALBUMIN), ranked, 97) == 0.5  # 90 + 7 characters: the second passage just fits
    assert recall_within((BETA, ALBUMIN), ranked, 96) == 0.0  # one less cuts the anchor
    assert recall_within((BETA, ALBUMIN), ranked, 103) == 1.0


def test_ndcg_of_one_relevant_passage_at_rank_two() -> None:
    # DCG = 1 / log2(3), ideal = 1 / log2(2) = 1
    assert ndcg((0, 1, 0), (1, 0, 0, 0)) == pytest.approx(1 / math.log2(3))


def test_ndcg_with_graded_gains() -> None:
    # gains 1, 0, 2 at ranks 1..3: 1 + 2 / log2(4) = 2; ideal 2, 1: 2 + 1 / log2(3)
    assert ndcg((1, 0, 2), (0, 2, 1, 0)) == pytest.approx(2 / (2 + 1 / math.log2(3)))


def test_ndcg_looks_no_further_than_k() -> None:
    assert ndcg((0,) * 10 + (1,), (1,)) == 0.0


def test_ndcg_without_relevant_passages_is_zero() -> None:
    assert ndcg((0, 0), (0, 0)) == 0.0
