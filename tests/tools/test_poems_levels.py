from fractions import Fraction

import pytest

from tools.poems_levels import Level, at_least, equals

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)


def level(baseline: int | None, lowest: int | None, current: int | None) -> Level:
    return Level(*(None if value is None else Fraction(value) for value in (baseline, lowest, current)))


@pytest.mark.parametrize(
    ("found", "rise", "fall"),
    [
        (level(100, 40, 60), 20, 40), (level(100, 100, 130), 30, -30), (level(None, None, 5), None, None),
        (level(100, 40, None), None, None), (level(None, 40, 60), 20, None),
    ],
)  # fmt: skip
def test_rise_is_from_the_lowest_and_fall_from_the_baseline(found: Level, rise: int | None, fall: int | None) -> None:
    assert (found.rise, found.fall) == (rise, fall)


@pytest.mark.parametrize(
    ("found", "least", "expected"),
    [
        (level(100, 100, 50), 0, True), (level(100, 100, 51), 0, False), (level(10, 10, 4), 10, False),
        (level(20, 20, 10), 10, True), (level(100, 100, None), 0, None), (level(None, 100, 50), 0, None),
    ],
)  # fmt: skip
def test_fallen_by_a_share_and_at_least_an_amount(found: Level, least: int, expected: bool | None) -> None:
    assert found.fallen_by(HALF, least) is expected


@pytest.mark.parametrize(
    ("found", "least", "expected"),
    [
        (level(100, 40, 50), 0, True), (level(100, 40, 49), 0, False), (level(100, 4, 5), 2, False),
        (level(100, 4, 6), 2, True), (level(100, 0, 0), 0, False), (level(100, 40, None), 0, None),
    ],
)  # fmt: skip
def test_risen_by_a_share_and_at_least_an_amount(found: Level, least: int, expected: bool | None) -> None:
    assert found.risen_by(QUARTER, least) is expected


@pytest.mark.parametrize(
    ("value", "limit", "expected"), [(5, 5, True), (4, 5, False), (None, 5, None), (5, None, None)]
)
def test_at_least(value: int | None, limit: int | None, expected: bool | None) -> None:
    assert at_least(None if value is None else Fraction(value), limit) is expected


@pytest.mark.parametrize(("value", "expected"), [(0, True), (1, False), (None, None)])
def test_equals(value: int | None, expected: bool | None) -> None:
    assert equals(None if value is None else Fraction(value), 0) is expected
