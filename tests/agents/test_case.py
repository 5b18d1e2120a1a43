"""The values of a conversation's patient after a message."""

import pytest

from agents.case import Case, changes, continued_case
from agents.extraction import extract

FIRST = "男，70岁，体重72kg，肌酐97μmol/L"


def after(text: str, first: str = FIRST) -> Case:
    return continued_case(extract(first), extract(text), first, text)


def value(case: Case, name: str) -> str:
    return str(case.extraction.values[name].raw["value"])


def test_a_value_is_replaced_and_the_change_told() -> None:
    case = after("肌酐120μmol/L")
    assert value(case, "creatinine") == "120"
    assert changes(extract(FIRST).values, case.extraction.values) == ("血肌酐：“肌酐97μmol/L”→“肌酐120μmol/L”",)
    assert case.text == f"{FIRST}\n肌酐120μmol/L"


def test_a_value_that_is_void_is_not_used() -> None:
    case = after("体重作废")
    assert "weight" not in case.extraction.values
    assert changes(extract(FIRST).values, case.extraction.values) == ("体重：“体重72kg”不再使用",)


def test_a_correction_without_a_name_is_of_the_only_value_with_its_unit() -> None:
    assert value(after("更正，是65kg"), "weight") == "65"


@pytest.mark.parametrize("text", ["写错了，应该是2.4g/L", "更正，是18个月"])
def test_a_correction_of_nothing_known_is_asked_about(text: str) -> None:
    assert after(text).unread == text


@pytest.mark.parametrize("text", ["谢谢", "那怎么办？", "改成10mg可以吗", "肌酐120μmol/L"])
def test_what_corrects_nothing_is_not_asked_about(text: str) -> None:
    assert after(text).unread == ""


def test_an_exchanged_number_is_read_again() -> None:
    case = after("不是97，是179", "男，70岁，肌酐97μmol/L")
    assert value(case, "creatinine") == "179"
    assert case.text.startswith("男，70岁，肌酐179μmol/L")


@pytest.mark.parametrize(
    ("text", "creatinine"),
    [("今天又升到180μmol/L", "180"), ("复查，降到90μmol/L", "90"), ("两周后升至210μmol/L，还没透析", "210"), ("透析后降到150μmol/L", "150")],
)  # fmt: skip
def test_a_course_without_a_name_goes_on_with_the_value_of_its_unit(text: str, creatinine: str) -> None:
    assert value(after(text), "creatinine") == creatinine


def test_a_course_of_something_else_changes_nothing() -> None:
    assert value(after("尿酸升到480μmol/L"), "creatinine") == "97"


def test_a_baseline_stays_where_a_course_goes_on() -> None:
    case = after("又升到372μmol/L", "基础肌酐76μmol/L，昨天166μmol/L")
    assert (value(case, "creatinine_baseline"), value(case, "creatinine")) == ("76", "372")


def test_of_light_chains_asked_how_far_they_fell_the_earlier_is_the_value_before() -> None:
    first = "λ 3000mg/L，κ 10mg/L"
    fallen = after("两周后λ 1200mg/L，κ 9mg/L，降了多少", first)
    assert (value(fallen, "flc_involved_before"), value(fallen, "flc_involved_now")) == ("3000", "1200")
    assert "flc_involved_before" not in after("λ 1200mg/L，κ 9mg/L，比值多少", first).extraction.values


@pytest.mark.parametrize(
    ("first", "text", "name", "number"),
    [
        (FIRST, "看错了，是80岁不是70岁，其他不变", "age", "80"), (FIRST, "把79看成97了", "creatinine", "79"), (FIRST, "97应为79", "creatinine", "79"),
        ("男，70岁，体重110kg，肌酐97μmol/L", "体重打错了，是110斤不是110公斤", "weight", "55"),
        ("β2-MG 4.1mg/L，白蛋白33g/L", "β2-MG那管标本拿错了，重新测的是6.2mg/L", "b2m", "6.2"),
    ],
)  # fmt: skip
def test_a_correction_either_way(first: str, text: str, name: str, number: str) -> None:
    found = after(text, first).extraction.values[name].raw
    assert isinstance(found, dict)
    assert float(found["value"]) * (0.5 if found["unit"] == "斤" else 1) == float(number)


def test_a_course_without_a_unit_goes_on_with_the_one_value_that_is_known() -> None:
    assert value(after("后来复查掉到48了，现在剂量呢？", "CrCl 65ml/min，来那度胺要减吗"), "crcl") == "48"
    assert value(after("又升到3.1", "血钙2.8mmol/L"), "calcium") == "3.1"


def test_a_course_that_may_be_of_several_values_is_not_read_past() -> None:
    case = after("后来复查掉到48了，现在呢？")
    assert case.unread
    assert value(case, "creatinine") == "97"
