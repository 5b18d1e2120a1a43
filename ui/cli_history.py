"""`mmguide history`: the conversations that are kept on this machine."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import InputError
from ui.opening import open_journal
from ui.output import write_json, write_text
from ui.settings import read_settings

SESSION = Annotated[str, typer.Argument(metavar="SESSION", help="对话编号，见 mmguide history list")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    history = typer.Typer(help="保存在本机的对话：列出、另存、删除。", no_args_is_help=True)
    history.command("list", help="列出保存的对话。")(list_all)
    history.command("save", help="另存为 Markdown 或 Word。")(save)
    history.command("delete", help="删除一个对话。")(delete)
    app.add_typer(history, name="history")


def list_all(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> None:
    """Lists conversations, newest first."""
    found = open_journal(read_settings()).conversations("")
    if as_json:
        write_json([asdict(c) for c in found])
        return
    lines = [f"{c.session}  {c.last[:16].replace('T', ' ')}  {c.turns} 问  {c.first_question[:60]}" for c in found]
    write_text("\n".join(lines) if lines else "没有保存的对话。")


def save(session: SESSION, file: Annotated[Path, typer.Argument(metavar="FILE", help="FILE.md 或 FILE.docx")]) -> None:
    """Writes a conversation to a file."""
    from agents.answer_record import from_record
    from ui.transcript import Exchange
    from ui.transcript import save as save_file

    turns = open_journal(read_settings()).turns("", session)
    if not turns:
        raise InputError(f"没有对话“{session}”。", "用 mmguide history list 查看编号。")
    answers = [from_record(t.record) for t in turns]
    exchanges = [Exchange(a.question, t.at, a) for t, a in zip(turns, answers, strict=True)]
    save_file(file, exchanges, datetime.now(UTC))
    write_text(f"已保存 {len(turns)} 个问答：{file}")


def delete(session: SESSION) -> None:
    """Takes a conversation out."""
    count = open_journal(read_settings()).delete("", session)
    if not count:
        raise InputError(f"没有对话“{session}”。", "用 mmguide history list 查看编号。")
    write_text(f"已删除 {count} 个问答；单独提交的反馈仍在，见 mmguide feedback list。")
