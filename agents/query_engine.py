"""The answerer as a LlamaIndex query engine; imported only by what uses LlamaIndex, never on the query path."""

from llama_index.core.base.response.schema import Response
from llama_index.core.query_engine import CustomQueryEngine
from llama_index.core.schema import NodeWithScore, TextNode
from pydantic import ConfigDict, SkipValidation

from agents.answer import Answer, Citation
from agents.answering import Answering


class QuotationQueryEngine(CustomQueryEngine):
    """Answers with the program's own quotations and calculators; the sources of the response are the citations."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    assistant: SkipValidation[Answering]

    def custom_query(self, query_str: str) -> Response:
        """The answer's text, a node for each citation, and the whole answer as JSON under metadata["answer"]."""
        answer = self.assistant.ask(query_str)
        return Response(answer.text, source_nodes=nodes(answer), metadata={"answer": answer.as_json()})


def nodes(answer: Answer) -> list[NodeWithScore]:
    """A node for each citation, in order: its text is the literal quotation, its id says which passage it is from."""
    return [NodeWithScore(node=_node(c), score=None) for c in answer.citations]


def _node(citation: Citation) -> TextNode:
    record = citation.as_json()
    metadata = {key: record[key] for key in ("n", "passage_id", "doc_id", "title", "edition", "digest")}
    return TextNode(
        id_=f"{citation.passage.passage_id}#{citation.n}",
        text=citation.quote,
        metadata={**metadata, **record["locator"]},
    )
