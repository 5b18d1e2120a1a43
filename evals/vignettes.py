"""Vignette metrics: the reply to the last turn against what was expected."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals.answers import facts_found, numbers
from evals.cases import AnyOf, Tolerant

RELATIVE = 0.01


def outcome_of(status: str, tool_states: Sequence[str]) -> str:
    """The outcome of a reply: result, ask, reject, or none of them.

    result: answered (or in part) with a calculator that gave a result; ask: the reply asks for an input;
    reject: the values were refused, by the assistant or by the calculator.
    """
    if status == "needs_input":
        return "ask"
    if status in ("rejected", "error"):
        return "reject"
    if status in ("answered", "partial") and "ok" in tool_states:
        return "result"
    return "reject" if "error" in tool_states else "none"


def tolerance(expected: float | Tolerant) -> float:
    """How far a value may be off: 1 %, but at least half of the last digit that the set prints.

    Narrower than the 5 % of MedCalc-Bench (Khandekar et al. 2024): our formulas are fixed, only rounding is free.
    """
    if isinstance(expected, Tolerant):
        return expected.tolerance
    decimals = len(repr(expected).partition(".")[2]) if expected != int(expected) else 0
    return max(abs(expected) * RELATIVE, 0.5 * 10.0**-decimals if decimals else 0.05) + 1e-9


def values_found(
    expected: Mapping[str, float | Tolerant], text: str, results: Sequence[Mapping[str, Any]]
) -> dict[str, bool]:
    """For every expected value whether the reply has it.

    It must stand in the text of the reply as a number; if it is named like a field of a calculator's result,
    one of the fields of that name must agree as well.
    """
    fields: dict[str, list[float]] = {}
    for name, value in (pair for result in results for pair in _numbers_of(result)):
        fields.setdefault(name, []).append(value)  # a score names its points after the input: several may share a name
    shown = [float(n) for n in numbers(text) if n.count(".") < 2]
    return {
        name: _near(want, shown) and (name not in fields or _near(want, fields[name]))
        for name, want in expected.items()
    }


def _near(expected: float | Tolerant, found: Sequence[float]) -> bool:
    value = expected.value if isinstance(expected, Tolerant) else expected
    return any(abs(number - value) <= tolerance(expected) for number in found)


def _numbers_of(result: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, value in result.items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield name, float(value)
        elif isinstance(value, Mapping):
            yield from _numbers_of(value)


def right_calculator(expected: Sequence[str], called: Sequence[str]) -> float:
    """1 if one of the named calculators was called; the first ones of a chain are part of the last."""
    return float(any(name in called for name in expected))


def missing_named(groups: Sequence[AnyOf], text: str) -> float:
    """Share of the inputs to be asked for that the reply names."""
    return sum(facts_found(text, groups)) / len(groups)
