"""A guideline of another field is answered from, as PDF and as Word document, with the exact place."""

from collections.abc import Callable
from pathlib import Path

import pytest

from agents.answer import Answer, Status
from agents.assistant import Assistant
from agents.library import Library
from corpus.snapshot import current
from corpus.types import squeeze
from index.model import EmbeddingModel
from index.search import open_searcher
from tests.other_field import write_docx, write_pdf

WRITERS: dict[str, Callable[[Path], Path]] = {"pdf": write_pdf, "docx": write_docx}


@pytest.fixture(scope="module", params=WRITERS)
def assistant(
    request: pytest.FixtureRequest, model: EmbeddingModel, tmp_path_factory: pytest.TempPathFactory
) -> Assistant:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("other")
    report = Library(home, model).ingest([WRITERS[request.param](folder / f"规范.{request.param}")])
    assert not report.failed, report
    snapshot = current(home)
    assert snapshot is not None
    return Assistant(open_searcher(snapshot, model))


def own(answer: Answer) -> list[str]:
    return [squeeze(c.quote) for c in answer.citations if "高血压" in c.document.title]


@pytest.mark.parametrize(
    ("question", "expected", "section"),
    [
        ("高血压患者的降压目标是多少", "低于140/90mmHg", "2.1 降压目标"),
        ("80岁以上的老年人血压要降到多少？", "低于150/90mmHg", "2.1 降压目标"),
        ("氨氯地平的起始剂量是多少？", "5mg每日一次", "2.2 起始用药"),
        ("依那普利每天最多吃多少？", "20mg每日两次", "2.2 起始用药"),
        ("氨氯地平有什么不良反应？", "踝部水肿", "2.2 起始用药"),
        ("家庭自测血压的诊断界值是多少？", "135/85mmHg", "1.2 测量"),
        ("血压达标后多久随访一次？", "每3个月随访一次", "3 随访"),
        ("血压高到什么程度要转往上级医院？", "180/110mmHg", "3.1 转诊"),
        ("每天食盐摄入量不超过多少克？", "不超过5g", "3.2 生活方式"),
    ],
)
def test_a_question_is_answered_from_it(assistant: Assistant, question: str, expected: str, section: str) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    found = [c for c in answer.citations if expected in squeeze(c.quote)]
    assert found, answer.text
    assert found[0].as_json()["locator"]["section"].endswith(section)


def test_its_answer_is_not_mixed_with_myeloma(assistant: Assistant) -> None:
    answer = assistant.ask("高血压患者的降压目标是多少")
    assert len(own(answer)) == len(answer.citations)


@pytest.mark.parametrize("question", ["二甲双胍怎么吃？", "今天天气怎么样？"])
def test_what_no_document_says_is_still_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status in (Status.REJECTED, Status.ABSTAINED)


def test_a_drug_that_it_does_not_name_gets_no_dose(assistant: Assistant) -> None:
    answer = assistant.ask("硝苯地平的起始剂量是多少？")
    assert not any("mg" in quote for quote in own(answer)), answer.text


def test_a_question_about_a_myeloma_drug_gets_none_of_its_doses(assistant: Assistant) -> None:
    assert own(assistant.ask("来那度胺的起始剂量是多少？")) == []
