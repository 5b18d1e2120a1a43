"""Points of single items of a score are asked of its table, not for a patient."""

import pytest

from agents.assistant import Assistant
from index.search import Searcher


@pytest.fixture
def digest_assistant(digest_searcher: Searcher) -> Assistant:
    return Assistant(digest_searcher)


@pytest.mark.parametrize(
    "question", ["SAVED评分 血栓史几分 80岁以上几分", "IMPEDE评分里骨折加几分", "SAVED评分怎么计分？"]
)
def test_what_items_count_is_quoted(digest_assistant: Assistant, question: str) -> None:
    answer = digest_assistant.ask(question)
    assert not answer.tool_calls
    assert answer.citations


@pytest.mark.parametrize(
    "question", ["患者82岁，既往DVT，SAVED加几分，合计几分", "82岁女性，有VTE史，未手术，SAVED几分"]
)
def test_a_patient_is_counted(digest_assistant: Assistant, question: str) -> None:
    assert [t.calculator for t in digest_assistant.ask(question).tool_calls] == ["saved_vte"]
