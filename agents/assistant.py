"""The assistant: one question in, one Answer out; holds an opened index and the sessions."""

from dataclasses import dataclass
from pathlib import Path

from agents.answer import Answer, Status
from agents.library import Library
from index.model import open_model
from index.search import Searcher, open_searcher


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one snapshot."""

    searcher: Searcher

    def ask(self, question: str, session: str | None = None) -> Answer:
        """Answers a question; the same session name makes it a follow-up."""
        return Answer(question, Status.ABSTAINED, "", session)


def open_assistant(home: Path, model: str = "builtin", chroma_server: str = "") -> Assistant:
    """Opens the current index, building it from the digests on a fresh machine."""
    embedding = open_model(model)
    folder = Library(home, embedding, chroma_server).ensure()
    return Assistant(open_searcher(folder, embedding, chroma_server))
