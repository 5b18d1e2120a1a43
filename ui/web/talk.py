"""The conversation of one browser tab: questions, their answers, and the index they were answered from."""

import uuid
from dataclasses import dataclass, field, replace

from agents.answer import Answer, Citation
from agents.journal import now
from corpus.snapshot import Snapshot
from corpus.types import Document, Passage
from ui.transcript import Exchange


@dataclass(frozen=True, eq=False)
class Turn:
    """A question with its answer and the snapshot its citations point into, or with what went wrong.

    An answer of an index that is no longer there has no snapshot; `unkept` says why a turn was not kept.
    """

    question: str
    answer: Answer | None = None
    snapshot: Snapshot | None = None
    problem: str = ""
    hint: str = ""
    answer_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    at: str = field(default_factory=now)
    verdict: str = ""
    comment: str = ""
    unkept: str = ""


# Gradio hashes the state by its hash(); answers hold mappings, so a conversation is compared by identity.
@dataclass(frozen=True, eq=False)
class Talk:
    """All turns of a session, oldest first."""

    session: str
    turns: tuple[Turn, ...] = ()

    def then(self, turn: Turn) -> "Talk":
        """The conversation with one more turn."""
        return replace(self, turns=(*self.turns, turn))

    def rated(self, number: int, verdict: str, comment: str) -> "Talk":
        """The conversation with what its reader said of an answer."""
        turns = list(self.turns)
        turns[number] = replace(turns[number], verdict=verdict, comment=comment)
        return replace(self, turns=tuple(turns))

    def exchanges(self) -> tuple[Exchange, ...]:
        """The conversation as it is exported."""
        return tuple(Exchange(t.question, t.at, t.answer, f"{t.problem}{t.hint}") for t in self.turns)


@dataclass(frozen=True)
class Shown:
    """A source as it is asked for: a citation of a turn, or one of the nearest passages of a refusal."""

    passage: Passage
    document: Document
    snapshot: Snapshot | None
    label: str
    quote: str = ""
    table_row: bool = False


def new_talk() -> Talk:
    """An empty conversation with a name nobody can guess."""
    return Talk(uuid.uuid4().hex)


def find_source(talk: Talk, key: str) -> Shown | None:
    """The source behind a key `turn:c|n:number` from the page; None for a key that fits nothing."""
    turn_text, _, rest = key.partition(":")
    kind, _, number_text = rest.partition(":")
    if not (turn_text.isdecimal() and number_text.isdecimal() and int(turn_text) < len(talk.turns)):
        return None
    turn, number = talk.turns[int(turn_text)], int(number_text)
    if turn.answer is None:
        return None
    if kind == "c":
        cited = next((c for c in turn.answer.citations if c.n == number), None)
        return _cited(cited, turn.snapshot) if cited else None
    if kind == "n" and number < len(turn.answer.nearest):
        passage = turn.answer.nearest[number]
        document = _described(passage, turn.snapshot)
        return Shown(passage, document, turn.snapshot, "相近段落（不是答案）")
    return None


def _described(passage: Passage, snapshot: Snapshot | None) -> Document:
    """The document of a passage; of an index that is no longer there only the name is known."""
    if snapshot is not None:
        return snapshot.document(passage.doc_id)
    return Document(passage.doc_id, passage.doc_id, "", "", "", "", "", "", False, "", "")


def _cited(cited: Citation, snapshot: Snapshot | None) -> Shown:
    return Shown(cited.passage, cited.document, snapshot, f"出处 {cited.n}", cited.quote, bool(cited.table_row))


def first_source(talk: Talk) -> Shown | None:
    """The first citation of the newest answer."""
    if not talk.turns or talk.turns[-1].answer is None or not talk.turns[-1].answer.citations:
        return None
    return find_source(talk, f"{len(talk.turns) - 1}:c:{talk.turns[-1].answer.citations[0].n}")
