"""What a reader hands on: the text of a file, its pages, and what went wrong on the way."""

from dataclasses import dataclass

from corpus.types import Page

RECOGNISED = "文字识别"  # stands in the label of a page that was read by OCR


@dataclass(frozen=True)
class SourceText:
    """The stored text of a file and its pages; `markdown` says that headings and tables are marked.

    `running` are the lines that the reader knows to be running headers and footers, by their place on the page.
    """

    text: str
    pages: tuple[Page, ...]
    markdown: bool = False
    title: str = ""
    warnings: tuple[str, ...] = ()
    running: frozenset[int] = frozenset()


def paged(pages: list[str], *, markdown: bool = False, title: str = "", warnings: tuple[str, ...] = ()) -> SourceText:
    """The SourceText of a list of page texts; the stored text joins them with line breaks."""
    result: list[Page] = []
    line = 1
    for number, page in enumerate(pages, start=1):
        lines = tuple(page.split("\n"))
        result.append(Page(number, line, lines))
        line += len(lines)
    return SourceText("\n".join(pages), tuple(result), markdown, title, warnings)
