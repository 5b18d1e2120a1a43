"""Calendar arithmetic in months."""

import datetime as dt

import pytest

from tools.dates import plus_months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2024, 5, 31), -3, dt.date(2024, 2, 29)),
        (dt.date(2023, 5, 31), -3, dt.date(2023, 2, 28)),
        (dt.date(2023, 12, 15), 1, dt.date(2024, 1, 15)),
        (dt.date(2024, 1, 15), -1, dt.date(2023, 12, 15)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
    ],
)
def test_months_are_clamped_to_the_last_day(day: dt.date, months: int, expected: dt.date) -> None:
    assert plus_months(day, months) == expected
