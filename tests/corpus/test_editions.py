"""Editions: how they are read, ordered and asked for."""

import pytest

from corpus.editions import (
    Edition,
    edition_of,
    editions_in,
    left_out,
    names_edition,
    newest_in,
    older_editions,
    plain_title,
    stated,
    without_editions,
    work,
)
from corpus.sources import named_documents
from corpus.types import Document


def document(doc_id: str, title: str, edition: str = "未注明") -> Document:
    return Document(doc_id, title, "", edition, "", "unknown", "zh", "", False, f"{doc_id}.md", doc_id)


OLD = document("old", "甲病诊疗指南（2021年版）", "2021年版")
NEW = document("new", "甲病诊疗指南（2024 年版）", "2024 年版")
OTHER = document("other", "乙病诊疗指南（2020年版）", "2020年版")
DOCUMENTS = (OLD, NEW, OTHER)


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("版本 5.2022", Edition(2022, 5)),
        ("V1.2023", Edition(2023, 1)),
        ("2024年版", Edition(2024)),
        ("2024 版", Edition(2024)),
        ("2023 年第 3 版", Edition(2023, 3)),
        ("第三版", Edition(0, 3)),
        ("第2版", Edition(0, 2)),
        ("2022年修订版", Edition(2022)),
        ("指南_v2", Edition(0, 2)),
    ],
)
def test_the_usual_ways_of_writing_an_edition_are_read(text: str, edition: Edition) -> None:
    assert [found for _, found in editions_in(text)] == [edition]


@pytest.mark.parametrize("text", ["2024 年 3 月", "出版社", "V600E 突变", "版本号", "1.2 版面", "VRd 方案", "IV 期"])
def test_other_numbers_are_no_editions(text: str) -> None:
    assert editions_in(text) == ()


@pytest.mark.parametrize(
    ("title", "file_name", "text", "edition"),
    [
        ("甲病指南（2024年版）", "a.pdf", "", "2024年版"),
        ("甲病指南", "甲病指南2023版.pdf", "", "2023版"),
        ("甲病指南", "a.pdf", "甲病指南\n第二版\n正文", "第二版"),
        ("甲病指南 2022", "a.pdf", "", "2022 年"),
        ("甲病指南", "a.pdf", "正文说到另一份文件（2019年版），那是很久以前由别的单位制定的，本院没有采用，现在也不再适用。", ""),
        ("甲病指南", "a.pdf", "", ""),
    ],
)  # fmt: skip
def test_the_edition_of_a_document_stands_in_its_title_file_name_or_first_lines(
    title: str, file_name: str, text: str, edition: str
) -> None:
    assert edition_of(title, file_name, text)[0] == edition


def test_a_document_is_the_newest_edition_that_it_speaks_of() -> None:
    assert newest_in("版本 5.2022 相比于版本 4.2022，版本 7.2021 以来")[1] == Edition(2022, 5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Edition(2024), Edition(2024), True),
        (Edition(2024, 2), Edition(2024), True),
        (Edition(2024, 2), Edition(2024, 3), False),
        (Edition(2021), Edition(2024), False),
        (Edition(), Edition(2024), False),
    ],
)
def test_what_only_one_of_two_says_does_not_part_them(one: Edition, other: Edition, same: bool) -> None:
    assert one.same(other) is same


def test_editions_of_one_work_have_the_title_in_common() -> None:
    assert work(OLD.title) == work(NEW.title) != work(OTHER.title)
    assert work("甲病诊疗指南2021") == work("甲病诊疗指南（第三版）")


def test_a_document_is_named_without_its_edition() -> None:
    assert plain_title(NEW.title) == "甲病诊疗指南"
    assert named_documents("甲病诊疗指南推荐什么？", DOCUMENTS) == ("new", "old")
    newer = document("nccn-mm-2024v2", "NCCN 多发性骨髓瘤临床实践指南（中文版）", "版本 2.2024")
    assert named_documents("NCCN 指南推荐什么？", (newer,)) == ("nccn-mm-2024v2",)


def test_a_document_without_edition_is_no_edition_of_another() -> None:
    assert older_editions((NEW, document("plain", "甲病诊疗指南"))) == {}


def test_the_stated_edition_comes_from_description_or_title() -> None:
    assert stated(document("x", "甲病诊疗指南（2021年版）")) == Edition(2021)
    assert stated(document("x", "甲病诊疗指南", "2023")) == Edition(2023)


@pytest.mark.parametrize(
    ("question", "hidden"),
    [
        ("甲病怎么治疗？", {"old"}),
        ("甲病最新的治疗是什么？", {"old"}),
        ("2021版怎么说？", {"new"}),
        ("2021 年的甲病指南怎么说？", {"new"}),
        ("旧版怎么说？", {"new"}),
        ("2024版怎么说？", {"old"}),
        ("新旧两版有什么不同？", set()),
        ("2021版和2024版有什么区别？", set()),
        ("2019年确诊的甲病怎么治疗？", {"old"}),
    ],
)
def test_the_newest_edition_answers_unless_another_is_named(question: str, hidden: set[str]) -> None:
    assert left_out(question, DOCUMENTS) == hidden


def test_words_that_only_choose_an_edition_are_not_searched_for() -> None:
    assert without_editions("2021年版的甲病怎么治疗", DOCUMENTS) == "的甲病怎么治疗"
    assert without_editions("2021年版的甲病怎么治疗", (NEW,)) == "2021年版的甲病怎么治疗"


@pytest.mark.parametrize(("question", "names"), [("2021版呢？", True), ("旧版呢？", True), ("还有别的吗？", False)])
def test_a_follow_up_may_name_an_edition(question: str, names: bool) -> None:
    assert names_edition(question) is names
