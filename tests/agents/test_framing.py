"""What stands around an answer: urgent care first, the care team last, the patient guide before other documents."""

import pytest

from agents.answer import Answer, Status
from agents.assistant import Assistant
from agents.framing import CARE_TEAM, framed
from index.search import Searcher


def say(question: str, status: Status = Status.ANSWERED) -> str:
    return framed(Answer(question, status, "正文。"), question).text


def test_urgent_care_comes_first_and_the_care_team_last() -> None:
    text = say("我妈今天突然腿没力气站不起来，怎么办")
    assert text.startswith("**请先就医")
    assert text.endswith(CARE_TEAM)
    assert "正文。" in text


def test_a_professional_gets_a_line_that_fits() -> None:
    text = say("患者女，68岁，今日突发胸痛、呼吸困难")
    assert text.startswith("**急症提示")
    assert CARE_TEAM not in text


def test_a_question_about_knowledge_stays_as_it_is() -> None:
    assert say("脊髓压迫怎么治疗？") == "正文。"


@pytest.mark.parametrize("status", [Status.REJECTED, Status.ABSTAINED])
def test_a_refusal_also_begins_with_urgent_care(status: Status) -> None:
    assert say("我爸叫不醒了", status).startswith("**请先就医")


def test_a_patient_is_answered_from_the_guide_for_patients_first(digest_searcher: Searcher) -> None:
    answer = Assistant(digest_searcher).ask("我妈得了骨髓瘤，治疗期间怎么预防感染？")
    assert answer.citations[0].document.audience == "patients"
    assert CARE_TEAM in answer.text


def test_a_named_document_is_respected(digest_searcher: Searcher) -> None:
    answer = Assistant(digest_searcher).ask("我妈要打唑来膦酸，CSCO骨病指南说多久打一次？")
    assert "csco-mbd-2024" in {c.document.doc_id for c in answer.citations}


def test_nobody_with_an_emergency_is_told_that_it_is_outside(digest_searcher: Searcher) -> None:
    answer = Assistant(digest_searcher).ask("我爸突然晕倒叫不醒了")
    assert answer.status is Status.ABSTAINED
    assert "不在收录文献的范围" not in answer.text
    assert answer.text.startswith("**请先就医")
