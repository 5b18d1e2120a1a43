"""Findings in words -> yes/no inputs and choices: 阳性, 未见, 否认, 均无, 升高, 男. Unknown stays unknown."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from agents import laboratory, people
from agents.allergies import of_agent, to_another
from agents.around import in_list, is_result, next_clause_says
from agents.bone_context import of_bone_agent
from agents.causes import no_other_cause, other_causes
from agents.choices import CHOICES, Choice, chosen
from agents.fold import Folded
from agents.members import OF_SEVERAL, denies_whole
from agents.mentions import Named, inputs_by_name, named_inputs
from agents.pieces import Sieve, Table
from agents.polarity import CURRENT, LABORATORY, is_measured, polarities, reach, stated
from agents.segments import Segment
from agents.times import Period
from agents.values import Found
from agents.wording import Noun, Stated, Wording, stated_by, with_nouns
from agents.wording_daily import ACTIVITY, CHARLSON, OUTCOMES
from agents.wording_more import COURSE, DISEASES, NERVES
from agents.wording_organs import BONES, ORGANS, RISKS, TESTS
from agents.wording_tables import BONE_AGENT, IMAGING, PATHOLOGY, RENAL, VTE
from tools.inputs import Input, Kind

# agents/prophylaxis.py tells 没有抗凝禁忌 from 抗凝禁忌, agents/steroids.py the drug wanted first from the next.
READ_ELSEWHERE = frozenset({"contraindication", "to_drug"})
_TABLES = (
    *IMAGING, *PATHOLOGY, *VTE, *BONE_AGENT, *RENAL, *NERVES, *DISEASES, *COURSE,
    *ACTIVITY, *CHARLSON, *OUTCOMES, *ORGANS, *BONES, *RISKS, *TESTS,
)  # fmt: skip
NOUNS = tuple(entry for entry in _TABLES if isinstance(entry, Noun))
WORDINGS = tuple(entry for entry in _TABLES if isinstance(entry, Wording))
_ENTRIES: Table[Wording | Noun | Choice] = Table((*WORDINGS, *NOUNS, *CHOICES), lambda entry: entry.pattern)
_IN_WORDS = Sieve({people.people: people.SOUGHT, laboratory.laboratory: laboratory.SOUGHT})
_CLOSES = re.compile(
    r"(?:(?<![剩多业有\d十百])(?:其余|其他|余)(?!年|天|月|次|例|名|人|地|个|种|药|家))"
    r"(?:的|各|项目?|条目|指标|情况|上述|方面|因素|危险|风险|异常)*(?:[（(][^（()）]{1,160}[）)])?"
    r"(?:均|都|也|全部?|皆)?(?:无|没有|阴性|未见|否|正常)(?:异常)?|"
    r"(?:以上|上述|上列)[^,，。；;]{0,6}(?:均|都|全|皆)(?:无|没有|阴性|未见|否)"
)
# 乙肝两对半：表面抗体阳性，其余阴性: the rest of a panel, not of the case.
_PANEL = re.compile(
    r"(?:两对半|乙肝|丙肝|肝炎|HBs|HBV|HCV|HIV|梅毒|表面抗[体原]|尿常规|便常规|大便|酮体|肿瘤标志物|CEA|AFP|CA\d|抗核|ANA|ENA|自身抗体|抗体谱|培养|呼气|过敏原|免疫组化|CD\d+|甲功)"
    r"[^。；;\n]{0,60}$",
    re.I,
)
_NOUGHT = frozenset({"mprotein", "urine"})
_BESIDES = re.compile(r"[\s、和及或与/]|病?史")
# 2022年6月初诊 is no new diagnosis; 用过IMiD does not say that one is in use.
_AT_A_TIME = frozenset({"newly_diagnosed", "imid"})
_AFTERWARDS = re.compile(r"[之以]?后")
_THEN = re.compile(r"断(?!明确)|时|以来|后\d|的时候")
_WAS = re.compile(r"曾|一度|当时|那时|用过|既往|20\d\d年|年前")


def stated_findings(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Yes/no findings and choices of the patient that the text states."""
    found: list[Found] = []
    parts = tuple(p for p in parts if p.patient)
    text = "\n".join(p.text for p in parts)
    clauses = [_with_question_mark(folded, part) for part in parts]
    for part, clause, here in zip(parts, clauses, _ENTRIES.by_clause(text, clauses), strict=True):
        worded = stated_by([e for e in here if isinstance(e, Wording)], clause)
        said = {name for statement in worded for name in statement.values}
        found += _worded(folded, part, worded)
        # 肝大、脾不大: a member that is there counts beside one that a wording denies.
        found += [
            f
            for f in _all_named(folded, part, clause, [e for e in here if isinstance(e, Noun)])
            if f.input not in said or (f.raw is True and f.input in OF_SEVERAL and f.input != "invasive")
        ]
        if to_another(folded.text, part.text):
            found.append(_found(folded, part, "allergy_other_bisphosphonate", True, 0, len(part.text)))
        in_words = _IN_WORDS.passed(part.text)
        found += [f for read in (people.people, laboratory.laboratory) if read in in_words for f in read(folded, part)]
        found += chosen(folded, part, [e for e in here if isinstance(e, Choice)])
    return (*_with_the_most(found), *other_causes(folded, parts), *no_other_cause(folded, parts))


def _with_question_mark(folded: Folded, part: Segment) -> str:
    ending = folded.text[part.end : part.end + 1]
    return part.text + (ending if ending in "?？" else "")


def _with_the_most(found: list[Found]) -> list[Found]:
    """Of a finding with several members one is enough: 胸水（-），腹水（+）; a planned extraction counts beside 已充填."""
    there = {f.input for f in found if f.input in OF_SEVERAL and f.raw is True and f.period is not Period.PAST}
    return [f for f in found if not (f.input in there and f.raw is False)]


def closes_list(text: str) -> bool:
    """Whether the text says that everything not mentioned is absent (其余均无)."""
    return any(
        not (re.search(r"阴性|正常|未见", m.group()) and _PANEL.search(text[max(0, m.start() - 80) : m.start()]))
        for m in _CLOSES.finditer(text)
    )


def _worded(folded: Folded, part: Segment, statements: Iterable[Stated]) -> list[Found]:
    return [
        _found(folded, part, name, value, statement.start, statement.end)
        for statement in statements
        for name, value in statement.values.items()
    ]


def _all_named(folded: Folded, part: Segment, clause: str, nouns: Iterable[Noun]) -> list[Found]:
    names = with_nouns(part.text, [n for n in named_inputs(part.text) if n.inputs], nouns)
    if not names:
        return []
    states = polarities(clause, names)
    return [f for i in range(len(names)) for f in _named(folded, part, names, i, states[i])]


def _named(folded: Folded, part: Segment, names: list[Named], i: int, state: bool | None) -> list[Found]:
    name = names[i]
    result: list[Found] = []
    for key in sorted(name.inputs):
        for definition in inputs_by_name()[key]:
            if definition.kind is Kind.BOOLEAN:
                known = _for_input(folded, part, names, i, key, state)
                if known is not None and key not in READ_ELSEWHERE and not is_measured(name, part.text):
                    found = _found(folded, part, key, known, name.start, reach(part.text, names, i))
                    result.append(replace(found, explicit=not known or stated(part.text, names, i)))
                break
            if (
                definition.quantity is not None
                and definition.quantity.key in _NOUGHT
                and _is_nought(part.text, names, i)
            ):
                nought = {"value": "0", "unit": definition.quantity.unit}
                result.append(_found(folded, part, key, nought, name.start, reach(part.text, names, i)))
                break
            if definition.kind is Kind.CHOICE:
                code = _option_after(definition, part.text, name.end)
                if code is not None and key not in READ_ELSEWHERE:
                    result.append(_found(folded, part, key, code[0], name.start, code[1]))
                break
    return result


def _is_nought(text: str, names: list[Named], i: int) -> bool:
    """Whether an M protein is said to be absent, without a number of its own: 24h尿M蛋白阴性."""
    after = text[names[i].end : names[i + 1].start if i + 1 < len(names) else len(text)]
    return re.match(r"(?:为|呈|均|都|结果|定量|:|\s)*(?:阴性|未检出|未测出|\(-\))(?!转)", after) is not None


def _for_input(folded: Folded, part: Segment, names: list[Named], i: int, key: str, state: bool | None) -> bool | None:
    """The state as it holds for one input: a test only named says nothing, and what was once need not be so now."""
    name = names[i]
    if key == "invasive" and state is False:
        return None  # No extraction is planned; what is done instead is not said.
    if key == "stopped":
        return _stopped(folded, part, name, state)
    if state is False and not denies_whole(key, part.text[name.start : name.end]):
        return None
    if state and key in _AT_A_TIME and (_WAS.search(part.text[: name.start]) or _THEN.match(part.text[name.end :])):
        return None
    if key == "allergy":
        if to_another(folded.text, part.text):
            return None
        return of_agent(part.text, names[i].start, state)
    if state and not _BESIDES.sub("", _without_names(part.text, names)):
        state = in_list(folded.text, part.start, part.end, state)
    if state and key in LABORATORY and not stated(part.text, names, i):
        said = next_clause_says(folded.text[part.end : part.end + 16])
        return True if said is None and is_result(folded.text, part.start, part.end) else said
    if state and key in CURRENT and _WAS.search(part.text[: name.start]):
        return None
    return state


def _stopped(folded: Folded, part: Segment, name: Named, state: bool | None) -> bool | None:
    """Whether the bone agent is stopped; 停药后什么都没用 denies what came afterwards."""
    if not of_bone_agent(folded.text, part.start + name.start, part.start + name.end):
        return None
    return state if state is not False else _AFTERWARDS.match(part.text, name.end) is not None


def _without_names(text: str, names: list[Named]) -> str:
    at, rest = 0, []
    for name in names:
        rest.append(text[at : name.start])
        at = name.end
    return "".join((*rest, text[at:]))


def _option_after(definition: Input, text: str, start: int) -> tuple[str, int] | None:
    """The option that stands right behind (or, for a measure, at) the name."""
    rest = text[start : start + 24]
    for pattern, code in _option_patterns(definition):
        if match := pattern.match(rest):
            return code, start + match.end()
    return None


@cache
def _option_patterns(definition: Input) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Every word of every option behind a name, the longest first."""
    words = sorted(
        ((word, o.code) for o in definition.options for word in (o.label, o.code, *o.words)), key=lambda w: -len(w[0])
    )
    between = r"[\s:：=为是在（(]*(?:电泳|检查|检测|结果|仍|均|都|已|示|提示|呈|分期|评估|为|是|[:：\s(])*"
    return tuple((re.compile(rf"{between}{re.escape(w)}(?![A-Za-z0-9])", re.I), code) for w, code in words)


def _found(folded: Folded, part: Segment, name: str, raw: object, start: int, end: int) -> Found:
    a, b = folded.span(part.start + start, part.start + max(end, start + 1))
    period = Period.UNSTATED if name == "vte_history" else part.period
    return Found(name, raw, folded.original[a:b], a, b, period, part.date)
