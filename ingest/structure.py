"""Pages -> blocks: headings, tables, lists, footnotes, references, each with its section path."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.types import Kind, Page
from ingest.clean import UPDATES, code_lines, labelled, running_lines
from ingest.lines import SENTENCE_END, LineKind, Sorted, sort_lines
from ingest.source_text import SourceText

HEADINGS = (LineKind.HEADING, LineKind.NUMBERED, LineKind.CHAPTER, LineKind.TABLE_TITLE)


@dataclass(frozen=True)
class Line:
    """One kept line of the stored text: its 1-based number and text.

    `starts` says that something new begins with it (after an empty line or a heading), `heading` that it is one.
    """

    number: int
    text: str
    starts: bool = False
    heading: bool = False


@dataclass(frozen=True)
class Block:
    """Consecutive lines of one kind under one section path.

    `opens` says that the block begins under a new heading, `cut` that text before it was left out;
    `columns` are the heads of a table.
    """

    kind: Kind
    lines: tuple[Line, ...]
    section: tuple[str, ...]
    page: int
    page_label: str
    title: str = ""
    columns: str = ""
    opens: bool = False
    cut: bool = False


@dataclass(frozen=True)
class _Position:
    """Where we are while walking through the lines."""

    chapter: str = ""
    numbered: tuple[str, ...] = ()
    heading: str = ""
    table: str = ""

    def section(self, page_title: str) -> tuple[str, ...]:
        parts = (page_title, self.chapter, *self.numbered, self.heading)
        return tuple(dict.fromkeys(p for p in parts if p))


def structure(source: SourceText) -> tuple[Block, ...]:
    """All blocks of a text in order; running headers are left out."""
    if source.markdown:
        from ingest.markdown import markdown_blocks

        return markdown_blocks(source.pages)
    titles = page_titles(source.pages)
    pages = labelled(source.pages, titles)
    dropped = running_lines(pages)
    blocks: list[Block] = []
    position = _Position()
    for page in pages:
        dropped_here = dropped | _printed_codes(page)
        goes_on = bool(blocks) and _unfinished(blocks[-1])
        position = replace(position, table="") if goes_on else replace(position, chapter="", heading="", table="")
        found, position = _page_blocks(page, dropped_here, titles, position)
        blocks += found
    return tuple(blocks)


def _unfinished(block: Block) -> bool:
    """Whether a page ends within a sentence, so that its chapter and heading hold on the next page."""
    return block.kind in (Kind.TEXT, Kind.LIST) and not block.lines[-1].text.endswith(SENTENCE_END)


def _printed_codes(page: Page) -> frozenset[int]:
    """Page codes are labels, not text; on update pages they are headings and stay."""
    if page.label == UPDATES:
        return frozenset()
    return frozenset(n for number, _, last in code_lines(page) for n in range(number, last + 1))


_CONTENTS = re.compile(r"^[•\s]*(.{4,60}?)\s*\(([A-Z]{3,6}-(?:[A-Z]|\d{1,2}))\)\s*$")


def page_titles(pages: Iterable[Page]) -> dict[str, str]:
    """Titles of coded pages as the table of contents gives them: MYEL-A -> its title."""
    titles: dict[str, str] = {}
    for page in list(pages)[:2]:
        before = ""
        for line in page.lines:
            match = _CONTENTS.match(before + line) if before.endswith("：") else _CONTENTS.match(line)
            if match:
                titles.setdefault(match.group(2), " ".join(match.group(1).strip(" •").split()))
            before = line.strip()
    return titles


def _title_of(page: Page, titles: dict[str, str]) -> str:
    code = page.label.split(" ")[0]
    title = titles.get(code, "")
    return f"{page.label} {title}".strip() if title or page.label == UPDATES else ""


def _page_blocks(
    page: Page, dropped: frozenset[int], titles: dict[str, str], position: _Position
) -> tuple[list[Block], _Position]:
    lines = sort_lines(page, dropped)
    page_title = _title_of(page, titles)
    if page_title:
        position = _Position()
    blocks: list[Block] = []
    current: list[Line] = []
    kind, opens, cut, after_heading = Kind.TEXT, True, True, False

    def flush() -> None:
        nonlocal cut
        if current:
            section = position.section(page_title)
            blocks.append(Block(kind, tuple(current), section, page.number, page.label, position.table, "", opens, cut))
            current.clear()
            cut = False

    for item in lines:
        if item.kind in (LineKind.BLANK, LineKind.BREAK):
            if item.kind is LineKind.BREAK:
                flush()
                opens, cut = False, True
            continue
        moved = _moved(position, item)
        if moved is not position:
            flush()
            position, opens, kind = moved, True, Kind.TABLE if moved.table else Kind.TEXT
        unfinished = bool(current) and not current[-1].text.endswith(SENTENCE_END)
        wanted = _kind(item, kind, position, unfinished)
        if wanted is not kind and (Kind.FOOTNOTE in (wanted, kind) or Kind.REFERENCE in (wanted, kind)):
            flush()
            opens = wanted is Kind.FOOTNOTE
        kind = wanted
        heading = item.kind in HEADINGS and len(item.text) <= len(item.heading) + 1
        current.append(Line(item.number, item.text, item.gap or heading or after_heading, heading))
        after_heading = heading
    flush()
    return blocks, position


def _moved(position: _Position, item: Sorted) -> _Position:
    """The position after a heading, or the same object if the line is none."""
    if item.kind is LineKind.CHAPTER:
        left, _, right = item.heading.partition("»")
        return _Position(chapter=left.strip(), heading=right.strip())
    if item.kind is LineKind.NUMBERED:
        above = tuple(h for h in position.numbered if item.heading.startswith(f"{h.split(' ')[0]}."))
        return replace(position, numbered=(*above, item.heading), heading="", table="")
    if item.kind is LineKind.TABLE_TITLE:
        return replace(position, table=item.heading, heading="")
    if item.kind is LineKind.HEADING:
        return replace(position, heading=item.heading, table="")
    return position


def _kind(item: Sorted, before: Kind, position: _Position, unfinished: bool) -> Kind:
    if item.kind is LineKind.FOOTNOTE:
        return Kind.FOOTNOTE
    if item.kind is LineKind.REFERENCE:
        return Kind.REFERENCE
    if position.table:
        return Kind.TABLE
    if item.kind is LineKind.BULLET:
        return Kind.LIST
    goes_on = not item.gap or (unfinished and before is Kind.FOOTNOTE)
    if item.kind is LineKind.CONTINUED and goes_on and before in (Kind.LIST, Kind.FOOTNOTE):
        return before
    return Kind.TEXT
