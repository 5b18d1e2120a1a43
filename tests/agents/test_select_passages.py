"""From which passages pieces are quoted beside the best one."""

import pytest

from agents.relevance import Wanted
from agents.score import Scored
from agents.select import chosen
from agents.snippets import snippets
from agents.understand import understand
from corpus.types import Kind, Passage

NOTHING = Wanted({}, {})


def scored(key: str, text: str, score: float, lines: tuple[int, int] = (1, 1), rank: float = 0.0) -> Scored:
    (piece,) = snippets(Passage(key, "d", Kind.TEXT, text, "", "", (), 1, "", lines))
    return Scored(piece, score, frozenset(text), {"rank": rank})


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
