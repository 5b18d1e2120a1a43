"""Venous thromboembolism: the IMPEDE VTE score."""

from dataclasses import replace
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.general import bmi_notices, body_mass_index
from tools.inputs import Option, boolean, choice, quantity
from tools.logic import ScoreItem, Total, graded, item, total
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.shared_inputs import BMI_INPUT, DEX_PER_CYCLE, IMID, VTE_HISTORY
from tools.thrombosis import RISK_WORDS, points_line, stated_dex_class

IMPEDE_HIGH, IMPEDE_VERY_HIGH = Fraction(4), Fraction(8)
BMI_LIMIT, BMI_TOLERANCE = Fraction(25), Fraction(1, 2)
DEX_LIMIT = Fraction(160)
DEX_POINTS = {"none": 0, "low": 2, "high": 4}
PROPHYLAXIS_POINTS = {
    "none": 0,
    "aspirin": -3,
    "lmwh_prophylactic": -3,
    "lmwh_therapeutic": -4,
    "warfarin": -4,
    "doac_prophylactic": 0,
    "doac_therapeutic": 0,
}
BAND_RATES = {"low": "3.3", "intermediate": "8.3", "high": "15.2"}


def impede_dex_class(mg_per_cycle: Fraction) -> str:
    """IMPEDE class of a dexamethasone dose in mg per cycle; the 160 mg limit is from Sanfilippo 2019."""
    if mg_per_cycle == 0:
        return "none"
    return "low" if mg_per_cycle <= DEX_LIMIT else "high"


def impede_group(score: Fraction) -> str:
    """Risk group of NCCN MYEL-I: up to 3 low, from 4 high."""
    return "high" if score >= IMPEDE_HIGH else "low"


def literature_band(score: Fraction) -> str:
    """Risk band of the original study (Sanfilippo 2019): up to 3, 4-7, from 8."""
    if score < IMPEDE_HIGH:
        return "low"
    return "intermediate" if score < IMPEDE_VERY_HIGH else "high"


def known_bmi(v: Values) -> Fraction | None:
    """The body-mass index [kg/m²] as given, else from weight and height; both given must agree."""
    stated, weight, height = v.num("bmi"), v.num("weight"), v.num("height")
    computed = None if weight is None or height is None else body_mass_index(weight, height)
    if stated is None or computed is None:
        return stated if computed is None else computed
    if abs(stated - computed) > BMI_TOLERANCE or (stated >= BMI_LIMIT) != (computed >= BMI_LIMIT):
        message = f"所填 BMI {show(stated)} 与体重、身高算出的 {show(computed, 2)} 不一致，请核对"
        raise CalculatorInputError(FieldError("bmi", "inconsistent", message))
    return computed


def _bmi_asked(v: Values) -> tuple[str, ...]:
    begun = v.has("weight") or v.has("height")
    return ("bmi", *v.unknown("weight", "height")) if begun else ("bmi",)


def _items(v: Values, bmi: Fraction | None, dex: str | None) -> tuple[ScoreItem, ...]:
    """The nine items other than existing prophylaxis."""
    return (
        item("imid", "使用免疫调节药物", v.flag("imid"), 4),
        item("bmi", "BMI ≥25 kg/m²", None if bmi is None else bmi >= BMI_LIMIT, 1, _bmi_asked(v)),
        item("pelvic_hip_femur_fracture", "骨盆、髋部或股骨骨折", v.flag("pelvic_hip_femur_fracture"), 4),
        item("esa", "促红细胞生成剂", v.flag("esa"), 1),
        graded("dexamethasone", "地塞米松", None if dex is None else DEX_POINTS[dex], 0, 4),
        item("doxorubicin_or_multiagent", "多柔比星或多药化疗", v.flag("doxorubicin_or_multiagent"), 3),
        item("asian_pacific", "亚洲/太平洋岛民", v.flag("asian_pacific"), -3),
        item("vte_history", "既往静脉血栓史", v.flag("vte_history"), 5),
        item("cvc", "中心静脉导管/隧道中心线", v.flag("cvc"), 2),
    )


def _prophylaxis_item(v: Values) -> ScoreItem:
    current = v.code("thromboprophylaxis")
    points = None if current is None else PROPHYLAXIS_POINTS[current]
    return graded("thromboprophylaxis", "现有血栓预防", points, -4, 0)


def _settled(sums: Total, band: dict[Fraction, str]) -> str | None:
    low, high = band[sums.low], band[sums.high]
    return low if low == high else None


def _notices(v: Values, bmi: Fraction | None, group: str | None, others: Total) -> tuple[Notice, ...]:
    codes = []
    current = v.code("thromboprophylaxis")
    if v.flag("asian_pacific"):
        codes.append("asian_minus_3")
    if current is not None and PROPHYLAXIS_POINTS[current] < 0 and group == "low" and others.high >= IMPEDE_HIGH:
        codes.append("existing_prophylaxis_changes_group")
    if current in ("doac_prophylactic", "doac_therapeutic"):
        codes.append("doac_not_scored")
    if v.has("dex_mg_per_cycle"):
        codes.append("impede_dex_cutoff_from_literature")
    return tuple(map(notice, codes)) + bmi_notices(bmi) + near(BMI_INPUT, bmi, BMI_LIMIT)


def _sentence(sums: Total, group: str, band: str | None) -> str:
    if sums.score is None:
        score = f"在 {show(sums.low)}～{show(sums.high)} 分之间（尚缺项目，不是最终评分）"
    else:
        score = f"{show(sums.score)} 分"
    text = f"IMPEDE VTE 评分 {score}，属{RISK_WORDS[group]}（≤3 分低危，≥4 分高危）。"
    if sums.missing:
        text += "其余指标不影响本结论。"
    if band is not None:
        text += f"原始研究三分层为{RISK_WORDS[band]}，6 个月静脉血栓发生率约 {BAND_RATES[band]}%。"
    return text + "该评分来自开始化疗的新诊断患者；诊断后前 6 个月风险最高（MYEL-I 2/3）。"


def impede_rule(v: Values) -> Outcome:
    """IMPEDE VTE score (NCCN MYEL-I 1/3; Sanfilippo 2019); dexamethasone in mg per cycle, BMI in kg/m²."""
    mg, bmi = v.num("dex_mg_per_cycle"), known_bmi(v)
    dex = stated_dex_class(v, None if mg is None else impede_dex_class(mg))
    others = _items(v, bmi, dex)
    items = (*others, _prophylaxis_item(v))
    sums, without = total(items), total(others)
    ends = (sums.low, sums.high)
    group = _settled(sums, {s: impede_group(s) for s in ends})
    band = _settled(sums, {s: literature_band(s) for s in ends})
    result = {
        "score": sums.score, "score_min": sums.low, "score_max": sums.high, "group": group, "literature_group": band,
        "score_without_prophylaxis": without.score, "points": {row.name: row.points for row in items},
    }  # fmt: skip
    notices = _notices(v, bmi, group, without)
    span = f"{show(sums.low)}～{show(sums.high)} 分" if sums.score is None else f"{show(sums.score)} 分"
    steps = (*map(points_line, items), f"合计 {span}；≥4 分为高危")
    if group is None:
        return Outcome(result, f"已知部分合计 {span}，不是最终评分。", determined=False, possible=("low", "high"),
                       missing=sums.missing, notices=notices, steps=steps)  # fmt: skip
    return Outcome(result, _sentence(sums, group, band), missing=sums.missing, notices=notices, steps=steps)


IMPEDE = Calculator(
    name="impede_vte",
    title="IMPEDE VTE 评分",
    field="静脉血栓",
    purpose="开始治疗的新诊断骨髓瘤患者的静脉血栓风险",
    inputs=(
        replace(IMID, role="item"),
        BMI_INPUT,
        quantity("weight", "weight", aliases=("体重", "BW", "Wt"), role="option", help="未填 BMI 时与身高一起填"),
        quantity("height", "height", aliases=("身高", "Ht"), role="option", help="未填 BMI 时与体重一起填"),
        boolean("pelvic_hip_femur_fracture", "骨盆、髋部或股骨骨折",
                aliases=("骨盆骨折", "髋部骨折", "股骨骨折", "股骨颈骨折", "髋骨骨折")),
        boolean("esa", "促红细胞生成剂", aliases=("ESA", "EPO", "促红素", "促红细胞生成素", "促红")),
        choice("dexamethasone", "地塞米松剂量", (
            Option("none", "未用", ("不用", "无")), Option("low", "小剂量（≤160 mg/周期）", ("小剂量", "低剂量")),
            Option("high", "大剂量（>160 mg/周期）", ("大剂量", "高剂量")),
        ), aliases=("地塞米松", "Dex", "DXM")),
        DEX_PER_CYCLE,
        boolean("doxorubicin_or_multiagent", "多柔比星或多药化疗",
                aliases=("多柔比星", "阿霉素", "脂质体多柔比星", "多药化疗", "VDT-PACE")),
        boolean("asian_pacific", "亚洲/太平洋岛民", aliases=("亚裔", "亚洲人", "黄种人", "中国人", "汉族", "太平洋岛民")),
        VTE_HISTORY,
        boolean("cvc", "中心静脉导管/隧道中心线",
                aliases=("CVC", "PICC", "输液港", "PORT", "中心静脉导管", "中心静脉置管", "深静脉置管")),
        choice("thromboprophylaxis", "现有血栓预防", (
            Option("none", "未用", ("无", "没有", "未预防")), Option("aspirin", "阿司匹林", ("ASA", "拜阿司匹灵")),
            Option("lmwh_prophylactic", "预防剂量低分子肝素", ("预防性低分子肝素", "低分子肝素预防")),
            Option("lmwh_therapeutic", "治疗剂量低分子肝素", ("治疗性低分子肝素",)), Option("warfarin", "华法林", ()),
            Option("doac_prophylactic", "预防剂量直接口服抗凝药", ("预防性DOAC", "DOAC预防")),
            Option("doac_therapeutic", "治疗剂量直接口服抗凝药", ("治疗性DOAC",)),
        ), aliases=("血栓预防", "抗凝预防")),
    ),
    rule=impede_rule,
    rule_zh="免疫调节药物 +4；BMI ≥25 +1；骨盆/髋部/股骨骨折 +4；促红细胞生成剂 +1；地塞米松小剂量 +2、大剂量 +4；多柔比星或多药化疗 +3；"
            "亚洲/太平洋岛民 −3；既往静脉血栓 +5；中心静脉导管 +2；现有预防：预防量低分子肝素或阿司匹林 −3，治疗量低分子肝素或华法林 −4。"
            "≤3 分低危，≥4 分高危。",
    sources=(Source("nccn-mm-2022v5", "MYEL-I 1/3"), Source("nccn-mm-2022v5", "MYEL-I 2/3"),
             Source("LIT", "Sanfilippo 2019, doi:10.1002/ajh.25603")),
    words=RISK_WORDS,
    aliases=("IMPEDE", "IMPEDE评分", "IMPEDE VTE", "血栓评分", "血栓风险评分", "VTE评分"),
)  # fmt: skip
