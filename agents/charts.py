"""Recommendations by category: the list under 首选方案 answers who asks for it, before any text that speaks of it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from agents.prepared import prepared
from agents.relevance import Wanted
from agents.score import BUILT_IN, Scored
from index.query import read_query
from ingest.clean import UPDATES

# What a full match of the headings above a list counts; of a question that names no category, the preferred list half.
CHART = 7.0
# What an update page says was changed is no answer to a question that asks for no change.
CHANGED = -3.0
_CATEGORIES = (
    ("other", re.compile(r"其他(?:的)?推荐|其它(?:的)?推荐|替代方案|次选|备选")),
    ("some", re.compile(r"(?:某些|特定|特殊)情况")),
    ("preferred", re.compile(r"首选|优先(?:推荐|选择)|一线方案|推荐(?:什么|哪些?|的)?(?:方案|药)")),
)
_REGIMENS = re.compile(r"(?:什么|哪些|哪种|哪几种)(?:药物?|方案|治疗)|方案(?:有|是|包括)|有(?:什么|哪些)(?:药物?|方案)")


def preferring_charts(scored: Iterable[Scored], question: str, wanted: Wanted) -> tuple[Scored, ...]:
    """The pieces, best first, those under the category that is asked for raised by how much their headings tell."""
    if not read_query(question).change:
        scored = [replace(s, score=s.score + CHANGED) if _of_updates(s) else s for s in scored]
    asked = _category(question)
    share = 1.0 if asked else 0.5 if _REGIMENS.search(question) else 0.0
    raised = [_raised(s, asked or "preferred", share, wanted) if share else s for s in scored]
    return tuple(sorted(raised, key=lambda s: -s.score))


def _of_updates(s: Scored) -> bool:
    return UPDATES in (s.snippet.passage.page_label, *s.snippet.passage.section)


def _raised(s: Scored, category: str, share: float, wanted: Wanted) -> Scored:
    piece = s.snippet
    passage = piece.passage
    above = passage.title if piece.row else (passage.section_at(piece.start) if piece.level else ("",))[-1]
    if _category(above) != category:
        return s
    heads = prepared(passage, BUILT_IN).heads[piece.position]
    return replace(s, score=s.score + CHART * share * wanted.covered(heads))


def _category(text: str) -> str:
    """The category of recommendation that a question or a heading names."""
    return next((name for name, words in _CATEGORIES if words.search(text)), "")
