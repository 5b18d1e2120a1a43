"""Calculators called for a question: routed, fed with extracted values, chained; nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from agents.chains import CONSEQUENCES, FAMILIES, FEEDERS, derived, may_feed, provided, provided_by_any
from agents.extraction import Extraction
from agents.goal_values import goal_values
from agents.regimens import DRUGS, drugs_given
from agents.route import asking_clauses
from agents.values import OLD, Found
from agents.worth import Worth, laboratory_value, worth
from tools.calculator import Calculator, CalculatorAnswer
from tools.inputs import Kind
from tools.registry import CALCULATORS, calculate

# An input that another calculator calls otherwise.
_SAME_AS = {("dexamethasone_cycle_dose", "total_mg_per_cycle"): "dex_mg_per_cycle"}
_OF_A_BONE_AGENT = frozenset({"bone_agent_renal_dose", "bone_agent_contraindications", "bone_agent_schedule"})
# What is read for these when they are asked for is more exact than what any text is read for.
_READ_EXACTLY = frozenset({"steroid_equivalence", "radiotherapy_dose", "renal_support_targets"})
FEW = 15  # a share of neutrophils below that is hardly written without its sign
# Inputs that a dosing calculator takes only to compute the clearance.
_FOR_CLEARANCE = frozenset({"age", "sex", "weight", "creatinine"})
_DOSED_BY_CLEARANCE = frozenset({"lenalidomide_renal_dose", "bone_agent_renal_dose"})


@dataclass(frozen=True)
class Branch:
    """What the answer would be if the one missing yes/no finding were known."""

    label: str
    value: bool
    answers: tuple[CalculatorAnswer, ...]


@dataclass(frozen=True)
class Calculated:
    """The calculators' answers in the order of their chains, and which values of the text they used.

    `goals` are the calculators among them that were asked for (none named: the last one);
    `branches` are the two answers that remain where a single yes/no finding is missing.
    """

    answers: tuple[CalculatorAnswer, ...]
    used: tuple[Found, ...]
    branches: tuple[Branch, ...] = ()
    assumptions: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[CalculatorAnswer, ...]:
        """The answers to what was asked for."""
        return tuple(a for a in self.answers if a.calculator in self.goals) or self.answers[-1:]

    @property
    def open(self) -> tuple[CalculatorAnswer, ...]:
        """The answers asked for that are not determined."""
        return tuple(a for a in self.asked if a.status != "ok")


def calculated(
    goals: tuple[str, ...], extraction: Extraction, question: str, case: str = "", *, asking: bool = False
) -> Calculated:
    """Runs the calculators that are asked for, what feeds them and what they lead to.

    `case` is all that was said of the patient, of which the question may be the last part. With `asking` the
    calculators are called even if there is little to work with, to say what they need.
    """
    extraction, assumptions = _assumed(goals, extraction, question)
    case = case or question
    run = _asked_for(goals, extraction, question, case) if asking else _of_each_drug(goals, extraction, question, case)
    result = replace(run, assumptions=assumptions)
    if len(result.open) != 1 or len(result.open[0].missing) != 1 or result.open[0].status != "undetermined":
        return result
    goal, name = result.open[0].calculator, result.open[0].missing[0]
    definition = next((i for i in CALCULATORS[goal].inputs if i.name == name), None)
    if definition is None or definition.kind is not Kind.BOOLEAN:
        return result
    branches = tuple(
        Branch(
            definition.label, value, _of_each_drug((goal,), extraction.with_value(name, value), question, case).answers
        )
        for value in (True, False)
    )
    return replace(result, branches=branches)


def _asked_for(goals: tuple[str, ...], extraction: Extraction, question: str, case: str) -> Calculated:
    """The first goal with whatever is known of it."""
    calculator = CALCULATORS[goals[0]]
    values = _values(calculator, extraction, case, question)
    answer = calculate(calculator.name, _inputs(calculator, extraction, values, {}))
    return Calculated((answer,), tuple(values.values()), goals=goals[:1])


def _of_each_drug(goals: tuple[str, ...], extraction: Extraction, question: str, case: str) -> Calculated:
    """One run; where the asking clauses name several bone agents, one for each, and the one they name before all."""
    asking = " ".join(asking_clauses(question))
    given = drugs_given(case) if "bone_agent_schedule" in goals else ()
    drugs = list(given) if len(given) == 1 else [code for code, pattern in DRUGS.items() if pattern.search(asking)]
    if not drugs or not _OF_A_BONE_AGENT & set(goals):
        return _run(goals, extraction, question, case)
    if len(drugs) == 1:
        known = extraction.values.get("drug")
        named = extraction if known and known.raw == drugs[0] else extraction.with_value("drug", drugs[0])
        return _run(goals, named, question, case)
    runs = [_run(goals, extraction.with_value("drug", drug), question, case) for drug in drugs]
    answers = tuple({a.interpretation_zh: a for r in runs for a in r.answers}.values())
    used = {f.input: f for r in runs for f in r.used}
    return Calculated(answers, tuple(used.values()), goals=tuple(dict.fromkeys(g for r in runs for g in r.goals)))


def _assumed(goals: tuple[str, ...], extraction: Extraction, question: str) -> tuple[Extraction, tuple[str, ...]]:
    """A class of drugs where the calculator asks for one: read as the drug the rule is written for, and said so."""
    if "bone_agent_schedule" in goals and "drug" not in extraction.values and re.search(r"双[膦磷]酸盐", question):
        said = "未写明双膦酸盐品种，按唑来膦酸的规定（CSCO 3.4）判断。"
        return extraction.with_value("drug", "zoledronic_acid"), (said,)
    return extraction, ()


@dataclass
class _Calls:
    """The calls made so far for one question."""

    extraction: Extraction
    question: str
    case: str
    given: dict[str, Any]
    answers: dict[str, CalculatorAnswer]
    used: dict[str, tuple[Found, ...]]

    def call(self, name: str) -> CalculatorAnswer | None:
        """The answer of a calculator that has something to work with; each is called once."""
        if name in self.answers:
            return self.answers[name]
        calculator = CALCULATORS[name]
        values = _values(calculator, self.extraction, self.case, self.question)
        inputs = _inputs(calculator, self.extraction, values, self.given)
        if _of_a_class(calculator, inputs, self.extraction):
            return None
        # An old result alone is none of now, but shows that the calculator is meant: a new one is asked for.
        old = {f.input for f in self.extraction.unclear if f.bound == OLD}
        told = any(laboratory_value(n, f) for n, f in self.extraction.values.items())
        called = worth(calculator, inputs, values, self.question, self.case, self.given, old, told=told)
        answer = calculate(name, inputs) if called else None
        if answer is None or called is Worth.IF_DETERMINED and answer.status == "undetermined":
            return None
        self.answers[name] = answer
        self.used[name] = tuple(values[i] for i in inputs if i in values and i not in self.given)
        self.given |= {n: v for n, v in derived(answer).items() if not self._stated(n, values)}
        return answer

    def _stated(self, name: str, used: Mapping[str, Found]) -> bool:
        """Whether the text itself gives what was computed: that counts, unless only the last message says otherwise."""
        found = self.extraction.values.get(name)
        later = found and found.text not in self.question and any(u.text in self.question for u in used.values())
        return found is not None and name in provided_by_any() and not later


def _run(goals: tuple[str, ...], extraction: Extraction, question: str, case: str) -> Calculated:
    calls = _Calls(extraction, question, case, {}, {}, {})
    asked: list[str] = []
    for goal in goals:
        if _needless(goal, goals, extraction):
            continue
        fed = [
            f for f in FEEDERS.get(goal, ()) if may_feed(f, goals) and not _provided(goal, f, calls) and calls.call(f)
        ]
        answer = calls.call(goal)
        asked += [goal] if answer else [f for f in fed if CONSEQUENCES.get(f, ()) == (goal,)]
        if answer and answer.status == "ok":
            for name in CONSEQUENCES.get(goal, ()):
                calls.call(name)
    kept = _answering(tuple(dict.fromkeys(asked)), calls.answers)
    shown = _relevant(calls.answers, kept)
    used = {found.input: found for answer in shown for found in calls.used[answer.calculator]}
    return Calculated(shown, tuple(used.values()), goals=kept)


def _needless(goal: str, goals: tuple[str, ...], extraction: Extraction) -> bool:
    """A corrected calcium that is stated need not be computed for the question what to do about it."""
    follows = CONSEQUENCES.get(goal, ())
    return bool(provided(goal) & extraction.values.keys()) and any(name in goals for name in follows)


def _provided(goal: str, feeder: str, calls: _Calls) -> bool:
    """Whether what a feeder gives is stated, or another one gave it already: of two risk scores one is enough."""
    if feeder == "smm_20_2_20":  # its risk says something only of a smouldering myeloma
        told = _values(CALCULATORS[goal], calls.extraction, calls.case, calls.question).get("diagnosis")
        return told is not None and told.raw != "SMM"
    scores = frozenset[str]().union(*(provided(f) for f in FEEDERS[goal])) if goal == "vte_prophylaxis" else frozenset()
    return bool(provided(feeder) & calls.extraction.values.keys()) or bool(scores - {"bmi"} & calls.given.keys())


def _answering(asked: tuple[str, ...], answers: Mapping[str, CalculatorAnswer]) -> tuple[str, ...]:
    """The goals to be answered: of a family of readings the determined ones, else the one that lacks least."""
    kept = list(asked)
    for family in FAMILIES:
        members = [n for n in kept if n in family and answers[n].status == "undetermined"]
        if not members:
            continue
        done = any(answers[n].status == "ok" for n in kept if n in family)
        best = None if done else min(members, key=lambda n: len(answers[n].missing))
        kept = [n for n in kept if n not in members or n == best]
    return tuple(kept)


def _values(calculator: Calculator, extraction: Extraction, case: str, question: str) -> dict[str, Found]:
    """What is known of the calculator's inputs: extracted, or else read from the case for this calculator."""
    whole, latest = goal_values(calculator.name, case), goal_values(calculator.name, question)
    own = {**whole, **{n: f for n, f in latest.items() if not isinstance(f.raw, tuple)}}
    values: dict[str, Found] = {}
    for definition in calculator.inputs:
        name = definition.name
        codes = {o.code for o in definition.options}
        extracted = extraction.values.get(name)
        usable = extracted and (not codes or _fitting(name, extracted.raw, calculator) in codes)
        extracted = extracted or extraction.values.get(_SAME_AS.get((calculator.name, name), ""))
        of_now = extracted is None or case == question or name in latest or extracted.text not in question
        exact = name in own and calculator.name in _READ_EXACTLY and of_now
        # What the last message says counts more than what was read of the case before it.
        exact = exact or bool(case != question and name in latest and extracted and extracted.text not in question)
        found = own[name] if exact or (name in own and not usable) else extracted
        if found and not _of_another_kind(name, found):
            values[name] = found
    return values


def _of_another_kind(name: str, found: Found) -> bool:
    """中性粒 1.1 is a count; only 中性粒 35 or 1.1% can be a share."""
    number = re.search(r"\d+(?:\.\d+)?", found.text)
    few = number is not None and float(number.group()) <= FEW
    return name == "neutrophil_percent" and few and not re.search(r"[%％]|百分|比例", found.text)


def _inputs(
    calculator: Calculator, extraction: Extraction, values: Mapping[str, Found], given: Mapping[str, Any]
) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for definition in calculator.inputs:
        name = definition.name
        if name in given and not (calculator.name == "hypercalcaemia_action" and name == "calcium"):
            inputs[name] = given[name]
        elif name in values:
            inputs[name] = _fitting(name, values[name].raw, calculator)
        elif extraction.closes(name) and definition.kind is Kind.BOOLEAN and definition.role == "item":
            inputs[name] = False
    if "impede_score" in inputs and "impede_group" in inputs:
        del inputs["impede_group"]
    if calculator.name in _DOSED_BY_CLEARANCE and "crcl" in extraction.values:
        return {k: v for k, v in inputs.items() if k not in _FOR_CLEARANCE}
    if "crcl" in inputs and "creatinine" in inputs and "weight" in {i.name for i in calculator.inputs}:
        # It computes the clearance itself, without rounding.
        return inputs if "crcl" in extraction.values else {k: v for k, v in inputs.items() if k != "crcl"}
    return inputs


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
    ranges = {f.input for f in extraction.unclear if f.bound != OLD} & {i.name for i in calculator.inputs}
    measured = [i for i in inputs if isinstance(inputs[i], Mapping)]
    return bool(ranges - inputs.keys()) and not measured


def _relevant(answers: Mapping[str, CalculatorAnswer], goals: tuple[str, ...]) -> tuple[CalculatorAnswer, ...]:
    """Unusable inputs come first; links that stayed open are left out, since the goal asks for the same."""
    failed = tuple(a for a in answers.values() if a.status == "error")
    return failed or tuple(a for n, a in answers.items() if a.status == "ok" and _leads(n, goals) or n in goals)


def _leads(name: str, goals: tuple[str, ...]) -> bool:
    """Whether a calculator feeds one that is answered or follows from it."""
    return any(name in FEEDERS.get(g, ()) or name in CONSEQUENCES.get(g, ()) for g in goals)
