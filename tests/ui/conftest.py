"""A data folder with the built-in index, built once; commands run in this process."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from agents.answer import Answer, Caution, Citation, Claim, Missing, Status
from agents.library import Library
from corpus.types import Document, Kind, Passage
from index.model import open_model
from tools.registry import calculate
from ui.cli import run

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Mmguide = Callable[..., Done]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the built-in digests indexed; tests must not change it."""
    folder = tmp_path_factory.mktemp("home")
    Library(folder, open_model("builtin")).ensure()
    return folder


@pytest.fixture
def mmguide(home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Mmguide:
    """Runs a command in this process: mmguide("ask", "…", stdin="…")."""
    monkeypatch.setenv("MMGUIDE_HOME", str(home))
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, stdin: str | bytes = "") -> Done:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        code = run(arguments)
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return command


@pytest.fixture
def document() -> Document:
    """A digest with markup in its title, as a hostile file could have."""
    return Document(
        "doc", "指南<b>甲</b>", "某学会", "2024 版", "2024", "professionals", "zh", "CC0", True, "a.md", "0"
    )  # fmt: skip


@pytest.fixture
def passage() -> Passage:
    """A passage on lines 3 and 4 of its document."""
    return Passage(
        "p1", "doc", Kind.TEXT, "首选 甲药。\n<script>剂量 5 mg</script>", "", "", ("第一章", "用药"), 2, "A-1", (3, 4)
    )


@pytest.fixture
def answer(document: Document, passage: Passage) -> Answer:
    """One answer with everything that an answer can have."""
    citation = Citation(1, passage, document, "<script>剂量 5 mg</script>")
    return Answer(
        "问<i>题</i>", Status.PARTIAL, "**结论**\n- 剂量 5 mg [1] [9]\n<img src=x>", "s",
        (Claim("剂量 5 mg", (1,)),), (citation,), (calculate("iss", {"b2m": 3.0}),),
        (Missing("albumin", "白蛋白", "g/L"),), (Caution("conflict", "两版不同", (1,)),), (passage,), ("p1",),
        "abc123", "extractive", {"total": 12.3},
    )  # fmt: skip
