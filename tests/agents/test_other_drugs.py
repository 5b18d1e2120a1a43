"""A question about one drug is not answered first with lines about others."""

from agents.other_drugs import of_the_drug
from agents.relevance import wanted_words
from agents.score import Scored, scored_snippets
from agents.understand import understand
from index.search import Searcher


def pieces(searcher: Searcher, question: str, about: str) -> tuple[tuple[Scored, ...], tuple[Scored, ...]]:
    u = understand(about, searcher.snapshot.documents)
    scored = scored_snippets(searcher.search(question, 8), wanted_words(question, searcher.lexical), u)
    return scored, of_the_drug(scored, u)


def scores(found: tuple[Scored, ...]) -> dict[str, float]:
    return {s.snippet.quote: s.score for s in found}


def test_a_line_that_names_only_another_drug_is_put_back(digest_searcher: Searcher) -> None:
    question = "地舒单抗在肾功能不全时要监测什么"
    before, after = pieces(digest_searcher, question, question)
    changed = {quote for quote, score in scores(after).items() if score != scores(before)[quote]}
    assert changed
    assert not any("地舒单抗" in quote for quote in changed)
    assert any("唑来膦酸" in quote or "帕米膦酸" in quote for quote in changed)


def test_a_question_about_two_drugs_or_none_changes_nothing(digest_searcher: Searcher) -> None:
    for question in ("地舒单抗和唑来膦酸在肾功能不全时怎么选", "肾功能不全时骨靶向药怎么选"):
        before, after = pieces(digest_searcher, question, question)
        assert scores(before) == scores(after)
