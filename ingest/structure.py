"""Pages -> blocks: headings, tables, lists, footnotes, references, each with its section path."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.types import Kind, Page
from ingest.clean import UPDATES, code_lines, contents_pages, labelled, running_lines
from ingest.flat_tables import with_tables
from ingest.lines import SENTENCE_END, LineKind, Sorted, sort_lines
from ingest.source_text import SourceText
from ingest.torn import whole_bullets

HEADINGS = (LineKind.HEADING, LineKind.MARKED, LineKind.NUMBERED, LineKind.CHAPTER, LineKind.TABLE_TITLE)


@dataclass(frozen=True)
class Line:
    """One kept line of the stored text: its 1-based number and text.

    `starts` says that something new begins with it (after an empty line or a heading), `heading` that it is one,
    `heads` that it holds the heads of columns, `blank` that an empty line stands before it.
    """

    number: int
    text: str
    starts: bool = False
    heading: bool = False
    heads: bool = False
    blank: bool = False


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

    marked: tuple[tuple[int, str], ...] = ()
    chapter: str = ""
    numbered: tuple[str, ...] = ()
    chart: str = ""
    heading: str = ""
    category: str = ""
    table: str = ""

    def section(self, page_title: str) -> tuple[str, ...]:
        parts = (
            page_title, *(words for _, words in self.marked), self.chapter, *self.numbered,
            self.chart, self.heading, self.category,
        )  # fmt: skip
        return tuple(dict.fromkeys(p for p in parts if p))


def structure(source: SourceText) -> tuple[Block, ...]:
    """All blocks of a text in order; running headers are left out."""
    if source.markdown:
        from ingest.markdown import markdown_blocks

        return markdown_blocks(source.pages)
    titles = page_titles(source.pages)
    pages = labelled(source.pages, titles)
    dropped = running_lines(pages) | source.running
    blocks: list[Block] = []
    position = _Position()
    known: frozenset[str] = frozenset()
    contents = contents_pages(pages)
    for page in pages:
        dropped_here = dropped | _printed_codes(page)
        goes_on = bool(blocks) and _unfinished(blocks[-1])
        position = replace(position, table="") if goes_on else _page_over(position)
        items = with_tables(whole_bullets(sort_lines(page, dropped_here), page), known)
        known |= {item.text for item in items if item.kind is LineKind.HEADS}
        found, position = _page_blocks(page, items, titles, position)
        blocks += [replace(block, kind=Kind.CONTENTS) for block in found] if page.number in contents else found
    return tuple(blocks)


def _page_over(position: _Position) -> _Position:
    return _headed(replace(position, chapter=""))


def _headed(position: _Position, chart: str = "", heading: str = "", category: str = "") -> _Position:
    return replace(position, chart=chart, heading=heading, category=category, table="")


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
    """The code and title of a page; pages of a series of which the contents name the first alone have its title."""
    code = page.label.split(" ")[0]
    series = [known for known in titles if known.rpartition("-")[0] == code.rpartition("-")[0]]
    title = titles.get(code, "") or (titles[series[0]] if len(series) == 1 and series[0].endswith("-1") else "")
    return f"{page.label} {title}".strip() if title or page.label == UPDATES else ""


def _page_blocks(
    page: Page, items: tuple[Sorted, ...], titles: dict[str, str], position: _Position
) -> tuple[list[Block], _Position]:
    page_title = _title_of(page, titles)
    walk = _Walk(page, page_title, _Position() if page_title else position)
    for item in items:
        walk.take(item)
    walk.flush()
    return walk.blocks, walk.position


class _Walk:
    """Builds the blocks of one page while its lines pass; local to one call."""

    def __init__(self, page: Page, page_title: str, position: _Position) -> None:
        self.page, self.page_title, self.position = page, page_title, position
        self.blocks: list[Block] = []
        self.current: list[Line] = []
        self.kind, self.columns = Kind.TEXT, ""
        self.opens, self.cut, self.after_heading = True, True, False

    def take(self, item: Sorted) -> None:
        if item.ends or (self.columns and item.kind is not LineKind.ROW):
            self._table_ends()
        if item.kind in (LineKind.BLANK, LineKind.BREAK):
            if item.kind is LineKind.BREAK:
                self.flush()
                self.opens, self.cut = False, True
        elif item.kind is LineKind.ROW:
            self._row(item)
        else:
            self._text(item)

    def _text(self, item: Sorted) -> None:
        moved = _moved(self.position, item, self.page_title)
        if moved is not self.position:
            self.flush()
            self.position, self.opens, self.kind = moved, True, Kind.TABLE if moved.table else Kind.TEXT
        unfinished = bool(self.current) and not self.current[-1].text.endswith(SENTENCE_END)
        wanted = _kind(item, self.kind, self.position, unfinished)
        if wanted is not self.kind and {Kind.FOOTNOTE, Kind.REFERENCE} & {wanted, self.kind}:
            self.flush()
            self.opens = wanted is Kind.FOOTNOTE
        self.kind = wanted
        whole = len(item.text.lstrip("# ")) <= len(item.heading) + 1
        heading = item.kind in HEADINGS and (whole or (item.kind is LineKind.HEADING and item.depth == 1))
        starts = item.gap or heading or self.after_heading
        heads = item.kind is LineKind.HEADS
        self.current.append(Line(item.number, item.text, starts, heading, heads, item.blank))
        self.after_heading = heading

    def _row(self, item: Sorted) -> None:
        """A row of a table that the reader has recognised; its title may stand before it."""
        if not self.columns:
            if not (self.position.table and len(self.current) == 1):
                self.flush()
            self.kind, self.columns = Kind.TABLE, item.text
        self.current.append(Line(item.number, item.text, True))

    def _table_ends(self) -> None:
        self.flush()
        self.position, self.kind, self.columns = replace(self.position, table=""), Kind.TEXT, ""

    def flush(self) -> None:
        if self.current:
            section, page = self.position.section(self.page_title), self.page
            self.blocks.append(
                Block(
                    self.kind, tuple(self.current), section, page.number, page.label, self.position.table,
                    self.columns, self.opens, self.cut,
                )
            )  # fmt: skip
            self.current, self.cut = [], False


def _moved(position: _Position, item: Sorted, page_title: str = "") -> _Position:
    """The position after a heading, or the same object if the line is none."""
    if item.kind is LineKind.HEADS and not position.table:
        return replace(position, table=page_title or item.text, heading="")
    if item.kind is LineKind.CHAPTER:
        left, _, right = item.heading.partition("»")
        return _Position(chapter=left.strip(), heading=right.strip())
    if item.kind is LineKind.NUMBERED:
        higher = tuple(h for h in position.numbered if item.heading.startswith(f"{h.split(' ')[0]}."))
        return _headed(replace(position, numbered=(*higher, item.heading)))
    if item.kind is LineKind.MARKED:
        above = tuple(entry for entry in position.marked if entry[0] < item.depth)
        return _Position(marked=(*above, (item.depth, item.heading)))
    if item.kind is LineKind.TABLE_TITLE:
        return replace(_headed(position, position.chart), table=item.heading)
    if item.kind is LineKind.HEADING:
        chart = position.chart if item.depth > 1 else item.heading
        heading = {1: "", 2: item.heading}.get(item.depth, position.heading)
        return _headed(position, chart, heading, item.heading if item.depth > 2 else "")
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
