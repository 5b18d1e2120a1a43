"""The systems that are compared: ours and three that a user would otherwise build, behind one interface."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from evals.evidence import Text
from index.model import BUILTIN, EmbeddingModel, open_model

RESULTS = 10
WINDOW = 300


@dataclass(frozen=True)
class Source:
    """A file with the id of its document, and whether it is a built-in digest."""

    path: Path
    doc_id: str
    digest: bool


Search = Callable[[str], list[Text]]
Build = Callable[[Sequence[Source], Path], Search]


def ours(sources: Sequence[Source], folder: Path) -> Search:
    """mmguide as it is: its own reading and splitting, lexical and dense search fused."""
    from agents.library import Library
    from index.search import open_searcher

    model = open_model(BUILTIN)
    library = Library(folder, model)
    originals = [s.path for s in sources if not s.digest]
    if originals:
        library.ingest(originals)
    searcher = open_searcher(library.ensure(), model)
    return lambda query: [Text(e.passage.doc_id, e.passage.text) for e in searcher.search(query, RESULTS)]


def llamaindex_vectors(sources: Sequence[Source], folder: Path) -> Search:
    """Stock LlamaIndex: SentenceSplitter defaults, VectorStoreIndex on Chroma, with the same embedding model."""
    import chromadb
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    collection = chromadb.PersistentClient(path=str(folder)).create_collection("stock")
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    index = VectorStoreIndex.from_documents(
        _documents(sources), storage, transformations=[SentenceSplitter()], embed_model=_embedding(open_model(BUILTIN))
    )
    retriever = index.as_retriever(similarity_top_k=RESULTS)
    return lambda query: [_text(found.node) for found in retriever.retrieve(query)]


def llamaindex_bm25(sources: Sequence[Source], folder: Path) -> Search:
    """LlamaIndex's BM25Retriever as it comes: SentenceSplitter defaults, words by regular expression, English stemmer."""
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.retrievers.bm25 import BM25Retriever

    nodes = SentenceSplitter().get_nodes_from_documents(_documents(sources))
    retriever = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=RESULTS)
    retriever.persist(str(folder))
    return lambda query: [_text(found.node) for found in retriever.retrieve(query)]


def jieba_bm25(sources: Sequence[Source], folder: Path) -> Search:
    """BM25 over jieba words on fixed windows of 300 characters."""
    import bm25s
    import jieba

    windows = [
        Text(s.doc_id, text[start : start + WINDOW])
        for s in sources
        for text in [s.path.read_text(encoding="utf-8")]
        for start in range(0, len(text), WINDOW)
    ]
    index = bm25s.BM25()
    index.index([jieba.lcut(w.text) for w in windows], show_progress=False)
    index.save(folder)
    (folder / "windows.txt").write_text("\n".join(w.text for w in windows), encoding="utf-8")

    def search(query: str) -> list[Text]:
        known = [word for word in jieba.lcut(query) if word in index.vocab_dict]
        if not known:
            return []
        rows, _scores = index.retrieve([known], k=min(RESULTS, len(windows)), show_progress=False)
        return [windows[int(row)] for row in rows[0]]

    return search


SYSTEMS: Mapping[str, tuple[str, Build]] = MappingProxyType({
    "mmguide": ("mmguide（本项目）", ours),
    "llamaindex_vectors": ("LlamaIndex + Chroma，默认设置，同一检索模型", llamaindex_vectors),
    "llamaindex_bm25": ("LlamaIndex BM25Retriever，默认设置", llamaindex_bm25),
    "jieba_bm25": ("jieba 词 BM25，固定 300 字窗口", jieba_bm25),
})  # fmt: skip


def _documents(sources: Sequence[Source]) -> list[Any]:
    from llama_index.core import Document

    hidden = {"excluded_embed_metadata_keys": ["doc"], "excluded_llm_metadata_keys": ["doc"]}
    return [Document(text=s.path.read_text(encoding="utf-8"), metadata={"doc": s.doc_id}, **hidden) for s in sources]


def _text(node: Any) -> Text:
    return Text(str(node.metadata["doc"]), str(node.get_content()))


def _embedding(model: EmbeddingModel) -> Any:
    """Our embedding model as LlamaIndex wants it."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Embedding(BaseEmbedding):
        """Texts to vectors by the model outside."""

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in model.embed(texts)]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    return Embedding(model_name=model.stamp.name)
