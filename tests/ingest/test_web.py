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
        "# 诊断", "第一段，重点在此。", "## 检查", "- 血常规", "- 尿蛋白",
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
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", ["- 甲", "- 乙"]),
        ("<ul><li><p>甲</p></li><li>乙<li>丙</ul>", ["- 甲", "- 乙", "- 丙"]),
        ("<blockquote><p>甲</p><p>乙</p></blockquote>", ["甲 乙"]),
        ("没有标签的文字", ["没有标签的文字"]),
        ("<p>a &amp; b &lt; 3</p>", ["a & b < 3"]),
        ("<p>没有关上的段落<p>又一段", ["没有关上的段落", "又一段"]),
        ("<table><tr><td></td></tr></table>", []),
    ],
    ids=["divisions", "line break", "inline", "nested", "block in link", "nested list", "unclosed items", "quotation", "bare text",
         "entities", "unclosed", "empty table"],
)  # fmt: skip
def test_no_text_is_lost(html: str, expected: list[str]) -> None:
    assert [line for line in lines(html) if not line.startswith("|")] == [e for e in expected if e[0] != "|"]


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
