"""Properties of the kidney calculators over random inputs."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tools.registry import calculate

AGE = st.integers(18, 110)
CREATININE = st.integers(30, 1500)
WEIGHT = st.integers(35, 200)
SEX = st.sampled_from(["male", "female"])
CRCL = st.decimals(0, 180, places=1)


def result(name: str, **inputs: Any) -> dict[str, Any]:
    found: dict[str, Any] = calculate(name, inputs).as_json()["result"]
    return found


@given(AGE, SEX, WEIGHT, st.decimals("0.4", 15, places=2))
def test_clearance_does_not_depend_on_the_unit(age: int, sex: str, weight: int, mgdl: Decimal) -> None:
    typed = {"value": str(mgdl), "unit": "mg/dL"}
    converted = str(mgdl * Decimal("88.4"))
    found = [result("creatinine_clearance", age=age, sex=sex, weight=weight, creatinine=c) for c in (typed, converted)]
    assert found[0] == found[1]


@given(AGE, SEX, WEIGHT, CREATININE, CREATININE)
def test_more_creatinine_never_means_more_function(age: int, sex: str, weight: int, one: int, other: int) -> None:
    low, high = sorted((one, other))
    for name, key in (("creatinine_clearance", "crcl"), ("egfr_ckd_epi_2021", "egfr"), ("egfr_mdrd", "egfr")):
        body = {"weight": weight} if key == "crcl" else {}
        less = result(name, age=age, sex=sex, creatinine=high, **body)[key]
        assert less <= result(name, age=age, sex=sex, creatinine=low, **body)[key]


@given(AGE, AGE, SEX, CREATININE)
def test_age_never_raises_function(one: int, other: int, sex: str, creatinine: int) -> None:
    young, old = sorted((one, other))
    for name in ("egfr_ckd_epi_2021", "egfr_mdrd"):
        older = result(name, age=old, sex=sex, creatinine=creatinine)["egfr"]
        assert older <= result(name, age=young, sex=sex, creatinine=creatinine)["egfr"]


@given(CRCL, CRCL, st.booleans(), st.booleans())
def test_a_lower_clearance_never_means_more_lenalidomide(one: Any, other: Any, low: bool, high: bool) -> None:
    # Dialysis belongs to the worse kidney only.
    assume(low or not high)

    def daily(crcl: Any, dialysis: bool) -> Fraction:
        found = result("lenalidomide_renal_dose", crcl=str(crcl), dialysis=dialysis)
        return Fraction(1000) if found["dose_mg"] is None else Fraction(found["dose_mg"] * 24, found["interval_h"])

    less, more = sorted((one, other))
    assert daily(less, low) <= daily(more, high)


@given(st.integers(30, 400), CREATININE, CREATININE)
def test_more_creatinine_never_lowers_the_aki_stage(before: int, one: int, other: int) -> None:
    timing = {"rise_within_48h": True, "rise_within_7d": True, "rrt": False, "creatinine_baseline": before}
    low, high = (result("kdigo_aki_stage", creatinine=c, **timing)["stage"] for c in sorted((one, other)))
    assert low <= high


@given(st.integers(30, 400), CREATININE, st.decimals(0, 2, places=2), st.integers(1, 48))
def test_aki_stage_is_the_higher_of_its_parts(before: int, now: int, rate: Any, hours: int) -> None:
    blood = {"creatinine_baseline": before, "creatinine": now, "rise_within_48h": True, "rise_within_7d": True}
    urine = {"urine_ml_kg_h": str(rate), "urine_hours": hours}
    whole = result("kdigo_aki_stage", **blood, **urine, rrt=False)["stage"]
    alone = result("kdigo_aki_stage", **{**blood, "creatinine": before}, **urine, rrt=False)["stage"]
    assert whole == max(alone, result("kdigo_aki_stage", **blood, rrt=False)["stage"])


@given(st.integers(1, 3000), st.integers(1, 48))
def test_urine_target_does_not_depend_on_the_unit(volume: int, hours: int) -> None:
    litres = {"value": str(Decimal(volume) / 1000), "unit": "L"}
    assert result("renal_support_targets", urine_volume=volume, hours=hours) == result(
        "renal_support_targets", urine_volume=litres, hours=hours
    )
