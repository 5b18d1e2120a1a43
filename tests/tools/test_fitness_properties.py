"""Properties of the frailty score and of the Charlson index over random inputs."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.charlson import DISEASES
from tools.registry import calculate

ITEMS = {"age": st.integers(18, 110), "adl": st.integers(0, 6), "iadl": st.integers(0, 8), "cci": st.integers(0, 37)}
COMORBID = st.fixed_dictionaries({name: st.booleans() for name in DISEASES})


@given(st.fixed_dictionaries(ITEMS), st.sets(st.sampled_from(sorted(ITEMS))))
def test_frailty_is_safe_against_unknown_items(inputs: dict[str, Any], removed: set[str]) -> None:
    full = calculate("imwg_frailty", inputs).as_json()["result"]
    answer = calculate("imwg_frailty", {k: v for k, v in inputs.items() if k not in removed}).as_json()
    found = answer["result"]
    assert found["group"] == full["group"] if answer["status"] == "ok" else full["group"] in answer["possible"]
    assert found["score_min"] <= full["score"] <= found["score_max"]


@given(st.fixed_dictionaries(ITEMS), st.fixed_dictionaries(ITEMS))
def test_worse_items_never_mean_a_lower_frailty_score(one: dict[str, int], other: dict[str, int]) -> None:
    worst = {name: (min if name in ("adl", "iadl") else max)(one[name], other[name]) for name in ITEMS}
    score = calculate("imwg_frailty", one).as_json()["result"]["score"]
    assert calculate("imwg_frailty", worst).as_json()["result"]["score"] >= score


@given(COMORBID, st.sets(st.sampled_from(sorted(DISEASES))))
def test_charlson_bounds_hold_whatever_the_unknown_diseases_are(inputs: dict[str, bool], removed: set[str]) -> None:
    full = calculate("charlson_index", inputs).as_json()["result"]
    answer = calculate("charlson_index", {k: v for k, v in inputs.items() if k not in removed}).as_json()
    found = answer["result"]
    assert found["score_min"] <= full["score"] <= found["score_max"]
    assert found["imwg_cci_point"] in (full["imwg_cci_point"], None)
    if answer["status"] == "ok":
        assert found["score"] == full["score"]


@given(COMORBID, st.sampled_from(sorted(DISEASES)))
def test_a_further_disease_never_lowers_the_charlson_score(inputs: dict[str, bool], further: str) -> None:
    score = calculate("charlson_index", inputs).as_json()["result"]["score"]
    assert calculate("charlson_index", inputs | {further: True}).as_json()["result"]["score"] >= score
