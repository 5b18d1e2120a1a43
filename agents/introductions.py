"""What introduces a quotation but stands in an earlier passage: the line above a list that goes on, the group of a row."""

from collections.abc import Iterable

from agents.leads import with_leads
from agents.snippets import Snippet, snippets
from corpus.types import Kind, Passage

FARTHEST = 14  # lines between two passages, page headers included


def leads_before(piece: Snippet, passages: Iterable[Passage]) -> tuple[Snippet, ...]:
    """The lines of the passage before that introduce a list item or row which nothing in its own passage introduces."""
    if piece.lead >= 0 or piece.heading or piece.note or not (piece.level or piece.row):
        return ()
    earlier = _before(piece.passage, passages)
    if earlier is None:
        return ()
    before = snippets(earlier)
    linked = with_leads([*before, *snippets(piece.passage)[: piece.position + 1]])
    chain: list[Snippet] = []
    at = linked[-1].lead
    while 0 <= at < len(before):
        chain.insert(0, linked[at])
        at = linked[at].lead
    return tuple(lead for lead in chain if not lead.heading)


def _before(passage: Passage, passages: Iterable[Passage]) -> Passage | None:
    """The passage that ends where this one begins, of the same page, section and table."""
    near = [p for p in passages if p.doc_id == passage.doc_id and p.lines[1] <= passage.lines[0] and p != passage]
    last = max(near, key=lambda p: p.lines, default=None)
    if (
        last is None
        or passage.lines[0] - last.lines[1] > FARTHEST
        or (passage.kind is Kind.TABLE) != (last.kind is Kind.TABLE)
    ):
        return None
    ends = last.parts[-1][1] if last.parts else last.section
    same = last.page_label == passage.page_label and last.title == passage.title
    return last if same and ends == passage.section else None
