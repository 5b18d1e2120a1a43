"""Nothing unproven leaves: quotations must be literal, numbers of a claim must be in its quote or its tool result."""

import re
import unicodedata
from dataclasses import replace

from agents.answer import Answer, Caution, Citation, Claim, Status, is_literal
from corpus.snapshot import Snapshot
from tools.calculator import CalculatorAnswer

_MARKS = re.compile(r"\*\*|^\s*-\s|\s*\[\d+\]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def verified(answer: Answer, snapshot: Snapshot) -> Answer:
    """The answer without claims whose quotation or numbers cannot be proven; what was dropped is named."""
    texts = {c.document.doc_id: snapshot.text(c.document.doc_id) for c in answer.citations}
    literal = {c.n for c in answer.citations if is_literal(c.quote, texts[c.document.doc_id])}
    by_number = {c.n: c for c in answer.citations}
    kept = [c for c in answer.claims if proven(c, by_number, answer.tool_calls, literal)]
    if len(kept) == len(answer.claims):
        return answer
    dropped = [c for c in answer.claims if c not in kept]
    lines = answer.text.split("\n") if kept else []
    text = "\n".join(line for line in lines if not any(_says(line, c) for c in dropped))
    caution = Caution("unverified", f"有 {len(dropped)} 句无法逐字核对，已略去。")
    text = text or caution.text
    status = answer.status if kept else Status.ABSTAINED
    citations = tuple(c for c in answer.citations if any(c.n in k.citations for k in kept))
    return replace(
        answer, text=text, claims=tuple(kept), citations=citations, status=status, warnings=(*answer.warnings, caution)
    )


def _says(line: str, claim: Claim) -> bool:
    """Whether a line of the answer is a claim or a part of it, marks aside."""
    said = _MARKS.sub("", line).strip()
    return claim.text in line or (bool(said) and said in claim.text)


def proven(
    claim: Claim, citations: dict[int, Citation], tools: tuple[CalculatorAnswer, ...], literal: set[int]
) -> bool:
    """Whether every citation of a claim is literal and every number in it is bound to one or to a tool result."""
    if any(n not in literal for n in claim.citations):
        return False
    if not claim.citations and not claim.tool_calls or any(i >= len(tools) for i in claim.tool_calls):
        return False
    sources = " ".join(_bound_text(citations[n]) for n in claim.citations)
    sources += " ".join(_tool_text(tools[i]) for i in claim.tool_calls)
    known = set(numbers(sources))
    return all(number in known for number in numbers(claim.text))


def numbers(text: str) -> list[str]:
    """The numbers of a text in one spelling: full width and superscripts folded."""
    return _NUMBER.findall(unicodedata.normalize("NFKC", text).replace(" ", " "))


def _bound_text(citation: Citation) -> str:
    passage = citation.passage
    return " ".join((citation.quote, passage.columns, passage.title, passage.page_label, *passage.section))


def _tool_text(answer: CalculatorAnswer) -> str:
    return f"{answer.as_json()} {answer.interpretation_zh} {' '.join(answer.steps)}"
