"""Word documents: headings, paragraphs, lists, tables, footnotes and endnotes in their order; no running headers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from corpus.errors import UnreadableFile
from ingest.source_text import SourceText, paged
from ingest.web import raised_figure, table_lines
from ingest.word_numbers import BULLET, Numbers

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_HEADING = re.compile(r"(?:heading|标题) (\d)", re.I)
# What the font Symbol shows at these places; a lost ≥ changes what a sentence says.
_SYMBOLS = {
    0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xAE: "→", 0xAD: "↑", 0xAF: "↓",
    0x3C: "<", 0x3E: ">", 0x2B: "+", 0x2D: "−", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6B: "κ", 0x6C: "λ", 0x6D: "μ",
    0x44: "Δ", 0xB7: "•",
}  # fmt: skip


def read_docx(path: Path) -> SourceText:
    """The text of a .docx file as Markdown-like lines."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(str(path))
        lines = [*_lines(document), *_note_lines(document)]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError, EOFError, AttributeError) as error:
        raise UnreadableFile(f"{path.name} 不是完好的 Word（.docx）文件。", "请用 Word 打开后另存为 .docx。") from error
    return paged(["\n".join(lines)], markdown=True)


def _lines(document: "Document") -> list[str]:
    from docx.table import Table

    lines: list[str] = []
    numbers = Numbers(document)
    for block in _blocks(document.element.body, document):
        if isinstance(block, Table):
            lines += [*table_lines(_rows(block)), ""]
            continue
        text = _text(block)
        if text:
            lines += [_marked(block, text, numbers), ""]
    return lines


def _blocks(parent: Any, owner: Any) -> Iterator["Paragraph | Table"]:
    """Paragraphs and tables in order, those in content controls included."""
    from docx.oxml.ns import qn
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for child in parent.iterchildren():
        if child.tag == qn("w:p"):
            yield Paragraph(child, owner)
        elif child.tag == qn("w:tbl"):
            yield Table(child, owner)
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _blocks(child, owner)


def _marked(paragraph: "Paragraph", text: str, numbers: Numbers) -> str:
    """A paragraph with the mark of a heading or list item, and with the number that Word gives it."""
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    number, level = numbers.mark(paragraph)
    heading = _HEADING.fullmatch(style)
    if heading:
        return f"{'#' * min(6, int(heading.group(1)))} {f'{number} ' if number not in ('', BULLET) else ''}{text}"
    if style in ("Title", "标题"):
        return f"# {text}"
    if style.startswith(("List", "列表")) and not number:
        number = BULLET
    return f"{'  ' * level}{number} {text}" if number else text


def _rows(table: "Table") -> list[list[str]]:
    """The cells of a table; a row that is one cell is one, other merged cells are said in each row and column."""
    rows: list[list[str]] = []
    for row in table.rows:
        cells = list(row.cells)
        single = len({id(cell._tc) for cell in cells}) == 1
        rows.append([_cell(cell) for cell in (cells[:1] if single else cells)])
    return rows


def _cell(cell: "_Cell") -> str:
    """The text of a cell; a table in it becomes its rows, one after the other."""
    from docx.table import Table

    parts: list[str] = []
    for block in _blocks(cell._tc, cell):
        if isinstance(block, Table):
            parts += ["，".join(c for c in row if c) for row in _rows(block)]
        else:
            parts.append(_text(block))
    nested = any(isinstance(block, Table) for block in _blocks(cell._tc, cell))
    return ("；" if nested else " ").join(part for part in parts if part).replace("|", "／")


def _text(paragraph: "Paragraph") -> str:
    """Text of a paragraph on one line; raised figures keep their sign, deleted text is left out."""
    from docx.text.run import Run

    text = ""
    for element in paragraph._p.xpath(
        "./w:r | ./w:hyperlink//w:r | ./w:ins//w:r | ./w:sdt/w:sdtContent//w:r | ./w:smartTag//w:r"
    ):
        words = "".join(_pieces(element))
        mark = words.startswith("[^")
        text += raised_figure(text, words) if Run(element, paragraph).font.superscript and not mark else words
    return " ".join(text.split())


def _pieces(run: Any) -> Iterator[str]:
    """What a run shows: text, symbols, and the marks of its notes."""
    from docx.oxml.ns import qn

    for child in run.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag == qn("w:sym"):
            yield _SYMBOLS.get(int(child.get(qn("w:char"), "0"), 16) & 0xFF, "\ufffd")
        elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            kind = "" if child.tag == qn("w:footnoteReference") else "e"
            yield f"[^{kind}{child.get(qn('w:id'))}]"


def _note_lines(document: "Document") -> Iterator[str]:
    """Footnotes and endnotes, each with the mark that stands in the text."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for name, kind in (("footnote", ""), ("endnote", "e")):
        parts = [r.target_part for r in document.part.rels.values() if r.reltype.endswith(f"/{name}s")]
        for note in (n for part in parts for n in parse_xml(part.blob).findall(qn(f"w:{name}"))):
            text = " ".join(filter(None, (_text(Paragraph(p, document)) for p in note.iter(qn("w:p")))))
            if text and note.get(qn("w:type")) in (None, "normal"):
                yield from (f"[^{kind}{note.get(qn('w:id'))}]: {text}", "")
