"""How much of a question a text covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.relevance import Wanted, frequency, text_tokens, wanted_words
from index.search import Searcher

TOKENS = st.frozensets(st.sampled_from("甲乙丙丁戊己"))
WANTED = st.builds(
    Wanted,
    st.dictionaries(st.sampled_from("甲乙丙"), st.floats(0.1, 9)),
    st.dictionaries(st.sampled_from("丁戊己"), st.floats(0.1, 9)),
)


@given(WANTED, TOKENS, TOKENS)
def test_more_words_never_cover_less(wanted: Wanted, some: frozenset[str], more: frozenset[str]) -> None:
    assert 0 <= wanted.covered(some) <= wanted.covered(some | more) <= 1.0000001


@given(WANTED)
def test_all_words_cover_all_that_there_is(wanted: Wanted) -> None:
    assert wanted.covered(frozenset({*wanted.weights, *wanted.pairs})) == pytest.approx(
        wanted.covered(frozenset("甲乙丙丁戊己"))
    )
    assert wanted.covered(frozenset()) == 0


def test_a_rare_word_covers_more_than_a_common_one(digest_searcher: Searcher) -> None:
    wanted = wanted_words("硼替佐米用于患者", digest_searcher.lexical)
    assert wanted.covered(text_tokens("硼替佐米")) > 2 * wanted.covered(text_tokens("患者"))


def test_a_question_covers_itself(digest_searcher: Searcher) -> None:
    question = "唑来膦酸的肾功能剂量调整"
    assert wanted_words(question, digest_searcher.lexical).covered(text_tokens(question)) == pytest.approx(1)


def test_words_that_no_document_has_are_named(digest_searcher: Searcher) -> None:
    wanted = wanted_words("硼替佐米与青蒿琥酯", digest_searcher.lexical)
    assert wanted.unknown({t: 0 if "青蒿" in t else 1 for t in wanted.weights}) != ()
    assert wanted.unknown(dict.fromkeys(wanted.weights, 1)) == ()


def test_frequency_counts_passages(digest_searcher: Searcher) -> None:
    lexical = digest_searcher.lexical
    assert 0 < frequency(lexical, "bigrams", "骨髓") <= lexical.rows
    assert frequency(lexical, "bigrams", "没有这词") == 0


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_has_tokens(text: str) -> None:
    assert isinstance(text_tokens(text), frozenset)
