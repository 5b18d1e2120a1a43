"""Passages -> snapshot: vectors, lexical index and Chroma beside the corpus files, then one atomic switch."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.snapshot import Snapshot, current, draft, load, storage_errors, switch, write_corpus
from corpus.types import UNSEARCHED, Document, Passage
from index.lexical import build_lexical, save_lexical
from index.model import EmbeddingModel, Vectors
from index.vectors import VectorStore

Progress = Callable[[int, int], None]
EMBED_BATCH = 256


def searchable(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages that are indexed: all but reference lists and tables of contents; row i of every index is passage i here."""
    return tuple(p for p in passages if p.kind not in UNSEARCHED)


def index_text(passage: Passage) -> str:
    """What is embedded: headings and table title help matching, the text is what is shown."""
    head = " ".join(dict.fromkeys((*passage.section[-2:], passage.title)))
    return f"{head}\n{passage.text}".strip()


def build_snapshot(
    home: Path,
    documents: tuple[Document, ...],
    passages: tuple[Passage, ...],
    texts: Mapping[str, str],
    model: EmbeddingModel,
    chroma_server: str = "",
    progress: Progress | None = None,
) -> Path:
    """Builds a complete snapshot and makes it the current one; the caller holds the write lock."""
    rows = searchable(passages)
    with draft(home) as folder:
        manifest = write_corpus(folder, documents, passages, texts, model.stamp)
        vectors = _vectors(home, rows, model, progress or (lambda _done, _all: None))
        np.save(folder / "vectors.npy", vectors)
        save_lexical(build_lexical(rows), folder / "lexical")
        VectorStore(folder / "chroma", manifest.snapshot, chroma_server).fill([p.passage_id for p in rows], vectors)
        return switch(home, folder, manifest)


def _vectors(home: Path, rows: tuple[Passage, ...], model: EmbeddingModel, progress: Progress) -> Vectors:
    """Vectors of the rows; those of texts that did not change come from the current snapshot."""
    known = _known_vectors(home, model)
    texts = [index_text(p) for p in rows]
    todo = [text for text in dict.fromkeys(texts) if text not in known]
    for start in range(0, len(todo), EMBED_BATCH):
        batch = todo[start : start + EMBED_BATCH]
        known |= dict(zip(batch, model.embed(batch), strict=True))
        progress(start + len(batch), len(todo))
    empty = np.zeros((0, model.stamp.dimension), dtype=np.float32)
    return np.stack([known[text] for text in texts]) if rows else empty


def _known_vectors(home: Path, model: EmbeddingModel) -> dict[str, Vectors]:
    folder = current(home)
    if folder is None:
        return {}
    try:
        snapshot = load(folder)
        vectors = np.load(folder / "vectors.npy")
    except Exception:  # noqa: BLE001  a damaged snapshot is no reason not to build a new one
        return {}
    rows = searchable(snapshot.passages)
    if snapshot.manifest.model != model.stamp or len(rows) != len(vectors):
        return {}
    return {index_text(p): v for p, v in zip(rows, vectors, strict=True)}


def kept(snapshot: Snapshot, doc_ids: set[str]) -> tuple[tuple[Document, ...], tuple[Passage, ...], dict[str, str]]:
    """Documents, passages and texts of a snapshot that go on into the next one."""
    documents = tuple(d for d in snapshot.documents if d.doc_id in doc_ids)
    passages = tuple(p for p in snapshot.passages if p.doc_id in doc_ids)
    with storage_errors():
        texts = {d.doc_id: snapshot.text(d.doc_id) for d in documents}
    return documents, passages, texts
