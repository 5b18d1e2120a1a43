"""From which passages pieces are quoted beside the best one."""

from dataclasses import replace

import pytest

from agents.relevance import Wanted
from agents.score import Scored
from agents.select import chosen, points_back
from agents.snippets import snippets
from agents.understand import understand
from corpus.types import Kind, Passage

NOTHING = Wanted({}, {})


def scored(key: str, text: str, score: float, lines: tuple[int, int] = (1, 1), rank: float = 0.0) -> Scored:
    (piece,) = snippets(Passage(key, "d", Kind.TEXT, text, "", "", (), 1, "", lines))
    return Scored(piece, score, frozenset(text), {"rank": rank})


def labelled(s: Scored, label: str) -> Scored:
    passage = replace(s.snippet.passage, page_label=label)
    return replace(s, snippet=replace(s.snippet, passage=passage))


def quoted(question: str, *pieces: Scored) -> list[str]:
    return [s.snippet.passage.passage_id for s in chosen(pieces, NOTHING, understand(question, ()))]


BEST = ("best", "甲法每日一次口服，连用二十一天。", 7.0)


@pytest.mark.parametrize(("score", "found"), [(6.0, ["best", "other"]), (4.0, ["best"])])
def test_behind_a_clear_gap_nothing_is_added(score: float, found: list[str]) -> None:
    assert quoted("甲法怎么用", scored(*BEST), scored("other", "丙试验入组百人，随访五年。", score, (50, 51))) == found


def test_a_text_that_goes_on_in_the_next_passage_is_quoted_from_there_too() -> None:
    near = scored("next", "结果显示两组生存相近。", 4.0, (2, 3))
    assert quoted("甲法怎么用", scored(*BEST), near) == ["best", "next"]


def test_what_the_search_put_first_wins_over_a_piece_that_is_little_better() -> None:
    first, later = (
        scored("first", "甲法每日一次口服。", 6.8, rank=1.0),
        scored("later", "丙试验入组百人。", 7.0, (50, 51), 0.1),
    )
    assert quoted("甲法怎么用", later, first)[0] == "first"


@pytest.mark.parametrize(
    ("question", "found"), [("界值在定义页和讨论部分一样吗", ["page", "talk"]), ("界值是多少", ["page"])]
)
def test_both_parts_of_a_document_are_quoted_where_they_are_compared(question: str, found: list[str]) -> None:
    page = labelled(scored("page", "界值为每升三克以上者。", 7.0), "X-1")
    talk = labelled(scored("talk", "讨论认为五克更为合适。", 2.5, (50, 51)), "MS-4")
    assert quoted(question, page, talk) == found


@pytest.mark.parametrize(
    ("text", "back"), [("该方案为首选方案。", True), ("老年人中该研究显示获益。", True), ("甲方案为首选方案。", False)]
)
def test_a_sentence_about_what_the_one_before_names(text: str, back: bool) -> None:
    assert points_back(text) is back


@pytest.mark.parametrize(
    ("text", "found"), [("甲法每日一次口服。", ["best"]), ("乙法每周两次注射。", ["best", "other"])]
)
def test_what_is_told_already_is_not_told_again_in_fewer_words(text: str, found: list[str]) -> None:
    assert quoted("甲法怎么用", scored(*BEST), scored("other", text, 6.5, (50, 51))) == found
