"""What readers said of answers -> a question set: good answers become cases, bad ones items to be completed.

A good answer's citations give the evidence, a good calculation its values, a good refusal its type. A bad answer has
no right one yet: its item names what is to be added, and is left out of an evaluation until somebody has done so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from agents.answer import Answer
from agents.answer_record import from_record
from agents.assistant import CARRIED
from agents.journal import Rating
from agents.masking import mask
from evals.cases import SHORTEST_ANCHOR
from evals.public_formats import LONGEST_ANCHOR
from evals.text import normal
from evals.vignettes import values_found

TO_COMPLETE = (
    "读者认为回答不好：请补 evidence（证据锚文）、key_facts（要点）或 type（应拒答的类型），再删去 to_complete。"
)
_REFUSALS = {"abstained": "unanswerable", "rejected": "out_of_scope"}
_CLAUSES = re.compile(r"(?<=[。！？；，,;!?\n])")


def feedback_rows(ratings: Iterable[Rating], *, masked: bool = True) -> Iterator[dict[str, Any]]:
    """One row of a question set for each rating; identities are taken out of questions and comments."""
    clean = _masked if masked else str
    for rating in ratings:
        answer = from_record(rating.record)
        row: dict[str, Any] = {"id": f"feedback-{rating.answer_id[:12]}", "user": "reader"}
        good = _good(rating, answer, clean) if rating.verdict == "up" else None
        row |= good or _open(rating, answer, clean)
        yield row | {"said": rating.verdict, "comment": clean(rating.comment), "snapshot": answer.snapshot,
                     "mode": answer.mode, "at": rating.at}  # fmt: skip


def _masked(text: str) -> str:
    return mask(text).text


def _good(rating: Rating, answer: Answer, clean: Any) -> dict[str, Any] | None:
    """The case that a good answer makes; None if it holds nothing that could be scored."""
    if answer.tool_calls:
        return _vignette(rating, answer, clean)
    status = answer.status.value
    question = {"question": clean(_whole_question(answer)), "key_facts": [], "must_not": []}
    if status in _REFUSALS:
        return {**question, "type": _REFUSALS[status], "docs": [], "evidence": []}
    evidence = [[{"doc": c.document.doc_id, "anchor": a}] for c in answer.citations if (a := anchor(c.quote))]
    docs = list(dict.fromkeys(c.document.doc_id for c in answer.citations))
    return {**question, "type": "fact", "docs": docs, "evidence": evidence} if evidence else None


def _vignette(rating: Rating, answer: Answer, clean: Any) -> dict[str, Any] | None:
    goal = answer.tool_calls[-1]
    expect: dict[str, Any] = {"outcome": "result"}
    if answer.status.value == "needs_input":
        expect = {"outcome": "ask", "missing": [[m.label] for m in answer.missing]}
    elif answer.status.value == "rejected":
        expect = {"outcome": "reject"}
    else:
        results = [c.as_json()["result"] for c in answer.tool_calls]
        numbers = {
            k: float(v) for k, v in results[-1].items() if isinstance(v, int | float) and not isinstance(v, bool)
        }
        found = values_found(numbers, answer.text, results)
        expect["values"] = {k: v for k, v in numbers.items() if found[k]}
        first = goal.interpretation_zh.partition("。")[0]
        expect["answer_any"] = [[first]] if first and first in answer.text else []
        if goal.status != "ok" or not (expect["values"] or expect["answer_any"]):
            return None
    return {"turns": [clean(t) for t in rating.turns], "calc": [goal.calculator], "expect": expect}


def _open(rating: Rating, answer: Answer, clean: Any) -> dict[str, Any]:
    """An item to be completed, with what was answered beside it."""
    row: dict[str, Any] = {"type": "fact", "question": clean(_whole_question(answer)), "to_complete": TO_COMPLETE}
    if len(rating.turns) > 1:
        row["before"] = [clean(t) for t in rating.turns[:-1]]
    quoted = [{"doc": c.document.doc_id, "quote": c.quote} for c in answer.citations]
    return row | {"replied": clean(answer.text), "quoted": quoted}


def _whole_question(answer: Answer) -> str:
    """The question as it stands for itself: a follow-up in the words that it was looked up with."""
    texts = (CARRIED.fullmatch(w.text) for w in answer.warnings)
    return next((match[1] for match in texts if match), answer.question)


def anchor(quote: str) -> str:
    """A short literal piece of a quotation: all of it, else its longest clause; empty if that is too short."""
    piece = quote.strip()
    if len(piece) > LONGEST_ANCHOR:
        piece = max((p.strip() for p in _CLAUSES.split(piece)), key=len)[:LONGEST_ANCHOR]
    return piece if len(normal(piece)) >= SHORTEST_ANCHOR else ""


def counts(rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """How many rows can be scored, and how many are to be completed."""
    listed = list(rows)
    left = sum("to_complete" in row for row in listed)
    return len(listed) - left, left
