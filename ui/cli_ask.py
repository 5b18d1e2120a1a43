"""`mmguide ask`."""

import sys
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import InputError, StorageError
from ui.opening import open_answering, open_journal
from ui.output import answer_lines, checked_text, text_of, write_json
from ui.settings import Limits, Settings, read_settings

if TYPE_CHECKING:
    from agents.answer import Answer
    from agents.answering import Answering
    from ui.transcript import Exchange


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("ask", help="提问；回答逐句注明出处。")(ask)


def ask(
    question: Annotated[str | None, typer.Argument(metavar="Q", help="问题")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='每行读入 {"question","session"}，每行输出一个回答')] = False,
    session: Annotated[str | None, typer.Option("--session", help="对话名称；同名的下一问是追问")] = None,
    save: Annotated[Path | None, typer.Option("--save", help="把对话另存为 FILE.md 或 FILE.docx")] = None,
) -> None:
    """Answers a question, or many in one process."""
    if (question is None) != jsonl:
        raise typer.BadParameter("请给出问题 Q，或用 --jsonl 从标准输入读取。")
    if jsonl and (session or save):
        raise typer.BadParameter("--session 和 --save 不能与 --jsonl 同用。")
    settings = read_settings()
    if question is None:
        assistant = open_answering(settings, quiet=True)
        answer_lines(lambda request: _answer_request(assistant, request, settings.limits))
        return
    checked_text(question, settings.limits.question_chars)
    if save:
        from ui.transcript import checked

        checked(save)
    if session and not settings.history:
        raise InputError("已关闭对话记录（MMGUIDE_HISTORY=false），不能接着以前的对话。", "请去掉 --session。")
    assistant = open_answering(settings, quiet=as_json)
    before = _resumed(settings, assistant, session) if session else []
    answer = assistant.ask(question, session)
    if as_json:
        write_json(answer.as_json())
    else:
        from ui.render import show_answer

        show_answer(answer)
    at = _kept(settings, answer, session) if session or not as_json else datetime.now(UTC).isoformat()
    if save:
        from ui.transcript import Exchange
        from ui.transcript import save as save_file

        save_file(save, [*before, Exchange(question, at, answer)], datetime.now(UTC))


def _resumed(settings: Settings, assistant: "Answering", session: str) -> "list[Exchange]":
    """The conversation so far, which the assistant then remembers."""
    from agents.answer_record import from_record
    from agents.resume import resume
    from ui.transcript import Exchange

    turns = open_journal(settings).turns("", session)
    answers = [from_record(t.record) for t in turns]
    resume(assistant, session, answers)
    return [Exchange(a.question, t.at, a) for t, a in zip(turns, answers, strict=True)]


def _kept(settings: Settings, answer: "Answer", session: str | None) -> str:
    """Keeps the turn in the journal and gives its time; an answer is shown even where it cannot be kept."""
    from agents.answer_record import to_record
    from agents.journal import Kept, now

    at = now()
    if settings.history:
        turn = Kept(uuid.uuid4().hex, session or uuid.uuid4().hex, "", at, to_record(answer))
        try:
            open_journal(settings).keep(turn)
        except StorageError as error:
            sys.stderr.write(f"注意：{error.message}{error.hint}\n")
    return at


def _answer_request(assistant: "Answering", request: Mapping[str, Any], limits: Limits) -> Mapping[str, Any]:
    session = request.get("session")
    if session is not None and not isinstance(session, str):
        raise InputError("session 应为文字。", '请写成 {"question": "…", "session": "…"}。')
    question = text_of(request, "question", limits.question_chars)
    return assistant.ask(question, session).as_json()
