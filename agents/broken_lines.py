"""Lines that text extraction broke inside a sentence, a word or a table cell, joined again with their offsets."""

import re
from dataclasses import dataclass

import jieba

from index.words import word_cutter

PROSE = 60
_CJK = r"\u4e00-\u9fff"
_OPEN = re.compile(r"[、，,（(/／–-]$|(?<![一-鿿])[和或及与]$|[的为在是于对被将把由]$")
_GOES_ON = re.compile(r"^[、，,。；;）)\]／/（(]")
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z]$"), re.compile(r"^[A-Za-z=<>≥≤＜＞]")
# The label of a row in a flattened table: a stage, grade or class by its number.
_LABEL = re.compile(r"(?:[IVX]{1,4}|[Ⅰ-Ⅻ]|[A-D]|\d{1,2})\s")
# The reader has put the lines of such an item together.
_ITEM = re.compile(r"\s*[•◦▪■●◊�]")
_CLOSED = re.compile(r"[。！？；;：:!?]\s*$")


@dataclass(frozen=True)
class Line:
    """A logical line: a literal piece of the text with its offset."""

    text: str
    start: int


def whole_lines(
    text: str, table: bool, starts: re.Pattern[str], alone: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """The logical lines of a text; `starts` matches what always begins a line of its own (bullets, rows, notes).

    `alone` are lines that are whole: headings.
    """
    prose = not table and text.count("。") * PROSE >= len(text)
    found: list[Line] = []
    at = 0
    for line in text.split("\n"):
        before = found[-1].text if found else ""
        whole = line.strip() in alone or (before.strip() in alone and not line.lstrip().startswith(("（", "(")))
        own = not line.strip() or starts.match(line.strip()) or whole
        flows = prose and not _ITEM.match(before)
        if before.strip() and not own and _goes_on(before.rstrip(), line.strip(), prose=flows):
            found[-1] = Line(text[found[-1].start : at + len(line)], found[-1].start)
        else:
            found.append(Line(line, at))
        at += len(line) + 1
    return tuple(found)


def _goes_on(before: str, line: str, *, prose: bool) -> bool:
    """Whether a line goes on with what the one before it began."""
    last = before.rpartition("\n")[2]
    if last.startswith("#") or (last.startswith("|") and last.endswith("|")) or line.isdigit():
        return False
    if _GOES_ON.match(line):
        return True
    if _CLOSED.search(before):
        return False
    if _OPEN.search(before) or _left_open(before):
        return True
    if _LATIN_END.search(before) and _LATIN_START.match(line) and len(last) < 40:
        return True
    if _LABEL.match(line):
        return False
    if prose and len(last.strip()) >= 16 and re.search(rf"[{_CJK}，、]$", before):
        return True
    return _broken_word(last.strip(), line)


def _left_open(text: str) -> bool:
    """Whether a bracket stands open at the end."""
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _broken_word(before: str, line: str) -> bool:
    """Whether the end of one line and the beginning of the next are one word: 日常生活活 + 动."""
    if not (re.search(rf"[{_CJK}]$", before) and re.match(rf"[{_CJK}]", line)):
        return False
    cut = word_cutter()
    tail, head = cut.lcut(before[-8:])[-1], cut.lcut(line[:8])[0]
    whole = tail + head
    if len(tail) > 1 and len(head) > 1:
        return False
    return len(whole) <= 4 and bool(jieba.dt.FREQ.get(whole)) and cut.lcut(before[-8:] + line[:8]) != [
        *cut.lcut(before[-8:]), *cut.lcut(line[:8]),
    ]  # fmt: skip
