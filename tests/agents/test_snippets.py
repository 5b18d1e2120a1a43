"""Quotable pieces of passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.answer import is_literal
from agents.snippets import LONGEST, LONGEST_ROW, cells, mended, shown_row, snippets
from corpus.types import Kind, Passage
from index.search import Searcher


def passage(text: str, kind: Kind = Kind.TEXT, columns: str = "") -> Passage:
    return Passage("p", "d", kind, text, "", columns, (), 1, "", (1, 1))


def shown(text: str, kind: Kind = Kind.TEXT, columns: str = "") -> list[str]:
    return [s.shown for s in snippets(passage(text, kind, columns))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("每天服用一次，每次两片，饭后服用。孕妇不得使用本药，哺乳期也不得使用。", ["每天服用一次，每次两片，饭后服用。", "孕妇不得使用本药，哺乳期也不得使用。"]),
        ("- 第一项内容\n- 第二项内容", ["第一项内容", "第二项内容"]), ("# 标题\n正文内容在这里。", ["标题", "正文内容在这里。"]), ("是。每天服用一次，每次两片，饭后服用。", ["是。每天服用一次，每次两片，饭后服用。"]),
        ("（见上。）每天服用一次，每次两片，饭后服用即可。", ["（见上。）每天服用一次，每次两片，饭后服用即可。"]), ("", []), ("\n \n", []),
    ],
)  # fmt: skip
def test_sentences_bullets_and_headings(text: str, pieces: list[str]) -> None:
    assert shown(text) == pieces


def test_rows_are_shown_with_their_columns() -> None:
    table = "| 分期 | 标准 |\n| --- | --- |\n| I | β2-MG <3.5 |\n| II | – |"
    found = snippets(passage(table, Kind.TABLE))
    assert [s.shown for s in found] == ["I：标准 β2-MG <3.5", "II"]
    assert all(s.row for s in found)


def test_the_columns_may_stand_in_an_earlier_passage() -> None:
    assert shown("| III | ≥5.5 |", Kind.TABLE, "| 分期 | β2-MG |") == ["III：β2-MG ≥5.5"]


def test_what_is_a_heading_and_what_a_bullet_is_marked() -> None:
    found = snippets(passage("## 剂量\n- 每天一次\n普通的一句话在这里。"))
    assert [(s.heading, s.bullet) for s in found] == [(True, False), (False, True), (False, False)]
    assert [s.position for s in found] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("• 每天 一次", "每天一次"), ("**加粗**与__下划__", "加粗与下划"), ("见[说明](http://a.b)", "见说明"), ("第 1 天", "第 1 天"), ("A  B", "A B"), ("◊ 项", "项"), ("1<br>2 片", "1 2 片"), ("每日<br/>一次", "每日一次"),
        ("血 钙 ≥ 2.75", "血钙 ≥ 2.75"), ("", ""),
    ],
)  # fmt: skip
def test_a_quotation_is_mended_for_reading(text: str, reading: str) -> None:
    assert mended(text) == reading


@pytest.mark.parametrize(
    ("row", "columns", "said"),
    [
        ("| a | 1 |", "| x | y |", "a：y 1"),
        ("| a | – |", "| x | y |", "a"),
        ("| a | 1 | 2 |", "| x | | z |", "a：1；z 2"),
        ("| | |", "| x | y |", ""),
    ],
)
def test_a_row_in_words(row: str, columns: str, said: str) -> None:
    assert shown_row(row, columns).strip("| ") == said


def test_cells_of_a_row() -> None:
    assert cells("| a | **b** |  |") == ["a", "b", ""]


@given(st.text(st.characters(codec="utf-8"), max_size=400), st.sampled_from(list(Kind)))
def test_every_piece_of_any_text_is_literal_and_short(text: str, kind: Kind) -> None:
    found = snippets(passage(text, kind))
    assert all(is_literal(s.quote, text) for s in found)
    assert [s.position for s in found] == list(range(len(found)))


@given(st.text(st.sampled_from("药每天一次，；。 "), min_size=300, max_size=900))
def test_a_long_sentence_is_cut(text: str) -> None:
    assert all(len(s.quote) <= LONGEST for s in snippets(passage(text)))


def test_every_piece_of_the_digests_is_literal(digest_searcher: Searcher) -> None:
    found = [s for p in digest_searcher.rows for s in snippets(p)]
    assert len(found) > 500
    assert [s.quote for s in found if not is_literal(s.quote, s.passage.text)] == []
    assert [s.quote for s in found if not s.shown and any(c.isalnum() for c in s.quote)] == []
    assert max(len(s.quote) for s in found if not s.row) <= max(LONGEST, LONGEST_ROW)


def test_signs_of_comparison_are_no_tags() -> None:
    assert mended("eGFR <60 mL/min 且每年下降 >2 mL/min <br/>继续") == "eGFR <60 mL/min 且每年下降 >2 mL/min 继续"
    assert mended("<sup>12</sup>倍") == "12倍"


def test_items_stand_under_the_nearest_outer_one() -> None:
    text = "更新如下：\n• 经治患者的治疗\n�以下条目有改动\n ◊ 删除甲方案\n ◊ 增加乙方案\n• 维持治疗\n�增加一条"
    found = snippets(passage(text))
    shown_lead = {s.shown: (found[s.lead].shown if s.lead >= 0 else "") for s in found}
    assert shown_lead["删除甲方案"] == shown_lead["增加乙方案"] == "以下条目有改动"
    assert shown_lead["以下条目有改动"] == "经治患者的治疗"
    assert shown_lead["经治患者的治疗"] == shown_lead["维持治疗"] == "更新如下："
    assert shown_lead["增加一条"] == "维持治疗"


def test_the_name_of_the_section_is_a_heading_with_or_without_a_colon() -> None:
    text = "建议：\n甲药每天服用一次，饭后服用，不可与酒同服。\n2.1 随访\n随访每月一次，持续一年，每次查血。"
    made = Passage("p", "d", Kind.TEXT, text, "", "", ("二", "建议"), 1, "", (1, 4), parts=((20, ("二", "2.1 随访")),))
    assert [s.shown for s in snippets(made) if s.heading] == ["建议：", "2.1 随访"]


def test_the_title_of_a_page_and_the_heads_of_a_chart_are_headings() -> None:
    text = "检查原则a\n初查 复查\n甲检查每月一次，乙检查每年一次，丙检查不必做。"
    made = Passage("p", "d", Kind.TEXT, text, "", "", ("X-1 检查原则",), 1, "X-1", (1, 3))
    assert [s.shown for s in snippets(made) if s.heading] == ["检查原则a", "初查复查"]


def test_a_heading_that_runs_into_its_text_is_not_shown_twice() -> None:
    text = "3.2 甲药 甲药是第一个全人源的抗体，每月注射一次，饭前饭后均可。"
    (made,) = snippets(Passage("p", "d", Kind.TEXT, text, "", "", ("3 药物", "3.2 甲药"), 1, "", (1, 1)))
    assert (made.quote, made.shown) == (text, "甲药是第一个全人源的抗体，每月注射一次，饭前饭后均可。")
