"""Plain text as it comes out of PDF extraction: pages one after another, Markdown if it looks so."""

import re

from ingest.source_text import SourceText, paged

_NOT_FIRST = tuple("•◦▪■●◊–—-�≥<>") + ("3 ",)
_MARKDOWN = re.compile(r"^(#{1,6} \S|\|.*\|\s*$)", re.M)


def read_plain(text: str) -> SourceText:
    """Splits a text into pages at form feeds, else at lines that start with exactly one space."""
    if len(_MARKDOWN.findall(text)) >= 5 and text.lstrip().startswith(("---", "#")):
        return paged([text], markdown=True)
    if "\f" in text:
        return paged(text.split("\f"))
    lines = text.split("\n")
    starts = [i for i, line in enumerate(lines) if i and _begins_page(line)]
    if not 3 <= len(starts) <= len(lines) / 8 and not (starts and len(lines) / (len(starts) + 1) >= 40):
        return paged([text])
    edges = [0, *starts, len(lines)]
    return paged(["\n".join(lines[a:b]) for a, b in zip(edges, edges[1:], strict=False)])


def _begins_page(line: str) -> bool:
    if line.startswith("Printed by http"):
        return True
    return len(line) > 1 and line[0] == " " and not line[1].isspace() and not line[1:].startswith(_NOT_FIRST)
