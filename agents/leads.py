"""Which line introduces a piece: the line above a list, the outer item, the group of a row, the sentence pointed back to."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.quotable import Snippet
from ingest.shapes import has_label, is_category, row_shaped

LEAD, LEAD_LIST, CRITERION = 40, 64, 160
COLON = ("：", ":")
# A sentence that begins so is about what the one before it names.
_POINTS_BACK = re.compile(
    r"(?:这|此(?!外显)|该|其(?![他余中它])|因而|因此|由此|所以|但|然而|不过|同样|同时|另外|相比之下|也|还)"
)


def with_leads(found: Sequence[Snippet]) -> tuple[Snippet, ...]:
    """The pieces of a passage with the position of what introduces each."""
    lists, rows = _Lists(), _Rows()
    linked: list[Snippet] = []
    for i, piece in enumerate(found):
        if piece.row and not piece.quote.startswith("|"):
            own = rows.lead(i, piece)
            linked.append(replace(piece, lead=own, level=1 if own >= 0 else 0))
            continue
        own = lists.lead(i, piece, found)
        before = found[i - 1] if i else None
        if before is not None and piece.level and not piece.bullet and _goes_back(before, piece):
            own = i - 1
        linked.append(replace(piece, lead=own))
    return tuple(linked)


def _goes_back(before: Snippet, piece: Snippet) -> bool:
    """Whether a further sentence of a list item points back to the one before it."""
    return before.level == piece.level and bool(_POINTS_BACK.match(piece.shown))


class _Lists:
    """The lines and outer items that are open while the pieces of a list pass."""

    def __init__(self) -> None:
        self.above: dict[int, int] = {}
        self.last = -1  # the last piece that is listed under something

    def lead(self, i: int, piece: Snippet, found: Sequence[Snippet]) -> int:
        """The position of the line or outer item that introduces a piece."""
        if piece.level:
            self.above = {level: at for level, at in self.above.items() if level < piece.level}
            own = self.above[max(self.above)] if self.above else -1
            self.above[piece.level] = self.last = i
            return own
        before = found[i - 1] if i else None
        if _introduces(piece, found[i + 1 : i + 2]):
            own = i - 1 if before is not None and self.last < i - 1 and _names(before, piece) else -1
            self.above = {0: i}
            return own
        if 0 in self.above and _listed(piece, before, found[self.above[0]]):
            self.last = i
            return self.above[0]
        self.above = {}
        return -1


def _introduces(piece: Snippet, behind: Sequence[Snippet]) -> bool:
    """Whether a line stands above a list and says what it lists."""
    if not behind or piece.note or piece.row:
        return False
    if piece.quote.endswith(COLON):
        return True
    return behind[0].bullet and (piece.heading or (len(piece.shown) <= LEAD_LIST and "。" not in piece.quote))


def _names(before: Snippet, piece: Snippet) -> bool:
    """Whether the line above a line with a colon says what its list is about."""
    short = is_category(before.shown) and not (before.level or before.note or before.row)
    return short and piece.quote.endswith(COLON) and _apart(before, piece)


def _apart(before: Snippet, piece: Snippet) -> bool:
    return "\n" in piece.passage.text[before.end : piece.start]


def _listed(piece: Snippet, before: Snippet | None, lead: Snippet) -> bool:
    """Whether a line without a bullet is listed under a colon: a box of a flow chart, or one of several criteria."""
    if not lead.quote.endswith(COLON) or piece.heading or piece.note or piece.row:
        return False
    if len(piece.shown) <= LEAD and not piece.quote.endswith("。"):
        return True
    last = before is not None and before.quote.endswith(("；", ";"))
    return len(piece.shown) <= CRITERION and (piece.quote.endswith(("；", ";")) or last)


class _Rows:
    """The group of rows and the line with a colon that are open while the rows of a table pass."""

    def __init__(self) -> None:
        self.group, self.colon, self.labelled, self.names = -1, -1, False, False

    def lead(self, i: int, piece: Snippet) -> int:
        """The position of the group or line that introduces a row."""
        if 0 <= self.colon == i - 1:
            self.names = is_category(piece.quote)
        if self.names and piece.quote.endswith("。"):
            self.colon = -1
        named = is_category(piece.quote) and not (self.names and self.colon >= 0)
        if piece.heading or piece.note or named:
            self.group, self.colon = (-1 if piece.heading or piece.note else i), -1
            return -1
        if piece.quote.endswith(COLON):
            if is_category(piece.quote.split("\n")[0]):  # named in its own first line
                self.group = -1
            self.colon = i
            return self.group
        if self.colon >= 0:
            return self.colon
        if self.group == i - 1:
            self.labelled = row_shaped(piece.quote) and not piece.quote.endswith("。")
        elif not self.labelled and has_label(piece.quote):
            self.group = -1
        return self.group
