"""Calculators in the terminal."""

from collections.abc import Iterable

from tools.calculator import Calculator, CalculatorAnswer
from ui.words import CALCULATED, source_lines, used_values


def list_text(calculators: Iterable[Calculator]) -> str:
    """Names and titles, by field."""
    fields: dict[str, list[Calculator]] = {}
    for calculator in calculators:
        fields.setdefault(calculator.field, []).append(calculator)
    width = max(len(c.name) for members in fields.values() for c in members)
    lines: list[str] = []
    for field, members in fields.items():
        lines += [field, *(f"  {c.name:<{width}}  {c.title}" for c in members)]
    return "\n".join(lines)


def result_text(calculator: Calculator, answer: CalculatorAnswer) -> str:
    """Result, steps, values, sources of one calculation."""
    lines = [f"{calculator.title}（{CALCULATED[answer.status]}）", answer.interpretation_zh]
    lines += _section("步骤", answer.steps)
    lines += _section("所用数值", (f"{label}：{value}" for label, value in used_values(answer)))
    lines += _section("依据", source_lines(answer))
    return "\n".join(lines)


def _section(title: str, lines: Iterable[str]) -> list[str]:
    shown = [f"  {line}" for line in lines]
    return [title, *shown] if shown else []
