import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.snapshot import current

Mmguide = Callable[..., Any]


@pytest.fixture
def copy(home: Path, mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The snapshot of a data folder that may be damaged."""
    target = tmp_path / "home"
    shutil.copytree(home, target)
    monkeypatch.setenv("MMGUIDE_HOME", str(target))
    folder = current(target)
    assert folder is not None
    return folder


def bad(mmguide: Mmguide) -> dict[str, Any]:
    done = mmguide("doctor", "--json")
    report = json.loads(done.out)
    assert done.code == (0 if report["good"] else 1)
    return {c["name"]: c for c in report["checks"] if not c["good"]}


def test_healthy(mmguide: Mmguide) -> None:
    done = mmguide("doctor")
    assert done.code == 0
    assert "异常" not in done.out
    for words in ("Python", "chromadb", "home=", "磁盘", "builtin", "5 份文献", "nccn-mm-2022v5（摘要"):
        assert words in done.out


def test_fresh_machine_is_healthy(mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MMGUIDE_HOME", str(tmp_path / "new"))
    assert bad(mmguide) == {}


def test_changed_passages(copy: Path, mmguide: Mmguide) -> None:
    with (copy / "passages.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert "passages.jsonl" in bad(mmguide)["索引"]["detail"]


def test_changed_text_makes_passages_unquotable(copy: Path, mmguide: Mmguide) -> None:
    text = next((copy / "texts").glob("emd-review*"))
    text.write_text("别的内容", encoding="utf-8")
    found = bad(mmguide)["原文"]
    assert "找不到" in found["detail"]
    assert "--rebuild" in found["hint"]


def test_missing_vectors(copy: Path, mmguide: Mmguide) -> None:
    (copy / "vectors.npy").unlink()
    assert "--rebuild" in bad(mmguide)["索引"]["hint"]


def test_model_that_is_not_there(mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MMGUIDE_EMBEDDING_MODEL", str(tmp_path / "no-model"))
    assert "no-model" in bad(mmguide)["索引"]["detail"]


def test_unknown_variable(mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MMGUIDE_HOEM", "x")
    assert "MMGUIDE_HOEM" in bad(mmguide)["设置"]["hint"]


def test_a_note_whose_anchor_is_gone_from_an_original(
    originals: Path, mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MMGUIDE_HOME", str(tmp_path / "home"))
    original = originals / "003_d7e3838193f4268e.txt"
    edited = tmp_path / original.name
    edited.write_text(original.read_text(encoding="utf-8").replace("0.07）", "0.04）"), encoding="utf-8")
    assert mmguide("ingest", str(original)).code == 0
    assert bad(mmguide) == {}
    assert mmguide("ingest", str(edited)).code == 0
    found = bad(mmguide)["注记"]
    assert found["detail"].endswith("csco-mrc-ix-p-0.07")
    assert "notes.toml" in found["hint"]
