"""An Answer in the terminal: text, numbered citations, calculations, warnings, what is missing."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agents.answer import Answer, Citation
from tools.calculator import CalculatorAnswer
from tools.registry import CALCULATORS
from ui.output import printable, write_text
from ui.words import (
    CAUTION,
    DIGEST_MARK,
    DISCLAIMER,
    STATUS,
    document_line,
    excerpt,
    missing_lines,
    passage_place,
    place_line,
    source_lines,
)

MAX_WIDTH = 100
_STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Line:
    """A piece of text with its indentation and style."""

    text: str
    indent: int = 0
    style: str = ""


def show_answer(answer: Answer) -> None:
    """Writes an answer to standard output: laid out for a terminal, plain for a file or another program."""
    if sys.stdout.isatty():
        _show(answer_lines(answer))
    else:
        write_text(plain_text(answer_lines(answer)))


def plain_text(lines: Iterable[Line]) -> str:
    """Lines without style; nothing is wrapped or cut."""
    rows = (" " * line.indent + row for line in lines for row in (line.text.splitlines() or [""]))
    return "\n".join(row.rstrip() for row in rows)


def _show(lines: Iterable[Line]) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(markup=False, emoji=False, highlight=False)
    width = min(console.width, MAX_WIDTH)
    for line in lines:
        text = Text(style=line.style)
        for number, part in enumerate(_STRONG.split(printable(line.text))):
            text.append(part, "bold" if number % 2 else "")
        console.print(Padding(text, (0, 0, 0, line.indent)), width=width)


def answer_lines(answer: Answer) -> Iterator[Line]:
    """Everything of an answer that a reader needs to check it."""
    yield Line(STATUS[answer.status.value], style="bold")
    yield Line(answer.text)
    yield from _block("出处", (line for c in answer.citations for line in _citation(c)))
    yield from _block("计算依据", (Line(_basis(c), 2) for c in answer.tool_calls))
    cautions = (f"{CAUTION.get(w.kind, w.kind)}：{w.text}{_marks(w.citations)}" for w in answer.warnings)
    yield from _block("注意", (Line(text, 2, "yellow") for text in cautions))
    yield from _block("还需要", (Line(text, 2) for text in missing_lines(answer)))
    near = (f"{p.doc_id} · {passage_place(p)}\n{excerpt(p.text)}" for p in answer.nearest)
    yield from _block("最接近的段落", (Line(text, 2) for text in near))
    yield Line("")
    yield Line(_footer(answer), style="dim")


def _basis(call: CalculatorAnswer) -> str:
    """The sources of a calculation; its result, steps and values stand in the text of the answer."""
    return f"{CALCULATORS[call.calculator].title}：{'；'.join(source_lines(call))}"


def _block(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    shown = tuple(lines)
    if shown:
        yield Line("")
        yield Line(title, style="bold")
        yield from shown


def _citation(citation: Citation) -> tuple[Line, ...]:
    return (
        Line(f"[{citation.n}] {document_line(citation.document)}", 2, "cyan"),
        Line(place_line(citation), 6, "dim"),
        Line(f"“{citation.quote}”", 6),
    )


def _marks(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{n}]" for n in numbers)


def _footer(answer: Answer) -> str:
    total = answer.elapsed_ms.get("total")
    parts = [f"索引 {answer.snapshot}" if answer.snapshot else "", answer.mode if answer.mode != "extractive" else ""]
    parts += [f"{total:.0f} ms" if total is not None else "", DISCLAIMER]
    return " · ".join(p for p in parts if p)


def search_text(found: Mapping[str, Any]) -> str:
    """The results of a search."""
    lines: list[str] = []
    for result in found["results"]:
        mark = DIGEST_MARK if result["digest"] else ""
        where = result["locator"]
        lines.append(f"{result['rank']}. {result['title']} · {result['edition']}{mark}  {result['score']:.3f}")
        lines.append(f"   {where['page']} · {where['section']} · 第 {where['lines'][0]} 行")
        lines += [f"   {line}" for line in result["text"].splitlines()]
    return "\n".join(lines) if lines else "没有找到。"
