"""Choosing what to quote: runs of neighbouring pieces that answer, within a length, nothing twice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from agents.instructions import speaks_to_models
from agents.relevance import Wanted, text_tokens
from agents.snippets import Snippet, snippets
from agents.understand import QuestionKind, Understanding
from corpus.terms import terminology
from corpus.types import Passage
from index.query import named_pages
from index.search import Evidence, stands_on

MAX_CHARS, LIST_CHARS = 380, 620
MAX_RUNS, COMPARED_RUNS = 5, 6
RELATIVE = 0.55
NAMED_PAGE = 0.25
HEADING_WEIGHT, PASSAGE_WEIGHT, RANK_WEIGHT, NOVELTY = 0.5, 0.3, 0.5, 0.6
# A table that has a row for each drug; a row of it without the drug asked for is about another one.
_BY_DRUG = re.compile(r"^\|\s*(?:[^|]{0,6}药[^|]{0,6}|方案|通用名|商品名|名称)\s*\|")
SUBJECT_KINDS = ("drug", "trial")
# What a question asks for, and what a piece that tells it looks like.
_ASKED = (
    (
        r"多久|间隔|多长时间|几个?月|几周|几天|几年|频率|疗程|何时|什么时候|期限",
        r"\d\s*(?:个)?(?:周|月|天|日|年|小时|h|min|分钟)|每(?:周|月|日|天|年|个月)|次/|一次",
    ),
    (r"剂量|多少(?:毫克|mg)|几毫克|用量|给多少|打多少", r"\d\s*(?:mg|g|μg|Gy|IU|单位|毫克)"),
    (r"比例|百分|率(?:是|各|分别|为|有)?多少|多大比例|缓解率|生存率", r"\d\s*%"),
    (
        r"界值|多少以上|多少以下|阈值|标准|到多少|低于多少|高于多少",
        r"[<>≥≤＜＞]|\d\s*(?:mg|g|mmol|μmol|mL|%|/)|以上|以下|低于|高于|超过",
    ),
    (r"多少|几", r"\d"),
)
_POINTER = re.compile(r"见表|请参见|参见|如下：?$|见图")
_UNFINISHED = re.compile(r"[^。！？；.!?;]$")


@dataclass(frozen=True)
class Scored:
    """A piece with how well it answers and the question words it covers."""

    snippet: Snippet
    score: float
    tokens: frozenset[str]


def scored_snippets(evidence: tuple[Evidence, ...], wanted: Wanted, u: Understanding) -> tuple[Scored, ...]:
    """All pieces of the evidence, best first."""
    if not evidence:
        return ()
    best = max(e.score for e in evidence)
    found = [s for e in evidence for s in _of_passage(e, e.score / best, wanted, u)]
    return tuple(sorted(found, key=lambda s: (-s.score, s.snippet.passage.passage_id, s.snippet.position)))


def _of_passage(e: Evidence, rank: float, wanted: Wanted, u: Understanding) -> list[Scored]:
    passage = e.passage
    heading = text_tokens(" ".join((*passage.section, passage.title, passage.columns)))
    passage_tokens = text_tokens(passage.text)
    whole = wanted.covered(passage_tokens | heading)
    named = frozenset(f"§{m.term.term_id}" for m in u.mentions if m.term.kind in SUBJECT_KINDS)
    on_page = NAMED_PAGE if stands_on(passage, named_pages(u.text)) else 0.0
    found: list[Scored] = []
    for snippet in snippets(passage):
        if speaks_to_models(snippet.quote):
            continue
        tokens = text_tokens(snippet.shown)
        if snippet.row and named and not named & (tokens | heading) and _BY_DRUG.match(column_heads(passage)):
            continue
        own = wanted.covered(tokens)
        around = wanted.covered(tokens | heading) - own
        score = own + HEADING_WEIGHT * around + PASSAGE_WEIGHT * (whole - own - around) + RANK_WEIGHT * rank
        score += _form(snippet, u) + on_page
        if u.documents:
            score += 0.15 if passage.doc_id in u.documents else -0.1
        score += _subject(named, tokens, heading | passage_tokens)
        found.append(Scored(snippet, score - (0.4 if snippet.heading else 0.0), tokens))
    return found


def column_heads(passage: Passage) -> str:
    """The row of heads of a table, which may be part of the text."""
    return passage.columns or next((line for line in passage.text.split("\n") if line.startswith("|")), "")


def _form(snippet: Snippet, u: Understanding) -> float:
    """Whether a piece has the form of the answer: the unit asked for, a whole statement, no mere pointer."""
    bonus = 0.0
    for asks, has in _ASKED:
        if re.search(asks, u.text):
            bonus = 0.14 if re.search(has, snippet.quote, re.I) else 0.0
            break
    if _POINTER.search(snippet.shown) and len(snippet.shown) < 40:
        bonus -= 0.3
    if snippet.shown.endswith(("？", "?")) and "问" not in u.text:
        bonus -= 0.5  # a list of questions to ask one's doctor answers none of them
    if len(snippet.shown) < 12 and not snippet.row:
        bonus -= 0.15
    return bonus


def _subject(named: frozenset[str], tokens: frozenset[str], around: frozenset[str]) -> float:
    """A piece about another drug or trial than the one asked for does not answer, however alike its words."""
    if not named:
        return 0.0
    if named & tokens:
        return 0.1
    others = {t for t in tokens if t in subjects()}
    if others:
        return -0.3
    return 0.0 if named & around else -0.15


@cache
def subjects() -> frozenset[str]:
    """The tokens of all drugs and trials."""
    return frozenset(f"§{t.term_id}" for t in terminology().terms if t.kind in SUBJECT_KINDS)


def chosen(scored: tuple[Scored, ...], wanted: Wanted, u: Understanding) -> tuple[Scored, ...]:
    """Runs of pieces for the answer: greedy by score and by what is new; a list question gets its whole list."""
    limit = LIST_CHARS if u.kind in (QuestionKind.LIST, QuestionKind.COMPARE) else MAX_CHARS
    runs = COMPARED_RUNS if u.kind is QuestionKind.COMPARE else MAX_RUNS
    picked: list[Scored] = []
    covered: frozenset[str] = frozenset()
    pool = [s for s in scored if not s.snippet.heading]
    for _ in range(runs):
        base = wanted.covered(covered)
        pool = [s for s in pool if not any(_same(s, p) for p in picked)]
        if not pool:
            break
        best = max(
            pool, key=lambda s: s.score + NOVELTY * (wanted.covered(covered | s.tokens) - base) + _variety(s, picked, u)
        )
        if picked and best.score < RELATIVE * picked[0].score:
            break
        room = limit - sum(len(p.snippet.shown) for p in picked)
        run = _run(best, scored, wanted, u, room, first=not picked)
        if not run:
            pool.remove(best)
            continue
        picked += [s for s in run if s not in picked]
        covered = covered.union(*(s.tokens for s in run))
    return tuple(_in_reading_order(picked))


def _run(
    best: Scored, scored: Sequence[Scored], wanted: Wanted, u: Understanding, room: int, *, first: bool
) -> list[Scored]:
    """The piece with its neighbours: what completes a broken sentence, goes on with the list, or also matches."""
    same = {s.snippet.position: s for s in scored if s.snippet.passage.passage_id == best.snippet.passage.passage_id}
    at = best.snippet.position
    if len(best.snippet.shown) > room:
        return []
    run, size = [best], len(best.snippet.shown)
    budget = min(room, LIST_CHARS if u.kind is QuestionKind.LIST and first else 240)
    low = high = at
    while True:
        after, before = same.get(high + 1), same.get(low - 1)
        options = [s for s in (after, before) if s is not None and size + len(s.snippet.shown) <= budget]
        options = [s for s in options if _continues(s, run, wanted, u, later=s is after)]
        if not options:
            return sorted(run, key=lambda s: s.snippet.position)
        take = max(options, key=lambda s: s.score)
        run.append(take)
        size += len(take.snippet.shown)
        low, high = min(low, take.snippet.position), max(high, take.snippet.position)


def _continues(s: Scored, run: list[Scored], wanted: Wanted, u: Understanding, *, later: bool) -> bool:
    """Whether a neighbour belongs to the run."""
    if s.snippet.heading:
        return False
    ordered = sorted(run, key=lambda r: r.snippet.position)
    edge = ordered[-1] if later else ordered[0]
    first, second = (edge, s) if later else (s, edge)
    broken = bool(_UNFINISHED.search(first.snippet.quote)) and not second.snippet.bullet and not s.snippet.row
    if broken or (
        u.kind is QuestionKind.LIST
        and s.snippet.bullet
        and (edge.snippet.bullet or edge.snippet.quote.endswith(("：", ":")))
    ):
        return True
    return wanted.covered(s.tokens) >= 0.5 * wanted.covered(ordered[0].tokens | ordered[-1].tokens)


def _variety(scored: Scored, picked: list[Scored], u: Understanding) -> float:
    """A comparison wants pieces of every document (or arm), other questions of few."""
    documents = {p.snippet.passage.doc_id for p in picked}
    if u.kind is QuestionKind.COMPARE and len(u.documents) > 1:
        return (
            0.5
            if scored.snippet.passage.doc_id in u.documents and scored.snippet.passage.doc_id not in documents
            else 0.0
        )
    return 0.0


def _same(a: Scored, b: Scored) -> bool:
    """Whether two pieces say the same in nearly the same words."""
    union = a.tokens | b.tokens
    return bool(union) and len(a.tokens & b.tokens) / len(union) > 0.8


def _in_reading_order(picked: list[Scored]) -> list[Scored]:
    """Best passage first; inside a passage as it stands there."""
    rank: dict[str, int] = {}
    for scored in picked:
        rank.setdefault(scored.snippet.passage.passage_id, len(rank))
    return sorted(picked, key=lambda s: (rank[s.snippet.passage.passage_id], s.snippet.position))
