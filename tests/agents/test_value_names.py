"""Names of values that are names only beside their number."""

import pytest

from agents.extraction import extract


@pytest.mark.parametrize(
    ("text", "name", "raw"),
    [
        ("受累/非受累轻链比30", "flc_ratio_involved", 30), ("轻链比5", "flc_ratio_involved", 5), ("ADL/IADL 6/8", "iadl", 8),
    ],
)  # fmt: skip
def test_a_plain_number(text: str, name: str, raw: object) -> None:
    assert extract(text).values[name].raw == raw


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("轻链比值0.045", "flc_ratio_involved"), ("白蛋白/球蛋白 0.5", "globulin"), ("补钙600mg", "calcium"), ("钾片1.0g", "potassium"), ("尿κ 120mg/L，λ 3mg/L", "lambda"),
    ],
)  # fmt: skip
def test_no_value(text: str, name: str) -> None:
    assert name not in extract(text).values


def test_serum_behind_urine_is_serum() -> None:
    assert extract("尿κ 120mg/L，血κ 300mg/L").values["kappa"].raw["value"] == "300"


@pytest.mark.parametrize("name", ["ca", "Ca", "CA", "cA", "钙"])
def test_calcium_beside_its_unit_is_calcium_in_any_case(name: str) -> None:
    assert extract(f"{name} 2.62 mmol/L").values["calcium"].raw["value"] == "2.62"
