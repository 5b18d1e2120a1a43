"""Contradictory and impossible values: they stop an answer only where its result depends on them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from agents.calculations import Calculated, calculated
from agents.case import without
from agents.mentions import inputs_by_name, named_inputs
from agents.route import asking_clauses
from agents.understand import Understanding
from tools.calculator import CalculatorAnswer
from tools.registry import CALCULATORS

_OF_SEX = "性别"
_NEED_SEX = frozenset({"sex", "pregnant_or_lactating"})


@dataclass(frozen=True)
class Checked:
    """A calculation, why it cannot be used (if it cannot), and which doubtful values it does without."""

    result: Calculated
    reasons: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


def checked(u: Understanding, result: Calculated) -> Checked:
    """The calculation without the doubtful values that do not matter to it, or the reasons not to give it."""
    result, left_out = _without_unusable(u, result)
    reasons = tuple(e.message_zh for a in result.answers for e in a.errors)
    if reasons:
        return Checked(result, reasons)
    for contradiction in u.extraction.contradictions:
        names = _concerned(contradiction, result)
        if not names:
            continue
        again = _again(u, names)
        if (
            again.asked
            and not again.open
            and _results(again) == _results(result) == _results_with_each(u, names, result)
        ):
            left_out += (f"{contradiction}；不影响本结果",)
        else:
            reasons += (contradiction,)
    return Checked(result, reasons, left_out)


def _without_unusable(u: Understanding, result: Calculated) -> tuple[Calculated, tuple[str, ...]]:
    """Calculated again without impossible values that only refine a result, where it is determined without them."""
    failed = [a for a in result.answers if a.status == "error"]
    fields = frozenset(e.field for a in failed for e in a.errors)
    asked = {i for clause in asking_clauses(u.message) for n in named_inputs(clause) for i in n.inputs}
    if not failed or fields & asked or not all(_only_refines(a) for a in failed):
        return result, ()
    again = _again(u, fields)
    if not again.asked or again.open:
        return result, ()
    return again, tuple(f"{e.message_zh}；未使用该值" for a in failed for e in a.errors)


def _only_refines(answer: CalculatorAnswer) -> bool:
    roles: Mapping[str, str] = {i.name: i.role for i in CALCULATORS[answer.calculator].inputs}
    return all(roles.get(e.field, "item") != "item" and e.code == "out_of_range" for e in answer.errors)


def _again(u: Understanding, names: frozenset[str]) -> Calculated:
    return calculated(u.calculators, without(u.extraction, names), u.message, u.case)


def _results_with_each(u: Understanding, names: frozenset[str], result: Calculated) -> list[object]:
    """The results that all of the values in doubt lead to, or of them one that is another."""
    for rival in (f for f in u.extraction.rivals if f.input in names):
        values = {**u.extraction.values, rival.input: rival}
        other = calculated(u.calculators, replace(u.extraction, values=values), u.message, u.case)
        if _results(other) != _results(result):
            return _results(other)
    return _results(result)


def _results(result: Calculated) -> list[object]:
    return [(a.calculator, a.status, dict(a.result)) for a in result.asked]


def _concerned(contradiction: str, result: Calculated) -> frozenset[str]:
    """The inputs in use that a contradiction is about."""
    used = {f.input for f in result.used}
    if contradiction.startswith(_OF_SEX):
        return frozenset(used & _NEED_SEX)
    return frozenset(n for n in used if any(contradiction.startswith(d.label) for d in inputs_by_name().get(n, ())))
