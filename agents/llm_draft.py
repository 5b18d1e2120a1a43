"""From a model's reply to claims that the program has proven; what fails is left out and named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.answer import Citation, Claim, is_literal
from agents.compose import quotation_text, sentences, short_name
from agents.llm_ledger import Ledger
from agents.llm_numbers import figures
from agents.llm_prompt import PROMPTS
from agents.llm_proof import Proof, faults
from agents.llm_reply import Segment, picks, segments
from agents.runs import Run
from agents.snippets import Snippet
from agents.understand import Understanding
from corpus.snapshot import Snapshot
from corpus.types import squeeze
from index.words import concepts, mentions
from tools.registry import CALCULATORS

SELECTED_CHARS = 1_200
NAMED_FAULTS = 4
LEAKED = 14  # characters in a row that only the instructions have
_ASKED = (
    (r"剂量(?!限制)|多少\s*(?:毫克|mg)|几毫克|用量|给多少|打多少", r"\d\s*(?:mg|g|μg|ug|gy|iu|ml|u\b|单位|毫克|克|支|片|粒)|\d"),
    (r"百分之几|比例|(?<![频心])率(?:是|各|分别|为|有)?多少", r"\d\s*%"),
    (r"多久|多长时间|几个?(?:月|周|天|年)|间隔", r"\d\s*(?:个?月|周|天|日|年|小时|分钟|h|min|d|w)|每(?:[日天周月年]|个月)|终身|长期|直[到至]|期间"),
    (r"多少|几(?![种项条类个])", r"\d"),
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """Claims with their citations and the calculator results used; without claims, `problem` says why."""

    text: str = ""
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    results: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    problem: str = ""


def selected(reply: str, ledger: Ledger, u: Understanding) -> Draft:
    """The literal pieces and results whose numbers a model picked."""
    numbers = picks(reply)
    if numbers is None:
        return Draft(problem="语言模型没有按要求给出编号")
    unknown = [n for n in numbers if n not in ledger.pieces and n not in ledger.results]
    dropped = (f"有 {len(unknown)} 个编号不是本次检索或计算得到的",) if unknown else ()
    pieces = _fitting([ledger.pieces[n].snippet for n in numbers if n in ledger.pieces])
    citations = _cited(pieces, ledger.snapshot)
    text, claims = quotation_text([Run((p,)) for p in pieces], citations)
    results = tuple(n for n in numbers if n in ledger.results)
    draft = Draft(text, claims, citations, results, dropped)
    return _answering(draft, ledger, u, "语言模型认为检索到的片段都不能直接回答")


def _fitting(found: Sequence[Snippet]) -> list[Snippet]:
    kept: list[Snippet] = []
    for snippet in found:
        if sum(len(s.shown) for s in kept) + len(snippet.shown) <= SELECTED_CHARS:
            kept.append(snippet)
    return kept


def _cited(pieces: Sequence[Snippet], snapshot: Snapshot) -> tuple[Citation, ...]:
    return tuple(
        Citation(n, s.passage, snapshot.document(s.passage.doc_id), s.quote, s.quote if s.row else "")
        for n, s in enumerate(pieces, start=1)
    )


def composed(reply: str, ledger: Ledger, u: Understanding) -> Draft:
    """The sentences of a model that one quotation or one calculator result proves."""
    kept: list[Segment] = []
    dropped: list[str] = []
    for place, segment in enumerate(segments(reply), start=1):
        why = _unproven(segment, ledger)
        if why:
            dropped.append(f"第 {place} 句：{why}")
        elif all(squeeze(segment.text) != squeeze(k.text) for k in kept):
            kept.append(segment)
    used = tuple(dict.fromkeys(n for s in kept for n in s.numbers if n in ledger.pieces))
    citations = _cited([ledger.pieces[n].snippet for n in used], ledger.snapshot)
    results = tuple(dict.fromkeys(n for s in kept for n in s.numbers if n in ledger.results))
    claims = tuple(_claim(s, used, ledger) for s in kept)
    lines = [_line(s, c, ledger) for s, c in zip(kept, claims, strict=True)]
    draft = Draft("\n".join(lines), claims, citations, results, tuple(dropped))
    return _answering(draft, ledger, u, "语言模型没有写出可以核对的句子")


def _claim(segment: Segment, used: tuple[str, ...], ledger: Ledger) -> Claim:
    order = list(ledger.results)
    cited = tuple(used.index(n) + 1 for n in segment.numbers if n in used)
    tools = tuple(order.index(n) for n in segment.numbers if n in ledger.results)
    return Claim(segment.text, cited, tools, "verified")


def _line(segment: Segment, claim: Claim, ledger: Ledger) -> str:
    marks = "".join(f"[{n}]" for n in claim.citations)
    titles = [CALCULATORS[ledger.results[n].calculator].title for n in segment.numbers if n in ledger.results]
    return f"- {segment.text} {marks}".rstrip() + (f"（计算器：{'、'.join(titles)}）" if titles else "")


def _unproven(segment: Segment, ledger: Ledger) -> str:
    """Why a sentence may not be shown: one source must prove all of it, and no citation may be invented."""
    if not segment.numbers:
        return "没有注明依据"
    if any(n not in ledger.pieces and n not in ledger.results for n in segment.numbers):
        return "所引编号不是本次检索或计算得到的"
    if _leaks(segment.text):
        return "含有程序说明的文字"
    proofs = [_proof(n, ledger) for n in segment.numbers]
    found = [
        (*faults(segment.text, p), *_partial(segment, n, ledger)) for n, p in zip(segment.numbers, proofs, strict=True)
    ]
    if any(not _related(segment.text, p) for p in proofs):
        return "所引原文说的不是这件事"
    return "；".join(min(found, key=len)[:2])


def _proof(number: str, ledger: Ledger) -> Proof:
    if number in ledger.results:
        answer = ledger.results[number]
        calculator = CALCULATORS[answer.calculator]
        return Proof("".join(sentences(answer)), calculator.title, " ".join((*calculator.aliases, "计算结果，该患者")))
    piece = ledger.pieces[number]
    p, d = piece.snippet.passage, ledger.snapshot.document(piece.snippet.passage.doc_id)
    quote = piece.snippet.shown if is_literal(piece.snippet.quote, p.text) else ""
    topic, document = (" ".join(parts) for parts in ((p.page_label, *p.section), (d.title, d.edition, short_name(d))))
    return Proof(quote, piece.heads, topic, document)


def _partial(segment: Segment, number: str, ledger: Ledger) -> tuple[str, ...]:
    """A calculator's result is told whole: of several doses one alone would be another result."""
    answer = ledger.results.get(number)
    said = {(a.value, a.unit) for a in figures(segment.text).amounts}
    if answer is None or not said:
        return ()
    whole = {(a.value, a.unit) for a in figures(sentences(answer)[0]).amounts}
    return () if whole <= said else ("没有说全计算结果",)


def _related(text: str, proof: Proof) -> bool:
    """Whether a source speaks of anything that the sentence names."""
    named = set(concepts(text))
    return not named or not named.isdisjoint(concepts(f"{proof.quote} {proof.heads} {proof.topic}"))


def _leaks(text: str) -> bool:
    close, told = squeeze(text), squeeze(" ".join(PROMPTS.values()))
    return any(close[i : i + LEAKED] in told for i in range(len(close) - LEAKED + 1))


def _answering(draft: Draft, ledger: Ledger, u: Understanding, nothing: str) -> Draft:
    """The draft, or none where it has no claims or not what was asked for: the value, the drug."""
    if not draft.claims and not draft.results:
        return Draft(dropped=draft.dropped, problem=nothing)
    quoted = " ".join((*(c.text for c in draft.claims), *(c.quote for c in draft.citations)))
    told = quoted + " ".join("".join(sentences(ledger.results[n])) for n in draft.results)
    asked = next((has for asks, has in _ASKED if re.search(asks, u.text)), "")
    if asked and not re.search(asked, told, re.I):
        return Draft(dropped=draft.dropped, problem="语言模型给出的内容里没有所问的数值")
    if not _of_drugs(draft, ledger, u, told):
        return Draft(dropped=draft.dropped, problem="语言模型给出的内容没有提到所问的药物")
    return draft


def _of_drugs(draft: Draft, ledger: Ledger, u: Understanding, told: str) -> bool:
    """Whether an answer about a drug names it; where it names no drug at all, whether its sections do."""
    asked, drugs = {m.term.term_id for m in u.mentions if m.term.kind == "drug"}, _drugs(told)
    cited = {c.quote for c in draft.citations}
    drugs |= _drugs(" ".join(p.heads for p in ledger.pieces.values() if p.snippet.quote in cited))
    drugs = drugs or _drugs(" ".join(part for c in draft.citations for part in c.passage.section))
    return not asked or not asked.isdisjoint(drugs)


def _drugs(text: str) -> set[str]:
    return {m.term.term_id for m in mentions(text) if m.term.kind == "drug"}


def named(dropped: Sequence[str]) -> str:
    """What was left out, in words for the reader."""
    more = f"；另有 {len(dropped) - NAMED_FAULTS} 处" if len(dropped) > NAMED_FAULTS else ""
    return "语言模型的输出有未能核实之处，已略去：" + "；".join(dropped[:NAMED_FAULTS]) + more + "。"
