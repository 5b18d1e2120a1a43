import re

import pytest

from tools.registry import CALCULATORS
from ui.web.calculators import result_html
from ui.web.form import form_html


@pytest.mark.parametrize("name", CALCULATORS)
def test_form_has_a_field_with_label_for_every_input(name: str) -> None:
    calculator = CALCULATORS[name]
    form = form_html(calculator)
    assert re.findall(r'class="field[^"]*" data-input="([^"]+)"', form) == [i.name for i in calculator.inputs]
    labelled = set(re.findall(r'<label for="([^"]+)"', form))
    assert labelled == set(re.findall(r'\bid="(f-[^"]+)"', form))


def test_units_can_be_chosen_and_the_canonical_one_is_first() -> None:
    form = form_html(CALCULATORS["iss"])
    assert '<option value="mg/L">mg/L</option><option value="ug/mL">' in form
    assert "选单位" not in form


def test_unit_has_to_be_chosen_where_it_is_required() -> None:
    assert '<option value="">选单位</option><option value="mg/L">' in form_html(CALCULATORS["flc_ratio"])


def test_finding_is_unknown_until_it_is_chosen() -> None:
    assert '<option value="">不详</option><option value="true">是</option>' in form_html(CALCULATORS["impede_vte"])


@pytest.mark.parametrize(
    ("name", "inputs", "words"),
    [
        ("iss", {"b2m": {"value": "6.1", "unit": "mg/L"}}, "ISS 分期为 III 期"),
        ("iss", {"b2m": {"value": "<b>", "unit": "mg/L"}}, "&lt;b&gt;"),
        ("iss", {"<i>": 1}, "&lt;i&gt;"),
        ("iss", "no object", "尚不能确定"),
        ("<b>", {}, "&lt;b&gt;"),
        (None, None, "None"),
    ],
)
def test_result_of_what_a_browser_sends(name: object, inputs: object, words: str) -> None:
    assert words in result_html(name, inputs)
