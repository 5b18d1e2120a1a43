"""Calculators called for a question: routed, fed with extracted values, chained; nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.extraction import Extraction
from agents.values import Found
from tools.calculator import Calculator, CalculatorAnswer
from tools.inputs import Kind
from tools.registry import CALCULATORS, calculate

# Values that nearly every note has do not show that a calculator is wanted.
_COMMON = frozenset({"age", "sex", "weight", "height", "imid", "asian", "asian_pacific", "drug"})
_PERSONAL = re.compile(r"患者|病人|这位|本例|老爷子|老太太|先生|女士|岁|帮我?(?:算|看|评)|我(?!们|国)|他|她|刚好|这次")
_COMPUTED = ("age", "sex", "weight", "creatinine")


@dataclass(frozen=True)
class Calculated:
    """The calculators' answers in the order of their chain, and which values of the text they used."""

    answers: tuple[CalculatorAnswer, ...]
    used: tuple[Found, ...]


def calculated(names: tuple[str, ...], extraction: Extraction, question: str) -> Calculated:
    """Runs the routed calculators that have something to work with; each may feed the next."""
    derived: dict[str, Any] = {}
    answers: list[CalculatorAnswer] = []
    used: dict[str, Found] = {}
    for name in names:
        calculator = CALCULATORS[name]
        inputs = _inputs(calculator, extraction, derived)
        if not _worth_calling(calculator, inputs, question, derived):
            continue
        answer = calculate(name, inputs)
        answers.append(answer)
        used |= {i: extraction.values[i] for i in inputs if i in extraction.values}
        derived |= _derived(answer)
    return Calculated(tuple(_relevant(answers)), tuple(used.values()))


def _inputs(calculator: Calculator, extraction: Extraction, derived: Mapping[str, Any]) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for definition in calculator.inputs:
        if definition.name in derived:
            inputs[definition.name] = derived[definition.name]
        elif definition.name in extraction.values:
            inputs[definition.name] = _fitting(definition.name, extraction.values[definition.name].raw, calculator)
        elif extraction.closed and definition.kind is Kind.BOOLEAN and definition.role == "item":
            inputs[definition.name] = False
    if "impede_score" in inputs and "impede_group" in inputs:
        del inputs["impede_group"]
    if "crcl" in inputs and calculator.name != "creatinine_clearance":
        inputs = {k: v for k, v in inputs.items() if k not in _COMPUTED or k not in _crcl_only(calculator)}
    return inputs


def _crcl_only(calculator: Calculator) -> frozenset[str]:
    """Inputs that a dosing calculator takes only to compute the clearance."""
    if calculator.name in ("lenalidomide_renal_dose", "bone_agent_renal_dose"):
        return frozenset(_COMPUTED)
    return frozenset()


def _fitting(name: str, raw: Any, calculator: Calculator) -> Any:
    """The code of the same choice in this calculator, where calculators name it differently."""
    definition = calculator.input(name)
    codes = {o.code for o in definition.options}
    if name == "dexamethasone" and codes and raw not in codes:
        return {"low": "standard"}.get(str(raw), raw)
    if name == "drug" and codes and raw not in codes:
        return {"clodronate_oral": "clodronate", "clodronate_iv": "clodronate"}.get(str(raw), raw)
    return raw


def _worth_calling(
    calculator: Calculator, inputs: Mapping[str, Any], question: str, derived: Mapping[str, Any]
) -> bool:
    """A calculator is called for a patient's values; a question about the rule itself is answered by quotation."""
    own = [i for i in inputs if i not in _COMMON]
    if calculator.name in ("bmi", "bsa"):
        return "weight" in inputs and "height" in inputs
    if calculator.name == "creatinine_clearance":
        return "creatinine" in inputs and not re.search(r"(?:CrCl|CCr|清除率)\s*[:=为是]?\s*\d", question, re.I)
    if calculator.name in ("hypercalcaemia_action",):
        return "corrected_calcium" in derived or "corrected_calcium" in inputs
    if calculator.name == "vte_prophylaxis":
        return any(i in inputs for i in ("impede_score", "impede_group", "saved_score", "saved_group"))
    return bool(own) or (
        bool(_PERSONAL.search(question)) and any(i in inputs for i in ("drug", "age", "sex", "weight"))
    )


def _derived(answer: CalculatorAnswer) -> dict[str, Any]:
    """What a finished calculation gives to the next one."""
    if answer.status != "ok":
        return {}
    result = answer.result
    if answer.calculator == "creatinine_clearance" and result.get("crcl") is not None:
        return {}
    if answer.calculator in ("impede_vte", "saved_vte"):
        prefix = answer.calculator.split("_")[0]
        if result.get("score") is not None:
            return {f"{prefix}_score": int(result["score"])}
        return {f"{prefix}_group": result["group"]} if result.get("group") else {}
    if answer.calculator == "corrected_calcium":
        exact = result.get("corrected")
        return {"corrected_calcium": {"value": str(float(exact)), "unit": "mmol/L"}} if exact is not None else {}
    return {}


def _relevant(answers: list[CalculatorAnswer]) -> list[CalculatorAnswer]:
    """Unusable inputs come first; links of the chain that stayed open are left out, since the goal asks for the same."""
    failed = [a for a in answers if a.status == "error"]
    if failed:
        return failed
    if not answers:
        return []
    goal = answers[-1]
    return [a for a in answers[:-1] if a.status == "ok"] + [goal]
