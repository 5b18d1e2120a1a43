"""Turns kept in the journal, and conversations taken from it."""

from dataclasses import replace

from agents.answer_record import from_record, to_record
from agents.journal import Kept
from agents.resume import resume
from corpus.errors import StorageError
from ui.web.desk import Desk
from ui.web.talk import Talk, Turn


def kept(desk: Desk, session: str, turn: Turn, owner: str | None) -> Turn:
    """Keeps a turn, unless that is switched off; an answer is shown even where it cannot be kept."""
    if turn.answer is None or owner is None or not desk.settings.history:
        return turn
    try:
        desk.journal.keep(Kept(turn.answer_id, session, owner, turn.at, to_record(turn.answer)))
    except StorageError as error:
        return replace(turn, unkept=f"{error.message}{error.hint}")
    return turn


def opened(desk: Desk, session: str, owner: str) -> Talk:
    """A kept conversation, which the assistant remembers again; its sources open where the index is the same."""
    assistant = desk.assistant()
    snapshot = assistant.searcher.snapshot
    said = {r.answer_id: r for r in desk.journal.ratings() if r.session == session}
    turns: list[Turn] = []
    for stored in desk.journal.turns(owner, session):
        answer = from_record(stored.record)
        same = snapshot if answer.snapshot == snapshot.manifest.snapshot else None
        rating = said.get(stored.answer_id)
        verdict, comment = (rating.verdict, rating.comment) if rating else ("", "")
        turns.append(
            Turn(answer.question, answer, same, answer_id=stored.answer_id, at=stored.at, verdict=verdict, comment=comment)
        )  # fmt: skip
    resume(assistant, session, [t.answer for t in turns if t.answer])
    return Talk(session, tuple(turns))
