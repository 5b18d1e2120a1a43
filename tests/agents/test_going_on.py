"""A number without name and unit goes on the course before it only where that is sure."""

import pytest

from agents.extraction import extract


def value(text: str, name: str) -> str:
    return str(extract(text).values[name].raw["value"])


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("肌酐：入院180，复查150", "creatinine", "150"), ("肌酐 180，今天 150", "creatinine", "150"),
        ("肌酐：入院180，今天150，出院130", "creatinine", "130"), ("PLT：3月1日 45，3月8日 88", "platelets", "88"),
        ("血钙 3月1日 2.9，3月8日 2.4", "calcium", "2.4"), ("白蛋白 32（2025/3/1），28（2025/6/1）", "albumin", "28"),
        ("肌酐180μmol/L，今天150", "creatinine", "150"), ("既往肌酐80，昨天查200", "creatinine", "200"), ("上个月Hb 120，这个月95", "hb", "95"),
        ("尿M蛋白 1.2g/24h，4疗程后 0.3g", "current.urine_m", "0.3"), ("M蛋白：基线40g/L→C2后18→C4后11", "current.serum_m", "11"),
    ],
)  # fmt: skip
def test_a_later_bare_value_replaces_the_earlier(text: str, name: str, expected: str) -> None:
    assert value(text, name) == expected


def test_yesterday_behind_a_rise_is_not_passed_over() -> None:
    assert extract("既往肌酐80，近1周升至160，昨天查200").contradictions


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("血压150/90，肌酐 180，今天 150/90", "creatinine", "180"), ("Hb 80g/L，今天 36.5", "hb", "80"), ("肌酐180，今天70岁生日", "creatinine", "180"), ("血小板 45，复查 3 次", "platelets", "45"),
        ("肌酐 180，复查 12", "creatinine", "180"), ("肌酐 180，共 150", "creatinine", "180"), ("肌酐 180，今天 150 分钟", "creatinine", "180"),
    ],
)  # fmt: skip
def test_another_number_does_not(text: str, name: str, expected: str) -> None:
    assert value(text, name) == expected
