"""`mmguide ask`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import InputError
from ui.opening import open_answering
from ui.output import answer_lines, checked_text, text_of, write_json
from ui.settings import Limits, read_settings

if TYPE_CHECKING:
    from agents.answering import Answering


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("ask", help="提问；回答逐句注明出处。")(ask)


def ask(
    question: Annotated[str | None, typer.Argument(metavar="Q", help="问题")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='每行读入 {"question","session"}，每行输出一个回答')] = False,
) -> None:
    """Answers a question, or many in one process."""
    if (question is None) != jsonl:
        raise typer.BadParameter("请给出问题 Q，或用 --jsonl 从标准输入读取。")
    settings = read_settings()
    if question is None:
        assistant = open_answering(settings, quiet=True)
        answer_lines(lambda request: _answer_request(assistant, request, settings.limits))
        return
    checked_text(question, settings.limits.question_chars)
    answer = open_answering(settings, quiet=as_json).ask(question)
    if as_json:
        write_json(answer.as_json())
    else:
        from ui.render import show_answer

        show_answer(answer)


def _answer_request(assistant: "Answering", request: Mapping[str, Any], limits: Limits) -> Mapping[str, Any]:
    session = request.get("session")
    if session is not None and not isinstance(session, str):
        raise InputError("session 应为文字。", '请写成 {"question": "…", "session": "…"}。')
    question = text_of(request, "question", limits.question_chars)
    return assistant.ask(question, session).as_json()
