"""What every assistant can do, with a language model or without."""

from typing import Protocol

from agents.answer import Answer
from agents.sessions import Sessions
from index.search import Searcher


class Answering(Protocol):
    """Answers questions from one opened index."""

    @property
    def searcher(self) -> Searcher:
        """The opened index."""

    @property
    def sessions(self) -> Sessions:
        """The conversations."""

    def ask(self, question: str, session: str | None = None) -> Answer:
        """Answers a question; the same session name makes it a follow-up."""
