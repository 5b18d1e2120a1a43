"""Unknown-safety of the MGRS boxes over random findings."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

FLAG = st.booleans()
FINDINGS: dict[str, st.SearchStrategy[Any]] = {
    "symptomatic_mm": st.just(False), "aki_stage": st.integers(0, 3), "egfr": st.sampled_from([30, 59, 60, 90]),
    "egfr_decline_per_year": st.sampled_from([-1, 2, 2.1, 9]),
    "proteinuria": st.sampled_from(["0 g/24h", "1 g/24h", "1.1 g/24h"]),
    "acr": st.sampled_from(["2 mg/mmol", "3 mg/mmol", "30 mg/mmol", "31 mg/mmol"]),
    "fanconi": FLAG, "light_chain_proteinuria": FLAG, "urinalysis_normal": FLAG, "egfr_stable": FLAG,
}  # fmt: skip
COMPLETE = st.fixed_dictionaries(FINDINGS)


def biopsy(inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate("mgrs_biopsy", inputs).as_json()


@given(COMPLETE)
def test_complete_findings_are_always_decided(inputs: dict[str, Any]) -> None:
    answer = biopsy(inputs)
    assert (answer["status"], answer["missing"]) == ("ok", [])


@given(COMPLETE, st.sets(st.sampled_from(sorted(FINDINGS)), max_size=4))
def test_removed_findings_never_change_the_answer_silently(inputs: dict[str, Any], removed: set[str]) -> None:
    full = biopsy(inputs)["result"]["recommendation"]
    answer = biopsy({k: v for k, v in inputs.items() if k not in removed})
    found = answer["result"]["recommendation"]
    assert found == full if answer["status"] == "ok" else full in answer["possible"]


@given(COMPLETE, st.sampled_from(sorted(set(FINDINGS) - {"symptomatic_mm"})))
def test_missing_names_exactly_what_can_change_the_box(inputs: dict[str, Any], removed: str) -> None:
    answer = biopsy({k: v for k, v in inputs.items() if k != removed})
    assert (removed in answer["missing"]) is (answer["status"] == "undetermined")
