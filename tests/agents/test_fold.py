"""Folding: one form of every character and number, and the way back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.fold import fold

ANY = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ｈｂ　８６ｇ／Ｌ", "Hb 86g/L"), ("β₂微球蛋白", "β2微球蛋白"), ("㎎/㎗", "mg/dl"), ("Ⅲ期", "III期"),
        ("178µmol/L", "178μmol/L"), ("9×10⁹/L", "9x10^9/L"), ("10¹²/L", "10^12/L"), ("1.73m²", "1.73m2"), ("28–31", "28-31"),
        ("−5", "-5"), ("d1～4", "d1~4"), ("阳性（＋）", "阳性(+)"), ("٣٤岁", "34岁"),
    ],
)  # fmt: skip
def test_forms_of_characters_become_one(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "folded"), [("肌酐178¹", "肌酐178^1"), ("肌酐178①", "肌酐178^1 "), ("①Scr", "1 Scr"), ("2½kg", "2.5kg"), ("¾片", "0.75片")]
)  # fmt: skip
def test_a_raised_mark_is_no_digit_of_the_number_before_it(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("六十八岁", "68岁"), ("一百零八", "108"), ("一百二", "120"), ("一千二", "1200"), ("二百五十", "250"), ("一百四十三", "143"),
        ("五点六mg/L", "5.6mg/L"), ("二〇二四年", "2024年"), ("两周", "2周"), ("百分之六十", "60%"), ("百分之十五点五", "15.5%"),
        ("血小板十二万", "血小板12万"), ("两万三", "2.3万"), ("三万五千个", "3.5万个"), ("2万3", "2.3万"), ("一百二十斤", "120斤"),
        ("身高一米七五", "身高1.75米"), ("身高1米8", "身高1.8米"), ("身高1m65", "身高1.65m"), ("六十二公斤", "62公斤"), ("十毫克", "10毫克"),
    ],
)  # fmt: skip
def test_spoken_numbers_become_digits(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    "text", ["一三五来透析", "三药联合", "千万不要", "万一出血", "三分之一", "一般情况", "四肢", "不一致", "二线", "6十岁", "1.3mg/m2"]
)  # fmt: skip
def test_words_with_numerals_stay_words(text: str) -> None:
    assert fold(text).text == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("8,600/μL", "8600/μL"),
        ("125,000", "125000"),
        ("1，250", "1,250"),
        ("3,45", "3,45"),
        ("d1,8,15,22", "d1,8,15,22"),
    ],
)
def test_only_a_thousands_separator_joins_digits(text: str, folded: str) -> None:
    assert fold(text).text == folded


@pytest.mark.parametrize(
    ("text", "folded"), [("a \t b", "a b"), ("a  \n \n b", "a\nb"), ("肌\u200b酐\ufeff178", "肌酐178"), ("a\r\nb", "a\nb"), ("\u3000", " ")]
)  # fmt: skip
def test_white_space_is_one_character(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_run_of_digits_that_no_value_has_is_not_read() -> None:
    assert fold(f"肌酐{'1' * 5000}μmol/L").text == "肌酐…μmol/L"


@pytest.mark.parametrize(
    ("text", "piece", "quote"),
    [
        ("体重六十二公斤。", "62公斤", "六十二公斤"), ("Ｈｂ ８６ｇ／Ｌ", "86g/L", "８６ｇ／Ｌ"), ("㎎", "m", "㎎"),
        ("WBC 8,600/μL", "8600", "8,600"), ("肌酐 \t 178", " 178", " \t 178"), ("高一米七五吗", "1.75米", "一米七五"),
    ],
)  # fmt: skip
def test_a_folded_piece_is_quoted_as_it_was_written(text: str, piece: str, quote: str) -> None:
    folded = fold(text)
    start = folded.text.index(piece)
    assert folded.quote(start, start + len(piece)) == quote


def test_an_empty_span_at_the_end_has_a_place() -> None:
    assert fold("").span(0, 0) == (0, 0)
    assert fold("肌酐").span(2, 2)[0] == 2


@given(ANY)
def test_every_folded_character_has_its_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= i < len(text) for i in folded.offsets)


@given(st.text(st.characters(codec="utf-8", categories=["Lo", "Lu", "Ll", "Po"]), max_size=60))
def test_letters_fold_as_nfkc_does_character_by_character(text: str) -> None:
    plain = "".join(unicodedata.normalize("NFKC", c) for c in text if c not in "零〇一二两三四五六七八九十百千万米µ")
    folded = fold("".join(c for c in text if c not in "零〇一二两三四五六七八九十百千万米µ")).text
    assert "".join(folded.split()) == "".join(plain.replace("µ", "μ").split())


@given(st.integers(1, 9999))
def test_a_chinese_numeral_is_the_number_it_says(number: int) -> None:
    assert fold(f"{spoken(number)}岁").text == f"{number}岁"


def spoken(number: int) -> str:
    """1005 -> 一千零五, 12 -> 十二."""
    digits, text, gap = "零一二三四五六七八九", "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + unit
        gap = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


def test_what_is_taken_over_in_runs_is_in_its_one_form_already() -> None:
    plain = [chr(code) for code in (*range(0x21, 0x7F), 0x3001, 0x3002, *range(0x4E00, 0xA000))]
    assert [c for c in plain if not unicodedata.normalize("NFKC", c) == fold(c).text == c] == []
    assert {unicodedata.category(c) for c in plain}.isdisjoint({"Cf", "Nl", "No"})


@pytest.mark.parametrize(
    ("text", "folded"),
    [("血钙二点七一", "血钙2.71"), ("负1分", "-1分"), ("容量负荷", "容量负荷"), ("下午三点四十", "下午三点四十"), ("L3一处", "L3一处"), ("一米六五", "1.65米"), ("1米702", "1.702米")],
)  # fmt: skip
def test_spoken_numbers(text: str, folded: str) -> None:
    assert fold(text).text == folded
