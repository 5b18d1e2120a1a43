"""The LlamaIndex retriever gives what the search gives, with the place of each passage."""

import pytest
from llama_index.core.schema import NodeWithScore, QueryBundle

from index.retriever import HybridRetriever
from index.search import Searcher

QUERY = "唑来膦酸输注时间"


@pytest.fixture(scope="module")
def nodes(digest_searcher: Searcher) -> list[NodeWithScore]:
    return HybridRetriever(digest_searcher, k=4).retrieve(QUERY)


def test_nodes_are_the_evidence_in_its_order(nodes: list[NodeWithScore], digest_searcher: Searcher) -> None:
    evidence = digest_searcher.search(QUERY, 4)
    assert [(n.node_id, n.score, n.text) for n in nodes] == [
        (e.passage.passage_id, e.score, e.passage.text) for e in evidence
    ]  # fmt: skip


def test_metadata_says_where_the_text_stands(nodes: list[NodeWithScore], digest_searcher: Searcher) -> None:
    passage = digest_searcher.search(QUERY, 1)[0].passage
    document = digest_searcher.snapshot.document(passage.doc_id)
    assert nodes[0].metadata == {
        "doc_id": passage.doc_id,
        "title": document.title,
        "edition": document.edition,
        "page": passage.page_label or passage.page,
        "lines": list(passage.lines),
        "section": " › ".join(passage.section),
        "kind": passage.kind.value,
    }


def test_a_query_bundle_is_understood(digest_searcher: Searcher, nodes: list[NodeWithScore]) -> None:
    found = HybridRetriever(digest_searcher, k=4).retrieve(QueryBundle(QUERY))
    assert [n.node_id for n in found] == [n.node_id for n in nodes]


def test_ten_nodes_are_the_default(digest_searcher: Searcher) -> None:
    assert len(HybridRetriever(digest_searcher).retrieve(QUERY)) == 10


def test_a_query_without_words_finds_nothing(digest_searcher: Searcher) -> None:
    assert HybridRetriever(digest_searcher).retrieve(" ") == []
