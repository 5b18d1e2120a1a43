"""Settings -> opened library, searcher or assistant. Heavy imports stand inside: calculators need none of them."""

from typing import TYPE_CHECKING

from ui.progress import bar
from ui.settings import Settings

if TYPE_CHECKING:
    from agents.assistant import Assistant
    from agents.library import Library
    from index.search import Searcher

FIRST_BUILD = "首次使用，正在建立内置索引"


def open_library(settings: Settings) -> "Library":
    """The library of the data folder."""
    from agents.library import Library
    from index.model import open_model

    return Library(settings.home, open_model(settings.embedding_model), settings.chroma)


def open_search(settings: Settings, *, quiet: bool) -> "Searcher":
    """The current index for searching; built from the digests on a fresh machine."""
    from index.search import open_searcher

    library = open_library(settings)
    with bar(FIRST_BUILD, quiet=quiet) as advance:
        folder = library.ensure(advance)
    return open_searcher(folder, library.model, settings.chroma)


def open_answering(settings: Settings, *, quiet: bool) -> "Assistant":
    """The assistant on the current index; built from the digests on a fresh machine."""
    from agents.assistant import open_assistant

    with bar(FIRST_BUILD, quiet=quiet) as advance:
        open_library(settings).ensure(advance)
    return open_assistant(settings.home, settings.embedding_model, settings.chroma)
