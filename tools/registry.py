"""Every calculator by its name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tools.bone import BONE_CONTRAINDICATIONS, INDICATION
from tools.bone_dosing import BONE_DOSING
from tools.calculator import Calculator, CalculatorAnswer, evaluate
from tools.diagnosis import SLIM_CRAB
from tools.general import BMI
from tools.messages import CalculatorInputError, FieldError
from tools.renal import CREATININE_CLEARANCE, LENALIDOMIDE
from tools.renal_gfr import CKD_EPI_EGFR, MDRD_EGFR, RENAL_STATUS
from tools.renal_injury import KDIGO_AKI
from tools.renal_support import POMALIDOMIDE, SUPPORT_TARGETS
from tools.smouldering import FLC_RATIO, SMM_20_2_20
from tools.staging import ISS, R_ISS
from tools.staging_other import DURIE_SALMON, R2_ISS
from tools.thrombosis import SAVED
from tools.thrombosis_dexamethasone import DEXAMETHASONE
from tools.thrombosis_impede import IMPEDE
from tools.thrombosis_prophylaxis import PROPHYLAXIS

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
})  # fmt: skip


def calculate(name: str, inputs: Mapping[str, Any]) -> CalculatorAnswer:
    """Runs one calculator by name; an unknown name raises CalculatorInputError."""
    calculator = CALCULATORS.get(name)
    if calculator is None:
        known = "、".join(CALCULATORS)
        message = f"没有名为“{name}”的计算器；可用：{known}"
        raise CalculatorInputError(FieldError("calculator", "unknown_calculator", message))
    return evaluate(calculator, inputs)
