"""Passages in quotable pieces: sentences, bullets, table rows; each a literal piece with a mended display."""

import re
from dataclasses import dataclass

from corpus.types import Kind, Passage
from ingest.markdown import is_rule
from ingest.references import leading_mark

LONGEST, LONGEST_ROW = 260, 420
_ENDS = re.compile(r"(?<=[。！？；])(?![”’）)\]])|(?<=[。！？][”’）)])")
_MARKS = re.compile(r"^\s*(?:[•◦▪■●◊�–—*+-]\s*|#{1,6}\s*)+")
_BULLET = re.compile(r"^\s*(?:[•◦▪■●◊�*+]|[–—-]\s|\d{1,2}[.、)])")
_MARKDOWN = re.compile(r"\[\^[^\]\s]{1,20}\]:?|\*\*|__|\\(?=[\[\]_*#\\-])|<[^<>\n]{0,40}>(?=<|$)")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(frozen=True)
class Snippet:
    """A quotable piece: `quote` is literal, `shown` is mended for reading; `row` for table rows, `bullet` for list items."""

    passage: Passage
    quote: str
    shown: str
    position: int
    row: bool = False
    heading: bool = False
    bullet: bool = False


def snippets(passage: Passage) -> tuple[Snippet, ...]:
    """The pieces of a passage in order."""
    found: list[Snippet] = []
    columns = passage.columns
    for line in _whole_lines(passage):
        stripped = line.strip()
        if not stripped or is_rule(stripped) or stripped.isdigit():
            continue
        if stripped.startswith("|") and stripped.endswith("|"):
            columns = columns or stripped
            if stripped != columns:
                found.append(Snippet(passage, stripped, shown_row(stripped, columns), len(found), row=True))
            continue
        if _is_heading(stripped) or mended(stripped) in passage.section or " » " in stripped:
            found.append(Snippet(passage, stripped, mended(stripped), len(found), heading=True))
            continue
        bullet = bool(_BULLET.match(stripped))
        row = passage.kind is Kind.TABLE
        pieces = _pieces(stripped, LONGEST_ROW if row else LONGEST)
        for i, (piece, shown) in enumerate(_with_marks(pieces, passage)):
            found.append(Snippet(passage, piece, mended(shown), len(found), row=row, bullet=bullet and i == 0))
    return tuple(found)


def _whole_lines(passage: Passage) -> list[str]:
    """The lines of a passage; in running text a line that breaks off inside a sentence goes on with the next."""
    lines = passage.text.split("\n")
    if passage.kind is Kind.TABLE or passage.text.count("。") * 60 < len(passage.text):
        return lines
    joined: list[str] = []
    for line in lines:
        broken = joined and len(joined[-1]) >= 16 and re.search(r"[\u4e00-\u9fff，、]$", joined[-1].rstrip())
        if broken and line.strip() and not _BULLET.match(line) and not _is_heading(line.strip()):
            joined[-1] += "\n" + line
        else:
            joined.append(line)
    return joined


def _is_heading(line: str) -> bool:
    return line.startswith("#") or bool(re.fullmatch(r"\*\*[^*]+\*\*", line))


def _pieces(line: str, longest: int = LONGEST) -> list[str]:
    """Sentences; one that is longer than can be shown is cut at a semicolon or comma."""
    pieces = [p for p in _ENDS.split(line) if p.strip()] if longest == LONGEST else [line]
    joined: list[str] = []
    for piece in pieces:
        if joined and len(joined[-1]) < 16:
            joined[-1] += piece
        else:
            joined.append(piece)
    return [part.strip() for piece in joined for part in _short(piece, longest)]


def _with_marks(pieces: list[str], passage: Passage) -> list[tuple[str, str]]:
    """Pieces as quoted and as shown: a reference number behind a full stop goes with the sentence before it, unshown."""
    if not passage.references:
        return [(piece, piece) for piece in pieces]
    result: list[tuple[str, str]] = []
    for piece in pieces:
        mark = leading_mark(piece, passage.references)
        rest = piece[len(mark) :].strip()
        if mark and result:
            result[-1] = (result[-1][0] + mark, result[-1][1])
            piece = rest
        if rest:
            result.append((piece, rest))
    return result


def _short(piece: str, longest: int) -> list[str]:
    if len(piece) <= longest:
        return [piece]
    cuts = [m.end() for m in re.finditer(r"[，,；;、\s]", piece) if 60 < m.end() < len(piece) - 40]
    cut = min(cuts, key=lambda c: abs(c - len(piece) // 2)) if cuts else len(piece) // 2
    return [*_short(piece[:cut], longest), *_short(piece[cut:], longest)]


def mended(text: str) -> str:
    """A quotation for reading: bullets and Markdown marks off, spaces between Chinese characters off."""
    plain = _MARKDOWN.sub("", _BREAK.sub(" ", _LINK.sub(r"\1", _MARKS.sub("", text))))
    plain = re.sub(r"(?<=[\u4e00-\u9fff，。；：、（）])\s+(?=[\u4e00-\u9fff，。；：、（）])", "", plain)
    return re.sub(r"\s+", " ", plain).replace("�", "").strip()


def cells(row: str) -> list[str]:
    """The cells of a Markdown table row."""
    return [mended(c) for c in row.strip().strip("|").split("|")]


def shown_row(row: str, columns: str) -> str:
    """A row with its column heads: "分期：I；ISS：…"."""
    heads, values = cells(columns), cells(row)
    pairs = [(h, v) for h, v in zip(heads, values, strict=False) if v and v not in ("–", "-", "—")]
    if not pairs:
        return mended(row)
    first, rest = pairs[0], pairs[1:]
    return first[1] + "：" + "；".join(f"{h} {v}" if h else v for h, v in rest) if rest else first[1]
