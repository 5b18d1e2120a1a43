"""Unknown-safety of the MGNS degrees over random features."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

FEATURES: dict[str, st.SearchStrategy[Any]] = {
    "pattern": st.sampled_from(["sensory", "motor_or_pain"]), "length_dependent": st.booleans(),
    "progression": st.sampled_from(["slow_years", "rapid_weeks_months"]),
    "symmetry": st.sampled_from(["bilateral_symmetric", "unilateral_or_asymmetric"]), "antibodies": st.booleans(),
    "demyelination": st.booleans(), "adl_interference": st.booleans(),
}  # fmt: skip


@given(st.fixed_dictionaries(FEATURES), st.sets(st.sampled_from(sorted(FEATURES))))
def test_removed_features_never_change_the_answer_silently(inputs: dict[str, Any], removed: set[str]) -> None:
    full = calculate("mgns_suspicion", inputs).as_json()["result"]
    answer = calculate("mgns_suspicion", {k: v for k, v in inputs.items() if k not in removed}).as_json()
    found = answer["result"]
    assert found["suspicion"] in (full["suspicion"], None)
    assert found["management"] in (full["management"], None)
    if answer["status"] == "undetermined":
        wanted = full["management"] if found["suspicion"] else full["suspicion"]
        assert wanted in answer["possible"]
