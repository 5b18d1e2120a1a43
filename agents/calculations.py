"""Calculators called for a question: routed, fed with extracted values, chained; nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from agents.extraction import Extraction
from agents.values import Found
from tools.calculator import Calculator, CalculatorAnswer
from tools.inputs import Kind
from tools.registry import CALCULATORS, calculate

# Values that nearly every note has do not show that a calculator is wanted.
_COMMON = frozenset({"age", "sex", "weight", "height", "imid", "asian", "asian_pacific", "drug"})
_PERSONAL = re.compile(r"患者|病人|这位|本例|老爷子|老太太|先生|女士|岁|帮我?(?:算|看|评)|我(?!们|国)|他|她|刚好|这次")
# 初治不适合移植的方案有哪些 names findings, but of nobody.
_RULE = re.compile(r"哪些|什么是|定义|标准(?:是|有)|有什么|包括")
_SOMEBODY = re.compile(
    r"(?:^|[，,。；;])\s*(?:患者|病人)|这位|本例|老爷子|老太太|先生|女士|岁|帮我?(?:算|看|评)|我(?!们|国)|他|她|刚好|这次"
)
_COMPUTED = ("age", "sex", "weight", "creatinine")


@dataclass(frozen=True)
class Branch:
    """What the answer would be if the one missing yes/no finding were known."""

    label: str
    value: bool
    answers: tuple[CalculatorAnswer, ...]


@dataclass(frozen=True)
class Calculated:
    """The calculators' answers in the order of their chain, and which values of the text they used.

    `branches` are the two answers that remain where a single yes/no finding is missing.
    """

    answers: tuple[CalculatorAnswer, ...]
    used: tuple[Found, ...]
    branches: tuple[Branch, ...] = ()
    assumptions: tuple[str, ...] = ()


def calculated(names: tuple[str, ...], extraction: Extraction, question: str) -> Calculated:
    """Runs the routed calculators that have something to work with; each may feed the next."""
    extraction, assumptions = _assumed(names, extraction, question)
    result = _chain(names, extraction, question)
    goal = result.answers[-1] if result.answers else None
    if goal is None or goal.status != "undetermined" or len(goal.missing) != 1:
        return replace(result, assumptions=assumptions)
    name = goal.missing[0]
    definition = next((i for i in CALCULATORS[goal.calculator].inputs if i.name == name), None)
    if definition is None or definition.kind is not Kind.BOOLEAN:
        return replace(result, assumptions=assumptions)
    branches = tuple(
        Branch(definition.label, value, _chain(names, extraction.with_value(name, value), question).answers)
        for value in (True, False)
    )
    return replace(result, branches=branches, assumptions=assumptions)


def _assumed(names: tuple[str, ...], extraction: Extraction, question: str) -> tuple[Extraction, tuple[str, ...]]:
    """A class of drugs where the calculator asks for one: read as the drug the rule is written for, and said so."""
    if "bone_agent_schedule" in names and "drug" not in extraction.values and re.search(r"双[膦磷]酸盐", question):
        said = "未写明双膦酸盐品种，按唑来膦酸的规定（CSCO 3.4）判断。"
        return extraction.with_value("drug", "zoledronic_acid"), (said,)
    return extraction, ()


def _chain(names: tuple[str, ...], extraction: Extraction, question: str) -> Calculated:
    derived: dict[str, Any] = {}
    answers: list[CalculatorAnswer] = []
    used: dict[str, Found] = {}
    for name in names:
        calculator = CALCULATORS[name]
        inputs = _inputs(calculator, extraction, derived)
        if _of_a_class(calculator, inputs, extraction) or not _worth_calling(calculator, inputs, question, derived):
            continue
        answer = calculate(name, inputs)
        answers.append(answer)
        used |= {i: extraction.values[i] for i in inputs if i in extraction.values}
        derived |= _derived(answer)
    return Calculated(tuple(_relevant(answers)), tuple(used.values()))


def _inputs(calculator: Calculator, extraction: Extraction, derived: Mapping[str, Any]) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for definition in calculator.inputs:
        if definition.name in derived and not (
            calculator.name == "hypercalcaemia_action" and definition.name == "calcium"
        ):
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


def _of_a_class(calculator: Calculator, inputs: Mapping[str, Any], extraction: Extraction) -> bool:
    """Whether the only measure that a question gives is a range: CrCl 30～50 的患者 are many, the rule is asked for."""
    ranges = {f.input for f in extraction.unclear} & {i.name for i in calculator.inputs}
    measured = [i for i in inputs if isinstance(inputs[i], Mapping)]
    return bool(ranges - inputs.keys()) and not measured


def _worth_calling(
    calculator: Calculator, inputs: Mapping[str, Any], question: str, derived: Mapping[str, Any]
) -> bool:
    """A calculator is called for a patient's values; a question about the rule itself is answered by quotation."""
    own = [i for i in inputs if i not in _COMMON]
    measured = any(not isinstance(inputs[i], bool | str) for i in own)
    if _RULE.search(question) and not measured and not _SOMEBODY.search(question):
        return False
    if calculator.name in ("bmi", "bsa"):
        return "weight" in inputs and "height" in inputs
    if calculator.name == "creatinine_clearance":
        return "creatinine" in inputs and not re.search(r"(?:CrCl|CCr|清除率)\s*[:=为是]?\s*\d", question, re.I)
    if calculator.name in ("hypercalcaemia_action",):
        return "corrected_calcium" in derived or "corrected_calcium" in inputs
    if calculator.name == "vte_prophylaxis":
        return any(i in inputs for i in ("impede_score", "impede_group", "saved_score", "saved_group"))
    if any(i in inputs for i in ("age", "sex", "weight")) and _PERSONAL.search(question):
        return True
    return bool(own) or ("drug" in inputs and bool(_SOMEBODY.search(question)))


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
        if exact is None:
            return {}
        value = {"value": str(float(exact)), "unit": "mmol/L"}
        return {"corrected_calcium": value, "calcium": value, "calcium_is_corrected": True}
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
