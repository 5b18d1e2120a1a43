"""HTML: headings, paragraphs, lists and tables as Markdown-like lines; navigation and scripts left out."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from ingest.source_text import SourceText, paged

_DROPPED = ("script", "style", "nav", "header", "footer", "noscript", "form", "svg", "button", "template")
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "table", "blockquote", "pre", "dt", "dd")
MOST_SPANNED = 60
_CONTAINERS = (
    "body", "main", "article", "section", "div", "center", "aside", "figure", "figcaption", "details", "summary",
    "ul", "ol", "dl", "address", "hr",
)  # fmt: skip


def read_html(text: str) -> SourceText:
    """The readable content of a page."""
    soup = BeautifulSoup(text, "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in soup.find_all((*_DROPPED, "head", "title")):
        tag.decompose()
    try:
        lines = [line for block in _blocks(soup) for line in (*block, "")]
    except RecursionError:
        lines = soup.get_text("\n", strip=True).split("\n")
    return paged(["\n".join(lines)], markdown=True, title=title)


def _blocks(tag: Tag) -> Iterator[list[str]]:
    """Every block below a tag in order; text that stands between blocks is a paragraph (or item) of its own."""
    mark = _item_mark(tag) if tag.name == "li" else ""
    loose: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and child.name == "br":
            loose.append("\n")
        elif isinstance(child, Tag) and (child.name in _BLOCKS + _CONTAINERS or child.find(_BLOCKS + _CONTAINERS)):
            yield from _paragraphs("".join(loose), mark)
            loose = []
            yield from [_block_lines(child)] if _whole(child) else _blocks(child)
        elif isinstance(child, Tag):
            loose.append(_text(child, "".join(loose)))
        elif type(child) is NavigableString:
            loose.append(re.sub(r"\s+", " ", child))
    yield from _paragraphs("".join(loose), mark)


def _paragraphs(text: str, mark: str) -> Iterator[list[str]]:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if any(lines):
        yield [mark + line for line in lines if line]


def _whole(tag: Tag) -> bool:
    """Whether a tag is one block; an item with a list in it, or a paragraph that was not closed, is several."""
    if tag.name in ("p", "dt", "dd"):
        return tag.find(_BLOCKS) is None
    return tag.name in _BLOCKS and (tag.name != "li" or tag.find(("li", "table")) is None)


def _block_lines(block: Tag) -> list[str]:
    if block.name == "table":
        caption = block.find("caption")
        title = _words(caption) if isinstance(caption, Tag) else ""
        rows = table_lines(_rows(block))
        return [f"**{title}**", *rows] if title and rows else rows
    if block.name[0] == "h" and block.name[1:].isdigit():
        return [f"{'#' * int(block.name[1:])} {_words(block)}"]
    if block.name == "li":
        return [f"{_item_mark(block)}{_words(block)}"]
    return [_words(block)]


def _item_mark(item: Tag) -> str:
    """The mark of a list item: indented by the lists around it, numbered in a numbered list."""
    lists = [parent for parent in item.parents if parent.name in ("ul", "ol")]
    indent = "  " * max(0, len(lists) - 1)
    if not lists or lists[0].name == "ul":
        return f"{indent}- "
    start = str(lists[0].get("start") or "1")
    before = sum(1 for other in item.find_previous_siblings("li") if isinstance(other, Tag))
    return f"{indent}{before + (int(start) if start.isdigit() else 1)}. "


def _rows(table: Tag) -> list[list[str]]:
    """The cells of a table as a grid: what spans rows or columns is said in each of them.

    A cell over the whole width (a note, a heading between rows) is said once.
    """
    grid: list[list[str]] = []
    below: dict[tuple[int, int], str] = {}
    for r, row in enumerate(table.find_all("tr")):
        cells = [c for c in row.find_all(["th", "td"]) if c.find_parent("tr") is row]
        line: list[str] = []
        for cell in cells:
            while (r, len(line)) in below:
                line.append(below[r, len(line)])
            wide, high = (_span(cell, "colspan") if len(cells) > 1 else 1), _span(cell, "rowspan")
            for _ in range(wide):
                below |= {(r + k, len(line)): _words(cell) for k in range(1, high)}
                line.append(_words(cell))
        while (r, len(line)) in below:
            line.append(below[r, len(line)])
        grid.append([cell.replace("|", "／") for cell in line])
    return grid


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(max(int(value), 1), MOST_SPANNED) if value.isdigit() else 1


def _words(tag: Tag) -> str:
    return " ".join(_text(tag).split())


def _text(tag: Tag, before: str = "") -> str:
    """Text of a tag; inner blocks are kept apart, and a raised figure keeps its sign: 10^9, not 109."""
    parts: list[str] = []
    for child in tag.descendants:
        if isinstance(child, Tag) and child.name in (*_BLOCKS, *_CONTAINERS, "br", "td", "th", "tr"):
            parts.append(" ")
        elif type(child) is NavigableString:
            raised = child.find_parent("sup") is not None
            parts.append(raised_figure(before + "".join(parts), child) if raised else child)
    return "".join(parts)


def raised_figure(before: str, text: str) -> str:
    """A raised text as it must be written on one line: 10^9 and not 109, m2, and a reference number in brackets."""
    last = before[-1:]
    if last.isdigit() and re.match(r"[-−–+]?\d", text):
        return f"^{text}"
    if re.fullmatch(r"\d{1,3}(?:\s?[,，–-]\s?\d{1,3})*", text.strip()) and not last.isascii():
        return f"[{text.strip()}]"
    return text if last.isascii() and last.isalpha() else f" {text}"


def table_lines(rows: list[list[str]]) -> list[str]:
    """Rows as Markdown table lines, the first as column heads."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    width = max(len(row) for row in filled)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in filled]
    return [lines[0], "|" + " --- |" * width, *lines[1:]]
