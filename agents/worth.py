"""Whether a calculator is worth calling for what a question tells: somebody's values, or only a rule that is asked about."""

import re
from collections.abc import Mapping, Set
from enum import Enum
from typing import Any

from agents.values import Found
from tools.calculator import Calculator

# Values that nearly every note has do not show that a calculator is wanted.
_COMMON = frozenset({"age", "sex", "weight", "height", "imid", "asian", "asian_pacific", "drug"})
_PERSONAL = re.compile(
    r"患者|病人|这位|本例|老爷子|老太太|先生|女士|岁|帮我?(?:算|看|评)|我(?!们|国)|(?<![其吉])他(?![汀滨啶莫克])|她|刚好|这次"
)
# 初治不适合移植的方案有哪些 names findings, but of nobody.
_RULE = re.compile(r"哪些|什么是|定义|标准(?:是|有)|有什么|包括|(?:什么|哪种|首选|推荐)方案")
_SOMEBODY = re.compile(
    r"(?:^|[，,。；;])\s*(?:患者|病人)(?!指南|版|手册)|这位|本例|老爷子|老太太|先生|女士|岁|帮我?(?:算|看|评)|我(?!们|国)|(?<![其吉])他(?![汀滨啶莫克])|她|刚好|这次|(?:患者|病人)(?:想|要|用(?!什么|哪|何)|打|有(?!什么|哪)|说|问|做(?!什么|哪)|目前|现在|还(?!有(?:什么|哪))|没|未)|还没(?:做|查)|已[^，,。]{0,4}\d|要上|准备(?:开始|上|用|打)|拟(?:用|行|上)|明[天日]|今[天日]"
)
# 要不要一直吃，为什么: the reason is asked besides the decision.
_AND_WHY = re.compile(r"[，,；;、]\s*(?:这?是)?(?:为什么|为何|什么原因|理由是?什么|依据是?什么)[?？。]?\s*$")
# Who tells two of these has somebody in mind, whose missing value is asked for.
_OF_ONE = frozenset({"age", "sex", "weight", "height"})
_COMPUTES = re.compile(r"算|计算|多少|评估一下")
_LABORATORY = frozenset(
    {"calcium", "corrected_calcium", "hb", "platelets", "albumin", "creatinine", "crcl", "egfr", "b2m", "ldh"}
)
# What asks for the wording or the figures of a rule, where nobody's values are told.
_ABOUT_RULE = re.compile(
    r"多少|多久|哪|什么|一致|各(?:是|推荐|家|差)|为什么|为何|定义|区别|比较|分别|几(?=种|项|条|类|个(?!月)|线|家|版)|听说|是真的|研究|试验|中位|OS|PFS"
)
_YES_OR_NO = re.compile(r"要不要|需不需要|能不能|可不可以|该不该|行不行|是否|用不用|吗|可以[^，,。]{0,6}[?？]")
# The type alone decides; where several types are compared, the rule is asked for.
_DECIDED_BY_TYPE = frozenset({"mgrs_management"})
_SEVERAL = re.compile(r"分别|各|区别|比较|Ig[GAM][^，,。]{0,6}(?:和|与|/|、)")
# What single items of a score count is asked of its table: 血栓史几分，80岁以上几分; 骨折加几分.
_SCORES = frozenset({"impede_vte", "saved_vte", "charlson_index", "r2_iss", "imwg_frailty"})
_OF_ITEMS = re.compile(
    r"(?:几|多少)分.*(?:几|多少)分|(?:加|减|扣|记|占)(?:几|多少)分|各(?:是|加|减|扣|占|记|算)?(?:几|多少)分|怎么(?:给|打|计|记)分"
)
_OF_PATIENT = re.compile(
    r"患者|病人|这位|本例|老爷子|老太太|老人|先生|女士|(?<![其吉])他(?![汀滨啶莫克])|她|我(?!们|国)|总分|总共|一共|合计|帮|岁(?![及或]?以[上下])|[男女]性?[,，。]"
)
# One of these values has to be there.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "bmi": ("weight", "height"), "bsa": ("weight", "height"), "creatinine_clearance": ("creatinine",),
    "egfr_ckd_epi_2021": ("creatinine",), "egfr_mdrd": ("creatinine",), "hypercalcaemia_action": ("corrected_calcium",),
    "vte_prophylaxis": (
        "impede_score", "impede_group", "saved_score", "saved_group", "contraindication", "vte_during_imid", "on_therapeutic_anticoagulation",
    ),
}  # fmt: skip
_NEVER_VACCINATED = re.compile(r"(?:没|未)(?:有)?(?:打|接种|种)过?|从(?:来)?(?:没|未)")


class Worth(Enum):
    """Whether a calculator is worth calling; a rule that words alone determine is given, but nothing is asked for it."""

    CALL = "call"
    IF_DETERMINED = "if determined"


def worth(
    calculator: Calculator,
    inputs: Mapping[str, Any],
    values: Mapping[str, Found],
    question: str,
    case: str,
    given: Mapping[str, Any],
    old: Set[str] = frozenset(),
    *,
    told: bool = False,
) -> Worth | None:
    """A calculator is called for a patient's values; a question about the rule itself is answered by quotation."""
    own = [i for i in inputs if i not in _COMMON]
    somebody = case != question or told or bool(_SOMEBODY.search(case))
    measured = any(i in given or i == "items" or (i in values and _is_measured(values[i])) for i in own)
    if calculator.name in _SCORES and _OF_ITEMS.search(question) and not _OF_PATIENT.search(case) and not told:
        return None
    needed = _has_needed(calculator.name, inputs.keys() | old) or _of_one(inputs, question)
    if _RULE.search(question) and not measured and not somebody or not needed:
        return None
    if calculator.name in _NEEDED or measured:
        return Worth.CALL
    if calculator.name == "pneumococcal_schedule" and _NEVER_VACCINATED.search(case):
        return Worth.CALL
    if somebody and (own or "drug" in inputs):
        return Worth.CALL
    if any(i in inputs for i in ("age", "sex", "weight")) and _PERSONAL.search(question):
        return Worth.CALL
    stated = any(isinstance(inputs[i], bool) for i in own) or bool(own and _YES_OR_NO.search(question))
    # ISS II期，LDH正常，FISH高危 tells findings by their codes: two of them are a case.
    coded = sum(isinstance(inputs[i], str) and calculator.input(i).role == "item" for i in own)
    stated = stated or coded > 1
    if calculator.name in _DECIDED_BY_TYPE and own and not _SEVERAL.search(question):
        return Worth.IF_DETERMINED
    return Worth.IF_DETERMINED if stated and not _ABOUT_RULE.search(_AND_WHY.sub("", question)) else None


def laboratory_value(name: str, found: Found) -> bool:
    """Whether a value is a laboratory result that is told as a number."""
    return name in _LABORATORY and not found.bound and _is_measured(found)


def _of_one(inputs: Mapping[str, Any], question: str) -> bool:
    """Whether a result is to be computed for somebody whose person is told, but not what was measured."""
    return len(_OF_ONE & inputs.keys()) > 1 and bool(_COMPUTES.search(question) and _PERSONAL.search(question))


def _is_measured(found: Found) -> bool:
    """Whether a value is a number that is told; 阴性 tells none."""
    return isinstance(found.raw, Mapping) or bool(re.search(r"\d", found.text))


def _has_needed(name: str, inputs: Set[str]) -> bool:
    """Whether the values without which a calculator has nothing to say are there."""
    return name not in _NEEDED or any(i in inputs for i in _NEEDED[name])
