"""The contract of a calculator: validated inputs, a pure rule, an answer that can be checked by hand."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any

from tools.inputs import Input, Kind
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.reading import Measured, Reading, Record, Value, read

DISCLAIMER = "本结果由确定性规则计算，供临床参考，不能替代医师判断；请以原文和最新药品说明书为准。"
NEAR = Fraction(3, 100)


@dataclass(frozen=True)
class Source:
    """Where a rule comes from: a document and its page, section or table, or a DOI/citation."""

    doc: str
    place: str


@dataclass(frozen=True)
class Values:
    """The validated inputs of one call; every getter gives None for what is unknown."""

    known: Mapping[str, Value]

    def num(self, name: str) -> Fraction | None:
        """A number in canonical units."""
        value = self.known.get(name)
        return value.value if isinstance(value, Measured) else None

    def given(self, name: str) -> Measured | None:
        """A number with the unit and value that were typed."""
        value = self.known.get(name)
        return value if isinstance(value, Measured) else None

    def flag(self, name: str) -> bool | None:
        """A three-valued finding."""
        value = self.known.get(name)
        return value if isinstance(value, bool) else None

    def code(self, name: str) -> str | None:
        """The code of a choice."""
        value = self.known.get(name)
        return value if isinstance(value, str) else None

    def day(self, name: str) -> dt.date | None:
        """A calendar day."""
        value = self.known.get(name)
        return value if isinstance(value, dt.date) else None

    def codes(self, name: str) -> tuple[str, ...] | None:
        """The codes of a list of choices."""
        value = self.known.get(name)
        if not isinstance(value, tuple):
            return None
        return tuple(v for v in value if isinstance(v, str))

    def records(self, name: str) -> tuple[Record, ...] | None:
        """The objects of a list of objects."""
        value = self.known.get(name)
        if not isinstance(value, tuple):
            return None
        return tuple(v for v in value if isinstance(v, Mapping))

    def has(self, name: str) -> bool:
        """Whether the input is known."""
        return name in self.known

    def unknown(self, *names: str) -> tuple[str, ...]:
        """Those of the names that are unknown, in order."""
        return tuple(name for name in names if name not in self.known)


@dataclass(frozen=True)
class Outcome:
    """What a rule found. `determined` is false when more than one answer remains."""

    result: Mapping[str, Any]
    sentence: str = ""
    determined: bool = True
    possible: tuple[Any, ...] = ()
    missing: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Example:
    """One worked call for docs, quizzes and tests."""

    inputs: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True)
class Calculator:
    """Everything about one calculator, written once."""

    name: str
    title: str
    field: str
    purpose: str
    inputs: tuple[Input, ...]
    rule: Callable[[Values], Outcome]
    sources: tuple[Source, ...]
    rule_zh: str = ""
    words: Mapping[str, str] = default(default_factory=dict)
    always: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def input(self, name: str) -> Input:
        """The definition of an input; KeyError for a name it does not have."""
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> Mapping[str, Input]:
        return MappingProxyType({i.name: i for i in self.inputs})

    @cached_property
    def _groups(self) -> frozenset[str]:
        """Names of the nested objects: `baseline` of `baseline.kappa`."""
        return frozenset(i.name.partition(".")[0] for i in self.inputs if "." in i.name)

    def word(self, code: object) -> str:
        """Chinese name of an outcome code."""
        return self.words.get(str(code), str(code))


@dataclass(frozen=True)
class CalculatorAnswer:
    """The answer contract of every calculator; `as_json` gives the documented object."""

    calculator: str
    status: str
    result: Mapping[str, Any]
    possible: tuple[Any, ...]
    missing: tuple[str, ...]
    warnings: tuple[Notice, ...]
    errors: tuple[FieldError, ...]
    interpretation_zh: str
    inputs: Mapping[str, Any]
    steps: tuple[str, ...]
    sources: tuple[Source, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, keys in the documented order."""
        return {
            "calculator": self.calculator,
            "status": self.status,
            "result": {k: plain(v) for k, v in self.result.items()},
            "possible": [plain(p) for p in self.possible],
            "missing": list(self.missing),
            "warnings": [{"code": w.code, "message_zh": w.message_zh} for w in self.warnings],
            "errors": [{"field": e.field, "code": e.code, "message_zh": e.message_zh} for e in self.errors],
            "interpretation_zh": self.interpretation_zh,
            "inputs": {k: plain(v) for k, v in self.inputs.items()},
            "steps": list(self.steps),
            "sources": [{"doc": s.doc, "page": s.place} for s in self.sources],
        }


def plain(value: Any) -> Any:
    """JSON form of a result value: whole rationals as int, other rationals as float."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    return value


def evaluate(calculator: Calculator, raw: Mapping[str, Any]) -> CalculatorAnswer:
    """Validates the inputs, applies the rule, and words the answer. Never raises for bad input."""
    readings, errors = _read_all(calculator, raw)
    values = Values(MappingProxyType({n: r.value for n, r in readings.items() if r.value is not None}))
    if errors:
        return _refusal(calculator, values, errors)
    try:
        outcome = calculator.rule(values)
    except CalculatorInputError as error:
        return _refusal(calculator, values, error.errors)
    own = [notice(code) for code in calculator.always]
    typed = [n for r in readings.values() for n in r.notices]
    warnings = tuple(dict.fromkeys((*typed, *outcome.notices, *own)))
    missing = tuple(dict.fromkeys(outcome.missing))
    return CalculatorAnswer(
        calculator=calculator.name,
        status="ok" if outcome.determined else "undetermined",
        result=MappingProxyType(dict(outcome.result)),
        possible=() if outcome.determined else outcome.possible,
        missing=missing,
        warnings=warnings,
        errors=(),
        interpretation_zh=_interpretation(calculator, outcome, missing, warnings),
        inputs=_used(calculator, values),
        steps=outcome.steps,
        sources=calculator.sources,
    )


def _read_all(calculator: Calculator, raw: Mapping[str, Any]) -> tuple[dict[str, Reading], tuple[FieldError, ...]]:
    by_name = calculator._by_name
    flat, errors = _flatten(raw, calculator), []
    for name in flat.keys() - by_name.keys():
        known = "、".join(by_name)
        errors.append(FieldError(name, "unknown_input", f"没有名为“{name}”的输入；可用：{known}"))
    readings = {name: read(i, flat.get(name)) for name, i in by_name.items() if name in flat}
    errors.extend(e for reading in readings.values() for e in reading.errors)
    return readings, tuple(sorted(errors, key=lambda e: e.field))


def _flatten(raw: Mapping[str, Any], calculator: Calculator) -> dict[str, Any]:
    """Nested objects become dotted names; a quantity object {"value", "unit"} stays whole."""
    flat: dict[str, Any] = {}
    for name, value in raw.items():
        group = name in calculator._groups and name not in calculator._by_name
        if group and isinstance(value, Mapping):
            flat |= {f"{name}.{inner}": v for inner, v in value.items()}
        elif not (group and value is None):
            flat[name] = value
    return flat


def _refusal(calculator: Calculator, values: Values, errors: Iterable[FieldError]) -> CalculatorAnswer:
    errors = tuple(errors)
    reasons = "；".join(e.message_zh for e in errors)
    return CalculatorAnswer(
        calculator.name, "error", MappingProxyType({}), (), (), (), errors,
        f"无法计算{calculator.title}：{reasons}。", _used(calculator, values), (), calculator.sources,
    )  # fmt: skip


def _used(calculator: Calculator, values: Values) -> Mapping[str, Any]:
    return MappingProxyType({name: _shown(calculator.input(name), value) for name, value in values.known.items()})


def _shown(definition: Input, value: Value) -> Any:
    """A number with its canonical unit and what was typed, also inside records; other values as they are."""
    if isinstance(value, Measured):
        return {"value": value.value, "unit": definition.canonical_unit, "given": value.text}
    if isinstance(value, tuple):
        fields = {f.name: f for f in definition.fields}
        return tuple({n: _shown(fields[n], v) for n, v in i.items()} if isinstance(i, Mapping) else i for i in value)
    return value


def _interpretation(
    calculator: Calculator, outcome: Outcome, missing: tuple[str, ...], warnings: tuple[Notice, ...]
) -> str:
    labels = "、".join(label_of(calculator, name) for name in missing)
    if outcome.determined:
        parts = [outcome.sentence]
        if missing:
            parts.append(f"缺少：{labels}（未按阴性处理）。")
    else:
        possible = "、".join(calculator.word(p) for p in outcome.possible)
        remains = f"：仍可能为 {possible}" if possible else ""
        asked = f"；缺少：{labels}（未按阴性处理）" if missing else ""
        parts = [f"目前资料尚不能确定{calculator.title}{remains}{asked}。", outcome.sentence]
    if warnings:
        parts.append("注意：" + "；".join(w.message_zh for w in warnings) + "。")
    parts.append(DISCLAIMER)
    return "".join(p for p in parts if p)


def label_of(calculator: Calculator, name: str) -> str:
    """Chinese label of an input name, or the name itself."""
    definition = calculator._by_name.get(name)
    return definition.label if definition else name


def near(definition: Input, value: Fraction | None, *limits: Fraction | str) -> tuple[Notice, ...]:
    """A notice if the value lies within 3 % of one of the cut-offs (0 has no such neighbourhood)."""
    if value is None:
        return ()
    for limit in (Fraction(item) for item in limits):
        if limit and abs(value - limit) <= NEAR * abs(limit):
            text = f"{definition.label} {show(value)} {definition.canonical_unit}".strip()
            return (notice("near_threshold", definition.name, X=f"{text} 与 {show(limit)} "),)
    return ()


__all__ = [
    "Calculator", "CalculatorAnswer", "Example", "Kind", "Outcome", "Source", "Values",
    "evaluate", "label_of", "near", "plain",
]  # fmt: skip
