"""A value within 3 % of a cut-off is told, with both ends of the 3 %; farther away it is not."""

from fractions import Fraction
from typing import Any

import pytest

from tools.registry import calculate

# calculator, inputs beside the tested one, the tested input, its unit, the cut-off
CUTOFFS: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("iss", {}, "b2m", "mg/L", "5.5"), ("iss", {}, "b2m", "mg/L", "3.5"), ("iss", {}, "albumin", "g/L", "35"),
    ("r_iss", {"ldh_uln": 250}, "ldh", "U/L", "250"), ("r2_iss", {"ldh_uln": 250}, "ldh", "U/L", "250"),
    ("r2_iss", {}, "b2m", "mg/L", "5.5"), ("durie_salmon", {}, "hb", "g/L", "85"), ("durie_salmon", {}, "hb", "g/L", "100"),
    ("durie_salmon", {}, "calcium", "mmol/L", "3"), ("durie_salmon", {}, "creatinine", "µmol/L", "177"),
    ("durie_salmon", {"heavy_chain": "IgG"}, "serum_m", "g/L", "50"), ("durie_salmon", {"heavy_chain": "IgG"}, "serum_m", "g/L", "70"),
    ("durie_salmon", {"heavy_chain": "IgA"}, "serum_m", "g/L", "30"), ("durie_salmon", {}, "urine_m", "g/24h", "4"),
    ("durie_salmon", {}, "urine_m", "g/24h", "12"), ("saved_vte", {}, "age", "year", "80"), ("impede_vte", {}, "bmi", "kg/m²", "25"),
    ("vte_prophylaxis", {"impede_score": 5}, "platelets", "10^9/L", "50"),
    ("vte_prophylaxis", {"impede_score": 5}, "platelets", "10^9/L", "25"), ("vte_prophylaxis", {"impede_score": 5}, "crcl", "mL/min", "30"),
    ("lenalidomide_renal_dose", {}, "crcl", "mL/min", "30"), ("lenalidomide_renal_dose", {}, "crcl", "mL/min", "60"),
    ("renal_status", {}, "egfr", "mL/min/1.73m²", "60"), ("renal_status", {}, "crcl", "mL/min", "40"),
    ("renal_status", {}, "creatinine", "µmol/L", "177"), ("kdigo_aki_stage", {}, "creatinine", "µmol/L", "353.6"),
    ("pomalidomide_renal_dose", {}, "egfr", "mL/min/1.73m²", "30"), ("pomalidomide_renal_dose", {}, "egfr", "mL/min/1.73m²", "45"),
    ("bone_targeted_indication", {}, "corrected_calcium", "mmol/L", "2.9"),
    ("bone_agent_contraindications", {"drug": "zoledronic_acid"}, "crcl", "mL/min", "30"),
    ("bone_agent_renal_dose", {"drug": "zoledronic_acid"}, "crcl", "mL/min", "50"),
    ("bone_agent_renal_dose", {"drug": "clodronate_iv"}, "crcl", "mL/min", "12"),
    ("hypercalcaemia_action", {"corrected_calcium": 3.4}, "crcl", "mL/min", "60"),
    ("slim_crab", {}, "hb", "g/L", "100"), ("slim_crab", {}, "bmpc", "%", "60"), ("slim_crab", {}, "serum_m", "g/L", "30"),
    ("smm_20_2_20", {}, "bmpc", "%", "20"), ("smm_20_2_20", {}, "serum_m", "g/L", "20"), ("smm_20_2_20", {}, "flc_ratio_involved", "", "20"),
    ("imwg_relapse", {}, "calcium", "mg/dL", "11"), ("mgrs_biopsy", {}, "egfr", "mL/min/1.73m²", "60"),
    ("mgrs_biopsy", {}, "acr", "mg/mmol", "30"), ("mgrs_biopsy", {}, "proteinuria", "g/24h", "1"),
    ("poems_response", {}, "rvsp.current", "mmHg", "40"), ("ivig_indication", {}, "igg", "g/L", "4"),
    ("morphine_equivalent", {"items": [{"drug": "morphine_po", "daily_dose": 60}]}, "crcl", "mL/min", "30"),
]  # fmt: skip
IDS = [f"{name}-{field}-{limit}" for name, _, field, _, limit in CUTOFFS]


def near_fields(name: str, inputs: dict[str, Any]) -> set[str]:
    answer = calculate(name, inputs).as_json()
    assert answer["status"] != "error", answer["errors"]
    return {w["code"].partition(":")[2] for w in answer["warnings"] if w["code"].startswith("near_threshold:")}


@pytest.mark.parametrize(("name", "others", "field", "unit", "limit"), CUTOFFS, ids=IDS)
@pytest.mark.parametrize(
    ("factor", "told"), [("0.97", True), ("1", True), ("1.03", True), ("0.9699", False), ("1.0301", False)]
)
def test_within_three_percent(
    name: str, others: dict[str, Any], field: str, unit: str, limit: str, factor: str, told: bool
) -> None:
    value = Fraction(limit) * Fraction(factor)
    inputs = others | {field: {"value": value, "unit": unit} if unit else value}
    assert (field in near_fields(name, inputs)) is told


# The neighbourhoods of 2.75 and 2.9 mmol/L overlap.
@pytest.mark.parametrize(
    ("calcium", "told"), [("2.667", False), ("2.6675", True), ("2.82", True), ("2.987", True), ("2.988", False)]
)
def test_calcium_between_its_two_cutoffs(calcium: str, told: bool) -> None:
    assert ("corrected_calcium" in near_fields("hypercalcaemia_action", {"corrected_calcium": calcium})) is told
    assert ("corrected_calcium" in near_fields("corrected_calcium", {"calcium": calcium, "albumin": 40})) is told


# Computed values are rounded for display, the distance is taken from what is shown.
@pytest.mark.parametrize(
    ("name", "inputs", "field", "told"),
    [
        ("bmi", {"weight": 64, "height": 160}, "bmi", True), ("bmi", {"weight": 60, "height": 160}, "bmi", False),
        ("creatinine_clearance", {"age": 60, "sex": "male", "weight": 72, "creatinine": 120}, "crcl", True),
        ("creatinine_clearance", {"age": 60, "sex": "male", "weight": 72, "creatinine": 110}, "crcl", False),
        ("egfr_mdrd", {"age": 60, "sex": "male", "creatinine": 110}, "egfr", True),
        ("ag_ratio", {"albumin": 30, "globulin": 40}, "globulin", True), ("anc", {"wbc": 1, "neutrophil_percent": 100}, "anc", True),
        ("anion_gap", {"sodium": 140, "chloride": 100, "bicarbonate": 24}, "anion_gap", True),
        ("flc_ratio", {"kappa": "16.5 mg/L", "lambda": "10 mg/L"}, "kappa_lambda_ratio", True),
        ("renal_support_targets", {"urine_volume": 2400, "hours": 24}, "urine_ml_per_h", True),
        ("qtc_bazett", {"sex": "male", "qt": 450, "rr": 1000}, "qtc", True),
    ],
)  # fmt: skip
def test_computed_values(name: str, inputs: dict[str, Any], field: str, told: bool) -> None:
    assert (field in near_fields(name, inputs)) is told
