"""Two editions of one guideline stand side by side; the newer answers unless the older is named."""

import pytest

from agents.assistant import Assistant
from agents.library import Library
from corpus.snapshot import current
from index.model import EmbeddingModel
from index.search import open_searcher
from tests.other_field import Guideline, write_docx, write_pdf

OLD, NEW = "青川县成人高血压管理规范（2021年版）", "青川县成人高血压管理规范（2024年版）"
QUESTION = "一般高血压患者的降压目标是多少？"


@pytest.fixture(scope="module")
def assistant(model: EmbeddingModel, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("editions")
    write_docx(folder / "规范旧.docx", Guideline(OLD, "150/95"))
    write_pdf(folder / "规范新.pdf", Guideline(NEW, "140/90"))
    report = Library(home, model).ingest([folder])
    assert [f.status for f in report.files] == ["added", "added"]
    snapshot = current(home)
    assert snapshot is not None
    return Assistant(open_searcher(snapshot, model))


def editions(assistant: Assistant, question: str, session: str | None = None) -> set[str]:
    answer = assistant.ask(question, session)
    return {c.document.edition for c in answer.citations if "高血压" in c.document.title}


def test_both_editions_are_kept_with_their_names(assistant: Assistant) -> None:
    own = [d for d in assistant.searcher.snapshot.documents if not d.digest]
    assert {(d.title, d.edition) for d in own} == {(OLD, "2021年版"), (NEW, "2024年版")}


def test_the_newer_edition_answers(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert "140/90" in answer.text
    assert "150/95" not in answer.text
    assert editions(assistant, QUESTION) == {"2024年版"}


def test_the_answer_names_the_edition_and_that_there_is_another(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert "2024年版" in answer.text
    (caution,) = [w for w in answer.warnings if w.kind == "edition"]
    assert "2021年版" in caution.text


@pytest.mark.parametrize(
    "question",
    [
        "2021版的降压目标怎么说？",
        "一般高血压患者的降压目标，2021年版怎么说？",
        "旧版里一般高血压患者的降压目标是多少？",
        "2021 年的规范里高血压患者的降压目标是多少",
        "上一版规范对一般高血压患者的降压目标是怎么规定的？",
    ],
)
def test_the_older_edition_answers_when_it_is_named(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "150/95" in answer.text
    assert editions(assistant, question) == {"2021年版"}
    assert any(w.kind == "edition" and "旧版" in w.text for w in answer.warnings)


def test_a_follow_up_may_ask_for_the_older_edition(assistant: Assistant) -> None:
    assistant.ask(QUESTION, "versions")
    answer = assistant.ask("2021版怎么说？", "versions")
    assert "150/95" in answer.text


def test_a_comparison_quotes_both(assistant: Assistant) -> None:
    assert editions(assistant, "新旧两版的降压目标有什么不同？") == {"2021年版", "2024年版"}


def test_documents_with_one_edition_are_not_concerned(assistant: Assistant) -> None:
    answer = assistant.ask("来那度胺的起始剂量是多少？")
    assert [w for w in answer.warnings if w.kind == "edition" and "同一文献" in w.text] == []
