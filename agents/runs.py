"""Neighbouring pieces of one passage as one quotation, shown as a sentence or as a list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.snippets import NUMBERED, Snippet
from corpus.types import Passage
from ingest.shapes import is_category

LONGEST_RUN = 420
NOTE = re.compile(r"[a-z]{1,2} ")


@dataclass(frozen=True)
class Run:
    """Pieces that stand next to each other: quoted as one literal piece of their passage."""

    pieces: tuple[Snippet, ...]

    @property
    def passage(self) -> Passage:
        """Where the pieces stand."""
        return self.pieces[0].passage

    @property
    def quote(self) -> str:
        """The literal piece of the passage's text from the first piece to the last."""
        return self.passage.text[self.pieces[0].start : self.pieces[-1].end]

    @property
    def row(self) -> bool:
        """Whether all pieces are rows of a table."""
        return all(p.row for p in self.pieces)

    def lines(self) -> tuple[str, ...]:
        """The pieces for reading: running text on one line, list items, rows and boxes of a chart on their own."""
        lines: list[str] = []
        top = min(depth(p, self.pieces) for p in self.pieces)
        for before, piece in zip((None, *self.pieces), self.pieces, strict=False):
            if before is not None and _flows(before, piece):
                lines[-1] += _glue(lines[-1], piece.shown) + piece.shown
            else:
                lines.append("  " * (depth(piece, self.pieces) - top) + "- " + piece.shown)
        return tuple(lines)


def runs(pieces: Sequence[Snippet]) -> tuple[Run, ...]:
    """The pieces, given in reading order, as runs of neighbours."""
    found: list[list[Snippet]] = []
    for piece, behind in zip(pieces, (*pieces[1:], None), strict=False):
        last = found[-1][-1] if found else None
        next_to = last is not None and last.passage == piece.passage and last.position + 1 == piece.position
        if last is not None and piece.row and piece.lead < 0 and (last.lead >= 0 or _heads(piece, behind)):
            next_to = False  # what stands over the rows before does not hold for these
        if last is not None and next_to and _section(last) != _section(piece):
            next_to = False
        if last is not None and next_to and piece.end - found[-1][0].start <= LONGEST_RUN:
            found[-1].append(piece)
        else:
            found.append([piece])
    return tuple(Run(tuple(group)) for group in found)


def _section(piece: Snippet) -> str:
    """The numbered section in which a piece of a passage stands that covers several."""
    passage = piece.passage
    section = passage.section_of(piece.quote) if passage.parts else ()
    return next((words for words in reversed(section) if NUMBERED.match(words)), "")


def _heads(piece: Snippet, behind: Snippet | None) -> bool:
    """Whether a row introduces the one behind it."""
    return behind is not None and behind.passage == piece.passage and behind.lead == piece.position


def depth(piece: Snippet, among: Sequence[Snippet]) -> int:
    """How many of the lines that introduce a piece are shown with it."""
    by_position = {p.position: p for p in among}
    count, lead = 0, by_position.get(piece.lead)
    while lead is not None and 0 < piece.level == lead.level and not piece.row:  # an earlier sentence of the same item
        lead = by_position.get(lead.lead)
    while lead is not None and count < 3:
        count, lead = count + 1, by_position.get(lead.lead)
    return count


def _flows(before: Snippet, piece: Snippet) -> bool:
    """Whether a piece goes on in the line of the one before: sentences of one paragraph, or of one bullet."""
    if piece.row or piece.bullet or before.heading:
        return False
    if piece.level and piece.level == before.level:  # a further sentence of one item
        return True
    if piece.lead == before.position:
        return False
    if not piece.level and (before.level or before.lead >= 0 or piece.lead >= 0):
        return False
    apart = "\n" in piece.passage.text[before.end : piece.start]
    if apart and (is_category(piece.quote) or (piece.note and NOTE.match(piece.quote))):
        return False
    return piece.note == before.note and not (apart and not before.quote.rstrip().endswith(("。", "！", "？", "；")))


def _glue(before: str, after: str) -> str:
    """A space where two Latin words or numbers meet."""
    return " " if before[-1:].isascii() and after[:1].isascii() else ""
