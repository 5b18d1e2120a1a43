"""PDF pages as lines: columns, headings by type size, running headers, page numbers, ruled tables, raised figures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.types import Kind, squeeze
from ingest.read import read
from ingest.source_text import SourceText
from ingest.split import passages
from ingest.structure import structure
from tests.other_field import FONT, ROWS, TITLE, write_pdf

LEFT = [f"左栏第{n}行说明本院收治病人的一般情况与随访" for n in "一二三四五六七八"]
RIGHT = [f"右栏第{n}行说明另一组病人的治疗结果与结局" for n in "一二三四五六七八"]
Draw = Callable[[Canvas], None]


def drawn(path: Path, *pages: Draw) -> SourceText:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read(path)


def filled(source: SourceText) -> list[str]:
    return [line for line in source.text.split("\n") if line.strip()]


def columns_row_by_row(canvas: Canvas, top: float = 700) -> None:
    for i, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        canvas.drawString(50, top - 15 * i, left)
        canvas.drawString(310, top - 15 * i, right)


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    assert filled(drawn(tmp_path / "a.pdf", columns_row_by_row)) == [*LEFT, *RIGHT]


def test_a_title_across_both_columns_stays_above_and_a_note_below_them(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        columns_row_by_row(canvas)
        canvas.drawString(150, 740, "甲乙两组病人的比较研究及其长期随访结果的报告")
        canvas.drawString(
            60, 560, "以上两栏的资料来自同一所医院，统计时间为两年，失访的病人没有列入，结果仅供内部讨论之用"
        )

    lines = filled(drawn(tmp_path / "a.pdf", page))
    assert lines[0].startswith("甲乙两组")
    assert lines[-1].startswith("以上两栏")
    assert lines[1:-1] == [*LEFT, *RIGHT]


def test_text_between_two_parts_of_columns_keeps_its_place(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        columns_row_by_row(canvas, 780)
        canvas.drawString(60, 640, "这一行横跨两栏，把上半页和下半页分开，上半页的两栏读完以后才读到它，然后读下半页")
        columns_row_by_row(canvas, 600)

    lines = filled(drawn(tmp_path / "a.pdf", page))
    assert lines[:16] == [*LEFT, *RIGHT]
    assert lines[17:] == [*LEFT, *RIGHT]


def test_the_short_cells_of_a_table_without_rules_are_read_along_their_rows(tmp_path: Path) -> None:
    rows = [(f"药物{n}", f"{i} mg", "每日一次") for i, n in enumerate("甲乙丙丁戊己庚", start=1)]

    def page(canvas: Canvas) -> None:
        for i, row in enumerate(rows):
            for x, cell in zip((60, 250, 400), row, strict=True):
                canvas.drawString(x, 700 - 15 * i, cell)

    assert [line.split() for line in filled(drawn(tmp_path / "a.pdf", page))] == [
        [name, *dose.split(), often] for name, dose, often in rows
    ]  # fmt: skip


def test_a_raised_figure_keeps_its_meaning(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        for words, size, rise in (("血小板低于 50×10", 10, 0), ("9", 6, 4), ("/L 时停药。", 10, 0), ("12", 6, 4)):
            text.setFont(FONT, size)
            text.setRise(rise)
            text.textOut(words)
        canvas.drawText(text)

    assert filled(drawn(tmp_path / "a.pdf", page)) == ["血小板低于 50×10^9/L 时停药。[12]"]


@pytest.fixture
def guideline(tmp_path: Path) -> SourceText:
    return read(write_pdf(tmp_path / "规范.pdf"))


def test_the_largest_type_on_the_first_page_is_the_title(guideline: SourceText) -> None:
    assert guideline.title == TITLE


def test_headings_are_known_by_their_type_and_number(guideline: SourceText) -> None:
    assert [b.section[-1] for b in structure(guideline)] == [
        TITLE, "1 概述", "1.1 定义", "1.2 测量", "2 治疗", "2.1 降压目标", "2.2 起始用药", "2.2 起始用药",
        "3 随访", "3.1 转诊", "3.2 生活方式",
    ]  # fmt: skip


def test_running_headers_and_page_numbers_of_two_pages_are_no_text(guideline: SourceText) -> None:
    text = "".join(p.text for p in passages("doc", structure(guideline)))
    assert "青川县卫生健康局" not in text
    assert "第 1 页" not in text
    assert "第 2 页" not in text
    assert "青川县卫生健康局" in guideline.text


def test_a_ruled_table_keeps_its_rows_and_heads(guideline: SourceText) -> None:
    (table,) = [p for p in passages("doc", structure(guideline)) if p.kind is Kind.TABLE]
    assert table.title == "表 1 常用降压药的剂量"
    rows = [squeeze(line) for line in table.text.split("\n") if line.startswith("|") and "---" not in line]
    assert rows == [f"|{'|'.join(map(squeeze, row))}|" for row in ROWS]


def test_the_place_of_a_sentence_is_its_own_section(guideline: SourceText) -> None:
    sentence = "80 岁以上的老年患者，降压目标为低于 150/90 mmHg。"
    (passage,) = [p for p in passages("doc", structure(guideline)) if sentence in p.text]
    assert passage.section_of(sentence)[-1] == "2.1 降压目标"


def test_printed_page_numbers_are_shown_beside_the_physical_ones(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, 700, f"{'甲乙丙'[number - 231]}组病人的治疗结果与结局见下文所述。")
            canvas.drawString(290, 30, f"- {number} -")

        return draw

    source = drawn(tmp_path / "a.pdf", page(231), page(232), page(233))
    assert [p.label for p in source.pages] == [f"第 {230 + i} 页（文件第 {i} 页）" for i in (1, 2, 3)]


def test_a_footnote_that_stands_on_every_page_is_text(tmp_path: Path) -> None:
    def page(words: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, 700, words)
            canvas.drawString(60, 40, "a 肾功能不全者减量")

        return draw

    source = drawn(tmp_path / "a.pdf", page("第一页的正文a在这里。"), page("第二页的正文a在这里。"))
    assert source.running == frozenset()


def test_a_frame_around_text_is_no_table(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(40, 600, 500, 150)
        canvas.drawString(60, 700, "框里的文字是一段说明，不是表格。")

    assert filled(drawn(tmp_path / "a.pdf", page)) == ["框里的文字是一段说明，不是表格。"]


def three_lines(canvas: Canvas, ys: tuple[float, float, float]) -> None:
    for y in ys:
        canvas.line(50, y, 500, y)


def test_a_table_with_three_rules_and_no_uprights_keeps_its_rows(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(200, 730, "表 1 甲乙两药的比较")
        three_lines(canvas, (720, 695, 600))
        rows = (
            (704, ("药物", "剂量", "不良反应")),
            (675, ("甲药", "每次 5 mg，每日一次", "水肿，")),
            (662, ("", "老年人减半", "头痛")),
            (635, ("乙药", "每次 20 mg", "干咳")),
        )
        for y, cells in rows:
            for x, cell in zip((60, 200, 400), cells, strict=True):
                canvas.drawString(x, y, cell)
        canvas.drawString(60, 580, "表下面的正文在这里，与表格没有关系。")

    source = drawn(tmp_path / "a.pdf", page)
    assert filled(source) == [
        "表 1 甲乙两药的比较",
        "| 药物 | 剂量 | 不良反应 |", "| --- | --- | --- |",
        "| 甲药 | 每次 5 mg，每日一次老年人减半 | 水肿，头痛 |", "| 乙药 | 每次 20 mg | 干咳 |",
        "表下面的正文在这里，与表格没有关系。",
    ]  # fmt: skip


def test_three_rules_around_running_text_are_no_table(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        three_lines(canvas, (720, 695, 600))
        canvas.drawString(60, 704, "摘要")
        for i in range(3):
            canvas.drawString(
                60, 675 - 15 * i, f"第{i}行的文字横贯整个页面，从左边一直写到右边，中间没有空处，也没有栏目"
            )

    assert len(filled(drawn(tmp_path / "a.pdf", page))) == 4
    assert "|" not in drawn(tmp_path / "b.pdf", page).text


@pytest.mark.parametrize("name_at", [662, 668], ids=["middle line", "between lines"])
def test_a_table_whose_rows_cannot_be_told_apart_stays_text(tmp_path: Path, name_at: float) -> None:
    def page(canvas: Canvas) -> None:
        three_lines(canvas, (720, 695, 560))
        canvas.drawString(60, 704, "药物")
        canvas.drawString(300, 704, "剂量")
        for name, at in (("甲药", name_at), ("乙药", name_at - 45)):
            canvas.drawString(60, at, name)
        for i, words in enumerate(("开始 5 mg", "以后 10 mg", "最多 20 mg", "开始 1 mg", "以后 2 mg", "最多 4 mg")):
            canvas.drawString(300, 675 - 13 * i - (6 if i > 2 else 0), words)

    assert "|" not in drawn(tmp_path / "a.pdf", page).text


def test_a_sentence_that_begins_several_pages_is_text(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, 780, f"甲组有 {number} 例，乙组有 {number + 3} 例。")
            canvas.drawString(60, 700, f"{'甲乙丙丁'[number - 1]}组的其他情况。")

        return draw

    assert drawn(tmp_path / "a.pdf", *map(page, (1, 2, 3, 4))).running == frozenset()


def test_only_the_line_at_the_edge_is_a_running_one(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(60, 810, "高血压管理规范")
        canvas.drawString(60, 500, "高血压管理规范")

    source = drawn(tmp_path / "a.pdf", page, page)
    assert sorted(source.running) == [1, 4]
