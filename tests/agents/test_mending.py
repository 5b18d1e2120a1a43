"""Quotations for reading."""

import pytest

from agents.mending import mended, two_columns


@pytest.mark.parametrize(
    ("text", "reading"),
    [("-3", "-3"), ("+1", "+1"), ("- 甲药", "甲药"), ("– 甲药", "甲药"), ("• -3 分", "-3 分"), ("* 甲药", "甲药")],
)
def test_a_sign_before_a_number_is_no_mark_of_a_list(text: str, reading: str) -> None:
    assert mended(text) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("种类 用法 剂量", "种类 用法 剂量"),
        ("第一代 双膦\n酸盐 ；口服", "第一代 双膦酸盐；口服"),
        ("敏感 度（ 高）", "敏感 度（高）"),
    ],
)
def test_cells_of_a_row_stay_apart(text: str, reading: str) -> None:
    assert mended(text, row=True) == reading


def test_values_stand_behind_the_bullets_they_belong_to() -> None:
    assert mended("激素 • 常用量 • 大剂量 +1 +2", row=True) == "激素：常用量 +1；大剂量 +2"
    assert mended("激素 • 常用量 • 大剂量 +1", row=True) == "激素 • 常用量 • 大剂量 +1"


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("甲药每日一次 • 乙药每周一次，或", "甲药每日一次 ｜ 乙药每周一次，或"),
        ("甲项评分总分为低者 甲项评分总分为高者", "甲项评分总分为低者 ｜ 甲项评分总分为高者"),
        ("甲药每日一次 乙药每周一次", "甲药每日一次 乙药每周一次"),
        ("甲药 3 mg 或甲药 3 mg", "甲药 3 mg 或甲药 3 mg"),
    ],
)
def test_two_columns_side_by_side_have_a_bar_between_them(shown: str, told: str) -> None:
    assert two_columns(shown) == told


def test_a_bold_heading_that_runs_into_its_paragraph_is_parted_from_it() -> None:
    assert mended("**贫血** 药物无法缓解者可输血。") == "贫血：药物无法缓解者可输血。"
    assert mended("应 **立即** 处理") == "应立即处理"
