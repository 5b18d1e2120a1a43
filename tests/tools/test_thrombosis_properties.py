"""Properties of the thrombosis calculators over random inputs."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

RISKS = ("imid", "pelvic_hip_femur_fracture", "esa", "doxorubicin_or_multiagent", "vte_history", "cvc")
IMPEDE = st.fixed_dictionaries({
    **dict.fromkeys((*RISKS, "asian_pacific"), st.booleans()),
    "bmi": st.sampled_from([18, 24.9, 25, 32]),
    "dexamethasone": st.sampled_from(["none", "low", "high"]),
    "thromboprophylaxis": st.sampled_from(["none", "aspirin", "warfarin", "doac_prophylactic"]),
})  # fmt: skip
SCORES = st.fixed_dictionaries({"impede_score": st.integers(-7, 24)})
MG = st.decimals(0, 2000, places=1)


def result(name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = calculate(name, inputs).as_json()["result"]
    return found


@given(IMPEDE, st.sampled_from(RISKS))
def test_a_risk_factor_never_lowers_the_impede_score(inputs: dict[str, Any], risk: str) -> None:
    present = result("impede_vte", {**inputs, risk: True})["score"]
    assert present > result("impede_vte", {**inputs, risk: False})["score"]


@given(IMPEDE)
def test_prophylaxis_never_raises_the_impede_score(inputs: dict[str, Any]) -> None:
    found = result("impede_vte", inputs)
    assert found["score"] <= found["score_without_prophylaxis"]


@given(IMPEDE, st.sets(st.sampled_from(list(RISKS))))
def test_the_score_lies_in_the_range_of_a_partial_call(inputs: dict[str, Any], removed: set[str]) -> None:
    partial = result("impede_vte", {k: v for k, v in inputs.items() if k not in removed})
    assert partial["score_min"] <= result("impede_vte", inputs)["score"] <= partial["score_max"]


@given(SCORES, st.integers(0, 200), st.integers(0, 200))
def test_lower_platelets_never_add_a_drug(inputs: dict[str, Any], one: int, other: int) -> None:
    fewer, more = (
        set(result("vte_prophylaxis", {**inputs, "contraindication": False, "platelets": n})["options"])
        for n in sorted((one, other))
    )
    assert fewer <= more


@given(MG, MG)
def test_more_dexamethasone_never_scores_less(one: Any, other: Any) -> None:
    less, more = (result("dexamethasone_cycle_dose", {"total_mg_per_cycle": str(mg)}) for mg in sorted((one, other)))
    assert less["saved_points"] <= more["saved_points"]
    assert less["impede_points"] <= more["impede_points"]


@given(MG)
def test_both_scores_class_a_dose_as_the_dose_calculator_does(mg: Any) -> None:
    classes = result("dexamethasone_cycle_dose", {"total_mg_per_cycle": str(mg)})
    points = {
        n: result(n, {"dex_mg_per_cycle": str(mg)})["points"]["dexamethasone"] for n in ("saved_vte", "impede_vte")
    }
    assert points == {"saved_vte": classes["saved_points"], "impede_vte": classes["impede_points"]}
