"""Names misspelt by sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.fold import fold
from agents.spelling import corrected, misspelt


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("来那渡胺怎么吃", "来那度胺怎么吃"), ("蓬替佐米", "硼替佐米"), ("基酐178", "肌酐178"), ("白旦白30", "白蛋白30"), ("沙力度胺", "沙利度胺"),
        ("雪钙2.6", "血钙2.6"), ("达雷妥油单抗", "达雷妥尤单抗"), ("肌酐清初率", "肌酐清除率"), ("泊码度胺", "泊马度胺"),
    ],
)  # fmt: skip
def test_a_word_that_sounds_like_a_name_is_that_name(text: str, right: str) -> None:
    assert corrected(fold(text)).text == right


@pytest.mark.parametrize(
    "text",
    [
        "博来霉素",
        "基因",
        "患者骨痛",
        "今天来那边",
        "地面",
        "我要去外地",
        "化疗",
        "龦龧",
        "",
        "来那度胺",
        "机酐",
        "ＶＲＤ",
    ],
)
def test_words_and_known_names_stay(text: str) -> None:
    assert misspelt(text) == ()


def test_a_mended_name_keeps_its_place_in_the_original() -> None:
    folded = corrected(fold("口服　来那渡胺　１０ｍｇ"))
    start = folded.text.index("来那度胺")
    assert folded.quote(start, start + 4) == "来那渡胺"


def test_characters_without_a_sound_do_not_move_the_others() -> None:
    assert misspelt("\u9fef\u9ff0来那渡胺") == ((2, "来那渡胺", "来那度胺"),)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40))
def test_mending_keeps_length_and_is_done_once(text: str) -> None:
    once = corrected(fold(text))
    assert len(once.text) == len(fold(text).text)
    assert corrected(fold(once.text)).text == once.text
