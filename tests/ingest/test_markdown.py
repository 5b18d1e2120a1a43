"""Markdown: headings, tables, lists, references, page codes, and what is left out."""

import pytest

from corpus.types import Kind
from ingest.markdown import is_rule, markdown_blocks, with_marked_headings
from ingest.source_text import paged
from ingest.split import passages
from ingest.structure import Block

TABLE = "| 药 | 剂量 |\n| --- | --- |\n| 甲 | 1 mg |"


def blocks(text: str) -> tuple[Block, ...]:
    return markdown_blocks(paged([text], markdown=True).pages)


def texts(text: str) -> list[str]:
    return ["\n".join(line.text for line in block.lines) for block in blocks(text)]


def test_sections_follow_the_levels_of_headings() -> None:
    found = blocks("# 甲\n\n## 乙\n\n一。\n\n### 丙\n\n二。\n\n## 丁\n\n三。")
    assert [block.section for block in found] == [("甲", "乙"), ("甲", "乙", "丙"), ("甲", "丁")]


@pytest.mark.parametrize(
    ("before", "title"),
    [("## 剂量\n\n", "剂量"), ("**表1 各药的剂量**\n\n", "表1 各药的剂量"), ("## 甲\n\n正文。\n\n", "甲"), ("", "")],
    ids=["heading", "bold line", "section", "none"],
)
def test_a_table_keeps_its_title_and_columns(before: str, title: str) -> None:
    table = next(block for block in blocks(before + TABLE) if block.kind is Kind.TABLE)
    assert (table.title, table.columns) == (title, "| 药 | 剂量 |")


def test_text_after_a_table_is_not_the_table() -> None:
    found = blocks(f"{TABLE}\n\n正文。")
    assert [(block.kind, block.columns) for block in found] == [(Kind.TABLE, "| 药 | 剂量 |"), (Kind.TEXT, "")]


def test_lists_go_on_in_indented_lines() -> None:
    (block,) = blocks("- 甲\n  继续\n- 乙")
    assert (block.kind, len(block.lines)) == (Kind.LIST, 3)


@pytest.mark.parametrize(
    "text",
    [
        "## 参考文献\n\n1. 某某. 某文.",
        "## References\n\nSmith J. A trial.",
        "## 诊断参考\n\n1. 1. [Smith J, Li K](https://x.org): A trial of one drug. _Blood_ 1:2-3, 2020.",
        "## 更多信息\n\n2. Smith J, Li K. A trial of one drug. Blood 2020;1:2-3.",
    ],
    ids=["heading", "English heading", "linked item", "item"],
)
def test_references_are_recognised(text: str) -> None:
    assert [block.kind for block in blocks(text)] == [Kind.REFERENCE]


@pytest.mark.parametrize("item", ["1. 2020 年的研究", "1. MRI 检查 2020", "2. VRd", "- CAR-T 2021"])
def test_items_of_text_are_no_references(item: str) -> None:
    assert [block.kind for block in blocks(item)] == [Kind.LIST]


def test_text_after_references_is_searched_again() -> None:
    reference = "1. Smith J, Li K. A trial of one drug. Blood 2020;1:2-3."
    assert [b.kind for b in blocks(f"{reference}\n\n正文。")] == [Kind.REFERENCE, Kind.TEXT]


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("MYEL-A 分期", "MYEL-A"),
        ("MYEL-G 2/4", "MYEL-G 2/4"),
        ("MS-12（续）", "MS-12"),
        ("MYEL-ABC", ""),
        ("表3", ""),
    ],
)
def test_a_code_in_a_heading_is_the_place_in_the_original(heading: str, label: str) -> None:
    assert blocks(f"## {heading}\n\n正文。")[0].page_label == label


def test_a_code_ends_with_its_chapter() -> None:
    assert [b.page_label for b in blocks("## MS-3\n\n### 甲\n\n一。\n\n## 乙\n\n二。")] == ["MS-3", ""]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('---\ntitle: "x"\n---\n正文。', ["正文。"]),
        ("---\n没有结尾的正文", ["---\n没有结尾的正文"]),
        ("- [诊断](#x) \\|\n- [治疗](#y)\n正文。", ["正文。"]),
        ("| | |\n| --- | --- |\n| | |", []),
        ("# 只有标题", []),
        ("", []),
    ],
    ids=["front matter", "no front matter", "links", "empty table", "heading alone", "nothing"],
)
def test_what_is_left_out(text: str, kept: list[str]) -> None:
    assert texts(text) == kept


@pytest.mark.parametrize(
    ("line", "rule"), [("| --- | :-: |", True), ("|---|", True), ("| 甲 | - |", False), ("甲", False)]
)
def test_the_rule_of_a_table(line: str, rule: bool) -> None:
    assert is_rule(line) is rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("指南\n====\n\n诊断\n----\n正文。", "# 指南\n\n## 诊断\n正文。"),
        ("---\ntitle: 甲\n---\n正文", "---\ntitle: 甲\n---\n正文"),
        ("正文。\n\n---\n\n下一段", "正文。\n\n---\n\n下一段"),
        ("- 项目\n---", "- 项目\n---"),
        ("| 甲 |\n|---|", "| 甲 |\n|---|"),
        ("```\n甲\n---\n```", "```\n甲\n---\n```"),
    ],
    ids=["underlined", "front matter", "rule", "list", "table", "code"],
)
def test_underlined_headings_are_marked_like_the_others(text: str, expected: str) -> None:
    assert with_marked_headings(text) == expected


def test_a_hash_in_code_is_no_heading() -> None:
    (block,) = [
        b
        for b in markdown_blocks(paged(["# 甲\n\n```\n# 注释\n```\n"], markdown=True).pages)
        if "注释" in b.lines[0].text
    ]
    assert block.section == ("甲",)


def test_footnotes_are_found_from_their_marks() -> None:
    text = "# 甲药\n\n每日一次[^a]，饭后服[^2]。\n\n[^a]: 肾功能不全者减半。\n[^2]: 空腹也可以。\n"
    blocks = markdown_blocks(paged([text], markdown=True).pages)
    assert [b.kind for b in blocks] == [Kind.TEXT, Kind.FOOTNOTE]
    assert passages("doc", blocks)[0].footnotes == ("[^a]: 肾功能不全者减半。", "[^2]: 空腹也可以。")


def test_a_numbered_caption_above_a_table_is_its_title() -> None:
    blocks = markdown_blocks(
        paged(["# 甲\n\n表 1 常用剂量\n\n| 药 | 剂量 |\n|---|---|\n| 甲 | 1 |\n"], markdown=True).pages
    )
    assert [b.title for b in blocks if b.kind is Kind.TABLE] == ["表 1 常用剂量"]
