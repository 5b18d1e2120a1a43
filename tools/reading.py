"""Reading one raw JSON value against the definition of an input."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from tools.inputs import Input, Kind
from tools.messages import FieldError, Notice, notice
from tools.numbers import exact, show
from tools.quantities import normal_unit

UNKNOWN_FORMS = ("", "unknown", "不详")
YEARS = (1900, 2200)
LINE = 60  # characters of a typed value that a message repeats
_PARTS = frozenset({"value", "unit"})
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEXT_QUANTITY = re.compile(r"\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(\S.*?)?\s*")


@dataclass(frozen=True)
class Measured:
    """A number in canonical units together with what was typed."""

    value: Fraction
    typed: Fraction
    unit: str
    text: str


Scalar = Measured | bool | str | dt.date
Record = Mapping[str, Scalar]
Value = Scalar | tuple[str, ...] | tuple[Record, ...]


@dataclass(frozen=True)
class Reading:
    """What came of one raw value: the value, or errors; and notices either way."""

    value: Value | None = None
    errors: tuple[FieldError, ...] = ()
    notices: tuple[Notice, ...] = ()


def is_unknown(raw: object) -> bool:
    """True for the forms that all mean "not known"."""
    return raw is None or (isinstance(raw, str) and raw.strip() in UNKNOWN_FORMS)


def read(definition: Input, raw: object) -> Reading:
    """Reads one raw JSON value; unknown gives an empty reading."""
    if is_unknown(raw):
        return Reading()
    return _READERS[definition.kind](definition, raw)


def _fail(definition: Input, code: str, message: str) -> Reading:
    return Reading(errors=(FieldError(definition.name, code, f"{definition.label}：{message}"),))


def _quoted(raw: object) -> str:
    """What was typed, in quotation marks and not longer than a line."""
    huge = isinstance(raw, int) and abs(raw) >= 10**LINE  # Python refuses to print integers of some thousand digits
    text = "……" if huge else str(raw)
    return f"“{text}”" if len(text) <= LINE else f"“{text[:LINE]}…”"


def _split(raw: object) -> tuple[object, str | None]:
    if isinstance(raw, Mapping):
        unit = raw.get("unit")
        return raw.get("value"), None if unit is None else str(unit)
    if isinstance(raw, str):
        match = _TEXT_QUANTITY.fullmatch(raw)
        if match:
            return match.group(1), match.group(2)
    return raw, None


def _read_quantity(definition: Input, raw: object) -> Reading:
    q = definition.quantity
    assert q is not None
    value, unit = _split(raw)
    typed = exact(value)
    if isinstance(raw, Mapping) and raw.keys() - _PARTS:
        return _fail(definition, "unknown_input", f"{_quoted(raw)}中只能有 value 和 unit")
    if typed is None:
        return _fail(definition, "not_a_number", f"{_quoted(raw)}不是数值，请填数字和单位（如 {q.unit}）")
    if unit is None:
        if q.unit_required:
            return _fail(definition, "unit_required", f"必须写明单位（{'、'.join(q.units)}）")
        unit = q.unit
    factor = q.factors.get(normal_unit(unit))
    if factor is None:
        return _fail(definition, "unknown_unit", f"不接受单位{_quoted(unit)}，可用：{'、'.join(q.units)}")
    measured = Measured(typed * factor, typed, normal_unit(unit), f"{show(typed)} {unit}".strip())
    return _checked_range(definition, measured)


def _checked_range(definition: Input, m: Measured) -> Reading:
    low, high = definition.plausible or (m.value, m.value)
    if not low <= m.value <= high:
        unit = definition.canonical_unit
        message = f"{m.text} 超出可能范围 {show(low)}–{show(high)} {unit}".rstrip() + (
            _other_unit_hint(definition, m) or "，请核对"
        )
        return _fail(definition, "out_of_range", message)
    notices: list[Notice] = []
    q = definition.quantity
    if q and definition.bounds is None and not q.usual[0] <= m.value <= q.usual[1]:
        notices.append(notice("unusual_value", definition.name, X=definition.label))
    if q and q.key == "percent" and 0 < m.value < 1:
        notices.append(notice("percent_suspected_fraction", definition.name, X=definition.label))
    return Reading(m, notices=tuple(notices))


def _other_unit_hint(definition: Input, m: Measured) -> str:
    q = definition.quantity
    if q is None:
        return ""
    low, high = definition.plausible or q.plausible
    fits = [
        name
        for name in q.units
        if normal_unit(name) != m.unit
        and q.factors[normal_unit(name)] != q.factors[m.unit]
        and low <= m.typed * q.factors[normal_unit(name)] <= high
    ]
    return f"；数值像是以 {' 或 '.join(fits)} 录入，请核对单位" if fits else ""


def _read_number(definition: Input, raw: object) -> Reading:
    value, unit = _split(raw)
    typed = exact(value)
    if isinstance(raw, Mapping) and raw.keys() - _PARTS:
        return _fail(definition, "unknown_input", f"{_quoted(raw)}中只能有 value 和 unit")
    if typed is None:
        return _fail(definition, "not_a_number", f"{_quoted(raw)}不是数值")
    if unit is not None and normal_unit(unit) != normal_unit(definition.unit):
        expected = definition.unit or "不带单位"
        return _fail(definition, "unknown_unit", f"不接受单位{_quoted(unit)}，应为：{expected}")
    if definition.kind is Kind.INTEGER and typed.denominator != 1:
        return _fail(definition, "not_an_integer", f"{show(typed)} 不是整数")
    text = f"{show(typed)} {definition.unit}".strip()
    return _checked_range(definition, Measured(typed, typed, definition.unit, text))


def _read_boolean(definition: Input, raw: object) -> Reading:
    if isinstance(raw, bool):
        return Reading(raw)
    return _fail(definition, "not_a_boolean", f"{_quoted(raw)}应为 true、false 或不详")


def _code(definition: Input, raw: object) -> str | None:
    if not isinstance(raw, str):
        return None
    word = raw.strip()
    for option in definition.options:
        if word == option.code or word == option.label or word in option.words:
            return option.code
    return None


def _read_choice(definition: Input, raw: object) -> Reading:
    code = _code(definition, raw)
    if code is None:
        allowed = "、".join(f"{o.code}（{o.label}）" for o in definition.options)
        return _fail(definition, "unknown_option", f"{_quoted(raw)}不在可选项中：{allowed}")
    return Reading(code)


def _read_choices(definition: Input, raw: object) -> Reading:
    if not isinstance(raw, list | tuple):
        return _fail(definition, "not_a_list", "应为列表")
    codes = [_code(definition, item) for item in raw]
    for item, code in zip(raw, codes, strict=True):
        if code is None:
            return _fail(definition, "unknown_option", f"不认识{_quoted(item)}")
    return Reading(tuple(code for code in codes if code is not None))


def _read_text(definition: Input, raw: object) -> Reading:
    if isinstance(raw, str):
        return Reading(raw.strip())
    return _fail(definition, "unknown_option", f"{_quoted(raw)}应为文字")


def _read_date(definition: Input, raw: object) -> Reading:
    try:
        day = dt.date.fromisoformat(raw if isinstance(raw, str) and _ISO_DAY.fullmatch(raw) else "")
    except ValueError:
        return _fail(definition, "bad_date", f"{_quoted(raw)}不是日期，请写成 2024-05-31 的形式")
    if not YEARS[0] <= day.year <= YEARS[1]:
        return _fail(definition, "out_of_range", f"{day} 超出可能范围 {YEARS[0]}–{YEARS[1]} 年，请核对")
    return Reading(day)


def _read_records(definition: Input, raw: object) -> Reading:
    if not isinstance(raw, list | tuple):
        return _fail(definition, "not_a_list", "应为列表")
    records: list[Record] = []
    errors: list[FieldError] = []
    notices: list[Notice] = []
    for item in raw:
        if not isinstance(item, Mapping):
            return _fail(definition, "not_a_list", f"列表中的{_quoted(item)}应为对象")
        known = {f.name: f for f in definition.fields}
        for extra in sorted(map(str, item.keys() - known.keys())):
            errors.append(FieldError(definition.name, "unknown_input", f"{definition.label}：没有名为 {extra} 的输入"))
        parts = {name: read(f, item.get(name)) for name, f in known.items()}
        for part in parts.values():
            errors.extend(
                FieldError(definition.name, e.code, f"{definition.label}：{e.message_zh}") for e in part.errors
            )
            notices.extend(part.notices)
        values = {n: p.value for n, p in parts.items() if p.value is not None}
        records.append(MappingProxyType({n: v for n, v in values.items() if not isinstance(v, tuple)}))
    return Reading(None if errors else tuple(records), tuple(errors), tuple(notices))


_READERS = {
    Kind.QUANTITY: _read_quantity,
    Kind.NUMBER: _read_number,
    Kind.INTEGER: _read_number,
    Kind.BOOLEAN: _read_boolean,
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
    Kind.DATE: _read_date,
    Kind.TEXT: _read_text,
    Kind.RECORDS: _read_records,
}
