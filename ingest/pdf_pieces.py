"""What stands on a PDF page: runs of text with their places, and the lines that were drawn."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import hypot
from typing import TYPE_CHECKING, Any

from ingest.web import raised_figure

if TYPE_CHECKING:
    from pypdf import PageObject

SAME_LINE = 0.45
NEXT_WORD = 2.0
THIN = 2.5
RAISED_SIZE, RAISED_BY = 0.9, 0.2
_SPACE = 0.2


@dataclass(frozen=True)
class Run:
    """Text on one baseline without a wide gap; `right` is estimated from its characters."""

    text: str
    left: float
    right: float
    height: float
    size: float
    font: str = ""

    @property
    def middle(self) -> float:
        """The horizontal middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Stroke:
    """A drawn horizontal or vertical line: from (x, y) to (x2, y2), x <= x2, y <= y2."""

    x: float
    y: float
    x2: float
    y2: float

    @property
    def flat(self) -> bool:
        """Whether it is horizontal."""
        return self.y2 - self.y <= THIN


@dataclass(frozen=True)
class PageContent:
    """The runs of a page in the order of its content stream, its strokes, and its height."""

    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]
    top: float
    bottom: float = 0.0


def page_content(page: "PageObject") -> PageContent:
    """Reads a page through pypdf's visitors."""
    pen = _Pen()

    def text(piece: str, cm: list[float], tm: list[float], font: dict[str, object] | None, size: float) -> None:
        pen.text(piece, cm, tm, str((font or {}).get("/BaseFont", "")), size)

    def operand(operator: bytes, args: list[object], cm: list[float], _tm: list[float]) -> None:
        pen.draw(operator, args, cm)

    page.extract_text(visitor_text=text, visitor_operand_before=operand)
    box = page.mediabox
    upright = [s for s in pen.strokes if not s.flat]
    runs: list[Run] = []
    for run in pen.runs:
        runs[-1:] = _joined(runs[-1:], run, upright)
    return PageContent(tuple(runs), tuple(pen.strokes), float(box.top), float(box.bottom))


def has_picture(page: "PageObject") -> bool:
    """Whether a page shows any image, as a scan does."""
    resources: Any = page.get("/Resources")
    drawn: Any = resources.get_object().get("/XObject") if resources is not None else None
    objects = drawn.get_object().values() if drawn is not None else ()
    return any(entry.get_object().get("/Subtype") == "/Image" for entry in objects)


@dataclass
class _Pen:
    """Collects runs and strokes while the content stream passes; local to one call."""

    runs: list[Run] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    drawn: list[Stroke] = field(default_factory=list)
    at: tuple[float, float] | None = None
    rise: float = 0.0
    shown: float = 0.0
    goes_on: bool = False

    def text(self, piece: str, cm: list[float], tm: list[float], font: str, size: float) -> None:
        x, y = _moved(cm, tm[4], tm[5])
        scale = hypot(tm[2], tm[3]) * hypot(cm[2], cm[3])
        y += self.shown * scale
        for number, words in enumerate(piece.split("\n")):
            self.goes_on = self.goes_on and number == 0
            if words.strip():
                last = self.runs[-1] if self.runs and self.goes_on else None
                left = max(x, last.right) if last else x  # the place of a text object need not move on with its text
                self.runs.append(Run(words, left, left + width(words) * size * scale, y, size * scale, font))
                self.goes_on = True

    def draw(self, operator: bytes, args: Sequence[object], cm: list[float]) -> None:
        try:
            numbers = [float(str(a)) for a in args] if operator in (b"m", b"l", b"re", b"Ts") else []
        except ValueError:
            return
        if operator == b"Ts" and numbers:
            self.rise = numbers[0]
        elif operator in (b"Tj", b"TJ", b"'"):
            self.shown = self.rise
        elif operator == b"m" and len(numbers) == 2:
            self.at = _moved(cm, *numbers)
        elif operator == b"l" and len(numbers) == 2 and self.at is not None:
            end = _moved(cm, *numbers)
            self._stroke(*self.at, *end)
            self.at = end
        elif operator == b"re" and len(numbers) == 4:
            x, y = _moved(cm, numbers[0], numbers[1])
            x2, y2 = _moved(cm, numbers[0] + numbers[2], numbers[1] + numbers[3])
            self._box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))
        elif operator in (b"S", b"s", b"B", b"B*", b"b", b"b*", b"f", b"F", b"f*"):
            filled = operator in (b"f", b"F", b"f*")
            self.strokes += [s for s in self.drawn if not filled or min(s.x2 - s.x, s.y2 - s.y) > 0]
            self.drawn = []
        elif operator == b"n":
            self.drawn = []

    def _stroke(self, x: float, y: float, x2: float, y2: float) -> None:
        if abs(x - x2) <= THIN or abs(y - y2) <= THIN:
            self.drawn.append(Stroke(min(x, x2), min(y, y2), max(x, x2), max(y, y2)))

    def _box(self, x: float, y: float, x2: float, y2: float) -> None:
        """A thin box is a line (also when it is filled), another one is its four edges."""
        if x2 - x <= THIN or y2 - y <= THIN:
            self.drawn.append(Stroke(x, y, max(x2, x + 0.01), max(y2, y + 0.01)))
        else:
            self.drawn += [Stroke(x, y, x2, y), Stroke(x, y2, x2, y2), Stroke(x, y, x, y2), Stroke(x2, y, x2, y2)]


def _moved(cm: list[float], x: float, y: float) -> tuple[float, float]:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def width(text: str) -> float:
    """The width of a text in units of its font's size."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.5 for c in text.rstrip())


def _joined(before: list[Run], run: Run, upright: Sequence[Stroke]) -> list[Run]:
    """The last run with one that goes on on its line, raised or lowered figures included; otherwise both.

    A drawn upright line between them parts the cells of a table.
    """
    if not before:
        return [run]
    last = before[0]
    size = max(last.size, run.size)
    gap = run.left - last.right
    if abs(run.height - last.height) > SAME_LINE * size or not -size < gap < NEXT_WORD * size:
        return [last, run]
    if any(s.y <= run.height <= s.y2 and last.middle < s.x <= run.left + THIN for s in upright):
        return [last, run]
    glue = (
        " " if gap > _SPACE * size and not re.search(r"\s$", last.text) and run.text[:1] not in "，。；：、）)" else ""
    )
    if run.size < RAISED_SIZE * last.size and run.height > last.height + RAISED_BY * last.size and gap < last.size:
        raised = raised_figure(last.text, run.text) if run.text.strip()[:1].isdigit() else run.text
        return [replace(last, text=last.text.rstrip() + raised, right=max(last.right, run.right))]
    larger = last if last.size >= run.size else replace(run, height=last.height)
    text = last.text + (glue if _ascii(last.text[-1:]) or _ascii(run.text[:1]) else "") + run.text
    return [Run(text, last.left, max(last.right, run.right), last.height, larger.size, larger.font)]


def _ascii(character: str) -> bool:
    return character.isascii() and character.isalnum()
