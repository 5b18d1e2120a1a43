"""`mmguide feedback`: what readers say of answers; it stays on this machine."""

import json
import sys
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from corpus.errors import InputError, StorageError
from ui.opening import open_journal
from ui.output import parse_object, write_json, write_text
from ui.settings import Settings, read_settings

if TYPE_CHECKING:
    from agents.journal import Rating

WORDS = {"up": "有帮助", "down": "有问题"}


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    feedback = typer.Typer(help="对回答的反馈：只保存在本机，可导出为评测题集。", no_args_is_help=True)
    feedback.command("add", help="评价最近一次回答，或一个保存下来的回答。")(add)
    feedback.command("list", help="列出反馈。")(list_all)
    feedback.command("export", help="导出为评测题集（JSONL）。")(export)
    feedback.command("delete", help="删除一条反馈。")(delete)
    app.add_typer(feedback, name="feedback")


def add(
    verdict: Annotated[Literal["up", "down"], typer.Argument(metavar="up|down", help="up 有帮助，down 有问题")],
    comment: Annotated[str, typer.Option("--comment", "-m", help="意见")] = "",
    answer: Annotated[
        Path | None, typer.Option("--answer", help="ask --json 的输出；- 为标准输入；不给则为最近一次回答")
    ] = None,
) -> None:
    """Keeps a rating."""
    from agents.journal import Rating, now

    settings = read_settings()
    answer_id, session, turns, record = _of_file(answer) if answer else _of_last(settings)
    open_journal(settings).rate(Rating(answer_id, session, "", now(), verdict, comment, turns, record))
    write_text(f"已记录（{WORDS[verdict]}）：{record['question'][:60]}\n反馈只保存在本机。")


def _of_file(path: Path) -> tuple[str, str, tuple[str, ...], dict[str, Any]]:
    from agents.answer_record import completed, from_record

    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        record = completed(parse_object(raw))
        from_record(record)
    except OSError as error:
        raise InputError(f"无法读取 {path}：{error.strerror or error}。", "请检查路径。") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError("不是 mmguide ask --json 的输出。", "请用 mmguide ask Q --json > answer.json。") from error
    return uuid.uuid4().hex, record["session"] or "", (record["question"],), record


def _of_last(settings: Settings) -> tuple[str, str, tuple[str, ...], dict[str, Any]]:
    journal = open_journal(settings)
    last = journal.last_turn("")
    if last is None:
        raise InputError("没有保存的回答。", "请先 mmguide ask，或用 --answer 给出 ask --json 的输出。")
    turns = tuple(str(t.record["question"]) for t in journal.turns("", last.session))
    return last.answer_id, last.session, turns, dict(last.record)


def list_all(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False) -> None:
    """Lists ratings, oldest first."""
    found = open_journal(read_settings()).ratings()
    if as_json:
        write_json([_as_json(r) for r in found])
        return
    lines = [
        f"{r.answer_id[:12]}  {r.at[:16].replace('T', ' ')}  {WORDS[r.verdict]}  {r.record['question'][:50]}"
        + (f"\n              意见：{r.comment}" if r.comment else "")
        for r in found
    ]
    write_text("\n".join(lines) if lines else "没有反馈。")


def _as_json(rating: "Rating") -> dict[str, Any]:
    extra = ("cited", "near", "documents")
    return {
        "id": rating.answer_id, "session": rating.session, "at": rating.at, "verdict": rating.verdict,
        "comment": rating.comment, "turns": list(rating.turns), "snapshot": rating.record["snapshot"],
        "mode": rating.record["mode"], "answer": {k: v for k, v in rating.record.items() if k not in extra},
    }  # fmt: skip


def export(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="题集文件；不给则写到标准输出")] = None,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="不隐去姓名、证件号、电话等")] = False,
) -> None:
    """Writes the question set that `mmguide eval` reads."""
    from evals.feedback_set import counts, feedback_rows

    rows = list(feedback_rows(open_journal(read_settings()).ratings(), masked=not unmasked))
    text = _lines(rows)
    if file is None:
        sys.stdout.write(text)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"无法写入 {file}：{error.strerror or error}。", "请检查目录、权限与磁盘。") from error
    scored, left = counts(rows)
    write_text(f"已写出 {len(rows)} 题：{file}；{scored} 题可评测，{left} 题待补全（见各题的 to_complete）。")


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def delete(answer_id: Annotated[str, typer.Argument(metavar="ID", help="反馈编号，见 feedback list")]) -> None:
    """Takes a rating out."""
    journal = open_journal(read_settings())
    found = [r.answer_id for r in journal.ratings() if r.answer_id.startswith(answer_id)]
    if len(found) != 1:
        raise InputError(f"没有反馈“{answer_id}”，或编号不完整。", "用 mmguide feedback list 查看编号。")
    journal.forget_rating(found[0])
    write_text("已删除。")
