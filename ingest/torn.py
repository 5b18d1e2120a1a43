"""List items that text extraction tore: an indented line that goes on with a bullet stands behind an empty line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.types import Page
from ingest.lines import LineKind, Sorted
from ingest.shapes import torn_word

NEAR, FULL = 6, 0.88
CONTINUED = ("续", "接下页", "转下页")
_CLOSED = re.compile(r"[。；！？;!?.]$")
_OPEN = re.compile(r"[、，,（(／/±+–-]$|[和或及与且则的为在对将被把由]$")
_GOES_ON = re.compile(r"[<>≥≤=＜＞)）、，。；]|[a-z]{2}|\([<>≥≤A-Z\d]")
_ITEM_ENDS = re.compile(r"[）)]$")


def whole_bullets(items: tuple[Sorted, ...], page: Page) -> tuple[Sorted, ...]:
    """The lines of a page, those that go on with a torn list item as its continuation."""
    found = list(items)
    at = [i for i, item in enumerate(items) if item.kind is not LineKind.BLANK]
    in_item = False
    for k, i in enumerate(at):
        item, before = items[i], items[at[k - 1]] if k else items[i]
        if item.kind is LineKind.BULLET:
            in_item = True
        elif item.kind not in (LineKind.CONTINUED, LineKind.HEADING) or _own(item) or not in_item:
            in_item = False
        elif item.blank:
            near = [items[j] for j in at[max(0, k - NEAR) : k + NEAR]]
            behind = items[at[k + 1]] if k + 1 < len(at) else None
            own = _paragraph([items[j] for j in at[k:]], near)
            in_item = goes_on(before.text, item.text) or (
                _is_full(before, near) and not own and _may_go_on(before, item, behind, page)
            )
            if in_item:
                found[i] = replace(item, kind=LineKind.CONTINUED, heading="", depth=0, gap=False, blank=False)
    return tuple(found)


def _own(item: Sorted) -> bool:
    """Whether a line cannot go on with another: a chart's title, a category of recommendation, a mark that it goes on elsewhere."""
    return item.text in CONTINUED or (item.kind is LineKind.HEADING and item.depth in (1, 3))


def goes_on(before: str, line: str) -> bool:
    """Whether a line certainly goes on with what the one before it began: in a word, a bracket, a comparison."""
    if _CLOSED.search(before):
        return False
    opened = len(re.findall("[（(]", before)) > len(re.findall("[）)]", before))
    return opened or bool(_OPEN.search(before) or _GOES_ON.match(line)) or torn_word(before, line)


def _is_full(item: Sorted, near: Sequence[Sorted]) -> bool:
    """Whether a line is as long as the lines around it can be."""
    return _width(item.text) >= FULL * max(_width(other.text) for other in near)


def _paragraph(rest: Sequence[Sorted], near: Sequence[Sorted]) -> bool:
    """Whether whole sentences begin, among list items that are none."""
    behind = next((k for k, item in enumerate(rest) if k and (item.blank or item.kind is LineKind.BULLET)), len(rest))
    sentences = any(item.kind is LineKind.BULLET and "。" in item.text for item in near)
    return rest[behind - 1].text.endswith("。") and not sentences


def _may_go_on(before: Sorted, item: Sorted, behind: Sorted | None, page: Page) -> bool:
    """Whether a line behind a full one goes on with it: it is no heading and introduces nothing, or the break was at a space."""
    if _CLOSED.search(before.text) or _ITEM_ENDS.search(before.text) or item.text.endswith(("：", ":")):
        return False
    goes_on_to = behind is not None and not behind.blank and behind.kind is not LineKind.BULLET
    introduces = behind is not None and goes_on_to and behind.text.endswith(("：", ":"))
    spaced = page.lines[before.number - page.first_line].endswith(" ")
    return not introduces and (item.kind is LineKind.CONTINUED or spaced)


def _width(text: str) -> int:
    return sum(1 if c.isascii() else 2 for c in text)
