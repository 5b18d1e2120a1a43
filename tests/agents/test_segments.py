"""Clauses with their subject and their time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.fold import fold
from agents.segments import LONGEST, Period, Segment, segments


def clauses(text: str) -> tuple[Segment, ...]:
    return segments(fold(text))


def clause_with(text: str, words: str) -> Segment:
    return next(s for s in clauses(text) if words in s.text)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("男，68岁。体重60kg；身高170cm", ["男", "68岁", "体重60kg", "身高170cm"]),
        ("LDH 320U/L(参考120-250，偏高)，Hb 86g/L", ["LDH 320U/L(参考120-250,偏高)", "Hb 86g/L"]),
        ("肌酐(未查。白蛋白30", ["肌酐(未查", "白蛋白30"]),
        ("A\n\n B", ["A", "B"]),
        ("。。\n，", []),
    ],
)  # fmt: skip
def test_clauses_end_at_commas_and_stops_outside_brackets(text: str, pieces: list[str]) -> None:
    assert [s.text.strip() for s in clauses(text)] == pieces


@pytest.mark.parametrize(
    ("text", "words", "patient"),
    [
        ("患者男，其母亲有糖尿病", "糖尿病", False), ("老伴75岁，体重70kg。体重59kg", "70kg", False), ("老伴75岁，体重70kg。体重59kg", "59kg", True),
        ("邻床患者肌酐500", "500", False), ("同病房的病人体重80kg", "80kg", False), ("患者的母亲有糖尿病", "糖尿病", False),
        ("患者老伴65岁，肌酐70", "肌酐70", False), ("家族史：父亲糖尿病", "糖尿病", False), ("老伴65岁，患者68岁，体重60kg", "60kg", True),
        ("患者由女儿陪同入院，肌酐178", "178", True), ("儿子代诉肌酐178", "178", True), ("一位患者，肌酐178", "178", True),
        ("另一个患者，肌酐178", "178", True),
        ("大夫您好，我父亲72岁，肌酐178", "178", True), ("我妈75岁，49公斤", "49公斤", True), ("我母亲肌酐178，我父亲肌酐90", "90", False), ("患者男，我父亲肌酐90", "90", False), ("王奶奶肌酐90", "90", True),
    ],
)  # fmt: skip
def test_other_people_are_not_the_patient(text: str, words: str, patient: bool) -> None:
    assert clause_with(text, words).patient is patient


@pytest.mark.parametrize(
    ("text", "words", "period"),
    [
        ("初诊时肌酐90，现肌酐178", "90", Period.BASELINE), ("初诊时肌酐90，现肌酐178", "178", Period.NOW), ("肌酐178", "178", Period.UNSTATED),
        ("去年肌酐90", "90", Period.PAST), ("3个月前Hb 86", "86", Period.PAST), ("今天复查肌酐178，Hb 90", "Hb", Period.NOW),
        ("上周肌酐90。肌酐178", "178", Period.UNSTATED), ("肌酐178(上周150)", "178", Period.UNSTATED), ("治疗前M蛋白35", "35", Period.BASELINE),
        ("半年前肌酐100", "100", Period.PAST), ("停药前Ca 2.9", "2.9", Period.PAST), ("肌酐涨到246", "246", Period.NOW),
    ],
)  # fmt: skip
def test_time_words_hold_to_the_end_of_the_sentence(text: str, words: str, period: Period) -> None:
    assert clause_with(text, words).period is period


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("2024-05-06：肌酐178，Hb 90", "Hb", (2024, 5, 6)), ("2024年5月肌酐178", "178", (2024, 5, 0)), ("2024.5.6肌酐1，2025/1/2 Hb 8", "Hb", (2025, 1, 2)),
        ("2024-05-06肌酐178。Hb 90", "Hb", (0, 0, 0)),
    ],
)  # fmt: skip
def test_a_clause_has_the_last_date_said_in_its_sentence(text: str, words: str, date: tuple[int, int, int]) -> None:
    assert clause_with(text, words).date == date


def test_a_clause_without_end_is_cut_between_names() -> None:
    found = clauses("、".join(["骨盆骨折"] * 500))
    assert all(len(s.text) <= LONGEST for s in found)
    assert all(s.text.strip("、").startswith("骨盆") for s in found)


@given(st.text(max_size=200))
def test_clauses_are_pieces_of_the_text_in_order(text: str) -> None:
    folded = fold(text)
    found = segments(folded)
    assert all(s.text == folded.text[s.start : s.end] and s.text.strip() for s in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    kept = "".join(c for s in found for c in s.text if c.isalnum())
    assert kept == "".join(c for c in folded.text if c.isalnum())
