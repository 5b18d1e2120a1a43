"""Passages in quotable pieces: sentences, bullets, table rows; each a literal piece with a mended display."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from agents.broken_lines import Line, whole_lines
from agents.leads import COLON, with_leads
from agents.mending import cells, mended, shown_row, two_columns
from agents.quotable import Snippet
from corpus.types import Kind, Passage, squeeze
from ingest.markdown import is_rule
from ingest.references import leading_mark
from ingest.shapes import has_label, is_category, is_heads

__all__ = ["Snippet", "cells", "mended", "shown_row", "snippets"]

LONGEST, LONGEST_ROW = 260, 420
READABLE = 120
TITLE = 4
MARK = 12
_ENDS = re.compile(r"[。！？；](?![”’）)\]])|[。！？][”’）)]")
_BULLET = re.compile(r"^\s*(?:[•◦▪■●◊�]|[*+](?![*\d])|[–—-]\s|\d{1,2}[.、)](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])")
# Inner bullets by their signs, the innermost last; of a lost sign only the place among the others is known.
_INNER = tuple(map(re.compile, (r"^(?:\s*[�◦]|\s{2,}[*+-]\s)", r"^\s*◊", r"^\s*[–—]\s", r"^\s*▪")))
_NOTE = re.compile(r"^[a-z]{1,2} (?=[\u4e00-\u9fffA-Z(（≥≤<>\d])")
LETTERS = re.compile(r"(?<=[\u4e00-\u9fff）)])[a-z](?:[-,][a-z])*$")
NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})* \S")
_EMPHASISED = re.compile(r"\*\*[^*]+\*\*")
_PAGE_CODE = re.compile(r"[A-Z]{2,6}-[A-Z0-9]{1,3}(?: \d{1,2}/\d{1,2})?")
# Square reference numbers of a source; shown, they would be taken for the marks of the answer.
_SQUARE = re.compile(r"[\[［]\s?\d{1,3}(?:\s?[,，~～–-]\s?\d{1,3})*\s?[\]］]")


def snippets(passage: Passage) -> tuple[Snippet, ...]:
    """The pieces of a passage in order."""
    found: list[Snippet] = []
    for piece in _pieces_of(passage):
        if found and _one_head(found[-1], piece):
            found[-1] = _merged(found[-1], piece)
        elif piece.shown or any(c.isalnum() for c in piece.quote):
            found.append(replace(piece, position=len(found)))
    return with_leads(found)


def _one_head(before: Snippet, piece: Snippet) -> bool:
    """Whether the name of a group and the line with a colon under it, or two such lines, introduce the same rows."""
    rows = before.row and piece.row and piece.quote.endswith(COLON)
    return rows and (before.quote.endswith(COLON) or (is_category(before.quote) and not before.heading))


def _merged(before: Snippet, piece: Snippet) -> Snippet:
    quote = before.passage.text[before.start : piece.end]
    shown = before.shown if before.shown.endswith(COLON) else f"{before.shown}："
    return replace(before, quote=quote, shown=shown + piece.shown)


def _pieces_of(passage: Passage) -> Iterator[Snippet]:
    columns = passage.columns
    alone = _headings(passage)
    starts = re.compile(f"{_BULLET.pattern}|{_NOTE.pattern}|#|\\|")
    for line in whole_lines(passage.text, passage.kind is Kind.TABLE, starts, alone):
        text = line.text.strip()
        at = line.start + line.text.index(text) if text else line.start
        if not text or is_rule(text) or re.fullmatch(r"[\d\s,，.–-]+", text):
            continue
        if text.startswith("|") and text.endswith("|"):
            columns = columns or text
            if text != columns:
                yield Snippet(passage, text, shown_row(text, columns), 0, at, row=True)
        elif text in alone or _is_heading(text, passage):
            yield Snippet(passage, text, mended(text), 0, at, heading=True)
        else:
            yield from _of_line(passage, text, at, line)


def _of_line(passage: Passage, text: str, at: int, line: Line) -> Iterator[Snippet]:
    """The sentences of a line, or the line as a table row."""
    row = passage.kind is Kind.TABLE
    bullet = bool(_BULLET.match(text))
    level = max((n for n, signs in enumerate(_INNER, 2) if signs.match(line.text)), default=1) if bullet else 0
    note = bool(_NOTE.match(text))
    whole = [(0, text)] if note and len(text) <= LONGEST else _pieces(text, LONGEST_ROW if row else LONGEST)
    for i, (start, end, marked) in enumerate(_marked(whole, passage)):
        shown = _shown(text[start:end], passage, parted=row or has_label(text))
        first = bullet and i == 0
        yield Snippet(passage, text[start:marked], shown, 0, at + start, row, bullet=first, level=level, note=note)


def _shown(text: str, passage: Passage, *, parted: bool) -> str:
    """A piece for reading: without reference numbers, and without the heading that runs into it and names its place."""
    run_in = next((words for words in _numbered(passage) if text.startswith(f"{words} ")), "")
    plain = text[len(run_in) :]
    shown = mended(_SQUARE.sub("", plain) if passage.references else plain, row=parted)
    return shown if passage.kind is Kind.TABLE else two_columns(shown)


def _marked(pieces: Iterable[tuple[int, str]], passage: Passage) -> list[tuple[int, int, int]]:
    """Begin and end of pieces, and the end of the reference numbers behind them, which are quoted but not shown."""
    found: list[tuple[int, int, int]] = []
    for at, piece in pieces:
        mark = _leading(piece, passage.references)
        if found and len(piece) <= MARK and not re.search(r"[\u4e00-\u9fffA-Za-z]", piece):
            mark = piece
        if mark and found:
            found[-1] = (found[-1][0], found[-1][1] if passage.references else at + len(mark), at + len(mark))
        rest = piece[len(mark) :].lstrip()
        if rest:
            begin = at + len(piece) - len(rest)
            found.append((begin, begin + len(rest), begin + len(rest)))
    return found


def _leading(piece: str, references: tuple[str, ...]) -> str:
    """Reference numbers before a sentence that belong to the one before it."""
    square = _SQUARE.match(piece) if references else None
    return square.group() if square else leading_mark(piece, references) if references else ""


def _headings(passage: Passage) -> frozenset[str]:
    """The lines of a passage that are headings: of its own section, or numbered ones of the sections it covers."""
    names = frozenset((*passage.section, *_numbered(passage)))
    lines = map(str.strip, passage.text.split("\n"))
    return frozenset(line for line in lines if line.rstrip("：:") in names or _PAGE_CODE.fullmatch(line))


def _numbered(passage: Passage) -> tuple[str, ...]:
    """The numbered headings of the sections that a passage covers."""
    sections = (*passage.section, *(words for _, section in passage.parts for words in section))
    return tuple(words for words in sections if NUMBERED.match(words))


def _is_heading(line: str, passage: Passage) -> bool:
    """Whether a line is a heading, the title of a table or the heads of its columns."""
    marked = line.startswith("#") or " » " in line or bool(_EMPHASISED.fullmatch(line) or _PAGE_CODE.fullmatch(line))
    if marked or mended(line) in passage.section:
        return True
    if passage.kind is not Kind.TABLE and (is_heads(line) or _is_page_title(line, passage)):
        return True
    plain = squeeze(line)
    title = squeeze(passage.title)
    named = (len(plain) >= TITLE and plain in title) or title.startswith(plain) or plain == squeeze(passage.columns)
    return named and passage.kind is Kind.TABLE


def _is_page_title(line: str, passage: Passage) -> bool:
    """Whether a line is the title of its page, which the section has behind the page's code."""
    title = passage.section[0].removeprefix(passage.page_label) if passage.section and passage.page_label else ""
    return len(line) >= TITLE and squeeze(LETTERS.sub("", line)) == squeeze(title)


def _pieces(line: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """Sentences with their offsets; one that is longer than can be shown is cut at a semicolon or comma."""
    ends = [m.end() for m in _ENDS.finditer(line) if _closes(line, m)] if longest == LONGEST else []
    cuts = [0]
    for end in (*ends, len(line)):
        if end > cuts[-1] and (end == len(line) or end - cuts[-1] >= 16):
            cuts.append(end)
    for start, end in zip(cuts, cuts[1:], strict=False):
        for at, piece in _short(start, line[start:end], longest):
            if piece.strip():
                yield at + piece.index(piece.strip()), piece.strip()


def _closes(line: str, end: re.Match[str]) -> bool:
    """Whether a mark ends a piece: no bracket is open, and a semicolon only in what is too long to be read at once."""
    before = line[max(0, end.start() - 80) : end.start()]
    opened = before.count("（") + before.count("(") > before.count("）") + before.count(")")
    return not opened and (end.group()[0] != "；" or len(line) > READABLE)


def _short(at: int, piece: str, longest: int) -> list[tuple[int, str]]:
    if len(piece) <= longest:
        return [(at, piece)]
    cuts = [m.end() for m in re.finditer(r"[，,；;、\s]", piece) if 60 < m.end() < len(piece) - 40]
    cut = min(cuts, key=lambda c: abs(c - len(piece) // 2)) if cuts else len(piece) // 2
    return [*_short(at, piece[:cut], longest), *_short(at + cut, piece[cut:], longest)]
