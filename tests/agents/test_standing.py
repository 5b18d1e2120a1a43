"""How well pieces answer among all passages."""

import pytest

from agents.score import Scored
from agents.snippets import snippets
from agents.standing import goes_on, tokens_of, worth
from corpus.types import Kind, Passage

TEXT = "甲药每日一次口服，连用二十一天。"


def passage(text: str, key: str = "p", lines: tuple[int, int] = (1, 1), doc: str = "d") -> Passage:
    return Passage(key, doc, Kind.TEXT, text, "剂量", "", (), 1, "", lines)


def scored(score: float, rank: float, behind: float) -> Scored:
    return Scored(snippets(passage(TEXT))[0], score, frozenset(), {"rank": rank, "behind": behind})


def test_of_equal_pieces_the_one_that_the_search_put_first_answers_better() -> None:
    assert worth(scored(3.0, 1.0, 0.0)) > worth(scored(3.0, 0.5, -0.2))


def test_a_piece_that_is_much_better_answers_better_wherever_it_was_found() -> None:
    assert worth(scored(6.0, 0.2, -0.3)) > worth(scored(3.0, 1.0, 0.0))


def test_without_features_the_score_counts_alone() -> None:
    assert worth(Scored(snippets(passage(TEXT))[0], 2.0, frozenset())) == 2.0


@pytest.mark.parametrize(
    ("lines", "doc", "follows"), [((4, 6), "d", True), ((3, 6), "d", True), ((9, 12), "d", False), ((4, 6), "e", False)]
)
def test_a_passage_goes_on_where_another_ends(lines: tuple[int, int], doc: str, follows: bool) -> None:
    assert goes_on(passage(TEXT, lines=(1, 3)), passage(TEXT, "q", lines, doc)) is follows


def test_the_words_of_a_passage_include_its_title() -> None:
    assert "剂量" in tokens_of(passage("甲药每日一次口服。"))
