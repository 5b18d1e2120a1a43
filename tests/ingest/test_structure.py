"""Blocks with their section paths, tables with their titles, footnotes with their page."""

from pathlib import Path

import pytest

from corpus.types import Kind
from ingest.plain import read_plain
from ingest.read import read
from ingest.source_text import paged
from ingest.split import passages
from ingest.structure import Block, page_titles, structure

LONG = "取髂骨一处的骨髓，做形态学检查和流式细胞术，并送遗传学检查。"
CONTENTS = "初始检查 (MYEL-1)\n分期系统 (MYEL-A)\n支持治疗： \n 肾病 (MYEL-J)"


def blocks(*pages: str) -> tuple[Block, ...]:
    return structure(paged(list(pages)))


def text_of(block: Block) -> str:
    return "\n".join(line.text for line in block.lines)


def section_of(word: str, *pages: str) -> tuple[str, ...]:
    return next(block.section for block in blocks(*pages) if word in text_of(block))


@pytest.mark.parametrize(
    ("page", "word", "section"),
    [
        (f"1 概述\n\n{LONG}", "取髂骨", ("1 概述",)),
        (f"2 诊断\n\n2.1 影像\n\n{LONG}", "取髂骨", ("2 诊断", "2.1 影像")),
        (f"2 诊断\n\n2.1 影像\n\n2.1.1 平片\n\n{LONG}", "取髂骨", ("2 诊断", "2.1 影像", "2.1.1 平片")),
        (f"2 诊断\n\n2.1 影像\n\n3 治疗\n\n{LONG}", "取髂骨", ("3 治疗",)),
        (f"3 药物\n\n4.1 甲药\n\n{LONG}", "取髂骨", ("4.1 甲药",)),
        (f"2 诊断\n\n骨髓检查\n\n{LONG}", "取髂骨", ("2 诊断", "骨髓检查")),
        (f"检查 » 血液检查\n\n{LONG}", "取髂骨", ("检查", "血液检查")),
    ],
    ids=["numbered", "second level", "third level", "next chapter", "lost parent", "heading", "chapter"],
)
def test_section(page: str, word: str, section: tuple[str, ...]) -> None:
    assert section_of(word, page) == section


@pytest.mark.parametrize(
    ("end", "section"),
    [("这一句到下一页还没有写完，因为", ("骨髓检查",)), ("这一句写完了。", ())],
    ids=["within a sentence", "after a sentence"],
)
def test_a_heading_holds_on_the_next_page_if_the_sentence_goes_on(end: str, section: tuple[str, ...]) -> None:
    assert section_of("第二页", f"骨髓检查\n\n{LONG}{end}", "第二页的文字从这里继续写到句号为止。") == section


CHART = "甲病的治疗 (MYEL-G)\n\n老年患者的药物a-d\n\n首选方案\n• 甲药/乙药/丙药（1 类推荐）\n\n其他推荐方案\n• 丁药\n\n停药之后\n\n首选方案\n• 戊药\n"


@pytest.mark.parametrize(
    ("word", "section"),
    [
        ("甲药", ("老年患者的药物", "首选方案")),
        ("丁药", ("老年患者的药物", "其他推荐方案")),
        ("戊药", ("老年患者的药物", "停药之后", "首选方案")),
    ],
)
def test_a_category_of_recommendation_stands_under_the_title_of_its_chart(word: str, section: tuple[str, ...]) -> None:
    assert section_of(word, CHART) == section


def test_the_title_of_a_chart_ends_the_footnotes_before_it() -> None:
    notes = "a 说明甲药怎样使用。\nb 说明乙药怎样使用。\n\n老年患者的药物a,b-d\n\n首选方案\n• 甲药\n"
    first, second = passages("doc", blocks(notes))
    assert (first.kind, "老年患者" in first.text) == (Kind.FOOTNOTE, False)
    assert (second.section, second.text.startswith("老年患者")) == (("老年患者的药物",), True)


def test_numbered_sections_hold_over_pages() -> None:
    assert section_of("第二页", f"2 诊断\n\n{LONG}", "第二页的文字。") == ("2 诊断",)


def test_a_table_keeps_its_title() -> None:
    found = blocks(f"{LONG}\n\n表1 两种药的剂量\n药 剂量\n甲 1 mg\n乙 2 mg\n\n2 随访\n\n{LONG}")
    table = next(block for block in found if block.kind is Kind.TABLE)
    assert table.title == "表1 两种药的剂量"
    assert "乙 2 mg" in text_of(table)
    assert LONG not in text_of(table)


def test_every_passage_of_a_table_keeps_its_title() -> None:
    rows = "\n".join(f"药物{n} 用法{n} 每月一次，静脉注射，时间不少于十五分钟" for n in range(60))
    made = passages("doc", blocks(f"表1 许多药的剂量\n药 用法\n{rows}"))
    assert len(made) > 2
    assert {(p.kind, p.title) for p in made} == {(Kind.TABLE, "表1 许多药的剂量")}


def test_a_title_on_two_lines_is_put_together() -> None:
    assert blocks("指南 2\n各种药物\n\n甲 乙\n丙 丁")[0].title == "指南 2 各种药物"


def test_footnotes_stay_with_their_page() -> None:
    found = blocks(f"{LONG}\na 请见他页。\nb 另有说明。", "第二页。\na 别的说明。\nb 又一条。")
    notes = [(block.page, text_of(block)) for block in found if block.kind is Kind.FOOTNOTE]
    assert notes == [(1, "a 请见他页。\nb 另有说明。"), (2, "a 别的说明。\nb 又一条。")]


def test_references_are_marked_page_by_page() -> None:
    drugs = ("lenalidomide", "bortezomib", "daratumumab")
    one, two, three = (
        "\n".join(f"{n}. Smith J, Li K. Trial {n} of {drug}. Blood 2020;1:{n}." for n in range(1, 9)) for drug in drugs
    )
    found = blocks(f"{LONG}\n\n{one}", two, f"{three}\n\n{LONG}")
    kinds = [Kind.TEXT, Kind.REFERENCE, Kind.REFERENCE, Kind.REFERENCE, Kind.TEXT]
    assert [block.kind for block in found] == kinds


def test_titles_come_from_the_table_of_contents() -> None:
    titles = page_titles(paged([CONTENTS]).pages)
    assert titles == {"MYEL-1": "初始检查", "MYEL-A": "分期系统", "MYEL-J": "支持治疗： 肾病"}


def test_a_coded_page_has_its_title_as_section_and_its_code_not_as_text() -> None:
    found = blocks(CONTENTS, f"MYEL-A\n1/2\n{LONG}")
    last = found[-1]
    assert (last.section, last.page_label) == (("MYEL-A 1/2 分期系统",), "MYEL-A 1/2")
    assert text_of(last) == LONG


def test_a_page_without_text_gives_no_block() -> None:
    assert blocks("", "\n \n", "　") == ()


def test_an_empty_text_gives_no_block() -> None:
    assert structure(read_plain("")) == ()


def test_sections_of_the_numbered_originals(originals: Path) -> None:
    (path,) = originals.glob("004_*.txt")
    sections = {block.section for block in structure(read(path))}
    assert all(child.startswith(parent.split(" ")[0] + ".") for parent, child in (s for s in sections if len(s) == 2))
    assert ("1 蛋白酶抑制剂（PI）", "1.1 硼替佐米") in sections


def test_tables_of_the_bone_guideline_have_their_titles(originals: Path) -> None:
    (path,) = originals.glob("003_*.txt")
    titles = {block.title[:2] for block in structure(read(path)) if block.kind is Kind.TABLE}
    assert titles == {"表1", "表2", "表3"}
