"""Ruled tables of a PDF page: drawn lines -> grid -> rows of cells."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf_pieces import Run, Stroke

NEAR = 3.0
LEAST_ROWS, LEAST_COLUMNS = 2, 2
FILLED = 0.4


@dataclass(frozen=True)
class Table:
    """A table's rows, and the runs that stand in it."""

    rows: tuple[tuple[str, ...], ...]
    runs: frozenset[Run]
    top: float


@dataclass(frozen=True)
class _Grid:
    """The columns' and rows' edges of a ruled table, both rising."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def cell(self, run: Run) -> tuple[int, int] | None:
        """Row (from the top) and column in which a run stands."""
        middle = run.height + run.size / 3
        inside = self.xs[0] - NEAR < run.middle < self.xs[-1] + NEAR and self.ys[0] < middle < self.ys[-1]
        if not inside:
            return None
        column = min(max(bisect_right(self.xs, run.left + run.size / 3) - 1, 0), len(self.xs) - 2)
        return len(self.ys) - 1 - bisect_right(self.ys, middle), column


def tables(runs: Sequence[Run], strokes: Iterable[Stroke]) -> tuple[Table, ...]:
    """The ruled tables of a page from top to bottom; a frame around text is none."""
    grids = [grid for group in _connected(list(strokes)) if (grid := _grid(group)) is not None]
    found = [table for grid in grids if (table := _filled(grid, runs)) is not None]
    return tuple(sorted(found, key=lambda t: -t.top))


def _connected(strokes: list[Stroke]) -> list[list[Stroke]]:
    """Strokes that touch each other, directly or through others."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        touching = [g for g in groups if any(_touch(stroke, other) for other in g)]
        groups = [g for g in groups if g not in touching]
        groups.append([stroke, *(s for g in touching for s in g)])
    return groups


def _touch(a: Stroke, b: Stroke) -> bool:
    return a.x - NEAR <= b.x2 and b.x - NEAR <= a.x2 and a.y - NEAR <= b.y2 and b.y - NEAR <= a.y2


def _grid(strokes: list[Stroke]) -> _Grid | None:
    ys = _levels(s.y for s in strokes if s.flat)
    xs = _levels(s.x for s in strokes if not s.flat)
    if not xs and len(ys) > LEAST_ROWS:
        return None
    return _Grid(xs, ys) if len(ys) > LEAST_ROWS and len(xs) > LEAST_COLUMNS else None


def _levels(values: Iterable[float]) -> tuple[float, ...]:
    """Distinct values, rising; nearly equal ones are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > NEAR:
            found.append(value)
    return tuple(found)


def _filled(grid: _Grid, runs: Sequence[Run]) -> Table | None:
    """The table of a grid; None if most of its cells are empty, as in a flow chart."""
    cells: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        place = grid.cell(run)
        if place is not None:
            cells.setdefault(place, []).append(run)
    height, breadth = len(grid.ys) - 1, len(grid.xs) - 1
    if len(cells) < FILLED * height * breadth or len({row for row, _ in cells}) < LEAST_ROWS:
        return None
    rows = [tuple(cell_text(cells.get((r, c), [])) for c in range(breadth)) for r in range(height)]
    inside = frozenset(run for found in cells.values() for run in found)
    return Table(tuple(row for row in rows if any(row)), inside, grid.ys[-1])


def cell_text(runs: Sequence[Run]) -> str:
    """The text of a cell, its lines joined."""
    text = ""
    for run in runs:
        words = " ".join(run.text.split()).replace("|", "／")
        both = re.search(r"[0-9A-Za-z.,;)%]$", text) and re.match(r"[0-9A-Za-z(]", words)
        text += (" " if both else "") + words
    return text
