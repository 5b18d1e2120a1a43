"""Three-valued logic and score sums in which an unknown item stays unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


def any_true(*parts: bool | None) -> bool | None:
    """OR: true if any part is true, false only if all are false, otherwise unknown."""
    if any(p is True for p in parts):
        return True
    return None if any(p is None for p in parts) else False


def all_true(*parts: bool | None) -> bool | None:
    """AND: false if any part is false, true only if all are true, otherwise unknown."""
    if any(p is False for p in parts):
        return False
    return None if any(p is None for p in parts) else True


def negate(part: bool | None) -> bool | None:
    """NOT: unknown stays unknown."""
    return None if part is None else not part


@dataclass(frozen=True)
class ScoreItem:
    """One row of a score: its points if known, and the range it can take if not.

    `asked` names the inputs that would settle it.
    """

    name: str
    label: str
    points: Fraction | None
    low: Fraction
    high: Fraction
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Total:
    """The sum of score items; `score` is None unless every item is known."""

    score: Fraction | None
    low: Fraction
    high: Fraction
    missing: tuple[str, ...]


def item(
    name: str, label: str, state: bool | None, points: int | str, asked: tuple[str, ...] | None = None
) -> ScoreItem:
    """A yes/no row worth `points` when present."""
    worth = Fraction(points)
    known = None if state is None else (worth if state else Fraction(0))
    return ScoreItem(name, label, known, min(worth, Fraction(0)), max(worth, Fraction(0)), asked or (name,))


def graded(
    name: str, label: str, points: Fraction | int | None, low: int | str, high: int | str,
    asked: tuple[str, ...] | None = None,
) -> ScoreItem:  # fmt: skip
    """A row with several grades."""
    known = None if points is None else Fraction(points)
    return ScoreItem(name, label, known, Fraction(low), Fraction(high), asked or (name,))


def total(items: Iterable[ScoreItem]) -> Total:
    """Adds the items; unknown ones contribute their whole range, never zero."""
    rows = tuple(items)
    low = sum((r.points if r.points is not None else r.low for r in rows), Fraction(0))
    high = sum((r.points if r.points is not None else r.high for r in rows), Fraction(0))
    missing = tuple(name for r in rows if r.points is None for name in r.asked)
    return Total(low if not missing else None, low, high, missing)
