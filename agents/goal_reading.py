"""One value that a calculator which is asked for reads from a text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from agents.fold import Folded
from agents.segments import Segment


@dataclass(frozen=True)
class Read:
    """A value of an input, where it stands in the folded text, and the clause it stands in."""

    input: str
    raw: Any
    start: int
    end: int
    part: Segment


Reader = Callable[[str, Folded, tuple[Segment, ...]], Iterator[Read]]


def clause_at(parts: tuple[Segment, ...], position: int) -> Segment | None:
    """The clause of the patient in which a place of the folded text stands."""
    return next((p for p in parts if p.start <= position < p.end), None)
