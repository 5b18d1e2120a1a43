"""RAGAS and SQuAD sets in, RAGAS samples out."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Question
from evals.public_formats import LONGEST_ANCHOR, ragas_row, supporting_sentence
from evals.reading import read_set

CONTEXT = "随访每年一次。骨靶向药物用满两年后由临床判断。其余见表。"


def read(folder: Path, content: object) -> list[Question]:
    path = folder / "set.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    report = read_set(path)
    assert not report.mistakes
    return [e.case for e in report.entries if isinstance(e.case, Question)]


SAMPLE = {"user_input": "打多久？", "reference": "满两年后由临床判断", "reference_contexts": [CONTEXT]}


@pytest.mark.parametrize(
    "content",
    [
        [SAMPLE],
        {"samples": [SAMPLE]},
        {k: [v] for k, v in SAMPLE.items()},
    ],
    ids=["rows", "samples", "columns"],
)
def test_ragas_set(tmp_path: Path, content: Any) -> None:
    (case,) = read(tmp_path, content)
    assert (case.question, case.reference) == ("打多久？", "满两年后由临床判断")
    assert [[a.anchor for a in g] for g in case.evidence] == [["骨靶向药物用满两年后由临床判断。"]]


def test_ragas_before_version_0_2(tmp_path: Path) -> None:
    row = {"question": "打多久？", "ground_truths": ["两年", "再判断"], "contexts": ["检索到的"], "answer": "旧回答"}
    (case,) = read(tmp_path, [row])
    assert (case.id, case.reference, case.evidence) == ("ragas-1", "两年\n再判断", ())


def squad(qas: list[dict[str, Any]]) -> dict[str, Any]:
    return {"version": "1", "data": [{"title": "t", "paragraphs": [{"context": CONTEXT, "qas": qas}]}]}


def test_squad_answer_becomes_key_fact_and_its_sentence_evidence(tmp_path: Path) -> None:
    answers = [{"text": "两年", "answer_start": CONTEXT.index("两年")}, {"text": "满两年", "answer_start": 0}]
    (case,) = read(tmp_path, squad([{"id": "s1", "question": "多久？", "answers": answers}]))
    assert case.key_facts == (("两年", "满两年"),)
    assert [[a.anchor for a in g] for g in case.evidence] == [["骨靶向药物用满两年后由临床判断。"]]


def test_squad_impossible_question_must_be_refused(tmp_path: Path) -> None:
    (case,) = read(tmp_path, squad([{"id": "s2", "question": "价格？", "is_impossible": True, "answers": []}]))
    assert case.must_refuse


def test_a_long_sentence_is_cut_around_the_answer(tmp_path: Path) -> None:
    context = "甲" * 80 + "两年" + "乙" * 80
    qas = [{"id": "s3", "question": "多久？", "answers": [{"text": "两年", "answer_start": 80}]}]
    (case,) = read(tmp_path, {"data": [{"paragraphs": [{"context": context, "qas": qas}]}]})
    anchor = case.evidence[0][0].anchor
    assert len(anchor) == LONGEST_ANCHOR
    assert "两年" in anchor
    assert anchor in context


def test_supporting_sentence_shares_most_with_the_reference() -> None:
    assert supporting_sentence(CONTEXT, "每年随访") == "随访每年一次。"


def test_ragas_row_has_both_generations_of_names() -> None:
    row = ragas_row("问", ["段"], "答", "真", ["锚"])
    assert (row["user_input"], row["retrieved_contexts"], row["response"], row["reference"]) == (
        "问",
        ["段"],
        "答",
        "真",
    )
    assert (row["question"], row["contexts"], row["answer"], row["ground_truth"]) == ("问", ["段"], "答", "真")
