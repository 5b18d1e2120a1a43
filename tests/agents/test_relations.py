"""Inputs that follow from others."""

import pytest

from agents.extraction import extract


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("以前肌酐82μmol/L，这次查145μmol/L", "creatinine_baseline", "82"), ("肌酐：入院（5天前）76μmol/L，今日170μmol/L", "creatinine_baseline", "76"),
        ("受累λ游离轻链：入院时2400mg/L，今天960mg/L", "flc_involved_before", "2400"), ("受累λ游离轻链：入院时2400mg/L，今天960mg/L", "flc_involved_now", "960"),
        ("SPD前后均为0", "spd_nadir", "0"), ("SPD前后均为0", "spd_current", "0"),
    ],
)  # fmt: skip
def test_an_input_that_follows(text: str, name: str, value: str) -> None:
    assert extract(text).values[name].raw["value"] == value


@pytest.mark.parametrize(
    "text", ["上周肌酐282μmol/L，这次查145μmol/L", "5年前肌酐82μmol/L，这次查145μmol/L", "肌酐145μmol/L"]
)
def test_no_baseline_of_creatinine(text: str) -> None:
    assert "creatinine_baseline" not in extract(text).values


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("上次Hb 118g/L，本次92g/L", "118"), ("半年前Hb 118g/L，今天Hb 92g/L", "118"), ("2025-01 Hb 118g/L，2025-06 Hb 92g/L", "118"), ("上次Hb 118g/L，上上次Hb 130g/L，本次92g/L", None), ("本次Hb 92g/L", None),
    ],
)  # fmt: skip
def test_an_earlier_haemoglobin(text: str, before: str | None) -> None:
    found = extract(text).values.get("hb_before")
    assert (found and found.raw["value"]) == before
