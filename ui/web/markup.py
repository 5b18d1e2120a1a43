"""Text -> HTML. Everything from documents, questions and answers passes through `esc`; nothing else makes HTML of it."""

import html
import re
from collections.abc import Collection

from corpus.types import Document
from ui.output import printable

_STRONG = re.compile(r"\*\*(\S|\S.*?\S)\*\*")
_MARK = re.compile(r"\[(\d{1,3})\]")
# Marks stand at the end of a line; a number in brackets inside a quotation is the source's own reference.
_MARKS = re.compile(r"(?:\s+\[\d{1,3}\])+\s*$")


def esc(text: object) -> str:
    """Text as HTML text or attribute value."""
    return html.escape(printable(str(text)), quote=True)


def answer_html(text: str, turn: int, citations: Collection[int]) -> str:
    """The text of an answer: paragraphs, "- " lists, **strong** and [n] marks; all else stays as written.

    No Markdown library: its rules would eat literal characters of quotations, such as a ">" before a number.
    """
    parts: list[str] = []
    items: list[str] = []
    for line in [*text.split("\n"), ""]:
        shown = _inline(line.removeprefix("- "), turn, citations)
        if line.startswith("- "):
            items.append(f"<li>{shown}</li>")
            continue
        if items:
            parts.append(f"<ul>{''.join(items)}</ul>")
            items = []
        if line.strip():
            parts.append(f"<p>{shown}</p>")
    return "".join(parts)


def _inline(line: str, turn: int, citations: Collection[int]) -> str:
    shown = _STRONG.sub(r"<strong>\1</strong>", esc(line))

    def mark(found: re.Match[str]) -> str:
        n = int(found.group(1))
        return source_button(turn, "c", n, f"查看出处 {n}", str(n), "cite") if n in citations else found.group(0)

    return _MARKS.sub(lambda marks: _MARK.sub(mark, marks.group(0)), shown)


def source_button(turn: int, kind: str, number: int, label: str, content: str, css: str) -> str:
    """A button that opens a source; `content` is HTML."""
    return (
        f'<button type="button" class="{css}" data-source="{turn}:{kind}:{number}" aria-label="{esc(label)}">'
        f"{content}</button>"
    )


def digest_chip(document: Document) -> str:
    """The mark of a document that is a digest in our own words; nothing for an original."""
    return '<span class="digest">摘要</span>' if document.digest else ""


def listing(items: Collection[str], css: str) -> str:
    """A list of HTML items, nothing for none."""
    return f'<ul class="{css}">{"".join(f"<li>{item}</li>" for item in items)}</ul>' if items else ""
