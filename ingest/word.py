"""Word documents: headings, paragraphs, lists and tables in their order."""

import re
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from corpus.errors import UnreadableFile
from ingest.source_text import SourceText, paged
from ingest.web import raised_figure, table_lines

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def read_docx(path: Path) -> SourceText:
    """The text of a .docx file as Markdown-like lines."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        lines = _lines(docx.Document(str(path)))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError, EOFError, AttributeError) as error:
        raise UnreadableFile(f"{path.name} 不是完好的 Word（.docx）文件。", "请用 Word 打开后另存为 .docx。") from error
    return paged(["\n".join(lines)], markdown=True)


def _lines(document: "Document") -> list[str]:
    from docx.table import Table

    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = [[" ".join(_text(p) for p in cell.paragraphs) for cell in row.cells] for row in block.rows]
            lines += [*table_lines(rows), ""]
            continue
        text = _text(block)
        style = (block.style.name if block.style is not None else "") or ""
        heading = re.fullmatch(r"(?:Heading|标题) (\d)", style)
        if text and heading:
            lines += [f"{'#' * int(heading.group(1))} {text}", ""]
        elif text and (style == "Title" or style == "标题"):
            lines += [f"# {text}", ""]
        elif text:
            lines += [f"- {text}" if style.startswith(("List", "列表")) else text, ""]
    return lines


def _text(paragraph: "Paragraph") -> str:
    """Text of a paragraph on one line; raised figures keep their sign."""
    text = ""
    for item in paragraph.iter_inner_content():
        for run in getattr(item, "runs", [item]):
            text += raised_figure(text, run.text) if run.font.superscript else run.text
    return " ".join(text.split())
