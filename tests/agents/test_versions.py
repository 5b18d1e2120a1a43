"""Which versions a question asks about, and which lines stand under them."""

import pytest

from agents.score import Scored
from agents.snippets import snippets
from agents.versions import Versions, asked_versions, compared_versions, of_versions
from corpus.types import Kind, Passage

PAGE = "版本 3.2031 相比于版本 2.2031 的更新包括：\n甲方案已经删除。\n版本 4.2031 相比于版本 3.2031 的更新包括：\n乙方案已经添加。"


def passage(text: str, lines: tuple[int, int] = (1, 4), page: int = 1) -> Passage:
    return Passage(f"p{lines[0]}-{page}", "d", Kind.TEXT, text, "", "", (), page, "", lines)


def scored(*passages: Passage) -> tuple[Scored, ...]:
    return tuple(Scored(s, 1.0, frozenset()) for p in passages for s in snippets(p))


def kept(question: str, *passages: Passage) -> list[str]:
    found = of_versions(scored(*passages), asked_versions(question), passages)
    return [s.snippet.shown for s in found if s.answers]


@pytest.mark.parametrize(
    ("question", "versions"),
    [
        ("4.2031版跟3.2031版比，加了什么", Versions("4.2031", "3.2031")),
        ("2031第4版和第3版有什么不同", Versions("4.2031", "3.2031")),
        ("第四版比第三版改了什么", Versions("4", "3")),
        ("3.2031更新时删掉了哪条", Versions("3.2031")),
        ("甲药剂量是多少", None),
        ("第4版怎么说", None),
    ],
)
def test_the_versions_whose_changes_are_asked_for(question: str, versions: Versions | None) -> None:
    assert asked_versions(question) == versions


def test_only_lines_under_the_versions_that_are_compared() -> None:
    other = passage("丙药每日一次。", (50, 50), 9)
    assert kept("4.2031版跟3.2031版比，加了什么", passage(PAGE), other) == ["乙方案已经添加。"]


def test_beside_one_version_lines_without_one_are_kept() -> None:
    other = passage("丙药每日一次。", (50, 50), 9)
    assert kept("4.2031版更新了什么", passage(PAGE), other) == ["乙方案已经添加。", "丙药每日一次。"]


def test_a_heading_holds_for_what_follows_on_its_page_only() -> None:
    near, far = passage("丙方案已经添加。", (5, 6)), passage("丁方案已经添加。", (7, 8), 2)
    assert kept("4.2031版跟3.2031版比，加了什么", passage(PAGE), near, far) == ["乙方案已经添加。", "丙方案已经添加。"]


def test_where_nothing_stands_under_the_versions_all_is_kept() -> None:
    assert len(kept("9.2031版跟8.2031版比，加了什么", passage(PAGE))) == 2


def test_what_the_list_of_changes_is_headed() -> None:
    assert compared_versions("第四版比第三版改了什么", [passage(PAGE)]) == "版本 4.2031 相比于版本 3.2031 的更新"
    assert not compared_versions("9.2031比8.2031改了什么", [passage(PAGE)])
