"""Known errors and contradictions of the sources, said beside the quotations that they concern."""

import re
from collections.abc import Sequence

from agents.answer import Caution, Citation
from corpus.notes import Note, NoteKind, notes_in
from corpus.types import Passage, squeeze

MOST = 3
_CAUTION = {NoteKind.ERROR: "note", NoteKind.CONFLICT: "conflict", NoteKind.EDITION: "edition"}
_ENDS = re.compile(r"(?<=[。！？；])|\n")


def source_cautions(citations: Sequence[Citation]) -> tuple[Caution, ...]:
    """At most MOST warnings: notes on the quotations themselves first, then on the sentences beside them."""
    here: dict[Note, list[int]] = {}
    beside: dict[Note, list[int]] = {}
    for citation in citations:
        inside = _notes(citation, citation.quote)
        for note in inside:
            here.setdefault(note, []).append(citation.n)
        for note in _notes(citation, surroundings(citation.passage, citation.quote)):
            if note not in inside:
                beside.setdefault(note, []).append(citation.n)
    ordered = here | {note: numbers for note, numbers in beside.items() if note not in here}
    return tuple(
        Caution(_CAUTION[note.kind], note.text, tuple(dict.fromkeys(numbers))) for note, numbers in ordered.items()
    )[:MOST]


def _notes(citation: Citation, text: str) -> tuple[Note, ...]:
    """A digest is our own wording: it has no misprints of the original, but it contradicts others where that does."""
    found = notes_in(citation.document.doc_id, text)
    return tuple(n for n in found if not citation.document.digest or n.kind is not NoteKind.ERROR)


def surroundings(passage: Passage, quote: str) -> str:
    """A quotation with the sentences (lines, bullets, rows) before and after it in its passage."""
    pieces = [p for p in _ENDS.split(passage.text) if p.strip()]
    start = squeeze(passage.text).find(squeeze(quote)) if quote.strip() else -1
    if start < 0:
        return quote
    end = start + len(squeeze(quote))
    touched: list[int] = []
    at = 0
    for i, piece in enumerate(pieces):
        size = len(squeeze(piece))
        if at < end and at + size > start:
            touched.append(i)
        at += size
    return "".join(pieces[max(0, touched[0] - 1) : touched[-1] + 2])
