"""Properties of R2-ISS and Durie-Salmon: monotone score, safe with unknown inputs."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

GROUPS = ["I", "II", "III", "IV"]
r2_inputs = st.fixed_dictionaries(
    {
        "b2m": st.sampled_from([3.0, 4.0, 6.0]),
        "albumin": st.sampled_from([30, 40]),
        "ldh": st.sampled_from([200, 300]),
        "ldh_uln": st.just(250),
        "del17p": st.booleans(),
        "t_4_14": st.booleans(),
        "gain_1q": st.booleans(),
    }
)
ds_inputs = st.fixed_dictionaries(
    {
        "hb": st.sampled_from([80, 85, 100, 120]),
        "calcium": st.sampled_from([2.3, 3.0, 3.1]),
        "lytic_lesions": st.integers(0, 5),
        "heavy_chain": st.sampled_from(["IgG", "IgA", "none"]),
        "serum_m": st.sampled_from(["20 g/L", "40 g/L", "60 g/L", "80 g/L"]),
        "urine_m": st.sampled_from(["0 g/24h", "5 g/24h", "13 g/24h"]),
        "creatinine": st.sampled_from([80, 200]),
    }
)


@given(r2_inputs, st.sampled_from(["del17p", "t_4_14", "gain_1q"]))
def test_a_lesion_never_lowers_the_group(inputs: dict[str, Any], lesion: str) -> None:
    without, with_it = (calculate("r2_iss", {**inputs, lesion: state}).result for state in (False, True))
    assert with_it["score"] > without["score"]
    assert GROUPS.index(with_it["group"]) >= GROUPS.index(without["group"])


@given(r2_inputs, st.data())
def test_r2_iss_is_safe_with_unknown_inputs(inputs: dict[str, Any], data: st.DataObject) -> None:
    full = calculate("r2_iss", inputs).result
    dropped = data.draw(st.sets(st.sampled_from(sorted(inputs))))
    part = calculate("r2_iss", {name: value for name, value in inputs.items() if name not in dropped})
    assert full["group"] in ([part.result["group"]] if part.status == "ok" else part.possible)
    assert part.result["score_min"] <= full["score"] <= part.result["score_max"]
    assert part.result["score"] in (None, full["score"])


@given(ds_inputs, st.data())
def test_durie_salmon_is_safe_with_unknown_inputs(inputs: dict[str, Any], data: st.DataObject) -> None:
    full = calculate("durie_salmon", inputs).result
    dropped = data.draw(st.sets(st.sampled_from(sorted(inputs))))
    part = calculate("durie_salmon", {name: value for name, value in inputs.items() if name not in dropped})
    assert full["label"] in ([part.result["label"]] if part.status == "ok" else part.possible)
    assert part.result["stage"] in (None, full["stage"])
    assert part.status == "ok" or set(part.missing) <= dropped
