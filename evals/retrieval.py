"""Retrieval metrics: pure functions of the ranks at which evidence was found."""

import math
from collections.abc import Sequence

from evals.evidence import Group, Text, group_ranks

Ranks = Sequence[int | None]
CONTEXT_CHARS = 2000


def recall_at(ranks: Ranks, k: int) -> float:
    """Share of the evidence groups found among the first k passages.

    Recall of TREC (Buckley and Voorhees 2005) over evidence groups instead of documents: of equivalent
    passages one is enough.
    """
    return sum(r is not None and r <= k for r in ranks) / len(ranks)


def recall_within(groups: Sequence[Group], ranked: Sequence[Text], limit: int = CONTEXT_CHARS) -> float:
    """Share of the evidence groups found when the ranked passages are read up to `limit` characters.

    The passage in which the limit falls is cut there. Makes retrievers with long and short passages comparable.
    """
    kept: list[Text] = []
    room = limit
    for piece in ranked:
        if room <= 0:
            break
        kept.append(Text(piece.doc, piece.text[:room]))
        room -= len(piece.text)
    return recall_at(group_ranks(groups, kept), len(kept))


def reciprocal_rank(ranks: Ranks) -> float:
    """1 / rank of the first passage with any evidence, 0 if there is none (MRR: Voorhees, TREC-8 QA, 1999)."""
    found = [r for r in ranks if r is not None]
    return 1 / min(found) if found else 0.0


def ndcg(ranked_gains: Sequence[int], all_gains: Sequence[int], k: int = 10) -> float:
    """Normalised discounted cumulative gain at k (Järvelin and Kekäläinen 2002).

    The gain of a passage is the number of evidence groups it contains, taken linearly and discounted by
    log2(1 + rank), the convention of trec_eval; the ideal order is that of all passages of the index.
    """
    ideal = _dcg(sorted(all_gains, reverse=True)[:k])
    return _dcg(ranked_gains[:k]) / ideal if ideal else 0.0


def _dcg(values: Sequence[int]) -> float:
    return sum(gain / math.log2(1 + rank) for rank, gain in enumerate(values, start=1))
