"""Blocks -> passages: length, sentence ends, literal text, line ranges, and nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Kind, Passage, squeeze
from ingest.plain import read_plain
from ingest.source_text import SourceText, paged
from ingest.split import LONGEST, passages
from ingest.structure import Block, Line, structure

SENTENCE = "每月一次静脉注射，时间不少于十五分钟，用药前检查肾功能和血钙。"
DISTINCT = "".join(chr(0x4E00 + i) for i in range(900))
FRAGMENTS = st.sampled_from([
    "# 标题", "## 二", "| a | b |", "| --- | --- |", "- 项目", "1. 甲", "a 脚注", "b Smith J", "MYEL-G 3/4", "2/3", "MS-4",
    " 页首", "。", "表1 剂量", "续表 1", "1 概述", "1.1 细节", "Printed by http", "\f", "> ", "**粗**", "---", "", "  ",
    "1. Smith J, Li K. A trial of one drug. Blood 2019;1:2-3.", "注：", "•", "◊ 项", "更新包括：", "±", "30.4 个月",
    DISTINCT, "，".join(DISTINCT), "。".join(DISTINCT), "".join(map(str, range(400))), "\x85", "\u2028", "\x1c", "\u3000",
])  # fmt: skip
TEXTS = st.lists(FRAGMENTS | st.text(max_size=30), max_size=50).map("\n".join)


def of(text: str) -> tuple[Passage, ...]:
    return passages("doc", structure(paged([text])))


def block(*lines: str, kind: Kind = Kind.TEXT, starts: bool = False, **more: object) -> Block:
    made = tuple(Line(n, line, starts) for n, line in enumerate(lines, 1))
    return Block(kind, made, (), 1, "", **more)  # type: ignore[arg-type]


def check(source: SourceText) -> None:
    """What holds for every text whatsoever."""
    found = structure(source)
    made = passages("doc", found)
    kept = "".join(squeeze(line.text) for block in found for line in block.lines)
    assert "".join(squeeze(p.text) for p in made) == kept
    assert len({p.passage_id for p in made}) == len(made)
    lines = source.text.split("\n")
    for p in made:
        assert squeeze(p.text) in squeeze("".join(lines[p.lines[0] - 1 : p.lines[1]]))
        assert 0 < len(p.text) <= 560


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_plain_text_is_lost_or_raises(text: str) -> None:
    check(read_plain(text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_no_markdown_text_is_lost_or_raises(text: str) -> None:
    check(paged([text], markdown=True))


@settings(max_examples=80, deadline=None)
@given(st.lists(TEXTS, min_size=3, max_size=6))
def test_no_text_of_pages_is_lost_or_raises(pages: list[str]) -> None:
    check(paged(pages))


def test_the_same_text_twice_on_a_line_is_one_passage() -> None:
    made = of("甲" * 4000)
    assert len(made) == len({p.passage_id for p in made}) == 1


def test_passages_end_with_sentences() -> None:
    made = of("".join(f"{n}{SENTENCE}" for n in range(40)))
    assert len(made) > 2
    assert all(p.text.endswith("。") and len(p.text) <= LONGEST for p in made)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("骨髓", "瘤"), "骨髓瘤"),
        (("take one", "daily"), "take one daily"),
        (("剂量 4", "mg"), "剂量 4 mg"),
        (("剂量为", "4 mg"), "剂量为4 mg"),
        (("期为", "30.4 个月"), "期为30.4 个月"),
        (("• 甲", "• 乙"), "• 甲\n• 乙"),
        (("1. 甲", "2. 乙"), "1. 甲\n2. 乙"),
        (("a 甲", "b 乙"), "a 甲\nb 乙"),
        (("• 甲", "MYEL-G 4/4"), "• 甲\nMYEL-G 4/4"),
    ],
    ids=[
        "Chinese",
        "English",
        "number and unit",
        "Chinese and number",
        "decimal number",
        "bullets",
        "items",
        "notes",
        "page code",
    ],
)
def test_broken_lines_are_put_together(lines: tuple[str, ...], text: str) -> None:
    assert [p.text for p in passages("doc", [block(*lines)])] == [text]


def test_rows_of_a_table_stay_on_their_lines() -> None:
    (made,) = passages("doc", [block("甲 1", "乙 2", kind=Kind.TABLE, title="表1")])
    assert (made.text, made.title) == ("甲 1\n乙 2", "表1")


def test_columns_are_repeated_where_they_are_not_in_the_text() -> None:
    rows = [f"| 药物{n} | 每月一次，静脉注射，时间不少于十五分钟，用药前检查肾功能和血钙 |" for n in range(30)]
    head = "| 药 | 用法 |"
    made = passages("doc", [block(head, *rows, kind=Kind.TABLE, columns=head)])
    assert [p.columns for p in made] == ["", *[head] * (len(made) - 1)]
    assert all(line.startswith("|") and line.endswith("|") for p in made for line in p.text.split("\n"))


def test_a_heading_goes_with_what_follows() -> None:
    lines = (Line(1, SENTENCE * 11, True), Line(2, "剂量", True, True), Line(3, SENTENCE * 9, True))
    made = passages("doc", [Block(Kind.TEXT, lines, (), 1, "")])
    assert [p.text.split("\n")[0] for p in made] == [SENTENCE * 11, "剂量"]


def test_pages_are_not_mixed() -> None:
    made = passages("doc", structure(paged(["第一页短。", "第二页短。"])))
    assert [(p.page, p.text) for p in made] == [(1, "第一页短。"), (2, "第二页短。")]


def test_references_are_not_mixed_with_text() -> None:
    made = passages("doc", [block("正文。"), block("1. Smith J. A trial. Blood 2020.", kind=Kind.REFERENCE)])
    assert [p.kind for p in made] == [Kind.TEXT, Kind.REFERENCE]


def test_pieces_of_a_long_sentence_have_their_own_lines() -> None:
    lines = [DISTINCT[i : i + 30] for i in range(0, 900, 30)]
    made = passages("doc", [block(*lines)])
    assert [p.lines for p in made] == [(1, 15), (16, 30)]
