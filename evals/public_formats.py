"""Public evaluation formats: RAGAS and SQuAD sets in, our runs out for RAGAS."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evals.text import normal

LONGEST_ANCHOR = 60
_SENTENCE_END = re.compile(r"(?<=[。！？；!?\n])")


def own_form(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A row of a set in our form; rows of RAGAS (0.1 and later names) are turned into it.

    RAGAS has a whole reference answer instead of key facts, and reference contexts instead of anchors.
    Its `contexts` are what a system retrieved, not what is right, so they are not taken as evidence.
    """
    if "user_input" not in row and "ground_truth" not in row and "ground_truths" not in row:
        return dict(row)
    reference = row.get("reference") or row.get("ground_truth") or row.get("ground_truths") or ""
    reference = "\n".join(str(r) for r in reference) if isinstance(reference, list) else str(reference)
    contexts = row.get("reference_contexts") or []
    anchors = [supporting_sentence(str(c), reference) for c in contexts] if isinstance(contexts, list) else []
    return {
        "id": str(row.get("id", f"ragas-{number}")),
        "question": row.get("user_input", row.get("question")),
        "type": row.get("type", "fact"),
        "evidence": [[{"doc": "", "anchor": a}] for a in anchors if a],
        "reference": reference,
    }


def public_rows(content: object) -> list[Any]:
    """The rows of a JSON file: our own list, RAGAS rows or columns, or SQuAD; ValueError for anything else."""
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        if isinstance(content.get("data"), list):
            return list(_squad_rows(content["data"]))
        if isinstance(content.get("samples"), list):
            return list(content["samples"])
        columns = {k: v for k, v in content.items() if isinstance(v, list)}
        if columns and ("question" in columns or "user_input" in columns):
            return [dict(zip(columns, row, strict=False)) for row in zip(*columns.values(), strict=False)]
    raise ValueError("不认识的 JSON 结构；可用：题目列表、RAGAS（samples 或按列）、SQuAD（data）")


def supporting_sentence(context: str, reference: str) -> str:
    """The sentence of a context that shares most characters with the reference answer, cut to anchor length."""
    sentences = [s.strip() for s in _SENTENCE_END.split(context) if s.strip()]
    wanted = Counter(normal(reference))
    best = max(sentences, key=lambda s: sum((Counter(normal(s)) & wanted).values()), default="")
    return best[:LONGEST_ANCHOR]


def _squad_rows(articles: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for article in articles:
        for paragraph in article.get("paragraphs", ()):
            for qa in paragraph.get("qas", ()):
                yield _squad_row(str(paragraph.get("context", "")), qa)


def _squad_row(context: str, qa: Mapping[str, Any]) -> dict[str, Any]:
    answers = [a for a in qa.get("answers", ()) if a.get("text")]
    row: dict[str, Any] = {"id": str(qa.get("id", "")), "question": qa.get("question", "")}
    if qa.get("is_impossible") or not answers:
        return {**row, "type": "unanswerable"}
    anchors = dict.fromkeys(_around(context, a) for a in answers)
    return {
        **row,
        "type": "fact",
        "key_facts": [list(dict.fromkeys(a["text"] for a in answers))],
        "evidence": [[{"doc": "", "anchor": a} for a in anchors if a]],
    }


def _around(context: str, answer: Mapping[str, Any]) -> str:
    """The sentence in which an answer stands, at most as long as an anchor, the answer within it."""
    start = int(answer.get("answer_start", -1))
    text = str(answer["text"])
    if not context[max(start, 0) :].startswith(text):
        start = context.find(text)
    if start < 0:
        return ""
    begin = max((m.end() for m in _SENTENCE_END.finditer(context, 0, start + 1) if m.end() <= start), default=0)
    end = next((m.end() for m in _SENTENCE_END.finditer(context, start + len(text))), len(context))
    if end - begin > LONGEST_ANCHOR:
        begin = max(begin, start - (LONGEST_ANCHOR - min(len(text), LONGEST_ANCHOR)) // 2)
        end = begin + LONGEST_ANCHOR
    return context[begin:end].strip()


def ragas_row(
    question: str, contexts: Iterable[str], answer: str, reference: str, gold: Iterable[str]
) -> dict[str, Any]:
    """One sample for RAGAS, under its present names and under those before version 0.2."""
    found, references = list(contexts), list(gold)
    return {
        "user_input": question, "retrieved_contexts": found, "response": answer, "reference": reference,
        "reference_contexts": references,
        "question": question, "contexts": found, "answer": answer, "ground_truth": reference,
    }  # fmt: skip
