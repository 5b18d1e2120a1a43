"""Properties of the routine blood calculations."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate


def result(name: str, **inputs: Any) -> dict[str, Any]:
    found: dict[str, Any] = calculate(name, inputs).as_json()["result"]
    return found


@given(st.integers(1, 100000), st.integers(0, 100))
def test_anc_does_not_depend_on_the_unit(per_ul: int, percent: int) -> None:
    typed = result("anc", wbc={"value": per_ul, "unit": "/µL"}, neutrophil_percent=percent)
    assert typed == result("anc", wbc=str(per_ul / 1000), neutrophil_percent=percent)


@given(st.decimals(0, 20, places=2), st.decimals(0, 20, places=2), st.integers(1, 100))
def test_more_cells_never_mean_a_worse_grade(one: Any, other: Any, percent: int) -> None:
    few, many = (result("anc", wbc=str(w), neutrophil_percent=percent) for w in sorted((one, other)))
    assert few["ctcae_grade"] >= many["ctcae_grade"]


@given(st.integers(10, 60), st.integers(10, 60))
def test_ag_ratio_is_the_same_from_total_or_globulin(albumin: int, globulin: int) -> None:
    total = {"value": str((albumin + globulin) / 10), "unit": "g/dL"}
    assert result("ag_ratio", albumin=albumin, total_protein=total) == result(
        "ag_ratio", albumin=albumin, globulin=globulin
    )


@given(st.integers(120, 160), st.integers(85, 120), st.integers(10, 40), st.integers(10, 50))
def test_anion_gap_correction_vanishes_at_normal_albumin(na: int, cl: int, hco3: int, albumin: int) -> None:
    found = result("anion_gap", sodium=na, chloride=cl, bicarbonate=hco3, albumin=albumin)
    assert (found["albumin_corrected"] > found["anion_gap"]) is (albumin < 40)
