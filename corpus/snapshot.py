"""The snapshot store: one folder an index state, written beside the old one and switched atomically.

<home>/current              name of the snapshot in use
<home>/snapshots/<id>/      manifest.json, documents.json, passages.jsonl, texts/<doc_id>.txt
                            and what the index adds: vectors.npy, lexical/, chroma/
passages.jsonl is the truth; everything the index adds can be rebuilt from it.
"""

import errno
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import Busy, NoSpace, SnapshotDamaged, StorageError
from corpus.types import Document, Passage

FORMAT = 1
LOCK_SECONDS = 10.0
_DRAFT = ".draft-"


@dataclass(frozen=True)
class ModelStamp:
    """The embedding model a snapshot was built with."""

    name: str
    dimension: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a snapshot is made of; `snapshot` is the hash of its content."""

    format: int
    snapshot: str
    model: ModelStamp
    documents: int
    passages: int
    passages_sha256: str


@dataclass(frozen=True)
class Snapshot:
    """An opened snapshot."""

    folder: Path
    manifest: Manifest
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]

    def text(self, doc_id: str) -> str:
        """The stored text of a document; StorageError if it has none."""
        path = self.folder / "texts" / f"{doc_id}.txt"
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise SnapshotDamaged(f"找不到文献 {doc_id} 的原文。", "请运行 mmguide ingest 重新建立索引。") from error

    def document(self, doc_id: str) -> Document:
        """The description of a document by its id."""
        return next(d for d in self.documents if d.doc_id == doc_id)


def current(home: Path) -> Path | None:
    """The folder of the snapshot in use, or None on a fresh machine."""
    pointer = home / "current"
    try:
        name = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = home / "snapshots" / name
    return folder if name and (folder / "manifest.json").is_file() else None


def load(folder: Path) -> Snapshot:
    """Opens a snapshot and checks that its passages are the ones it was built from."""
    try:
        raw = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        manifest = Manifest(**{**raw, "model": ModelStamp(**raw["model"])})
        described = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        documents = tuple(Document(**d) for d in described)
        data = (folder / "passages.jsonl").read_bytes()
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SnapshotDamaged(f"索引快照 {folder.name} 无法读取：{error}", _REBUILD) from error
    if manifest.format != FORMAT:
        raise SnapshotDamaged(f"索引快照格式 {manifest.format} 与本程序（{FORMAT}）不符。", _REBUILD)
    if hashlib.sha256(data).hexdigest() != manifest.passages_sha256:
        raise SnapshotDamaged("passages.jsonl 与建立索引时不一致。", _REBUILD)
    passages = tuple(Passage.from_record(json.loads(line)) for line in data.decode().split("\n") if line)
    if len(documents) != manifest.documents or not {p.doc_id for p in passages} <= {d.doc_id for d in documents}:
        raise SnapshotDamaged("documents.json 与建立索引时不一致。", _REBUILD)
    return Snapshot(folder, manifest, documents, passages)


_REBUILD = "请运行 mmguide ingest --rebuild 重建索引；原始文件不受影响。"


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Holds the only right to write in the data folder; Busy if another process has it."""
    with storage_errors():
        home.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(home / "write.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise Busy("另一个 mmguide 进程正在写入索引。", "请等它结束后再试。") from error


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turns operating-system errors while writing into messages for people."""
    try:
        yield
    except OSError as error:
        cut_short = error.errno is None and " written" in str(error)  # how numpy says that the disk is full
        if cut_short or error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpace("磁盘空间不足，索引没有改变。", "请清理磁盘，或用 MMGUIDE_HOME 指定别的数据目录。") from error
        raise StorageError(
            f"无法写入数据目录：{error}", "请检查目录权限，或用 MMGUIDE_HOME 指定别的数据目录。"
        ) from error


def snapshot_id(documents: Iterable[Document], passages_sha256: str, model: ModelStamp) -> str:
    """Content hash that names a snapshot and stands in every answer."""
    key = [FORMAT, passages_sha256, asdict(model), sorted((d.doc_id, d.edition, d.sha256, d.digest) for d in documents)]
    return hashlib.sha256(json.dumps(key).encode()).hexdigest()[:12]


@contextmanager
def draft(home: Path) -> Iterator[Path]:
    """A folder for a snapshot in the making; it is removed if the work does not finish.

    Only one process writes, so other drafts were left by one that was killed.
    """
    for left_over in (home / "snapshots").glob(f"{_DRAFT}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    folder = home / "snapshots" / f"{_DRAFT}{uuid.uuid4().hex[:8]}"
    with storage_errors():
        folder.mkdir(parents=True)
    try:
        with storage_errors():
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_corpus(
    folder: Path,
    documents: tuple[Document, ...],
    passages: tuple[Passage, ...],
    texts: Mapping[str, str],
    model: ModelStamp,
) -> Manifest:
    """Writes documents, passages and texts of a snapshot in the making."""
    data = "".join(json.dumps(p.as_record(), ensure_ascii=False) + "\n" for p in passages).encode()
    sha = hashlib.sha256(data).hexdigest()
    (folder / "passages.jsonl").write_bytes(data)
    (folder / "texts").mkdir(exist_ok=True)
    for doc_id, text in texts.items():
        (folder / "texts" / f"{doc_id}.txt").write_text(text, encoding="utf-8", newline="\n")
    described = json.dumps([asdict(d) for d in documents], ensure_ascii=False, indent=1)
    (folder / "documents.json").write_text(described, encoding="utf-8")
    manifest = Manifest(FORMAT, snapshot_id(documents, sha, model), model, len(documents), len(passages), sha)
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    return manifest


def switch(home: Path, folder: Path, manifest: Manifest) -> Path:
    """Makes a finished draft the snapshot in use; readers of the old one are not disturbed.

    A snapshot of the same content gets another folder: the one in use is never touched.
    """
    target = home / "snapshots" / manifest.snapshot
    before = current(home)
    with storage_errors():
        if target.exists():
            target = target.with_name(f"{manifest.snapshot}-{uuid.uuid4().hex[:8]}")
        pointer = home / ".current-new"
        pointer.write_text(target.name, encoding="utf-8")
        os.replace(folder, target)
        os.replace(pointer, home / "current")
    _forget(home, keep={target.name, before.name if before else ""})
    return target


def _forget(home: Path, keep: set[str]) -> None:
    """Removes snapshots that are neither the current nor the previous one."""
    for folder in (home / "snapshots").iterdir():
        if folder.name not in keep and not folder.name.startswith(_DRAFT):
            shutil.rmtree(folder, ignore_errors=True)
