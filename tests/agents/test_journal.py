"""The journal: conversations and ratings survive, several writers do not lose anything, a full disk is said."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from agents.answer_record import to_record
from agents.assistant import Assistant
from agents.journal import COMMENT_CHARS, FILE, Journal, Kept, Rating, now
from corpus.errors import InputError, NoSpace, StorageError
from index.search import Searcher

ROOT = Path(__file__).parents[2]
RECORD = {"question": "问题？", "snapshot": "abc", "mode": "extractive", "text": "回答"}


def kept(number: int, session: str = "s", owner: str = "", text: str = "回答") -> Kept:
    return Kept(f"a{number}", session, owner, f"2026-01-01T00:00:{number:02d}.000+00:00", {**RECORD, "text": text})


def rating(verdict: str = "up", comment: str = "很好", answer_id: str = "a1") -> Rating:
    assert verdict in ("up", "down")
    return Rating(answer_id, "s", "", now(), "up" if verdict == "up" else "down", comment, ("问题？",), RECORD)


def test_nothing_is_made_by_reading(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "none")
    assert journal.conversations("") == ()
    assert journal.ratings() == ()
    assert journal.last_turn("") is None
    assert not journal.path.exists()


def test_a_conversation_is_kept_listed_and_deleted(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number, session in ((1, "s"), (2, "s"), (3, "t")):
        journal.keep(kept(number, session))
    listed = Journal(tmp_path).conversations("")
    assert [(c.session, c.first_question, c.turns) for c in listed] == [("t", "问题？", 1), ("s", "问题？", 2)]
    assert [t.answer_id for t in journal.turns("", "s")] == ["a1", "a2"]
    last = journal.last_turn("")
    assert last is not None
    assert last.answer_id == "a3"
    assert journal.delete("", "s") == 2
    assert [c.session for c in journal.conversations("")] == ["t"]


def test_owners_see_only_their_own(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.keep(kept(1, owner="li"))
    assert journal.conversations("wang") == journal.turns("wang", "s") == ()
    assert journal.delete("wang", "s") == 0
    assert len(journal.turns("li", "s")) == 1


def test_what_is_deleted_is_not_left_in_the_file(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.keep(kept(1, text="患者张三丰的血钙" * 50))
    journal.delete("", "s")
    assert "张三丰".encode() not in b"".join(p.read_bytes() for p in tmp_path.glob(f"{FILE}*"))


def test_a_rating_said_anew_replaces_the_old_one_and_outlives_its_conversation(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.keep(kept(1))
    journal.rate(rating("up"))
    journal.rate(rating("down", "剂量不对\ud800"))
    journal.delete("", "s")
    (found,) = journal.ratings()
    assert (found.verdict, found.comment, found.turns, dict(found.record)) == ("down", "剂量不对?", ("问题？",), RECORD)
    assert journal.forget_rating("a1")
    assert not journal.forget_rating("a1")


def test_a_comment_has_a_length(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="超过上限"):
        Journal(tmp_path).rate(rating(comment="长" * (COMMENT_CHARS + 1)))


def test_only_the_owner_of_the_file_may_read_it(tmp_path: Path) -> None:
    Journal(tmp_path).keep(kept(1))
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_full_journal_says_so_and_loses_nothing(tmp_path: Path) -> None:
    journal = Journal(tmp_path, most_mb=1)
    journal.keep(kept(1))
    with pytest.raises(NoSpace, match="没有保存，以前的都在"):
        journal.keep(kept(2, text="长" * 600_000))
    assert [t.answer_id for t in journal.turns("", "s")] == ["a1"]
    journal.keep(kept(3))
    assert len(journal.turns("", "s")) == 2


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.keep(kept(1))
    with sqlite3.connect(journal.path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StorageError, match="格式 99"):
        journal.keep(kept(2))


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all, " * 300)
    with pytest.raises(StorageError, match="已损坏"):
        Journal(tmp_path).conversations("")


WRITER = """
import sys
from pathlib import Path
from agents.journal import Journal, Kept
for n in range(25):
    Journal(Path(sys.argv[1])).keep(Kept(f"{sys.argv[2]}-{n}", sys.argv[2], "", f"2026-01-01T00:00:{n:02d}", {"question": "q", "snapshot": "", "mode": ""}))
"""


def test_several_processes_write_at_the_same_time(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], cwd=ROOT) for name in "abcd"]
    assert [w.wait(timeout=60) for w in writers] == [0, 0, 0, 0]
    assert [len(Journal(tmp_path).turns("", name)) for name in "abcd"] == [25, 25, 25, 25]


def test_a_stored_answer_is_read_back_whole(tmp_path: Path, digest_searcher: Searcher) -> None:
    from agents.answer_record import from_record

    journal, assistant = Journal(tmp_path), Assistant(digest_searcher)
    questions = (
        "R-ISS III 期的标准是什么？",
        "β2-微球蛋白 6.1 mg/L，白蛋白 28 g/L，ISS 几期？",
        "β2-微球蛋白 3 mg/L，ISS？",
        "明天会下雨吗",
    )
    for number, question in enumerate(questions):
        answer = assistant.ask(question, "s")
        journal.keep(Kept(f"a{number}", "s", "", now(), to_record(answer)))
        back = from_record(journal.turns("", "s")[-1].record)
        assert back.as_json() == answer.as_json()
        assert [c.passage for c in back.citations] == [c.passage for c in answer.citations]
        assert [c.document for c in back.citations] == [c.document for c in answer.citations]
        assert back.nearest == answer.nearest
