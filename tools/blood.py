"""Ratios and counts from routine blood tests: A/G ratio, anion gap, absolute neutrophil count."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import boolean, quantity
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import rounded, show
from tools.shared_inputs import ALBUMIN

FIELD, MSD = "通用", "msd-mm-2024"
TOTAL_PROTEIN = quantity("total_protein", "protein", label="总蛋白", aliases=("总蛋白", "TP", "血清总蛋白"))
GLOBULIN = quantity(
    "globulin", "protein", label="球蛋白", bounds=(Fraction(1), Fraction(200)), aliases=("球蛋白", "GLB", "GLO", "Glb"),
)  # fmt: skip
GAP = Fraction(40)
_PROTEIN_TOLERANCE = Fraction("0.5")


def _globulin(v: Values) -> Fraction | None:
    """Globulin as total minus albumin, else as given; both have to agree within 0.5 g/L."""
    albumin, total, given = v.num("albumin"), v.num("total_protein"), v.num("globulin")
    if total is None or albumin is None:
        return given
    globulin = total - albumin
    if globulin <= 0:
        message = f"总蛋白 {show(total)} g/L 不高于白蛋白 {show(albumin)} g/L，互相矛盾，请核对"
        raise CalculatorInputError(FieldError("total_protein", "inconsistent", message))
    if given is not None and abs(given - globulin) > _PROTEIN_TOLERANCE:
        message = f"总蛋白 − 白蛋白 = {show(globulin)} g/L，与所填球蛋白 {show(given)} g/L 不符，请核对总蛋白与球蛋白"
        raise CalculatorInputError(FieldError("globulin", "inconsistent", message))
    return globulin


def ag_ratio_rule(v: Values) -> Outcome:
    """Albumin-globulin ratio from g/L; below 1 is inverted, globulin from 40 g/L asks for electrophoresis (MSD)."""
    albumin, globulin = v.num("albumin"), _globulin(v)
    notices: tuple[Notice, ...] = ()
    if globulin is not None:
        notices = ((notice("protein_gap_ge_40"),) if globulin >= GAP else ()) + near(GLOBULIN, globulin, GAP)
    if albumin is None or globulin is None:
        missing = v.unknown("albumin") + (("total_protein",) if globulin is None and not v.has("total_protein") else ())
        shown = None if globulin is None else rounded(globulin, 1)
        return Outcome({"ag_ratio": None, "globulin": shown, "inverted": None}, determined=False, missing=missing,
                       notices=notices)  # fmt: skip
    ratio, steps = albumin / globulin, []
    total = v.num("total_protein")
    if total is not None:
        steps.append(f"球蛋白 = {show(total)} − {show(albumin)} = {show(globulin, 1)} g/L")
    steps.append(f"A/G = {show(albumin)} ÷ {show(globulin)} = {show(ratio, 2)}")
    result = {"ag_ratio": rounded(ratio, 2), "globulin": rounded(globulin, 1), "inverted": ratio < 1}
    sentence = f"A/G {show(ratio, 2)}，球蛋白 {show(globulin, 1)} g/L{'，白球比倒置' if ratio < 1 else ''}。"
    return Outcome(result, sentence, notices=notices, steps=tuple(steps))


AG_RATIO = Calculator(
    name="ag_ratio",
    title="白球比（A/G）",
    field=FIELD,
    purpose="白蛋白与球蛋白之比，球蛋白升高提示查单克隆蛋白",
    inputs=(ALBUMIN, TOTAL_PROTEIN, GLOBULIN),
    rule=ag_ratio_rule,
    rule_zh="球蛋白 = 总蛋白 − 白蛋白；A/G = 白蛋白 ÷ 球蛋白，<1 为倒置；球蛋白 ≥40 g/L 建议蛋白电泳和免疫固定。",
    sources=(Source(MSD, "多发性骨髓瘤的诊断"),),
    aliases=("白球比", "A/G", "白球比例", "A/G比值", "球蛋白差"),
)  # fmt: skip

SODIUM = quantity("sodium", "na", label="血钠", aliases=("Na", "钠", "血钠", "Na+"))
CHLORIDE = quantity("chloride", "cl", label="血氯", aliases=("Cl", "氯", "血氯", "Cl-"))
BICARBONATE = quantity(
    "bicarbonate", "hco3", label="碳酸氢根", aliases=("HCO3", "HCO3-", "碳酸氢根", "碳酸氢盐", "TCO2", "二氧化碳结合力")
)
POTASSIUM = quantity("potassium", "k", label="血钾", aliases=("K", "钾", "血钾", "K+"), role="option")
AG_VALUE = quantity("anion_gap", "hco3", label="阴离子间隙")
FLAG_WORDS = {"low": "偏低", "normal": "正常", "high": "偏高"}


def gap_flag(gap: Fraction, with_potassium: bool) -> str:
    """Against the reference 8–16 mmol/L (12–20 with potassium), limits inclusive."""
    low, high = (12, 20) if with_potassium else (8, 16)
    return "low" if gap < low else ("high" if gap > high else "normal")


def anion_gap_rule(v: Values) -> Outcome:
    """Anion gap [mmol/L] = Na − Cl − HCO3 (+ K); albumin-corrected + 0.25 × (40 − albumin g/L)."""
    with_potassium = v.flag("include_potassium") is True
    needed = ("sodium", "chloride", "bicarbonate", *(("potassium",) if with_potassium else ()))
    missing = v.unknown(*needed)
    if missing:
        return Outcome({"anion_gap": None, "flag": None}, determined=False, missing=missing)
    sodium, chloride, bicarbonate, potassium = (v.num(n) or Fraction(0) for n in (*needed[:3], "potassium"))
    gap = sodium - chloride - bicarbonate + (potassium if with_potassium else 0)
    flag, albumin = gap_flag(gap, with_potassium), v.num("albumin")
    corrected = None if albumin is None else gap + Fraction("0.25") * (40 - albumin)
    result = {"anion_gap": rounded(gap, 1), "flag": flag,
              "albumin_corrected": None if corrected is None else rounded(corrected, 1)}  # fmt: skip
    plus = f" + {show(potassium)}" if with_potassium else ""
    limits = "12–20" if with_potassium else "8–16"
    steps = [f"{show(sodium)} − {show(chloride)} − {show(bicarbonate)}{plus} = {show(gap, 1)} mmol/L（参考 {limits}）"]
    sentence = f"阴离子间隙 {show(gap, 1)} mmol/L（{FLAG_WORDS[flag]}，参考 {limits}）"
    if corrected is not None and albumin is not None:
        steps.append(f"白蛋白校正：{show(gap, 1)} + 0.25 ×（40 − {show(albumin)}）= {show(corrected, 1)} mmol/L")
        sentence += f"，白蛋白校正 {show(corrected, 1)} mmol/L"
    notices = (notice("low_anion_gap_paraprotein"),) if gap < 3 else ()
    return Outcome(
        result, sentence + "。", notices=notices + near(AG_VALUE, gap, *limits.split("–")), steps=tuple(steps)
    )


ANION_GAP = Calculator(
    name="anion_gap",
    title="阴离子间隙",
    field=FIELD,
    purpose="阴离子间隙；副蛋白血症时可降低",
    inputs=(
        SODIUM, CHLORIDE, BICARBONATE, POTASSIUM,
        boolean("include_potassium", "计入血钾", role="option"),
        quantity("albumin", "albumin", aliases=ALBUMIN.aliases, role="option"),
    ),
    rule=anion_gap_rule,
    rule_zh="Na − Cl − HCO3，参考 8–16 mmol/L；计入 K 时参考 12–20。白蛋白校正 = 间隙 + 0.25 ×（40 − 白蛋白 g/L）。",
    sources=(Source(MSD, "多发性骨髓瘤的诊断"),),
    words=FLAG_WORDS,
    aliases=("阴离子间隙", "AG", "离子间隙"),
)  # fmt: skip

WBC = quantity("wbc", "wbc", aliases=("WBC", "白细胞", "白细胞计数"))
ANC_LLN = quantity(
    "anc_lln", "wbc", label="中性粒细胞正常下限", bounds=(Fraction("0.5"), Fraction(4)), aliases=("中性粒细胞正常下限",),
    role="option", help="不填按 1.8×10^9/L",
)  # fmt: skip
ANC_VALUE = quantity("anc", "wbc", label="ANC")
DEFAULT_LLN = Fraction("1.8")


def ctcae_neutropenia(anc: Fraction, lln: Fraction) -> int:
    """CTCAE v5 grade of an absolute neutrophil count [10^9/L]; each limit belongs to the better grade."""
    limits = (Fraction("0.5"), Fraction(1), Fraction("1.5"), lln)
    return next((4 - i for i, limit in enumerate(limits) if anc < limit), 0)


def _counted_percent(v: Values) -> tuple[Fraction | None, bool]:
    """Percentage of neutrophils from segmented and band cells; true if the bands were taken as 0."""
    segs, bands = v.num("segs_percent"), v.num("bands_percent")
    if segs is not None and bands is not None and segs + bands > 100:
        message = f"分叶核 {show(segs)}% 与杆状核 {show(bands)}% 之和超过 100%，请核对"
        raise CalculatorInputError(FieldError("bands_percent", "inconsistent", message))
    if segs is None:
        return None, False
    return segs + (bands or 0), bands is None


def _neutrophil_percent(v: Values, wbc: Fraction | None, lln: Fraction) -> tuple[Fraction | None, bool]:
    stated, (counted, assumed) = v.num("neutrophil_percent"), _counted_percent(v)
    if stated is None:
        return counted, assumed
    if counted is not None and not assumed and wbc is not None:
        grades = {ctcae_neutropenia(wbc * share / 100, lln) for share in (stated, counted)}
        if len(grades) > 1:
            message = f"中性粒细胞 {show(stated)}% 与分叶核、杆状核之和 {show(counted)}% 不符，请核对"
            raise CalculatorInputError(FieldError("neutrophil_percent", "inconsistent", message))
    return stated, False


def anc_rule(v: Values) -> Outcome:
    """Absolute neutrophil count [10^9/L] = WBC × neutrophils % ÷ 100, with the CTCAE v5 grade."""
    wbc, lln = v.num("wbc"), v.num("anc_lln") or DEFAULT_LLN
    percent, assumed = _neutrophil_percent(v, wbc, lln)
    notices = (notice("bands_assumed_zero"),) if assumed else ()
    if wbc is None or percent is None:
        share = "segs_percent" if v.has("bands_percent") else "neutrophil_percent"
        missing = v.unknown("wbc") + ((share,) if percent is None else ())
        return Outcome({"anc": None, "ctcae_grade": None}, determined=False, missing=missing, notices=notices)
    anc = wbc * percent / 100
    grade = ctcae_neutropenia(anc, lln)
    result = {"anc": rounded(anc, 2), "ctcae_grade": grade, "severe": anc < Fraction("0.5"),
              "agranulocytosis_lt_0_1": anc < Fraction("0.1")}  # fmt: skip
    word = "，粒细胞缺乏（<0.5）" if result["severe"] else ""
    word += "，<0.1" if result["agranulocytosis_lt_0_1"] else ""
    sentence = f"ANC {show(anc, 2)}×10^9/L，CTCAE {grade} 级{word}。"
    steps = (f"{show(wbc)} × {show(percent)}% = {show(anc)} ×10^9/L",
             f"CTCAE：<0.5 为 4 级，<1.0 为 3 级，<1.5 为 2 级，<{show(lln)}（正常下限）为 1 级 → {grade} 级")  # fmt: skip
    return Outcome(result, sentence, notices=notices + near(ANC_VALUE, anc, "0.1", "0.5", "1", "1.5", lln), steps=steps)


ANC = Calculator(
    name="anc",
    title="中性粒细胞绝对计数（ANC）",
    field=FIELD,
    purpose="中性粒细胞绝对值及 CTCAE 分级",
    inputs=(
        WBC,
        quantity("neutrophil_percent", "percent", label="中性粒细胞百分比",
                 aliases=("中性粒细胞百分比", "中性粒细胞%", "NEUT%", "N%", "NE%", "中性粒细胞比例", "中性粒细胞比率", "中性粒细胞百分数", "中性粒")),
        quantity("segs_percent", "percent", label="分叶核百分比", aliases=("分叶核", "分叶核粒细胞"), role="option"),
        quantity("bands_percent", "percent", label="杆状核百分比", aliases=("杆状核", "杆状核粒细胞"), role="option"),
        ANC_LLN,
    ),
    rule=anc_rule,
    rule_zh="ANC = 白细胞 × 中性粒细胞% ÷ 100（可用分叶核 + 杆状核）。CTCAE：<0.5 4 级，<1.0 3 级，<1.5 2 级，<正常下限 1 级。",
    sources=(Source("LIT", "CTCAE v5.0, NCI 2017"),),
    words={str(grade): f"CTCAE {grade} 级" for grade in range(5)},
    aliases=("ANC", "中性粒细胞绝对值", "中性粒细胞计数", "粒缺"),
)  # fmt: skip
