"""eGFR equations, G stages and the two notions of renal insufficiency."""

from fractions import Fraction
from typing import Any

import pytest

from tools.registry import calculate
from tools.renal_gfr import ckd_epi, g_stage, mdrd


def run(name: str, **inputs: Any) -> dict[str, Any]:
    return calculate(name, inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("egfr", "stage"),
    [
        ("90", "G1"), ("89.99", "G2"), ("60", "G2"), ("59.99", "G3a"), ("45", "G3a"), ("44.99", "G3b"),
        ("30", "G3b"), ("29.99", "G4"), ("15", "G4"), ("14.99", "G5"), ("0", "G5"),
    ],
)  # fmt: skip
def test_g_stage_limits(egfr: str, stage: str) -> None:
    assert g_stage(Fraction(egfr)) == stage


@pytest.mark.parametrize(
    ("equation", "sex", "expected"),
    [
        # Creatinine equal to kappa leaves factor × base^age (× female): 142 × 0.9938^50 = 104.05.
        ("2021", "male", 142 * 0.9938**50),
        ("2021", "female", 142 * 0.9938**50 * 1.012),
        ("2009", "male", 141 * 0.993**50),
        ("2009", "female", 141 * 0.993**50 * 1.018),
    ],
)
def test_ckd_epi_at_kappa(equation: str, sex: str, expected: float) -> None:
    kappa = Fraction("0.7") if sex == "female" else Fraction("0.9")
    assert float(ckd_epi(equation, Fraction(50), sex, kappa * Fraction("88.4"))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("variant", "sex", "expected"),
    [
        ("idms175", "male", 175),
        ("original186", "male", 186),
        ("idms175", "female", 129.85),
        ("china2006", "female", 138.25),
    ],
)
def test_mdrd_at_creatinine_1_is_factor_times_age_power(variant: str, sex: str, expected: float) -> None:
    power = 50**-0.179 if variant == "china2006" else 50**-0.203
    assert float(mdrd(variant, Fraction(50), sex, Fraction("88.4"))) == pytest.approx(expected * power)


def test_china2006_ignores_race() -> None:
    inputs = {"age": 60, "sex": "male", "creatinine": 150, "variant": "china2006"}
    assert run("egfr_mdrd", **inputs, black=True)["result"] == run("egfr_mdrd", **inputs)["result"]


@pytest.mark.parametrize(
    ("creatinine", "insufficient", "warned"),
    [
        (176.8, False, False), (177, False, True), (177.1, True, False),
        ({"value": 2, "unit": "mg/dL"}, False, False), ({"value": 2.001, "unit": "mg/dL"}, True, True),
        ({"value": 2.1, "unit": "mg/dL"}, True, False),
    ],
)  # fmt: skip
def test_creatinine_limit_is_taken_in_the_typed_unit(creatinine: Any, insufficient: bool, warned: bool) -> None:
    answer = run("renal_status", creatinine=creatinine, egfr=80, crcl=80)
    assert answer["result"]["nccn_renal_insufficiency"] is insufficient
    assert answer["result"]["myeloma_defining_renal"] is insufficient
    assert ("creatinine_unit_threshold_gap" in codes(answer)) is warned


@pytest.mark.parametrize(
    ("inputs", "insufficient", "defining"),
    [
        ({"egfr": 59.9, "crcl": 40}, True, False),
        ({"egfr": 60, "crcl": 39.9}, False, True),
        ({"egfr": 60, "crcl": 40}, False, False),
    ],
)
def test_status_limits(inputs: dict[str, Any], insufficient: bool, defining: bool) -> None:
    answer = run("renal_status", creatinine=100, **inputs)
    result = answer["result"]
    assert (result["nccn_renal_insufficiency"], result["myeloma_defining_renal"]) == (insufficient, defining)
    assert ("renal_insufficiency_but_not_mde" in codes(answer)) == (insufficient and not defining)


@pytest.mark.parametrize(
    ("inputs", "row"),
    [
        ({"crcl": 60}, "none"), ({"crcl": 59.9}, "moderate"), ({"crcl": 29.9, "dialysis": False}, "severe"),
        ({"crcl": 29.9}, None), ({}, None), ({"dialysis": True}, "esrd_dialysis"),
    ],
)  # fmt: skip
def test_status_names_the_lenalidomide_row(inputs: dict[str, Any], row: str | None) -> None:
    assert run("renal_status", creatinine=300, **inputs)["result"]["lenalidomide_row"] == row


@pytest.mark.parametrize("name", ["egfr_ckd_epi_2021", "egfr_mdrd"])
def test_high_creatinine_alone_shows_insufficiency(name: str) -> None:
    answer = run(name, creatinine=300)
    assert (answer["status"], answer["missing"]) == ("undetermined", ["age", "sex"])
    assert answer["result"]["nccn_renal_insufficiency"] is True
    assert run(name, creatinine=90)["result"]["nccn_renal_insufficiency"] is None


@pytest.mark.parametrize("name", ["egfr_ckd_epi_2021", "egfr_mdrd"])
def test_text_says_that_doses_go_by_clearance(name: str) -> None:
    assert "Cockcroft-Gault" in run(name, age=60, sex="male", creatinine=90)["interpretation_zh"]


def test_race_is_only_noted_with_the_2021_equation() -> None:
    inputs = {"age": 60, "sex": "male", "creatinine": 90, "black": True}
    assert "race_ignored_2021" in codes(run("egfr_ckd_epi_2021", **inputs))
    assert "race_ignored_2021" not in codes(run("egfr_ckd_epi_2021", **inputs, equation="2009"))


def test_mdrd_is_called_imprecise_only_above_60() -> None:
    assert "mdrd_imprecise_above_60" not in codes(run("egfr_mdrd", age=60, sex="male", creatinine=200))
