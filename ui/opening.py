"""Settings -> opened library, searcher or assistant. Heavy imports stand inside: calculators need none of them."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from ui.progress import bar
from ui.settings import Settings

if TYPE_CHECKING:
    from agents.answering import Answering
    from agents.journal import Journal
    from agents.library import Library
    from agents.llm_options import LlmOptions
    from agents.sessions import Sessions
    from index.search import Searcher

FIRST_BUILD = "首次使用，正在建立内置索引"


def open_journal(settings: Settings) -> "Journal":
    """Conversations and ratings of the data folder."""
    from agents.journal import Journal

    return Journal(settings.home, settings.limits.journal_mb)


def open_library(settings: Settings) -> "Library":
    """The library of the data folder."""
    from agents.library import Library
    from index.model import open_model

    return Library(settings.home, open_model(settings.embedding_model), settings.chroma)


def open_search(settings: Settings, *, quiet: bool) -> "Searcher":
    """The current index for searching; built from the digests on a fresh machine."""
    from index.reranker import open_reranker
    from index.search import open_searcher

    library = open_library(settings)
    with bar(FIRST_BUILD, quiet=quiet) as advance:
        folder = library.ensure(advance)
    return open_searcher(folder, library.model, settings.chroma, open_reranker(settings.reranker))


def open_answering(settings: Settings, *, quiet: bool, sessions: "Sessions | None" = None) -> "Answering":
    """The assistant on the current index; built from the digests on a fresh machine; it goes on with `sessions`."""
    from agents.assistant import open_assistant

    with bar(FIRST_BUILD, quiet=quiet) as advance:
        open_library(settings).ensure(advance)
    assistant = open_assistant(settings.home, settings.embedding_model, settings.chroma, settings.reranker)
    assistant = assistant if sessions is None else replace(assistant, sessions=sessions)
    options = llm_options(settings)
    if options is None:
        return assistant
    from agents.llm_answer import LlmAssistant

    if not quiet:
        sys.stderr.write(f"{sending_notice(options)}\n")
    return LlmAssistant(assistant, options)


def llm_options(settings: Settings) -> "LlmOptions | None":
    """How the language model is reached; None if none is set."""
    if not settings.llm_model:
        return None
    from agents.llm_options import LlmOptions

    return LlmOptions(
        settings.llm_base_url, settings.llm_model, settings.llm_key.get_secret_value(), settings.llm_mode,
        settings.llm_timeout, stream=settings.llm_stream,
    )  # fmt: skip


def sending_notice(options: "LlmOptions") -> str:
    """Where the text of a question goes."""
    where = f"{options.host}（{'本机' if options.local else '其他机器'}，模型 {options.model}）"
    return f"已设置语言模型：问题（隐去姓名、证件号、电话、住院号等）和检索到的段落会发送到 {where}。"
