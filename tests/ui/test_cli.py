import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
Mmguide = Callable[..., Any]
COMMAND = [sys.executable, "-m", "ui"]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "MMGUIDE_HOME": str(home), "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["forget"], "没有命令 forget"),
        (["ask"], "请给出问题 Q"),
        (["ask", "甲", "--jsonl"], "请给出问题 Q"),
        (["ask", "甲", "乙"], "多余的参数：乙"),
        (["ask", "--fast", "甲"], "没有选项 --fast"),
        (["search"], "请给出检索词 Q"),
        (["search", "甲", "-k", "ten"], "-k"),
        (["search", "甲", "-k"], "-k"),
        (["calc"], "list、describe、run"),
        (["calc", "run"], "缺少参数 NAME"),
        (["ingest"], "请给出文件或文件夹"),
        (["remove"], "缺少参数 DOC_ID"),
        (["serve", "--port", "99999"], "--port"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage(mmguide: Mmguide, arguments: list[str], words: str) -> None:
    done = mmguide(*arguments)
    assert (done.code, done.out) == (2, "")
    assert words in done.err
    assert "--help" in done.err


@pytest.mark.parametrize(
    "arguments",
    [["--help"], *([name, "--help"] for name in ("ingest", "remove", "search", "ask", "calc", "doctor", "serve"))],
    ids=lambda a: a[0],
)
def test_help(mmguide: Mmguide, arguments: list[str]) -> None:
    done = mmguide(*arguments)
    assert done.code == 0
    assert "mmguide" in done.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", " "], "问题是空的"),
        (["ask", "长" * 20_001], "超过上限 20000"),
        (["search", "甲", "-k", "101"], "1 到 100"),
        (["calc", "describe", "isss"], "没有名为“isss”的计算器"),
        (["calc", "run", "isss"], "没有名为“isss”的计算器"),
        (["calc", "run", "iss", "--inputs", "{"], "不是有效的 JSON"),
        (["remove", "nothing"], "没有导入过文献“nothing”"),
    ],
    ids=["empty", "long", "k", "describe", "run", "json", "remove"],
)
def test_expected_error_is_told_with_advice(mmguide: Mmguide, arguments: list[str], words: str) -> None:
    done = mmguide(*arguments)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("错误：")
    assert words in done.err
    assert "建议：" in done.err


def test_invalid_setting_is_told(mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MMGUIDE_PORT", "abc")
    done = mmguide("ask", "R-ISS")
    assert done.code == 1
    assert "设置 port 不合适：应为整数" in done.err


def test_data_folder_that_cannot_be_written(mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("MMGUIDE_HOME", str(tmp_path / "file"))
    done = mmguide("ask", "R-ISS")
    assert done.code == 1
    assert done.err.startswith("错误：")


def test_interrupt_is_one_chinese_line(home: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "calc", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(home), cwd=ROOT, text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write('{"calculator": "iss", "inputs": {}}\n')
    process.stdin.flush()
    assert process.stdout.readline().startswith('{"calculator": "iss"')
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "已中断；索引和数据没有改变。\n")


def test_closed_output_is_silent(home: Path) -> None:
    lines = b'{"calculator": "iss", "inputs": {}}\n' * 5000
    process = subprocess.Popen(
        [*COMMAND, "calc", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(home), cwd=ROOT,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(lines, timeout=60)
    assert (process.returncode, err) == (1, b"")


def test_output_is_utf8_in_any_locale(home: Path) -> None:
    env = {**environment(home), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([*COMMAND, "calc", "list"], capture_output=True, env=env, cwd=ROOT, timeout=20, check=True)
    assert "ISS 分期" in done.stdout.decode("utf-8")
