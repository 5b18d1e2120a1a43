"""What a command imports, measured in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = (
    "import json, sys\n"
    "from ui.cli import run\n"
    "code = run(sys.argv[1:])\n"
    "sys.stderr.write(json.dumps([code, sorted({n.partition('.')[0] for n in sys.modules})]))\n"
)
HEAVY = {"torch", "transformers", "sentence_transformers", "gradio", "llama_index", "pypdf", "sklearn", "pandas"}
INDEX = {"chromadb", "numpy", "jieba", "bm25s", "tokenizers", "safetensors", "rich", "agents", "index"}


def imported(home: Path, *arguments: str) -> set[str]:
    env = {**os.environ, "MMGUIDE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments], capture_output=True, env=env, cwd=ROOT, text=True, encoding="utf-8",
        timeout=120,
    )  # fmt: skip
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0
    return set(modules)


@pytest.mark.parametrize(
    "arguments",
    [["ask", "R-ISS III 期的标准是什么？", "--json"], ["ask", "β2-MG 6.1 mg/L，ISS 几期？"], ["search", "R-ISS"]],
    ids=["ask", "ask with calculation", "search"],
)
def test_question_needs_no_heavy_library(home: Path, arguments: list[str]) -> None:
    assert not imported(home, *arguments) & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [["calc", "run", "iss", "--inputs", '{"b2m": 6.1}', "--json"], ["calc", "list"], ["calc", "describe", "iss"]],
    ids=["run", "list", "describe"],
)
def test_calculator_needs_no_index(home: Path, arguments: list[str]) -> None:
    modules = imported(home, *arguments)
    assert "tools" in modules
    assert not modules & HEAVY
    assert not modules & INDEX
