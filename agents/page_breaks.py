"""Sentences that a page break or a floating table cut in two: the second half is quoted behind the one that answers."""

import re
from collections.abc import Iterable, Sequence

from agents.runs import Run
from agents.snippets import Snippet, snippets
from corpus.types import UNSEARCHED, Kind, Passage

FARTHEST = 60  # lines between the halves, with page headers or a table in between
SHORTEST, PROSE = 20, 130
_OPEN = re.compile(r"[\u4e00-\u9fffA-Za-z，、,（(]$")
_SKIPPED = (Kind.TABLE, Kind.FOOTNOTE, *UNSEARCHED)


def whole_sentences(quoted: Sequence[Run], passages: Sequence[Passage]) -> tuple[Run, ...]:
    """Quotations with the rest of a sentence that was cut behind them, each piece once."""
    found: list[Run] = []
    there = {_key(piece) for run in quoted for piece in run.pieces}
    for run in quoted:
        found.append(run)
        behind = half_behind(run.pieces[-1], passages)
        if behind is not None and _key(behind) not in there:
            there.add(_key(behind))
            found.append(Run((behind,)))
    return tuple(found)


def half_behind(piece: Snippet, passages: Iterable[Passage]) -> Snippet | None:
    """The half in the next passage, if a piece ends its own within a sentence."""
    if not _is_open(piece) or piece.position + 1 < len(snippets(piece.passage)):
        return None
    own = piece.passage
    behind = [p for p in _near(own, passages) if p.lines[0] >= own.lines[1] and p.section == _ends(own)]
    first = snippets(min(behind, key=lambda p: p.lines))[:1] if behind else ()
    return first[0] if first and _is_plain(first[0]) else None


def _near(passage: Passage, passages: Iterable[Passage]) -> list[Passage]:
    """The passages of running text around one."""
    first, last = passage.lines[0] - FARTHEST, passage.lines[1] + FARTHEST
    same = (p for p in passages if p.doc_id == passage.doc_id and p != passage and p.kind not in _SKIPPED)
    return [p for p in same if first <= p.lines[1] and p.lines[0] <= last]


def _ends(passage: Passage) -> tuple[str, ...]:
    return passage.parts[-1][1] if passage.parts else passage.section


def _is_open(piece: Snippet) -> bool:
    """Whether a piece of running text ends within a sentence."""
    text = not (piece.heading or piece.row) and piece.passage.kind not in _SKIPPED
    return text and len(piece.shown) >= SHORTEST and bool(_OPEN.search(piece.quote)) and _is_prose(piece.passage)


def _is_plain(piece: Snippet) -> bool:
    return not (piece.heading or piece.row or piece.bullet or piece.note)


def _is_prose(passage: Passage) -> bool:
    return passage.text.count("。") * PROSE >= len(passage.text)


def _key(piece: Snippet) -> tuple[str, int]:
    return piece.passage.passage_id, piece.position
