"""Files for the reader: made on request, handed to the page, never laid down on the server."""

import base64
import json
import uuid
from datetime import UTC, datetime
from pathlib import Path

import gradio as gr

from ui.transcript import document
from ui.web.markup import esc
from ui.web.talk import Talk

HERE = Path(__file__).parent
TYPES = {
    ".md": "text/markdown;charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jsonl": "application/x-ndjson;charset=utf-8",
}  # fmt: skip


def download_area() -> gr.HTML:
    """An element without anything to see; a file that is put into it is saved by the browser."""
    script = (HERE / "download.js").read_text(encoding="utf-8")
    return gr.HTML(elem_classes="download", apply_default_css=False, js_on_load=script)


def wire_export(button: gr.Button, suffix: str, talk: gr.State, area: gr.HTML) -> None:
    """A button that saves the conversation of the page."""

    def export(so_far: Talk) -> str:
        return conversation_file(so_far, suffix)

    button.click(export, [talk], [area], concurrency_limit=4, show_progress="hidden", api_visibility="private")


def conversation_file(talk: Talk, suffix: str) -> str:
    """The conversation as a file for the page; nothing for an empty one."""
    if not talk.turns:
        return ""
    written = datetime.now(UTC)
    return file_html(f"mmguide-{written.astimezone():%Y%m%d-%H%M}{suffix}", document(suffix, talk.exchanges(), written))


def file_html(name: str, content: bytes) -> str:
    """A file inside the page; its number makes the same file asked for again a new one."""
    told = {
        "name": name, "type": TYPES[Path(name).suffix], "content": base64.b64encode(content).decode(),
        "number": uuid.uuid4().hex,
    }  # fmt: skip
    return f'<span hidden data-file="{esc(json.dumps(told))}"></span>'
