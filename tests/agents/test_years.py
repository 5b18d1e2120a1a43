"""Dates told without a year find their place among those with one."""

import pytest

from agents.extraction import extract

NOTE = "2025-03-11入院。2022年1月体检Scr 79μmol/L、体重67kg。{}：体重60kg，Scr 118μmol/L"


def creatinine(text: str) -> str:
    return str(extract(text).values["creatinine"].raw["value"])


@pytest.mark.parametrize("day", ["3月25日", "3月9日", "4/2", "3月25号"])
def test_a_date_without_year_is_of_the_year_of_the_admission(day: str) -> None:
    found = extract(NOTE.format(day))
    assert (found.values["creatinine"].raw["value"], found.values["weight"].raw["value"]) == ("118", "60")
    assert found.contradictions == ()


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-20住院，Scr 79μmol/L。1月5日复查结果Scr 118μmol/L",
        "2023年5月外院Scr 79μmol/L。9月10日：Scr 118μmol/L",
        "2025-05-10门诊Scr 118μmol/L。4月25日外院Scr 79μmol/L",
    ],
)
def test_the_nearest_year_is_taken(text: str) -> None:
    assert creatinine(text) == "118"
    assert extract(text).contradictions == ()


@pytest.mark.parametrize(
    "text",
    [
        "2022年8月体检Scr 79μmol/L。3月25日：Scr 118μmol/L",
        "2024-01-05门诊Scr 79μmol/L。9月10日：Scr 118μmol/L",
        "12月20日：Scr 79μmol/L。1月5日：Scr 118μmol/L",
    ],
)
def test_values_whose_order_nobody_can_tell_are_asked_about(text: str) -> None:
    assert any("肌酐" in c for c in extract(text).contradictions)


def test_a_date_of_birth_tells_nothing_of_the_note() -> None:
    assert creatinine("1955-03-01出生。3月2日Scr 79μmol/L，4月1日Scr 118μmol/L") == "118"
