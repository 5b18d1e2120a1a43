"""Which document a text is: a known source by its marks, otherwise a description made from the file."""

import hashlib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.editions import edition_of, editions_in, newest_in, plain_title, work
from corpus.types import Document, squeeze

HEAD_CHARS = 6000
_EDITION_PART = re.compile(r"-20\d\d\w*$")
SHORTEST_TITLE = 6
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
    names: str = ""


@cache
def known_sources() -> tuple[Source, ...]:
    """The documents that are recognised by their text."""
    path = Path(__file__).with_name("sources.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["source"]
    return tuple(Source(**{**e, "marks": tuple(e["marks"])}) for e in entries)


_REST_OF_NAME = r"(?:\s*(?:(?:骨髓瘤|骨病|临床|实践|诊疗|专业版?|患者|中文版?)*(?:指南|手册|版)|[（(]\s*20\d\d\s*(?:年|版|年版)?\s*[）)]|20\d\d\s*年?版?))*"


def recognise(text: str) -> Source | None:
    """The known source whose marks all stand in the beginning of the text."""
    head = squeeze(text[:HEAD_CHARS]).lower()
    for source in known_sources():
        if all(squeeze(mark).lower() in head for mark in source.marks):
            return source
    return None


def named_documents(text: str, documents: Iterable[Document]) -> tuple[str, ...]:
    """The documents that a text names: known ones by their usual names, any by its title; in the order of the text.

    All editions of a work have its names; which of them is meant is another question.
    """
    named = [source for source in known_sources() if source.names]
    patterns = {key: source.names for source in named for key in (source.doc_id, work(source.title))}
    places: list[tuple[int, str]] = []
    for document in documents:
        pattern = patterns.get(document.doc_id) or patterns.get(work(document.title))
        known = re.search(pattern, text, re.I) if pattern else None
        title = plain_title(document.title)
        by_title = text.find(title) if len(title) >= SHORTEST_TITLE else -1
        found = [at for at in (known.start() if known else -1, by_title) if at >= 0]
        places += [(min(found), document.doc_id)] if found else []
    return tuple(doc_id for _, doc_id in sorted(places))


def without_names(text: str) -> str:
    """A text without the names of known documents: they say where to look, not what for."""
    rest = text
    for source in known_sources():
        if source.names:
            rest = re.sub(rf"(?:{source.names}){_REST_OF_NAME}", " ", rest, flags=re.I)
    return rest if re.search(r"[\u4e00-\u9fffA-Za-z]{2}", rest) else text


def describe(text: str, file_name: str, title: str = "") -> Document:
    """The Document of an ingested original; an unknown file is named after its title or itself."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = recognise(text)
    if source is None:
        stem = Path(file_name).stem
        words, edition = edition_of(title or stem, file_name, text)
        date = str(edition.year) if edition.year else ""
        return Document(
            _slug(stem) or "document", title or stem, "未知", words or "未注明", date, "unknown", "zh", "未注明", False,
            file_name, sha,
        )  # fmt: skip
    return _document(_edition_of(source, text), digest=False, file_name=file_name, sha=sha)


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")


def _edition_of(source: Source, text: str) -> Source:
    """The known source, or another edition of it, which stands beside it."""
    words, edition = newest_in(text[:HEAD_CHARS])
    known = [entry for _, entry in editions_in(source.edition)]
    if not edition or not known or known[0].same(edition):
        return source
    family = _EDITION_PART.sub("", source.doc_id)
    title = source.title
    for old, _ in editions_in(source.title):
        title = title.replace(old, words)
    return replace(source, doc_id=f"{family}-{edition.slug}", title=title, edition=words, date=str(edition.year))


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
