"""Every calculator as a LlamaIndex tool: the model sees units and bounds, the call enforces them.

`FunctionTool.from_defaults(fn)` enforces nothing, so the arguments are validated inside the call. A refusal is a
CalculatorInputError; an agent may show that one to the model and has to raise every other exception again.
"""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from llama_index.core.tools import FunctionTool, ToolMetadata
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, ValidationError, create_model

from tools.calculator import Calculator, CalculatorAnswer, evaluate
from tools.inputs import Input, Kind
from tools.messages import CalculatorInputError, FieldError
from tools.registry import CALCULATORS

STRICT = ConfigDict(extra="forbid")
DESCRIPTION_CHARS = 1024  # the limit of OpenAI-compatible services
_NUMBER_TEXT = r"^\s*[+-]?\d"


def function_tools(calculators: Mapping[str, Calculator] = CALCULATORS) -> tuple[FunctionTool, ...]:
    """One tool for each calculator, in the order of the registry."""
    return tuple(function_tool(c) for c in calculators.values())


def function_tool(calculator: Calculator) -> FunctionTool:
    """The tool of a calculator; its raw output is the CalculatorAnswer, its content the same as JSON."""
    schema = inputs_model(calculator)

    def call(**inputs: Any) -> CalculatorAnswer:
        return _checked(calculator, schema, inputs)

    metadata = ToolMetadata(name=calculator.name, description=_description(calculator), fn_schema=schema)
    return FunctionTool(fn=call, metadata=metadata, callback=_as_text)


def _as_text(answer: CalculatorAnswer) -> str:
    return json.dumps(answer.as_json(), ensure_ascii=False)


def _checked(calculator: Calculator, schema: type[BaseModel], inputs: Mapping[str, Any]) -> CalculatorAnswer:
    known = {name: value for name, value in inputs.items() if value is not None}
    try:
        schema.model_validate(known)
    except ValidationError as error:
        # The calculator words most refusals better, in Chinese and with the units that would fit.
        told = evaluate(calculator, known).errors
        raise CalculatorInputError(*(told or _field_errors(error))) from error
    answer = evaluate(calculator, known)
    if answer.status == "error":
        raise CalculatorInputError(*answer.errors)
    return answer


def _field_errors(error: ValidationError) -> tuple[FieldError, ...]:
    fields = dict.fromkeys(str(e["loc"][0]) if e["loc"] else "inputs" for e in error.errors())
    return tuple(FieldError(name, "not_accepted", f"{name} 的写法不符合工具的定义") for name in fields)


def _description(calculator: Calculator) -> str:
    sources = "；".join(f"{s.doc} {s.place}" for s in calculator.sources)
    text = f"{calculator.title}：{calculator.purpose}。只填已知的输入，未知的不要填。依据：{sources}。"
    return text if len(text) <= DESCRIPTION_CHARS else text[: DESCRIPTION_CHARS - 1] + "…"


def inputs_model(calculator: Calculator) -> type[BaseModel]:
    """The pydantic model of a calculator's inputs; nothing is required, since unknown is a valid state."""
    return _model(f"{calculator.name}_inputs", calculator.inputs)


def _model(name: str, inputs: tuple[Input, ...]) -> type[BaseModel]:
    groups: dict[str, list[Input]] = {}
    fields: dict[str, Any] = {}
    for definition in inputs:
        outer, _, inner = definition.name.partition(".")
        if inner:
            groups.setdefault(outer, []).append(definition)
        else:
            fields[outer] = _field(definition, definition.name)
    for outer, members in groups.items():
        nested: dict[str, Any] = {d.name.partition(".")[2]: _field(d, d.name.partition(".")[2]) for d in members}
        inner_model = create_model(f"{name}_{outer}", __config__=STRICT, **nested)
        fields[outer] = (inner_model | None, Field(default=None))
    return create_model(name, __config__=STRICT, **fields)


def _field(definition: Input, name: str) -> tuple[Any, Any]:
    return (_TYPES[definition.kind](definition) | None, Field(default=None, title=name, description=_help(definition)))


def _help(definition: Input) -> str:
    parts = [definition.label, *definition.aliases[:4]]
    text = "，又称：".join([parts[0], "、".join(parts[1:])]) if parts[1:] else parts[0]
    if definition.canonical_unit:
        text += f"；单位 {definition.canonical_unit}"
    if definition.plausible:
        low, high = (f"{float(limit):g}" for limit in definition.plausible)
        text += f"；范围 {low}–{high}"
    if definition.options:
        text += "；" + "，".join(f"{o.code}={o.label}" for o in definition.options)
    return text + (f"；{definition.help}" if definition.help else "")


def _bounded(kind: Any, definition: Input) -> Any:
    if definition.plausible is None:
        return kind
    low, high = definition.plausible
    return Annotated[kind, Field(ge=float(low), le=float(high))]


def _quantity(definition: Input) -> Any:
    q = definition.quantity
    assert q is not None
    unit: Any = (Literal[q.units], ... if q.unit_required else q.unit)
    name = f"{definition.name.replace('.', '_')}_with_unit"
    whole = create_model(name, __config__=STRICT, value=(StrictFloat, ...), unit=unit)
    text = Annotated[str, Field(pattern=_NUMBER_TEXT, examples=[f"1 {q.unit}"])]
    return whole | text if q.unit_required else _bounded(StrictFloat, definition) | whole | text


def _codes(definition: Input) -> Any:
    return Literal[tuple(o.code for o in definition.options)]


def _records(definition: Input) -> Any:
    return list[_model(f"{definition.name}_item", definition.fields)]  # type: ignore[misc]


_TYPES: Mapping[Kind, Callable[[Input], Any]] = MappingProxyType({
    Kind.QUANTITY: _quantity,
    Kind.NUMBER: lambda d: _bounded(StrictFloat, d),
    Kind.INTEGER: lambda d: _bounded(StrictInt, d),
    Kind.BOOLEAN: lambda _d: StrictBool,
    Kind.CHOICE: _codes,
    Kind.CHOICES: lambda d: list[_codes(d)],  # type: ignore[misc]
    Kind.DATE: lambda _d: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")],
    Kind.TEXT: lambda _d: str,
    Kind.RECORDS: _records,
})  # fmt: skip
