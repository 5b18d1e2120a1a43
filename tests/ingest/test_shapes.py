"""The shapes of lines of a flattened table."""

import pytest

from ingest.shapes import cells, ends_in_value, is_category, is_heads, is_value, row_shaped


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("药物 用法 剂量", True),
        ("分组a 说明", True),
        ("程度 清除率 (Cockcroft-Gault CL", True),
        ("药物的用法和剂量", False),
        ("甲药 每天 5 mg", False),
        ("第二节 用法", False),
        ("摘 要", False),
        ("甲药，饭后 服用", False),
        ("分数b 的计算", False),
    ],
)
def test_column_heads_are_short_cells_in_words(line: str, heads: bool) -> None:
    assert is_heads(line) is heads


def test_a_space_between_chinese_words_parts_cells() -> None:
    assert cells("药物 用法 (每天) 剂量 mg") == ["药物", "用法 (每天)", "剂量 mg"]


@pytest.mark.parametrize(
    ("line", "row"),
    [("手术后 +2", True), ("轻度 减量", True), ("重度 <30", True), ("以及", False), ("LDH > 正常上限", False)],
)
def test_a_row_begins_with_a_label_and_a_cell(line: str, row: bool) -> None:
    assert row_shaped(line) is row


@pytest.mark.parametrize(("line", "value"), [("-3", True), ("+1", True), ("4.5", True), ("5 mg", False), ("甲", False)])
def test_a_bare_number_is_a_value(line: str, value: bool) -> None:
    assert is_value(line) is value
    assert ends_in_value(f"甲药 {line}") is value


@pytest.mark.parametrize(
    ("line", "named"),
    [("加分项", True), ("缓慢进展k,l", True), ("低剂量 +2", False), ("符合以下一项：", False), ("每天一次。", False)],
)
def test_a_few_words_alone_name_a_group_of_rows(line: str, named: bool) -> None:
    assert is_category(line) is named
