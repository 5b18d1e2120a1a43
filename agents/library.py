"""The library: which documents are indexed. Ingests originals, falls back to the built-in digests, removes."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import InputError, MmguideError, SnapshotDamaged
from corpus.snapshot import Snapshot, current, load, writing
from corpus.sources import describe, digest_document, known_sources
from corpus.types import UNSEARCHED, Document, Passage
from index.build import Progress, build_snapshot, kept
from index.model import EmbeddingModel
from ingest.plain import read_plain
from ingest.read import READERS, read
from ingest.source_text import SourceText
from ingest.split import passages
from ingest.structure import structure

DIGESTS = Path(__file__).parents[1] / "corpus" / "digests"
FileProgress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Entry:
    """One document ready for the index."""

    document: Document
    passages: tuple[Passage, ...]
    text: str
    pages: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileReport:
    """What became of one file: added, unchanged, replaced, removed or failed."""

    file: str
    status: str
    doc_id: str = ""
    title: str = ""
    reason: str = ""
    hint: str = ""
    pages: int = 0
    passages: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class IngestReport:
    """What became of all files, and the snapshot that is now in use."""

    files: tuple[FileReport, ...]
    snapshot: str
    documents: int
    passages: int

    @property
    def failed(self) -> bool:
        """Whether any file could not be taken in."""
        return any(f.status == "failed" for f in self.files)


@dataclass(frozen=True)
class Library:
    """The data folder with the settings that building an index needs."""

    home: Path
    model: EmbeddingModel
    chroma_server: str = ""

    def ensure(self, progress: Progress | None = None) -> Path:
        """The current snapshot; on a fresh machine it is built from the digests."""
        folder = current(self.home)
        if folder is not None:
            return folder
        with writing(self.home):
            return current(self.home) or self._build((), progress)

    def ingest(
        self, paths: Sequence[Path], on_file: FileProgress | None = None, progress: Progress | None = None
    ) -> IngestReport:
        """Takes in files and folders; a file that fails does not stop the others."""
        files, missing = _files(paths)
        with writing(self.home):
            old, originals, lost = self._stock()
            known = {e.document.doc_id: e.document for e in originals}
            reports, entries = [*missing, *lost], dict[str, Entry]()
            for number, path in enumerate(files, start=1):
                report, entry = _take_in(path, {**known, **{i: e.document for i, e in entries.items()}})
                reports.append(report)
                if entry is not None:
                    entries[entry.document.doc_id] = entry
                if on_file:
                    on_file(number, len(files), path.name)
            gone = _gone(known.values(), paths, entries)
            reports += [FileReport(d.origin, "removed", d.doc_id, d.title, "文件已不在所给文件夹中") for d in gone]
            if not entries and not gone and old is not None:
                return _report(reports, old)
            left_out = {*entries, *(d.doc_id for d in gone)}
            stay = [e for e in originals if e.document.doc_id not in left_out]
            return _report(reports, load(self._build((*stay, *entries.values()), progress)))

    def rebuild(self, progress: Progress | None = None) -> IngestReport:
        """Builds the index anew from the stored texts, with the model that is set now."""
        with writing(self.home):
            _, originals, lost = self._stock()
            return _report(lost, load(self._build(map(_resplit, originals), progress)))

    def remove(self, doc_id: str, progress: Progress | None = None) -> IngestReport:
        """Takes a document out of the index; its digest, if there is one, comes back."""
        with writing(self.home):
            _, originals, lost = self._stock()
            titles = {e.document.doc_id: e.document.title for e in originals}
            if doc_id not in titles:
                listed = "、".join(titles) or "（没有导入的文献）"
                raise InputError(f"没有导入过文献“{doc_id}”。", f"已导入：{listed}。")
            stay = [e for e in originals if e.document.doc_id != doc_id]
            gone = FileReport("", "removed", doc_id, titles[doc_id])
            return _report([gone, *lost], load(self._build(stay, progress)))

    def _stock(self) -> tuple[Snapshot | None, tuple[Entry, ...], tuple[FileReport, ...]]:
        """The sound snapshot in use, the originals that go on, and reports of those that a damaged one has lost."""
        folder = current(self.home)
        if folder is None:
            return None, (), ()
        try:
            old = load(folder)
            return old, _kept_entries(old), ()
        except SnapshotDamaged:
            return None, *_recovered(folder)

    def _build(self, originals: Iterable[Entry], progress: Progress | None) -> Path:
        entries = {e.document.doc_id: e for e in originals}
        for digest in digests():
            entries.setdefault(digest.document.doc_id, digest)
        ordered = [entries[key] for key in sorted(entries)]
        documents = tuple(e.document for e in ordered)
        pieces = tuple(p for e in ordered for p in e.passages)
        texts = {e.document.doc_id: e.text for e in ordered}
        return build_snapshot(self.home, documents, pieces, texts, self.model, self.chroma_server, progress)


def digests() -> tuple[Entry, ...]:
    """The built-in corpus: one digest for every known source that has one."""
    found: list[Entry] = []
    for source in known_sources():
        path = DIGESTS / f"{source.doc_id}.md"
        if path.is_file():
            text = read(path)
            document = digest_document(source.doc_id, text.text, path.name)
            found.append(_entry(document, text))
    return tuple(found)


def _entry(document: Document, source: SourceText) -> Entry:
    pieces = passages(document.doc_id, structure(source))
    return Entry(document, pieces, source.text, len(source.pages), source.warnings)


def _files(paths: Sequence[Path]) -> tuple[list[Path], list[FileReport]]:
    """The readable files of files and folders, and reports of what is not there."""
    files: list[Path] = []
    reports: list[FileReport] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(
                p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in READERS and not _hidden(p, path)
            )
            inside = [p for p in inside if p.name.lower() not in ("readme.md", "readme.txt")]
            if not inside:
                known = "、".join(READERS)
                reports.append(
                    FileReport(
                        str(path), "failed", reason="文件夹中没有可读取的文件。", hint=f"可读取的格式：{known}。"
                    )
                )
            files += inside
        elif path.exists():
            files.append(path)
        else:
            reports.append(FileReport(str(path), "failed", reason="文件不存在。", hint="请检查路径。"))
    return list(dict.fromkeys(files)), reports


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _take_in(path: Path, known: dict[str, Document]) -> tuple[FileReport, Entry | None]:
    try:
        source = read(path)
        document = replace(describe(source.text, path.name, source.title), origin=str(path.resolve()))
        document = _distinct(document, known)
        before = known.get(document.doc_id)
        if before is not None and before.sha256 == document.sha256:
            moved = before.origin != document.origin and not Path(before.origin).exists()
            report = FileReport(str(path), "unchanged", document.doc_id, document.title, pages=len(source.pages))
            return report, _entry(document, source) if moved else None
        entry = _entry(document, source)
    except MmguideError as error:
        return FileReport(str(path), "failed", reason=error.message, hint=error.hint), None
    count = sum(p.kind not in UNSEARCHED for p in entry.passages)
    if count == 0:
        return FileReport(str(path), "failed", reason="没有可检索的中文内容。", hint="请检查文件内容。"), None
    status = "replaced" if before is not None else "added"
    done = FileReport(
        str(path), status, document.doc_id, document.title, pages=entry.pages, passages=count, warnings=entry.warnings
    )
    return done, entry


def _distinct(document: Document, known: dict[str, Document]) -> Document:
    """Two unknown documents with the same file name in different folders are two documents."""
    recognised = any(s.doc_id == document.doc_id for s in known_sources())
    number, doc_id = 2, document.doc_id
    while (
        not recognised
        and doc_id in known
        and known[doc_id].origin != document.origin
        and known[doc_id].sha256 != document.sha256
    ):
        doc_id, number = f"{document.doc_id}-{number}", number + 1
    return replace(document, doc_id=doc_id)


def _gone(known: Iterable[Document], paths: Sequence[Path], entries: dict[str, Entry]) -> list[Document]:
    """Documents that came from a given folder and whose file is not there any more."""
    folders = [p.resolve() for p in paths if p.is_dir()]
    return [
        d
        for d in known
        if d.origin and d.doc_id not in entries and not Path(d.origin).exists()
        and any(folder in Path(d.origin).parents for folder in folders)
    ]  # fmt: skip


def _kept_entries(old: Snapshot) -> tuple[Entry, ...]:
    documents, pieces, texts = kept(old, {d.doc_id for d in old.documents if not d.digest})
    return tuple(
        Entry(d, tuple(p for p in pieces if p.doc_id == d.doc_id), texts[d.doc_id]) for d in documents
    )  # fmt: skip


def _recovered(folder: Path) -> tuple[tuple[Entry, ...], tuple[FileReport, ...]]:
    """The originals of a damaged snapshot, read again from their files or from the stored texts."""
    try:
        described = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        documents = [Document(**d) for d in described]
    except (OSError, ValueError, TypeError):
        report = FileReport(folder.name, "failed", reason="原索引已损坏，无法得知其中导入过哪些文献。", hint=_AGAIN)
        return (), (report,)
    entries: list[Entry] = []
    reports: list[FileReport] = []
    for document in (d for d in documents if not d.digest):
        source = _source(document) or _stored(folder, document)
        if source is None:
            reason = "原索引已损坏，原文件也不在原处。"
            reports.append(FileReport(document.file_name, "failed", document.doc_id, document.title, reason, _AGAIN))
        else:
            entries.append(_entry(document, source))
    return tuple(entries), tuple(reports)


_AGAIN = "请重新导入原来的文件。"


def _source(document: Document) -> SourceText | None:
    """The file of a document, if it still is where it was and says what it said."""
    try:
        source = read(Path(document.origin))
    except MmguideError:
        return None
    return source if _sha(source.text) == document.sha256 else None


def _stored(folder: Path, document: Document) -> SourceText | None:
    """The stored text of a document, if it was not damaged."""
    try:
        text = (folder / "texts" / f"{document.doc_id}.txt").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    return read_plain(text) if _sha(text) == document.sha256 else None


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _resplit(entry: Entry) -> Entry:
    """A document split anew by this version of the program; as it was if its file is gone or has changed."""
    source = _source(entry.document)
    return _entry(entry.document, source) if source else entry


def _report(files: Sequence[FileReport], snapshot: Snapshot) -> IngestReport:
    m = snapshot.manifest
    return IngestReport(tuple(files), m.snapshot, m.documents, m.passages)
