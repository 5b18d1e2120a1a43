"""20/2/20 and the light chain ratio: both sides of every limit, every warning, contradictions."""

from typing import Any

import pytest

from tools.registry import calculate

LOW: dict[str, Any] = {"bmpc": 15, "serum_m": "10 g/L", "flc_ratio_involved": 10, "smm_confirmed": True}


def run(name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate(name, inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("changes", "count", "risk", "months", "percent"),
    [
        ({"bmpc": 20, "serum_m": "20 g/L", "flc_ratio_involved": 20}, 0, "low", 110, 5),
        ({"bmpc": 20.1}, 1, "intermediate", 68, 17),
        ({"serum_m": "2.01 g/dL"}, 1, "intermediate", 68, 17),
        ({"flc_ratio_involved": 20.1}, 1, "intermediate", 68, 17),
        ({"bmpc": 21, "serum_m": "21 g/L"}, 2, "high", 29, 46),
        ({"bmpc": 21, "serum_m": "21 g/L", "flc_ratio_involved": 21}, 3, "high", 29, 46),
    ],
)
def test_risk_by_count(changes: dict[str, Any], count: int, risk: str, months: int, percent: int) -> None:
    result = run("smm_20_2_20", LOW | changes)["result"]
    found = (result["n_factors"], result["risk"], result["median_ttp_months"], result["two_year_progression_pct"])
    assert found == (count, risk, months, percent)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"smm_confirmed": None}, "applies_to_smm_only"),
        ({"smm_confirmed": False}, "applies_to_smm_only"),
        ({"bmpc": 60}, "slim_feature_not_smm"),
        ({"flc_ratio_involved": None, "kappa": "1000 mg/L", "lambda": "10 mg/L"}, "slim_feature_not_smm"),
        ({"bmpc": 21}, "intermediate_not_in_algorithm"),
        ({"flc_ratio_involved": 0.05}, "unusual_value:flc_ratio_involved"),
    ],
)
def test_smm_warnings(changes: dict[str, Any], code: str) -> None:
    assert code not in codes(run("smm_20_2_20", LOW))
    assert code in codes(run("smm_20_2_20", LOW | changes))


def test_ratio_of_100_below_100_mg_per_l_is_no_defining_event() -> None:
    inputs = LOW | {"flc_ratio_involved": None, "kappa": "99 mg/L", "lambda": "0.5 mg/L"}
    assert "slim_feature_not_smm" not in codes(run("smm_20_2_20", inputs))


def test_no_management_is_offered_with_a_defining_event() -> None:
    assert "观察" not in run("smm_20_2_20", LOW | {"bmpc": 60})["interpretation_zh"]


@pytest.mark.parametrize(("stated", "status"), [(20, "ok"), (21, "ok"), (21.1, "error"), (19, "ok"), (18.9, "error")])
def test_stated_and_computed_ratio_agree_within_5_percent(stated: float, status: str) -> None:
    inputs = LOW | {"flc_ratio_involved": stated, "kappa": "200 mg/L", "lambda": "10 mg/L"}
    assert run("smm_20_2_20", inputs)["status"] == status


def test_the_other_chain_is_asked_for_when_one_is_known() -> None:
    answer = run("smm_20_2_20", LOW | {"flc_ratio_involved": None, "bmpc": 25, "kappa": "10 mg/L"})
    assert answer["missing"] == ["flc_ratio_involved", "lambda"]


def test_an_abnormal_ratio_overrides_a_contradicting_chain() -> None:
    inputs = LOW | {
        "flc_ratio_involved": None,
        "kappa": "10 mg/L",
        "lambda": "300 mg/L",
        "involved_chain": "kappa",
    }
    answer = run("smm_20_2_20", inputs)
    assert answer["result"]["factors"]["flc_ratio"] is True
    assert "involved_chain_conflicts_with_ratio" in codes(answer)


@pytest.mark.parametrize(
    ("kappa", "lambda_", "normal", "involved"),
    [
        ("1.65 mg/L", "1 mg/L", True, None),
        ("1.651 mg/L", "1 mg/L", False, "kappa"),
        ("0.26 mg/L", "1 mg/L", True, None),
        ("0.2599 mg/L", "1 mg/L", False, "lambda"),
    ],
)
def test_reference_range_of_the_ratio(kappa: str, lambda_: str, normal: bool, involved: str | None) -> None:
    result = run("flc_ratio", {"kappa": kappa, "lambda": lambda_})["result"]
    assert (result["ratio_normal"], result["involved_chain"]) == (normal, involved)


def test_a_stated_chain_is_used_for_a_normal_ratio() -> None:
    result = run("flc_ratio", {"kappa": "12 mg/L", "lambda": "10 mg/L", "involved_chain": "λ"})["result"]
    assert (result["involved_chain"], result["dflc"], result["involved_uninvolved_ratio"]) == ("lambda", -2, 0.83)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"involved_chain": "lambda"}, "involved_chain_conflicts_with_ratio"),
        ({"kappa": "101 mg/L"}, "msd_flc_100mgL"),
        ({"renal_impairment": True}, "renal_flc_range"),
        ({"kappa": "31 mg/L", "renal_impairment": True}, "renal_flc_range"),
    ],
)
def test_flc_warnings(changes: dict[str, Any], code: str) -> None:
    base = {"kappa": "30 mg/L", "lambda": "10 mg/L"}
    assert code not in codes(run("flc_ratio", base))
    assert code in codes(run("flc_ratio", base | changes))


@pytest.mark.parametrize("kappa", ["16.5 mg/L", "31.1 mg/L"])
def test_no_renal_range_outside_1_65_to_3_1(kappa: str) -> None:
    answer = run("flc_ratio", {"kappa": kappa, "lambda": "10 mg/L", "renal_impairment": True})
    assert "renal_flc_range" not in codes(answer)


@pytest.mark.parametrize(("now", "percent", "reached"), [("1500 mg/L", 50, True), ("1501 mg/L", 50, False)])
def test_reduction_target_uses_the_unrounded_value(now: str, percent: float, reached: bool) -> None:
    inputs = {"kappa": "5 mg/L", "lambda": now, "baseline": {"lambda": "3000 mg/L"}}
    result = run("flc_ratio", inputs)["result"]
    assert (result["reduction_percent"], result["reduction_target_met"]) == (percent, reached)


def test_the_baseline_chain_is_used_once_the_ratio_is_normal() -> None:
    baseline = {"kappa": "5 mg/L", "lambda": "1000 mg/L"}
    result = run("flc_ratio", {"kappa": "8 mg/L", "lambda": "10 mg/L", "baseline": baseline})["result"]
    assert (result["involved_chain"], result["reduction_percent"]) == (None, 99)


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({"kappa": "5 mg/L", "lambda": "1000 mg/L", "baseline": {"kappa": "5 mg/L"}}, ["baseline.lambda"]),
        ({"kappa": "8 mg/L", "lambda": "10 mg/L", "baseline": {"kappa": "5 mg/L"}}, ["baseline.lambda"]),
        ({"kappa": "8 mg/L", "lambda": "10 mg/L"}, []),
        ({}, ["kappa", "lambda"]),
    ],
)
def test_what_is_missing_for_the_ratio(inputs: dict[str, Any], missing: list[str]) -> None:
    assert run("flc_ratio", inputs)["missing"] == missing
