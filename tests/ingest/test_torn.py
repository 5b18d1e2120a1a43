"""List items that text extraction tore."""

import pytest

from corpus.types import Page
from ingest.lines import sort_lines
from ingest.torn import goes_on, whole_bullets


def joined(text: str) -> list[str]:
    page = Page(1, 1, tuple(text.split("\n")))
    items = sort_lines(page, frozenset())
    return [b.text for a, b in zip(items, whole_bullets(items, page), strict=True) if a.gap and not b.gap]


@pytest.mark.parametrize(
    ("before", "line", "same"),
    [
        ("• 清除率", "<40 mL/min", True),
        ("• 白蛋白/肌酐 30 mg/", "mmol 以上", True),
        ("• 乙型肝炎检测和", "HIV 筛查", True),
        ("• 行骨髓活", "检", True),
        ("• 一线用药（每周", "两次）", True),
        ("• 每年复查。", "<40 mL/min", False),
        ("• 查血钙", "其他检查", False),
    ],
)
def test_what_certainly_goes_on(before: str, line: str, same: bool) -> None:
    assert goes_on(before, line) is same


def test_a_line_behind_a_full_one_goes_on_with_it() -> None:
    text = "• 每年下降的肾小球滤过率\n\n下降 >2 mL/min\n• 查尿蛋白\n• 查血钙"
    assert joined(text) == ["下降 >2 mL/min"]


def test_a_heading_and_an_introduction_begin_something_new() -> None:
    assert joined("• 查血钙和磷以及血镁各一次\n• 查尿\n\n治疗选择\n• 多饮水") == []
    assert joined("• 查血钙和磷以及血镁各一次\n\n如果有下列情况，则推迟\n活检：\n• 血小板低") == []


def test_the_next_lines_stay_with_the_item() -> None:
    assert joined("• 查血钙、\n\n磷和血镁\n\n另起一段") == ["磷和血镁"]


def test_sentences_among_items_that_are_none_begin_something_new() -> None:
    text = "• 稀释血液的药可以降低血栓的风险\n\n关节的疼痛很常见，建议用药。\n• 多饮水"
    assert joined(text) == []
    assert joined(text.replace("• 多饮水", "• 多饮水。")) == ["关节的疼痛很常见，建议用药。"]
