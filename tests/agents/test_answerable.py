"""How likely the evidence answers."""

from hypothesis import given
from hypothesis import strategies as st

from agents.answerable import probability, signs, weights

NONE = signs((), absent=False, unit=True)


def test_nothing_found_is_unlikely_to_answer() -> None:
    assert probability(NONE) < 0.25


def test_likeness_speaks_for_an_answer_and_what_is_absent_against_it() -> None:
    alike = {**NONE, "similar_placed": 0.6, "similar": 0.6, "score": 8.0, "passage_words": 0.8}
    assert probability(alike) > 0.8
    assert probability({**alike, "absent": 1.0}) < probability(alike)
    assert probability({**alike, "unit": 0.0}) < probability(alike)


@given(st.dictionaries(st.sampled_from(sorted(NONE)), st.floats(-50, 50)))
def test_it_is_a_probability(values: dict[str, float]) -> None:
    assert 0 <= probability({**NONE, **values}) <= 1


def test_every_weight_has_its_sign() -> None:
    assert set(weights()[0]) == set(NONE)
