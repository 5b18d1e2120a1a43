"""A conversation as a Word document."""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ui.output import printable
from ui.transcript import TITLE, Block, Exchange, Kind, blocks

FONT = "Microsoft YaHei"
_STYLES = {Kind.BULLET: "List Bullet", Kind.QUOTE: "Quote"}
_LEVELS = {Kind.TITLE: 0, Kind.QUESTION: 1, Kind.HEADING: 2}
_STRONG = re.compile(r"\*\*(\S|\S.*?\S)\*\*")
_GREY = RGBColor(0x5A, 0x6B, 0x74)


def word(exchanges: Sequence[Exchange], written: datetime) -> bytes:
    """The file."""
    document = Document()
    _fonts(document)
    document.core_properties.title = TITLE
    document.core_properties.author = "mmguide"
    document.core_properties.created = document.core_properties.modified = written.replace(tzinfo=None)
    step = 0
    for block in blocks(exchanges, written):
        step = step + 1 if block.kind is Kind.STEP else 0
        _add(document, block, step)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _fonts(document: Any) -> None:
    """One font for Latin and Chinese letters in every style that is used."""
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Quote", "List Bullet"):
        style = document.styles[name]
        style.font.name = FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    document.styles["Normal"].font.size = Pt(10.5)
    document.styles["Title"].font.size = Pt(18)


def _add(document: Any, block: Block, step: int) -> None:
    text = printable(block.text).strip()
    if block.kind in _LEVELS:
        document.add_heading(" ".join(text.split()), _LEVELS[block.kind])
        return
    paragraph = document.add_paragraph(style=_STYLES.get(block.kind))
    paragraph.paragraph_format.space_after = Pt(4)
    if block.kind in (Kind.TEXT, Kind.BULLET):
        for number, part in enumerate(_STRONG.split(text)):
            paragraph.add_run(part).bold = bool(number % 2) or None
        return
    run = paragraph.add_run(f"{step}. {text}" if step else text)
    if block.kind is Kind.SMALL:
        run.font.size, run.font.color.rgb = Pt(9), _GREY
