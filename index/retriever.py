"""The hybrid search as a LlamaIndex retriever; imported only by what uses LlamaIndex, never on the query path."""

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index.search import Evidence, Searcher


class HybridRetriever(BaseRetriever):
    """Finds passages with the program's own search and hands them on as nodes."""

    def __init__(self, searcher: Searcher, k: int = 10) -> None:
        """Wraps an opened index; `k` is the number of nodes for each query."""
        super().__init__()
        self._searcher = searcher
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._searcher.search(query_bundle.query_str, self._k)
        return [NodeWithScore(node=self._node(evidence), score=evidence.score) for evidence in found]

    def _node(self, evidence: Evidence) -> TextNode:
        """The passage with its place; the id is the passage's, so that a node leads back to its source."""
        passage = evidence.passage
        document = self._searcher.snapshot.document(passage.doc_id)
        metadata = {
            "doc_id": document.doc_id,
            "title": document.title,
            "edition": document.edition,
            "page": passage.page_label or passage.page,
            "lines": list(passage.lines),
            "section": " › ".join(passage.section),
            "kind": passage.kind.value,
        }
        return TextNode(id_=passage.passage_id, text=passage.text, metadata=metadata)
