"""A named trial is answered from what is told of it."""

import pytest

from agents.score import Scored
from agents.snippets import snippets
from agents.trials import named_trials, of_trials
from agents.understand import understand
from corpus.types import Kind, Passage


def passage(key: str, text: str, lines: tuple[int, int], section: str = "甲") -> Passage:
    return Passage(key, "d", Kind.TEXT, text, "", "", (section,), 1, "", lines)


TOLD = passage("told", "MAIA 试验比较两组。", (1, 3))
NEXT = passage("next", "中位随访后缓解率较高。", (5, 6))
OTHER = passage("other", "另一项试验的缓解率为半数。", (90, 91), "乙")


def kept(question: str, *passages: Passage) -> list[str]:
    scored = tuple(Scored(s, 1.0, frozenset()) for p in passages for s in snippets(p))
    found = of_trials(scored, understand(question, ()), passages)
    return [s.snippet.passage.passage_id for s in found]


def test_the_trials_that_are_named() -> None:
    assert named_trials(understand("MAIA研究的缓解率", ())) == {"§maia"}
    assert not named_trials(understand("缓解率是多少", ()))


def test_other_trials_are_left_out_and_the_text_around_is_kept() -> None:
    assert kept("MAIA研究的缓解率", TOLD, NEXT, OTHER) == ["told", "next"]


@pytest.mark.parametrize("question", ["MAIA研究的缓解率", "缓解率是多少"])
def test_without_a_passage_on_the_trial_nothing_is_left_out(question: str) -> None:
    assert kept(question, NEXT, OTHER) == ["next", "other"]
