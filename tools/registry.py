"""Every calculator by its name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tools.blood import AG_RATIO, ANC, ANION_GAP
from tools.bone import BONE_CONTRAINDICATIONS, INDICATION
from tools.bone_dental import DENTAL_HOLD
from tools.bone_dosing import BONE_DOSING
from tools.bone_schedule import BONE_SCHEDULE
from tools.calcium import CORRECTED, HYPERCALCAEMIA
from tools.calcium_intake import INTAKE
from tools.calculator import Calculator, CalculatorAnswer, evaluate
from tools.charlson import CHARLSON
from tools.diagnosis import SLIM_CRAB
from tools.equivalence import MORPHINE_EQUIVALENT, STEROID_EQUIVALENCE
from tools.fitness import ECOG, FRAILTY
from tools.followup import FOLLOWUP
from tools.general import BMI, BSA
from tools.infection import INFECTION_PROPHYLAXIS, IVIG, PNEUMOCOCCAL
from tools.messages import CalculatorInputError, FieldError
from tools.mgns import MGNS_SUSPICION
from tools.mgrs import MGRS_BIOPSY
from tools.mgrs_management import MGRS_MANAGEMENT
from tools.mrd import IMWG_MRD
from tools.poems import POEMS_DIAGNOSIS, POEMS_TREATMENT
from tools.poems_response import POEMS_RESPONSE
from tools.qtc import QTC
from tools.radiotherapy import RADIOTHERAPY
from tools.relapse import IMWG_RELAPSE
from tools.relapse_regimens import RELAPSE_REGIMENS
from tools.renal import CREATININE_CLEARANCE, LENALIDOMIDE
from tools.renal_gfr import CKD_EPI_EGFR, MDRD_EGFR, RENAL_STATUS
from tools.renal_injury import KDIGO_AKI
from tools.renal_support import POMALIDOMIDE, SUPPORT_TARGETS
from tools.response import IMWG_RESPONSE
from tools.smouldering import FLC_RATIO, SMM_20_2_20
from tools.staging import ISS, R_ISS
from tools.staging_other import DURIE_SALMON, R2_ISS
from tools.thrombosis import SAVED
from tools.thrombosis_dexamethasone import DEXAMETHASONE
from tools.thrombosis_impede import IMPEDE
from tools.thrombosis_prophylaxis import PROPHYLAXIS
from tools.transplant import TRANSPLANT
from tools.units import UNIT_CONVERT

CALCULATORS: Mapping[str, Calculator] = MappingProxyType({
    "iss": ISS,
    "r_iss": R_ISS,
    "saved_vte": SAVED,
    "creatinine_clearance": CREATININE_CLEARANCE,
    "lenalidomide_renal_dose": LENALIDOMIDE,
    "bmi": BMI,
    "impede_vte": IMPEDE,
    "dexamethasone_cycle_dose": DEXAMETHASONE,
    "vte_prophylaxis": PROPHYLAXIS,
    "r2_iss": R2_ISS,
    "durie_salmon": DURIE_SALMON,
    "egfr_ckd_epi_2021": CKD_EPI_EGFR,
    "egfr_mdrd": MDRD_EGFR,
    "renal_status": RENAL_STATUS,
    "kdigo_aki_stage": KDIGO_AKI,
    "smm_20_2_20": SMM_20_2_20,
    "flc_ratio": FLC_RATIO,
    "pomalidomide_renal_dose": POMALIDOMIDE,
    "renal_support_targets": SUPPORT_TARGETS,
    "bone_targeted_indication": INDICATION,
    "bone_agent_contraindications": BONE_CONTRAINDICATIONS,
    "slim_crab": SLIM_CRAB,
    "bone_agent_renal_dose": BONE_DOSING,
    "bone_agent_schedule": BONE_SCHEDULE,
    "imwg_mrd": IMWG_MRD,
    "imwg_relapse": IMWG_RELAPSE,
    "dental_procedure_hold": DENTAL_HOLD,
    "corrected_calcium": CORRECTED,
    "hypercalcaemia_action": HYPERCALCAEMIA,
    "calcium_vitd_intake": INTAKE,
    "imwg_response": IMWG_RESPONSE,
    "mgrs_biopsy": MGRS_BIOPSY,
    "mgrs_management": MGRS_MANAGEMENT,
    "mgns_suspicion": MGNS_SUSPICION,
    "poems_diagnosis": POEMS_DIAGNOSIS,
    "poems_treatment_path": POEMS_TREATMENT,
    "poems_response": POEMS_RESPONSE,
    "imwg_frailty": FRAILTY,
    "charlson_index": CHARLSON,
    "ecog": ECOG,
    "radiotherapy_dose": RADIOTHERAPY,
    "infection_prophylaxis": INFECTION_PROPHYLAXIS,
    "ivig_indication": IVIG,
    "pneumococcal_schedule": PNEUMOCOCCAL,
    "transplant_rules": TRANSPLANT,
    "relapse_regimen_eligibility": RELAPSE_REGIMENS,
    "followup_schedule": FOLLOWUP,
    "bsa": BSA,
    "ag_ratio": AG_RATIO,
    "anion_gap": ANION_GAP,
    "anc": ANC,
    "steroid_equivalence": STEROID_EQUIVALENCE,
    "morphine_equivalent": MORPHINE_EQUIVALENT,
    "qtc_bazett": QTC,
    "unit_convert": UNIT_CONVERT,
})  # fmt: skip


def calculate(name: str, inputs: Mapping[str, Any]) -> CalculatorAnswer:
    """Runs one calculator by name; an unknown name raises CalculatorInputError."""
    calculator = CALCULATORS.get(name)
    if calculator is None:
        known = "、".join(CALCULATORS)
        message = f"没有名为“{name}”的计算器；可用：{known}"
        raise CalculatorInputError(FieldError("calculator", "unknown_calculator", message))
    return evaluate(calculator, inputs)
