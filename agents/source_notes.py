"""Known errors and contradictions of the sources, said beside the quotations that they concern."""

import re
from collections.abc import Sequence
from functools import lru_cache

from agents.answer import Caution, Citation
from corpus.notes import Note, NoteKind, notes_in
from corpus.types import Passage, squeeze
from index.words import mentions
from ingest.source_text import RECOGNISED

MOST = 3
_CAUTION = {NoteKind.ERROR: "note", NoteKind.CONFLICT: "conflict", NoteKind.EDITION: "edition"}
_ENDS = re.compile(r"(?<=[。！？；])|\n")
# What a note is about; the names of documents and what nearly every sentence has (response, stage) say nothing.
_SUBJECTS = frozenset({"drug", "drug_class", "regimen", "trial", "test", "disease", "complication", "procedure"})
_EXCLUSIVE = frozenset({"drug", "trial"})
_EVERYWHERE = frozenset({"mm", "ndmm", "active_mm", "infection"})


def source_cautions(citations: Sequence[Citation], question: str, calculated: bool = False) -> tuple[Caution, ...]:
    """At most MOST warnings, best first: on what was asked for, then on the quotations, not on their surroundings.

    With a calculator's result its own notices, which know the patient's values, stand for the notes that say the same.
    """
    here: dict[Note, list[int]] = {}
    beside: dict[Note, list[int]] = {}
    for citation in citations:
        inside = _notes(citation, citation.quote)
        for note in _notes(citation, surroundings(citation.passage, citation.quote)):
            (here if note in inside else beside).setdefault(note, []).append(citation.n)
    found = [*here, *(n for n in beside if n not in here and _asked(n, question))]
    kept = [n for n in found if not _of_another(n, question) and not (calculated and n.codes)]
    kept.sort(key=lambda n: (not _asked(n, question), n not in here))
    return tuple(Caution(_CAUTION[n.kind], n.text, tuple(here.get(n) or beside[n])) for n in kept[:MOST])


def _notes(citation: Citation, text: str) -> tuple[Note, ...]:
    """A digest is our own wording: it has no misprints of the original, but it contradicts others where that does."""
    found = notes_in(citation.document.doc_id, text)
    return tuple(n for n in found if not citation.document.digest or n.kind is not NoteKind.ERROR)


def _asked(note: Note, question: str) -> bool:
    """Whether a note is about something that the question names."""
    return not _subjects(note.text, _SUBJECTS).isdisjoint(_subjects(question, _SUBJECTS))


def _of_another(note: Note, question: str) -> bool:
    """Whether a note is about other drugs or trials than the question: one row of a table may name them all."""
    asked, told = _subjects(question, _EXCLUSIVE), _subjects(note.text, _EXCLUSIVE)
    return bool(asked and told) and asked.isdisjoint(told)


@lru_cache(maxsize=1024)
def _subjects(text: str, kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(m.term.term_id for m in mentions(text) if m.term.kind in kinds) - _EVERYWHERE


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


def recognised_cautions(citations: Sequence[Citation]) -> tuple[Caution, ...]:
    """A warning beside quotations of scanned pages: recognition may take one figure for another."""
    numbers = tuple(c.n for c in citations if RECOGNISED in c.passage.page_label)
    text = "引文所在页由文字识别（OCR）读取，可能有错字错数，使用前请核对原件。"
    return (Caution("note", text, numbers),) if numbers else ()
