"""Windows of a rise, urine by weight, days after an operation."""

from typing import Any

import pytest

from agents.extraction import extract


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("肌酐5天内升到180μmol/L", "rise_within_7d", True), ("肌酐48小时内上升30μmol/L", "rise_within_48h", True), ("肌酐170μmol/L，升高在7天内", "rise_within_7d", True),
        ("尿量1.1ml/kg/h", "urine_ml_kg_h", 1.1), ("近24h尿量按体重1.1ml/kg/h", "urine_hours", 24), ("术后3周", "days_since_surgery", 21),
    ],
)  # fmt: skip
def test_an_interval(text: str, name: str, value: object) -> None:
    assert said(text)[name] == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("肌酐3周内升到180μmol/L", "rise_within_7d"), ("肌酐5天内升到180μmol/L", "rise_within_48h"), ("体温3天内升高", "rise_within_7d"), ("术后9年", "days_since_surgery"),
    ],
)  # fmt: skip
def test_what_says_nothing_of_it(text: str, name: str) -> None:
    assert name not in said(text)


@pytest.mark.parametrize(
    ("text", "within_48h", "within_7d"),
    [
        ("肌酐3天前90μmol/L，今天200μmol/L", False, True), ("肌酐2天前90μmol/L，现200μmol/L", True, True), ("肌酐10天前90μmol/L，今天200μmol/L", False, False), ("3天前肌酐90μmol/L。", False, False),
    ],
)  # fmt: skip
def test_a_rise_since_an_earlier_value(text: str, within_48h: bool, within_7d: bool) -> None:
    found = extract(text).values
    assert ("rise_within_48h" in found, "rise_within_7d" in found) == (within_48h, within_7d)
