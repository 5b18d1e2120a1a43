"""Inputs that a model hands to a calculator: only values that the question states, with the units it states."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agents.fold import fold
from agents.llm_numbers import figures
from agents.mentions import named_inputs
from agents.understand import Understanding
from tools.calculator import Calculator, CalculatorAnswer, plain
from tools.inputs import Input, Kind
from tools.messages import CalculatorInputError, FieldError
from tools.quantities import normal_unit
from tools.reading import Measured, Value, read

NEAR = 15  # characters between the name of a value and the value


def grounded(
    calculator: Calculator, inputs: Mapping[str, Any], u: Understanding, earlier: Sequence[CalculatorAnswer]
) -> tuple[str, ...]:
    """The labels of inputs that the model read where the program did not; refuses what the question does not state."""
    given = dict(_flat(calculator, inputs))
    _refuse_contradicted(calculator, given, u)
    assumed: list[str] = []
    errors: list[FieldError] = []
    for name, raw in given.items():
        definition = next((i for i in calculator.inputs if i.name == name), None)
        if definition is None:
            continue
        problem = _problem(definition, raw, u, earlier)
        if problem == "":
            assumed.append(definition.label)
        elif problem:
            errors.append(FieldError(name, "not_stated", f"{definition.label}：{problem}"))
    if errors:
        raise CalculatorInputError(*errors)
    return tuple(assumed)


def _flat(calculator: Calculator, inputs: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    names = {i.name for i in calculator.inputs}
    for name, raw in inputs.items():
        if raw is None:
            continue
        if isinstance(raw, Mapping) and name not in names:
            yield from ((f"{name}.{inner}", value) for inner, value in raw.items() if value is not None)
        else:
            yield name, raw


def _refuse_contradicted(calculator: Calculator, given: Mapping[str, Any], u: Understanding) -> None:
    labels = {i.label for i in calculator.inputs if i.name in given}
    for text in u.extraction.contradictions:
        if text.startswith("性别") or any(text.startswith(label) for label in labels):
            raise CalculatorInputError(FieldError("inputs", "contradiction", text))


def _problem(definition: Input, raw: Any, u: Understanding, earlier: Sequence[CalculatorAnswer]) -> str | None:
    """None if the program read the same, "" if only the model did and the text bears it out, else what is wrong."""
    value = read(definition, raw).value
    if value is None or _computed(definition.name, value, earlier):
        return None  # an unusable value is refused by the calculator itself, in better words
    found = u.extraction.values.get(definition.name)
    stated = read(definition, found.raw).value if found else None
    if found and stated is not None:
        if _equal(value, stated):
            return None
        return f"与原文不符，原文为“{found.text.strip()}”；请照原文的数值和单位填写"
    return "" if _borne_out(definition, value, u.question) else "问题里没有写明，不能填写；未知的输入请不要填"


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, Measured) and isinstance(other, Measured):
        return abs(one.value - other.value) <= abs(other.value) / 1000
    return one == other


def _computed(name: str, value: Value, earlier: Sequence[CalculatorAnswer]) -> bool:
    """Whether a value is a result of this run under the same name: impede_score from impede_vte's score."""
    for answer in earlier:
        if answer.status != "ok":
            continue
        for key, result in answer.result.items():
            named = name in (key, f"{answer.calculator.split('_')[0]}_{key}") or (name, key) == (
                "corrected_calcium",
                "corrected",
            )
            if named and _same_result(value, plain(result)):
                return True
    return False


def _same_result(value: Value, result: Any) -> bool:
    if isinstance(value, Measured) and isinstance(result, int | float) and not isinstance(result, bool):
        return abs(float(value.value) - result) <= abs(result) / 200
    return bool(value == result)


def _borne_out(definition: Input, value: Value, question: str) -> bool:
    """Whether the question's own words bear a value out that the program did not read."""
    text = fold(question).text
    if isinstance(value, Measured):
        return _number_stated(definition, value, text)
    if isinstance(value, bool):
        return _named(definition, text)
    if isinstance(value, str):
        words = [w for o in definition.options if o.code == value for w in (o.code, o.label, *o.words)]
        return any(len(w) > 1 and w.lower() in text.lower() for w in words) or (
            _named(definition, text) and not definition.options
        )
    if definition.kind is Kind.DATE:
        day = str(value).split("-")
        return all(str(int(part)) in re.findall(r"\d+", re.sub(r"(?<!\d)0", "", text)) for part in day)
    return False


def _named(definition: Input, text: str) -> bool:
    return any(definition.name in named.inputs for named in named_inputs(text))


def _number_stated(definition: Input, value: Measured, text: str) -> bool:
    """The number stands behind the input's own name, with the unit that the model gives it or with none."""
    read_text = figures(text)
    names = named_inputs(read_text.text)
    typed = float(value.typed)
    for amount in read_text.amounts:
        number = re.sub(r"[^\d.-].*$", "", amount.value)
        before = [n for n in names if n.end <= amount.start]
        named = bool(before) and definition.name in before[-1].inputs and amount.start - before[-1].end <= NEAR
        if named and number and float(number) == typed and _unit_agrees(definition, value, amount.unit):
            return True
    return False


def _unit_agrees(definition: Input, value: Measured, written: str) -> bool:
    given = value.unit or definition.canonical_unit
    if not written or not given:
        return True
    forms = {"天": "day", "岁": "year", "年": "year", "月": "month", "周": "week", "次": ""}
    return normal_unit(forms.get(written, written)).lower() == normal_unit(given).lower()
