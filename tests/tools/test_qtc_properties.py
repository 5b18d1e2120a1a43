"""Properties of the corrected QT interval."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from tools.qtc import corrected_qt, exceeds, qt_flags

QT, RR = st.integers(200, 800).map(Fraction), st.integers(240, 3000).map(Fraction)
FORMULA = st.sampled_from(["bazett", "fridericia"])
LIMIT = st.sampled_from([Fraction(450), Fraction(470), Fraction(500)])


@given(QT, RR, FORMULA, LIMIT)
def test_exact_comparison_agrees_with_the_float_away_from_the_limit(
    qt: Fraction, rr: Fraction, formula: str, limit: Fraction
) -> None:
    value = corrected_qt(qt, rr, formula)
    assume(abs(value - limit) > Fraction(1, 1000))
    assert exceeds(qt, rr, formula, limit) is (value > limit)


@given(QT, RR, FORMULA, st.sampled_from(["male", "female"]))
def test_flag_without_sex_contains_the_flag_with_sex(qt: Fraction, rr: Fraction, formula: str, sex: str) -> None:
    assert set(qt_flags(qt, rr, formula, sex)) <= set(qt_flags(qt, rr, formula, None))
