import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Mmguide = Callable[..., Any]
DOC = "nccn-mm-2022v5"
ANCHOR = {"doc": DOC, "anchor": "来那度胺，中度肾功能不全"}
QUESTION = {
    "id": "dose", "type": "table", "question": "来那度胺在中度肾功能不全时的剂量", "docs": [DOC], "evidence": [[ANCHOR]],
    "key_facts": [["10 mg"]],
}  # fmt: skip
CASE = {
    "id": "case",
    "turns": ["β2-MG 6.1 mg/L，ISS几期？"],
    "calc": ["iss"],
    "expect": {"outcome": "result", "answer_any": [["III"]]},
}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "own.jsonl"
    rows = [QUESTION, CASE, {**QUESTION, "id": "absent", "evidence": [[{"doc": DOC, "anchor": "没有这一句话"}]]}]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_eval_gives_scores_records_and_reasons(mmguide: Mmguide, questions: Path) -> None:
    done = mmguide("eval", str(questions), "--json")
    run = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert [r["key"] for r in run["records"]] == ["own:dose", "own:case"]
    assert set(run["scores"]["recall@5"]) == {"value", "low", "high", "n", "unscored"}
    assert [(x["key"], x["line"]) for x in run["excluded"]] == [("own:absent", 3)]


def test_eval_writes_a_report(mmguide: Mmguide, questions: Path, tmp_path: Path) -> None:
    done = mmguide("eval", str(questions), "--out", str(tmp_path / "report"))
    assert done.code == 0
    assert "召回率@5" in done.out
    assert "标注核查：1 题" in done.out
    assert {p.name for p in (tmp_path / "report").iterdir()} == {"report.html", "run.json", "ragas.jsonl"}


def test_against_shows_the_changed_question(mmguide: Mmguide, questions: Path, tmp_path: Path) -> None:
    mmguide("eval", str(questions), "--out", str(tmp_path))
    old = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    old["records"][0]["answer"]["text"] = "以前的回答"
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    done = mmguide("eval", str(questions), "--against", str(tmp_path / "old.json"))
    assert "有 1 题变化" in done.out
    assert "own:dose" in done.out
    changes = json.loads(mmguide("eval", str(questions), "--against", str(tmp_path / "old.json"), "--json").out)[
        "against"
    ]
    assert [c["old_text"] for c in changes["changes"]] == ["以前的回答"]


def test_mistakes_are_named_and_the_good_lines_run(mmguide: Mmguide, questions: Path) -> None:
    with questions.open("a", encoding="utf-8") as file:
        file.write('{"id": "x", "question": "问", "key_facts": [[""]]}\n')
    done = mmguide("eval", str(questions), "--retrieval-only")
    assert done.code == 1
    assert f"{questions} 第 4 行：key_facts：第 1 个要点没有文字" in done.out
    assert "召回率@5" in done.out


def test_retrieval_only_asks_nothing(mmguide: Mmguide, questions: Path) -> None:
    run = json.loads(mmguide("eval", str(questions), "--retrieval-only", "--json").out)
    assert run["mode"] == "retrieval"
    assert [r["answer"] for r in run["records"]] == [None]


@pytest.mark.parametrize(
    ("arguments", "piece"),
    [(("none.jsonl",), "无法读取"), (("--against", "none.json"), "无法读取以前的评测结果")],
    ids=["set", "old run"],
)
def test_files_that_are_not_there(mmguide: Mmguide, arguments: tuple[str, ...], piece: str) -> None:
    done = mmguide("eval", *arguments, "--retrieval-only")
    assert done.code == 1
    assert piece in done.out + done.err
