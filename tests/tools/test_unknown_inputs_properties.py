"""An unknown input never changes a determined answer of the thrombosis, kidney, bone and calcium calculators.

Inputs that the specification allows to be assumed (conventions 0.2) are not removed here.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

Inputs = dict[str, Any]
YES_NO = st.booleans()
CREATININE = st.sampled_from([60, 120, 176, 178, 400])
CRCL = st.sampled_from([5, 12, 29.9, 30, 39, 49.5, 50, 60, 80, 120])
PERSON = {"age": st.integers(18, 100), "sex": st.sampled_from(["male", "female"]), "creatinine": CREATININE}
WEIGHT = st.integers(35, 150)
NONE_LOW_HIGH = st.sampled_from(["none", "low", "high"])
BONE = st.sampled_from(["zoledronic_acid", "pamidronate", "clodronate", "incadronate", "denosumab"])


def flags(*names: str) -> dict[str, st.SearchStrategy[bool]]:
    return dict.fromkeys(names, YES_NO)


# calculator: the field that decides, the inputs that are always given, the inputs that may be unknown
CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "impede_vte": ("group", {}, {
        **flags("imid", "pelvic_hip_femur_fracture", "esa", "doxorubicin_or_multiagent", "asian_pacific", "vte_history", "cvc"),
        "bmi": st.sampled_from([22, 25, 30]), "dexamethasone": NONE_LOW_HIGH,
        "thromboprophylaxis": st.sampled_from(["none", "aspirin", "warfarin", "doac_therapeutic"]),
    }),
    "saved_vte": ("group", {}, {
        **flags("surgery_90d", "asian", "vte_history"), "age": st.sampled_from([60, 79, 80]),
        "dexamethasone": st.sampled_from(["none", "below_120", "standard", "high"]),
    }),
    "vte_prophylaxis": ("tier", {"platelets": st.sampled_from([24, 25, 50])}, {
        "impede_score": st.integers(-7, 24), "contraindication": st.just(False),
    }),
    "dexamethasone_cycle_dose": ("saved_class", {}, {
        "dose_mg": st.sampled_from([10, 20, 40]), "dosing_days_per_cycle": st.integers(1, 12), "cycle_length_days": st.just(28),
    }),
    "creatinine_clearance": ("category", {}, {**PERSON, "weight": WEIGHT}),
    "egfr_ckd_epi_2021": ("g_stage", {}, PERSON),
    "egfr_mdrd": ("g_stage", {}, PERSON),
    "lenalidomide_renal_dose": ("category", {"dialysis": YES_NO}, {**PERSON, "weight": WEIGHT}),
    "renal_status": ("myeloma_defining_renal", {"dialysis": YES_NO}, {
        "creatinine": CREATININE, "egfr": st.sampled_from([20, 60, 90]), "crcl": CRCL,
    }),
    "kdigo_aki_stage": ("stage", {"rrt": st.just(False), "urine_ml_kg_h": st.sampled_from([0.2, 0.4, 1]), "anuria_12h": st.just(False)}, {
        "creatinine_baseline": CREATININE, "creatinine": CREATININE, **flags("rise_within_48h", "rise_within_7d"),
        "urine_hours": st.sampled_from([3, 6, 12, 24]),
    }),
    "pomalidomide_renal_dose": ("group", {"dialysis": YES_NO}, {"egfr": st.sampled_from([20, 30, 40, 42, 45])}),
    "bone_targeted_indication": ("reason", {}, {
        "diagnosis": st.sampled_from(["active_MM", "SMM", "MGUS", "solitary_plasmacytoma"]), **flags("osteoporosis"),
        "corrected_calcium": st.sampled_from([2.5, 2.9]),
    }),
    "bone_agent_renal_dose": ("severity", {"drug": st.sampled_from(["zoledronic_acid", "denosumab", "clodronate_iv"])}, {
        "crcl": CRCL, **flags("hypocalcaemia"),
    }),
    "bone_agent_contraindications": ("contraindicated", {}, {
        "drug": BONE, "crcl": CRCL,
        **flags("allergy", "allergy_other_bisphosphonate", "pregnant_or_lactating", "osteomalacia", "hypocalcaemia", "oral_wound_unhealed"),
    }),
    "dental_procedure_hold": ("action", {"onj": YES_NO}, {**flags("invasive"), "drug": BONE, "procedure_date": st.just("2025-06-15")}),
    "calcium_vitd_intake": ("calcium_mg", {"hypercalcaemia": YES_NO}, {
        "age": st.sampled_from([50, 51, 70, 71]), "sex": st.sampled_from(["male", "female"]),
    }),
    "corrected_calcium": ("above_2_75", {}, {"calcium": st.sampled_from([2.2, 2.7, 3]), "albumin": st.integers(15, 55)}),
    "hypercalcaemia_action": ("level", {}, {
        "calcium": st.sampled_from([2.2, 2.7, 3]), "albumin": st.integers(15, 55), "crcl": CRCL,
    }),
}  # fmt: skip


def remains_open(name: str, key: str, full: Inputs, partial: Inputs) -> None:
    whole, part = calculate(name, full).as_json(), calculate(name, partial).as_json()
    if whole["status"] != "ok":
        return
    assert part["status"] in ("ok", "undetermined")
    expected, found = whole["result"][key], part["result"].get(key)
    if part["status"] == "ok" and found is not None:
        assert found == expected
    elif part["possible"] and part["status"] == "undetermined":
        assert expected in part["possible"]
    if part["status"] == "undetermined":
        assert found in (None, expected)
        assert part["missing"]


@pytest.mark.parametrize("name", CASES)
@given(data=st.data())
def test_an_unknown_input_leaves_the_answer_open_or_unchanged(name: str, data: st.DataObject) -> None:
    key, always, sometimes = CASES[name]
    given_inputs = data.draw(st.fixed_dictionaries({**always, **sometimes}))
    removed = data.draw(st.sets(st.sampled_from(sorted(sometimes)), min_size=1))
    remains_open(name, key, given_inputs, {k: v for k, v in given_inputs.items() if k not in removed})


@given(
    inputs=st.fixed_dictionaries({
        "drug": BONE, "stopped": YES_NO, "biochemical_relapse": YES_NO, "post_denosumab_cover_given": st.just(False),
        "months_on_treatment": st.sampled_from([3, 12, 24]), "response": st.sampled_from(["CR", "PR"]),
    }),
    removed=st.sampled_from(["biochemical_relapse", "months_on_treatment", "drug"]),
)  # fmt: skip
def test_an_unknown_input_leaves_the_schedule_open_or_unchanged(inputs: Inputs, removed: str) -> None:
    whole = calculate("bone_agent_schedule", inputs).as_json()
    part = calculate("bone_agent_schedule", {k: v for k, v in inputs.items() if k != removed}).as_json()
    found = {whole["result"]["action"], whole["result"]["interval"]}
    if part["status"] == "ok":
        assert part["result"] == whole["result"]
    elif part["possible"]:
        assert found & set(part["possible"])
