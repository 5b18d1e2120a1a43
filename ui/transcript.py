"""A conversation as a document to keep: every citation with its place, every calculation with inputs and steps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from agents.answer import Answer, Citation
from corpus.errors import InputError, StorageError
from tools.calculator import CalculatorAnswer
from tools.registry import CALCULATORS
from ui.output import printable
from ui.words import (
    CALCULATED,
    CAUTION,
    DISCLAIMER,
    STATUS,
    document_line,
    excerpt,
    missing_lines,
    passage_place,
    place_line,
    sentence,
    source_lines,
    used_values,
)

TITLE = "骨髓瘤指南助手：对话记录"
KEEP_SAFE = "可能含有患者信息，请妥善保管。"
SUFFIXES = (".md", ".docx")
_TAG = re.compile(r"<(?=[A-Za-z/!])")
_SPECIAL = re.compile(r"([\\`*_])")


class Kind(StrEnum):
    """What a block is in a document."""

    TITLE = "title"
    QUESTION = "question"
    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"
    STEP = "step"
    QUOTE = "quote"
    SMALL = "small"


@dataclass(frozen=True)
class Block:
    """One paragraph; **strong** is marked up in texts of the program (TEXT, BULLET), nowhere else."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Exchange:
    """A question with its answer, or with what went wrong."""

    question: str
    at: str = ""
    answer: Answer | None = None
    problem: str = ""


def blocks(exchanges: Sequence[Exchange], written: datetime) -> Iterator[Block]:
    """The whole document."""
    yield Block(Kind.TITLE, TITLE)
    yield Block(Kind.SMALL, f"导出时间 {written.astimezone():%Y-%m-%d %H:%M} · {len(exchanges)} 个问题。{KEEP_SAFE}")
    yield Block(Kind.SMALL, f"{DISCLAIMER}。回答逐句引自收录的文献，或来自确定性计算器。")
    for number, exchange in enumerate(exchanges, start=1):
        yield Block(Kind.QUESTION, f"{number}. {exchange.question}")
        if exchange.answer is None:
            yield Block(Kind.TEXT, f"没有回答：{exchange.problem}")
        else:
            yield from _answer(exchange.answer, exchange.at)


def _answer(answer: Answer, at: str) -> Iterator[Block]:
    yield Block(Kind.SMALL, STATUS[answer.status.value])
    for line in answer.text.split("\n"):
        if line.strip():
            yield Block(Kind.BULLET if line.startswith("- ") else Kind.TEXT, line.removeprefix("- "))
    yield from _under("出处", (b for c in answer.citations for b in _citation(c)))
    for call in answer.tool_calls:
        yield from _calculation(call)
    cautions = (
        Block(Kind.BULLET, f"{CAUTION.get(w.kind, w.kind)}：{w.text}{''.join(f'[{n}]' for n in w.citations)}")
        for w in answer.warnings
    )
    yield from _under("注意", cautions)
    yield from _under("还需要", (Block(Kind.BULLET, line) for line in missing_lines(answer)))
    near = (Block(Kind.BULLET, f"{p.doc_id} · {passage_place(p)}：{excerpt(p.text)}") for p in answer.nearest)
    yield from _under("最接近的段落（不是答案）", near)
    parts = [f"索引 {answer.snapshot}" if answer.snapshot else "", _local(at), answer.mode]
    yield Block(Kind.SMALL, " · ".join(p for p in (*parts, DISCLAIMER) if p))


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""


def _under(title: str, found: Iterable[Block]) -> Iterator[Block]:
    shown = tuple(found)
    if shown:
        yield Block(Kind.HEADING, title)
        yield from shown


def _citation(c: Citation) -> tuple[Block, ...]:
    return Block(Kind.TEXT, f"[{c.n}] {document_line(c.document)} · {place_line(c)}"), Block(Kind.QUOTE, c.quote)


def _calculation(call: CalculatorAnswer) -> Iterator[Block]:
    yield Block(Kind.HEADING, f"计算：{CALCULATORS[call.calculator].title}（{CALCULATED[call.status]}）")
    yield Block(Kind.TEXT, sentence(call))
    yield from (Block(Kind.BULLET, f"{label}：{value}") for label, value in used_values(call))
    yield from (Block(Kind.STEP, step) for step in call.steps)
    yield from (Block(Kind.BULLET, f"注意：{w.message_zh}") for w in call.warnings)
    yield Block(Kind.SMALL, f"依据：{'；'.join(source_lines(call))}")


def markdown(exchanges: Sequence[Exchange], written: datetime) -> str:
    """The document as Markdown."""
    text, before, step = "", Kind.TITLE, 0
    for block in blocks(exchanges, written):
        step = step + 1 if block.kind is Kind.STEP else 0
        listed = block.kind is before and block.kind in (Kind.BULLET, Kind.STEP)
        text += ("\n" if listed else "\n\n" if text else "") + _marked(block, step)
        before = block.kind
    return text + "\n"


def _marked(block: Block, step: int) -> str:
    text = printable(block.text).strip()
    if block.kind in (Kind.STEP, Kind.QUOTE):
        text = _SPECIAL.sub(r"\\\1", text)  # a quotation reads as it stands
    text = _TAG.sub(r"\\<", text)
    match block.kind:
        case Kind.TITLE:
            return f"# {text}"
        case Kind.QUESTION:
            return f"## {' '.join(text.split())}"
        case Kind.HEADING:
            return f"### {text}"
        case Kind.BULLET:
            return f"- {text}"
        case Kind.STEP:
            return f"{step}. {text}"
        case Kind.QUOTE:
            return "\n".join(f"> {line}" for line in text.splitlines())
        case Kind.SMALL:
            return f"*{text}*"
        case _:
            return text


def checked(path: Path) -> Path:
    """A file that a conversation can be written to; InputError for another suffix."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"不能保存为 {path.suffix or '没有后缀的文件'}。", "请用 .md（Markdown）或 .docx（Word）。")
    return path


def save(path: Path, exchanges: Sequence[Exchange], written: datetime) -> None:
    """Writes a conversation to a file, as its suffix says."""
    content = document(checked(path).suffix.lower(), exchanges, written)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(f"无法写入 {path}：{error.strerror or error}。", "请检查目录、权限与磁盘。") from error


def document(suffix: str, exchanges: Sequence[Exchange], written: datetime) -> bytes:
    """The file of a conversation."""
    if suffix == ".md":
        return markdown(exchanges, written).encode()
    from ui.transcript_word import word

    return word(exchanges, written)
