"""Property of relapse: safe with unknown inputs."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

complete = st.fixed_dictionaries(
    {
        "new_plasmacytoma_or_bone_lesion": st.sampled_from([False, False, True]),
        "spd_nadir": st.sampled_from([0, 4]),
        "spd_current": st.sampled_from([0, 4, 6]),
        "diameter_increase_cm": st.sampled_from([0, 1]),
        "calcium": st.sampled_from([2.3, 2.8]),
        "hb_before": st.just(120),
        "hb": st.sampled_from([100, 110]),
        "hb_other_cause": st.booleans(),
        "creatinine_start": st.just(80),
        "creatinine": st.sampled_from([80, 300]),
        "creatinine_other_cause": st.booleans(),
        "hyperviscosity": st.sampled_from([False, False, True]),
        "prior_best": st.sampled_from(["CR", "MRD_negative", "less_than_CR"]),
        "immunofixation": st.sampled_from(["negative", "positive"]),
        "bmpc": st.sampled_from([2, 5]),
        "mrd_lost": st.booleans(),
    }
)


@given(complete, st.data())
def test_safe_with_unknown_inputs(inputs: dict[str, Any], data: st.DataObject) -> None:
    full = calculate("imwg_relapse", inputs).result
    dropped = data.draw(st.sets(st.sampled_from(sorted(inputs))))
    part = calculate("imwg_relapse", {name: value for name, value in inputs.items() if name not in dropped})
    for key in ("clinical_relapse", "relapse_from_cr_or_mrd"):
        assert part.result[key] in (None, full[key])
    assert set(part.result["criteria"]) <= set(full["criteria"])
    assert part.status == "ok" or (part.missing and set(part.missing) <= dropped)
