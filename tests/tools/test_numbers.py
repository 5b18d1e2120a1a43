from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.numbers import exact, rounded, show


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (3, Fraction(3)), (0.1, Fraction(1, 10)), (-2.5, Fraction(-5, 2)), ("3.50", Fraction(7, 2)),
        (" 7 ", Fraction(7)), ("1e-9", Fraction(1, 10**9)), (1e-9, Fraction(1, 10**9)), ("＋１２．５", None),
        ("１２.５", Fraction(25, 2)), (Decimal("0.3"), Fraction(3, 10)), (Fraction(1, 3), Fraction(1, 3)), (0, Fraction(0)),
        (10**30, Fraction(10**30)), ("1e30", Fraction(10**30)),
    ],
)  # fmt: skip
def test_numbers_are_read_exactly(raw: object, expected: Fraction | None) -> None:
    assert exact(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [True, False, None, "", "abc", "1,5", "5 mg", [], {}, float("nan"), float("inf"), "Infinity", "NaN", "1e31", "1e-31",
     10**31, -(10**31), 1e300, "1e999999999"],
)  # fmt: skip
def test_what_is_no_number(raw: object) -> None:
    assert exact(raw) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_text_float_and_decimal_agree(value: Decimal) -> None:
    assert exact(str(value)) == exact(value) == Fraction(value)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("0.25", 1, "0.3"), ("-0.25", 1, "-0.3"), ("0.249", 1, "0.2"),
        ("2.675", 2, "2.68"), ("0", 3, "0"), ("-0.04", 1, "0"), ("1/3", 2, "0.33"),
    ],
)  # fmt: skip
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, expected: str) -> None:
    assert rounded(Fraction(value), decimals) == Fraction(expected)


@given(st.fractions(-1000, 1000), st.integers(0, 4))
def test_rounding_moves_by_half_a_unit_at_most(value: Fraction, decimals: int) -> None:
    found = rounded(value, decimals)
    assert abs(found - value) <= Fraction(1, 2 * 10**decimals)
    assert rounded(-value, decimals) == -found


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("3", None, "3"), ("3.5", None, "3.5"), ("0.0118", None, "0.0118"), ("1/3", None, "0.3333"), ("-1/3", None, "-0.3333"),
        ("1e-9", None, "1e-09"), ("-1e-9", None, "-1e-09"), ("100.10", None, "100.1"), ("0", None, "0"),
        ("2.675", 2, "2.68"), ("3", 1, "3.0"), ("99.95", 1, "100.0"), ("0.04", 0, "0"),
    ],
)  # fmt: skip
def test_numbers_as_people_read_them(value: str, decimals: int | None, text: str) -> None:
    arguments: tuple[Any, ...] = (Fraction(value),) if decimals is None else (Fraction(value), decimals)
    assert show(*arguments) == text
