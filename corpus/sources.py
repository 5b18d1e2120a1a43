"""Which document a text is: a known source by its marks, otherwise a description made from the file."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.types import Document, squeeze

HEAD_CHARS = 6000
_SLUG = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Source:
    """An entry of sources.toml."""

    doc_id: str
    title: str
    publisher: str
    edition: str
    date: str
    audience: str
    language: str
    licence: str
    marks: tuple[str, ...]


@cache
def known_sources() -> tuple[Source, ...]:
    """The documents that are recognised by their text."""
    path = Path(__file__).with_name("sources.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["source"]
    return tuple(Source(**{**e, "marks": tuple(e["marks"])}) for e in entries)


def recognise(text: str) -> Source | None:
    """The known source whose marks all stand in the beginning of the text."""
    head = squeeze(text[:HEAD_CHARS]).lower()
    for source in known_sources():
        if all(squeeze(mark).lower() in head for mark in source.marks):
            return source
    return None


def describe(text: str, file_name: str, title: str = "") -> Document:
    """The Document of an ingested original; an unknown file is named after itself."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = recognise(text)
    if source is None:
        stem = Path(file_name).stem
        slug = _SLUG.sub("-", stem.lower()).strip("-") or "document"
        return Document(slug, title or stem, "未知", "未注明", "", "unknown", "zh", "未注明", False, file_name, sha)
    return _document(source, digest=False, file_name=file_name, sha=sha)


def digest_document(doc_id: str, text: str, file_name: str) -> Document:
    """The Document of a built-in digest of a known source."""
    source = next(s for s in known_sources() if s.doc_id == doc_id)
    sha = hashlib.sha256(text.encode()).hexdigest()
    return _document(source, digest=True, file_name=file_name, sha=sha)


def _document(source: Source, *, digest: bool, file_name: str, sha: str) -> Document:
    return Document(
        source.doc_id, source.title, source.publisher, source.edition, source.date, source.audience,
        source.language, "Apache-2.0（自写摘要）" if digest else source.licence, digest, file_name, sha,
    )  # fmt: skip
