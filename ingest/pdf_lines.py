"""Runs of text -> lines of a document: reading order, headings by their type size, tables, running headers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from corpus.types import squeeze
from ingest.pdf_order import in_reading_order
from ingest.pdf_pieces import PageContent, Run
from ingest.pdf_tables import Table, tables
from ingest.web import table_lines

_WIDE_STEP = 1.5
_RAISED = 0.4
EDGE = 0.1
EDGE_LINES = 2
LARGER = 1.12
LONG_LINE = 24
LONGEST_HEADING = 60
HEADING_SHARE = 0.25
LEVELS = 6
_BOLD = re.compile(r"bold|black|heavy|hei(?![a-z])|heiti|simhei|黑", re.I)
_NO_HEADING = re.compile(r"^(?:续?[表图]\s*\d|[A-Z]{2,6}-[A-Z0-9]{1,3}\b|[•◦▪■●◊*–—-])|[。；，、,;]$|^[#|]")
_LETTERS = re.compile(r"[\u4e00-\u9fff]{2}|[A-Za-z]{3}")
_OUT = "\0"
_NUMBERED = re.compile(r"\s*(?:\d+(?:\.\d+)*[ \u3000.、]|第.{1,3}[章节]|[一二三四五六七八九十]+、|[（(])")
_FOOTNOTE = re.compile(r"^[a-z]{1,2}(?=[\u4e00-\u9fff])|^注\d*[:：]|^\*")
_SENTENCE = re.compile(r"[。，；！？]")
_PAGE_NUMBER = re.compile(r"^[-–—·•|/\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?[-–—·•|\s]*$")


@dataclass(frozen=True)
class PrintedPage:
    """The text of a page, which of its lines (from 0) are running headers or footers, and its printed number."""

    text: str
    running: tuple[int, ...] = ()
    label: str = ""


@dataclass(frozen=True)
class _Style:
    """The usual type of a document, and the level of every larger size."""

    size: float
    font: str
    levels: Mapping[float, int]

    def level(self, run: Run) -> int:
        """The level of a heading, 0 for text."""
        text = run.text.strip()
        if len(text) > LONGEST_HEADING or _NO_HEADING.search(text) or not _LETTERS.search(text):
            return 0
        bold = run.font != self.font and bool(_BOLD.search(run.font)) and not _BOLD.search(self.font)
        level = self.levels.get(_rounded(run.size), 0)
        return level or (min(LEVELS, len(self.levels) + 1) if bold and run.size >= 0.9 * self.size else 0)


def printed_pages(contents: Sequence[PageContent], *, headings: bool = True) -> tuple[PrintedPage, ...]:
    """The pages of a document as text; sizes that are only estimated make no headings."""
    running = _running(contents)
    style = _style([run for page, out in zip(contents, running, strict=True) for run in page.runs if run not in out])
    style = style if headings else replace(style, levels={})
    labels = _labels(contents, running)
    whole = [replace(p, runs=_joined_headings(p.runs, out, style)) for p, out in zip(contents, running, strict=True)]
    return tuple(_page(p, out, style, label) for p, out, label in zip(whole, running, labels, strict=True))


def title(contents: Sequence[PageContent]) -> str:
    """The largest type on the first page, if it is larger than all the rest there."""
    runs = contents[0].runs if contents else ()
    largest = max((r.size for r in runs), default=0.0)
    words = [r.text.strip() for r in runs if r.size > 0.98 * largest]
    found = "".join(words)
    usual = median(r.size for r in runs) if runs else 0.0
    return found if len(words) <= 3 and 4 <= len(found) <= LONGEST_HEADING and largest > LARGER * usual else ""


def _page(content: PageContent, running: frozenset[Run], style: _Style, label: str) -> PrintedPage:
    found = tables(content.runs, content.strokes)
    inside = {run: table for table in found for run in table.runs}
    outside = in_reading_order([r for r in content.runs if r not in inside], bars=[t.top for t in found])
    pieces: list[tuple[str, float]] = []
    for item in _items(content.runs, outside, inside):
        if isinstance(item, Table):
            rows = table_lines([list(row) for row in item.rows])
            pieces += [("\n" + "\n".join(rows) + "\n\n", item.top)]
        else:
            text, height = _line(item, style)
            pieces.append((f"{_OUT if set(item) <= running else ''}{text}\n", height))
    marked = re.sub(r"\n{3,}", "\n\n", with_gaps(pieces)).split("\n")
    lines = tuple(i for i, line in enumerate(marked) if line.startswith(_OUT))
    text = "\n".join(line.removeprefix(_OUT) for line in marked)
    return PrintedPage(text, lines, label)


def _items(
    runs: Iterable[Run], outside: Sequence[Run], inside: Mapping[Run, Table]
) -> Iterator[tuple[Run, ...] | Table]:
    """Lines and tables: a table comes before the first line that stood after it or below it."""
    waiting = list(dict.fromkeys(inside[r] for r in runs if r in inside))
    stream = {run: i for i, run in enumerate(runs)}
    line: list[Run] = []
    for run in outside:
        due = [t for t in waiting if min(stream[r] for r in t.runs) < stream[run] and t.top > run.height]
        if line and (due or not _same_line(line[-1], run)):
            yield tuple(line)
            line = []
        for table in due:
            waiting.remove(table)
            yield table
        line.append(run)
    if line:
        yield tuple(line)
    yield from waiting


def _same_line(before: Run, run: Run) -> bool:
    return abs(before.height - run.height) <= 0.3 * min(before.size, run.size) and run.left > before.right


def _line(runs: tuple[Run, ...], style: _Style) -> tuple[str, float]:
    text = "  ".join(run.text.rstrip() for run in runs)
    level = style.level(runs[0]) if len(runs) == 1 else 0
    return (f"{'#' * level} {text.strip()}" if level else text), runs[0].height


def _style(runs: Sequence[Run]) -> _Style:
    """What most characters are printed in; a document that is nearly all headings has none."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    for run in runs:
        sizes[_rounded(run.size)] += len(run.text)
    usual = max(sizes, key=lambda s: (sizes[s], s), default=10.0)
    for run in runs:
        if _rounded(run.size) == usual:
            fonts[run.font] += len(run.text)
    larger = sorted((s for s in sizes if s > LARGER * usual), reverse=True)
    if sum(sizes[s] for s in larger) > HEADING_SHARE * sum(sizes.values()):
        larger = []
    levels = {size: min(i, LEVELS) for i, size in enumerate(larger, start=1)}
    return _Style(usual, max(fonts, key=lambda f: fonts[f], default=""), levels)


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _running(contents: Sequence[PageContent]) -> list[frozenset[Run]]:
    """The outermost lines of each page that stand on other pages as well, at the same height, numbers aside."""
    edges = [_edge_runs(page) for page in contents]
    places = Counter(key for page in edges for key in {_key(run) for run in page})
    return [frozenset(r for r in page if places[_key(r)] >= _least(r.text, len(contents))) for page in edges]


def _least(text: str, pages: int) -> int:
    """On how many pages a line must stand to be a running one; sentences of the text are more alike than one thinks."""
    return max(3, pages * 3 // 5) if _sentence(text) else max(2, pages // 4)


def _sentence(text: str) -> bool:
    return len(text.strip()) > LONG_LINE or bool(_SENTENCE.search(text))


def _edge_runs(page: PageContent) -> list[Run]:
    margin = EDGE * (page.top - page.bottom)
    heights = sorted({round(r.height) for r in page.runs})
    outermost = {*heights[:EDGE_LINES], *heights[-EDGE_LINES:]}
    return [
        r
        for r in page.runs
        if round(r.height) in outermost
        and not page.bottom + margin < r.height < page.top - margin
        and not _FOOTNOTE.search(squeeze(r.text))
    ]


def _key(run: Run) -> tuple[str, int]:
    text = squeeze(run.text)
    return text if _sentence(run.text) else re.sub(r"\d+", "#", text), round(run.height)


def _labels(contents: Sequence[PageContent], running: Sequence[frozenset[Run]]) -> tuple[str, ...]:
    """Printed page numbers where they differ from the physical ones by the same amount throughout."""
    printed: list[int | None] = []
    for page, out in zip(contents, running, strict=True):
        found = [m for r in page.runs if r in out and (m := _PAGE_NUMBER.match(r.text))]
        printed.append(int(found[0].group(1)) if found else None)
    shifts = Counter(number - i for i, number in enumerate(printed, start=1) if number is not None)
    shift, times = shifts.most_common(1)[0] if shifts else (0, 0)
    if not shift or times < 2 or times < 0.6 * len(contents):
        return ("",) * len(contents)
    numbers = range(1 + shift, len(contents) + 1 + shift)
    return tuple(f"第 {n} 页（文件第 {n - shift} 页）" if n > 0 else "" for n in numbers)


def with_gaps(pieces: Sequence[tuple[str, float]]) -> str:
    """The text of a page from its pieces and their heights; a wide step down becomes an empty line.

    Headings and paragraphs are recognised by the empty lines around them, which pypdf does not give.
    """
    wide = _WIDE_STEP * _leading([a - b for (_, a), (_, b) in zip(pieces, pieces[1:], strict=False) if a - b > 1])
    text, before = "", 0.0
    for piece, height in pieces:
        starts_line = text.endswith("\n") or piece.startswith("\n")
        text += "\n" + piece if text and starts_line and before - height > wide else piece
        before = height
    return text


def _leading(steps: list[float]) -> float:
    """The usual step from line to line: a small one, but not that of a raised figure."""
    whole = sorted(step for step in steps if step > _RAISED * median(steps))
    return whole[len(whole) // 4] if whole else 0.0


def _joined_headings(runs: Sequence[Run], running: frozenset[Run], style: _Style) -> tuple[Run, ...]:
    """The runs with headings of several lines as one."""
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        if last is not None and last not in running and run not in running and _goes_on(last, run, style):
            right = max(last.right, run.right)
            result[-1] = replace(last, text=last.text.rstrip() + run.text.strip(), right=right, height=run.height)
        else:
            result.append(run)
    return tuple(result)


def _goes_on(last: Run, run: Run, style: _Style) -> bool:
    level = style.level(last)
    same = 0 < level <= len(style.levels) and style.level(run) == level
    close = 0 < last.height - run.height < 1.6 * run.size and run.left < last.right and last.left < run.right
    return same and close and not _NUMBERED.match(run.text)
