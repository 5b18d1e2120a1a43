"""The publication behind a quotation is named when it is asked for, and only then."""

import pytest

from agents.assistant import Assistant
from agents.library import Library
from agents.reference_lines import asks_for_references
from corpus.snapshot import current
from corpus.types import squeeze
from index.model import EmbeddingModel
from index.search import open_searcher

# Nothing here is medical knowledge.
TEXT = """# 南塘虚构用药规范

## 南塘素

南塘素片每日一次，每次 17 mg。[1]另一项研究显示，南塘素使南塘病的缓解率达到 43%。[2]饭后服用。

## 参考文献

1. Smith AB, Jones C. Dose of a made-up drug. J Made Up Med 2019;12:1-9. Available at: http://example.org/1.

2. Brown D, White E. Response to a made-up drug. J Made Up Med 2020;13:1-9.
"""


@pytest.fixture(scope="module")
def assistant(model: EmbeddingModel, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    home, source = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("source") / "南塘.md"
    source.write_text(TEXT, encoding="utf-8")
    Library(home, model).ingest([source])
    folder = current(home)
    assert folder is not None
    return Assistant(open_searcher(folder, model))


def test_the_publication_is_named_when_it_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("南塘素使缓解率达到 43% 是哪项研究的结果？")
    assert "参考文献 2. Brown D" in answer.text
    assert [c.quote for c in answer.citations if c.quote.startswith("2. ")] == [
        "2. Brown D, White E. Response to a made-up drug. J Made Up Med 2020;13:1-9."
    ]


def test_an_address_is_left_out(assistant: Assistant) -> None:
    answer = assistant.ask("南塘素每日一次 17 mg 的出处是哪篇文献？")
    assert "参考文献 1. Smith AB" in answer.text
    assert "http" not in answer.text


def test_what_names_a_publication_is_quoted_literally(assistant: Assistant) -> None:
    answer = assistant.ask("南塘素使缓解率达到 43% 是哪项研究的结果？")
    snapshot = assistant.searcher.snapshot
    assert all(squeeze(c.quote) in squeeze(snapshot.text(c.document.doc_id)) for c in answer.citations)
    assert answer.citations[0].document.doc_id == "南塘"


def test_otherwise_publications_are_data_beside_the_quotation(assistant: Assistant) -> None:
    answer = assistant.ask("南塘素的剂量是多少？")
    assert "参考文献" not in answer.text
    record = answer.as_json()["citations"][0]
    assert record["quote"].startswith("南塘素片每日一次，每次 17 mg。")
    assert record["references"][0] == (
        "1. Smith AB, Jones C. Dose of a made-up drug. J Made Up Med 2019;12:1-9. Available at: http://example.org/1."
    )
    assert len(record["references"]) == record["quote"].count("[")


@pytest.mark.parametrize(
    "question",
    ["这是哪项研究的结果？", "哪个试验证明的？", "出处是什么？", "有什么循证证据？", "这句话的参考文献是哪篇？", "这个推荐的证据来自哪里"],
)  # fmt: skip
def test_questions_for_publications(question: str) -> None:
    assert asks_for_references(question)


@pytest.mark.parametrize("question", ["剂量是多少？", "诊断依据有哪几条？", "需要做哪些检查？", "哪个方案好？"])
def test_other_questions(question: str) -> None:
    assert not asks_for_references(question)
