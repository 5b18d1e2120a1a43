"""A conversation taken up again: what a follow-up would need is read anew from its questions and answers."""

from collections.abc import Iterable

from agents.answer import Answer
from agents.answering import Answering
from agents.sessions import Turn, continued, remembered
from agents.understand import understand


def resume(assistant: Answering, session: str, answers: Iterable[Answer]) -> None:
    """Gives the assistant the memory of a kept conversation; its answers are not asked for again."""
    documents = assistant.searcher.snapshot.documents
    before: Turn | None = None
    for answer in answers:
        u = continued(understand(answer.question, documents), before)
        before = remembered(u, answer, before)
    if before is not None:
        assistant.sessions.remember(session, before)
