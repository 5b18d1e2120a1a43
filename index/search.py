"""Question -> evidence: lexical and dense scores of one snapshot, fused."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import SnapshotDamaged, SnapshotMismatch
from corpus.snapshot import Snapshot, load
from corpus.types import Passage
from index.build import searchable
from index.lexical import LexicalIndex, build_lexical, load_lexical, save_lexical
from index.model import EmbeddingModel, Vectors
from index.vectors import VectorStore, nearest

DENSE_CANDIDATES = 100
DENSE_WEIGHT = 2.0
# A page code that the question names (MYEL-1, MS-12, POEMS-3) is a wish to read there; it outweighs a middling match elsewhere.
NAMED_PAGE = 0.5
# What an edition changed on a page is told by the update pages, not by the page itself.
_REVISION = re.compile(r"更新|修订|删除|删掉|新增|改动|变更")
_PAGE_CODE = re.compile(r"(?<![A-Z0-9])([A-Z]{2,6}-(?:[0-9]{1,3}|[A-Z]))(?![A-Z0-9])(?:\s?([0-9]{1,2}/[0-9]{1,2}))?")


def named_pages(query: str) -> tuple[re.Pattern[str], ...]:
    """What matches the place of a passage on a page whose code the query names, with its part ("MYEL-G 3/4") if given."""
    if _REVISION.search(query):
        return ()
    return tuple(
        re.compile(re.escape(code) + r"(?![A-Z0-9])" + (rf"\s*{part}(?!\d)" if part else ""))
        for code, part in _PAGE_CODE.findall(query.upper())
    )


def stands_on(passage: Passage, named: tuple[re.Pattern[str], ...]) -> bool:
    """Whether a passage stands on one of the named pages."""
    place = " ".join((passage.page_label, *passage.section)).upper() if named else ""
    return any(n.search(place) for n in named)


@dataclass(frozen=True)
class Evidence:
    """A passage that was found, with its rank (from 1) and the scores behind it."""

    passage: Passage
    rank: int
    score: float
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Searcher:
    """An opened index; searching is pure: the same query on the same snapshot gives the same evidence."""

    snapshot: Snapshot
    rows: tuple[Passage, ...]
    lexical: LexicalIndex
    collection: Any
    model: EmbeddingModel

    def search(self, query: str, k: int = 10, without: frozenset[str] = frozenset()) -> tuple[Evidence, ...]:
        """The k best passages for a query, best first; nothing for a query without known words.

        `without` are documents that are left out, such as older editions.
        """
        if not self.rows or not query.strip():
            return ()
        lexical = self.lexical.scores(query)
        dense = self._dense(query)
        top = float(lexical.max())
        fused = (lexical / top if top > 0 else lexical) + DENSE_WEIGHT * dense
        fused = fused + NAMED_PAGE * self._named(query)
        if without:
            fused = np.where([p.doc_id in without for p in self.rows], 0.0, fused)
        order = np.lexsort((np.arange(len(fused)), -fused))[: max(k, 0)]
        return tuple(
            Evidence(self.rows[i], rank, float(fused[i]), {"lexical": float(lexical[i]), "dense": float(dense[i])})
            for rank, i in enumerate(order, start=1)
            if fused[i] > 0
        )

    def _named(self, query: str) -> Vectors:
        """1 for the passages on a page whose code the query names, 0 for the others."""
        named = named_pages(query)
        return np.array([stands_on(p, named) for p in self.rows] if named else [0.0] * len(self.rows), dtype=np.float32)

    def _dense(self, query: str) -> Vectors:
        positions = {p.passage_id: i for i, p in enumerate(self.rows)}
        scores = np.zeros(len(self.rows), dtype=np.float32)
        vector = self.model.embed([query])[0]
        for passage_id, similarity in nearest(self.collection, vector, min(DENSE_CANDIDATES, len(self.rows))).items():
            scores[positions[passage_id]] = max(0.0, similarity)
        return scores


def open_searcher(folder: Path, model: EmbeddingModel, chroma_server: str = "") -> Searcher:
    """Opens the index of a snapshot folder; the model must be the one it was built with."""
    snapshot = load(folder)
    built = snapshot.manifest.model
    if built != model.stamp:
        raise SnapshotMismatch(
            f"索引由检索模型“{built.name}”（{built.dimension} 维）建立，现在的设置是“{model.stamp.name}”（{model.stamp.dimension} 维）。",
            "请运行 mmguide ingest --rebuild 用新模型重建，或把 MMGUIDE_EMBEDDING_MODEL 改回原来的模型。",
        )
    rows = searchable(snapshot.passages)
    try:
        lexical = load_lexical(folder / "lexical") or _new_lexical(rows, folder / "lexical")
        vectors = np.load(folder / "vectors.npy")
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise SnapshotDamaged(f"索引文件无法读取：{error}", "请运行 mmguide ingest --rebuild 重建索引。") from error
    if lexical.rows != len(rows) or len(vectors) != len(rows):
        raise SnapshotDamaged("索引与段落数目不符。", "请运行 mmguide ingest --rebuild 重建索引。")
    store = VectorStore(folder / "chroma", snapshot.manifest.snapshot, chroma_server)
    collection = store.open([p.passage_id for p in rows], vectors) if rows else None
    return Searcher(snapshot, rows, lexical, collection, model)


def _new_lexical(rows: tuple[Passage, ...], folder: Path) -> LexicalIndex:
    """The lexical index made anew from the passages; kept for the next start where the folder can be written."""
    lexical = build_lexical(rows)
    with suppress(OSError):
        save_lexical(lexical, folder)
    return lexical
