"""Answers -> scores: which metrics a case has, which cannot be scored and why, and what failed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agents.answer import Answer, Citation
from agents.urgent import PHONE
from evals import answers, refusals, retrieval, vignettes
from evals.cases import Question, Vignette
from evals.evidence import Text, gains
from evals.text import has_any, which

RECALL_AT = (1, 3, 5, 10)
SHOWN_RANK = 5


@dataclass(frozen=True)
class Scores:
    """The scores of one case, the reasons for what is missing, and what failed."""

    values: Mapping[str, float] = field(default_factory=dict)
    unscored: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[str, ...] = ()

    def __add__(self, other: "Scores") -> "Scores":
        """Both together."""
        return Scores(
            {**self.values, **other.values}, {**self.unscored, **other.unscored}, self.failures + other.failures
        )


def score_retrieval(q: Question, ranks: Sequence[int | None], ranked: Sequence[Text], rows: Sequence[Text]) -> Scores:
    """Retrieval metrics of a question; `rows` are all passages of the index."""
    keys = [*(f"recall@{k}" for k in RECALL_AT), "recall_2000", "mrr", "ndcg@10"]
    if not q.evidence:
        return Scores() if q.must_refuse else Scores(unscored=dict.fromkeys(keys, "题目没有标注证据"))
    found = {f"recall@{k}": retrieval.recall_at(ranks, k) for k in RECALL_AT}
    found["recall_2000"] = retrieval.recall_within(q.evidence, ranked)
    found["mrr"] = retrieval.reciprocal_rank(ranks)
    found["ndcg@10"] = retrieval.ndcg(gains(q.evidence, ranked[:10]), gains(q.evidence, rows))
    late = [n for n, r in enumerate(ranks, start=1) if r is None or r > SHOWN_RANK]
    failures = tuple(f"第 {n} 组证据未进前 {SHOWN_RANK} 段（{_rank(ranks[n - 1])}）" for n in late)
    return Scores(found, failures=failures)


def score_answer(q: Question, answer: Answer, documents: Sequence[Text]) -> Scores:
    """Answer and refusal metrics of a question."""
    status = answer.status.value
    if q.must_refuse:
        right = refusals.right_refusal(status)
        return Scores({"right_refusal": right}, failures=() if right else (f"应当拒答，却给出 {status}",))
    wrong = refusals.wrong_refusal(status)
    refusal = Scores({"wrong_refusal": wrong}, failures=("文献能回答，却拒答",) if wrong else ())
    return refusal + _content(q, answer) + _support(q, answer, documents)


def _content(q: Question, answer: Answer) -> Scores:
    values: dict[str, float] = {}
    unscored: dict[str, str] = {}
    if q.key_facts:
        values["fact_recall"] = answers.fact_recall(answer.text, q.key_facts)
        values["complete"] = float(answers.complete(answer.text, q.key_facts, q.must_not))
    else:
        unscored |= dict.fromkeys(("fact_recall", "complete"), "题目没有标注要点")
    if q.must_not:
        values["wrong_value"] = float(has_any(answer.text, q.must_not))
    if q.reference:
        values["reference_f1"] = answers.character_f1(answer.text, q.reference)
    if refusals.refused(answer.status.value):
        unscored["length"] = "没有作答"
    else:
        values["length"] = float(len(answer.text))
    return Scores(values, unscored, tuple(_content_failures(q, answer)))


def _content_failures(q: Question, answer: Answer) -> Iterator[str]:
    for wordings, found in zip(q.key_facts, answers.facts_found(answer.text, q.key_facts), strict=True):
        if not found:
            yield f"缺少要点：{wordings[0]}"
    for wrong in which(answer.text, q.must_not):
        yield f"出现了不得出现的内容：{wrong}"


def _support(q: Question, answer: Answer, documents: Sequence[Text]) -> Scores:
    """What the answer rests on: citations against the evidence, quotes against the documents, numbers against both."""
    values: dict[str, float] = {}
    unscored: dict[str, str] = {}
    failures: list[str] = []
    cited = [Text(c.passage.doc_id, c.passage.text) for c in answer.citations]
    quotes = [Text(c.document.doc_id, c.quote) for c in answer.citations]
    if q.evidence:
        values["citation_recall"] = answers.citation_recall(q.evidence, cited)
    if q.evidence and cited:
        values["citation_precision"] = answers.citation_precision(q.evidence, cited)
    else:
        unscored["citation_precision"] = "回答没有引文" if q.evidence else "题目没有标注证据"
    if quotes:
        values["literal_quotes"] = answers.literal_quotes(quotes, documents)
        failures += ["有引文不是文献原文"] if values["literal_quotes"] < 1 else []
    else:
        unscored["literal_quotes"] = "回答没有引文"
    count, loose = len(answers.numbers(answer.text)), unbound(answer)
    if refusals.refused(answer.status.value):
        unscored["bound_numbers"] = "没有作答"
    elif count:
        values["bound_numbers"] = 1 - len(loose) / count
        failures += [f"数字没有出处：{'、'.join(loose)}"] if loose else []
    else:
        unscored["bound_numbers"] = "回答中没有数字"
    return Scores(values, unscored, tuple(failures))


def unbound(answer: Answer) -> tuple[str, ...]:
    """Numbers of the text that stand in no quote, no place of a citation, no calculator result and no unit asked for."""
    sources = [c.quote for c in answer.citations] + [_place(c) for c in answer.citations]
    sources += [json.dumps(t.as_json(), ensure_ascii=False) for t in answer.tool_calls]
    sources += [m.unit for m in answer.missing] + [PHONE]
    sources += [p.text for p in answer.nearest] + [p.place for p in answer.nearest]
    return answers.unbound_numbers(answer.text, sources)


def score_vignette(v: Vignette, answer: Answer) -> Scores:
    """Vignette metrics of the reply to the last turn."""
    expect = v.expect
    calls = answer.tool_calls
    outcome = vignettes.outcome_of(answer.status.value, [c.status for c in calls])
    results = [c.as_json()["result"] for c in calls]
    in_tolerance = vignettes.values_found(expect.values, answer.text, results)
    content = answers.facts_found(answer.text, expect.answer_any)
    asked = answer.text + "\n" + "\n".join(f"{m.label} {m.input}" for m in answer.missing)
    named = answers.facts_found(asked, expect.missing)
    wrong = which(answer.text, expect.must_not)
    values: dict[str, float] = {"outcome": float(outcome == expect.outcome)}
    values |= {"values": sum(in_tolerance.values()) / len(in_tolerance)} if in_tolerance else {}
    values |= {"content": sum(content) / len(content)} if content else {}
    values |= {"missing": vignettes.missing_named(expect.missing, asked)} if named else {}
    values |= {"wrong_content": float(bool(wrong))} if expect.must_not else {}
    unscored: dict[str, str] = {}
    if calls and v.calc:
        values["calculator"] = vignettes.right_calculator(v.calc, [c.calculator for c in calls])
    elif v.calc:
        unscored["calculator"] = "没有调用计算器"
    failures = (
        *((f"结局应为 {expect.outcome}，实为 {outcome}",) if outcome != expect.outcome else ()),
        *(f"数值不符：{name} 应为 {_shown(expect.values[name])}" for name, ok in in_tolerance.items() if not ok),
        *(f"缺少内容：{group[0]}" for group, ok in zip(expect.answer_any, content, strict=True) if not ok),
        *(f"没有询问：{group[0]}" for group, ok in zip(expect.missing, named, strict=True) if not ok),
        *(f"出现了不得出现的内容：{text}" for text in wrong),
    )
    values["vignette"] = float(not failures)
    return Scores(values, unscored, failures)


def _shown(expected: Any) -> str:
    return f"{getattr(expected, 'value', expected):g}"


def _place(c: Citation) -> str:
    return json.dumps({**c.as_json(), "quote": "", "passage_id": "", "n": ""}, ensure_ascii=False)


def _rank(rank: int | None) -> str:
    return f"在第 {rank} 位" if rank else "没有找到"
