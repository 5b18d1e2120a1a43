"""The definition of a calculator as JSON Schema: labels, aliases, units, ranges and sources for other programs."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tools.calculator import Calculator, plain
from tools.inputs import Input, Kind
from tools.quantities import normal_unit
from tools.reading import UNKNOWN_FORMS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
UNKNOWN: dict[str, Any] = {"title": "不详", "enum": [None, *UNKNOWN_FORMS]}
Schema = dict[str, Any]


def calculator_schema(calculator: Calculator) -> Schema:
    """The schema of a calculator's inputs object; what is absent or one of the unknown forms is unknown."""
    return {
        "$schema": DIALECT,
        "name": calculator.name,
        "title": calculator.title,
        "field": calculator.field,
        "description": calculator.purpose,
        "aliases": list(calculator.aliases),
        "rule": calculator.rule_zh,
        "sources": [{"doc": s.doc, "page": s.place} for s in calculator.sources],
        "type": "object",
        "properties": _properties(calculator.inputs),
        "additionalProperties": False,
        "$defs": {"unknown": UNKNOWN},
    }


def summary(calculator: Calculator) -> Schema:
    """One entry of the list of calculators."""
    schema = calculator_schema(calculator)
    return {
        "name": calculator.name,
        "title": calculator.title,
        "field": calculator.field,
        "purpose": calculator.purpose,
        "sources": schema["sources"],
        "inputs": schema,
    }


def _properties(inputs: tuple[Input, ...]) -> Schema:
    """Properties by name; dotted names become nested objects, the form in which they are usually given."""
    properties: Schema = {}
    for definition in inputs:
        outer, _, inner = definition.name.partition(".")
        if not inner:
            properties[outer] = input_schema(definition)
            continue
        nested = properties.setdefault(outer, {"type": "object", "properties": {}, "additionalProperties": False})
        nested["properties"][inner] = input_schema(definition)
    return properties


def input_schema(definition: Input) -> Schema:
    """The schema of one input."""
    schema: Schema = {"title": definition.label, "role": definition.role, "aliases": list(definition.aliases)}
    if definition.help:
        schema["description"] = definition.help
    if definition.canonical_unit:
        schema["unit"] = definition.canonical_unit
    if definition.quantity:
        q = definition.quantity
        schema["units"] = {name: plain(q.factors[normal_unit(name)]) for name in q.units}
        schema["unit_required"] = q.unit_required
        schema["usual"] = [plain(limit) for limit in q.usual]
    if definition.plausible:
        schema["range"] = [plain(limit) for limit in definition.plausible]
    if definition.options:
        schema["options"] = [{"code": o.code, "label": o.label, "words": list(o.words)} for o in definition.options]
    return schema | {"anyOf": [*_FORMS[definition.kind](definition), {"$ref": "#/$defs/unknown"}]}


def _bounds(definition: Input) -> Schema:
    if definition.plausible is None:
        return {}
    low, high = definition.plausible
    return {"minimum": plain(low), "maximum": plain(high)}


def _quantity(definition: Input) -> list[Schema]:
    q = definition.quantity
    assert q is not None
    forms = _with_unit(list(q.units), required=q.unit_required)
    return forms if q.unit_required else [{"type": "number", **_bounds(definition)}, *forms]


def _number(definition: Input) -> list[Schema]:
    kind = "integer" if definition.kind is Kind.INTEGER else "number"
    units = [definition.unit] if definition.unit else []
    return [{"type": kind, **_bounds(definition)}, *_with_unit(units, required=False)]


def _with_unit(units: list[str], *, required: bool) -> list[Schema]:
    """The forms {"value", "unit"} and "6.1 mg/L"; a spelling of a unit is free, so units are examples."""
    text: Schema = {"type": "string", "pattern": r"^\s*[+-]?\d"}
    properties: Schema = {"value": {"anyOf": [{"type": "number"}, text]}}
    if units:
        properties["unit"] = {"type": ["string", "null"], "examples": units}
    needed = ["value", "unit"] if required else ["value"]
    whole: Schema = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}
    return [whole, text]


def _boolean(_definition: Input) -> list[Schema]:
    return [{"type": "boolean"}]


def _words(definition: Input) -> list[str]:
    return list(dict.fromkeys(word for o in definition.options for word in (o.code, o.label, *o.words)))


def _choice(definition: Input) -> list[Schema]:
    return [{"enum": _words(definition)}]


def _choices(definition: Input) -> list[Schema]:
    return [{"type": "array", "items": {"enum": _words(definition)}}]


def _date(_definition: Input) -> list[Schema]:
    return [{"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}]


def _text(_definition: Input) -> list[Schema]:
    return [{"type": "string", "minLength": 1}]


def _records(definition: Input) -> list[Schema]:
    items = {"type": "object", "properties": _properties(definition.fields), "additionalProperties": False}
    return [{"type": "array", "items": items}]


_FORMS: Mapping[Kind, Callable[[Input], list[Schema]]] = MappingProxyType({
    Kind.QUANTITY: _quantity,
    Kind.NUMBER: _number,
    Kind.INTEGER: _number,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.RECORDS: _records,
})  # fmt: skip
