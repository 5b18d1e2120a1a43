"""HTML: headings, paragraphs, lists and tables as Markdown-like lines; navigation and scripts left out."""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag

from ingest.source_text import SourceText, paged

_DROPPED = ("script", "style", "nav", "header", "footer", "noscript", "form", "svg", "button", "template")
_BLOCKS = ("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "table", "blockquote", "pre", "dt", "dd")


def read_html(text: str) -> SourceText:
    """The readable content of a page."""
    soup = BeautifulSoup(text, "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    lines: list[str] = []
    for block in soup.find_all(_BLOCKS):
        if block.find_parent(["table", "li", "p", "blockquote"]) is None:
            lines += [*_block_lines(block), ""]
    if not lines:
        lines = soup.get_text("\n", strip=True).split("\n")
    return paged(["\n".join(lines)], markdown=True, title=title)


def _block_lines(block: Tag) -> list[str]:
    if block.name == "table":
        return table_lines([[_words(c) for c in row.find_all(["th", "td"])] for row in block.find_all("tr")])
    if block.name[0] == "h" and block.name[1:].isdigit():
        return [f"{'#' * int(block.name[1:])} {_words(block)}"]
    if block.name == "li":
        return [f"- {_words(block)}"]
    return [_words(block)]


def _words(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ", strip=True))


def table_lines(rows: list[list[str]]) -> list[str]:
    """Rows as Markdown table lines, the first as column heads."""
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        return []
    width = max(len(row) for row in filled)
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in filled]
    return [lines[0], "|" + " --- |" * width, *lines[1:]]
