"""A glucocorticoid to be expressed as another."""

from typing import Any

import pytest

from agents.extraction import extract


def said(text: str) -> dict[str, Any]:
    found = {name: f.raw for name, f in extract(text).values.items()}
    return {name: found.get(name) for name in ("from_drug", "dose_mg", "to_drug")}


@pytest.mark.parametrize(
    ("text", "given", "dose", "wanted"),
    [
        ("泼尼松60mg换算成地塞米松多少？", "prednisone", 60, "dexamethasone"), ("原来吃强的松30毫克/日，想换成等效的地米", "prednisone", 30, "dexamethasone"),
        ("地塞米松10mg相当于多少泼尼松", "dexamethasone", 10, "prednisone"), ("甲泼尼龙40mg等效的强的松龙", "methylprednisolone", 40, "prednisolone"),
        ("氢化可的松一百毫克换成甲强龙", "hydrocortisone", 100, "methylprednisolone"), ("DXM 7.5mg 折合泼尼松", "dexamethasone", 7.5, "prednisone"),
    ],
)  # fmt: skip
def test_the_drug_its_dose_and_the_drug_wanted(text: str, given: str, dose: float, wanted: str) -> None:
    assert said(text) == {"from_drug": given, "dose_mg": dose, "to_drug": wanted}


@pytest.mark.parametrize("text", ["泼尼松60mg qd", "地塞米松40mg qw", "COMPLEX 10mg换成HCG", ""])
def test_without_a_conversion_nothing_is_read(text: str) -> None:
    assert said(text)["from_drug"] is None


def test_a_value_stands_in_its_clause() -> None:
    found = extract("目前强的松60mg，拟换成地米。").values
    assert (found["from_drug"].text, found["to_drug"].text) == ("强的松60mg", "换成地米")
