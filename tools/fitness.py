"""Fitness: IMWG frailty score and ECOG performance status."""

from collections.abc import Mapping
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import boolean, integer, number
from tools.logic import graded, total
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.shared_inputs import AGE
from tools.thrombosis import points_line

FIELD = "体能与衰弱"
PALUMBO = Source("LIT", "Palumbo 2015, doi:10.1182/blood-2014-12-615187")
FRAILTY_WORDS = {"fit": "健康", "intermediate": "中等", "frail": "衰弱"}
SURVIVAL_3Y = {"fit": 84, "intermediate": 76, "frail": 57}


def frailty_age_points(age: Fraction) -> int:
    """0 to 75, 1 from 76 to 80, 2 above 80 completed years."""
    years = age // 1
    return 0 if years <= 75 else (1 if years <= 80 else 2)


def frailty_group(score: Fraction) -> str:
    """Group of a total score (Palumbo 2015)."""
    return "fit" if score == 0 else ("intermediate" if score == 1 else "frail")


def frailty_rule(v: Values) -> Outcome:
    """IMWG frailty score (Palumbo 2015; NCCN MYEL-F): age in years, Katz ADL, Lawton IADL, Charlson index."""
    age, adl, iadl, cci = v.num("age"), v.num("adl"), v.num("iadl"), v.num("cci")
    items = (
        graded("age", "年龄（≤75 岁 0，76–80 岁 1，>80 岁 2）", None if age is None else frailty_age_points(age), 0, 2),
        graded("adl", "ADL ≤4", None if adl is None else int(adl <= 4), 0, 1),
        graded("iadl", "IADL ≤5", None if iadl is None else int(iadl <= 5), 0, 1),
        graded("cci", "Charlson 合并症指数 ≥2", None if cci is None else int(cci >= 2), 0, 1),
    )
    sums = total(items)
    reachable = range(int(sums.low), int(sums.high) + 1)
    groups = tuple(dict.fromkeys(frailty_group(Fraction(score)) for score in reachable))
    group = groups[0] if len(groups) == 1 else None
    result = {"score": sums.score, "score_min": sums.low, "score_max": sums.high, "group": group,
              "points": {row.name: row.points for row in items}}  # fmt: skip
    span = f"{show(sums.low)}～{show(sums.high)} 分"
    summed = span if sums.score is None else f"{show(sums.score)} 分"
    steps = (*map(points_line, items), f"合计 {summed}；0 分健康，1 分中等，≥2 分衰弱")
    if group is None:
        return Outcome(result, f"已知部分合计 {span}，不是最终评分。", False, groups, sums.missing, (), steps)
    score = f"{show(sums.score)} 分" if sums.score is not None else f"在 {span} 之间（尚缺项目，不是最终评分）"
    sentence = f"IMWG 衰弱评分 {score}：{FRAILTY_WORDS[group]}（原始研究 3 年总生存率 {SURVIVAL_3Y[group]}%）。"
    if group == "frail":
        sentence += "衰弱或体能差者可先用两药方案，状态改善后再加第三种药，可选 VRD-lite；"
    sentence += "按功能状态和年龄考虑调整剂量（NCCN MYEL-F、MYEL-G 2/4）。"
    if sums.missing:
        sentence += "其余指标不影响本结论。"
    return Outcome(result, sentence, missing=sums.missing, steps=steps)


FRAILTY = Calculator(
    name="imwg_frailty",
    title="IMWG 衰弱评分",
    field=FIELD,
    purpose="老年骨髓瘤患者的衰弱程度，用于选择方案强度与剂量",
    inputs=(
        AGE,
        integer("adl", "ADL（Katz 日常生活活动能力）", 0, 6, unit="分", aliases=("ADL", "Katz", "日常生活活动能力", "ADL评分")),
        integer("iadl", "IADL（Lawton 工具性日常生活活动能力）", 0, 8, unit="分",
                aliases=("IADL", "Lawton", "工具性日常生活活动能力", "工具性日常生活能力", "IADL评分")),
        integer("cci", "Charlson 合并症指数", 0, 37, unit="分",
                aliases=("CCI", "Charlson", "Charlson指数", "Charlson评分", "合并症指数", "查尔森合并症指数", "查尔森指数"),
                help="不按年龄校正，不计骨髓瘤本身"),
    ),
    rule=frailty_rule,
    rule_zh="年龄 ≤75 岁 0 分、76–80 岁 1 分、>80 岁 2 分；ADL ≤4、IADL ≤5、Charlson ≥2 各 1 分。0 分健康，1 分中等，≥2 分衰弱。",
    sources=(PALUMBO, Source("nccn-mm-2022v5", "MYEL-F"), Source("nccn-mm-2022v5", "MYEL-G 2/4")),
    words=FRAILTY_WORDS,
    aliases=("衰弱评分", "IMWG衰弱", "虚弱评分", "IMWG-FI", "frailty", "骨髓瘤衰弱评分"),
)  # fmt: skip

ECOG_TEXT = {
    0: "活动能力正常，与发病前无差别", 1: "能走动和做轻体力活动，不能做较重体力活动", 2: "能走动、生活自理，不能工作，白天一半以上时间可起床活动",
    3: "生活只能部分自理，白天一半以上时间卧床或坐轮椅", 4: "完全卧床，生活不能自理", 5: "死亡",
}  # fmt: skip
ANSWERS = ("fully_active", "light_work", "self_care", "up_over_half_day")
_PROFILES: Mapping[int, tuple[bool, ...]] = {
    0: (True, True, True, True), 1: (False, True, True, True), 2: (False, False, True, True),
    3: (False, False, True, False), 4: (False, False, False, False),
}  # fmt: skip


def _from_kps(v: Values) -> int | None:
    kps = v.num("kps")
    if kps is None:
        return None
    if kps % 10:
        raise CalculatorInputError(FieldError("kps", "not_a_multiple_of_10", f"KPS {show(kps)} 不是 10 的倍数，请核对"))
    return 5 if kps == 0 else int((100 - kps) // 20)


def _grades(v: Values) -> tuple[int, ...]:
    """Grades that agree with the answers; an unanswered question excludes none."""
    answers = tuple(v.flag(name) for name in ANSWERS)
    if v.flag("dead"):
        living: tuple[int, ...] = ()
        allowed = living if True in answers else (5,)
    elif set(answers) == {None}:
        allowed = (0, 1, 2, 3, 4) if v.flag("dead") is False else (0, 1, 2, 3, 4, 5)
    elif answers[2] is False and answers[3] and not any(answers[:2]):
        allowed = (3, 4)  # up most of the day yet not caring for oneself: between the printed definitions
    else:
        allowed = tuple(
            g for g, profile in _PROFILES.items() if all(a in (None, p) for a, p in zip(answers, profile, strict=True))
        )
    if not allowed:
        message = "活动能力的各项回答互相矛盾（完全正常、轻体力、自理、白天起床时间、死亡），请核对"
        raise CalculatorInputError(FieldError("fully_active", "inconsistent", message))
    return allowed


def _ecog_notices(grade: int | None, from_kps: int | None, converted: bool) -> tuple[Notice, ...]:
    if from_kps is None:
        return ()
    if converted:
        return (notice("from_kps"),)
    return (notice("kps_differs"),) if grade != from_kps else ()


def ecog_rule(v: Values) -> Outcome:
    """ECOG performance status (Oken 1982) as stated, from answers, or from the Karnofsky status."""
    stated, from_kps, allowed = v.num("grade"), _from_kps(v), _grades(v)
    if stated is not None and int(stated) not in allowed:
        message = f"所填 ECOG {show(stated)} 分与活动能力的回答矛盾，请核对"
        raise CalculatorInputError(FieldError("grade", "inconsistent", message))
    grade = int(stated) if stated is not None else (allowed[0] if len(allowed) == 1 else None)
    converted = grade is None and from_kps in allowed
    grade = from_kps if converted else grade
    notices = _ecog_notices(grade, from_kps, converted)
    given = [f"{v_label}：{'是' if v.flag(name) else '否'}" for name, v_label in _LABELS.items() if v.has(name)]
    steps = tuple(given) + (
        (f"KPS {show(v.num('kps') or Fraction(0))} → ECOG {from_kps}",) if from_kps is not None else ()
    )
    if grade is None:
        missing = ("grade", *v.unknown(*ANSWERS))
        return Outcome({"grade": None}, "", False, allowed, missing, notices, steps)
    sentence = f"ECOG {grade} 分：{ECOG_TEXT[grade]}。"
    return Outcome({"grade": grade}, sentence, notices=notices, steps=(*steps, f"→ ECOG {grade} 分"))


_LABELS = {
    "fully_active": "活动能力完全正常", "light_work": "可从事轻体力活动", "self_care": "生活自理",
    "up_over_half_day": "白天一半以上时间下床", "dead": "死亡",
}  # fmt: skip

ECOG = Calculator(
    name="ecog",
    title="ECOG 体能状态",
    field=FIELD,
    purpose="体能状态分级，直接填写、由日常活动回答或由 KPS 换算",
    inputs=(
        integer("grade", "ECOG 分级", 0, 5, unit="分", aliases=("ECOG", "ECOG评分", "PS评分", "体能状态", "体力状态", "体力状况", "PS")),
        number("kps", "KPS 评分", "0", "100", unit="分", aliases=("KPS", "Karnofsky", "卡氏评分", "KPS评分"), role="option"),
        boolean("fully_active", _LABELS["fully_active"], aliases=("活动完全正常", "活动正常", "正常活动", "活动自如")),
        boolean("light_work", _LABELS["light_work"], aliases=("轻体力", "轻体力活动", "轻体力劳动", "轻家务")),
        boolean("self_care", _LABELS["self_care"], aliases=("生活自理", "自理", "生活能自理")),
        boolean("up_over_half_day", _LABELS["up_over_half_day"], aliases=("白天一半以上时间下床", "多数时间下床")),
        boolean("dead", _LABELS["dead"], aliases=("死亡", "已故"), role="option"),
    ),
    rule=ecog_rule,
    rule_zh="0 完全正常；1 可走动、做轻体力活动；2 自理但不能工作，白天一半以上时间起床；3 部分自理，一半以上时间卧床；4 卧床不能自理；5 死亡。"
            "KPS 100、90→0，80、70→1，60、50→2，40、30→3，20、10→4，0→5。",
    sources=(Source("LIT", "Oken 1982, doi:10.1097/00000421-198212000-00014"),
             Source("LIT", "ECOG-ACRIN 体能状态与 KPS 对照表")),
    words={str(grade): f"{grade} 分" for grade in ECOG_TEXT},
    always=("not_in_documents",),
    aliases=("ECOG", "体能状态", "体力状况", "PS评分", "ECOG评分"),
)  # fmt: skip
