"""Blocks -> passages of about 150 to 450 characters that never cut a sentence, bullet or table row."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.types import Kind, Passage, passage_id, squeeze
from ingest.footnotes import with_footnotes
from ingest.references import with_references
from ingest.rows import Unit, begun, longer, rows
from ingest.structure import Block

TARGET = 380
LONGEST = 450
SHORTEST = 150
_SENTENCE = re.compile(r"(?<=[。！？；])(?![”’）)\]])|(?<=[。！？][”’）)])")
_STARTS_UNIT = re.compile(
    r"^\s*(?:[•◦▪■●◊�|#*+-]|[–—]\s|\d{1,2}[.．、)](?!\d)|[（(]\d{1,2}[）)]|[a-z]{1,2} [^a-z]|[A-Z]{3,6}-(?:[A-Z]|\d{1,2})(?:\s+\d{1,2}/\d{1,2})?\s*$)"
)


def passages(doc_id: str, blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """All passages of a document in order, references included (their kind keeps them out of the search).

    The same text twice on one line (a row of dots cut in pieces) is one passage: its id says so.
    """
    blocks = tuple(blocks)
    result: dict[str, Passage] = {}
    columns: dict[tuple[int, str], str] = {}
    for group in _groups(blocks):
        for portion in _portions(group):
            head = _head(group, portion)
            table = head.page, head.title
            columns[table] = next((u.text for u in portion if u.heads), columns.get(table, ""))
            passage = replace(_passage(doc_id, head, portion), parts=_parts(group, portion))
            if head.kind is Kind.TABLE and not head.columns:
                passage = replace(passage, columns=columns[table])
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
    if block.cut or block.kind in (Kind.REFERENCE, Kind.TABLE):
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
    if notes_end or block.cut or block.title != last.title:
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
    flat = block.kind is Kind.TABLE and not block.columns
    return [piece for unit in (rows(block) if flat else _lines(block)) for piece in _sentences(unit)]


def _lines(block: Block) -> list[Unit]:
    whole: list[Unit] = []
    for line in block.lines:
        goes_on = block.kind is Kind.FOOTNOTE and bool(whole) and not whole[-1].text.endswith(("。", "."))
        starts = (line.starts and not goes_on) or block.kind is Kind.TABLE or not whole
        if starts or _STARTS_UNIT.match(line.text):
            whole.append(begun(line))
        else:
            whole[-1] = longer(whole[-1], line)
    return whole


def _sentences(unit: Unit) -> list[Unit]:
    if len(unit.text) <= TARGET:
        return [unit]
    pieces: list[Unit] = []
    at = 0
    for text in (half for sentence in _SENTENCE.split(unit.text) if sentence for half in _halves(sentence)):
        first, last = _line_at(unit, at), _line_at(unit, at + len(text) - 1)
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


def _line_at(unit: Unit, offset: int) -> int:
    return next((number for end, number in unit.ends if offset < end), unit.last)


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
