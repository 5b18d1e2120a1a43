"""What introduces a quotation and is not quoted with it: the line above a list, the group of a row, in this passage or the one before."""

from collections.abc import Iterable, Sequence

from agents.leads import with_leads
from agents.runs import Run
from agents.snippets import LETTERS, Snippet, snippets
from corpus.types import Kind, Passage, squeeze

FARTHEST = 14  # lines between two passages, page headers included
LONGEST = 110


def without_bare_leads(quoted: Sequence[Run]) -> tuple[Run, ...]:
    """Quotations without those that do nothing but introduce another one: what they say is told with its place."""
    return tuple(run for run in quoted if not any(_introduces(run, other) for other in quoted if other is not run))


def _introduces(run: Run, other: Run) -> bool:
    """Whether a quotation is nothing but what introduces another one: its lead, or the name of its section."""
    if run.passage != other.passage:
        return False
    leads = {_key(lead) for lead in own_leads(other.pieces[0])}
    names = {squeeze(name) for name in other.passage.section_of(other.quote)} if other.passage.page_label else set()
    return all(_key(piece) in leads or squeeze(LETTERS.sub("", piece.shown)) in names for piece in run.pieces)


def unsaid_leads(run: Run, quoted: Sequence[Run], passages: Iterable[Passage]) -> tuple[Snippet, ...]:
    """The lines that introduce a quotation and are quoted nowhere, outermost first."""
    chain = own_leads(run.pieces[0])
    chain = (*leads_before(chain[0] if chain else run.pieces[0], passages), *chain)
    # Only within its passage a quotation stands under its lines; those of an earlier one are told again.
    said = {_key(piece) for other in quoted if other.passage == run.passage for piece in other.pieces}
    heads = (lead for lead in chain if len(lead.shown) <= LONGEST and not lead.quote.endswith(("。", "；")))
    return tuple(lead for lead in heads if _key(lead) not in said)


def own_leads(piece: Snippet) -> tuple[Snippet, ...]:
    """The lines of its own passage that introduce a piece, outermost first, headings left out."""
    if piece.lead < 0:
        return ()
    pieces = snippets(piece.passage)
    chain: list[Snippet] = []
    at = piece.lead
    while at >= 0 and pieces[at] not in chain:
        chain.insert(0, pieces[at])
        at = pieces[at].lead
    return tuple(lead for lead in chain if not lead.heading)


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


def _key(piece: Snippet) -> tuple[str, int]:
    return piece.passage.passage_id, piece.position
