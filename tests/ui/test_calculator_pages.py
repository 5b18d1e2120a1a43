"""The pages of docs/calculators: current, complete, and well formed."""

import re
from pathlib import Path

import pytest

from tools.calculator import Example, Source
from tools.inputs import number, quantity
from tools.registry import CALCULATORS
from ui import calculator_pages
from ui.calculator_pages import EXAMPLES, FOLDER, INDEX, chosen, main, pages, source_text, units_text, worked_examples


def section(text: str, title: str) -> str:
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return dict(pages())


def test_committed_pages_are_those_of_the_definitions(texts: dict[str, str]) -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    differing = sorted(n for n in texts.keys() | committed.keys() if texts.get(n) != committed.get(n))
    assert differing == [], "run `make docs`"


def test_main_writes_all_pages_and_removes_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(calculator_pages, "FOLDER", tmp_path / "docs")
    main()
    (tmp_path / "docs" / "gone.md").write_text("old", encoding="utf-8")
    main()
    assert {path.name for path in (tmp_path / "docs").iterdir()} == {INDEX, *(f"{name}.md" for name in CALCULATORS)}


@pytest.mark.parametrize("name", CALCULATORS)
def test_page_names_every_input_and_option(name: str, texts: dict[str, str]) -> None:
    inputs = section(texts[f"{name}.md"], "输入")
    for definition in CALCULATORS[name].inputs:
        row = next(line for line in inputs.splitlines() if line.startswith(f"| `{definition.name}` | "))
        assert definition.label in row
        assert all(alias.replace("|", "\\|") in row for alias in definition.aliases)
        assert all(f"`{o.code}` {o.label}" in inputs for o in definition.options)


@pytest.mark.parametrize("name", CALCULATORS)
def test_page_has_purpose_rule_and_source(name: str, texts: dict[str, str]) -> None:
    page, calculator = texts[f"{name}.md"], CALCULATORS[name]
    assert f"用途：{calculator.purpose}\n" in page
    assert calculator.rule_zh in section(page, "规则")
    assert section(page, "依据").count("\n- ") == len(calculator.sources)


@pytest.mark.parametrize("name", CALCULATORS)
def test_page_has_two_to_four_examples(name: str, texts: dict[str, str]) -> None:
    assert 2 <= texts[f"{name}.md"].count("\n### 示例 ") <= 4


def test_rows_of_a_table_have_as_many_cells_as_its_head(texts: dict[str, str]) -> None:
    for text in texts.values():
        for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1, table


def test_index_links_every_page(texts: dict[str, str]) -> None:
    assert re.findall(r"\((\w+\.md)\)", texts[INDEX]) == sorted(
        (f"{name}.md" for name in CALCULATORS), key=lambda f: list(_by_field()).index(f.removesuffix(".md"))
    )


def _by_field() -> list[str]:
    fields = list(dict.fromkeys(c.field for c in CALCULATORS.values()))
    return sorted(CALCULATORS, key=lambda name: fields.index(CALCULATORS[name].field))


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        (quantity("x", "creatinine"), "µmol/L；mg/dL ×88.4"),
        (quantity("x", "acr"), "mg/mmol；mg/g ÷8.84（必须写明）"),
        (quantity("x", "weight"), "kg；lb ×0.45359237"),
        (quantity("x", "age"), "岁"),
        (number("x", "BMI", "8", "100", unit="kg/m²"), "kg/m²"),
    ],
)
def test_units_are_shown_with_exact_factors(definition: object, text: str) -> None:
    assert units_text(definition) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source("nccn-mm-2022v5", "MYEL-A"), "NCCN 多发性骨髓瘤临床实践指南（中文版），版本 5.2022：MYEL-A"),
        (Source("LIT", "Payne 1973, doi:10.1/x.2"), "文献：Payne 1973, [doi:10.1/x.2](https://doi.org/10.1/x.2)"),
        (Source("LIT", "NCI 2017"), "文献：NCI 2017"),
    ],
)
def test_sources_are_named_in_full(source: Source, text: str) -> None:
    assert source_text(source) == text


def test_examples_differ_in_kind_and_keep_their_order() -> None:
    kinds = [("ok", 1), ("ok", 1), ("error", 0), ("ok", 2), ("ok", 3), ("undetermined", 0), ("error", 0)]
    pool = [Example({"n": n}, {"status": s, "result": {"stage": r}}) for n, (s, r) in enumerate(kinds)]
    assert [example.inputs["n"] for example in chosen(pool)] == [0, 2, 3, 5]


def test_every_calculator_has_examples() -> None:
    assert all(worked_examples(EXAMPLES).values())
