"""Choosing what to quote: of the passages that answer, the pieces that do; within a length, nothing twice."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agents.forms import VERSIONS, subject_tokens
from agents.prepared import prepared
from agents.relevance import Wanted
from agents.score import BUILT_IN, DEFINES, Scored
from agents.standing import goes_on, tokens_of, worth
from agents.understand import QuestionKind, Understanding
from corpus.types import Passage

MAX_CHARS, LIST_CHARS = 420, 640
MAX_BLOCKS, COMPARED_BLOCKS = 6, 7
# How far behind the best piece (in logits) another one may be: of a passage already quoted, of another, of a compared
# document, of the other part of a document whose parts are compared.
BEHIND, BEHIND_ELSEWHERE, BEHIND_COMPARED, BEHIND_WITHIN = 3.5, 2.3, 3.5, 6.5
BEHIND_DEFINED = 0.5  # of any other where the best one defines what is asked for
# How much farther: a passage that goes on where a quoted one ends, any in a comparison, one on what is named and yet missing.
GOES_ON, COMPARES, SUBJECT = 1.0, 0.5, 0.5
VARIETY, GAP = 2.0, 90
# Of two pieces of different passages: the share of words from which on they say the same, or one only what the other says.
SAME, WITHIN, FEW = 0.8, 0.7, 8
OPENING = 30
WHOLE_LIST, ASKED_LIST, SHORT_LIST = 0.6, 0.25, 160
HEADED = 0.45
CHART_BEFORE, CHART_AFTER = -1, 2
# A sentence that begins so, or speaks so of what it names nowhere, is about what the one before it names.
_POINTS_BACK = re.compile(
    r"(?:这|此|该|其(?![他余中它])|因而|因此|由此|所以|但|然而|不过|同样|同时|此外|另外|另一|相比之下|也|还)"
)
_OF_THAT = re.compile(r"(?:该|此类?|这[一种项个些]|上述)(?:联合|三药|两药|新)?(?:方案|药物?|组合|疗法|研究|试验)")
_SEVERAL = re.compile(
    r"新旧|[两几各][版家份部本]|[两几各]个(?:版本|指南|文献|来源)|各指南|中美|国内外|不同(?:指南|文献|版本|来源)|指南之间"
)
# 定义页和讨论部分写得一样吗: the two sides are parts of one document.
_WITHIN = re.compile(
    r"讨论(?:部分|章节|正文|里|中|页).*(?:页|脚注|表格|流程|推荐|正文|[A-Z]{4,5}-[A-Z0-9])|(?:页|脚注|表格|流程|推荐|正文|[A-Z]{4,5}-[A-Z0-9]).*讨论(?:部分|章节|正文|里|中|页)"
)
DISCUSSION = "MS-"
_UNFINISHED = re.compile(r"[^。！？；.!?;]$")


@dataclass(frozen=True)
class _Choice:
    """What a choice depends on besides the pieces; `named` are the drugs and trials of the question."""

    wanted: Wanted
    u: Understanding
    limit: int
    compared: frozenset[str]
    within: bool
    named: frozenset[str]


def chosen(scored: tuple[Scored, ...], wanted: Wanted, u: Understanding) -> tuple[Scored, ...]:
    """Pieces for the answer, the best first; a list question gets its whole list."""
    listed = u.kind in (QuestionKind.LIST, QuestionKind.COMPARE)
    limit = LIST_CHARS if listed else MAX_CHARS
    within = bool(_WITHIN.search(u.text))
    compared = _parts(scored) if within else _compared(scored, u)
    choice = _Choice(wanted, u, limit, compared, within, subject_tokens(u))
    passages = _by_passage(scored)
    picked: list[Scored] = []
    pool = [s for s in scored if s.answers]
    for _ in range(COMPARED_BLOCKS if u.kind is QuestionKind.COMPARE else MAX_BLOCKS):
        pool = [s for s in pool if not any(_same(s, p, choice) for p in picked)]
        best = _best(pool, picked, choice)
        if best is None:
            break
        room = choice.limit - _length(picked)
        block = _block(best, passages[best.snippet.passage.passage_id], choice, room)
        if not block:
            pool.remove(best)
            continue
        picked += [s for s in block if s not in picked]
    for s in _between(picked, passages):
        if _length(picked) + len(s.snippet.shown) <= choice.limit:
            picked.append(s)
    return tuple(_in_reading_order(picked))


def _between(picked: list[Scored], passages: Mapping[str, Mapping[int, Scored]]) -> list[Scored]:
    """Single short pieces between two that are quoted: without them a text would jump."""
    found: list[Scored] = []
    for a in picked:
        same = passages[a.snippet.passage.passage_id]
        middle, b = same.get(a.snippet.position + 1), same.get(a.snippet.position + 2)
        if b in picked and middle is not None and middle not in picked and middle.answers:
            alike = middle.snippet.level == a.snippet.level and middle.snippet.note == a.snippet.note
            if alike and len(middle.snippet.shown) <= GAP:
                found.append(middle)
    return found


def _best(pool: list[Scored], picked: list[Scored], c: _Choice) -> Scored | None:
    """The piece to quote next, if one is good enough beside what is quoted already."""
    worths = {id(s): worth(s) + _variety(s, picked, c) for s in pool}
    if picked:
        best = max(worth(p) for p in picked)
        behind = _behind({s.snippet.passage.passage_id: s.snippet.passage for s in pool}, picked, c)
        pool = [s for s in pool if worths[id(s)] >= best - behind[s.snippet.passage.passage_id]]
        return max(pool, key=lambda s: s.score + _variety(s, picked, c), default=None)
    return max(pool, key=lambda s: worths[id(s)], default=None)


def _behind(passages: Mapping[str, Passage], picked: list[Scored], c: _Choice) -> dict[str, float]:
    """How far behind the best piece those of each passage may be."""
    known = {p.snippet.passage.passage_id: p.snippet.passage for p in picked}
    sides = {_side(p, c) for p in known.values()}
    missing = c.named - frozenset().union(*map(tokens_of, known.values())) if c.named else frozenset()
    elsewhere = BEHIND_DEFINED if _defines(picked[0], c) else BEHIND_ELSEWHERE
    compares = COMPARES if c.u.kind is QuestionKind.COMPARE else 0.0
    found: dict[str, float] = {}
    for key, passage in passages.items():
        follows = GOES_ON if any(goes_on(p, passage) for p in known.values()) else 0.0
        subject = SUBJECT if missing and missing & tokens_of(passage) else 0.0
        found[key] = elsewhere + compares + follows + subject
        if key in known:
            found[key] = BEHIND
        elif _side(passage, c) in c.compared - sides:
            found[key] = BEHIND_WITHIN if c.within or len(c.u.documents) > 1 else BEHIND_COMPARED
    return found


def _defines(leader: Scored, c: _Choice) -> bool:
    """Whether the best piece tells what something is to somebody who asks just that: others only add where it is used."""
    return bool((leader.snippet.row or leader.values.get("definition")) and DEFINES.search(c.u.text))


def _block(best: Scored, same: Mapping[int, Scored], c: _Choice, room: int) -> list[Scored]:
    """The piece with what belongs to it: the line that introduces it, its list, the rest of a broken sentence."""
    if len(best.snippet.shown) > room:
        return []
    block = [best]
    for s in (*_introduction(best, same), *_list_of(best, same, c), *_neighbours(best, same)):
        if s not in block and _length(block) + len(s.snippet.shown) <= room:
            block.append(s)
    return sorted(block, key=lambda s: s.snippet.position)


def _introduction(best: Scored, same: Mapping[int, Scored]) -> list[Scored]:
    """The lines above a list item that say what is listed, outermost last; above a change, which versions it parts."""
    found: list[Scored] = []
    lead = same.get(best.snippet.lead)
    while lead is not None and lead not in found:
        if not lead.snippet.heading:
            found.append(lead)
        lead = same.get(lead.snippet.lead)
    above = (s for at, s in same.items() if at < best.snippet.position and VERSIONS.search(s.snippet.shown))
    return [*found, *tuple(above)[-1:]]


def _list_of(best: Scored, same: Mapping[int, Scored], c: _Choice) -> list[Scored]:
    """The items that a line introduces; of an item's own list, the other items if the list is asked for or short."""
    own = best.snippet
    rows = _whole_table(best, same, c)
    if rows:
        return rows
    items = [s for s in same.values() if s.snippet.lead == own.position]
    siblings = [s for s in same.values() if own.lead >= 0 and s.snippet.lead == own.lead]
    if siblings and not _whole_list(siblings, best, same, c):
        siblings = (
            []
            if own.level
            else [s for s in siblings if CHART_BEFORE <= s.snippet.position - own.position <= CHART_AFTER]
        )
    inside = {s.snippet.position for s in siblings}
    items += siblings + [s for s in same.values() if s.snippet.lead in inside]
    return sorted(items, key=lambda s: (abs(s.snippet.position - own.position), s.snippet.position))


def _whole_table(best: Scored, same: Mapping[int, Scored], c: _Choice) -> list[Scored]:
    """The rows of a table whose title is what a list question asks for."""
    own = best.snippet
    title = prepared(own.passage, BUILT_IN).heads[own.position]
    if not own.row or c.u.kind is not QuestionKind.LIST or c.wanted.covered(title) < HEADED:
        return []
    return [s for s in same.values() if s.snippet.row]


def _whole_list(siblings: list[Scored], best: Scored, same: Mapping[int, Scored], c: _Choice) -> bool:
    """Whether a list is quoted as a whole: it is short, a list is asked for, or what introduces it is asked about."""
    if _length(siblings) <= SHORT_LIST:
        return True
    lead = same.get(best.snippet.lead)
    if lead is None:
        return False
    told = c.wanted.covered(lead.tokens)
    asked = c.u.kind is QuestionKind.LIST
    above = prepared(best.snippet.passage, BUILT_IN).heads[best.snippet.position]
    if asked and best.snippet.level and c.wanted.covered(lead.tokens | above) >= HEADED:
        return True
    return told >= (ASKED_LIST if asked else max(ASKED_LIST, WHOLE_LIST * c.wanted.covered(best.tokens | lead.tokens)))


def _neighbours(best: Scored, same: Mapping[int, Scored]) -> list[Scored]:
    """The other half of a broken sentence, and the sentence before one that points back to it."""
    if best.snippet.level or best.snippet.row or best.snippet.lead >= 0:
        return []
    found: list[Scored] = []
    for step in (1, -1):
        edge = best
        while (near := same.get(edge.snippet.position + step)) is not None:
            first, second = (edge, near) if step > 0 else (near, edge)
            if near.snippet.heading or near.snippet.level or near.snippet.row:
                break
            if not (_broken(first, second) or (step < 0 and points_back(edge.snippet.shown))):
                break
            found.append(near)
            edge = near
    return found


def points_back(text: str) -> bool:
    """Whether a sentence is about what the one before it names."""
    return bool(_POINTS_BACK.match(text) or _OF_THAT.search(text[:OPENING]))


def _broken(first: Scored, second: Scored) -> bool:
    """Whether a sentence goes on over the end of a piece that is no line of a chart."""
    text = first.snippet.quote
    inside = len(re.findall(r"[（(]", text)) > len(re.findall(r"[）)]", text))
    unfinished = inside or (bool(_UNFINISHED.search(text)) and not text.endswith(("：", ":")))
    return len(text) >= 60 and unfinished and not second.snippet.note


def _by_passage(scored: Iterable[Scored]) -> dict[str, dict[int, Scored]]:
    found: dict[str, dict[int, Scored]] = {}
    for s in scored:
        found.setdefault(s.snippet.passage.passage_id, {})[s.snippet.position] = s
    return {key: dict(sorted(pieces.items())) for key, pieces in found.items()}


def _compared(scored: Iterable[Scored], u: Understanding) -> frozenset[str]:
    """The documents that a question compares: those it names, or the two that answer best if it speaks of several."""
    if u.kind is not QuestionKind.COMPARE:
        return frozenset()
    if len(u.documents) > 1:
        return frozenset(u.documents)
    best = tuple(dict.fromkeys(s.snippet.passage.doc_id for s in scored)) if _SEVERAL.search(u.text) else ()
    return frozenset(best[:2])


def _parts(scored: Iterable[Scored]) -> frozenset[str]:
    """The discussion and the other pages of the document that has both and answers best."""
    labels: dict[str, set[bool]] = {}
    for s in scored:
        passage = s.snippet.passage
        labels.setdefault(passage.doc_id, set()).add(passage.page_label.startswith(DISCUSSION))
    both = next((doc for doc, found in labels.items() if len(found) > 1), "")
    return frozenset((both, both + DISCUSSION)) if both else frozenset()


def _variety(scored: Scored, picked: list[Scored], c: _Choice) -> float:
    """A comparison wants pieces of every side that it compares."""
    sides = {_side(p.snippet.passage, c) for p in picked}
    new = _side(scored.snippet.passage, c) in c.compared - sides
    return VARIETY if new and picked else 0.0


def _side(passage: Passage, c: _Choice) -> str:
    """What of a comparison a passage belongs to: its document, or of one document its discussion or the rest."""
    return passage.doc_id + (DISCUSSION if c.within and passage.page_label.startswith(DISCUSSION) else "")


def _same(a: Scored, b: Scored, c: _Choice) -> bool:
    """Whether a piece says what one of another passage says in nearly the same words, or only a part of it."""
    if a.snippet.passage.passage_id == b.snippet.passage.passage_id:
        return a.snippet.position == b.snippet.position
    union = a.tokens | b.tokens
    told = not c.compared and len(a.tokens) >= FEW and len(a.tokens & b.tokens) > WITHIN * len(a.tokens)
    return bool(union) and (len(a.tokens & b.tokens) > SAME * len(union) or told)


def _length(pieces: Iterable[Scored]) -> int:
    return sum(len(p.snippet.shown) for p in pieces)


def _in_reading_order(picked: list[Scored]) -> list[Scored]:
    """Best place first, passages of one place together; inside a passage as it stands there."""
    places: dict[tuple[str, str], int] = {}
    passages: dict[str, int] = {}
    for scored in picked:
        passage = scored.snippet.passage
        places.setdefault(_place(passage), len(places))
        passages.setdefault(passage.passage_id, len(passages))

    def order(s: Scored) -> tuple[int, int, int]:
        passage = s.snippet.passage
        return places[_place(passage)], passages[passage.passage_id], s.snippet.position

    return sorted(picked, key=order)


def _place(passage: Passage) -> tuple[str, str]:
    return passage.doc_id, passage.page_label or (passage.section[-1] if passage.section else "")
