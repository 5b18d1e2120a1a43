"""Which calculators a question asks for: by explicit patterns, else by the calculators' own names."""

import re
from dataclasses import dataclass

from agents.mentions import named_inputs
from agents.segments import question_part
from tools.registry import CALCULATORS

_BONE = r"唑来膦酸|唑来磷酸|择泰|帕米膦酸|氯屈膦酸|因卡膦酸|地舒单抗|地诺单抗|狄诺塞麦|双膦酸盐|双磷酸盐|骨靶向|骨改良|xgeva|zoledron|骨针"
_LENALIDOMIDE = r"来那度胺|瑞复美|来那(?!替)|lenalidomide|revlimid"
_DOSE = r"剂量|计量|减(?!低)|多少|几毫克|怎么(?:吃|用|给|调|打)|用法|用量|给多少|起始|调整|够不够|给\s*\d|还能(?:不能)?(?:打|用)|能(?:不能)?(?:打|用)|换什么"


@dataclass(frozen=True)
class Route:
    """If all patterns occur in the asking part, these calculators are meant."""

    calculators: tuple[str, ...]
    patterns: tuple[str, ...]
    personal: bool = False


ROUTES = (
    Route(("r2_iss",), (r"R\s*-?\s*2\s*-?\s*ISS|第二次修订",)),
    Route(("iss", "r_iss"), (r"R\s*-?\s*ISS|修订.{0,4}国际分期",)),
    Route(("iss",), (r"(?<![A-Za-z0-9-])(?<!R-)ISS|国际分期",)),
    Route(("durie_salmon",), (r"Durie|(?<![A-Za-z])D-?S\s*分期",)),
    Route(("creatinine_clearance", "lenalidomide_renal_dose"), (_LENALIDOMIDE, _DOSE)),
    Route(("bone_agent_schedule",), (_BONE, r"间隔|多久(?:打|用)?一次|拉长|满\s*\d+\s*个?月|频率|\d+\s*个月.{0,6}一次|疗程")),
    Route(("dental_procedure_hold",), (r"拔牙|种植牙|口腔手术|牙科", r"停|提前|恢复")),
    Route(("creatinine_clearance", "bone_agent_renal_dose"), (_BONE, _DOSE.replace("|够不够", ""))),
    Route(("dexamethasone_cycle_dose",), (r"地塞米松|地米", r"每周期|周期总量|分级|算.{0,4}剂量")),
    Route(("bmi", "impede_vte", "vte_prophylaxis"), (r"IMPEDE",)),
    Route(("saved_vte", "vte_prophylaxis"), (r"SAVED",)),
    Route(("impede_vte", "saved_vte", "vte_prophylaxis"), (r"^(?!.*(?:IMPEDE|SAVED)).*(?:血栓|VTE).{0,6}(?:评分|风险|几分|高危|低危)",)),
    Route(("vte_prophylaxis",), (r"(?:血栓|VTE|抗凝).{0,4}预防|预防.{0,4}(?:血栓|VTE)",)),
    Route(("corrected_calcium", "hypercalcaemia_action"), (r"校正.{0,3}钙|真实血钙|校正后|血钙.{0,10}(?:校正|白蛋白)|钙.{0,6}算不算|CRAB.{0,8}[C钙]",)),
    Route(("egfr_ckd_epi_2021",), (r"eGFR|CKD-?EPI|肾小球滤过率",)),
    Route(("egfr_mdrd",), (r"MDRD",)),
    Route(("creatinine_clearance",), (r"肌酐清除率|(?<![A-Za-z])C-?L?Cr(?:CL)?(?![A-Za-z])|CCr|CrCl|Cockcroft",)),
    Route(("creatinine_clearance", "slim_crab"), (r"[(（]R[)）]|肾.{0,6}(?:达标|够不够)|CRAB.{0,12}R",)),
    Route(("flc_ratio",), (r"(?:轻链|FLC|κ|λ|kappa|lambda)[\s\S]{0,40}比值(?!\d)",)),
    Route(("corrected_calcium", "slim_crab"), (r"SLiM|CRAB|(?:够不够|能不能|能否|可以|是否|算不算|怎么)[^，。]{0,8}诊断|符不符合|归哪类|是不是(?:活动性|冒烟)",)),
    Route(("smm_20_2_20",), (r"20\s*[/-]\s*2\s*[/-]\s*20|冒烟.{0,10}(?:危险|风险|分层|高危)",)),
    Route(("poems_response",), (r"POEMS", r"疗效|缓解")),
    Route(("imwg_response",), (r"疗效.{0,4}(?:评|几|什么|如何|怎|是|达|属)|评.{0,4}疗效|评效|缓解.{0,4}(?:程度|什么|哪)|到.{0,2}(?:CR|PR|VGPR|sCR)(?:了吗|没)",)),
    Route(("hypercalcaemia_action",), (r"高钙|血钙.{0,6}(?:处理|怎么办|急)",)),
    Route(("bsa",), (r"体表面积|BSA|(?:mg|毫克)/m",)),
    Route(("bmi",), (r"BMI|体重指数|体质指数",)),
    Route(("morphine_equivalent",), (r"吗啡|阿片|羟考酮|芬太尼", r"等效|换算|折算|相当|换成")),
    Route(("steroid_equivalence",), (r"等效|换(?:成|算).{0,6}(?:地米|地塞米松|泼尼松|强的松|甲强龙|甲泼尼龙|氢化可的松)|相当于.{0,8}(?:地塞米松|泼尼松|强的松)",)),
    Route(("imwg_frailty",), (r"衰弱|frail",)),
    Route(("qtc_bazett",), (r"QTc",)),
    Route(("anc",), (r"(?<![A-Za-z])ANC(?![A-Za-z])|中性粒.{0,4}绝对",)),
    Route(("anion_gap",), (r"阴离子间隙",)),
)  # fmt: skip
# A more exact wish replaces the general one that its words also match.
_REPLACES = {
    "bone_agent_schedule": {"bone_agent_renal_dose", "creatinine_clearance"},
    "egfr_mdrd": {"egfr_ckd_epi_2021"},
    "r2_iss": {"iss", "r_iss"},
    "poems_response": {"imwg_response", "poems_diagnosis"},
    "morphine_equivalent": {"steroid_equivalence"},
    "dental_procedure_hold": {"bone_agent_renal_dose", "creatinine_clearance", "bone_agent_schedule"},
}


def wanted(text: str) -> tuple[str, ...]:
    """The calculators that a question means: by the part that asks, else by the whole text."""
    return routes(question_part(text)) or routes(text)


def routes(asking: str) -> tuple[str, ...]:
    """Names of the calculators that a text means, in the order of their chain."""
    found: dict[str, None] = {}
    for route in ROUTES:
        if all(re.search(p, asking, re.I | re.S) for p in route.patterns):
            found |= dict.fromkeys(name for name in route.calculators if name in CALCULATORS)
    if not found:
        found = dict.fromkeys(_by_alias(asking))
    replaced = {loser for name in found for loser in _REPLACES.get(name, set())}
    return tuple(name for name in found if name not in replaced)


def _by_alias(asking: str) -> list[str]:
    """Calculators whose own names occur, in the order of the registry."""
    named = {name for mention in named_inputs(asking) for name in mention.calculators}
    return [name for name in CALCULATORS if name in named]
