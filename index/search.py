"""Question -> evidence: candidates by words and by vectors, ranked by weighted features."""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import SnapshotDamaged, SnapshotMismatch
from corpus.snapshot import Snapshot, load
from corpus.sources import named_documents
from corpus.types import Passage
from index.build import index_text, searchable
from index.features import NAMES, Matrix, Numbers, lexical_features, matrix
from index.lexical import LexicalIndex, build_lexical, load_lexical, save_lexical
from index.model import EmbeddingModel, Vectors
from index.query import Query, named_pages, page_codes, read_query
from index.ranking import learned, ranked
from index.reranker import RERANKED, Reranker
from index.vectors import VectorStore, nearest

DENSE_CANDIDATES = 100
LEXICAL_CANDIDATES = 300
# How many passages that begin with what is to be defined come behind how many others; all its names have to be there.
DEFINING, AMONG_FIRST, WHOLE = 2, 2, 0.99
EACH = 4  # passages of each of several documents that are named


def stands_on(passage: Passage, named: tuple["re.Pattern[str]", ...]) -> bool:
    """Whether a passage stands on one of the named pages."""
    place = " ".join((passage.page_label, *passage.section)).upper() if named else ""
    return any(n.search(place) for n in named)


@dataclass(frozen=True)
class Evidence:
    """A passage that was found, with its rank (from 1) and the features behind its score."""

    passage: Passage
    rank: int
    score: float
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Candidates:
    """The rows that are ranked for a query, with their features."""

    rows: NDArray[np.int64]
    features: Matrix


@dataclass(frozen=True)
class Searcher:
    """An opened index; searching is pure: the same query on the same snapshot gives the same evidence."""

    snapshot: Snapshot
    rows: tuple[Passage, ...]
    lexical: LexicalIndex
    collection: Any
    vectors: Vectors
    model: EmbeddingModel
    weights: Numbers = field(default_factory=learned)
    reranker: Reranker | None = None

    def search(self, query: str, k: int = 10, without: frozenset[str] = frozenset()) -> tuple[Evidence, ...]:
        """The k best passages for a query, best first; nothing for a query without known words.

        `without` are documents that are left out, such as older editions.
        """
        if not self.rows or not query.strip():
            return ()
        asked = read_query(query)
        found = self.candidates(asked, without)
        scores = ranked(found.features, self.weights)
        order = self._reranked(query, found.rows, np.lexsort((found.rows, -scores)))
        order = self._defining_among_first(asked, found.rows, order)
        order = self._each_named_first(query, found.rows, order)
        scores[order] = -np.sort(-scores)  # whoever is first has the highest score, whatever put it there
        return tuple(
            Evidence(
                self.rows[found.rows[i]],
                rank,
                float(scores[i]),
                dict(zip(NAMES, map(float, found.features[i]), strict=True)),
            )
            for rank, i in enumerate(order[: max(k, 0)], start=1)
        )

    def _reranked(self, query: str, rows: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
        """With a reranker the first passages in its order; of equal ones the one that stood first."""
        if self.reranker is None:
            return order
        first = order[:RERANKED]
        read = self.reranker.scores(query, [index_text(self.rows[rows[i]]) for i in first])
        return np.concatenate((first[np.argsort(-read, kind="stable")], order[RERANKED:]))

    def _defining_among_first(
        self, query: Query, rows: NDArray[np.int64], order: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Who asks what something is finds, behind the first passages, the best whose line begins with its name."""
        if not query.define:
            return order
        begins = self.lexical.label_coverage(query)[rows[order]] >= WHOLE
        best = np.flatnonzero(begins)[:DEFINING]
        kept = best[best > AMONG_FIRST]
        rest = np.delete(order, kept)
        return np.concatenate((rest[:AMONG_FIRST], order[kept], rest[AMONG_FIRST:]))

    def _each_named_first(self, query: str, rows: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
        """If the query names several documents, the best passages of each come first: they are to be compared."""
        named = self._named_documents(query)
        if len(named) < 2:
            return order
        documents = self._documents[rows[order]]
        best = [np.flatnonzero(documents == d)[:EACH] for d in named]
        first = sorted(int(at[0]) for at in best if len(at)) + sorted(int(i) for at in best for i in at[1:])
        return np.concatenate((order[first], np.delete(order, first)))

    def candidates(self, query: Query, without: frozenset[str] = frozenset()) -> Candidates:
        """The rows near a query by words or by vectors and those on pages that it names; never one without either."""
        lexical = lexical_features(query, self.lexical)
        vector = self.model.embed([query.sought])[0]
        on_page = self._on_named_pages(query.text)
        rows = np.unique(np.concatenate((_best(lexical.near), self._nearest(vector), on_page)))
        rows = rows[~np.isin(self._documents[rows], self._numbers(without))] if without else rows
        dense = np.maximum(self.vectors[rows] @ vector, 0.0)
        document = np.isin(self._documents[rows], self._named_documents(query.text)).astype(np.float32)
        page = np.isin(rows, on_page).astype(np.float32)
        return Candidates(rows, matrix(query, lexical, self.lexical, rows, dense, document, page))

    def _nearest(self, vector: Vectors) -> NDArray[np.int64]:
        found = nearest(self.collection, vector, min(DENSE_CANDIDATES, len(self.rows)))
        return np.array([self._positions[i] for i, similarity in found.items() if similarity > 0], dtype=np.int64)

    def _on_named_pages(self, text: str) -> NDArray[np.int64]:
        named = named_pages(text)
        rows = [i for code in page_codes(text) for i in self._places.get(code, ())] if named else []
        return np.array([i for i in rows if stands_on(self.rows[i], named)], dtype=np.int64)

    def _named_documents(self, text: str) -> list[int]:
        return self._numbers(named_documents(text, self.snapshot.documents))

    def _numbers(self, doc_ids: Collection[str]) -> list[int]:
        return [i for i, d in enumerate(self.snapshot.documents) if d.doc_id in doc_ids]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {p.passage_id: i for i, p in enumerate(self.rows)}

    @cached_property
    def _documents(self) -> NDArray[np.int64]:
        numbers = {d.doc_id: i for i, d in enumerate(self.snapshot.documents)}
        return np.array([numbers[p.doc_id] for p in self.rows], dtype=np.int64)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The rows on every page that has a code."""
        places: dict[str, list[int]] = {}
        for i, passage in enumerate(self.rows):
            for code in page_codes(" ".join((passage.page_label, *passage.section))):
                places.setdefault(code, []).append(i)
        return places


def _best(scores: Numbers) -> NDArray[np.int64]:
    """The rows with the highest scores above 0; of equal ones the first. Only what can be among them is sorted."""
    many = len(scores) > LEXICAL_CANDIDATES
    least = np.partition(scores, -LEXICAL_CANDIDATES)[-LEXICAL_CANDIDATES] if many else 0.0
    rows = np.flatnonzero((scores >= least) & (scores > 0))
    return rows[np.argsort(-scores[rows], kind="stable")[:LEXICAL_CANDIDATES]]


def open_searcher(
    folder: Path, model: EmbeddingModel, chroma_server: str = "", reranker: Reranker | None = None
) -> Searcher:
    """Opens the index of a snapshot folder; the model must be the one it was built with."""
    snapshot = load(folder)
    built = snapshot.manifest.model
    if built != model.stamp and built.name == model.stamp.name:
        raise SnapshotMismatch(
            f"索引由检索模型“{built.name}”的另一版本建立，与现在的程序不符。",
            "请运行 mmguide ingest --rebuild 重建索引；已导入的文献都会保留。",
        )
    if built != model.stamp:
        raise SnapshotMismatch(
            f"索引由检索模型“{built.name}”（{built.dimension} 维）建立，现在的设置是“{model.stamp.name}”（{model.stamp.dimension} 维）。",
            "请运行 mmguide ingest --rebuild 用新模型重建，或把 MMGUIDE_EMBEDDING_MODEL 改回原来的模型。",
        )
    rows = searchable(snapshot.passages)
    try:
        lexical = load_lexical(folder / "lexical") or _new_lexical(rows, folder / "lexical")
        vectors = np.load(folder / "vectors.npy", mmap_mode="r")
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise SnapshotDamaged(f"索引文件无法读取：{error}", "请运行 mmguide ingest --rebuild 重建索引。") from error
    if lexical.rows != len(rows) or len(vectors) != len(rows):
        raise SnapshotDamaged("索引与段落数目不符。", "请运行 mmguide ingest --rebuild 重建索引。")
    store = VectorStore(folder / "chroma", snapshot.manifest.snapshot, chroma_server)
    collection = store.open([p.passage_id for p in rows], vectors) if rows else None
    return Searcher(snapshot, rows, lexical, collection, vectors, model, reranker=reranker)


def _new_lexical(rows: tuple[Passage, ...], folder: Path) -> LexicalIndex:
    """The lexical index made anew from the passages; kept for the next start where the folder can be written."""
    lexical = build_lexical(rows)
    with suppress(OSError):
        save_lexical(lexical, folder)
    return lexical
