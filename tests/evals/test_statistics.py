"""Means, intervals and paired comparison."""

import pytest

from evals.statistics import difference, estimate, percentile


def test_estimate_of_a_constant_has_no_width() -> None:
    found = estimate([1.0, 1.0, 1.0], unscored=2)
    assert (found.value, found.low, found.high, found.n, found.unscored) == (1.0, 1.0, 1.0, 3, 2)


def test_interval_of_a_coin_is_about_two_standard_errors_wide() -> None:
    # 100 cases, half right: standard error 0.05, so 0.40 to 0.60
    found = estimate([1.0, 0.0] * 50)
    assert found.value == 0.5
    assert found.low == pytest.approx(0.40, abs=0.02)
    assert found.high == pytest.approx(0.60, abs=0.02)


def test_estimates_are_repeatable() -> None:
    assert estimate([0.0, 1.0, 1.0]) == estimate([0.0, 1.0, 1.0])


def test_a_consistent_gain_is_significant() -> None:
    found = difference([1.0] * 12, [0.0] * 12)
    assert (found.value, found.low, found.high, found.n) == (1.0, 1.0, 1.0, 12)
    # all 12 signs alike: 2 of 4096 flips, plus one in (2000 + 1) for the observed one
    assert found.p == pytest.approx(2 / 4096, abs=0.002)


def test_one_changed_case_of_many_is_not() -> None:
    found = difference([1.0, *[0.5] * 19], [0.0, *[0.5] * 19])
    assert found.value == pytest.approx(0.05)
    assert found.p == 1.0  # every flip gives the same distance from zero


def test_no_change_gives_no_difference() -> None:
    found = difference([0.2, 0.8], [0.2, 0.8])
    assert (found.value, found.p) == (0.0, 1.0)


@pytest.mark.parametrize(("share", "expected"), [(50, 2.5), (0, 1.0), (100, 4.0), (95, 3.85)])
def test_percentile_interpolates(share: float, expected: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == pytest.approx(expected)
