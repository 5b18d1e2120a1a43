"""Where the treatment stands."""

from typing import Any

import pytest

from agents.extraction import extract


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("唑来膦酸打了7个月", 7), ("已用药满12个月", 12), ("满2年", 24), ("用了18月", 18), ("已经6个月", 6), ("用药十二个月", None), ("打了十二个月", 12), ("停用3个月", None),
        ("停药14个月", None), ("3个月前", None), ("", None),
    ],
)  # fmt: skip
def test_months_on_treatment(text: str, months: int | None) -> None:
    assert said(text).get("months_on_treatment") == months


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("疗效VGPR", "VGPR"), ("达sCR", "sCR"), ("已CR", "CR"), ("很好的部分缓解", "VGPR"), ("非常好的部分缓解", "VGPR"), ("严格意义的完全缓解", "sCR"), ("完全缓解", "CR"),
        ("部分缓解", "PR"), ("疾病进展", "PD"), ("未达CR", None), ("没到VGPR", None), ("未获得完全缓解", None), ("nCR", None), ("CRP 15", None), ("PRL", None), ("CR未评", "CR"),
    ],
)  # fmt: skip
def test_the_response_that_was_reached(text: str, code: str | None) -> None:
    assert said(text).get("response") == code


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("末次唑来膦酸2024-05-01", "last_dose_date", "2024-05-01"), ("上次打针2024年5月1日", "last_dose_date", "2024-05-01"), ("上次用药2024年5月1日", "last_dose_date", "2024-05-01"),
        ("拟2024.6.3拔牙", "procedure_date", "2024-06-03"), ("2024/12/3手术", "procedure_date", "2024-12-03"), ("2024-05-06肌酐178", "procedure_date", None),
        ("2024-05-06肌酐178", "last_dose_date", None),
    ],
)  # fmt: skip
def test_dates_of_doses_and_procedures(text: str, name: str, date: str | None) -> None:
    assert said(text).get(name) == date


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025-01-10行椎间盘切除融合术，2025-06-20起来那度胺", 161), ("2025-05-10行胆囊切除术，2025-06-20起来那度胺", None), ("拟2025-01-10行切除术，2025-06-20复查", None),
        ("2025-01-10骨髓穿刺术，2025-06-20起来那度胺", None),
    ],
)  # fmt: skip
def test_days_since_a_dated_operation(text: str, days: int | None) -> None:
    assert said(text).get("days_since_surgery") == days
