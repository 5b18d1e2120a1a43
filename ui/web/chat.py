"""The chat tab: conversation beside the source panel."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gradio as gr

from corpus.errors import MmguideError
from ui.opening import llm_options, sending_notice
from ui.output import checked_text
from ui.web.conversation import EXAMPLES, conversation_html
from ui.web.desk import Desk
from ui.web.download import download_area, wire_export
from ui.web.kept import kept
from ui.web.markup import esc
from ui.web.rating import wire_rating
from ui.web.source import NO_SOURCE, source_html
from ui.web.talk import Talk, Turn, find_source, first_source, new_talk
from ui.words import DISCLAIMER

HERE = Path(__file__).parent
Shown = tuple[str, Talk, str, str]


@dataclass(frozen=True)
class Chat:
    """What other tabs need of the chat."""

    talk: gr.State
    conversation: gr.HTML
    source: gr.HTML
    download: gr.HTML


def chat_tab(desk: Desk) -> Chat:
    """Lays out the tab and wires it; every browser tab has its own conversation."""
    talk = gr.State(new_talk)
    with gr.Row(elem_id="chat"):
        with gr.Column(scale=3, min_width=320, elem_id="left"):
            conversation = gr.HTML(
                conversation_html(new_talk()),
                elem_id="conversation",
                apply_default_css=False,
                js_on_load=(HERE / "chat.js").read_text(encoding="utf-8"),
            )
            with gr.Row(elem_id="ask"):
                question = gr.Textbox(
                    show_label=False, label="问题", placeholder="输入问题，回车发送", lines=1, max_lines=8,
                    max_length=desk.settings.limits.question_chars, scale=5, container=False, elem_id="question",
                )  # fmt: skip
                send = gr.Button("提问", variant="primary", scale=1, min_width=80, elem_id="send")
                clear = gr.Button("新对话", scale=1, min_width=80, elem_id="clear")
            with gr.Row(elem_id="tools"):
                as_markdown = gr.Button("导出 Markdown", size="sm", min_width=80, elem_id="save-md")
                as_word = gr.Button("导出 Word", size="sm", min_width=80, elem_id="save-docx")
                notice = gr.HTML(elem_id="notice", apply_default_css=False)
            gr.HTML(f'<p class="disclaimer">{_disclaimer(desk)}</p>', apply_default_css=False)
            download = download_area()
        with gr.Column(scale=2, min_width=320, elem_id="right"):
            source = gr.HTML(
                NO_SOURCE,
                elem_id="source",
                apply_default_css=False,
                js_on_load=(HERE / "source.js").read_text(encoding="utf-8"),
            )
    _wire(desk, talk, conversation, question, send, clear, source)
    wire_rating(desk, talk, conversation, notice)
    for button, suffix in ((as_markdown, ".md"), (as_word, ".docx")):
        wire_export(button, suffix, talk, download)
    return Chat(talk, conversation, source, download)


def _disclaimer(desk: Desk) -> str:
    """What the reader is told below the question: what answers rest on, and where a question is sent."""
    options = llm_options(desk.settings)
    where = esc(sending_notice(options)) if options else "问题和患者资料不离开本机。"
    return f"{DISCLAIMER}。回答只引用收录的文献。{where}"


def _wire(
    desk: Desk,
    talk: gr.State,
    conversation: gr.HTML,
    question: gr.Textbox,
    send: gr.Button,
    clear: gr.Button,
    source: gr.HTML,
) -> None:
    shown = [question, talk, conversation, source]
    slow = {"concurrency_limit": desk.settings.limits.concurrent_answers, "concurrency_id": "answers"}
    quiet = {"show_progress": "hidden", "api_visibility": "private"}

    def ask(text: str, so_far: Talk, request: gr.Request) -> Iterator[Shown]:
        yield from answering(desk, text, so_far, desk.owner(request.username))

    def example(so_far: Talk, event: gr.EventData, request: gr.Request) -> Iterator[Shown]:
        text = EXAMPLES[int(event.number) % len(EXAMPLES)]
        yield from answering(desk, text, so_far, desk.owner(request.username))

    def open_source(so_far: Talk, event: gr.EventData) -> str:
        return source_html(find_source(so_far, str(event.key)))

    gr.on([question.submit, send.click], ask, [question, talk], shown, **slow, **quiet)
    conversation.example(example, [talk], shown, **slow, **quiet)
    conversation.source(open_source, [talk], [source], concurrency_limit=None, **quiet)
    clear.click(fresh, None, shown, concurrency_limit=None, **quiet)


def fresh() -> Shown:
    """An empty conversation."""
    talk = new_talk()
    return "", talk, conversation_html(talk), NO_SOURCE


def answering(desk: Desk, text: str, talk: Talk, owner: str | None) -> Iterator[Shown]:
    """Shows the question at once, then its answer with the first source opened."""
    if not text.strip():
        yield text, talk, conversation_html(talk), source_html(first_source(talk))
        return
    yield "", talk, conversation_html(talk, pending=text), NO_SOURCE
    talk = talk.then(kept(desk, talk.session, answered(desk, text.strip(), talk.session), owner))
    yield "", talk, conversation_html(talk), source_html(first_source(talk))


def answered(desk: Desk, text: str, session: str) -> Turn:
    """One turn; what goes wrong becomes part of the conversation instead of ending it."""
    try:
        checked_text(text, desk.settings.limits.question_chars)
        assistant = desk.assistant()
        return Turn(text, assistant.ask(text, session), assistant.searcher.snapshot)
    except MmguideError as error:
        return Turn(text, problem=error.message, hint=error.hint)
    except Exception as error:  # noqa: BLE001  a defect in one answer must not leave the page waiting for ever
        traceback.print_exc()
        return Turn(
            text, problem=f"内部错误：{type(error).__name__}", hint="这是程序缺陷，请报告；细节见服务器的输出。"
        )
