"""Whether the documents can answer: a measured decision, with its reasons in words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from agents.answerable import probability, signs
from agents.aspects import unanswered
from agents.relevance import frequency, text_tokens
from agents.route import asking_clauses
from agents.score import Scored
from agents.understand import Understanding
from index.lexical import LexicalIndex
from index.search import Evidence
from index.words import concepts, words
from tools.registry import CALCULATORS

# Below this likelihood there is no answer, unless a passage has most of the words of a question in the field.
FLOOR, COVERED = 0.2, 0.2
SURE = 0.3
READ = 3
SHORT = 60
_NAMED = ("drug", "trial")
# Diseases and tests go by many names; one that the documents do not use says little where they answer otherwise.
_DESCRIBED = ("disease", "test")
_LATIN = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][A-Z0-9-]{3,}|[A-Z]\d{2,4}[A-Z])(?![A-Za-z0-9])")
# Chinese names of drugs by their endings; two signs before the ending tell one drug of a class from another.
_DRUG_NAME = re.compile(
    r"[\u4e00-\u9fff]{1,2}(?:地平|普利|沙坦|洛尔|他汀|单抗|替尼|佐米|度胺|膦酸|双胍|格列[净汀酮脲]|列净|列汀|列酮|沙班|加群|西林|沙星|霉素|"
    r"拉唑|康唑|洛韦|司他|司琼|昔布|替丁|紫杉醇|比星|他滨|环素|噻嗪|塞米|肝素|孢素)"
)
_DOSE = re.compile(r"\d\s*(?:mg|毫克|μg|g/|单位|IU|万单位|Gy)", re.I)
_UNITS = (
    (
        re.compile(
            r"多少(?:毫克|mg)|几毫克|几\s*mg|多少\s*mg|(?<![大小高低])剂量.{0,8}(?:多少|怎么|怎样|如何|安排|是)|固定剂量|每次剂量|打多少|吃多少"
        ),
        _DOSE,
    ),
    (re.compile(r"百分之几|比例|多大概率|(?<!频)率(?:是|各|分别|为|有)?多少|百分比"), re.compile(r"\d\s*%")),
)

_SCORE = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9₂-]{1,20})\s*的?"
    r"(?:评分|分期|量表|指数|分级|打分|(?:是?怎么|如何)(?:分期|打分|评分?|算)|是?(?:什么|啥)|(?:分别|各)?(?:是|得|为)?(?:多少|几)分)"
)


class Verdict(StrEnum):
    """Whether to answer."""

    ANSWER = "answer"
    SILENT = "silent"
    OUTSIDE = "outside"
    INSTRUCTION = "instruction"


@dataclass(frozen=True)
class Judgement:
    """The verdict with how likely the documents answer, and what they do not speak of."""

    verdict: Verdict
    likely: float
    absent: tuple[str, ...] = ()


def judge(
    u: Understanding,
    lexical: LexicalIndex,
    evidence: tuple[Evidence, ...],
    scored: Sequence[Scored],
    floor: float = FLOOR,
) -> Judgement:
    """Decides on the likeness of evidence and question, on what is named, and on what is asked of it."""
    found = read_signs(u, lexical, evidence, scored)
    likely = probability(found)
    absent = _absent(u, lexical) + (_unmentioned(u, lexical, _DESCRIBED) if likely < SURE else ())
    if u.instructs:
        return Judgement(Verdict.INSTRUCTION, likely)
    read = (" ".join((e.passage.text, e.passage.title, *e.passage.section)) for e in evidence[:READ])
    untold = unanswered(u.text, read)
    inside = _in_field(u, lexical)
    covered = max((s.values["passage"] for s in scored if s.values), default=0.0)
    unlike = likely < floor and not (inside and covered >= COVERED)
    if not (absent or untold or unlike or not found["unit"]):
        return Judgement(Verdict.ANSWER, likely)
    outside = unlike and not inside
    return Judgement(Verdict.OUTSIDE if outside else Verdict.SILENT, likely, absent + untold)


def read_signs(
    u: Understanding, lexical: LexicalIndex, evidence: tuple[Evidence, ...], scored: Sequence[Scored]
) -> Mapping[str, float]:
    """What speaks for and against an answer."""
    absent = bool(_absent(u, lexical) or _unmentioned(u, lexical, _DESCRIBED))
    return signs(scored, absent=absent, unit=_has_asked_unit(u, evidence))


def _absent(u: Understanding, lexical: LexicalIndex) -> tuple[str, ...]:
    """Named drugs, trials and mutations of the question that no document mentions."""
    found = [*_unmentioned(u, lexical, _NAMED), *absent_scores(u, lexical)]
    for match in _LATIN.finditer(u.question):
        word = match.group().lower()
        known = concepts(match.group()) or frequency(lexical, "bigrams", word) or frequency(lexical, "words", word)
        if not known:
            found.append(match.group())
    if len(u.text) <= SHORT:  # a patient's history names drugs that the question is not about
        found += [name for name in _DRUG_NAME.findall(_unnamed(u)) if not _mentioned(name, lexical)]
    return tuple(dict.fromkeys(found))


def absent_scores(u: Understanding, lexical: LexicalIndex) -> tuple[str, ...]:
    """Named scores and stages that no document mentions: the documents' other scores are no answer."""
    asking = asking_clauses(u.message) if len(u.message) > SHORT else (u.message,)
    names = (match.group(1) for clause in asking for match in _SCORE.finditer(clause))
    tokens = {name: concepts(name) or words(name) for name in names}
    return tuple(name for name, found in tokens.items() if not all(frequency(lexical, "words", t) for t in found))


def unknown_scores(u: Understanding, lexical: LexicalIndex) -> tuple[str, ...]:
    """Scores that are asked for and neither calculated nor mentioned anywhere; no other may be given in their place."""
    return tuple(name for name in absent_scores(u, lexical) if not concepts(name) and not _calculated(name))


def _calculated(name: str) -> bool:
    """Whether a calculator bears the name."""
    called = (" ".join((c.name, c.title, *c.aliases)).lower() for c in CALCULATORS.values())
    return any(name.lower() in names for names in called)


def _unmentioned(u: Understanding, lexical: LexicalIndex, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The names of these kinds in a question whose concepts no document mentions."""
    unknown = (m for m in u.mentions if frequency(lexical, "words", f"§{m.term.term_id}") == 0)
    return tuple(dict.fromkeys(m.form for m in unknown if m.term.kind in kinds))


def _unnamed(u: Understanding) -> str:
    """The question without the names that the terminology knows; they are looked for as concepts."""
    text = u.text
    for mention in u.mentions:
        text = text.replace(mention.form, "，")
    return text


def _mentioned(name: str, lexical: LexicalIndex) -> bool:
    """Whether the documents may have a name: they have each pair of its signs, the first aside, which may not belong to it."""
    pairs = [name[i : i + 2] for i in range(max(0, len(name) - 3), len(name) - 1)]
    return all(frequency(lexical, "bigrams", pair) for pair in pairs)


def _in_field(u: Understanding, lexical: LexicalIndex) -> bool:
    """Whether the question names anything that the documents speak of."""
    return any(frequency(lexical, "words", f"§{m.term.term_id}") for m in u.mentions)


def _has_asked_unit(u: Understanding, evidence: tuple[Evidence, ...]) -> bool:
    """A dose or a percentage can be given only where a passage has one; a drug's dose, where it speaks of that drug."""
    drugs = frozenset(f"§{m.term.term_id}" for m in u.mentions if m.term.kind == "drug")
    for asks, has in _UNITS:
        if not asks.search(u.text):
            continue
        found = [e.passage for e in evidence[:6] if has.search(e.passage.text)]
        if has is _DOSE and drugs:
            found = [p for p in found if drugs & text_tokens(" ".join((p.text, p.title, *p.section)))]
        if not found:
            return False
    return True
