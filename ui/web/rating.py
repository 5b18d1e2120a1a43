"""What a reader says of an answer, kept on this machine."""

import gradio as gr

from agents.answer_record import to_record
from agents.journal import Rating, now
from corpus.errors import MmguideError
from ui.web.desk import Desk
from ui.web.markup import esc
from ui.web.talk import Talk

SAID = {"up": "有帮助", "down": "有问题"}


def wire_rating(desk: Desk, talk: gr.State, conversation: gr.HTML, notice: gr.HTML) -> None:
    """The page draws the thumbs; the server keeps what was said and tells so below the conversation."""

    def rate(so_far: Talk, event: gr.EventData, request: gr.Request) -> tuple[Talk, str]:
        told = rated(desk, so_far, event.turn, event.verdict, event.comment, request.username)
        return told if isinstance(told, tuple) else (so_far, told)

    conversation.rate(
        rate, [talk], [talk, notice], concurrency_limit=None, show_progress="hidden", api_visibility="private"
    )  # fmt: skip


def rated(
    desk: Desk, talk: Talk, turn: object, verdict: object, comment: object, user: str | None
) -> tuple[Talk, str] | str:
    """Keeps a rating; it comes from a browser, so nothing about it is taken for granted."""
    number = int(str(turn)) if str(turn).isdecimal() and str(turn).isascii() else -1
    if not 0 <= number < len(talk.turns) or verdict not in ("up", "down"):
        return ""
    answer = talk.turns[number].answer
    if answer is None:
        return ""
    said, text = ("up" if verdict == "up" else "down"), str(comment or "").strip()
    asked = tuple(t.question for t in talk.turns[: number + 1])
    rating = Rating(
        talk.turns[number].answer_id, talk.session, user or "", now(), "up" if said == "up" else "down", text, asked,
        to_record(answer),
    )  # fmt: skip
    try:
        desk.journal.rate(rating)
    except MmguideError as error:
        return f'<p class="problem" role="alert">{esc(error.message)}{esc(error.hint)}</p>'
    words = f"已记录：{SAID[said]}{'，并保存了意见' if text else ''}。只保存在本机。"
    return talk.rated(number, said, text), f'<p role="status">{words}</p>'
