"""Blocks -> passages of about 150 to 450 characters that never cut a sentence, bullet or table row."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.terms import normal_form, terminology
from corpus.types import Kind, Passage, passage_id, squeeze
from ingest.footnotes import with_footnotes
from ingest.references import with_references
from ingest.structure import Block, Line

TARGET = 380
LONGEST = 450
SHORTEST = 150
ROW_LABELS = 3
ROW_KINDS = ("drug", "test", "procedure", "response", "disease")
_SENTENCE = re.compile(r"(?<=[。！？；])(?![”’）)\]])|(?<=[。！？][”’）)])")
_STARTS_UNIT = re.compile(r"^\s*(?:[•◦▪■●◊�|#*+-]|[–—]\s|\d{1,2}[.．、)](?!\d)|[（(]\d{1,2}[）)]|[a-z]{1,2} [^a-z])")
_ASCII_WORD = re.compile(r"[0-9A-Za-z.,;)%]$")


@dataclass(frozen=True)
class Unit:
    """The smallest piece that is kept whole: a sentence, bullet, row or footnote with its line range."""

    text: str
    first: int
    last: int
    glue: str
    heading: bool = False


def passages(doc_id: str, blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """All passages of a document in order, references included (their kind keeps them out of the search).

    The same text twice on one line (a row of dots cut in pieces) is one passage: its id says so.
    """
    blocks = tuple(blocks)
    result: dict[str, Passage] = {}
    for group in _groups(blocks):
        for units in _portions(group):
            passage = replace(_passage(doc_id, _head(group, units), units), parts=_parts(group, units))
            result.setdefault(passage.passage_id, passage)
    return with_references(with_footnotes(result.values(), blocks), blocks)


def _head(group: list[Block], units: list[Unit]) -> Block:
    """The block in which a portion begins gives its section."""
    return next(b for b in group if b.lines[0].number <= units[0].first <= b.lines[-1].number)


def _parts(group: list[Block], units: list[Unit]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Where other sections begin within a portion that covers several."""
    found: list[tuple[int, tuple[str, ...]]] = []
    at, section = 0, _head(group, units[:1]).section
    for unit in units:
        own = _head(group, [unit]).section
        if own != section:
            found.append((at, own))
            section = own
        at += len(squeeze(unit.text))
    return tuple(found)


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Neighbouring small blocks of one page and kind family are taken together."""
    group: list[Block] = []
    size = 0
    for block in blocks:
        length = _length(block)
        if group and not _joins(group, block, size + length):
            headings = _headings_at_end(group, block)
            if len(headings) < len(group):
                yield group[: len(group) - len(headings)]
            group, size = headings, sum(map(_length, headings))
        group.append(block)
        size += length
    if group:
        yield group


def _headings_at_end(group: list[Block], block: Block) -> list[Block]:
    """The blocks of nothing but headings before a block of their page: they belong to it."""
    at = len(group)
    if block.cut or block.kind is Kind.REFERENCE:
        return []
    while at and all(line.heading for line in group[at - 1].lines) and _one_page(group[at - 1], block):
        at -= 1
    return group[at:]


def _one_page(a: Block, b: Block) -> bool:
    return (a.page, a.page_label) == (b.page, b.page_label)


def _joins(group: list[Block], block: Block, size: int) -> bool:
    first, last = group[0], group[-1]
    if not _one_page(block, last) or size > LONGEST:
        return False
    small = min(size - _length(block), _length(block)) < SHORTEST
    alone = {Kind.REFERENCE, Kind.TABLE} if block.columns or last.columns or not small else {Kind.REFERENCE}
    if block.kind is not last.kind and {block.kind, last.kind} & alone:
        return False
    notes_end = last.kind is Kind.FOOTNOTE is not block.kind and block.opens and block.lines[0].heading
    if notes_end or block.cut or (block.columns and block.title != last.title):
        return False
    return small or first.section[:2] == block.section[:2]


def _length(block: Block) -> int:
    return sum(len(line.text) for line in block.lines)


def _portions(group: list[Block]) -> Iterator[list[Unit]]:
    """Units collected up to the target length; a short rest joins the portion before it."""
    portions: list[list[Unit]] = []
    size = 0
    for unit in (u for block in group for u in units(block)):
        fits = portions and size + len(unit.text) <= (TARGET if size >= SHORTEST else LONGEST)
        if fits:
            portions[-1].append(unit)
            size += len(unit.text)
        else:
            portions.append([unit])
            size = len(unit.text)
    _move_headings(portions)
    if len(portions) > 1 and size < SHORTEST and size + _size(portions[-2]) <= LONGEST:
        rest = portions.pop()
        portions[-1] += rest
    yield from portions


def _move_headings(portions: list[list[Unit]]) -> None:
    """A heading at the end of a portion belongs to what follows."""
    for before, after in zip(portions, portions[1:], strict=False):
        while len(before) > 1 and before[-1].heading:
            after.insert(0, before.pop())


def _size(portion: list[Unit]) -> int:
    return sum(len(u.text) for u in portion)


def units(block: Block) -> list[Unit]:
    """The units of a block: rows and bullets by line starts, running text by sentence ends."""
    whole: list[Unit] = []
    labels = _row_kind(block)
    for line in block.lines:
        if labels:
            starts = not whole or whole[-1].heading or line.heading or _label_kind(line) in (labels, "note")
            if not starts:
                whole[-1] = _longer(whole[-1], line)
                continue
        row = block.kind is Kind.TABLE
        if row or not whole or line.starts or _STARTS_UNIT.match(line.text):
            whole.append(Unit(line.text.strip(), line.number, line.number, "\n", line.heading))
        else:
            whole[-1] = _longer(whole[-1], line)
    return [piece for unit in whole for piece in _sentences(unit, block.lines)]


def _longer(unit: Unit, line: Line) -> Unit:
    joined = unit.text + _glue(unit.text, line.text) + line.text.strip()
    return Unit(joined, unit.first, line.number, "\n")


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


def _sentences(unit: Unit, lines: tuple[Line, ...]) -> list[Unit]:
    if len(unit.text) <= TARGET:
        return [unit]
    ends = _line_ends(unit, lines)
    pieces: list[Unit] = []
    at = 0
    for text in (half for sentence in _SENTENCE.split(unit.text) if sentence for half in _halves(sentence)):
        first, last = _line_at(ends, at, unit), _line_at(ends, at + len(text) - 1, unit)
        pieces.append(Unit(text, first, last, "" if pieces else "\n"))
        at += len(text)
    return pieces


def _halves(sentence: str) -> list[str]:
    """A sentence longer than any passage may be is cut at commas, or hard where there is none."""
    if len(sentence) <= LONGEST:
        return [sentence]
    middle = len(sentence) // 2
    cuts = [m.end() for m in re.finditer(r"[，,、;；\s]", sentence) if m.end() < len(sentence)]
    cut = min(cuts, key=lambda c: abs(c - middle), default=middle)
    return [*_halves(sentence[:cut]), *_halves(sentence[cut:])]


def _line_ends(unit: Unit, lines: tuple[Line, ...]) -> list[tuple[int, int]]:
    """Offsets in the joined text at which its source lines end, with their numbers."""
    ends: list[tuple[int, int]] = []
    text = ""
    for line in lines:
        if unit.first <= line.number <= unit.last:
            text += (_glue(text, line.text) if text else "") + line.text.strip()
            ends.append((len(text), line.number))
    return ends


def _line_at(ends: list[tuple[int, int]], offset: int, unit: Unit) -> int:
    return next((number for end, number in ends if offset < end), unit.last)


def _glue(before: str, after: str) -> str:
    """A space where two ASCII words or numbers meet, nothing between Chinese characters."""
    ascii_after = after.strip()[:1].isascii() and after.strip()[:1].isalnum()
    return " " if _ASCII_WORD.search(before) and ascii_after else ""


def _passage(doc_id: str, block: Block, portion: list[Unit]) -> Passage:
    text = portion[0].text + "".join(u.glue + u.text for u in portion[1:])
    lines = (portion[0].first, portion[-1].last)
    return Passage(
        passage_id=passage_id(doc_id, text, lines),
        doc_id=doc_id,
        kind=block.kind,
        text=text,
        title=block.title,
        columns="" if block.columns and block.columns in text else block.columns,
        section=block.section,
        page=block.page,
        page_label=block.page_label,
        lines=lines,
    )
