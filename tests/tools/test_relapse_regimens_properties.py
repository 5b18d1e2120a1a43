"""Unknown-safety of the regimen groups over random histories."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate
from tools.relapse_regimens import FLAGS

HISTORY: dict[str, st.SearchStrategy[Any]] = {name: st.booleans() for name in FLAGS}
HISTORY["months_since_primary_regimen"] = st.integers(0, 24)


@given(st.integers(0, 6), st.fixed_dictionaries(HISTORY), st.sets(st.sampled_from(sorted(HISTORY))))
def test_unknown_history_never_contradicts_the_known_one(
    lines: int, history: dict[str, Any], removed: set[str]
) -> None:
    full = calculate("relapse_regimen_eligibility", {"prior_lines": lines} | history)
    kept = {k: v for k, v in history.items() if k not in removed}
    answer = calculate("relapse_regimen_eligibility", {"prior_lines": lines} | kept)
    if full.status == "error" or answer.status == "error":
        return
    for group, state in answer.result["groups"].items():
        assert state in (full.result["groups"][group], None)
        assert state is not None or answer.missing
