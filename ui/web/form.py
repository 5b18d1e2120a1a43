"""The form of a calculator, made from its definition: one field an input, a unit where there is one."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from tools.calculator import Calculator, plain
from tools.inputs import Input, Kind
from ui.web.markup import esc
from ui.words import number, unit_word

UNKNOWN = "不详"
NONE_OF_THESE = "以上均无"
RECORD_ROWS = 4
ROLES = {"item": "", "option": "可选", "information": "仅作提示"}


def form_html(calculator: Calculator) -> str:
    """Title, purpose, fields, button."""
    fields = "".join(_field(definition) for definition in calculator.inputs)
    sources = "；".join(f"{s.doc} {s.place}" for s in calculator.sources)
    return (
        f'<form class="calculator" data-calculator="{esc(calculator.name)}" autocomplete="off">'
        f"<h2>{esc(calculator.title)}</h2><p>{esc(calculator.purpose)}。未知的不要填，也不会按阴性处理。</p>"
        f'<div class="fields">{fields}</div>'
        f'<div class="buttons"><button type="submit" class="run">计算</button><button type="reset">清空</button></div>'
        f'<p class="rule">依据：{esc(sources)}</p></form>'
    )


def _field(definition: Input) -> str:
    name, label = esc(definition.name), esc(definition.label)
    note = "；".join(p for p in (ROLES[definition.role], definition.help, _range(definition)) if p)
    hint = f'<small id="h-{name}">{esc(note)}</small>' if note else ""
    described = f' aria-describedby="h-{name}"' if note else ""
    control = _CONTROLS[definition.kind](definition, f'id="f-{name}"{described}')
    group = definition.kind in (Kind.CHOICES, Kind.RECORDS)
    tag, css = ("fieldset", "field wide") if group else ("div", "field")
    title = f"<legend>{label}</legend>" if group else f'<label for="f-{name}">{label}</label>'
    return (
        f'<{tag} class="{css}" data-input="{name}" data-kind="{definition.kind.value}">'
        f'{title}<div class="control">{control}</div>{hint}</{tag}>'
    )


def _range(definition: Input) -> str:
    if definition.plausible is None:
        return ""
    low, high = (number(plain(limit)) for limit in definition.plausible)
    return f"{low}–{high} {unit_word(definition.canonical_unit)}".strip()


def _quantity(definition: Input, attributes: str) -> str:
    q = definition.quantity
    assert q is not None
    units = (("", "选单位"),) if q.unit_required else ()
    rows = _options((*units, *((unit, unit_word(unit)) for unit in q.units)))
    return (
        f'<input type="text" inputmode="decimal" data-part="value" {attributes}>'
        f'<select data-part="unit" aria-label="{esc(definition.label)}的单位">{rows}</select>'
    )


def _number(definition: Input, attributes: str) -> str:
    unit = f"<span>{esc(definition.unit)}</span>" if definition.unit else ""
    return f'<input type="text" inputmode="decimal" data-part="value" {attributes}>{unit}'


def _options(options: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<option value="{esc(code)}">{esc(label)}</option>' for code, label in options)


def _select(options: Iterable[tuple[str, str]], attributes: str) -> str:
    return f'<select data-part="value" {attributes}>{_options((("", UNKNOWN), *options))}</select>'


def _boolean(_definition: Input, attributes: str) -> str:
    return _select((("true", "是"), ("false", "否")), attributes)


def _choice(definition: Input, attributes: str) -> str:
    return _select(((o.code, o.label) for o in definition.options), attributes)


def _choices(definition: Input, _attributes: str) -> str:
    boxes = (*((o.code, o.label) for o in definition.options), ("", NONE_OF_THESE))
    rows = (f'<label><input type="checkbox" value="{esc(code)}">{esc(label)}</label>' for code, label in boxes)
    return "".join(rows)


def _date(_definition: Input, attributes: str) -> str:
    return f'<input type="date" data-part="value" {attributes}>'


def _text(_definition: Input, attributes: str) -> str:
    return f'<input type="text" data-part="value" {attributes}>'


def _records(definition: Input, _attributes: str) -> str:
    cells = "".join(
        f'<span class="cell" data-input="{esc(f.name)}" data-kind="{f.kind.value}"><span>{esc(f.label)}</span>'
        + _CONTROLS[f.kind](f, f'aria-label="{esc(f.label)}"')
        + "</span>"
        for f in definition.fields
    )
    return f'<div class="record">{cells}</div>' * RECORD_ROWS


_CONTROLS: Mapping[Kind, Callable[[Input, str], str]] = MappingProxyType({
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
