"""Properties of the equivalent doses."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.equivalence import OPIOIDS, STEROIDS, equivalent_steroid
from tools.registry import calculate

DRUG = st.sampled_from(sorted(STEROIDS))
ROWS = st.lists(st.tuples(st.sampled_from(sorted(OPIOIDS)), st.integers(0, 500)), min_size=1, max_size=5)


@given(DRUG, DRUG, st.fractions(0, 5000))
def test_converting_there_and_back_is_exact(one: str, other: str, dose: Fraction) -> None:
    assert equivalent_steroid(equivalent_steroid(dose, one, other), other, one) == dose


@given(ROWS, st.integers(0, 4))
def test_an_unknown_dose_is_safe(rows: list[tuple[str, int]], position: int) -> None:
    items: list[dict[str, Any]] = [{"drug": drug, "daily_dose": dose} for drug, dose in rows]
    full = calculate("morphine_equivalent", {"items": items}).as_json()["result"]
    items[position % len(items)]["daily_dose"] = None
    answer = calculate("morphine_equivalent", {"items": items}).as_json()
    found = answer["result"]
    assert found["level"] == full["level"] if answer["status"] == "ok" else full["level"] in answer["possible"]
    assert found["opioid_tolerant_60"] in (full["opioid_tolerant_60"], None)
    assert found["mme_per_day_min"] <= full["mme_per_day"]
