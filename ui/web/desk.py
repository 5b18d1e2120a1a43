"""The assistant of a running server: opened once, opened again when the index has changed."""

import threading

from agents.answering import Answering
from agents.library import Library
from corpus.snapshot import current
from ui.opening import open_answering, open_library
from ui.settings import Settings


class Desk:
    """Hands out the assistant of the snapshot in use; conversations go on across snapshots."""

    def __init__(self, settings: Settings) -> None:
        """Opens the index, building it on a fresh machine."""
        self.settings = settings
        self._lock = threading.Lock()
        self._assistant = open_answering(settings, quiet=False)

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
