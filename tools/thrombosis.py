"""Venous thromboembolism: the SAVED score."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, boolean, choice, number
from tools.logic import ScoreItem, graded, item, total
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.shared_inputs import AGE, ASIAN, DEX_PER_CYCLE, IMID, VTE_HISTORY

RISK_WORDS = {"low": "低危", "high": "高危", "intermediate": "中危"}
SAVED_HIGH = Fraction(2)


def saved_dex_class(mg_per_cycle: Fraction) -> str:
    """SAVED class of a dexamethasone dose in mg per cycle; both 120 and 160 are standard (MYEL-I 1/3)."""
    if mg_per_cycle == 0:
        return "none"
    if mg_per_cycle < 120:
        return "below_120"
    return "standard" if mg_per_cycle <= 160 else "high"


SAVED_DEX_POINTS = {"none": 0, "below_120": 0, "standard": 1, "high": 2}


def stated_dex_class(v: Values, computed: str | None) -> str | None:
    """The dexamethasone class that was given or computed; both given must agree."""
    stated = v.code("dexamethasone")
    if stated and computed and stated != computed:
        message = "地塞米松剂量分级与所填每周期毫克数矛盾，请核对"
        raise CalculatorInputError(FieldError("dexamethasone", "inconsistent", message))
    return stated or computed


def recent_surgery(v: Values) -> bool | None:
    """Surgery within 90 days, from the statement or the number of days; both must agree."""
    stated, days = v.flag("surgery_90d"), v.num("days_since_surgery")
    computed = None if days is None else days <= 90
    if stated is not None and computed is not None and stated != computed:
        message = "“90 天内手术”与所填术后天数矛盾，请核对"
        raise CalculatorInputError(FieldError("surgery_90d", "inconsistent", message))
    return stated if stated is not None else computed


def points_line(row: ScoreItem) -> str:
    """One step: the item and its points, or that it is unknown."""
    if row.points is None:
        return f"{row.label}：未知（{show(row.low)}～{show(row.high)} 分）"
    sign = "+" if row.points > 0 else ""
    return f"{row.label}：{sign}{show(row.points)} 分"


def _saved_items(v: Values, dex: str | None) -> tuple[ScoreItem, ...]:
    age = v.num("age")
    return (
        item("surgery_90d", "90 天内手术", recent_surgery(v), 2),
        item("asian", "亚洲人种", v.flag("asian"), -3),
        item("vte_history", "既往静脉血栓史", v.flag("vte_history"), 3),
        item("age", "年龄 ≥80 岁", None if age is None else age >= 80, 1),
        graded("dexamethasone", "地塞米松每周期剂量", None if dex is None else SAVED_DEX_POINTS[dex], 0, 2),
    )


def saved_rule(v: Values) -> Outcome:
    """SAVED score (NCCN MYEL-I 1/3; Li 2019); dexamethasone in mg per cycle, age in years."""
    mg = v.num("dex_mg_per_cycle")
    dex = stated_dex_class(v, None if mg is None else saved_dex_class(mg))
    items = _saved_items(v, dex)
    sums = total(items)
    notices: tuple[Notice, ...] = near(AGE, v.num("age"), "80")
    if v.flag("asian"):
        notices += (notice("asian_minus_3"),)
    if dex == "below_120":
        notices += (notice("dex_below_120_not_listed"),)
    if v.flag("imid") is False:
        notices += (notice("saved_for_imid_only"),)
    groups = {"high" if s >= SAVED_HIGH else "low" for s in (sums.low, sums.high)}
    group = groups.pop() if len(groups) == 1 else None
    points = {row.name: row.points for row in items}
    result = {"score": sums.score, "score_min": sums.low, "score_max": sums.high, "group": group, "points": points}
    span = f"{show(sums.low)}～{show(sums.high)} 分"
    steps = (*map(points_line, items), f"合计 {span if sums.score is None else show(sums.score) + ' 分'}；≥2 分为高危")
    if group is None:
        return Outcome(result, f"已知部分合计 {span}，不是最终评分。", determined=False, possible=("low", "high"),
                       missing=sums.missing, notices=notices, steps=steps)  # fmt: skip
    score = f"{show(sums.score)} 分" if sums.score is not None else f"在 {span} 之间（尚缺项目，不是最终评分）"
    sentence = f"SAVED 评分 {score}，属{RISK_WORDS[group]}（<2 分低危，≥2 分高危）。"
    if sums.missing:
        sentence += "其余指标不影响本结论。"
    return Outcome(result, sentence, missing=sums.missing, notices=notices, steps=steps)


SAVED = Calculator(
    name="saved_vte",
    title="SAVED 评分",
    field="静脉血栓",
    purpose="开始免疫调节药物治疗的骨髓瘤患者的静脉血栓风险",
    inputs=(
        boolean("surgery_90d", "90 天内手术", aliases=("90天内手术", "近期手术", "3个月内手术")),
        number("days_since_surgery", "术后天数", "0", "40000", unit="天", aliases=("术后",), role="option"),
        ASIAN, VTE_HISTORY, AGE,
        choice("dexamethasone", "地塞米松每周期剂量", (
            Option("none", "未用", ("不用", "无")), Option("below_120", "<120 mg/周期", ()),
            Option("standard", "120–160 mg/周期", ("标准剂量", "小剂量")), Option("high", ">160 mg/周期", ("大剂量", "高剂量")),
        )),
        DEX_PER_CYCLE, IMID,
    ),
    rule=saved_rule,
    rule_zh="90 天内手术 +2；亚洲人种 −3；既往静脉血栓 +3；年龄 ≥80 岁 +1；地塞米松每周期 120–160 mg +1、>160 mg +2。≥2 分高危，<2 分低危。",
    sources=(Source("nccn-mm-2022v5", "MYEL-I 1/3"), Source("LIT", "Li 2019, doi:10.6004/jnccn.2018.7287")),
    words=RISK_WORDS,
    aliases=("SAVED", "SAVED评分", "血栓评分", "血栓风险评分", "VTE评分"),
)  # fmt: skip
