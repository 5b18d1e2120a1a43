import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
Mmguide = Callable[..., Any]
KEYS = {
    "question", "session", "status", "text", "claims", "citations", "tool_calls", "missing", "warnings", "nearest",
    "evidence", "snapshot", "mode", "elapsed_ms",
}  # fmt: skip


def test_ask_as_json(mmguide: Mmguide) -> None:
    done = mmguide("ask", "R-ISS III 期的标准是什么？", "--json")
    answer = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert set(answer) == KEYS
    assert answer["citations"]


def test_ask_in_words(mmguide: Mmguide) -> None:
    out = mmguide("ask", "R-ISS III 期的标准是什么？").out
    for words in ("已回答", "出处", "  [1] ", "（摘要）", "“", "索引 ", "供学习与查阅，不替代医师判断"):
        assert words in out


def test_question_with_another_program_as_reader_is_not_wrapped(mmguide: Mmguide) -> None:
    answer = json.loads(mmguide("ask", "R-ISS III 期的标准是什么？", "--json").out)
    out = mmguide("ask", "R-ISS III 期的标准是什么？").out
    quotes = [line for citation in answer["citations"] for line in citation["quote"].splitlines()]
    assert all(any(quote in line for line in out.splitlines()) for quote in quotes)


def test_lines_keep_their_order_and_sessions(mmguide: Mmguide) -> None:
    lines = [
        '{"question": "β2-微球蛋白 3.0 mg/L，ISS 几期？", "session": "a"}',
        "nonsense",
        '{"question": "白蛋白 40 g/L", "session": "a"}',
        '{"question": "白蛋白 40 g/L", "session": 5}',
        '{"question": 5}',
    ]
    done = mmguide("ask", "--jsonl", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert [a.get("status", "-") for a in answers] == ["needs_input", "-", "answered", "-", "-"]
    assert answers[2]["tool_calls"][0]["result"] == {"stage": "I"}
    assert answers[2]["session"] == "a"


def test_line_is_answered_before_the_next_one_is_sent(home: Path) -> None:
    env = {**os.environ, "MMGUIDE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "ask", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, cwd=ROOT
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for question in ("R-ISS 是什么？", "唑来膦酸怎么用？"):
        process.stdin.write(json.dumps({"question": question}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["question"] == question
    process.stdin.close()
    assert process.wait(timeout=20) == 0
    process.stdout.close()
