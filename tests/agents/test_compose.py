"""The words of an answer."""

from dataclasses import replace

import pytest

from agents.answer import Citation, Status
from agents.calculations import Calculated, calculated
from agents.compose import (
    MAX_STEPS,
    branch_sentence,
    calculation_text,
    cautions_of,
    citations_of,
    heading_of,
    missing_of,
    provisional,
    quotation_text,
    refusal,
    rejection_text,
    sentences,
    short_name,
    steps_of,
)
from agents.extraction import extract
from agents.route import wanted
from agents.runs import Run, runs
from agents.scope import Judgement, Verdict
from agents.snippets import snippets
from agents.understand import understand
from index.search import Searcher
from tools.calculator import DISCLAIMER
from tools.registry import CALCULATORS, calculate


def run(text: str) -> Calculated:
    return calculated(wanted(text), extract(text), text)


def quoted(searcher: Searcher) -> tuple[Run, ...]:
    """Two pieces of one document that do not stand together, and one of another."""
    first, second = (next(p for p in searcher.rows if p.doc_id == d.doc_id) for d in searcher.snapshot.documents[:2])
    own = [s for s in snippets(first) if not s.heading]
    return runs([own[0], own[2], next(s for s in snippets(second) if not s.heading)])


def test_quotations_stand_under_their_document_with_a_mark(digest_searcher: Searcher) -> None:
    chosen = quoted(digest_searcher)
    citations = citations_of(chosen, digest_searcher.snapshot)
    text, claims = quotation_text(chosen, citations)
    assert [c.n for c in citations] == [1, 2, 3]
    assert [
        line.endswith(f"[{n}]") for n, line in enumerate((x for x in text.split("\n") if x.startswith("- ")), 1)
    ] == [True] * 3
    assert text.count("**") == 4
    assert [c.citations for c in claims] == [(1,), (2,), (3,)]
    assert all(c.quote == run.quote for c, run in zip(citations, chosen, strict=True))


def test_a_row_of_a_table_is_named_as_such(digest_searcher: Searcher) -> None:
    row = next(s for p in digest_searcher.rows for s in snippets(p) if s.row)
    (citation,) = citations_of(runs([row]), digest_searcher.snapshot)
    assert citation.as_json()["locator"]["table_row"] == row.quote


def test_a_digest_says_that_it_is_one(digest_searcher: Searcher) -> None:
    assert all(short_name(d).endswith("（摘要）") for d in digest_searcher.snapshot.documents)


def test_the_result_comes_first_then_steps_values_and_what_is_missing() -> None:
    text, claims = calculation_text(run("男，68岁，62kg，Scr 178μmol/L，来那度胺怎么用？"))
    heads = [text.index(w) for w in ("**肌酐清除率", "**中度", "计算过程：", "所用数据：", "未提供（按未知处理）：")]
    assert heads == sorted(heads)
    assert heads[0] == 0
    assert [c.tool_calls for c in claims] == [(0,), (1,)]
    assert all(word in text for word in ("68岁", "62kg", "Scr 178μmol/L", "透析（有/无）"))


def test_an_open_result_asks() -> None:
    text, _ = calculation_text(run("ALB 38g/L，ISS几期？"))
    assert "请补充：β2-微球蛋白（mg/L）。" in text
    assert not text.startswith("**")


def test_both_answers_are_given_where_one_finding_is_missing() -> None:
    result = run("男，68岁，62kg，Scr 260μmol/L，来那度胺剂量？")
    said = [branch_sentence(b, result) for b in result.branches]
    assert "为“是”" in said[0]
    assert "5 mg" in said[0]
    assert "为“否”" in said[1]
    assert "15 mg" in said[1]
    assert all(s in calculation_text(result)[0] for s in said)


@pytest.mark.parametrize(
    ("name", "inputs"),
    [("iss", {"b2m": 6.1}), ("saved_vte", {"age": 82}), ("bmi", {"weight": 62}), ("slim_crab", {"bmpc": 16})],
)
def test_sentences_leave_out_what_is_shown_apart(name: str, inputs: dict[str, object]) -> None:
    first, rest = sentences(calculate(name, inputs))
    assert first.endswith("。")
    assert DISCLAIMER not in first + rest
    assert "注意：" not in first + rest
    assert "未按阴性处理" not in first + rest


def test_steps_are_as_many_as_fit_and_none_twice() -> None:
    answers = [
        calculate("slim_crab", {"bmpc": 16}),
        calculate("slim_crab", {"bmpc": 16}),
        calculate("iss", {"b2m": 6.1}),
    ]
    steps = steps_of(answers)
    assert sum(map(len, steps)) <= MAX_STEPS
    assert len(set(steps)) == len(steps)


@pytest.mark.parametrize("name", CALCULATORS)
def test_what_is_asked_for_has_a_chinese_name(name: str) -> None:
    answer = calculate(name, {})
    found = missing_of([answer])
    assert [m.input for m in found] == list(dict.fromkeys(answer.missing))
    assert all(any("\u4e00" <= c <= "\u9fff" or c.isascii() for c in m.label) and m.label != m.input for m in found)


def test_notices_are_warnings_each_once() -> None:
    near = calculate("iss", {"b2m": 5.49, "albumin": 36})
    assert {c.kind for c in cautions_of([near, near])} >= {"near_cutoff"}
    assert len(cautions_of([near, near])) == len(cautions_of([near]))


def test_a_diagnosis_is_provisional_only_if_its_features_are_known() -> None:
    assert not provisional(run("骨髓浆细胞16%，够不够诊断骨髓瘤？"))
    known = "肌酐80μmol/L，CrCl 90ml/min，Hb 120g/L，血钙2.3mmol/L，骨CT未见异常，MRI正常，骨髓浆细胞16%，FLC比值8，M蛋白32g/L，够不够诊断骨髓瘤？"
    assert provisional(run(known))


def test_reasons_for_a_rejection_are_listed_once() -> None:
    assert rejection_text(["甲", "甲", "乙"]).split("\n")[1:] == ["- 甲", "- 乙"]


@pytest.mark.parametrize(
    ("verdict", "status", "words"),
    [
        (Verdict.INSTRUCTION, Status.REJECTED, "不执行"), (Verdict.OUTSIDE, Status.REJECTED, "不在收录文献的范围内"), (Verdict.SILENT, Status.ABSTAINED, "没有找到"),
    ],
)  # fmt: skip
def test_kinds_of_refusal(digest_searcher: Searcher, verdict: Verdict, status: Status, words: str) -> None:
    nearest = digest_searcher.rows[:3]
    answer = refusal(understand("问", ()), Judgement(verdict, 0.1, ("某药",)), nearest, digest_searcher.snapshot)
    assert (answer.status, answer.claims, answer.citations) == (status, (), ())
    assert words in answer.text
    assert answer.nearest
    assert ("某药" in answer.text) is (verdict is Verdict.SILENT)


def test_a_long_place_is_not_cut_inside_a_number(digest_searcher: Searcher) -> None:
    row = digest_searcher.rows[0]
    passage = replace(row, section=("多发性骨髓瘤骨病临床诊疗指南（2024年版）",), page_label="", parts=())
    citation = Citation(1, passage, digest_searcher.snapshot.document(row.doc_id), row.text)
    assert heading_of(citation).endswith("· 多发性骨髓瘤骨病临床诊疗指南…")
