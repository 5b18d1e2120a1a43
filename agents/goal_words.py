"""In which words notes give the choices that a calculator asks for: the phase of treatment, the reason for radiotherapy."""

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Choice:
    """Words that mean one code of an input of some calculators; the first of an input that fits counts."""

    calculators: tuple[str, ...]
    input: str
    code: str | bool
    words: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled words."""
        return re.compile(self.words, re.I)


_SOLITARY = r"孤立性?(?:骨|骨外|髓外|软组织)?(?:性)?浆细胞瘤|单发(?:性)?(?:骨)?浆细胞瘤"
_SMM = r"冒烟|(?<![A-Za-z])SMM(?![A-Za-z])|无症状(?:性)?(?:多发性)?骨髓瘤"
_MGUS = r"MGUS|意义[未不]明(?:的)?单克隆"
_MM = r"骨髓瘤|(?<![A-Za-z])MM(?![A-Za-z])"
_ISOTYPE = r"Ig{0}(?:\s*[-—–·]?\s*(?:κ|λ|kappa|lambda|卡帕|型)|\s*[-—–·]\s*[KL](?![A-Za-z])|\s*(?:单克隆|MGUS|骨髓瘤|阳性|相关|M蛋白)|\(\+\))"
_LIGHT = r"轻链\s*(?:\(?FLC\)?)?\s*型|FLC\s*\)?\s*型|轻链型|轻链(?:骨髓瘤|MGUS|MGRS)|(?<![A-Za-z])LC(?:MM|DD)"


def _isotypes(calculators: tuple[str, ...], name: str, codes: dict[str, str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(calculators, name, code, _LIGHT if letter == "L" else _ISOTYPE.format(letter))
        for letter, code in codes.items()
    )


_SLOW = r"缓慢|(?:进展|加重|发展)(?:得)?(?:很|比较|非常|特别)?慢|好几年|很多年|慢性(?:进展|加重|病程)|慢慢|(?:\d|几|多|数)\s*年[^，,。；;]{0,10}(?:进展|加重|逐渐|渐)|(?:病程|历时|持续)[^，,。；;]{0,4}\d+\s*年"
_FAST = r"起病急|(?:数|几|\d+)\s*(?:周|个?月)(?:内|就|之间|左右)*[^，,。；;年]{0,4}(?:走不了|不能走|下不了|站不起|瘫)|(?:数|几|\d+)\s*(?:周|个?月)(?:内|来|之?间)?[^，,。；;年]{0,8}(?:进展|加重|恶化|发展)|(?:快速|迅速|急剧|亚急性)[^，,。；;]{0,4}(?:进展|加重|恶化|起病|发展)|进展(?:快|迅速)"
CHOICES: tuple[Choice, ...] = (
    *_isotypes(("durie_salmon",), "heavy_chain", {"L": "none", "G": "IgG", "A": "IgA", "[DEM]": "other"}),
    Choice(("durie_salmon", "slim_crab"), "heavy_chain", "none", r"不分泌型|无重链"),
    *_isotypes(("slim_crab",), "heavy_chain", {"L": "none", "G": "IgG", "A": "IgA", "D": "IgD", "E": "IgE", "M": "IgM"}),
    *_isotypes(("ivig_indication",), "isotype", {"L": "light_chain", "G": "IgG", "A": "IgA", "D": "IgD", "E": "IgE", "M": "IgM"}),
    Choice(("ivig_indication",), "isotype", "nonsecretory", r"[不非]分泌型"),
    *_isotypes(("mgns_suspicion",), "isotype", {"M": "IgM", "G": "IgG", "A": "IgA"}),
    Choice(("mgrs_management",), "type", "MBL", r"单克隆\s*B\s*(?:淋巴)?细胞增多|(?<![A-Za-z])MBL"),
    *_isotypes(("mgrs_management",), "type", {"L": "FLC", "M": "IgM", "G": "IgG", "A": "IgA"}),
    Choice(("mgns_suspicion",), "pattern", "motor_or_pain", r"主要(?:是|为|表现为)?[^，,。；;]{0,4}(?:无力|没(?:有)?力气|疼)|(?:疼|痛)(?:得)?(?:厉害|明显)?为主|(?:运动|疼痛|无力)(?:症状|受累)?(?:为主|占主导|突出|占优|明显)|以(?:运动|疼痛|剧痛|无力)|剧烈疼痛|运动性神经病"),
    Choice(("mgns_suspicion",), "pattern", "sensory", r"主要(?:是|为|表现为)?[^，,。；;]{0,4}(?:感觉|麻)|麻(?:木)?[^，,。；;]{0,2}为主|只(?:是|有)[^，,。；;]{0,2}麻|感觉(?:症状|障碍|异常|受累)?(?:为主|占主导|占优|突出)|以?(?:感觉|麻木)[^，,。；;]{0,4}为主|感觉性|纯感觉"),
    Choice(("mgns_suspicion",), "progression", "rapid_weeks_months", _FAST),
    Choice(("mgns_suspicion",), "progression", "slow_years", _SLOW),
    Choice(("mgns_suspicion",), "symmetry", "unilateral_or_asymmetric", r"[不非]对称|左右(?:不一样|不同|不等)|只有(?:左|右|一)(?:边|侧|脚|手|腿)|(?:左|右)(?:侧|边|腿|脚|手)(?:更|较|明显)?重|单侧|偏侧|仅[左右]"),
    Choice(("mgns_suspicion",), "symmetry", "bilateral_symmetric", r"(?<![不非])对称|(?:两|双)(?:边|侧|脚|腿|手)(?:都|是)?(?:一样|差不多)|左右(?:一样|差不多)|双侧(?:肢体|均|都|受累|足|手)"),
    Choice(("transplant_rules",), "phase", "relapse_after_asct", r"(?:移植|ASCT)[^。；]{0,40}(?:复发|再次进展)|(?:移植|ASCT)(?:术)?后[^。；，,无未没]{0,12}(?:疾病)?进展(?!为|期|情况)|复发[^。；]{0,20}(?:二次|第2次|再次)(?:自体)?(?:移植|ASCT)|(?:移植|ASCT)后(?:缓解)[^。；]{0,16}复发"),
    Choice(("transplant_rules",), "phase", "after_first_asct", r"(?:第?[一1首]次)?(?:自体)?(?:干细胞)?(?:移植|ASCT|auto-?HSCT)(?:术)?(?:后|结束|完成|\+\d)|(?:做|行|完成)(?:完|过|了)(?:第?[一1]次)?(?:自体)?移植"),
    Choice(("transplant_rules",), "phase", "induction", r"诱导|初治|新诊断|初诊|新发|刚确诊|(?:拟|准备|计划|考虑)[^，,。；;]{0,6}(?:移植|ASCT)"),
    Choice(("radiotherapy_dose",), "indication", "impending_cord_compression", r"(?:即将|濒临|早期|先兆|将要|有)[^，,。；;]{0,6}脊髓(?:受压|压迫)(?:风险|可能)?|脊髓(?:受压|压迫)(?:风险|先兆)"),
    Choice(("radiotherapy_dose",), "indication", "severe_cord_compression", r"脊髓(?:受压|压迫)|压迫脊髓|马尾(?:受压|综合征)|截瘫|侵[及犯]椎管"),
    Choice(("radiotherapy_dose",), "indication", "impending_fracture", r"(?:即将|濒临|将要|先兆|有|高)[^，,。；;]{0,8}(?:病理性)?骨折(?:风险|可能)?|骨折风险"),
    Choice(("radiotherapy_dose",), "indication", "poems_localised", r"POEMS"),
    Choice(("radiotherapy_dose",), "indication", "solitary_plasmacytoma", rf"{_SOLITARY}|浆细胞瘤[^，,。；;]{{0,8}}(?:单发|孤立)"),
    Choice(("radiotherapy_dose",), "indication", "uncontrolled_pain", r"(?:疼|痛)[^。；]{0,14}(?:控制不|无法控制|难以控制|不能控制|不佳|难忍|剧烈|无效)|止(?:不住|痛)|姑息|骨痛|剧痛"),
    Choice(("vte_prophylaxis",), "vte_during_imid", True, r"(?:来那度胺|泊马度胺|沙利度胺|IMiD|免疫调节)[^。；;无未否]{0,12}(?:期间|过程中|治疗中|用药中|后)[^。；;无未否]{0,12}(?:血栓|DVT|VTE|栓塞)"),
    Choice(("vte_prophylaxis",), "vte_during_imid", True, r"(?:血栓|DVT|VTE|栓塞)[^。；;无未否]{0,8}(?:确诊|新发|发生|形成)[^。；;无未否]{0,8}(?:正?在|目前)(?:吃|用|服)[^。；;无未否]{0,4}(?:来那度胺|泊马度胺|沙利度胺)"),
    Choice(("vte_prophylaxis",), "vte_during_imid", True, r"(?:来那度胺|泊马度胺|沙利度胺|IMiD|免疫调节)[^。；;无未否停]{0,6}(?:吃|用|服|打|治疗)(?:了|到|着)?[^。；;无未否停]{0,10}(?:出(?:了|现)|发生|发现|查出|得了|长了|新发)[^。；;，,无未否]{0,8}(?:血栓|DVT|VTE|栓塞)"),
    Choice(("vte_prophylaxis",), "contraindication", True, r"(?:禁止|禁用|禁忌|不能用|不可用|不宜用?|不许用|严禁)[^，,。；;无]{0,8}(?:抗凝|抗血小板|阿司匹林)|(?:抗凝|抗血小板)(?:药物?|治疗)?[^，,。；;无]{0,6}(?:均|都|一律|绝对)?(?:禁忌(?!证?[^，,。；;]{0,2}(?:无|没|未))|禁用|禁止|不能用)"),
    Choice(("vte_prophylaxis",), "imid_ongoing_indication", True, r"(?:来那度胺|泊马度胺|沙利度胺|IMiD|免疫调节)[^，,。；;不停]{0,6}(?:继续|接着|照常)(?:用|吃|服|使用)?"),
    Choice(("vte_prophylaxis",), "imid_ongoing_indication", True, r"(?:继续|仍(?:需|要)?|还(?:要|需)?)[^，,。；;不停]{0,6}(?:用|使用|服|吃)?[^，,。；;不停]{0,2}(?:来那度胺|泊马度胺|沙利度胺|IMiD|免疫调节)"),
    Choice(("imwg_mrd",), "method", "NGF", r"NGF|(?:2|二)代流式|流式|EuroFlow"),
    Choice(("imwg_mrd",), "method", "NGS", r"NGS|(?:2|二)代测序|测序|clonoSEQ"),
    Choice(("bone_targeted_indication",), "diagnosis", "SMM", _SMM),
    Choice(("bone_targeted_indication",), "diagnosis", "MGUS", _MGUS),
    Choice(("bone_targeted_indication",), "diagnosis", "solitary_plasmacytoma", _SOLITARY),
    Choice(("bone_targeted_indication",), "diagnosis", "active_MM", _MM),
    Choice(("followup_schedule",), "diagnosis", "SMM_low", rf"低危\s*(?:的)?(?:{_SMM})|(?:{_SMM})[^。；]{{0,20}}低危|20/2/20[^。；]{{0,10}}低危[^。；]{{0,8}}(?:{_SMM})"),
    Choice(("followup_schedule",), "diagnosis", "SMM_high", rf"高危\s*(?:的)?(?:{_SMM})|(?:{_SMM})[^。；]{{0,20}}高危|20/2/20[^。；]{{0,10}}高危[^。；]{{0,8}}(?:{_SMM})"),
    Choice(("followup_schedule",), "diagnosis", "SMM", _SMM),
    Choice(("followup_schedule",), "diagnosis", "solitary_plasmacytoma", _SOLITARY),
    Choice(("followup_schedule",), "diagnosis", "MM", _MM),
    Choice(("followup_schedule",), "diagnosis", "solitary_plasmacytoma", r"(?:髓外|骨外|软组织|骨)?(?:性)?浆细胞瘤"),
    Choice(("imwg_relapse",), "prior_best", "less_than_CR", r"(?:最佳|最好)(?:疗效)?(?:为|是|达|达到)?\s*(?:VGPR|PR|MR|SD)|(?:未|没)(?:达|到)(?:过|到)?\s*CR"),
    Choice(("imwg_relapse",), "prior_best", "MRD_negative", r"MRD\s*(?:曾|一直|转|持续)?阴"),
    Choice(("imwg_relapse",), "prior_best", "CR", r"(?:最佳|最好)(?:疗效)?(?:为|是|达|达到)?\s*s?CR(?![A-Za-z])|(?:达|获|持续|维持|曾)(?:到|得|过)?\s*s?CR(?![A-Za-z])|s?CR(?:后|状态|患者)"),
    Choice(("egfr_mdrd",), "variant", "china2006", r"2006|中国(?:人)?(?:改良|修正|方程|版)|改良(?:的)?(?:中国|MDRD)|c-?aMDRD"),
    Choice(("egfr_mdrd",), "variant", "original186", r"原始(?:的)?(?:MDRD|公式|版)|186\s*版|系数\s*186"),
    Choice(("bone_agent_schedule", "bone_agent_contraindications", "dental_procedure_hold"), "drug", "denosumab", r"地舒单抗|地诺单抗|狄诺塞麦|安加维|denosumab|xgeva"),
)  # fmt: skip
