"""When a value was measured."""

import pytest

from agents.extraction import extract


def value(text: str, name: str = "creatinine") -> str | None:
    found = extract(text).values.get(name)
    return found.raw["value"] if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年体检肌酐80μmol/L。现转科，肌酐178μmol/L", "178"), ("肌酐178μmol/L。2019年体检肌酐80μmol/L", "178"), ("3月9日Scr 178μmol/L，3月2日Scr 80μmol/L", "178"),
        ("2年前尿潴留，当时肌酐一度升到298μmol/L，出院时84μmol/L。肌酐178μmol/L", "178"), ("血肌酐178μmol/L（3月前144μmol/L，5年前71μmol/L）", "178"),
        ("【既往门诊资料】肌酐120μmol/L。\n以下为今日门诊记录。肌酐178μmol/L", "178"), ("今日复查：Hb 90g/L；肌酐178μmol/L。肌酐120μmol/L", "178"),
        ("第二次住院（5月前）：诊断不明；肌酐120μmol/L。肌酐178μmol/L", "178"), ("肌酐：入院120，今晨178μmol/L", "178"), ("C2后：肌酐120μmol/L。C4后：肌酐178μmol/L", "178"), ("术前3天肌酐95，术后第1天肌酐160，术后第3天肌酐178μmol/L", "178"),
        ("肌酐从入院的456μmol/L，经3次血透后，降为178μmol/L", "178"), ("1月：Cr 120；4月：Cr 90；7月：Cr 178", "178"), ("门诊随访：1月：Cr 120；4月：Cr 178", "178"), ("急诊：Cr 120，输血后Cr 178；平时Cr 90左右", "178"), ("24年3月Cr 120，24年5月Cr 178", "178"), ("入院第1天Cr 120，第5天Cr 178", "178"), ("昨Cr 120，今Cr 178", "178"), ("D7 Cr 178，D1 Cr 120", "178"), ("3/5：Cr 120，3/12：Cr 178", "178"),
        ("去年体检：肌酐80μmol/L，同一天尿酸400。上周复查：肌酐178μmol/L", "178"),
    ],
)  # fmt: skip
def test_the_newest_value_counts(text: str, expected: str) -> None:
    assert value(text) == expected
    assert extract(text).contradictions == ()


@pytest.mark.parametrize("text", ["去年肌酐80μmol/L", "5年前体检肌酐71μmol/L", "去年肺炎时用过万古霉素，当时肌酐升到298μmol/L，后恢复"])  # fmt: skip
def test_a_value_of_long_ago_alone_is_asked_for_again(text: str) -> None:
    assert value(text) is None
    assert {f.input for f in extract(text).unclear} == {"creatinine"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("入院后查β2-MG 3.3mg/L。出院前复查β2-MG 2.1mg/L。补录初诊时R2-ISS", "3.3"), ("初诊时β2-MG 6.3mg/L。复查β2-MG 2.1mg/L。诊断时ISS几期？", "6.3"),
        ("初诊时β2-MG 6.3mg/L。复查β2-MG 2.1mg/L。", "2.1"), ("体检发现β2-MG 6.3mg/L。今日β2-MG 6.1mg/L", "6.1"),
    ],
)  # fmt: skip
def test_for_the_stage_at_diagnosis_the_values_of_that_time_count(text: str, expected: str) -> None:
    assert value(text, "b2m") == expected
