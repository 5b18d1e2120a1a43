"""What a question set is made of: questions over the documents and vignettes over the calculators."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from evals.text import normal
from tools.registry import CALCULATORS

REFUSED_TYPES = ("unanswerable", "out_of_scope", "injection")
KNOWN_TYPES = (
    "fact", "list", "table", "procedure", "comparison", "footnote", "version", "conflict", "multi_doc", *REFUSED_TYPES,
)  # fmt: skip
SHORTEST_ANCHOR = 4
Outcome = Literal["result", "ask", "reject"]
AnyOf = tuple[str, ...]


class Anchor(BaseModel):
    """A literal piece of a document; an empty `doc` means any document."""

    model_config = ConfigDict(frozen=True)
    doc: str = ""
    anchor: str


class Question(BaseModel):
    """A question over the documents.

    Every group of `evidence` must be found, any anchor of a group will do; likewise `key_facts`.
    `reference` is a whole reference answer, as public formats have it. What is `to_complete` is not evaluated yet.
    """

    model_config = ConfigDict(frozen=True)
    id: str
    type: str = "fact"
    question: str
    docs: tuple[str, ...] = ()
    evidence: tuple[tuple[Anchor, ...], ...] = ()
    key_facts: tuple[AnyOf, ...] = ()
    must_not: AnyOf = ()
    reference: str = ""
    difficulty: str = ""
    user: str = ""
    to_complete: str = ""

    @property
    def must_refuse(self) -> bool:
        """Whether the right answer is a refusal."""
        return self.type in REFUSED_TYPES


class Tolerant(BaseModel):
    """An expected number with its own absolute tolerance."""

    model_config = ConfigDict(frozen=True)
    value: float
    tolerance: float


class Expectation(BaseModel):
    """What the reply to the last turn must show."""

    model_config = ConfigDict(frozen=True)
    outcome: Outcome
    values: Mapping[str, Annotated[float | Tolerant, Field(union_mode="left_to_right")]] = {}
    answer_any: tuple[AnyOf, ...] = ()
    missing: tuple[AnyOf, ...] = ()
    must_not: AnyOf = ()


class Vignette(BaseModel):
    """A case told in one or more turns; the expectation holds for the last reply."""

    model_config = ConfigDict(frozen=True)
    id: str
    turns: tuple[str, ...]
    calc: tuple[str, ...] = ()
    expect: Expectation
    difficulty: str = ""
    user: str = ""
    notes: str = ""


Case = Question | Vignette


@dataclass(frozen=True)
class Entry:
    """A case with the file and line it was read from."""

    case: Case
    file: str
    line: int

    @property
    def key(self) -> str:
        """The name of the case in a run: its set and its id."""
        stem = self.file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
        return f"{stem}:{self.case.id}"


@dataclass(frozen=True)
class Mistake:
    """Something wrong in a question set: where, and what to do about it."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        """One line for people; line 0 means the whole file."""
        place = f"{self.file} 第 {self.line} 行" if self.line else self.file
        return f"{place}：{self.field}：{self.message}" if self.field else f"{place}：{self.message}"

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"file": self.file, "line": self.line, "field": self.field, "message": self.message}


def mistakes_of(case: Case) -> Iterator[tuple[str, str]]:
    """Field and message of everything in a case that has the right form but makes no sense."""
    if not case.id.strip():
        yield "id", "没有文字，每题要有自己的编号"
    if isinstance(case, Question):
        yield from _question_mistakes(case)
    else:
        yield from _vignette_mistakes(case)


def _question_mistakes(q: Question) -> Iterator[tuple[str, str]]:
    if not q.question.strip():
        yield "question", "问题没有文字"
    near = get_close_matches(q.type, KNOWN_TYPES, n=1, cutoff=0.8)
    if near and q.type not in KNOWN_TYPES:
        yield "type", f"不认识的类型“{q.type}”，是否为 {near[0]}？"
    else:
        yield from _wrong_for_its_type(q)
    yield from _groups("key_facts", "要点", q.key_facts)
    yield from _blank("must_not", q.must_not)
    yield from _short_anchors(q)
    for text in q.must_not:
        if text.strip() and any(normal(text) == normal(a) for group in q.key_facts for a in group):
            yield "must_not", f"“{text}”同时是要点，永远不会答对"


def _wrong_for_its_type(q: Question) -> Iterator[tuple[str, str]]:
    if q.must_refuse and (q.evidence or q.key_facts):
        yield "type", f"{q.type} 的题应当拒答，不能再有证据或要点"
    if not q.must_refuse and not (q.evidence or q.key_facts or q.reference.strip() or q.to_complete):
        yield "key_facts", "既没有证据，也没有要点或参考答案，无从评分"


def _short_anchors(q: Question) -> Iterator[tuple[str, str]]:
    for number, group in enumerate(q.evidence, start=1):
        if not group:
            yield "evidence", f"第 {number} 组证据是空的"
        for anchor in group:
            if len(normal(anchor.anchor)) < SHORTEST_ANCHOR:
                yield "evidence", f"第 {number} 组的锚文“{anchor.anchor}”少于 {SHORTEST_ANCHOR} 个字，无法定位"


def _vignette_mistakes(v: Vignette) -> Iterator[tuple[str, str]]:
    if not v.turns:
        yield "turns", "没有任何一轮对话"
    if any(not turn.strip() for turn in v.turns):
        yield "turns", "有一轮对话没有文字"
    for name in v.calc:
        if name not in CALCULATORS:
            near = get_close_matches(name, CALCULATORS, n=1, cutoff=0.6)
            yield "calc", f"没有名为“{name}”的计算器" + (f"，是否为 {near[0]}？" if near else "")
    yield from _groups("expect.answer_any", "应出现的内容", v.expect.answer_any)
    yield from _groups("expect.missing", "应询问的内容", v.expect.missing)
    yield from _blank("expect.must_not", v.expect.must_not)
    numbers = [
        n for v_ in v.expect.values.values() for n in ((v_.value, v_.tolerance) if isinstance(v_, Tolerant) else (v_,))
    ]
    if not all(isfinite(n) for n in numbers):
        yield "expect.values", "数值必须是有限的数"
    if v.expect.outcome == "result" and not (v.expect.values or v.expect.answer_any):
        yield "expect", "结果为 result 时要写 values 或 answer_any，否则无从评分"


def _groups(field: str, what: str, groups: tuple[AnyOf, ...]) -> Iterator[tuple[str, str]]:
    for number, group in enumerate(groups, start=1):
        if not group or any(not text.strip() for text in group):
            yield field, f"第 {number} 个{what}没有文字"


def _blank(field: str, texts: AnyOf) -> Iterator[tuple[str, str]]:
    if any(not text.strip() for text in texts):
        yield field, "有一项没有文字"
