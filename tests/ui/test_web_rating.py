"""What a browser says about answers is checked; conversations belong to their owner and come back whole."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from agents.journal import COMMENT_CHARS, FILE
from ui.settings import Settings
from ui.web.chat import answering
from ui.web.conversation import conversation_html
from ui.web.desk import Desk
from ui.web.download import conversation_file, file_html
from ui.web.history import OFF, SHARED, history_html, own_ratings
from ui.web.kept import opened
from ui.web.rating import rated
from ui.web.talk import Talk, Turn, find_source, new_talk

QUESTION = "R-ISS III 期的标准是什么？"


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    shutil.copytree(home, tmp_path / "own")
    (tmp_path / "own" / FILE).unlink(missing_ok=True)
    return tmp_path / "own"


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(Settings(home=folder))


def talked(desk: Desk, *questions: str, owner: str | None = "") -> Talk:
    talk = new_talk()
    for question in questions:
        *_, (_, talk, _, _) = answering(desk, question, talk, owner)
    return talk


@pytest.mark.parametrize(
    ("settings", "user", "owner"),
    [
        ({}, None, ""), ({"host": "0.0.0.0"}, None, None), ({"auth": "li:x"}, "li", "li"), ({"auth": "li:x"}, None, None),
        ({"auth": "li:x", "host": "0.0.0.0"}, "li", "li"),
    ],
)  # fmt: skip
def test_whose_conversations_are_kept(
    folder: Path, settings: Mapping[str, Any], user: str | None, owner: str | None
) -> None:
    assert Desk(Settings(home=folder, **settings)).owner(user) == owner


def test_a_conversation_comes_back_with_its_ratings_and_sources(desk: Desk) -> None:
    talk = talked(desk, QUESTION, "来那度胺有什么副作用？")
    told = rated(desk, talk, "0", "down", " 不全 ", None)
    assert isinstance(told, tuple)
    back = opened(desk, talk.session, "")
    assert [t.question for t in back.turns] == [QUESTION, "来那度胺有什么副作用？"]
    assert (back.turns[0].verdict, back.turns[0].comment) == ("down", "不全")
    assert conversation_html(back) == conversation_html(told[0])
    assert find_source(back, "0:c:1") == find_source(talk, "0:c:1")


def test_a_follow_up_is_understood_after_a_restart(desk: Desk, folder: Path) -> None:
    talk = talked(desk, "地舒单抗怎么用？")
    again = Desk(Settings(home=folder))
    back = opened(again, talk.session, "")
    *_, (_, back, _, _) = answering(again, "它的副作用？", back, "")
    answer = back.turns[-1].answer
    assert answer is not None
    assert any("地舒单抗 副作用" in w.text for w in answer.warnings)


def test_sources_of_another_index_are_shown_without_their_surroundings(desk: Desk) -> None:
    from dataclasses import replace

    from ui.web.source import source_html

    talk = talked(desk, QUESTION)
    old = Talk("s", tuple(replace(t, snapshot=None) for t in talk.turns))
    assert "索引已更换" in source_html(find_source(old, "0:c:1"))


def test_nothing_is_kept_where_all_could_read_it(desk: Desk) -> None:
    talked(desk, QUESTION, owner=None)
    assert desk.journal.conversations("") == ()
    assert SHARED in history_html(desk, None)
    assert own_ratings(desk, None) == ()


def test_history_can_be_switched_off(folder: Path) -> None:
    desk = Desk(Settings(home=folder, history=False))
    talked(desk, QUESTION)
    assert desk.journal.conversations("") == ()
    assert OFF in history_html(desk, "")


def test_others_cannot_delete_or_open(desk: Desk) -> None:
    talk = talked(desk, QUESTION, owner="li")
    history_html(desk, "wang", deleted=talk.session)
    assert opened(desk, talk.session, "wang").turns == ()
    assert len(opened(desk, talk.session, "li").turns) == 1


def test_an_answer_that_cannot_be_kept_is_shown_with_the_reason(desk: Desk, folder: Path) -> None:
    (folder / FILE).write_bytes(b"no database" * 500)
    talk = talked(desk, QUESTION)
    assert talk.turns[0].answer is not None
    assert "已损坏" in conversation_html(talk)
    told = rated(desk, talk, "0", "up", "", None)
    assert isinstance(told, str)
    assert "已损坏" in told
    assert "已损坏" in history_html(desk, "")


@pytest.mark.parametrize(
    ("turn", "verdict"), [("9", "up"), ("-1", "up"), ("x", "up"), ("²", "up"), (None, "up"), ("0", "best"), ("1", "up")]
)
def test_a_rating_that_fits_nothing_is_left_out(desk: Desk, turn: object, verdict: object) -> None:
    talk = talked(desk, QUESTION).then(Turn("乙", problem="出错"))
    assert rated(desk, talk, turn, verdict, "", None) == ""
    assert desk.journal.ratings() == ()


def test_a_comment_that_is_too_long_is_refused(desk: Desk) -> None:
    told = rated(desk, talked(desk, QUESTION), "0", "up", "长" * (COMMENT_CHARS + 1), None)
    assert isinstance(told, str)
    assert "超过上限" in told


def test_conversations_in_the_list_are_shown_as_written(desk: Desk) -> None:
    talked(desk, "<img src=x onerror=alert(1)> R-ISS 分期？")
    page = history_html(desk, "")
    assert "&lt;img" in page
    assert "<img" not in page


def test_an_empty_conversation_has_no_file() -> None:
    assert conversation_file(new_talk(), ".md") == ""


def test_the_same_file_twice_is_two_files() -> None:
    assert file_html("a.md", b"x") != file_html("a.md", b"x")
