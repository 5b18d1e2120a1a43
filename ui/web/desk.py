"""The assistant of a running server: opened once, opened again when the index has changed."""

import threading

from agents.answering import Answering
from agents.journal import Journal
from agents.library import Library
from corpus.snapshot import current
from ui.opening import open_answering, open_journal, open_library
from ui.settings import LOOPBACK, Settings


class Desk:
    """Hands out the assistant of the snapshot in use; conversations go on across snapshots."""

    def __init__(self, settings: Settings) -> None:
        """Opens the index, building it on a fresh machine."""
        self.settings = settings
        self._lock = threading.Lock()
        self._assistant = open_answering(settings, quiet=False)

    @property
    def journal(self) -> Journal:
        """Conversations and ratings of this machine."""
        return open_journal(self.settings)

    def owner(self, user: str | None) -> str | None:
        """Whose conversations are kept and listed: the user's, or this machine's; None where all could see all."""
        if self.settings.users:
            return user or None
        return "" if self.settings.host in LOOPBACK else None

    @property
    def library(self) -> Library:
        """The library, for taking in documents."""
        return open_library(self.settings)

    def assistant(self) -> Answering:
        """The assistant of the snapshot in use, also after another process has changed it."""
        with self._lock:
            folder = current(self.settings.home)
            if folder is not None and folder.name != self._assistant.searcher.snapshot.folder.name:
                self._assistant = open_answering(self.settings, quiet=True, sessions=self._assistant.sessions)
            return self._assistant
