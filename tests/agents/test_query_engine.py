"""The answerer in LlamaIndex's own terms."""

import pytest
from llama_index.core.base.response.schema import Response

from agents.assistant import Assistant
from agents.query_engine import QuotationQueryEngine
from corpus.types import squeeze
from index.search import Searcher


@pytest.fixture(scope="module")
def engine(digest_searcher: Searcher) -> QuotationQueryEngine:
    return QuotationQueryEngine(assistant=Assistant(digest_searcher))


def test_the_sources_are_the_citations(engine: QuotationQueryEngine, digest_searcher: Searcher) -> None:
    response = engine.query("唑来膦酸输注时间不少于多少分钟？")
    assert isinstance(response, Response)
    assert response.source_nodes
    assert [n.metadata["n"] for n in response.source_nodes] == list(range(1, len(response.source_nodes) + 1))
    for node in response.source_nodes:
        assert squeeze(node.text) in squeeze(digest_searcher.snapshot.text(node.metadata["doc_id"]))
    assert response.metadata is not None
    assert response.metadata["answer"]["status"] == "answered"


def test_a_refusal_has_no_sources(engine: QuotationQueryEngine) -> None:
    response = engine.query("今天天气怎么样？")
    assert isinstance(response, Response)
    assert response.source_nodes == []
    assert str(response)
