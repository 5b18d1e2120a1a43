"""The form of a calculator, made from its definition: one field an input, a unit where there is one."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tools.calculator import Calculator, plain
from tools.inputs import Input, Kind
from ui.web.markup import esc
from ui.words import number

UNKNOWN = "不详"
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
    role = ROLES.get(definition.role, "")
    note = "；".join(p for p in (role, definition.help, _range(definition)) if p)
    hint = f'<small id="h-{esc(definition.name)}">{esc(note)}</small>' if note else ""
    described = f' aria-describedby="h-{esc(definition.name)}"' if note else ""
    wide = " wide" if definition.kind in (Kind.CHOICES, Kind.RECORDS) else ""
    control = _CONTROLS[definition.kind](definition, described)
    tag = "fieldset" if wide else "div"
    label = f"<legend>{esc(definition.label)}</legend>" if wide else f'<label for="f-{esc(definition.name)}">{esc(definition.label)}</label>'
    return (
        f'<{tag} class="field{wide}" data-input="{esc(definition.name)}" data-kind="{definition.kind.value}">'
        f"{label}<div class=\"control\">{control}</div>{hint}</{tag}>"
    )


def _range(definition: Input) -> str:
    if definition.plausible is None:
        return ""
    low, high = (number(plain(limit)) for limit in definition.plausible)
    return f"{low}–{high} {definition.canonical_unit}".strip()


def _id(definition: Input) -> str:
    return f'id="f-{esc(definition.name)}" data-part="value"'


def _quantity(definition: Input, described: str) -> str:
    q = definition.quantity
    assert q is not None
    first = f'<option value="">选单位</option>' if q.unit_required else ""
    units = first + "".join(f'<option value="{esc(u)}">{esc(u)}</option>' for u in q.units)
    return (
        f'<input type="text" inputmode="decimal" {_id(definition)}{described}>'
        f'<select data-part="unit" aria-label="{esc(definition.label)}的单位">{units}</select>'
    )


def _number(definition: Input, described: str) -> str:
    unit = f"<span>{esc(definition.unit)}</span>" if definition.unit else ""
    return f'<input type="text" inputmode="decimal" {_id(definition)}{described}>{unit}'


def _select(definition: Input, described: str, options: tuple[tuple[str, str], ...]) -> str:
    rows = "".join(f'<option value="{esc(code)}">{esc(label)}</option>' for code, label in (("", UNKNOWN), *options))
    return f"<select {_id(definition)}{described}>{rows}</select>"


def _boolean(definition: Input, described: str) -> str:
    return _select(definition, described, (("true", "是"), ("false", "否")))


def _choice(definition: Input, described: str) -> str:
    return _select(definition, described, tuple((o.code, o.label) for o in definition.options))


def _choices(definition: Input, _described: str) -> str:
    boxes = (*((o.code, o.label) for o in definition.options), ("", "以上均无"))
    return "".join(f'<label class="box"><input type="checkbox" value="{esc(code)}">{esc(label)}</label>' for code, label in boxes)


def _date(definition: Input, described: str) -> str:
    return f'<input type="date" {_id(definition)}{described}>'


def _text(definition: Input, described: str) -> str:
    return f'<input type="text" {_id(definition)}{described}>'


def _records(definition: Input, _described: str) -> str:
    cells = "".join(
        f'<span class="cell" data-input="{esc(f.name)}" data-kind="{f.kind.value}"><span>{esc(f.label)}</span>'
        f"{_CONTROLS[f.kind](f, '').replace(_id(f), f'data-part=\"value\" aria-label=\"{esc(f.label)}\"')}</span>"
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
