"""The units of a passage, and the rows of tables whose rules were lost: which lines are one row."""

import re
from dataclasses import dataclass

from corpus.terms import normal_form, terminology
from corpus.types import Kind
from ingest.shapes import ends_in_value, is_heads, is_value, row_shaped, torn_word
from ingest.structure import Block, Line

ROW_LABELS = 3
ROW_KINDS = ("drug", "test", "procedure", "response", "disease")
BLANKS, SENTENCE = 2, 14
_ASCII_WORD = re.compile(r"[0-9A-Za-z.,;)%]$")
_BULLET = re.compile(r"^\s*[•◦▪■●◊�]")
_WITHIN = re.compile(r"^[≥≤<>＜＞=(（)）、，,。；;]")
_CLOSED = re.compile(r"[。：:；;]$")
_NUMBERED = re.compile(r"(?:续?表|指南)\s*\d|$")
_SIGNED = re.compile(r"\s[+–−-]\d+$")
_OPEN = re.compile(r"[；;、，,]$")


@dataclass(frozen=True)
class Unit:
    """The smallest piece that is kept whole: a sentence, bullet, row or footnote with its line range.

    `ends` are the offsets in the text at which its source lines end, with their numbers.
    """

    text: str
    first: int
    last: int
    glue: str
    heading: bool = False
    heads: bool = False
    ends: tuple[tuple[int, int], ...] = ()


def begun(line: Line) -> Unit:
    """A unit that begins with a line."""
    text = line.text.strip()
    return Unit(text, line.number, line.number, "\n", line.heading, line.heads, ((len(text), line.number),))


def longer(unit: Unit, line: Line, between: str | None = None) -> Unit:
    """A unit with one more line; `between` is put there instead of what words need."""
    glue_ = glue(unit.text, line.text) if between is None else between
    text = unit.text + glue_ + line.text.strip()
    return Unit(text, unit.first, line.number, "\n", False, unit.heads, (*unit.ends, (len(text), line.number)))


def glue(before: str, after: str) -> str:
    """A space where two ASCII words or numbers meet, nothing between Chinese characters."""
    ascii_after = after.strip()[:1].isascii() and after.strip()[:1].isalnum()
    return " " if _ASCII_WORD.search(before) and ascii_after else ""


def rows(block: Block) -> list[Unit]:
    """The rows of a flattened table: by what its labels are, or by empty lines; else every line is one."""
    labels = _row_kind(block) if _NUMBERED.match(block.title) else ""
    sparse = sum(line.blank for line in block.lines[1:]) >= BLANKS and any(line.heads for line in block.lines)
    found: list[Unit] = []
    for line in block.lines:
        before = found[-1] if found else None
        own = before is None or before.heading or line.heading or line.heads
        if before is None or own or (_begins(before, line, labels) if labels else not sparse or _by_gap(before, line)):
            found.append(begun(line))
        else:
            found[-1] = longer(before, line, _between(before, line))
    return found


def _between(before: Unit, line: Line) -> str:
    """What parts a cell from the next: a space after an empty line, before a value, between Chinese and other signs."""
    last, first = before.text[-1:], line.text.strip()[:1]
    same = last.isascii() == first.isascii()
    return (
        " "
        if line.blank or before.heads or not same or is_value(line.text) or _BULLET.match(line.text)
        else glue(last, first)
    )


def _begins(before: Unit, line: Line, labels: str) -> bool:
    """Whether a row begins, in a table whose rows begin with the names of drugs, tests …"""
    if (
        line.blank and line.text.rstrip().endswith(("。", "：", ":")) and len(line.text) > SENTENCE
    ):  # a sentence between the rows
        return True
    return _label_kind(line) in (labels, "note") and (line.blank or not _OPEN.search(before.text))


def _by_gap(before: Unit, line: Line) -> bool:
    """Whether a row begins, in a table whose rows are parted by empty lines."""
    opened = len(re.findall("[（(]", before.text)) > len(re.findall("[）)]", before.text))
    if is_value(line.text) or opened or _WITHIN.match(line.text.strip()):
        return False
    if _BULLET.match(line.text) and not line.blank:
        return False
    if before.heads:
        return not (_further_head(before, line) or torn_word(before.text, line.text.strip()))
    signed = bool(_SIGNED.search(before.text)) or (ends_in_value(before.text) and row_shaped(line.text))
    return line.blank or signed or bool(_CLOSED.search(before.text))


def _further_head(before: Unit, line: Line) -> bool:
    """Whether a line names one more column: something of the same kind as the heads before it."""
    kind = _label_kind(line)
    named = {_label_kind(Line(0, word)) for word in before.text.split()}
    return bool(kind) and kind in named and not is_heads(line.text) and " " not in line.text.strip()


def _row_kind(block: Block) -> str:
    """What the rows of a flattened table are about (drugs, tests …), by how its lines begin; empty if it is unclear."""
    if block.kind is not Kind.TABLE or block.columns:
        return ""
    kinds = [_label_kind(line) for line in block.lines]
    return next((kind for kind in ROW_KINDS if kinds.count(kind) >= ROW_LABELS), "")


def _label_kind(line: Line) -> str:
    """The kind of concept that a line begins with; "note" for a note under a table."""
    text = line.text.strip()
    if re.match(r"注\s*[:：]", text):
        return "note"
    names = terminology().by_form
    found = (names.get(normal_form(text[:n])) for n in range(12, 1, -1))
    return next((term.kind for term in found if term is not None), "")
