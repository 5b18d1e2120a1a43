"""The Answer: claims with citations and calculator results, and everything a reader needs to check them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from corpus.types import Document, Kind, Passage, squeeze
from ingest.references import marks, number_of
from tools.calculator import CalculatorAnswer


class Status(StrEnum):
    """How a question was answered."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    ABSTAINED = "abstained"
    NEEDS_INPUT = "needs_input"
    REJECTED = "rejected"
    ERROR = "error"


@dataclass(frozen=True)
class Citation:
    """A literal piece of a passage; `table_row` is set when it is a row of a table, `under` what introduces it elsewhere."""

    n: int
    passage: Passage
    document: Document
    quote: str
    table_row: str = ""
    under: str = ""

    @property
    def section(self) -> tuple[str, ...]:
        """Where it stands; of a flattened numbered table, which may float anywhere in its chapter, chapter and caption."""
        passage = self.passage
        section = passage.section_of(self.quote)
        floats = passage.kind is Kind.TABLE and passage.title.startswith("表") and not passage.columns.startswith("|")
        return (*section[:1], passage.title) if floats and passage.columns else section

    @property
    def references(self) -> tuple[str, ...]:
        """The entries of the list of references whose numbers stand in the quotation or right behind it."""
        text = self.passage.text
        start = squeeze(text).find(squeeze(self.quote)) if self.passage.references else -1
        if start < 0:
            return ()
        end = start + len(squeeze(self.quote))
        here = [m for m in marks(text) if start < len(squeeze(text[: m.start])) <= end]
        numbers = dict.fromkeys(n for m in here for n in m.numbers)
        entries = {number_of(entry): entry for entry in self.passage.references}
        return tuple(entries[n] for n in numbers if n in entries)

    def as_json(self) -> dict[str, Any]:
        """The documented object, its lines narrowed to nothing smaller than the passage's."""
        p, d = self.passage, self.document
        locator = {
            "page": p.page_label or p.page,
            "lines": list(p.lines),
            "section": " › ".join(self.section),
            "table": p.title if p.kind is Kind.TABLE and p.title else None,
            "table_row": self.table_row or None,
            "under": self.under or None,
        }
        return {
            "n": self.n, "passage_id": p.passage_id, "doc_id": d.doc_id, "title": d.title, "edition": d.edition,
            "digest": d.digest, "locator": locator, "quote": self.quote,
            "references": list(self.references),
        }  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """One sentence of the answer with what it rests on."""

    text: str
    citations: tuple[int, ...] = ()
    tool_calls: tuple[int, ...] = ()
    support: str = "quote"


@dataclass(frozen=True)
class Caution:
    """A warning of the answer: conflict, edition, note, assumption, near_cutoff or unverified."""

    kind: str
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True)
class Missing:
    """An input that is asked for."""

    input: str
    label: str
    unit: str


@dataclass(frozen=True)
class Answer:
    """What the assistant says to one question."""

    question: str
    status: Status
    text: str
    session: str | None = None
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    tool_calls: tuple[CalculatorAnswer, ...] = ()
    missing: tuple[Missing, ...] = ()
    warnings: tuple[Caution, ...] = ()
    nearest: tuple[Passage, ...] = ()
    evidence: tuple[str, ...] = ()
    snapshot: str = ""
    mode: str = "extractive"
    elapsed_ms: Mapping[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, keys as documented."""
        return {
            "question": self.question, "session": self.session, "status": self.status.value, "text": self.text,
            "claims": [
                {"text": c.text, "citations": list(c.citations), "tool_calls": list(c.tool_calls), "support": c.support}
                for c in self.claims
            ],
            "citations": [c.as_json() for c in self.citations],
            "tool_calls": [t.as_json() for t in self.tool_calls],
            "missing": [{"input": m.input, "label": m.label, "unit": m.unit} for m in self.missing],
            "warnings": [{"kind": w.kind, "text": w.text, "citations": list(w.citations)} for w in self.warnings],
            "nearest": [
                {"passage_id": p.passage_id, "doc_id": p.doc_id, "place": p.place, "text": p.text} for p in self.nearest
            ],
            "evidence": list(self.evidence), "snapshot": self.snapshot, "mode": self.mode,
            "elapsed_ms": dict(self.elapsed_ms),
        }  # fmt: skip


def is_literal(quote: str, text: str) -> bool:
    """Whether a quotation stands in a text, whitespace aside."""
    return bool(squeeze(quote)) and squeeze(quote) in squeeze(text)
