"""Lines that extraction broke."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.broken_lines import whole_lines

STARTS = re.compile(r"[•�|#]")


def joined(text: str) -> list[str]:
    return [line.text.replace("\n", "") for line in whole_lines(text, False, STARTS)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("• 未见脱髓鞘或非中度/\n高度怀疑", ["• 未见脱髓鞘或非中度/高度怀疑"]),
        ("以及不妨碍日常生活活\n动的人", ["以及不妨碍日常生活活动的人"]),
        ("骨髓瘤\n（无症状性）", ["骨髓瘤（无症状性）"]),
        ("评估（请参见\n另一页）", ["评估（请参见另一页）"]),
        ("重度不全 CL Cr\n<30 mL/min", ["重度不全 CL Cr<30 mL/min"]),
        ("考虑二次移植的\n最短时间。", ["考虑二次移植的最短时间。"]),
        ("高度怀疑\n• 感觉占主导", ["高度怀疑", "• 感觉占主导"]),
        ("疾病进展\n缓解或稳定", ["疾病进展", "缓解或稳定"]),
        ("到此为止。\n另起一行", ["到此为止。", "另起一行"]),
        ("如下：\n第一项", ["如下：", "第一项"]),
        ("| a | b |\n不是表格", ["| a | b |", "不是表格"]),
    ],
)
def test_a_line_goes_on_only_where_it_was_broken(text: str, lines: list[str]) -> None:
    assert joined(text) == lines


@given(st.text(st.sampled_from("甲乙活动，。（）•|#\n aB<3"), max_size=200), st.booleans())
def test_lines_are_literal_and_nothing_is_lost(text: str, table: bool) -> None:
    found = whole_lines(text, table, STARTS)
    assert all(text[line.start : line.start + len(line.text)] == line.text for line in found)
    assert "\n".join(line.text for line in found) == text
