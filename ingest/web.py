"""HTML: headings, paragraphs, lists and tables as Markdown-like lines; navigation and scripts left out."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from ingest.source_text import SourceText, paged

_DROPPED = ("script", "style", "nav", "header", "footer", "noscript", "form", "svg", "button", "template")
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "table", "blockquote", "pre", "dt", "dd")
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
    mark = "- " if tag.name == "li" else ""
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
        return table_lines([[_words(c) for c in row.find_all(["th", "td"])] for row in block.find_all("tr")])
    if block.name[0] == "h" and block.name[1:].isdigit():
        return [f"{'#' * int(block.name[1:])} {_words(block)}"]
    if block.name == "li":
        return [f"- {_words(block)}"]
    return [_words(block)]


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
