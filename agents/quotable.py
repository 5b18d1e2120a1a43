"""The quotable piece of a passage."""

from dataclasses import dataclass

from corpus.types import Passage


@dataclass(frozen=True)
class Snippet:
    """A quotable piece: `quote` is passage.text[start:end], `shown` is mended for reading.

    `row` is set for table rows, `bullet` for list items (`level` from 1, the outermost), `note` for footnotes; `lead` is the
    position of the line that introduces a list item or row, -1 if none does.
    """

    passage: Passage
    quote: str
    shown: str
    position: int
    start: int = 0
    row: bool = False
    heading: bool = False
    bullet: bool = False
    level: int = 0
    note: bool = False
    lead: int = -1

    @property
    def end(self) -> int:
        """The offset behind the quote in the passage's text."""
        return self.start + len(self.quote)
