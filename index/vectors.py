"""Chroma as a rebuildable cache of vectors: embedded in the snapshot, or a server by setting.

A chroma server's collection that cannot be read after a restart (chroma-core/chroma issue 7090) or that
disagrees with passages.jsonl is made anew from vectors.npy beside it.
"""

import errno
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import ConfigurationError
from corpus.snapshot import storage_errors
from index.model import Vectors

BATCH = 1000
SEARCH_EF = 400
# With Chroma's 16 the graph of 5,200 like sentences loses 3 to 6 of the 100 nearest, with 32 none.
NEIGHBOURS = 32
PROBES = 4
SAME = 1e-3
_START_SERVER = "请启动该服务，或清空 MMGUIDE_CHROMA 以使用内嵌的 Chroma。"


@dataclass(frozen=True)
class VectorStore:
    """Where vectors are searched: `server` is empty for the embedded Chroma, else host:port."""

    folder: Path
    snapshot: str
    server: str = ""

    @property
    def _name(self) -> str:
        return f"mmguide-{self.snapshot}"

    def fill(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Replaces the collection's content; OSError if the store cannot be written."""
        from chromadb.errors import ChromaError

        try:
            self._fill(ids, vectors)
        except ChromaError as error:
            full = "disk is full" in str(error)
            raise OSError(errno.ENOSPC if full else errno.EIO, f"Chroma: {error}") from error

    def _fill(self, ids: Sequence[str], vectors: Vectors) -> None:
        client = _client(self.folder, self.server)
        if self._name in {c.name for c in client.list_collections()}:
            client.delete_collection(self._name)
        hnsw = {"space": "cosine", "ef_search": SEARCH_EF, "ef_construction": 200, "max_neighbors": NEIGHBOURS}
        collection = client.create_collection(self._name, embedding_function=None, configuration={"hnsw": hnsw})
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            collection.add(ids=list(ids[part]), embeddings=vectors[part])

    def open(self, ids: Sequence[str], vectors: Vectors) -> Any:
        """The collection, made anew if it is missing, unreadable or of another size."""
        try:
            collection = self._collection()
            if collection.count() == len(ids) and _answers(collection, vectors):
                return collection
        except ConfigurationError:
            raise
        except Exception:  # noqa: BLE001  a damaged store raises whatever its libraries raise
            pass
        self._discard()
        with storage_errors():
            self.fill(ids, vectors)
        return self._collection()

    def _collection(self) -> Any:
        return _client(self.folder, self.server).get_collection(self._name, embedding_function=None)

    def _discard(self) -> None:
        """Takes away an embedded store that cannot be read; a server's other collections are not ours.

        Chroma keeps every store of the process open by its path, broken ones too, so it must forget them first.
        """
        if not self.server:
            from chromadb.api.shared_system_client import SharedSystemClient

            SharedSystemClient.clear_system_cache()
            with storage_errors():
                shutil.rmtree(self.folder) if self.folder.is_dir() else self.folder.unlink(missing_ok=True)


def _answers(collection: Any, vectors: Vectors) -> bool:
    """Whether vectors are found where they stand; a store that lost files counts right and answers from what is left."""
    filled = vectors[np.any(vectors, axis=1)]
    probes = filled[:: max(1, len(filled) // PROBES)]
    if not len(probes):
        return True
    found = collection.query(query_embeddings=probes, n_results=1, include=["distances"])
    return all(len(distances) == 1 and distances[0] < SAME for distances in found["distances"])


def nearest(collection: Any, vector: Vectors, count: int) -> dict[str, float]:
    """Passage ids and cosine similarities of the nearest vectors."""
    if count == 0 or not np.any(vector):
        return {}
    import httpx

    try:
        found = collection.query(query_embeddings=vector.reshape(1, -1), n_results=count, include=["distances"])
    except httpx.HTTPError as error:
        raise ConfigurationError("与 Chroma 服务的连接中断了。", _START_SERVER) from error
    return {i: 1.0 - float(d) for i, d in zip(found["ids"][0], found["distances"][0], strict=True)}


def _client(folder: Path, server: str) -> Any:
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not server:
        folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    host, _, port = server.partition(":")
    try:
        return chromadb.HttpClient(host=host, port=int(port or 8000), settings=settings)
    except (ValueError, OSError) as error:
        raise ConfigurationError(f"连不上 Chroma 服务 {server}。", _START_SERVER) from error
