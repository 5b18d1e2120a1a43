"""`mmguide feedback` and `mmguide history`: given, listed, exported, deleted; a question set that `mmguide eval` reads."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agents.journal import FILE

Mmguide = Callable[..., Any]
QUESTION = "R-ISS III 期的标准是什么？"


@pytest.fixture
def own(mmguide: Mmguide, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mmguide:
    """Commands with a data folder of their own."""
    shutil.copytree(home, tmp_path / "own")
    (tmp_path / "own" / FILE).unlink(missing_ok=True)
    monkeypatch.setenv("MMGUIDE_HOME", str(tmp_path / "own"))
    return mmguide


def test_without_an_answer_there_is_nothing_to_rate(own: Mmguide) -> None:
    done = own("feedback", "add", "up")
    assert done.code == 1
    assert "没有保存的回答" in done.err
    assert "没有反馈" in own("feedback", "list").out


def test_the_last_answer_is_rated_and_exported(own: Mmguide, tmp_path: Path) -> None:
    own("ask", QUESTION)
    assert "有帮助" in own("feedback", "add", "up", "-m", "清楚").out
    (listed,) = json.loads(own("feedback", "list", "--json").out)
    assert (listed["verdict"], listed["comment"], listed["answer"]["question"]) == ("up", "清楚", QUESTION)
    assert listed["snapshot"]
    assert listed["mode"] == "extractive"
    own("feedback", "export", "set.jsonl")
    done = own("eval", "set.jsonl", "--json")
    run = json.loads(done.out)
    assert done.code == 0
    assert run["scores"]["citation_recall"]["value"] == 1.0
    assert own("feedback", "delete", listed["id"][:12]).code == 0
    assert json.loads(own("feedback", "list", "--json").out) == []


def test_a_bad_answer_is_an_item_to_be_completed(own: Mmguide) -> None:
    own("ask", QUESTION)
    own("feedback", "add", "down", "-m", "缺少 LDH，患者王建国，电话 13812345678")
    assert "1 题待补全" in own("feedback", "export", "set.jsonl").out
    row = json.loads(Path("set.jsonl").read_text(encoding="utf-8"))
    assert "请补" in row["to_complete"]
    assert row["comment"] == "缺少 LDH，患者［姓名］，电话 ［电话］"
    assert row["replied"]
    done = own("eval", "set.jsonl")
    assert done.code == 0
    assert "待补全" in done.out
    assert "王建国" in own("feedback", "export", "--unmasked").out


def test_a_calculation_becomes_a_case(own: Mmguide) -> None:
    own("ask", "β2-微球蛋白 3.0 mg/L，ISS 几期？", "--session", "s")
    own("ask", "白蛋白 40 g/L", "--session", "s")
    own("feedback", "add", "up")
    own("feedback", "export", "set.jsonl")
    row = json.loads(Path("set.jsonl").read_text(encoding="utf-8"))
    assert row["turns"] == ["β2-微球蛋白 3.0 mg/L，ISS 几期？", "白蛋白 40 g/L"]
    assert row["calc"] == ["iss"]
    assert json.loads(own("eval", "set.jsonl", "--json").out)["scores"]["vignette"]["value"] == 1.0


def test_a_refusal_becomes_a_question_to_be_refused(own: Mmguide) -> None:
    own("ask", "明天上海会下雨吗？")
    own("feedback", "add", "up")
    row = json.loads(own("feedback", "export").out)
    assert row["type"] == "out_of_scope"


def test_an_answer_from_a_file_is_rated(own: Mmguide) -> None:
    answer = own("ask", QUESTION, "--json").out
    Path("a.json").write_text(answer, encoding="utf-8")
    assert own("feedback", "add", "down", "--answer", "a.json").code == 0
    assert own("feedback", "add", "up", "--answer", "-", stdin=answer).code == 0
    assert len(json.loads(own("feedback", "list", "--json").out)) == 2
    for wrong in ("{}", "nonsense", '{"question": 5, "citations": []}'):
        assert own("feedback", "add", "up", "--answer", "-", stdin=wrong).code == 1


def test_conversations_are_listed_saved_and_deleted(own: Mmguide) -> None:
    own("ask", "地舒单抗怎么用？", "--session", "s")
    own("ask", "它的副作用？", "--session", "s", "--save", "talk.md")
    saved = Path("talk.md").read_text(encoding="utf-8")
    assert "## 1. 地舒单抗怎么用？" in saved
    assert "## 2. 它的副作用？" in saved
    assert "承接上文，按“地舒单抗 副作用”查找。" in saved
    (listed,) = json.loads(own("history", "list", "--json").out)
    assert (listed["session"], listed["turns"]) == ("s", 2)
    assert own("history", "save", "s", "talk.docx").code == 0
    assert Path("talk.docx").read_bytes().startswith(b"PK")
    assert own("history", "delete", "s").code == 0
    assert own("history", "delete", "s").code == 1
    assert "没有保存的对话" in own("history", "list").out


def test_history_can_be_switched_off(own: Mmguide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MMGUIDE_HISTORY", "false")
    assert own("ask", QUESTION, "--save", "a.md").code == 0
    assert Path("a.md").is_file()
    assert "没有保存的对话" in own("history", "list").out
    assert own("ask", QUESTION, "--session", "s").code == 1


def test_an_answer_is_given_even_where_it_cannot_be_kept(own: Mmguide, tmp_path: Path) -> None:
    (tmp_path / "own" / FILE).write_bytes(b"no database" * 500)
    done = own("ask", QUESTION)
    assert done.code == 0
    assert "出处" in done.out
    assert "已损坏" in done.err


def test_programs_leave_no_history(own: Mmguide) -> None:
    own("ask", QUESTION, "--json")
    own("ask", "--jsonl", stdin=json.dumps({"question": QUESTION}))
    assert json.loads(own("history", "list", "--json").out) == []
