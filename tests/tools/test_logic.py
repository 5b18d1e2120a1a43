from collections.abc import Callable
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.logic import ScoreItem, Total, all_true, any_true, graded, item, negate, total

STATES = (True, False, None)
Connective = Callable[..., bool | None]


def completions(parts: tuple[bool | None, ...]) -> list[tuple[bool, ...]]:
    return list(product(*((True, False) if p is None else (p,) for p in parts)))


@pytest.mark.parametrize(("connective", "classical"), [(any_true, any), (all_true, all)])
@pytest.mark.parametrize("parts", [*product(STATES, repeat=2), *product(STATES, repeat=3), (), (None,)])
def test_connectives_say_what_all_completions_agree_on(
    connective: Connective, classical: Callable[..., bool], parts: tuple[bool | None, ...]
) -> None:
    outcomes = {classical(c) for c in completions(parts)}
    assert connective(*parts) == (outcomes.pop() if len(outcomes) == 1 else None)


@pytest.mark.parametrize(("part", "negated"), [(True, False), (False, True), (None, None)])
def test_negation(part: bool | None, negated: bool | None) -> None:
    assert negate(part) is negated


@given(st.lists(st.sampled_from(STATES), max_size=6))
def test_de_morgan(parts: list[bool | None]) -> None:
    assert negate(any_true(*parts)) is all_true(*map(negate, parts))


@pytest.mark.parametrize(
    ("state", "points", "expected"),
    [
        (True, 2, (2, 0, 2)), (False, 2, (0, 0, 2)), (None, 2, (None, 0, 2)),
        (True, -3, (-3, -3, 0)), (False, "-3", (0, -3, 0)), (None, "0.5", (None, 0, Fraction(1, 2))),
    ],
)  # fmt: skip
def test_item(state: bool | None, points: int | str, expected: tuple[Fraction | None, Fraction, Fraction]) -> None:
    found = item("name", "名称", state, points)
    assert (found.points, found.low, found.high) == expected
    assert (found.name, found.label, found.asked) == ("name", "名称", ("name",))


@pytest.mark.parametrize(
    ("points", "known"), [(None, None), (1, Fraction(1)), (Fraction(1, 2), Fraction(1, 2)), (0, 0)]
)
def test_graded(points: Fraction | int | None, known: Fraction | None) -> None:
    found = graded("dose", "剂量", points, "0", 2, asked=("a", "b"))
    assert found == ScoreItem("dose", "剂量", known, Fraction(0), Fraction(2), ("a", "b"))
    assert graded("dose", "剂量", points, 0, 2).asked == ("dose",)


def test_asked_inputs_of_an_item_can_differ_from_its_name() -> None:
    assert item("bmi_ge_25", "BMI", None, 1, asked=("bmi", "weight")).asked == ("bmi", "weight")


def test_a_known_total_has_no_range() -> None:
    found = total([item("a", "甲", True, 2), item("b", "乙", False, 4), item("c", "丙", True, -1)])
    assert found == Total(Fraction(1), Fraction(1), Fraction(1), ())


def test_an_unknown_item_leaves_a_range_and_no_score() -> None:
    found = total(iter([item("a", "甲", True, 2), item("b", "乙", None, 4), item("c", "丙", None, -1, ("x", "y"))]))
    assert found == Total(None, Fraction(1), Fraction(6), ("b", "x", "y"))


@given(st.lists(st.tuples(st.sampled_from(STATES), st.integers(-5, 5)), max_size=6))
def test_the_total_of_any_completion_lies_in_the_range(rows: list[tuple[bool | None, int]]) -> None:
    found = total(item(str(n), "项", state, points) for n, (state, points) in enumerate(rows))
    sums = [
        sum(points for here, (_, points) in zip(chosen, rows, strict=True) if here)
        for chosen in completions(tuple(state for state, _ in rows))
    ]
    assert found.low == min(sums)
    assert found.high == max(sums)
    assert (found.score is None) == any(state is None for state, _ in rows)
