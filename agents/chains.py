"""What calculators give to each other: a clearance to a dose, a score to prophylaxis, corrected calcium to an action."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from tools.calculator import CalculatorAnswer

# The calculators whose results a calculator can use, in the order in which they are run.
FEEDERS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "r_iss": ("iss",),
    "lenalidomide_renal_dose": ("creatinine_clearance",),
    "bone_agent_renal_dose": ("creatinine_clearance",),
    "bone_agent_contraindications": ("creatinine_clearance",),
    "impede_vte": ("bmi",),
    "vte_prophylaxis": ("bmi", "impede_vte", "saved_vte"),
    "hypercalcaemia_action": ("corrected_calcium", "creatinine_clearance"),
    "slim_crab": ("corrected_calcium",),
    "bone_targeted_indication": ("corrected_calcium",),
    "renal_status": ("creatinine_clearance", "egfr_ckd_epi_2021"),
    "mgrs_biopsy": ("kdigo_aki_stage", "egfr_ckd_epi_2021"),
    "pomalidomide_renal_dose": ("egfr_ckd_epi_2021",),
    "imwg_frailty": ("charlson_index",),
    "followup_schedule": ("smm_20_2_20",),
    "renal_support_targets": ("flc_ratio",),
})  # fmt: skip
# What a determined result leads to; it is given along with it.
CONSEQUENCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "impede_vte": ("vte_prophylaxis",),
        "saved_vte": ("vte_prophylaxis",),
        "corrected_calcium": ("hypercalcaemia_action",),
    }
)
# Where one of these is determined, the others of its family are not asked about: they are readings of one wish.
FAMILIES = (
    frozenset({"bone_targeted_indication", "bone_agent_contraindications", "bone_agent_renal_dose", "bone_agent_schedule", "dental_procedure_hold"}),
    frozenset({"renal_status", "slim_crab", "kdigo_aki_stage", "egfr_ckd_epi_2021", "corrected_calcium", "hypercalcaemia_action"}),
    frozenset({"impede_vte", "saved_vte"}),
    frozenset({"imwg_response", "imwg_relapse", "relapse_regimen_eligibility"}),
)  # fmt: skip


def provided(feeder: str) -> frozenset[str]:
    """The inputs that a feeder's result stands for; one that is stated needs no computing."""
    return _PROVIDED.get(feeder, frozenset())


def provided_by_any() -> frozenset[str]:
    """The inputs that some calculator's result stands for."""
    return frozenset[str]().union(*_PROVIDED.values())


def may_feed(feeder: str, goals: tuple[str, ...]) -> bool:
    """Whether a feeder's result may decide what is asked: where one score is asked for, another does not stand in."""
    scores = {"impede_vte", "saved_vte"}
    return feeder not in scores or not scores.intersection(goals) or feeder in goals


def derived(answer: CalculatorAnswer) -> dict[str, Any]:
    """What a finished calculation gives to the next one."""
    if answer.calculator == "flc_ratio" and answer.status == "ok":
        return _chains(answer)
    give = _GIVES.get(answer.calculator)
    determined = answer.status == "ok" or answer.calculator == "charlson_index"
    return give(answer.result) if give and determined else {}


_HIGH_FROM = 4  # IMPEDE


def _measured(value: Fraction | None, unit: str) -> dict[str, str] | None:
    return None if value is None else {"value": str(float(value)), "unit": unit}


def _clearance(result: Mapping[str, Any]) -> dict[str, Any]:
    value = _measured(result.get("crcl"), "mL/min")
    return {"crcl": value} if value else {}


def _filtration(result: Mapping[str, Any]) -> dict[str, Any]:
    value = _measured(result.get("egfr"), "mL/min/1.73m²")
    return {"egfr": value} if value else {}


def _score(name: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    def give(result: Mapping[str, Any]) -> dict[str, Any]:
        if _low_by_prevention(result):
            return {}
        if result.get("score") is not None:
            return {f"{name}_score": int(result["score"])}
        return {f"{name}_group": result["group"]} if result.get("group") else {}

    return give


def _low_by_prevention(result: Mapping[str, Any]) -> bool:
    """Whether a score is low only because thrombosis is being prevented: no reason to change the prevention."""
    without = result.get("score_without_prophylaxis")
    return without is not None and result.get("group") == "low" and without >= _HIGH_FROM


def _calcium(result: Mapping[str, Any]) -> dict[str, Any]:
    value = _measured(result.get("corrected"), "mmol/L")
    return {"corrected_calcium": value, "calcium": value, "calcium_is_corrected": True} if value else {}


def _whole(key: str, name: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    return lambda result: {} if result.get(key) is None else {name: int(result[key])}


def _chains(answer: CalculatorAnswer) -> dict[str, Any]:
    """The involved chain before and now, where both were measured."""
    chain = answer.result.get("involved_chain")
    places = {"flc_involved_before": f"baseline.{chain}", "flc_involved_now": str(chain)}
    found = {name: answer.inputs.get(place) for name, place in places.items()}
    if any(value is None for value in found.values()):
        return {}
    return {name: {"value": str(float(v["value"])), "unit": v["unit"]} for name, v in found.items() if v}


def _comorbidity(result: Mapping[str, Any]) -> dict[str, Any]:
    """The index, or the least it can be where that decides the point that the frailty score gives for it."""
    if result.get("score") is not None:
        return {"cci": int(result["score"])}
    return {"cci": int(result["score_min"])} if result.get("imwg_cci_point") == 1 else {}


def _risk(result: Mapping[str, Any]) -> dict[str, Any]:
    code = {"low": "SMM_low", "high": "SMM_high"}.get(str(result.get("risk")))
    return {"diagnosis": code} if code else {}


_GIVES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "creatinine_clearance": _clearance, "egfr_ckd_epi_2021": _filtration, "impede_vte": _score("impede"), "saved_vte": _score("saved"),
    "corrected_calcium": _calcium, "kdigo_aki_stage": _whole("stage", "aki_stage"), "charlson_index": _comorbidity,
    "smm_20_2_20": _risk,
}  # fmt: skip
_PROVIDED: Mapping[str, frozenset[str]] = {
    "creatinine_clearance": frozenset({"crcl"}), "egfr_ckd_epi_2021": frozenset({"egfr"}), "bmi": frozenset({"bmi"}),
    "impede_vte": frozenset({"impede_score", "impede_group"}), "saved_vte": frozenset({"saved_score", "saved_group"}),
    "corrected_calcium": frozenset({"corrected_calcium"}), "kdigo_aki_stage": frozenset({"aki_stage"}), "charlson_index": frozenset({"cci"}),
}  # fmt: skip
