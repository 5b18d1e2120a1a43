"""Names of inputs in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.mentions import inputs_by_name, named_inputs
from tools.registry import CALCULATORS


def named(text: str) -> dict[str, frozenset[str]]:
    return {text[n.start : n.end]: n.inputs for n in named_inputs(text)}


@pytest.mark.parametrize(
    ("text", "piece", "name"),
    [
        ("血肌酐178", "血肌酐", "creatinine"), ("Scr 178", "Scr", "creatinine"), ("scr178", "scr", "creatinine"), ("β2-MG 5.6", "β2-MG", "b2m"),
        ("β2 MG 5.6", "β2 MG", "b2m"), ("Ca2.3", "Ca", "calcium"), ("Hb86", "Hb", "hb"), ("t(4;14)阳性", "t(4;14)", "t_4_14"),
        ("17p缺失", "17p缺失", "del17p"), ("24小时尿蛋白1.8g", "24小时尿蛋白", "proteinuria"), ("ISS分期", "ISS分期", "iss_stage"), ("ISS II期", "ISS", "iss_stage"), ("İİİ肌酐178", "肌酐", "creatinine"),
        ("骨髓浆细胞46%", "骨髓浆细胞", "bmpc"), ("κ/λ比值57.9", "κ/λ比值", "flc_ratio_involved"), ("肌酐清除率26", "肌酐清除率", "crcl"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_its_spellings(text: str, piece: str, name: str) -> None:
    assert name in named(text)[piece]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("降钙素 2.1", "calcium"), ("离子钙 1.3", "calcium"), ("Cancer", "calcium"), ("Hbs 1", "hb"), ("MDRD 5", "creatinine"),
        ("ALBUMINX 30", "albumin"), ("kg 60", "potassium"),
    ],
)  # fmt: skip
def test_a_part_of_another_word_is_no_name(text: str, name: str) -> None:
    assert all(name not in inputs for inputs in named(text).values())


def test_the_longest_name_wins() -> None:
    assert [t for t in named("校正血钙2.6")] == ["校正血钙"]


def test_calculators_are_named_as_well() -> None:
    assert {c for n in named_inputs("IMPEDE评分和CCI") for c in n.calculators} >= {"impede_vte"}


def test_every_input_of_every_calculator_is_known() -> None:
    wanted = {(i.name, i) for c in CALCULATORS.values() for i in c.inputs}
    assert wanted == {(name, d) for name, definitions in inputs_by_name().items() for d in definitions}


def test_every_input_is_found_by_its_label() -> None:
    lost = [n for n, ds in inputs_by_name().items() if len(ds[0].label) > 1 and not named_inputs(ds[0].label)]
    assert lost == []


@given(st.text(max_size=100))
def test_names_stand_in_the_text_from_left_to_right(text: str) -> None:
    found = named_inputs(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
