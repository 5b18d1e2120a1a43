"""The calculators tab: choose one, fill in what is known, run it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from tools.messages import CalculatorInputError
from tools.registry import CALCULATORS, calculate
from ui.web.conversation import calculation_html
from ui.web.form import form_html
from ui.web.markup import esc

HERE = Path(__file__).parent
NO_RESULT = '<div class="panel empty"><h2>结果</h2><p>填好已知的数值后按“计算”。</p></div>'


def calculators_tab() -> None:
    """Lays out the tab; form and result come from the definitions."""
    fields = list(dict.fromkeys(c.field for c in CALCULATORS.values()))
    by_field = sorted(CALCULATORS.items(), key=lambda item: fields.index(item[1].field))
    choices = [(f"{c.field} · {c.title}", name) for name, c in by_field]
    first = choices[0][1]
    chosen = gr.Dropdown(choices, value=first, label="计算器", filterable=True, elem_id="calculator")
    with gr.Row(elem_id="calculating"):
        with gr.Column(scale=3, min_width=320):
            form = gr.HTML(
                form_html(CALCULATORS[first]),
                elem_id="form",
                apply_default_css=False,
                js_on_load=(HERE / "form.js").read_text(encoding="utf-8"),
            )
        with gr.Column(scale=2, min_width=320):
            result = gr.HTML(NO_RESULT, elem_id="result", apply_default_css=False)
    quiet = {"show_progress": "hidden", "api_visibility": "private", "concurrency_limit": None}

    def choose(name: str) -> tuple[str, str]:
        return form_html(CALCULATORS[name]), NO_RESULT

    def run(event: gr.EventData) -> str:
        return result_html(event.name, event.inputs)

    chosen.change(choose, [chosen], [form, result], **quiet)
    form.run(run, None, [result], **quiet)


def result_html(name: object, inputs: object) -> str:
    """The result of what the form sent; it comes from a browser, so nothing about it is taken for granted."""
    values: Mapping[str, Any] = inputs if isinstance(inputs, Mapping) else {}
    try:
        answer = calculate(str(name), values)
    except CalculatorInputError as error:
        return f'<div class="panel"><h2>结果</h2><p>{esc(error)}</p></div>'
    return f'<div class="panel" aria-live="polite"><h2>结果</h2>{calculation_html(answer)}</div>'
