"""HTML becomes lines with headings, lists and tables; navigation and scripts do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Kind
from ingest.structure import structure
from ingest.web import read_html, table_lines

PAGE = """<!DOCTYPE html><html><head><title>示例 指南</title><style>p {color: red}</style></head><body>
<nav><ul><li>首页</li><li>关于</li></ul></nav><header>横幅</header><script>var x = "脚本";</script>
<h1>诊断</h1><p>第一段，<b>重点</b>在此。</p><h2>检查</h2><ul><li>血常规</li><li>尿蛋白</li></ul>
<table><caption>略</caption><tr><th>药</th><th>剂量</th></tr><tr><td>甲</td><td>1 mg</td></tr></table>
<!-- 注释 --><footer>版权</footer></body></html>"""


def lines(html: str) -> list[str]:
    return [line for line in read_html(html).text.split("\n") if line]


def test_a_page_becomes_lines_with_marks() -> None:
    assert lines(PAGE) == [
        "# 诊断", "第一段，重点在此。", "## 检查", "- 血常规", "- 尿蛋白", "**略**",
        "| 药 | 剂量 |", "| --- | --- |", "| 甲 | 1 mg |",
    ]  # fmt: skip


def test_the_title_is_that_of_the_page() -> None:
    assert read_html(PAGE).title == "示例 指南"


def test_tables_and_sections_are_found_again() -> None:
    found = structure(read_html(PAGE))
    table = next(block for block in found if block.kind is Kind.TABLE)
    assert (table.section, table.columns) == (("诊断", "检查"), "| 药 | 剂量 |")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>甲</div><div>乙<p>丙</p>丁</div>", ["甲", "乙", "丙", "丁"]),
        ("<div>甲<br>乙</div>", ["甲", "乙"]),
        ("<section><span>甲</span><span>乙</span></section>", ["甲乙"]),
        ("<div><div><div>甲</div></div></div>", ["甲"]),
        ("<a href='#'><div>甲</div></a>乙", ["甲", "乙"]),
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", ["- 甲", "  - 乙"]),
        ("<ol start='3'><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>", ["3. 甲", "  - 乙", "4. 丙"]),
        ("<details><summary>禁忌</summary><p>孕妇禁用。</p></details>", ["禁忌", "孕妇禁用。"]),
        ("<dl><dt>甲</dt><dd>乙</dd></dl>", ["甲", "乙"]),
        ("<p>&ge;60&nbsp;mL/min&sup2; &micro;g &#x2264; 5</p>", ["≥60 mL/min² µg ≤ 5"]),
        ("<ul><li><p>甲</p></li><li>乙<li>丙</ul>", ["- 甲", "- 乙", "- 丙"]),
        ("<blockquote><p>甲</p><p>乙</p></blockquote>", ["甲 乙"]),
        ("没有标签的文字", ["没有标签的文字"]),
        ("<p>a &amp; b &lt; 3</p>", ["a & b < 3"]),
        ("<p>没有关上的段落<p>又一段", ["没有关上的段落", "又一段"]),
        ("<table><tr><td></td></tr></table>", []),
    ],
    ids=["divisions", "line break", "inline", "nested", "block in link", "nested list", "numbered list", "details", "definitions", "named signs", "unclosed items", "quotation", "bare text",
         "entities", "unclosed", "empty table"],
)  # fmt: skip
def test_no_text_is_lost(html: str, expected: list[str]) -> None:
    assert [line for line in lines(html) if not line.startswith("|")] == [e for e in expected if e[0] != "|"]


def rows(table: str) -> list[list[str]]:
    return [
        [c.strip() for c in line.strip("|").split("|")]
        for line in lines(f"<table>{table}</table>")
        if "---" not in line
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><th>药</th><th colspan=2>剂量</th></tr><tr><td>甲</td><td>1</td><td>2</td></tr>",
         [["药", "剂量", "剂量"], ["甲", "1", "2"]]),
        ("<tr><th>药</th><th>剂量</th></tr><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr>",
         [["药", "剂量"], ["甲", "1"], ["甲", "2"]]),
        ("<tr><th>甲</th><th>乙</th><th>丙</th></tr><tr><td>1</td><td rowspan=2>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr>",
         [["甲", "乙", "丙"], ["1", "2", "3"], ["4", "2", "5"]]),
        ("<tr><th>甲</th><th>乙</th></tr><tr><td colspan=2>全表的注</td></tr>", [["甲", "乙"], ["全表的注", ""]]),
        ("<tr><th>甲</th><th>乙</th></tr><tr><td>1<table><tr><td>里层</td></tr></table></td><td>2</td></tr>",
         [["甲", "乙"], ["1 里层", "2"], ["里层", ""]]),
        ("<tr><th>甲|乙</th></tr>", [["甲／乙"]]),
        ("<tr><td colspan=9999>甲</td><td rowspan=x>乙</td></tr>", [["甲"] * 60 + ["乙"]]),
    ],
    ids=["columns spanned", "rows spanned", "rows spanned inside", "whole width", "table in a cell", "bar", "absurd spans"],
)  # fmt: skip
def test_what_spans_cells_is_said_in_each_of_them(table: str, expected: list[list[str]]) -> None:
    assert rows(table) == expected


def test_a_caption_is_the_title_of_its_table() -> None:
    (block,) = structure(
        read_html("<table><caption>表 1 剂量</caption><tr><th>药</th></tr><tr><td>甲</td></tr></table>")
    )
    assert (block.kind, block.title) == (Kind.TABLE, "表 1 剂量")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>9</sup>/L", "10^9/L"),
        ("10<sup>-5</sup>", "10^-5"),
        ("1.73 m<sup>2</sup>", "1.73 m2"),
        ("β<sub>2</sub>微球蛋白", "β2微球蛋白"),
        ("见文献<sup>12</sup>", "见文献[12]"),
        ("有效。<sup>5,6</sup>另一项", "有效。[5,6]另一项"),
        ("剂量<sup>a</sup>", "剂量 a"),
        ("<b>10</b><sup>5</sup>", "10^5"),
    ],
)
def test_raised_figures_keep_their_meaning(html: str, text: str) -> None:
    assert lines(f"<p>{html}</p>") == [text]
    assert lines(html) == [text]


def test_deep_nesting_does_not_break_the_reader() -> None:
    assert lines("<div>" * 5000 + "甲") == ["甲"]


@given(st.text(alphabet="<>/ptabledivrhusli123中文&;!- \n", max_size=200))
def test_no_page_makes_the_reader_raise(html: str) -> None:
    structure(read_html(html))


def test_rows_of_different_length_are_filled_up() -> None:
    assert table_lines([["a", "b"], [], ["", ""], ["1"]]) == ["| a | b |", "| --- | --- |", "| 1 |  |"]
