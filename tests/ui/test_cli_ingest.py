import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.snapshot import current

ROOT = Path(__file__).parents[2]
Mmguide = Callable[..., Any]
TEXT = "# 科室随访规定\n\n## 随访\n\n本科室的骨髓瘤患者每两个月随访一次，复查血清蛋白电泳与游离轻链。\n"


@pytest.fixture
def own(mmguide: Mmguide, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Mmguide:
    """The command with a data folder that may be changed."""
    monkeypatch.setenv("MMGUIDE_HOME", str(tmp_path / "own"))
    return mmguide


def test_ingest_search_remove(own: Mmguide, tmp_path: Path) -> None:
    path = tmp_path / "随访.md"
    path.write_text(TEXT, encoding="utf-8")
    done = own("ingest", str(path), "--json")
    report = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert [f["status"] for f in report["files"]] == ["added"]
    found = json.loads(own("search", "科室随访间隔两个月", "-k", "1", "--json").out)["results"][0]
    assert (found["doc_id"], found["digest"]) == ("随访", False)
    removed = own("remove", "随访")
    assert removed.code == 0
    assert "已移除" in removed.out


def test_one_failure_does_not_keep_the_others_out(own: Mmguide, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "好.md").write_text(TEXT, encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4 broken")
    done = own("ingest", str(folder))
    assert done.code == 1
    assert "已导入" in done.out
    assert "失败" in done.out
    assert "原因：" in done.out


def test_rebuild_keeps_what_was_ingested(own: Mmguide, tmp_path: Path) -> None:
    path = tmp_path / "随访.md"
    path.write_text(TEXT, encoding="utf-8")
    before = json.loads(own("ingest", str(path), "--json").out)
    rebuilt = json.loads(own("ingest", "--rebuild", "--json").out)
    assert (rebuilt["documents"], rebuilt["passages"]) == (before["documents"], before["passages"])


def test_first_question_builds_the_index(own: Mmguide, tmp_path: Path) -> None:
    assert current(tmp_path / "own") is None
    assert own("search", "肾活检", "--json").code == 0
    assert current(tmp_path / "own") is not None


def test_interrupted_ingest_leaves_the_index_as_it_was(own: Mmguide, tmp_path: Path) -> None:
    assert own("search", "肾活检", "--json").code == 0
    home, before = tmp_path / "own", current(tmp_path / "own")
    (home / "write.lock").unlink(missing_ok=True)
    long = tmp_path / "长.md"
    long.write_text(
        "".join(f"## 第 {n} 节\n\n本科室第 {n} 条规定：每两个月随访一次。\n\n" for n in range(20_000)), encoding="utf-8"
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "ingest", str(long)], stderr=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    )
    while not (home / "write.lock").exists():
        assert process.poll() is None
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.decode()) == (130, "已中断；索引和数据没有改变。\n")
    assert current(home) == before
    assert list((home / "snapshots").glob(".draft-*")) == []
    assert own("doctor").code == 0
