"""Markdown (also what HTML and Word become): blocks by headings, with tables and lists kept whole."""

import re
from collections.abc import Iterable

from corpus.types import Kind, Page
from ingest.structure import Block, Line

_HEADING = re.compile(r"^(#{1,6})\s+(.*\S)\s*#*$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_SETEXT = re.compile(r"^\s{0,3}(=+|-{2,})\s*$")
_PLAIN_LINE = re.compile(r"^(?!\s*(?:#{1,6}\s|[|>+*-]\s|\d+[.)]\s|```|~~~)).*\w.*[^|\s]\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_FOOTNOTE = re.compile(r"^\[\^[^\]\s]+\]:\s")
_CAPTION = re.compile(r"^(?:续?表|Table)\s*\d{1,2}\D")
_BOLD = re.compile(r"^\*\*(.+?)\*\*$")
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)、])\s+\S")
_LINK_ONLY = re.compile(r"^\s*(?:[-*+]\s+)?\[[^\]]*\]\([^)]*\)[\s\\|]*$")
_CODE = re.compile(r"^((?:MYEL|MGRS|MGNS|POEMS|CAT)-[A-Z0-9]{1,2}(?: \d/\d)?|MS-\d{1,2})(?=\s|$|（)")
_WORD = re.compile(r"\w")
_NOISE = re.compile(r"honeypot link|^看法 进行患者培训$|^表格$")
_REFERENCES = re.compile(r"参考文献|^References?$", re.I)
_CITATION = re.compile(r"^\s*(?:\d{1,3}[.)]\s+)+\W*[A-Z].*\b(?:19|20)\d\d\b")
_ENGLISH_SHARE = 0.9


def markdown_blocks(pages: Iterable[Page]) -> tuple[Block, ...]:
    """The blocks of a Markdown text; front matter, anchors and link lists are left out."""
    walk = _Walk()
    for page in pages:
        for number, line in _body(page):
            walk.take(number, line, page.number)
    walk.flush()
    return tuple(walk.blocks)


def _body(page: Page) -> Iterable[tuple[int, str]]:
    lines = list(enumerate(page.lines, start=page.first_line))
    if page.first_line == 1 and lines and lines[0][1].strip() == "---":
        ends = [i for i, (_, line) in enumerate(lines[1:], start=1) if line.strip() == "---"]
        lines = lines[ends[0] + 1 :] if ends else lines
    return lines


def with_marked_headings(text: str) -> str:
    """A text whose underlined headings (=== or --- below a line) are marked with # like the others."""
    result: list[str] = []
    fenced, front = False, text.startswith("---")
    for line in text.split("\n"):
        under = _SETEXT.match(line)
        above = result[-1] if result else ""
        if under and not fenced and not front and _PLAIN_LINE.match(above):
            result[-1] = f"{'#' if under.group(1)[0] == '=' else '##'} {above.strip()}"
            continue
        fenced ^= bool(_FENCE.match(line))
        front = front and not (result and line.strip() == "---")
        result.append(line)
    return "\n".join(result)


class _Walk:
    """Builds blocks while the lines pass; local to one call."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.stack: list[tuple[int, str]] = []
        self.label = ""
        self.current: list[Line] = []
        self.kind = Kind.TEXT
        self.page = 1
        self.title = ""
        self.columns = ""
        self.opens = True
        self.cut = True
        self.gap = True
        self.fenced = False

    def take(self, number: int, line: str, page: int) -> None:
        text = line.strip()
        if _FENCE.match(text):
            self.fenced = not self.fenced
            self.flush()
            self.cut = True
            return
        heading = None if self.fenced else _HEADING.match(text)
        if heading:
            self._heading(len(heading.group(1)), heading.group(2), number, text, page)
        elif not text:
            self.gap = True
            if self.kind is Kind.TABLE:
                self.flush()
                self.kind, self.title = Kind.TEXT, ""
        elif _LINK_ONLY.match(text) or _NOISE.search(text):
            self.flush()
            self.cut = True
        elif _ROW.match(line):
            self._row(number, line, page)
        else:
            self._text(number, line, page)

    def _heading(self, level: int, words: str, number: int, text: str, page: int) -> None:
        self.flush()
        self.stack = [entry for entry in self.stack if entry[0] < level] + [(level, words)]
        code = _CODE.match(words)
        if code:
            self.label = code.group(1)
        elif level <= 2:
            self.label = ""
        self.kind, self.title, self.columns, self.opens, self.page = Kind.TEXT, "", "", True, page
        self.current.append(Line(number, text, True, True))

    def _row(self, number: int, line: str, page: int) -> None:
        if self.kind is not Kind.TABLE:
            bold = [e for e in self.current[-1:] if _BOLD.match(e.text.strip()) or _CAPTION.match(e.text.strip())]
            title_lines = bold or [e for e in self.current[-1:] if _HEADING.match(e.text) and len(self.current) == 1]
            self.current = self.current[: len(self.current) - len(title_lines)]
            self.flush()
            self.kind, self.page = Kind.TABLE, page
            self.title = _plain(title_lines[0].text) if title_lines else (self.stack[-1][1] if self.stack else "")
            self.columns = line.strip()
            self.current = [*title_lines]
        self.current.append(Line(number, line.strip()))

    def _text(self, number: int, line: str, page: int) -> None:
        if self.kind is Kind.TABLE:
            self.flush()
            self.title, self.columns = "", ""
        wanted = Kind.LIST if _ITEM.match(line) or (self.kind is Kind.LIST and line[:1].isspace()) else Kind.TEXT
        if _is_citation(line) or any(_REFERENCES.search(words) for _, words in self.stack):
            wanted = Kind.REFERENCE
        if _FOOTNOTE.match(line) or self.kind is Kind.FOOTNOTE and line[:1].isspace():
            wanted = Kind.FOOTNOTE
        if {Kind.REFERENCE, Kind.FOOTNOTE} & {wanted, self.kind} and self.kind is not wanted:
            self.flush()
        self.kind, self.page = wanted, page
        self.current.append(Line(number, line.rstrip(), self.gap))
        self.gap = False

    def flush(self) -> None:
        only_heading = len(self.current) == 1 and self.current[0].heading
        empty_table = self.kind is Kind.TABLE and not any(_WORD.search(entry.text) for entry in self.current)
        if self.current and not only_heading and not empty_table:
            section = tuple(words for _, words in self.stack)
            columns = self.columns if self.kind is Kind.TABLE else ""
            title = self.title if self.kind is Kind.TABLE else ""
            self.blocks.append(
                Block(
                    self.kind, tuple(self.current), section, self.page, self.label, title, columns, self.opens, self.cut
                )
            )
            self.opens = self.cut = False
        elif self.current:
            self.cut = True
        self.current = []


def _is_citation(line: str) -> bool:
    """A numbered item in English with a year: an entry of a list of references, whatever its heading says."""
    letters = "".join(line.split())
    english = sum(c.isascii() for c in letters) >= _ENGLISH_SHARE * len(letters)
    return english and bool(_CITATION.match(line))


def _plain(text: str) -> str:
    return re.sub(r"^#+\s*|\*\*", "", text).strip()


def is_rule(line: str) -> bool:
    """Whether a table line is the rule under the column heads."""
    return bool(_RULE.match(line)) and "-" in line
