"""Known errors and contradictions of the sources (notes.toml), found again by a short literal piece of the text."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from corpus.types import Passage, squeeze

NOTES_FILE = Path(__file__).with_name("notes.toml")
MAX_ANCHOR = 20


class NoteKind(StrEnum):
    """What is wrong: the text itself, two places that disagree, or a place that a newer one has superseded."""

    ERROR = "error"
    CONFLICT = "conflict"
    EDITION = "edition"


@dataclass(frozen=True)
class Anchor:
    """A short literal piece of a document; `place` is the page code or section, for people."""

    doc_id: str
    place: str
    anchor: str

    def stands_in(self, folded_text: str) -> bool:
        """Whether the piece stands in a text that `folded` has brought into its form."""
        return folded(self.anchor) in folded_text


@dataclass(frozen=True)
class Note:
    """What a reader of a place must know.

    `others` are further places, for a conflict its other side; `codes` notices of the calculators that say the same.
    """

    note_id: str
    kind: NoteKind
    doc_id: str
    place: str
    anchor: str
    text: str
    others: tuple[Anchor, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """All places that the note concerns."""
        return (Anchor(self.doc_id, self.place, self.anchor), *self.others)


@lru_cache(maxsize=2048)
def folded(text: str) -> str:
    """The form in which anchors are compared: NFKC, lower case, no whitespace."""
    return squeeze(unicodedata.normalize("NFKC", text)).lower()


@cache
def all_notes() -> tuple[Note, ...]:
    """The notes of notes.toml in its order."""
    entries = tomllib.loads(NOTES_FILE.read_text(encoding="utf-8"))["note"]
    return tuple(_note(e) for e in entries)


def notes_in(doc_id: str, text: str) -> tuple[Note, ...]:
    """The notes that a piece of a document concerns."""
    compared = folded(text)
    return tuple(
        n for n in all_notes() if any(a.doc_id == doc_id and a.stands_in(compared) for a in n.anchors)
    )  # fmt: skip


def notes_for(passage: Passage) -> tuple[Note, ...]:
    """The notes that a passage concerns."""
    return notes_in(passage.doc_id, passage.text)


def lost_notes(doc_id: str, passages: Iterable[Passage]) -> tuple[Note, ...]:
    """Notes on a document one of whose anchors stands in none of its passages any more: they could not be shown."""
    texts = [folded(p.text) for p in passages if p.doc_id == doc_id]
    lost = {a for n in all_notes() for a in n.anchors if a.doc_id == doc_id and not any(map(a.stands_in, texts))}
    return tuple(n for n in all_notes() if not lost.isdisjoint(n.anchors))


def _note(entry: Mapping[str, Any]) -> Note:
    others = tuple(Anchor(o["doc_id"], o["place"], o["anchor"]) for o in entry.get("others", ()))
    return Note(
        entry["id"], NoteKind(entry["kind"]), entry["doc_id"], entry["place"], entry["anchor"], entry["text"],
        others, tuple(entry.get("codes", ())),
    )  # fmt: skip
