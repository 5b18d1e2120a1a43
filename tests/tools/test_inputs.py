from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from tools.inputs import Input, Kind, Option, boolean, choice, date, integer, number, quantity
from tools.quantities import QUANTITIES

OPTIONS = (Option("yes", "有", ("存在",)), Option("no", "无"))


@pytest.mark.parametrize(
    ("definition", "kind", "unit", "plausible"),
    [
        (quantity("b2m", "b2m"), Kind.QUANTITY, "mg/L", (Fraction("0.3"), Fraction(200))),
        (quantity("uln", "ldh", bounds=(Fraction(100), Fraction(1000))), Kind.QUANTITY, "U/L", (100, 1000)),
        (number("dose", "剂量", "0.1", "200", unit="mg"), Kind.NUMBER, "mg", (Fraction("0.1"), Fraction(200))),
        (integer("days", "天数", 1, 60), Kind.INTEGER, "", (1, 60)),
        (boolean("dialysis", "透析"), Kind.BOOLEAN, "", None),
        (choice("answer", "回答", OPTIONS), Kind.CHOICE, "", None),
        (date("day", "日期"), Kind.DATE, "", None),
    ],
)
def test_constructors(definition: Input, kind: Kind, unit: str, plausible: tuple[Fraction, Fraction] | None) -> None:
    assert (definition.kind, definition.canonical_unit, definition.plausible) == (kind, unit, plausible)


def test_a_quantity_takes_the_shared_label_unless_told() -> None:
    assert quantity("x", "ldh").label == QUANTITIES["ldh"].label
    assert quantity("x", "ldh", label="LDH 正常上限").label == "LDH 正常上限"


def test_an_input_is_a_finding_unless_told() -> None:
    assert (boolean("x", "某").role, boolean("x", "某", role="option").role) == ("item", "option")


MORE: dict[str, Any] = {"aliases": ("又称",), "role": "option", "help": "说明"}


@pytest.mark.parametrize(
    ("make", "arguments", "expected"),
    [
        (quantity, ("x", "ldh"), Input("x", "乳酸脱氢酶", Kind.QUANTITY, quantity=QUANTITIES["ldh"], **MORE)),
        (number, ("x", "某", "0.5", "2"), Input("x", "某", Kind.NUMBER, bounds=(Fraction(1, 2), Fraction(2)), **MORE)),
        (integer, ("x", "某", 1, 2), Input("x", "某", Kind.INTEGER, bounds=(Fraction(1), Fraction(2)), **MORE)),
        (boolean, ("x", "某"), Input("x", "某", Kind.BOOLEAN, **MORE)),
        (choice, ("x", "某", OPTIONS), Input("x", "某", Kind.CHOICE, options=OPTIONS, **MORE)),
        (date, ("x", "某"), Input("x", "某", Kind.DATE, **MORE)),
    ],
)  # fmt: skip
def test_constructors_hand_everything_on(make: Callable[..., Input], arguments: Any, expected: Input) -> None:
    assert make(*arguments, **MORE) == expected


@pytest.mark.parametrize(("code", "label"), [("yes", "有"), ("no", "无"), ("other", "other")])
def test_label_of_a_code(code: str, label: str) -> None:
    assert choice("answer", "回答", OPTIONS).label_of(code) == label
