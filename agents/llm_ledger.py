"""What one run has retrieved and calculated, under numbers that a model can cite: S1 … passages' pieces, T1 … results."""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from agents.compose import sentences, short_name
from agents.instructions import speaks_to_models
from agents.masking import mask
from agents.snippets import Snippet, snippets
from corpus.snapshot import Snapshot
from corpus.sources import known_sources
from corpus.types import Passage
from tools.calculator import CalculatorAnswer
from tools.registry import CALCULATORS

LISTED_CHARS = 9_000


@cache
def _published() -> frozenset[str]:
    """The documents that the project knows; all others are the reader's own."""
    return frozenset(s.doc_id for s in known_sources())


@dataclass(frozen=True)
class Piece:
    """A literal piece of a passage with its number, and the heading that stands over it inside the passage.

    A passage may join several short sections, and its own `section` is that of the first.
    """

    number: str
    snippet: Snippet
    heading: str = ""

    @property
    def heads(self) -> str:
        """What surely stands over the piece: column heads, the table's title, the heading in the passage."""
        p = self.snippet.passage
        return " ".join(part for part in (p.columns, p.title, self.heading) if part)


class Ledger:
    """Everything citable of one run; numbers are given once and never again."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Starts empty."""
        self.snapshot = snapshot
        self.pieces: dict[str, Piece] = {}
        self.results: dict[str, CalculatorAnswer] = {}
        self.assumed: dict[str, tuple[str, ...]] = {}
        self.contradicted: list[str] = []
        self.ignored: list[str] = []
        self.masked = 0
        self.calls = 0
        self.defect: Exception | None = None
        self._seen: dict[str, tuple[Piece, ...]] = {}
        self._lock = threading.RLock()

    @property
    def evidence(self) -> tuple[str, ...]:
        """The passages that were retrieved, in their order."""
        return tuple(self._seen)

    def listed(self, passages: Iterable[Passage]) -> str:
        """Passages as a model reads them, their pieces numbered; as many as fit."""
        with self._lock:
            parts: list[str] = []
            for passage in passages:
                part = self._part(passage)
                if sum(map(len, parts)) + len(part) > LISTED_CHARS:
                    break
                if part:
                    parts.append(part)
            return "\n\n".join(parts)

    def _part(self, passage: Passage) -> str:
        pieces = self._seen.get(passage.passage_id)
        if pieces is None:
            pieces = tuple(self._numbered(passage))
            self._seen[passage.passage_id] = pieces
        if not pieces:
            return ""
        document = short_name(self.snapshot.document(passage.doc_id))
        place = " › ".join(p for p in (passage.page_label, *passage.section, passage.title) if p)
        lines = [f"【{self._sent(f'{document} · {place}', passage.doc_id)}】"]
        heading = ""
        for piece in pieces:
            if piece.heading != heading:
                lines.append(f"（{self._sent(piece.heading, passage.doc_id)}）")
                heading = piece.heading
            lines.append(f"[{piece.number}] {self._sent(piece.snippet.shown, passage.doc_id)}")
        return "\n".join(lines)

    def _sent(self, text: str, doc_id: str) -> str:
        """A piece as it leaves the machine: a document of the reader's own may name people, a published one does not.

        What is shown and proven stays the literal piece, which is found again by its number.
        """
        if doc_id in _published():
            return text
        masked = mask(text)
        self.masked += sum(count for _, count in masked.found)
        return masked.text

    def _numbered(self, passage: Passage) -> Iterable[Piece]:
        heading = ""
        for snippet in snippets(passage):
            if speaks_to_models(snippet.quote):
                self.ignored.append(short_name(self.snapshot.document(passage.doc_id)))
            elif snippet.heading:
                heading = snippet.shown
            else:
                piece = Piece(f"S{len(self.pieces) + 1}", snippet, heading)
                self.pieces[piece.number] = piece
                yield piece

    def note(self, answer: CalculatorAnswer, assumed: tuple[str, ...] = ()) -> str:
        """Keeps a calculator's answer; the same one again keeps its number."""
        with self._lock:
            for number, known in self.results.items():
                if known.calculator == answer.calculator and known.inputs == answer.inputs:
                    return number
            number = f"T{len(self.results) + 1}"
            self.results[number] = answer
            self.assumed[number] = assumed
            return number


def result_view(number: str, answer: CalculatorAnswer) -> Mapping[str, object]:
    """A calculator's answer as a model reads it."""
    shown = answer.as_json()
    return {
        "id": number, "calculator": CALCULATORS[answer.calculator].title, "status": answer.status, "result": shown["result"],
        "sentence": "".join(sentences(answer)), "missing": shown["missing"], "warnings": [w["message_zh"] for w in shown["warnings"]],
    }  # fmt: skip
