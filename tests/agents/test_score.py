"""The learned score of pieces."""

import json
from dataclasses import replace

import pytest

from agents.features import asked, features
from agents.relevance import wanted_words
from agents.score import BUILT_IN, WEIGHTS, score, scored_snippets, weights
from agents.understand import understand
from corpus.types import Kind
from index.search import Searcher

QUESTIONS = ("唑来膦酸多久打一次？", "什么是冒烟型骨髓瘤", "打骨针前要不要先看牙", "CSCO 地舒单抗停药后怎么办")


def test_every_weight_has_its_feature(digest_searcher: Searcher) -> None:
    u = understand(QUESTIONS[0], digest_searcher.snapshot.documents)
    a = asked(wanted_words(u.text, digest_searcher.lexical), u, BUILT_IN)
    (_, _, values), *_ = features(digest_searcher.search(u.text, 3), a)
    assert set(weights()) <= set(values)
    assert all(isinstance(v, float | int) for v in values.values())


def test_the_weights_are_a_plain_file() -> None:
    found = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert len(found) >= 20
    assert all(len(row) == 3 and row[1] > 0 for row in found.values())


def test_no_feature_counts_without_bounds() -> None:
    name, weight = max(weights().items(), key=lambda item: abs(item[1].weight))
    values = {n: w.mean for n, w in weights().items()}
    far = [score({**values, name: weight.mean + step * weight.spread}) for step in (5, 50)]
    assert far[0] == pytest.approx(far[1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_are_in_order_and_the_same_every_time(digest_searcher: Searcher, question: str) -> None:
    u = understand(question, digest_searcher.snapshot.documents)
    wanted = wanted_words(u.text, digest_searcher.lexical)
    found = scored_snippets(digest_searcher.search(u.text, 8), wanted, u)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert found == scored_snippets(digest_searcher.search(u.text, 8), wanted, u)
    assert found[0].answers


def test_the_row_of_a_table_that_begins_with_what_is_asked_is_first(digest_searcher: Searcher) -> None:
    text = "颌骨坏死见于唑来膦酸与帕米膦酸 每月评估口腔\n唑来膦酸 每月评估口腔\n帕米膦酸 每月评估口腔"
    (first, *_) = digest_searcher.search(QUESTIONS[0], 1)
    table = replace(
        first, passage=replace(first.passage, passage_id="t", kind=Kind.TABLE, text=text, columns="", parts=())
    )
    u = understand("唑来膦酸口腔评估要求", digest_searcher.snapshot.documents)
    found = scored_snippets((table,), wanted_words(u.text, digest_searcher.lexical), u)
    assert found[0].snippet.shown.startswith("唑来膦酸")


@pytest.mark.parametrize(
    ("question", "first"), [("什么是颌骨坏死？", "颌骨坏死是指"), ("颌骨坏死见于哪些药？", "颌骨坏死见于")]
)
def test_a_question_for_a_definition_has_the_definition_first(
    digest_searcher: Searcher, question: str, first: str
) -> None:
    text = "颌骨坏死见于唑来膦酸与帕米膦酸等药物治疗者。颌骨坏死是指颌骨外露八周以上而未曾放疗。"
    (found, *_) = digest_searcher.search("颌骨坏死", 1)
    own = replace(
        found, passage=replace(found.passage, passage_id="t", kind=Kind.TEXT, text=text, columns="", parts=())
    )
    u = understand(question, digest_searcher.snapshot.documents)
    scored = scored_snippets((own,), wanted_words(u.text, digest_searcher.lexical), u)
    assert scored[0].snippet.shown.startswith(first)
