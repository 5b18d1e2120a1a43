"""Properties of 20/2/20 and the light chain ratio."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.light_chains import LightChains
from tools.registry import calculate

RISKS = ["low", "intermediate", "high"]
level = st.integers(1, 20000).map(lambda n: Fraction(n, 10))
factors = st.fixed_dictionaries(
    {
        "bmpc": st.sampled_from([15, 20, 21]),
        "serum_m": st.sampled_from(["10 g/L", "20 g/L", "21 g/L"]),
        "flc_ratio_involved": st.sampled_from([5, 20, 21]),
    }
)


@given(factors, st.data())
def test_20_2_20_is_safe_with_unknown_inputs(inputs: dict[str, Any], data: st.DataObject) -> None:
    full = calculate("smm_20_2_20", inputs).result
    dropped = data.draw(st.sets(st.sampled_from(sorted(inputs))))
    part = calculate("smm_20_2_20", {name: value for name, value in inputs.items() if name not in dropped})
    assert full["risk"] in ([part.result["risk"]] if part.status == "ok" else part.possible)
    assert part.result["n_min"] <= full["n_factors"] <= part.result["n_max"]
    assert set(part.missing) == dropped


@given(factors)
def test_a_further_factor_never_lowers_the_risk(inputs: dict[str, Any]) -> None:
    risks = [calculate("smm_20_2_20", inputs | {"bmpc": bmpc}).result["risk"] for bmpc in (20, 21)]
    assert RISKS.index(risks[0]) <= RISKS.index(risks[1])


@given(level, level)
def test_exchanging_the_chains_mirrors_the_result(first: Fraction, second: Fraction) -> None:
    one, other = LightChains(first, second), LightChains(second, first)
    mirror = {"kappa": "lambda", "lambda": "kappa"}
    for chain, opposite in mirror.items():
        assert one.difference(chain) == other.difference(opposite)
        assert one.excess_ratio(chain) == other.excess_ratio(opposite)
    assert one.slim == other.slim


@given(level, level)
def test_mg_per_dl_gives_the_same_answer(kappa: Fraction, lambda_: Fraction) -> None:
    per_l = {"kappa": f"{float(kappa)} mg/L", "lambda": f"{float(lambda_)} mg/L"}
    per_dl = {"kappa": f"{float(kappa / 10)} mg/dL", "lambda": f"{float(lambda_ / 10)} mg/dL"}
    assert calculate("flc_ratio", per_l).result == calculate("flc_ratio", per_dl).result
