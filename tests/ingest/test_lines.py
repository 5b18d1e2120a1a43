"""The role of each line of a plain page."""

import pytest

from corpus.types import Page
from ingest.lines import LineKind, Sorted, sort_lines

FOOTNOTES = ["a 请见他页。", "b 另有说明。"]


def roles(text: str) -> list[LineKind]:
    return [item.kind for item in sorted_lines(text)]


def sorted_lines(text: str, dropped: frozenset[int] = frozenset()) -> tuple[Sorted, ...]:
    return sort_lines(Page(1, 1, tuple(text.split("\n"))), dropped)


@pytest.mark.parametrize(
    ("before", "line", "after", "kind"),
    [
        ("", "骨髓检查", "取髂骨一处的骨髓，做形态学检查和流式细胞术。", LineKind.HEADING),
        ("上文到此结束。", "骨髓检查", "取髂骨一处的骨髓，做形态学检查和流式细胞术。", LineKind.HEADING),
        ("", "剂量和给药：", "甲药每天一次。", LineKind.HEADING),
        ("", "这一行在窄栏里折行没有写完所以", "下一行同样长而句子还在继续写下", LineKind.CONTINUED),
        ("", "有逗号，不是标题", "取髂骨一处的骨髓，做形态学检查和流式细胞术。", LineKind.CONTINUED),
        ("", "什么是抗体？抗体是一种蛋白", "取髂骨一处的骨髓，做形态学检查和流式细胞术。", LineKind.CONTINUED),
        ("", "什么是抗体？", "抗体是一种蛋白，由浆细胞产生，能够识别外来的东西。", LineKind.HEADING),
        ("", "句子。", "取髂骨一处的骨髓，做形态学检查和流式细胞术。", LineKind.CONTINUED),
        ("", ">60 mL/min", "取髂骨一处的骨髓，做形态学检查和流式细胞术。", LineKind.CONTINUED),
        ("", "2.1 剂量", "每天一次。", LineKind.NUMBERED),
        ("", "3 随访与管理 每月一次", "每天一次。", LineKind.NUMBERED),
        ("", "3 个月后复查", "每天一次。", LineKind.CONTINUED),
        ("", "3 为单据、记录、", "准备文件夹。", LineKind.CONTINUED),
        ("这一行很长而且没有写完，句子要在下一行才继续下去，数字是", "30 骨髓瘤患者", "每天。", LineKind.CONTINUED),
        ("上文到此结束。", "2.4 PET/CT", "每天一次。", LineKind.NUMBERED),
        ("上文到此结束。", "2.1 X线检查", "每天一次。", LineKind.NUMBERED),
        ("上文到此结束。", "1.8 Gy", "每天一次。", LineKind.CONTINUED),
        ("这一行没有写完", "2.4 PET/CT", "每天一次。", LineKind.CONTINUED),
        ("", "• 甲药", "• 乙药", LineKind.BULLET),
        ("", "◊ 甲药", "◊ 乙药", LineKind.BULLET),
        ("", "（1）甲药", "（2）乙药", LineKind.BULLET),
        ("", "1.5 mg 每天", "每天一次。", LineKind.CONTINUED),
        ("", "表3 各药的剂量", "药 剂量", LineKind.TABLE_TITLE),
        ("", "续表 3", "药 剂量", LineKind.TABLE_TITLE),
        ("", "表3中的剂量是每月一次。", "药 剂量", LineKind.CONTINUED),
        ("", "检查 » 血液检查", "每天一次。", LineKind.CHAPTER),
        ("", "1. Smith J, Li K. A trial of one drug. Blood 2020;1:2-3.", "每天", LineKind.REFERENCE),
        ("", "Smith J, Li K. A trial of one drug. Blood 2020;1:2-3.", "每天", LineKind.REFERENCE),
    ],
)  # fmt: skip
def test_role(before: str, line: str, after: str, kind: LineKind) -> None:
    text = "\n".join([*([before, ""] if before else []), line, after, "其余的正文写在这里，一行又一行，没有什么特别。"])
    assert {item.text: item.kind for item in sorted_lines(text)}[line] is kind


def test_footnotes_need_company() -> None:
    assert roles("\n".join(FOOTNOTES)) == [LineKind.FOOTNOTE] * 2
    assert LineKind.FOOTNOTE not in roles("正文\nx 染色体上的变化\n正文")


def test_a_footnote_in_english_is_a_reference() -> None:
    lines = [*FOOTNOTES, "c Smith J, Li K, Wu Q. A trial of one drug. Blood 2020;1:2-3."]
    assert roles("\n".join(lines))[-1] is LineKind.REFERENCE


def test_a_page_of_references_holds_nothing_else() -> None:
    references = [f"{n}. Smith J, Li K. Trial number {n} of a drug. Blood 2020;1:{n}." for n in range(1, 8)]
    assert set(roles("\n".join(["参考文献", *references]))) == {LineKind.REFERENCE}


def test_a_dropped_line_is_a_break() -> None:
    assert [item.kind for item in sorted_lines("甲\n页眉\n乙", frozenset([2]))][1] is LineKind.BREAK


def test_an_empty_line_means_nothing_where_every_line_has_one() -> None:
    spaced = sorted_lines("\n\n".join(f"第{c}行的文字在这里还没有写完" for c in "一二三四五六"))
    assert [item.gap for item in spaced if item.text] == [True, *[False] * 5]


@pytest.mark.parametrize(
    ("line", "heading"),
    [("治疗方案a", "治疗方案"), ("治疗方案a-d", "治疗方案"), ("治疗方案：", "治疗方案"), ("2.1 剂量 每天", "2.1 剂量")],
)
def test_a_heading_is_named_without_marks(line: str, heading: str) -> None:
    item = sorted_lines(f"{line}\n取髂骨一处的骨髓，做形态学检查和流式细胞术。")[0]
    assert item.heading == heading
