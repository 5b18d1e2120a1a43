"""Unknown-safety of the POEMS criteria over random findings."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import CALCULATORS, calculate

FLAGS = sorted(
    i.name for i in CALCULATORS["poems_diagnosis"].inputs if i.name not in ("vegf", "vegf_uln", "light_chain")
)


@given(st.fixed_dictionaries({name: st.booleans() for name in FLAGS}), st.sets(st.sampled_from(FLAGS)))
def test_removed_findings_never_change_the_diagnosis_silently(inputs: dict[str, Any], removed: set[str]) -> None:
    full = calculate("poems_diagnosis", inputs).as_json()["result"]["poems"]
    answer = calculate("poems_diagnosis", {k: v for k, v in inputs.items() if k not in removed}).as_json()
    if answer["status"] == "ok":
        assert answer["result"]["poems"] is full
    else:
        assert answer["possible"] == [True, False]
        assert set(answer["missing"]) <= removed
        assert answer["missing"]
