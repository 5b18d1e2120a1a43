"""What speaks for a piece of the evidence as an answer, in numbers: the inputs of the learned score."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from agents.forms import POINTER, asked_form, subject_match, subject_tokens
from agents.prepared import Prepared, Tokens, prepared
from agents.reader import is_lay
from agents.relevance import Wanted
from agents.snippets import Snippet
from agents.understand import QuestionKind, Understanding
from corpus.types import Kind
from index.model import StaticModel, Vectors
from index.query import named_pages
from index.search import Evidence, stands_on
from index.words import concepts

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_REVISION = re.compile(r"更新|修订|删除|新增|新版|变化|改成|去掉|拿掉|添加")
_DECIDES = re.compile(r"吗|能不能|可不可以|是不是|要不要|有没有|需不需要|能否|是否|行不行")
_DEFINES = re.compile(r"是什么|什么是|定义|指什么|啥")
_RECOMMENDS = re.compile(r"推荐|建议|应|可考虑|不宜|禁")
_DEFINITION = re.compile(r"定义|指的?是|称为|是一种")


@dataclass(frozen=True)
class Asked:
    """What the features need to know of a question."""

    wanted: Wanted
    u: Understanding
    model: StaticModel

    @cached_property
    def vector(self) -> Vectors:
        """The unit vector of the question."""
        return np.asarray(self.model.embed([self.u.text])[0])

    @cached_property
    def named(self) -> Tokens:
        """The drugs and trials that are named."""
        return subject_tokens(self.u)

    @cached_property
    def concept_weights(self) -> Mapping[str, float]:
        """The concepts of the question with their weights."""
        return {c: self.wanted.weights.get(c, 0.0) for c in dict.fromkeys(concepts(self.u.text))}

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the question."""
        return frozenset(_NUMBER.findall(self.u.text))

    @cached_property
    def heaviest(self) -> tuple[str, ...]:
        """The two weightiest words, the weightiest last."""
        return tuple(sorted(self.wanted.weights, key=self.wanted.weights.__getitem__)[-2:])

    def words(self, tokens: Tokens) -> float:
        """Share of the weight of words that is among the tokens."""
        return sum(w for t, w in self.wanted.weights.items() if t in tokens) / self.wanted.total

    def pairs(self, tokens: Tokens) -> float:
        """Share of the weight of character pairs that is among the tokens."""
        return sum(w for t, w in self.wanted.pairs.items() if t in tokens) / self.wanted.pair_total

    def concepts(self, tokens: Tokens) -> float:
        """Share of the weight of concepts that is among the tokens; -1 for a question without concepts."""
        total = sum(self.concept_weights.values())
        return sum(w for c, w in self.concept_weights.items() if c in tokens) / total if total else -1.0


def asked(wanted: Wanted, u: Understanding, model: StaticModel) -> Asked:
    """The question, read once for all pieces; `model` compares it with them."""
    return Asked(wanted, u, model)


def features(evidence: tuple[Evidence, ...], a: Asked) -> tuple[tuple[Evidence, Snippet, Mapping[str, float]], ...]:
    """Every piece of the evidence with its features."""
    best = max((e.score for e in evidence), default=1.0)
    found: list[tuple[Evidence, Snippet, dict[str, float]]] = []
    for e in evidence:
        p = prepared(e.passage, a.model)
        around = _of_passage(e, p, a) | {"behind": math.log(e.score / best) if e.score > 0 else -1.0}
        near = _Near(p, a)
        found += [(e, s, around | _of_words(i, p, a) | near.of(i) | _of_form(s, p, a)) for i, s in enumerate(p.pieces)]
    return tuple((e, s, f | _together(f, a)) for e, s, f in found)


def _of_passage(e: Evidence, p: Prepared, a: Asked) -> dict[str, float]:
    u, passage = a.u, e.passage
    everything = p.whole | p.heading
    patient = "patient" in passage.doc_id
    return {
        "rank": 1 / e.rank, "lexical": e.scores["words"], "dense": e.scores["dense"], "pairs": e.scores["pairs"],
        "passage": a.wanted.covered(everything), "heading": a.wanted.covered(p.heading),
        "passage_words": a.words(everything), "passage_pairs": a.pairs(everything),
        "passage_concepts": a.concepts(everything), "heading_concepts": a.concepts(p.heading),
        "heaviest_in_passage": float(bool(a.heaviest) and a.heaviest[-1] in everything),
        "named_document": (1.0 if passage.doc_id in u.documents else -1.0) if u.documents else 0.0,
        "named_page": float(stands_on(passage, named_pages(u.text))),
        "patient_guide": float(patient), "patient_asks": float(patient and is_lay(u.text)),
        "table": float(passage.kind is Kind.TABLE), "list": float(passage.kind is Kind.LIST),
    }  # fmt: skip


def _of_words(i: int, p: Prepared, a: Asked) -> dict[str, float]:
    own, lead = p.tokens[i], p.lead(i)
    placed = own | lead | p.heads[i]
    children = frozenset[str]().union(*(t for s, t in zip(p.pieces, p.tokens, strict=True) if s.lead == i))
    beside = (
        own
        | lead
        | (p.tokens[i - 1] if i else frozenset())
        | (p.tokens[i + 1] if i + 1 < len(p.tokens) else frozenset())
    )
    covered = a.wanted.covered
    return {
        "own": covered(own), "own_lead": covered(own | lead), "placed": covered(placed), "beside": covered(beside),
        "with_items": covered(own | lead | children), "items": float(bool(children)),
        "own_words": a.words(own), "own_pairs": a.pairs(own), "placed_words": a.words(placed), "placed_pairs": a.pairs(placed),
        "own_concepts": a.concepts(own), "placed_concepts": a.concepts(placed),
        "heaviest_in_piece": float(bool(a.heaviest) and a.heaviest[-1] in own),
        "second_in_place": float(len(a.heaviest) > 1 and a.heaviest[0] in placed),
    }  # fmt: skip


class _Near:
    """How a piece compares with the others of its passage."""

    def __init__(self, p: Prepared, a: Asked) -> None:
        self._alone, self._placed = p.alone @ a.vector, p.placed @ a.vector
        self._own = [a.wanted.covered(t) for t in p.tokens]
        self._order = np.argsort(np.argsort([-o for o in self._own], kind="stable"), kind="stable")

    def of(self, i: int) -> dict[str, float]:
        """Similarities of a piece and its standing in the passage."""
        alone, placed = float(self._alone[i]), float(self._placed[i])
        best = float(self._alone.max())
        return {
            "similar": alone, "similar_placed": placed, "similar_best": best, "similar_gap": best - alone,
            "similar_placed_best": float(self._placed.max()),
            "own_relative": self._own[i] / (max(self._own) or 1.0), "own_rank": 1 / (1 + float(self._order[i])),
        }  # fmt: skip


def _of_form(s: Snippet, p: Prepared, a: Asked) -> dict[str, float]:
    shown, numbers = s.shown, frozenset(_NUMBER.findall(s.quote))
    return {
        "asked_form": float(asked_form(a.u.text, s.quote)), "digits": float(bool(numbers)),
        "question_numbers": len(a.numbers & numbers) / max(1, len(a.numbers)),
        "new_numbers": min(3, len(numbers - a.numbers)) / 3,
        "row": float(s.row), "bullet": float(s.bullet), "inner": float(s.level == 2), "note": float(s.note),
        "introduced": float(s.lead >= 0), "length": min(len(shown), 200) / 100, "short": float(len(shown) < 12),
        "sentence": float(s.quote.endswith("。")), "question": float(shown.endswith(("？", "?"))),
        "pointer": float(len(shown) < 40 and bool(POINTER.search(shown))), "see": float("请参" in shown or "参见" in shown),
        "revision": float(bool(_REVISION.search(shown + " ".join(s.passage.section)))),
        "subject": subject_match(a.named, p.tokens[s.position], p.heads[s.position] | p.whole),
        "position": s.position / 10, "latin": sum(c.isascii() and c.isalpha() for c in shown) / max(1, len(shown)),
        "recommends": float(bool(_RECOMMENDS.search(shown))), "definition": float(bool(_DEFINITION.search(shown))),
    }  # fmt: skip


def _together(f: dict[str, float], a: Asked) -> dict[str, float]:
    """Features that count only for a kind of question, or only together."""
    listed, amount = a.u.kind is QuestionKind.LIST, a.u.kind is QuestionKind.AMOUNT
    return {
        "listed_bullet": listed * f["bullet"], "listed_introduced": listed * f["introduced"], "amount_digits": amount * f["digits"],
        "decides_recommends": float(bool(_DECIDES.search(a.u.text))) * f["recommends"],
        "defines_definition": float(bool(_DEFINES.search(a.u.text))) * f["definition"],
        "revision_asked": float(bool(_REVISION.search(a.u.text))) * f["revision"],
        "similar_own": f["similar"] * f["own"], "placed_own": f["similar_placed"] * f["own"],
        "passage_placed": f["passage"] * f["similar_placed"],
    }  # fmt: skip
