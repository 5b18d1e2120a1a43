"""Recommendations by category come before what only speaks of them."""

import pytest

from agents.assistant import Assistant
from agents.library import Library
from index.model import EmbeddingModel
from index.search import open_searcher

PAGE = """甲病的药物 (ABCD-G)
\f
老年患者的药物a-d

首选方案
• 甲药/乙药/丙药（1 类推荐）
• 丁药/乙药/丙药

其他推荐方案
• 戊药/己药

停药之后

首选方案
• 庚药
"""
TEXT = """药物的讨论

老年患者使用甲药/乙药/丙药的研究有三项，两年生存率为 61%，不良反应以皮疹为主，多数在停药后消失。
老年患者使用辛药时应当减量，专家组不再把它列为老年患者的首选。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory, model: EmbeddingModel) -> Assistant:
    folder = tmp_path_factory.mktemp("charts")
    (folder / "guide.txt").write_text(PAGE + "\f\n" + TEXT, encoding="utf-8")
    library = Library(folder / "home", model)
    library.ingest([folder / "guide.txt"])
    return Assistant(open_searcher(library.ensure(), model))


def first(assistant: Assistant, question: str) -> str:
    answer = assistant.ask(question)
    assert answer.citations, answer.text
    return answer.citations[0].quote


def test_the_whole_list_of_the_category_that_is_asked_for_comes_first(assistant: Assistant) -> None:
    quote = first(assistant, "老年患者的首选方案有哪些？")
    assert "甲药/乙药/丙药（1 类推荐）" in quote
    assert "丁药/乙药/丙药" in quote
    assert "戊药" not in quote


def test_another_category_has_its_own_list(assistant: Assistant) -> None:
    assert "戊药/己药" in first(assistant, "老年患者还有哪些其他推荐方案？")


def test_a_heading_of_a_list_belongs_to_the_heading_above(assistant: Assistant) -> None:
    assert "庚药" in first(assistant, "停药之后的首选方案有哪些？")
