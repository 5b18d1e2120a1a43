"""The history tab: kept conversations to open, save or delete, and what readers said as a question set."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import gradio as gr

from agents.journal import Conversation, Rating
from corpus.errors import MmguideError
from evals.feedback_set import counts, feedback_rows
from ui.web.chat import Chat
from ui.web.conversation import conversation_html
from ui.web.desk import Desk
from ui.web.download import conversation_file, file_html
from ui.web.kept import opened
from ui.web.markup import esc
from ui.web.source import source_html
from ui.web.talk import Talk, first_source

HERE = Path(__file__).parent
PRIVACY = "对话和反馈只保存在本机的数据目录，可能含有患者信息；不用时请删除。"
OFF = "已关闭对话记录（MMGUIDE_HISTORY=false）。"
SHARED = "其他机器可以访问且没有设置登录，因此不保存也不列出对话；请设置 MMGUIDE_AUTH。"


def history_tab(desk: Desk, tab: gr.Tab, tabs: gr.Tabs, chat: Chat) -> None:
    """Lays out the tab; the list is read anew whenever the tab is opened."""
    script = (HERE / "history.js").read_text(encoding="utf-8")
    listed = gr.HTML(elem_id="history", apply_default_css=False, js_on_load=script)
    quiet = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}

    def refresh(request: gr.Request) -> str:
        return history_html(desk, desk.owner(request.username))

    def open_one(so_far: Talk, event: gr.EventData, request: gr.Request) -> tuple[Talk, str, str, gr.Tabs]:
        owner = desk.owner(request.username)
        talk = so_far if owner is None else opened(desk, str(event.session), owner)
        return talk, conversation_html(talk), source_html(first_source(talk)), gr.Tabs(selected="chat")

    def delete(event: gr.EventData, request: gr.Request) -> str:
        owner = desk.owner(request.username)
        return history_html(desk, owner, deleted=str(event.session))

    def save(event: gr.EventData, request: gr.Request) -> str:
        owner = desk.owner(request.username)
        suffix = ".docx" if event.kind == "docx" else ".md"
        return "" if owner is None else conversation_file(opened(desk, str(event.session), owner), suffix)

    def export(request: gr.Request) -> str:
        return feedback_file(own_ratings(desk, desk.owner(request.username)))

    tab.select(refresh, None, [listed], **quiet)
    listed.open(open_one, [chat.talk], [chat.talk, chat.conversation, chat.source, tabs], **quiet)
    listed.remove(delete, None, [listed], **quiet)
    listed.save(save, None, [chat.download], **quiet)
    listed.export(export, None, [chat.download], **quiet)


def history_html(desk: Desk, owner: str | None, deleted: str = "") -> str:
    """The list of an owner's conversations, after taking one out if that is asked for."""
    if owner is None:
        return f'<div class="panel"><p>{SHARED}</p></div>'
    try:
        if deleted:
            desk.journal.delete(owner, deleted)
        found, said = desk.journal.conversations(owner), own_ratings(desk, owner)
    except MmguideError as error:
        return f'<div class="panel"><p role="alert">{esc(error.message)}{esc(error.hint)}</p></div>'
    off = "" if desk.settings.history else f"<p>{OFF}</p>"
    return f'<div class="panel">{off}<p>{PRIVACY}</p>{_conversations(found)}{_feedback(said)}</div>'


def own_ratings(desk: Desk, owner: str | None) -> tuple[Rating, ...]:
    """What an owner said."""
    return () if owner is None else tuple(r for r in desk.journal.ratings() if r.owner == owner)


def _conversations(found: Sequence[Conversation]) -> str:
    if not found:
        return "<h2>对话</h2><p>还没有保存的对话。</p>"
    rows = "".join(
        f'<li data-session="{esc(c.session)}"><div><b>{esc(_short(c.first_question))}</b>'
        f"<small>{datetime.fromisoformat(c.last).astimezone():%Y-%m-%d %H:%M} · {c.turns} 问</small></div>"
        '<span class="acts"><button type="button" data-act="open">打开</button>'
        '<button type="button" data-act="md">Markdown</button><button type="button" data-act="docx">Word</button>'
        '<button type="button" data-act="remove">删除</button></span></li>'
        for c in found
    )
    return f'<h2>对话</h2><ul class="talks">{rows}</ul>'


def _short(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= 80 else line[:80] + "…"


def _feedback(said: Sequence[Rating]) -> str:
    good = sum(r.verdict == "up" for r in said)
    button = '<button type="button" data-act="export">导出为评测题集</button>' if said else ""
    words = f"{len(said)} 条：有帮助 {good}，有问题 {len(said) - good}。" if said else "还没有反馈；在回答下面评价。"
    return f'<h2>反馈</h2><p>{words}</p><span class="acts">{button}</span>'


def feedback_file(said: Sequence[Rating]) -> str:
    """The question set of the ratings as a file for the page, identities taken out."""
    rows = list(feedback_rows(said))
    if not sum(counts(rows)):
        return ""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return file_html("mmguide-feedback.jsonl", text.encode())
