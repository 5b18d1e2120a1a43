"""A data folder with the built-in index, built once; commands run in this process."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from agents.library import Library
from index.model import open_model
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
