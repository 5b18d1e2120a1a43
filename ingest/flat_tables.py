"""Tables whose rules were lost: lines of column heads, and how far the rows under them reach."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.lines import MAX_HEADING, LineKind, Sorted
from ingest.shapes import ends_in_value, is_category, is_heads, is_value, row_shaped

LONGEST_TITLE, ROWS, LOOK, PROSE = 44, 2, 8, 18
_OPEN_END = re.compile(r"[。；，、,;：:和或及与的]$")
_TEXT = (LineKind.CONTINUED, LineKind.HEADING)
_STOPS = (LineKind.BREAK, LineKind.CHAPTER, LineKind.MARKED, LineKind.NUMBERED, LineKind.TABLE_TITLE, LineKind.ROW)
_NOTES = (LineKind.FOOTNOTE, LineKind.REFERENCE)


def with_tables(items: tuple[Sorted, ...], known: frozenset[str] = frozenset()) -> tuple[Sorted, ...]:
    """The lines of a page with tables found by their column heads; `known` are heads of earlier pages.

    The line above the heads becomes the table's title, and what looks like a heading among the rows becomes a row.
    """
    at = [i for i, item in enumerate(items) if item.kind is not LineKind.BLANK]
    found = list(items)
    inside = numbered = False
    for k, i in enumerate(at):
        item, rest = items[i], [items[j] for j in at[k:]]
        titled = k > 0 and _is_title(items[at[k - 1]])
        if item.kind is LineKind.TABLE_TITLE and _stands_below(rest):
            found[i] = replace(item, kind=LineKind.CONTINUED, heading="")
        elif item.kind in (*_STOPS, *_NOTES):
            numbered |= item.kind is LineKind.TABLE_TITLE
            heads = next((j for j in at[k + 1 : k + 3] if is_heads(items[j].text)), None)
            if item.kind is LineKind.TABLE_TITLE and heads is not None:
                found[heads] = replace(items[heads], kind=LineKind.HEADS)
            boxed = item.kind is LineKind.TABLE_TITLE and heads is None and _is_prose(rest)
            found[i] = replace(item, kind=LineKind.HEADING, depth=2) if boxed else replace(item, ends=inside)
            inside = False
        elif not numbered and (titled or not inside) and _begins(rest, known):
            inside = True
            found[i] = replace(item, kind=LineKind.HEADS)
            if titled:
                title = items[at[k - 1]]
                found[at[k - 1]] = replace(title, kind=LineKind.TABLE_TITLE, heading=title.text)
        elif inside and _ends(rest):
            if item.kind is LineKind.CONTINUED and len(item.text) <= MAX_HEADING:
                item = replace(item, kind=LineKind.HEADING, heading=item.text, depth=2)
            found[i] = replace(item, ends=True)
            inside = False
        elif inside and item.kind is LineKind.HEADING:
            found[i] = replace(item, kind=LineKind.CONTINUED, heading="", depth=0)
    return _without_tail(found)


def _without_tail(found: list[Sorted]) -> tuple[Sorted, ...]:
    """The lines of a page whose last line, a few words behind the rows, is the page's title and no group without rows."""
    last = next((i for i in reversed(range(len(found))) if found[i].kind is not LineKind.BLANK), None)
    heads = any(item.kind is LineKind.HEADS for item in found)
    if last is not None and heads and found[last].blank and found[last].kind in _TEXT and is_category(found[last].text):
        found[last] = replace(found[last], ends=True)
    return tuple(found)


def _stands_below(rest: Sequence[Sorted]) -> bool:
    """Whether the caption of a table stands under it: nothing follows but a sentence and footnotes."""
    behind = [item for item in rest[1:] if item.kind is not LineKind.BREAK]
    own = next((k for k, item in enumerate(behind) if item.kind in _NOTES), len(behind))
    return own < len(behind) and all(item.text.endswith("。") for item in behind[:own]) and own <= 1


def _is_prose(rest: Sequence[Sorted]) -> bool:
    """Whether a title stands over a box of text and no table."""
    body = [item for item in rest[1:4] if item.text not in rest[0].heading]
    return (
        bool(body)
        and not row_shaped(body[0].text)
        and bool(re.search("[，。]", body[0].text))
        and len(body[0].text) > PROSE
    )


def _begins(rest: Sequence[Sorted], known: frozenset[str]) -> bool:
    """Whether a line holds column heads: rows with cells follow, or it was one on an earlier page."""
    first = rest[0]
    if first.kind not in _TEXT or not is_heads(first.text):
        return False
    rows = 0
    for item in _blocks(rest[1:]):
        rows += item.kind in _TEXT and row_shaped(item.text)
    return rows >= ROWS or first.text in known


def _blocks(rest: Sequence[Sorted]) -> Sequence[Sorted]:
    """The first lines of the next blocks, up to where a table would end."""
    found: list[Sorted] = []
    for k, item in enumerate(rest):
        if item.kind in (*_STOPS, *_NOTES) or len(found) == LOOK or _ends(rest[k:]):
            break
        if item.blank or row_shaped(item.text):
            found.append(item)
    return found


def _is_title(line: Sorted) -> bool:
    """Whether a line may be the title of the table that begins under it."""
    short = len(line.text) <= LONGEST_TITLE and not is_heads(line.text)
    whole = line.blank and not _OPEN_END.search(line.text) and not ends_in_value(line.text)
    return line.kind in _TEXT and short and whole


def _ends(rest: Sequence[Sorted]) -> bool:
    """Whether a list with its own heading begins; bullets that are followed by as many bare values are cells."""
    first, second = rest[0], rest[1] if len(rest) > 1 else None
    if second is None or second.kind is not LineKind.BULLET or second.blank or first.kind not in _TEXT:
        return first.kind is LineKind.BULLET and first.blank
    bullets = next((n for n, item in enumerate(rest[1:]) if item.kind is not LineKind.BULLET), len(rest) - 1)
    values = [item for item in rest[1 + bullets : 1 + 2 * bullets] if is_value(item.text)]
    return first.blank and len(values) < bullets
