"""The library: which documents are indexed. Ingests originals, falls back to the built-in digests, removes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import InputError, MmguideError, SnapshotDamaged
from corpus.snapshot import Snapshot, current, load, writing
from corpus.sources import describe, digest_document, known_sources
from corpus.types import Document, Kind, Passage
from index.build import Progress, build_snapshot, kept
from index.model import EmbeddingModel
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
            old = self._old()
            known = {d.doc_id: d for d in old.documents if not d.digest} if old else {}
            reports, entries = list(missing), dict[str, Entry]()
            for number, path in enumerate(files, start=1):
                report, entry = _take_in(path, {**known, **{i: e.document for i, e in entries.items()}})
                reports.append(report)
                if entry is not None:
                    entries[entry.document.doc_id] = entry
                if on_file:
                    on_file(number, len(files), path.name)
            gone = _gone(known.values(), paths, entries)
            reports += [FileReport(d.origin, "removed", d.doc_id, d.title, "文件已不在所给文件夹中") for d in gone]
            stay = [i for i in known if i not in entries and i not in {d.doc_id for d in gone}]
            if not entries and not gone and old is not None:
                return _report(reports, old)
            originals = (*(_kept_entries(old, stay) if old else ()), *entries.values())
            return _report(reports, load(self._build(originals, progress)))

    def rebuild(self, progress: Progress | None = None) -> IngestReport:
        """Builds the index anew from the stored texts, with the model that is set now."""
        with writing(self.home):
            old = self._old()
            originals = [d for d in old.documents if not d.digest] if old else []
            entries = [_resplit(old, d) for d in originals] if old else []
            return _report([], load(self._build(entries, progress)))

    def remove(self, doc_id: str, progress: Progress | None = None) -> IngestReport:
        """Takes a document out of the index; its digest, if there is one, comes back."""
        with writing(self.home):
            old = self._old()
            originals = [d.doc_id for d in old.documents if not d.digest] if old else []
            if old is None or doc_id not in originals:
                listed = "、".join(originals) or "（没有导入的文献）"
                raise InputError(f"没有导入过文献“{doc_id}”。", f"已导入：{listed}。")
            entries = _kept_entries(old, [i for i in originals if i != doc_id])
            gone = FileReport("", "removed", doc_id, old.document(doc_id).title)
            return _report([gone], load(self._build(entries, progress)))

    def _old(self) -> Snapshot | None:
        folder = current(self.home)
        try:
            return load(folder) if folder else None
        except SnapshotDamaged:
            return None

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
            return FileReport(str(path), "unchanged", document.doc_id, document.title, pages=len(source.pages)), None
        entry = _entry(document, source)
    except MmguideError as error:
        return FileReport(str(path), "failed", reason=error.message, hint=error.hint), None
    count = sum(p.kind is not Kind.REFERENCE for p in entry.passages)
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


def _kept_entries(old: Snapshot, doc_ids: Iterable[str]) -> tuple[Entry, ...]:
    documents, pieces, texts = kept(old, set(doc_ids))
    return tuple(
        Entry(d, tuple(p for p in pieces if p.doc_id == d.doc_id), texts[d.doc_id]) for d in documents
    )  # fmt: skip


def _resplit(old: Snapshot, document: Document) -> Entry:
    """Passages of a stored text; its file is read again where it still exists, else the stored text is used."""
    origin = Path(document.origin) if document.origin else None
    if origin and origin.is_file():
        return _entry(document, read(origin))
    _, pieces, texts = kept(old, {document.doc_id})
    return Entry(document, pieces, texts[document.doc_id])


def _report(files: Sequence[FileReport], snapshot: Snapshot) -> IngestReport:
    m = snapshot.manifest
    return IngestReport(tuple(files), m.snapshot, m.documents, m.passages)
