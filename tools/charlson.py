"""Charlson comorbidity index (1987), with age points (1994)."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import Input, boolean
from tools.messages import notice
from tools.numbers import show
from tools.shared_inputs import AGE

DISEASES: Mapping[str, tuple[int, str, tuple[str, ...]]] = {
    "myocardial_infarction": (1, "心肌梗死", ("心梗", "陈旧性心梗", "急性心梗", "心肌梗死")),
    "congestive_heart_failure": (1, "充血性心力衰竭", ("心衰", "心力衰竭", "心功能不全")),
    "peripheral_vascular_disease": (1, "外周血管病", ("周围血管病", "外周动脉疾病", "下肢动脉闭塞")),
    "cerebrovascular_disease": (1, "脑血管病", ("脑梗", "脑梗死", "脑出血", "卒中", "TIA", "脑血管意外")),
    "dementia": (1, "痴呆", ("痴呆", "阿尔茨海默病")),
    "chronic_pulmonary_disease": (1, "慢性肺病", ("COPD", "慢阻肺", "慢性阻塞性肺疾病", "慢支", "哮喘")),
    "connective_tissue_disease": (1, "结缔组织病", ("类风湿关节炎", "系统性红斑狼疮", "SLE", "干燥综合征")),
    "peptic_ulcer": (1, "消化性溃疡", ("胃溃疡", "十二指肠溃疡", "消化道溃疡")),
    "mild_liver_disease": (1, "轻度肝病", ("慢性肝炎", "轻度肝病")),
    "diabetes": (1, "糖尿病（无靶器官损害）", ("糖尿病", "T2DM", "2型糖尿病", "DM")),
    "hemiplegia": (2, "偏瘫", ("偏瘫", "半身不遂")),
    "moderate_severe_renal_disease": (2, "中重度肾病", ("中重度肾病", "尿毒症", "维持性透析")),
    "diabetes_end_organ_damage": (2, "糖尿病伴靶器官损害", ("糖尿病肾病", "糖尿病视网膜病变", "糖尿病神经病变")),
    "solid_tumour": (2, "实体瘤（无转移）", ("实体瘤", "恶性实体瘤")),
    "leukaemia": (2, "白血病", ("白血病",)),
    "lymphoma": (2, "淋巴瘤", ("淋巴瘤",)),
    "moderate_severe_liver_disease": (3, "中重度肝病", ("肝硬化伴门脉高压", "中重度肝病", "肝硬化失代偿")),
    "metastatic_solid_tumour": (6, "转移性实体瘤", ("转移性实体瘤", "实体瘤转移")),
    "aids": (6, "艾滋病", ("AIDS", "艾滋病")),
}
HEAVIER = {
    "diabetes": "diabetes_end_organ_damage", "mild_liver_disease": "moderate_severe_liver_disease",
    "solid_tumour": "metastatic_solid_tumour",
}  # fmt: skip
MYELOMA_WEIGHT = 2


def age_points(age: Fraction) -> int:
    """1 point from 50 completed years and 1 more for each further decade, at most 4 (80 and over)."""
    return min(max(int(age // 10) - 4, 0), 4)


def _states(v: Values) -> dict[str, bool | None]:
    absent = False if v.flag("all_others_absent") else None
    return {name: absent if v.flag(name) is None else v.flag(name) for name in DISEASES}


def _counting(states: Mapping[str, bool | None]) -> dict[str, bool | None]:
    """Of a pair only the heavier disease counts, so the lighter one is out once the heavier is present."""
    return {name: False if states.get(HEAVIER.get(name, "")) else state for name, state in states.items()}


def _span(counting: Mapping[str, bool | None]) -> tuple[int, int]:
    low = sum(DISEASES[name][0] for name, state in counting.items() if state)
    possible = {name for name, state in counting.items() if state is not False}
    high = sum(DISEASES[name][0] for name in possible if HEAVIER.get(name) not in possible)
    return low, high


def _at_least_two(low: int, high: int) -> int | None:
    return 1 if low >= 2 else (0 if high < 2 else None)


def _steps(states: Mapping[str, bool | None], counting: Mapping[str, bool | None]) -> tuple[str, ...]:
    lines = []
    for name, (weight, label, _) in DISEASES.items():
        if counting[name]:
            lines.append(f"{label}：+{weight} 分")
        elif states[name]:
            lines.append(f"{label}：0 分（同类只计较重的一项）")
    unknown = [DISEASES[name][1] for name, state in counting.items() if state is None]
    if unknown:
        lines.append("未知：" + "、".join(unknown))
    return tuple(lines) or ("各项均无：0 分",)


def charlson_rule(v: Values) -> Outcome:
    """Charlson comorbidity index (Charlson 1987; age points Charlson 1994); myeloma is the index disease."""
    states = _states(v)
    counting = _counting(states)
    low, high = _span(counting)
    imwg = _at_least_two(low, high)
    myeloma = MYELOMA_WEIGHT if v.flag("count_myeloma") else 0
    low, high = low + myeloma, high + myeloma
    score, age = low if low == high else None, v.num("age")
    points = None if age is None else age_points(age)
    result = {
        "score": score, "score_min": low, "score_max": high, "age_points": points,
        "age_adjusted": None if score is None or points is None else score + points, "imwg_cci_point": imwg,
    }  # fmt: skip
    notices = (notice("myeloma_counted"),) if myeloma else ()
    steps = _steps(states, counting) + ((f"骨髓瘤：+{myeloma} 分",) if myeloma else ())
    steps += () if age is None else (f"年龄 {show(age)} 岁：年龄分 {points}",)
    frailty = "" if imwg is None else f"IMWG 衰弱评分该项 {imwg} 分。"
    if score is None:
        missing = tuple(name for name, state in counting.items() if state is None)
        sentence = f"已知部分合计 {low}～{high} 分，不是最终评分。{frailty}"
        return Outcome(result, sentence, False, (), missing, notices, steps)
    adjusted = "" if points is None else f"（年龄校正 {score + points} 分）"
    sentence = f"Charlson 合并症指数 {score} 分{adjusted}；{frailty}"
    return Outcome(result, sentence, notices=notices, steps=(*steps, f"合计 {score} 分"))


def _disease(name: str) -> Input:
    weight, label, aliases = DISEASES[name]
    return boolean(name, label, aliases=aliases, help=f"{weight} 分")


CHARLSON = Calculator(
    name="charlson_index",
    title="Charlson 合并症指数",
    field="体能与衰弱",
    purpose="合并症负担；IMWG 衰弱评分用其未按年龄校正、不计骨髓瘤的值",
    inputs=(
        *map(_disease, DISEASES),
        boolean("all_others_absent", "其余疾病均无", aliases=("无其他基础病", "其余无", "无其他合并症", "无合并症"), role="option",
                help="未列出的疾病均已知不存在时填是"),
        replace(AGE, role="option"),
        boolean("count_myeloma", "把骨髓瘤计入", role="option", help="骨髓瘤为本病，默认不计；计入加 2 分"),
    ),
    rule=charlson_rule,
    rule_zh="心肌梗死、心衰、外周血管病、脑血管病、痴呆、慢性肺病、结缔组织病、消化性溃疡、轻度肝病、糖尿病各 1 分；偏瘫、中重度肾病、"
            "糖尿病伴靶器官损害、实体瘤、白血病、淋巴瘤各 2 分；中重度肝病 3 分；转移性实体瘤、艾滋病各 6 分；同类只计较重者。"
            "年龄 50–59 岁 1 分，每增 10 岁加 1 分，最多 4 分。",
    sources=(Source("LIT", "Charlson 1987, doi:10.1016/0021-9681(87)90171-8"),
             Source("LIT", "Charlson 1994, doi:10.1016/0895-4356(94)90129-5")),
    always=("not_in_documents",),
    aliases=("Charlson", "CCI", "合并症指数", "查尔森指数", "Charlson评分"),
)  # fmt: skip
