"""The snapshot store: atomic switch, integrity, lock, full disk."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import corpus.snapshot as store
from corpus.errors import Busy, NoSpace, SnapshotDamaged, StorageError
from corpus.snapshot import ModelStamp, current, draft, load, snapshot_id, switch, write_corpus, writing
from corpus.types import Document, Kind, Passage, passage_id

ROOT = Path(__file__).parents[2]
STAMP = ModelStamp("model", 8, "0" * 64)
HOLD_LOCK = """
import sys; from pathlib import Path; from corpus.snapshot import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True); sys.stdin.read()
"""
DIE_IN_DRAFT = """
import os, signal, sys; from pathlib import Path; from corpus.snapshot import draft, writing
with writing(Path(sys.argv[1])), draft(Path(sys.argv[1])) as folder:
    (folder / "passages.jsonl").write_text("half"); os.kill(os.getpid(), signal.SIGKILL)
"""


def document(doc_id: str = "doc") -> Document:
    return Document(doc_id, "标题", "出版者", "1", "2024", "professionals", "zh", "自有", False, "doc.txt", "ab" * 32)


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(passage_id("doc", t, (i, i)), "doc", Kind.TEXT, t, "", "", ("节",), 1, "", (i, i))
        for i, t in enumerate(texts, 1)
    )


def build(home: Path, *texts: str) -> Path:
    with draft(home) as folder:
        manifest = write_corpus(folder, (document(),), passages(*texts), {"doc": "\n".join(texts)}, STAMP)
        return switch(home, folder, manifest)


def fail_after_writing(home: Path) -> None:
    with draft(home) as folder:
        write_corpus(folder, (document(),), passages("新"), {"doc": "新"}, STAMP)
        raise ZeroDivisionError


def write_to_a_full_disk(home: Path) -> None:
    with draft(home) as folder:
        (folder / "passages.jsonl").symlink_to("/dev/full")
        write_corpus(folder, (document(),), passages("新"), {"doc": "新"}, STAMP)


def drafts(home: Path) -> list[Path]:
    return list((home / "snapshots").glob(".draft-*"))


def test_what_is_written_is_loaded(tmp_path: Path) -> None:
    texts = ("甲 ≥60", "\u2028乙\x85丙", '"引号"\\')
    snapshot = load(build(tmp_path, *texts))
    assert snapshot.documents == (document(),)
    assert snapshot.passages == passages(*texts)
    assert snapshot.text("doc") == "\n".join(texts)
    assert snapshot.document("doc") == document()


def test_a_fresh_folder_has_no_snapshot(tmp_path: Path) -> None:
    assert current(tmp_path / "none") is None


@pytest.mark.parametrize("pointer", ["", "missing", "../outside"])
def test_a_pointer_to_nothing_is_no_snapshot(tmp_path: Path, pointer: str) -> None:
    (tmp_path / "current").write_text(pointer, encoding="utf-8")
    assert current(tmp_path) is None


def test_the_newest_snapshot_is_current_and_one_older_is_kept(tmp_path: Path) -> None:
    built = [build(tmp_path, text) for text in ("甲", "乙", "丙")]
    assert current(tmp_path) == built[2]
    assert sorted(p.name for p in (tmp_path / "snapshots").iterdir()) == sorted(p.name for p in built[1:])


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"file_name": "other.txt"}, True),
        ({"edition": "2"}, False),
        ({"sha256": "cd" * 32}, False),
        ({"digest": True}, False),
    ],
)
def test_the_id_follows_the_content(change: dict[str, object], same: bool) -> None:
    changed = replace(document(), **change)  # type: ignore[arg-type]
    assert (snapshot_id([changed], "x", STAMP) == snapshot_id([document()], "x", STAMP)) is same


def test_the_id_follows_passages_and_model() -> None:
    first = snapshot_id([document()], "x", STAMP)
    assert first != snapshot_id([document()], "y", STAMP)
    assert first != snapshot_id([document()], "x", replace(STAMP, sha256="1" * 64))


def test_an_error_while_building_leaves_the_old_snapshot_and_no_draft(tmp_path: Path) -> None:
    old = build(tmp_path, "旧")
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(tmp_path)
    assert current(tmp_path) == old
    assert drafts(tmp_path) == []


@pytest.mark.parametrize("failing", [1, 2], ids=["moving the folder", "moving the pointer"])
@pytest.mark.parametrize("text", ["新", "旧"], ids=["other content", "same content"])
def test_a_crash_while_switching_leaves_the_old_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, text: str
) -> None:
    old = build(tmp_path, "旧")
    calls = 0
    move = os.replace

    def replaced(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise KeyboardInterrupt
        move(source, target)

    monkeypatch.setattr(os, "replace", replaced)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, text)
    assert current(tmp_path) == old
    assert load(old).passages == passages("旧")
    assert drafts(tmp_path) == []


def test_a_killed_writer_leaves_the_old_snapshot_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    old = build(tmp_path, "旧")
    done = subprocess.run([sys.executable, "-c", DIE_IN_DRAFT, str(tmp_path)], cwd=ROOT, timeout=30, check=False)
    assert done.returncode == -signal.SIGKILL
    assert current(tmp_path) == old
    assert len(drafts(tmp_path)) == 1
    with writing(tmp_path):
        new = build(tmp_path, "新")
    assert current(tmp_path) == new
    assert drafts(tmp_path) == []


def test_readers_of_the_old_snapshot_are_not_disturbed(tmp_path: Path) -> None:
    old = load(build(tmp_path, "旧"))
    build(tmp_path, "新")
    assert old.text("doc") == "旧"


def test_the_same_content_again_leaves_its_readers_alone(tmp_path: Path) -> None:
    first, second = build(tmp_path, "同"), build(tmp_path, "同")
    assert load(first).manifest == load(second).manifest
    assert current(tmp_path) == second


def changed_manifest(**values: object) -> Callable[[Path], object]:
    def change(folder: Path) -> object:
        path = folder / "manifest.json"
        return path.write_text(json.dumps({**json.loads(path.read_text()), **values}))

    return change


DAMAGE: dict[str, Callable[[Path], object]] = {
    "passages changed": lambda f: (f / "passages.jsonl").write_text("{}\n"),
    "passages cut": lambda f: (f / "passages.jsonl").write_bytes((f / "passages.jsonl").read_bytes()[:-3]),
    "passages missing": lambda f: (f / "passages.jsonl").unlink(),
    "manifest missing": lambda f: (f / "manifest.json").unlink(),
    "manifest empty": lambda f: (f / "manifest.json").write_text(""),
    "manifest no object": lambda f: (f / "manifest.json").write_text("3"),
    "documents missing": lambda f: (f / "documents.json").unlink(),
    "documents empty": lambda f: (f / "documents.json").write_text("[]"),
    "documents of another shape": lambda f: (f / "documents.json").write_text('[{"x": 1}]'),
    "documents of another corpus": lambda f: (f / "documents.json").write_text(
        (f / "documents.json").read_text(encoding="utf-8").replace('"doc"', '"other"'), encoding="utf-8"
    ),
    "older format": changed_manifest(format=0),
    "newer format": changed_manifest(format=2),
    "field too many": changed_manifest(more=1),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_noticed_and_the_command_against_it_named(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    folder = build(tmp_path, "甲")
    damage(folder)
    with pytest.raises(SnapshotDamaged) as caught:
        load(folder)
    assert "--rebuild" in caught.value.hint


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"], ids=["missing", "not text"])
def test_a_lost_text_is_named(tmp_path: Path, content: bytes | None) -> None:
    snapshot = load(build(tmp_path, "甲"))
    path = snapshot.folder / "texts" / "doc.txt"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(SnapshotDamaged, match="doc"):
        snapshot.text("doc")


def test_a_second_writer_is_told_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOCK_SECONDS", 0.2)
    command = [sys.executable, "-c", HOLD_LOCK, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Busy) as caught, writing(tmp_path):
            pass
        holder.communicate("")
    assert caught.value.hint
    with writing(tmp_path):
        pass


def test_a_full_disk_leaves_the_old_snapshot(tmp_path: Path) -> None:
    old = build(tmp_path, "旧")
    with pytest.raises(NoSpace) as caught:
        write_to_a_full_disk(tmp_path)
    assert "MMGUIDE_HOME" in caught.value.hint
    assert current(tmp_path) == old
    assert drafts(tmp_path) == []


def test_a_disk_that_is_full_at_the_last_moment_leaves_no_half_snapshot(tmp_path: Path) -> None:
    old = build(tmp_path, "旧")
    (tmp_path / ".current-new").symlink_to("/dev/full")
    with pytest.raises(NoSpace):
        build(tmp_path, "新")
    assert current(tmp_path) == old
    assert list((tmp_path / "snapshots").iterdir()) == [old]


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="数据目录"), writing(tmp_path / "file"):
        pass
