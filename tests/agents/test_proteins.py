"""Heavy and light chains."""

import pytest

from agents.extraction import extract


@pytest.mark.parametrize(
    ("text", "heavy", "chain"),
    [
        ("女，71岁，IgG-κ，骨髓浆细胞28%", "IgG", "kappa"), ("IgA-λ骨髓瘤", "IgA", "lambda"), ("多发性骨髓瘤IgA-κ型", "IgA", "kappa"), ("IgD型MM", "IgD", None), ("MGUS（IgG-κ，M蛋白6g/L）", "IgG", "kappa"),
        ("轻链型骨髓瘤（κ）", "none", "kappa"), ("多发性骨髓瘤轻链λ型", "none", "lambda"), ("IgG 39.6g/L", None, None), ("IgG-κ转阴", None, None), ("未见IgA-λ条带", None, None), ("IgA肾病", None, None),
    ],
)  # fmt: skip
def test_the_monoclonal_protein(text: str, heavy: str | None, chain: str | None) -> None:
    values = extract(text).values
    assert tuple(values[n].raw if n in values else None for n in ("heavy_chain", "involved_chain")) == (heavy, chain)


@pytest.mark.parametrize("text", ["受累轻链（λ）650mg/L，非受累5mg/L", "λ 650mg/L，κ 5mg/L", "κ/λ=5/650 mg/L"])
def test_both_chains(text: str) -> None:
    values = extract(text).values
    assert (values["kappa"].raw["value"], values["lambda"].raw["value"]) == ("5", "650")


@pytest.mark.parametrize("text", ["κ/λ 117.6", "尿κ 120mg/L，λ 3mg/L", "IgG-κ型 2.轻度贫血", "24h尿轻链κ 300mg/L"])
def test_no_serum_light_chain(text: str) -> None:
    assert not {"kappa", "lambda", "current.kappa", "current.lambda"} & extract(text).values.keys()
