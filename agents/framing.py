"""What the program itself says around an answer: urgent care first, and whom a patient talks to last."""

from collections.abc import Sequence
from dataclasses import replace

from agents.answer import Answer, Status
from agents.fold import fold
from agents.reader import is_lay
from agents.score import Scored
from agents.understand import Understanding
from agents.urgent import emergency
from corpus.types import Document

CARE_TEAM = "以上供您与主管医生、护士沟通时参考，不能代替面诊；请不要自行用药、改药或停药。"
NOT_FOUND = "收录的文献中没有找到直接对应的内容。就医时请说明骨髓瘤的诊断、正在使用的药物和最近一次治疗的时间；下面的段落仅供查找。"
PATIENTS = "patients"
LEANING = 1.0
_TOLD = (Status.ANSWERED, Status.PARTIAL, Status.ABSTAINED, Status.NEEDS_INPUT)


def framed(answer: Answer, question: str, *, outside: bool = False) -> Answer:
    """The answer with the urgent line in front if an emergency is told, and for a patient the way to the care team.

    Nobody with an emergency is told that the question is `outside` of what the assistant is for.
    """
    text = fold(question).text
    urgent = emergency(text)
    if urgent and outside and answer.status is Status.REJECTED:
        answer = replace(answer, status=Status.ABSTAINED, text=NOT_FOUND)
    parts = [urgent.line if urgent else "", answer.text]
    if answer.status in _TOLD and is_lay(text):
        parts.append(CARE_TEAM)
    return replace(answer, text="\n\n".join(p for p in parts if p))


def leaning(scored: tuple[Scored, ...], u: Understanding, documents: Sequence[Document]) -> tuple[Scored, ...]:
    """For a patient who names no document, pieces of documents for patients weigh more."""
    if u.documents or not is_lay(u.text):
        return scored
    own = _for_patients(documents)
    weighed = [replace(s, score=s.score + LEANING * (s.snippet.passage.doc_id in own)) for s in scored]
    return tuple(sorted(weighed, key=lambda s: -s.score))


def patient_guide_first(
    pieces: tuple[Scored, ...], u: Understanding, documents: Sequence[Document]
) -> tuple[Scored, ...]:
    """For a patient the pieces of documents for patients come first; else the order stays."""
    if not is_lay(u.text):
        return pieces
    own = _for_patients(documents)
    return tuple(sorted(pieces, key=lambda p: p.snippet.passage.doc_id not in own))


def _for_patients(documents: Sequence[Document]) -> frozenset[str]:
    return frozenset(d.doc_id for d in documents if d.audience == PATIENTS)
