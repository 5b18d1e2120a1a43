"""Document, Page and Passage: the frozen values that every later stage refers to."""

import hashlib
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

_SPACE = re.compile(r"\s+")


class Kind(StrEnum):
    """What a passage is; references and tables of contents are kept but not searched."""

    TEXT = "text"
    TABLE = "table"
    LIST = "list"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    CONTENTS = "contents"


UNSEARCHED = (Kind.REFERENCE, Kind.CONTENTS)


@dataclass(frozen=True)
class Document:
    """One edition of one source.

    `digest` marks the built-in summary in our own words; `origin` is the path of the ingested file.
    """

    doc_id: str
    title: str
    publisher: str
    edition: str
    date: str
    audience: str
    language: str
    licence: str
    digest: bool
    file_name: str
    sha256: str
    origin: str = ""


@dataclass(frozen=True)
class Page:
    """Lines of one physical page as they stand in the stored text.

    `first_line` is the 1-based number of its first line in that text, `label` the printed page code.
    """

    number: int
    first_line: int
    lines: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of a document that is indexed, cited and shown.

    `text` without whitespace is a literal substring of the document's text without whitespace;
    `lines` is the 1-based inclusive line range there; `footnotes` are those of its page whose letters it carries,
    each "letter text"; `references` are the entries of a list of references whose numbers it carries.
    `parts`: where another section begins within the text (counted without whitespace), and which.
    """

    passage_id: str
    doc_id: str
    kind: Kind
    text: str
    title: str
    columns: str
    section: tuple[str, ...]
    page: int
    page_label: str
    lines: tuple[int, int]
    footnotes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    parts: tuple[tuple[int, tuple[str, ...]], ...] = ()

    def as_record(self) -> dict[str, Any]:
        """The JSON object of passages.jsonl."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> "Passage":
        """The passage of a JSON object of passages.jsonl."""
        first, last = record["lines"]
        fields = {**record, "kind": Kind(record["kind"]), "section": tuple(record["section"]), "lines": (first, last)}
        fields["parts"] = tuple((at, tuple(section)) for at, section in record.get("parts", ()))
        for name in ("footnotes", "references"):
            fields[name] = tuple(record.get(name, ()))
        return cls(**fields)

    def section_of(self, quote: str) -> tuple[str, ...]:
        """The section in which a piece of the text stands."""
        return self._section(squeeze(self.text).find(squeeze(quote)))

    def section_at(self, offset: int) -> tuple[str, ...]:
        """The section in which a character of the text stands."""
        return self._section(len(squeeze(self.text[:offset])))

    def _section(self, at: int) -> tuple[str, ...]:
        return next((section for start, section in reversed(self.parts) if start <= at), self.section)

    @property
    def sections(self) -> tuple[tuple[str, ...], ...]:
        """All sections that the text belongs to, in order."""
        return tuple(dict.fromkeys((self.section, *(section for _, section in self.parts))))

    @property
    def place(self) -> str:
        """Where it stands, for people: page code or page, section, lines."""
        parts = [self.page_label or f"第 {self.page} 页"]
        parts += [s for s in self.section[-2:] if s and s != self.page_label]
        return " · ".join(parts)


def passage_id(doc_id: str, text: str, lines: tuple[int, int]) -> str:
    """Content hash of a passage: the same text at the same place has the same id."""
    key = f"{doc_id}\n{lines[0]}\n{squeeze(text)}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def squeeze(text: str) -> str:
    """Text without any whitespace, the form in which quotations are compared."""
    return _SPACE.sub("", text)
