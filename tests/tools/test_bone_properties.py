"""Properties of the bone and calcium calculators over random inputs."""

import datetime as dt
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

DRUGS = ("zoledronic_acid", "pamidronate", "denosumab", "clodronate_oral", "clodronate_iv", "incadronate")
CRCL = st.decimals(0, 180, places=1)
ALBUMIN = st.integers(15, 55)
CALCIUM = st.decimals("1.8", "4", places=2)
LEVELS = ("none", "treat", "immediate")


def result(name: str, **inputs: Any) -> dict[str, Any]:
    found: dict[str, Any] = calculate(name, inputs).as_json()["result"]
    return found


def amounts(drug: str, crcl: Decimal, source: str) -> tuple[float, float]:
    found = result("bone_agent_renal_dose", drug=drug, crcl=str(crcl))[source]
    if found["dose"] == "not_recommended":
        return 0, 0
    # NCCN's "reduce" names no number: between none and the full dose.
    low, high = found["dose_mg"] or (0, 4)
    return low, high


@given(st.sampled_from(DRUGS), CRCL, CRCL)
def test_a_lower_clearance_never_means_a_higher_dose(drug: str, one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    for source in ("csco", "nccn") if drug in DRUGS[:3] else ("csco",):
        low, high = amounts(drug, less, source), amounts(drug, more, source)
        assert low[0] <= high[0]
        assert low[1] <= high[1]


@given(st.sampled_from(DRUGS), CRCL, CRCL)
def test_a_lower_clearance_never_makes_a_drug_recommended(drug: str, one: Decimal, other: Decimal) -> None:
    less, more = (
        result("bone_agent_renal_dose", drug=drug, crcl=str(c), hypocalcaemia=False)["recommended"]
        for c in sorted((one, other))
    )
    assert less <= more


@given(st.sampled_from(DRUGS), CRCL)
def test_dialysis_never_means_a_higher_dose(drug: str, crcl: Decimal) -> None:
    inputs = {"drug": drug, "crcl": str(crcl)}
    on, off = (
        result("bone_agent_renal_dose", **inputs, dialysis=d)["csco"]["dose_mg"] or (0, 0) for d in (True, False)
    )
    assert on[1] <= off[1]


@given(st.dates(dt.date(1950, 1, 1), dt.date(2150, 1, 1)))
def test_the_days_of_a_hold_stand_in_order(day: dt.date) -> None:
    found = result("dental_procedure_hold", procedure_date=day.isoformat(), invasive=True)
    order = ("hold_from", "antibiotic_from", "antibiotic_to", "resume_not_before")
    assert sorted(found[k] for k in order) == [found[k] for k in order]
    assert found["antibiotic_from"] < day.isoformat() < found["antibiotic_to"]


@given(CALCIUM, CALCIUM, ALBUMIN)
def test_more_calcium_never_means_a_lower_level(one: Decimal, other: Decimal, albumin: int) -> None:
    low, high = (
        LEVELS.index(result("hypercalcaemia_action", calcium=str(c), albumin=albumin)["level"])
        for c in sorted((one, other))
    )
    assert low <= high


@given(CALCIUM, ALBUMIN, ALBUMIN, st.sampled_from(["payne", "china_mm"]))
def test_less_albumin_never_lowers_corrected_calcium(calcium: Decimal, one: int, other: int, formula: str) -> None:
    low, high = (
        result("corrected_calcium", calcium=str(calcium), albumin=a, formula=formula)["corrected"]
        for a in sorted((one, other))
    )
    assert high <= low


@given(CALCIUM, ALBUMIN)
def test_the_units_agree_up_to_the_rounded_coefficient(calcium: Decimal, albumin: int) -> None:
    # 0.8 mg/dL per g/dL is 0.01996 mmol/L per g/L, printed as 0.02.
    typed = {"value": str(round(calcium / Decimal("0.2495"), 4)), "unit": "mg/dL"}
    one = result("corrected_calcium", calcium=str(calcium), albumin=albumin)["corrected"]
    assert abs(one - result("corrected_calcium", calcium=typed, albumin=albumin)["corrected"]) <= 0.0101


@given(CALCIUM, ALBUMIN)
def test_the_action_uses_the_corrected_calcium(calcium: Decimal, albumin: int) -> None:
    inputs = {"calcium": str(calcium), "albumin": albumin}
    found, flags = result("hypercalcaemia_action", **inputs), result("corrected_calcium", **inputs)
    assert found["corrected"] == flags["corrected"]
    assert (found["level"] != "none", found["level"] == "immediate") == (flags["above_2_75"], flags["at_least_2_9"])


@given(st.integers(18, 110), st.integers(18, 110), st.sampled_from(["male", "female"]))
def test_recommended_intake_never_falls_with_age(one: int, other: int, sex: str) -> None:
    young, old = (result("calcium_vitd_intake", age=a, sex=sex, hypercalcaemia=False) for a in sorted((one, other)))
    assert (young["calcium_mg"] or 0) <= (old["calcium_mg"] or 0)
    assert (young["vitamin_d_iu"] or 0) <= (old["vitamin_d_iu"] or 0)
