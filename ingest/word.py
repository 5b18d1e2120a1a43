"""Word documents: headings, paragraphs, lists and tables in their order."""

import re
from pathlib import Path
from zipfile import BadZipFile

from corpus.errors import UnreadableFile
from ingest.source_text import SourceText, paged
from ingest.web import table_lines


def read_docx(path: Path) -> SourceText:
    """The text of a .docx file as Markdown-like lines."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(f"{path.name} 不是完好的 Word（.docx）文件。", "请用 Word 打开后另存为 .docx。") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [*table_lines([[c.text.replace("\n", " ") for c in row.cells] for row in block.rows]), ""]
            continue
        text = re.sub(r"\s+", " ", block.text).strip()
        style = (block.style.name if block.style is not None else "") or ""
        heading = re.fullmatch(r"(?:Heading|标题) (\d)", style)
        if text and heading:
            lines += [f"{'#' * int(heading.group(1))} {text}", ""]
        elif text and (style == "Title" or style == "标题"):
            lines += [f"# {text}", ""]
        elif text:
            lines += [f"- {text}" if style.startswith(("List", "列表")) else text, ""]
    return paged(["\n".join(lines)], markdown=True)
