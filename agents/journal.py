"""The journal of this machine: conversations that are kept, and what readers said of answers. SQLite in the data folder.

It may hold patient data: the file is for its owner only (0600) and nothing of it is sent anywhere. Several processes
may write at the same time; each write is one transaction, so that a full disk or a stopped process loses only what
was being written, and says so. A rating holds its answer itself: it outlives the conversation that it belongs to.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from corpus.errors import Busy, InputError, NoSpace, StorageError

FILE = "journal.sqlite3"
FORMAT = 1
WAIT_SECONDS = 10.0
PAGE = 4096
COMMENT_CHARS = 2_000
Verdict = Literal["up", "down"]
_SCHEMA = """
CREATE TABLE turns (
    answer_id TEXT PRIMARY KEY, session TEXT NOT NULL, owner TEXT NOT NULL, at TEXT NOT NULL,
    question TEXT NOT NULL, answer TEXT NOT NULL, snapshot TEXT NOT NULL, mode TEXT NOT NULL) STRICT;
CREATE INDEX turns_of_session ON turns (owner, session);
CREATE TABLE ratings (
    answer_id TEXT PRIMARY KEY, session TEXT NOT NULL, owner TEXT NOT NULL, at TEXT NOT NULL, verdict TEXT NOT NULL,
    comment TEXT NOT NULL, turns TEXT NOT NULL, answer TEXT NOT NULL, snapshot TEXT NOT NULL, mode TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True)
class Kept:
    """A turn of a kept conversation; `record` is the whole answer (agents/answer_record.py)."""

    answer_id: str
    session: str
    owner: str
    at: str
    record: Mapping[str, Any]


@dataclass(frozen=True)
class Conversation:
    """A kept conversation in a list."""

    session: str
    first_question: str
    begun: str
    last: str
    turns: int


@dataclass(frozen=True)
class Rating:
    """What a reader said of an answer; `turns` are the questions up to it, `record` is the whole answer."""

    answer_id: str
    session: str
    owner: str
    at: str
    verdict: Verdict
    comment: str
    turns: tuple[str, ...]
    record: Mapping[str, Any]


def now() -> str:
    """The time as it is stored: UTC to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(frozen=True)
class Journal:
    """The journal of a data folder; opened for each use, made with the first write. `most_mb` bounds the file."""

    home: Path
    most_mb: int = 500

    @property
    def path(self) -> Path:
        """The file."""
        return self.home / FILE

    def keep(self, turn: Kept) -> None:
        """Adds a turn to a conversation."""
        row = (turn.answer_id, turn.session, turn.owner, turn.at, *_told(turn.record))
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def conversations(self, owner: str) -> tuple[Conversation, ...]:
        """The kept conversations of an owner, newest first."""
        query = """SELECT session, (SELECT question FROM turns t WHERE t.owner = o.owner AND t.session = o.session
            ORDER BY at, rowid LIMIT 1), min(at), max(at) AS last, count(*) FROM turns o WHERE owner = ?
            GROUP BY session ORDER BY last DESC"""
        return tuple(Conversation(*row) for row in self._read(query, (owner,)))

    def turns(self, owner: str, session: str) -> tuple[Kept, ...]:
        """The turns of a conversation, oldest first; none for one that is not the owner's."""
        query = (
            "SELECT answer_id, session, owner, at, answer FROM turns WHERE owner = ? AND session = ? ORDER BY at, rowid"
        )
        return tuple(_kept(row) for row in self._read(query, (owner, session)))

    def last_turn(self, owner: str) -> Kept | None:
        """The newest turn of an owner."""
        query = "SELECT answer_id, session, owner, at, answer FROM turns WHERE owner = ? ORDER BY at DESC, rowid DESC LIMIT 1"
        return next((_kept(row) for row in self._read(query, (owner,))), None)

    def delete(self, owner: str, session: str) -> int:
        """Takes a conversation out and gives the number of its turns; ratings stay until they are deleted."""
        with self._writing() as db:
            return db.execute("DELETE FROM turns WHERE owner = ? AND session = ?", (owner, session)).rowcount

    def rate(self, rating: Rating) -> None:
        """Keeps what a reader said of an answer; saying it anew replaces it."""
        if len(rating.comment) > COMMENT_CHARS:
            raise InputError(f"意见有 {len(rating.comment)} 个字，超过上限 {COMMENT_CHARS}。", "请缩短。")
        _, answer, snapshot, mode = _told(rating.record)
        row = (
            rating.answer_id, rating.session, rating.owner, rating.at, rating.verdict, _whole(rating.comment),
            json.dumps([_whole(t) for t in rating.turns], ensure_ascii=False), answer, snapshot, mode,
        )  # fmt: skip
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO ratings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def ratings(self) -> tuple[Rating, ...]:
        """All ratings, oldest first."""
        query = "SELECT answer_id, session, owner, at, verdict, comment, turns, answer FROM ratings ORDER BY at, rowid"
        return tuple(_rating(row) for row in self._read(query, ()))

    def forget_rating(self, answer_id: str) -> bool:
        """Takes a rating out."""
        with self._writing() as db:
            return db.execute("DELETE FROM ratings WHERE answer_id = ?", (answer_id,)).rowcount > 0

    def _read(self, query: str, values: Sequence[str]) -> list[Any]:
        if not self.path.exists():
            return []
        with _storage_errors(), closing(self._open()) as db:
            return db.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with _storage_errors():
            self.home.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(self._open()) as db:
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    db.execute("COMMIT")
                except BaseException:
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                    raise

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            db.execute(f"PRAGMA max_page_count = {self.most_mb * 1024 * 1024 // PAGE}")
            _prepare(db)
        except BaseException:
            db.close()
            raise
        return db


def _prepare(db: sqlite3.Connection) -> None:
    """Makes the tables of a new file; refuses a file of a later format."""
    if db.execute("PRAGMA user_version").fetchone()[0] == FORMAT:
        return
    db.execute("BEGIN IMMEDIATE")  # another process may have made them meanwhile
    found = db.execute("PRAGMA user_version").fetchone()[0]
    if found == 0:
        for statement in filter(str.strip, _SCHEMA.split(";")):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {FORMAT}")
    db.execute("COMMIT")
    if found not in (0, FORMAT):
        raise StorageError(f"对话与反馈记录的格式 {found} 与本程序（{FORMAT}）不符。", f"请升级程序，或移走 {FILE}。")


def _kept(row: Sequence[Any]) -> Kept:
    answer_id, session, owner, at, answer = row
    return Kept(answer_id, session, owner, at, json.loads(answer))


def _rating(row: Sequence[Any]) -> Rating:
    answer_id, session, owner, at, verdict, comment, turns, answer = row
    return Rating(answer_id, session, owner, at, verdict, comment, tuple(json.loads(turns)), json.loads(answer))


def _whole(text: str) -> str:
    """Text that can be stored: half a character is replaced."""
    return text.encode(errors="replace").decode()


def _told(record: Mapping[str, Any]) -> tuple[str, str, str, str]:
    whole = _whole(json.dumps(record, ensure_ascii=False))
    return str(record["question"]), whole, str(record["snapshot"]), str(record["mode"])


@contextmanager
def _storage_errors() -> Iterator[None]:
    """SQLite's errors in words for people."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_FULL:
            raise NoSpace(
                "磁盘空间不足，或对话与反馈记录已到上限；这一条没有保存，以前的都在。",
                "请清理磁盘，删除不要的对话，或提高 MMGUIDE_LIMITS__JOURNAL_MB。",
            ) from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy("另一个 mmguide 进程正在写入记录；这一条没有保存。", "请稍后再试。") from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise StorageError("对话与反馈记录已损坏。", f"请移走数据目录中的 {FILE}；问答不受影响。") from error
        raise StorageError(f"无法读写对话与反馈记录：{error}", "请检查数据目录的权限与磁盘。") from error
    except OSError as error:
        raise StorageError(f"无法读写对话与反馈记录：{error}", "请检查数据目录的权限与磁盘。") from error
