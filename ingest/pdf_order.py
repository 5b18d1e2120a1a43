"""The reading order of a PDF page: columns one after the other, what runs across them where it stands."""

from collections.abc import Sequence
from statistics import median

from ingest.pdf_pieces import Run

LEAST_LINES = 5
LEAST_WIDTH = 10.0
FULL = 0.6
GAP = 0.8
CROSSING = 0.3
DEPTH = 2
APART = 1.8
LONGEST_TITLE = 40


def in_reading_order(runs: Sequence[Run], depth: int = 0, bars: Sequence[float] = ()) -> tuple[Run, ...]:
    """Runs as they are read; those of a page without columns stay in the order of the content stream.

    `bars` are the heights of what was taken out and stands across the columns, such as tables.
    """
    gutter = _gutter(runs) if depth < DEPTH else None
    if gutter is None:
        return tuple(runs)
    result: list[Run] = []
    left: list[Run] = []
    right: list[Run] = []
    waiting = sorted(bars)
    for run in sorted(runs, key=lambda r: -r.height):
        across = run.left < gutter < run.right
        below = bool(waiting) and waiting[-1] > run.height
        while waiting and waiting[-1] > run.height:
            waiting.pop()
        if across or below:
            after = _belongs_below(left, right)
            result += [*_column(left, depth), *_column(right, depth), *after]
            left, right = [], []
        if across:
            result.append(run)
        else:
            (left if run.middle < gutter else right).append(run)
    after = _belongs_below(left, right) if waiting else []
    return (*result, *_column(left, depth), *_column(right, depth), *after)


def _belongs_below(left: list[Run], right: list[Run]) -> list[Run]:
    """Takes a short line out of the left column that stands apart below both: the title of what follows across them."""
    if len(left) < 2 or not right:
        return []
    last, before = left[-1], left[-2]
    apart = before.height - last.height > APART * last.size and last.height < min(r.height for r in right)
    return [left.pop()] if apart and len(last.text) <= LONGEST_TITLE else []


def _column(runs: list[Run], depth: int) -> tuple[Run, ...]:
    """A column from top to bottom, parts of one line from left to right."""
    rows: list[list[Run]] = []
    for run in runs:
        if rows and abs(rows[-1][0].height - run.height) <= 0.3 * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    ordered = [run for row in rows for run in sorted(row, key=lambda r: r.left)]
    return in_reading_order(ordered, depth + 1)


def _gutter(runs: Sequence[Run]) -> float | None:
    """The middle of the widest strip that hardly any line crosses, with full lines of text on both of its sides.

    The short cells of a table have such a strip between them as well; they are read along their rows.
    """
    if len(runs) < 2 * LEAST_LINES:
        return None
    low, high = min(r.left for r in runs), max(r.right for r in runs)
    size = median(r.size for r in runs)
    steps = range(int(low + 0.2 * (high - low)), int(high - 0.2 * (high - low)))
    crossing = {x: sum(r.left < x < r.right for r in runs) for x in steps}
    least = min(crossing.values(), default=len(runs))
    if least > CROSSING * len(runs):
        return None
    strips = _strips([x for x in steps if crossing[x] == least])
    good = [s for s in strips if s[1] - s[0] >= GAP * size and _two_columns(runs, (s[0] + s[1]) / 2)]
    return max(((s[0] + s[1]) / 2 for s in good), default=None, key=lambda x: -abs(x - (low + high) / 2))


def _strips(xs: list[int]) -> list[tuple[int, int]]:
    """Stretches of neighbouring numbers."""
    strips: list[tuple[int, int]] = []
    for x in xs:
        if strips and x - strips[-1][1] == 1:
            strips[-1] = (strips[-1][0], x)
        else:
            strips.append((x, x))
    return strips


def _two_columns(runs: Sequence[Run], gutter: float) -> bool:
    return _text_column([r for r in runs if r.right <= gutter]) and _text_column([r for r in runs if r.left >= gutter])


def _text_column(runs: list[Run]) -> bool:
    if len(runs) < LEAST_LINES:
        return False
    widest = max(r.right for r in runs) - min(r.left for r in runs)
    size = median(r.size for r in runs)
    return widest >= LEAST_WIDTH * size and median(r.right - r.left for r in runs) >= FULL * widest
