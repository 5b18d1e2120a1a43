"""Which pieces are quoted."""

from dataclasses import replace

import pytest

from agents.relevance import wanted_words
from agents.score import Scored, scored_snippets
from agents.select import LIST_CHARS, MAX_CHARS, chosen
from agents.understand import QuestionKind, Understanding, understand
from index.search import Evidence, Searcher

QUESTIONS = (
    "唑来膦酸肾功能不全时剂量怎么调整？", "R-ISS分期的标准是什么？", "骨靶向药物多久用一次？", "颌骨坏死的预防措施有哪些？", "地舒单抗停药后要注意什么？", "高钙血症怎么处理？",
    "NCCN和CSCO对双膦酸盐疗程的说法有什么不同？", "髓外病变的预后如何？", "来那度胺的血栓预防怎么选？", "什么是冒烟型骨髓瘤？",
)  # fmt: skip


def scored_for(searcher: Searcher, question: str) -> tuple[tuple[Scored, ...], Understanding, tuple[Evidence, ...]]:
    u = understand(question, searcher.snapshot.documents)
    evidence = searcher.search(u.text, 8)
    return scored_snippets(evidence, wanted_words(u.text, searcher.lexical), u), u, evidence


def chosen_for(searcher: Searcher, question: str) -> tuple[Scored, ...]:
    scored, u, _ = scored_for(searcher, question)
    return chosen(scored, wanted_words(u.text, searcher.lexical), u)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_has_whole_pieces_within_its_length(digest_searcher: Searcher, question: str) -> None:
    picked = chosen_for(digest_searcher, question)
    assert picked
    assert sum(len(s.snippet.shown) for s in picked) <= max(LIST_CHARS, MAX_CHARS)
    assert all(not s.snippet.heading and s.snippet.shown for s in picked)


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_is_said_twice_and_passages_stay_together(digest_searcher: Searcher, question: str) -> None:
    picked = chosen_for(digest_searcher, question)
    assert len({s.snippet.quote for s in picked}) == len(picked)
    order = [s.snippet.passage.passage_id for s in picked]
    assert all(order[i] != order[j] or order[i] == order[j - 1] for j in range(len(order)) for i in range(j))
    positions = [(s.snippet.passage.passage_id, s.snippet.position) for s in picked]
    assert all(a[0] != b[0] or a[1] < b[1] for a, b in zip(positions, positions[1:], strict=False))


def test_the_best_piece_is_first_and_the_same_every_time(digest_searcher: Searcher) -> None:
    scored, _, evidence = scored_for(digest_searcher, QUESTIONS[0])
    assert [s.score for s in scored] == sorted((s.score for s in scored), reverse=True)
    assert {s.snippet.passage for s in scored} <= {e.passage for e in evidence}
    assert scored == scored_for(digest_searcher, QUESTIONS[0])[0]


def test_without_evidence_nothing_is_chosen(digest_searcher: Searcher) -> None:
    _, u, _ = scored_for(digest_searcher, QUESTIONS[0])
    wanted = wanted_words(u.text, digest_searcher.lexical)
    assert scored_snippets((), wanted, u) == chosen((), wanted, u) == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("唑来膦酸输注时间不少于多少分钟？", "唑来膦酸"), ("地舒单抗多久打一次？", "地舒单抗"), ("帕米膦酸的剂量是多少？", "帕米膦酸"), ("来那度胺血栓预防用什么药？", "血栓"),
    ],
)  # fmt: skip
def test_the_answer_speaks_of_what_was_asked(digest_searcher: Searcher, question: str, words: str) -> None:
    picked = chosen_for(digest_searcher, question)
    assert any(
        words in s.snippet.shown + " ".join((*s.snippet.passage.section, s.snippet.passage.title)) for s in picked
    )


def test_a_named_document_is_preferred(digest_searcher: Searcher) -> None:
    scored, u, _ = scored_for(digest_searcher, "双膦酸盐用多久？")
    one = scored[-1].snippet.passage.doc_id
    wanted = wanted_words(u.text, digest_searcher.lexical)
    _, _, evidence = scored_for(digest_searcher, "双膦酸盐用多久？")
    preferred = scored_snippets(evidence, wanted, replace(u, documents=(one,)))
    rise = {s.snippet: s.score for s in preferred}
    assert all((rise[s.snippet] > s.score) is (s.snippet.passage.doc_id == one) for s in scored)


def test_a_comparison_quotes_more_than_one_document(digest_searcher: Searcher) -> None:
    picked = chosen_for(digest_searcher, QUESTIONS[6])
    assert understand(QUESTIONS[6], digest_searcher.snapshot.documents).kind is QuestionKind.COMPARE
    assert len({s.snippet.passage.doc_id for s in picked}) >= 2
