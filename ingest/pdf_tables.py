"""Ruled tables of a PDF page: drawn lines -> grid -> rows of cells."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.pdf_pieces import Run, Stroke

NEAR = 3.0
LEAST_ROWS, LEAST_COLUMNS = 2, 2
FILLED = 0.4
THREE = 3
LEAST_RULE = 100.0
LINE_STEP = 1.6


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
    strokes = list(strokes)
    grids = [grid for group in _connected(strokes) if (grid := _grid(group)) is not None]
    found = [table for grid in grids if (table := _filled(grid, runs)) is not None]
    taken = {run for table in found for run in table.runs}
    free = [run for run in runs if run not in taken]
    found += [t for rules in _rule_groups(strokes) if (t := _three_line(rules, free)) is not None]
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


def _rule_groups(strokes: Iterable[Stroke]) -> list[list[float]]:
    """Heights of flat lines of the same extent, from the top; three or more of them may rule a table without uprights."""
    groups: dict[tuple[int, int], list[float]] = {}
    for stroke in strokes:
        if stroke.flat and stroke.x2 - stroke.x > LEAST_RULE:
            key = next(
                (k for k in groups if abs(k[0] - stroke.x) <= NEAR and abs(k[1] - stroke.x2) <= NEAR),
                (round(stroke.x), round(stroke.x2)),
            )
            groups.setdefault(key, []).append(stroke.y)
    return [list(reversed(levels)) for ys in groups.values() if len(levels := _levels(ys)) == THREE]


def _three_line(rules: list[float], runs: Sequence[Run]) -> Table | None:
    """A table with rules above and below its heads and at its end: columns as the heads stand, rows by the first column."""
    top, under_heads, end = rules
    heads = sorted((r for r in runs if under_heads < r.height < top), key=lambda r: r.left)
    body = sorted((r for r in runs if end < r.height < under_heads), key=lambda r: (-round(r.height), r.left))
    columns = _columns(heads)
    if len(columns) < LEAST_COLUMNS or len(body) < LEAST_ROWS:
        return None
    rows: list[list[list[Run]]] = []
    for run in body:
        places = [i for i, (left, right) in enumerate(columns) if run.left < right and left < run.right]
        place = places[0] if len(places) == 1 else _nearest(run, columns) if not places else None
        if place is None:
            return None
        if not rows or (place == 0 and not _wraps(rows[-1], run)):
            rows.append([[] for _ in columns])
        rows[-1][place].append(run)
    if not all(map(_sound, rows)):
        return None
    head = [cell_text([r for r in heads if left <= r.middle <= right]) for left, right in columns]
    cells = [tuple(cell_text(cell) for cell in row) for row in rows]
    return Table((tuple(head), *cells), frozenset((*heads, *body)), top) if len(cells) >= LEAST_ROWS else None


def _sound(row: list[list[Run]]) -> bool:
    """Whether a row begins in its first column and no cell has a gap: else lines of two rows may have been mixed.

    A name in the middle of its row, not at its top, cannot be told from one whose row begins there; a dose must never
    be read beside another drug, so that such a table stays text.
    """
    top = max(run.height for cell in row for run in cell)
    steps = [(a, b) for cell in row for a, b in zip(cell, cell[1:], strict=False)]
    begins = bool(row[0]) and row[0][0].height >= top - row[0][0].size / 2
    return begins and all(a.height - b.height < LINE_STEP * a.size for a, b in steps)


def _columns(heads: Sequence[Run]) -> list[tuple[float, float]]:
    """Where the columns stand: heads above each other are one."""
    columns: list[tuple[float, float]] = []
    for run in heads:
        if columns and run.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], run.right))
        else:
            columns.append((run.left, run.right))
    return columns


def _nearest(run: Run, columns: Sequence[tuple[float, float]]) -> int:
    return min(range(len(columns)), key=lambda i: abs((columns[i][0] + columns[i][1]) / 2 - run.middle))


def _wraps(row: list[list[Run]], run: Run) -> bool:
    """Whether a run in the first column goes on with the cell above it: no gap, and nothing beside it in a new row."""
    above = row[0][-1] if row[0] else None
    if above is None:
        return True
    others = [r for cell in row[1:] for r in cell]
    lowest = min((r.height for r in others), default=above.height)
    return above.height - run.height < LINE_STEP * run.size and lowest <= run.height + run.size / 2


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
