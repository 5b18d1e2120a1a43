"""Renders a text to PDF, page by page and line by line, as the originals once were; used by the PDF tests."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.types import Page

FONT = "STSong-Light"
SIZE = 9.0
LEADING = 13.0
MARGIN = 40.0
WIDEST = 110
LONGEST = 200


def render(pages: Sequence[Page], path: Path) -> None:
    """Writes the pages as a PDF with a text layer; an empty line becomes an empty space, as in print."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), invariant=1)
    for lines in (part for page in pages for part in _printed(page)):
        width = MARGIN * 2 + SIZE * max((len(line) for line in lines), default=1)
        height = MARGIN * 2 + LEADING * len(lines)
        canvas.setPageSize((width, height))
        canvas.setFont(FONT, SIZE)
        for i, line in enumerate(lines):
            if line.strip():
                canvas.drawString(MARGIN, height - MARGIN - LEADING * i, line)
        canvas.showPage()
    canvas.save()


def _printed(page: Page) -> Iterator[list[str]]:
    """The sheets of a page: long lines wrapped, an endless page (a web page) cut into sheets."""
    lines = [part for line in page.lines for part in _wrapped(line.rstrip())]
    for start in range(0, max(1, len(lines)), LONGEST):
        yield lines[start : start + LONGEST]


def _wrapped(line: str) -> list[str]:
    return [line[i : i + WIDEST] for i in range(0, max(1, len(line)), WIDEST)]
