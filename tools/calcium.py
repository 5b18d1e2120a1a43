"""Calcium: albumin correction and what to do about hypercalcaemia."""

from dataclasses import dataclass, replace
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, boolean, choice
from tools.messages import Notice, notice
from tools.numbers import rounded, show
from tools.reading import Measured
from tools.shared_inputs import ALBUMIN, CALCIUM, CORRECTED_CALCIUM, CRCL

PER_MGDL = Fraction("0.2495")
HIGH_MMOL, HIGH_MGDL = Fraction("2.75"), Fraction(11)
MODERATE_MMOL, USUAL_MODERATE_MMOL = Fraction("2.9"), Fraction("3.0")
CTCAE_LIMITS = (Fraction("2.6"), Fraction("2.9"), Fraction("3.1"), Fraction("3.4"))
FORMULA_WORDS = {"payne": "Payne 公式", "china_mm": "中国骨髓瘤指南公式"}
LEVEL_WORDS = {"immediate": "中、重度高钙血症，立即处理", "treat": "高钙血症，按 NCCN 处理", "none": "未达高钙血症标准"}
ZOLEDRONIC_WORDS = {"standard": "常规剂量", "reduce_dose": "须减量", "not_recommended": "不推荐"}


@dataclass(frozen=True)
class Calcium:
    """A calcium in the unit it was typed in, for comparing it with limits printed in two units."""

    mmol: Fraction
    in_mgdl: bool

    @property
    def mgdl(self) -> Fraction:
        """The value in mg/dL."""
        return self.mmol / PER_MGDL

    @property
    def high(self) -> bool:
        """Above 2.75 mmol/L, or above 11 mg/dL when typed in mg/dL (native-unit rule, MYEL-C)."""
        return self.mgdl > HIGH_MGDL if self.in_mgdl else self.mmol > HIGH_MMOL

    @property
    def moderate(self) -> bool:
        """At least 2.9 mmol/L (CSCO 3.2, printed in mmol/L only)."""
        return self.mmol >= MODERATE_MMOL

    @property
    def shown(self) -> str:
        """The value with the unit it was typed in."""
        return f"{show(self.mgdl)} mg/dL" if self.in_mgdl else f"{show(self.mmol)} mmol/L"

    @property
    def gap(self) -> tuple[Notice, ...]:
        """A notice if the limit printed in the other unit would give the other answer."""
        differs = (self.mgdl > HIGH_MGDL) != (self.mmol > HIGH_MMOL)
        return (notice("calcium_unit_threshold_gap"),) if differs else ()


def measured(given: Measured) -> Calcium:
    """A calcium that was typed in."""
    return Calcium(given.value, given.unit == "mg/dl")


def payne(total: Calcium, albumin_g_l: Fraction) -> Calcium:
    """Corrected calcium (Payne 1973, doi:10.1136/bmj.4.5893.643), in the unit of the total calcium."""
    if total.in_mgdl:
        return Calcium((total.mgdl + Fraction("0.8") * (4 - albumin_g_l / 10)) * PER_MGDL, True)
    return Calcium(total.mmol + Fraction("0.02") * (40 - albumin_g_l), False)


def china_mm(total: Calcium, albumin_g_l: Fraction) -> Calcium:
    """Corrected calcium by the Chinese myeloma guideline's formula, in the unit of the total calcium."""
    if total.in_mgdl:
        return Calcium((total.mgdl - albumin_g_l / 10 + 4) * PER_MGDL, True)
    return Calcium(total.mmol - Fraction("0.025") * albumin_g_l + 1, False)


def straddle(total: Calcium, albumin_g_l: Fraction) -> tuple[Notice, ...]:
    """A notice if the two formulas fall on different sides of 2.75 or 2.9 mmol/L."""
    one, other = payne(total, albumin_g_l), china_mm(total, albumin_g_l)
    differs = one.high != other.high or one.moderate != other.moderate
    return (notice("formulas_straddle_threshold"),) if differs else ()


def _formula_steps(total: Calcium, albumin: Fraction) -> tuple[str, ...]:
    first, second = payne(total, albumin), china_mm(total, albumin)
    if total.in_mgdl:
        value, alb = show(total.mgdl), show(albumin / 10)
        return (
            f"Payne：{value} + 0.8 ×（4.0 − {alb}）= {show(first.mgdl)} mg/dL = {show(first.mmol)} mmol/L",
            f"中国指南：{value} − {alb} + 4.0 = {show(second.mgdl)} mg/dL = {show(second.mmol)} mmol/L",
        )
    value, alb = show(total.mmol), show(albumin)
    return (
        f"Payne：{value} + 0.02 ×（40 − {alb}）= {show(first.mmol)} mmol/L",
        f"中国指南：{value} − 0.025 × {alb} + 1.0 = {show(second.mmol)} mmol/L",
    )


def _limit_steps(calcium: Calcium) -> tuple[str, ...]:
    limit = "11 mg/dL" if calcium.in_mgdl else "2.75 mmol/L"
    return (
        f"{calcium.shown} {'>' if calcium.high else '≤'} {limit}",
        f"{show(calcium.mmol)} mmol/L {'≥' if calcium.moderate else '<'} 2.9 mmol/L",
    )


def corrected_calcium_rule(v: Values) -> Outcome:
    """Albumin-corrected calcium [mmol/L, mg/dL] by two formulas; albumin in g/L."""
    given, albumin, formula = v.given("calcium"), v.num("albumin"), v.code("formula") or "payne"
    if given is None or albumin is None:
        empty = {"corrected": None, "formula": formula}
        return Outcome(empty, determined=False, missing=v.unknown("calcium", "albumin"))
    total = measured(given)
    both = {"payne": payne(total, albumin), "china_mm": china_mm(total, albumin)}
    found = both[formula]
    result = {
        "corrected": rounded(found.mmol, 2), "corrected_mgdl": rounded(found.mgdl, 1), "formula": formula,
        "payne": rounded(both["payne"].mmol, 2), "china_mm": rounded(both["china_mm"].mmol, 2),
        "above_2_75": found.high, "at_least_2_9": found.moderate,
    }  # fmt: skip
    notices = straddle(total, albumin) + found.gap
    if albumin > 40:
        notices += (notice("albumin_above_40"),)
    notices += near(CORRECTED_CALCIUM, found.mmol, HIGH_MMOL, MODERATE_MMOL)
    reached = (
        "≥2.9 mmol/L（CSCO 须立即处理）"
        if found.moderate
        else "超过 2.75 mmol/L"
        if found.high
        else "未超过 2.75 mmol/L"
    )
    sentence = (
        f"校正血钙 {show(found.mmol, 2)} mmol/L（{show(found.mgdl, 1)} mg/dL；{FORMULA_WORDS[formula]}），{reached}。"
        "所收录文献要求用校正血钙但未印公式；M 蛋白可结合钙造成假性高钙，必要时测离子钙。"
    )
    return Outcome(result, sentence, notices=notices, steps=_formula_steps(total, albumin) + _limit_steps(found))


def _corrected(v: Values) -> tuple[Calcium | None, tuple[Notice, ...], tuple[str, ...]]:
    """The corrected calcium as given, else by Payne; with what the reader has to know about it."""
    stated, total, albumin = v.given("corrected_calcium"), v.given("calcium"), v.num("albumin")
    computed = None if total is None or albumin is None else payne(measured(total), albumin)
    if stated is not None:
        calcium = measured(stated)
        return calcium, () if computed is None else _disagreement(calcium, computed), ()
    if computed is None or total is None or albumin is None:
        return None, (), ()
    notices = (notice("corrected_by_payne"), *straddle(measured(total), albumin))
    return computed, notices, _formula_steps(measured(total), albumin)


def _disagreement(stated: Calcium, computed: Calcium) -> tuple[Notice, ...]:
    if stated.high != computed.high:
        return (notice("corrected_calcium_differs"),)
    return (notice("formulas_straddle_threshold"),) if stated.moderate != computed.moderate else ()


def _level(calcium: Calcium) -> str:
    if calcium.moderate:
        return "immediate"
    return "treat" if calcium.high else "none"


def ctcae_grade(calcium_mmol_l: Fraction) -> int:
    """CTCAE v5 grade of a corrected calcium, with an upper limit of normal of 2.6 mmol/L."""
    return sum(calcium_mmol_l > limit for limit in CTCAE_LIMITS)


def _zoledronic(v: Values) -> str | None:
    """Zoledronic acid by creatinine clearance [mL/min] (NCCN MYEL-J; CSCO table 3)."""
    crcl = v.num("crcl")
    if v.flag("severe_renal_failure") or (crcl is not None and crcl < 30):
        return "not_recommended"
    if crcl is None:
        return None
    return "reduce_dose" if crcl <= 60 else "standard"


def _action_notices(calcium: Calcium, level: str) -> tuple[Notice, ...]:
    codes = []
    if MODERATE_MMOL <= calcium.mmol < USUAL_MODERATE_MMOL:
        codes.append("csco_2_9_vs_other_cutoffs")
    if level == "treat":
        codes.append("csco_silent_below_2_9")
    return tuple(map(notice, codes)) + calcium.gap + near(CORRECTED_CALCIUM, calcium.mmol, HIGH_MMOL, MODERATE_MMOL)


_MEASURES = {
    "immediate": "使用骨靶向药物，同时静脉水化、呋塞米等利尿药和糖皮质激素（CSCO 3.2）",
    "treat": "水化；双膦酸盐，首选唑来膦酸；地舒单抗；降钙素和/或类固醇（NCCN MYEL-H）",
}
_CHOICE = {
    "standard": "CrCl >60：补液后首选唑来膦酸，常规剂量。",
    "reduce_dose": "CrCl 30–60：唑来膦酸须减量（见骨靶向药物肾功能剂量），肾功能不全可优先考虑地舒单抗。",
    "not_recommended": "重度肾功能不全：不推荐唑来膦酸，首选地舒单抗（地诺单抗）。",
    None: "补液后首选唑来膦酸，但选药前须查肌酐清除率。",
}


def _undetermined(v: Values) -> Outcome:
    total = v.given("calcium")
    sentence = ""
    if total is not None and measured(total).moderate:
        sentence = f"未校正的总钙 {measured(total).shown} 已达 2.9 mmol/L，请尽快补充白蛋白或测离子钙。"
    elif total is not None and measured(total).high:
        sentence = f"未校正的总钙 {measured(total).shown} 已超过 2.75 mmol/L，请补充白蛋白或测离子钙。"
    partly = v.has("calcium") or v.has("albumin")
    missing = v.unknown("calcium", "albumin") if partly else v.unknown("corrected_calcium", "calcium", "albumin")
    result = dict.fromkeys(("level", "corrected", "ctcae_grade", "zoledronic", "prefer_denosumab"))
    return Outcome(result, sentence, determined=False, possible=("immediate", "treat", "none"), missing=missing)


def hypercalcaemia_rule(v: Values) -> Outcome:
    """What to do at a corrected calcium [mmol/L] and a clearance [mL/min] (CSCO 3.2; NCCN MYEL-H, MYEL-J)."""
    calcium, notices, steps = _corrected(v)
    if calcium is None:
        return _undetermined(v)
    level = _level(calcium)
    active = level != "none"
    zoledronic = _zoledronic(v) if active else None
    grade = ctcae_grade(calcium.mmol)
    result = {
        "level": level, "corrected": rounded(calcium.mmol, 2), "ctcae_grade": grade, "zoledronic": zoledronic,
        "prefer_denosumab": None if zoledronic is None else zoledronic == "not_recommended",
    }  # fmt: skip
    notices += _action_notices(calcium, level)
    unknown_kidney = active and zoledronic is None
    if unknown_kidney:
        notices += (notice("renal_function_needed_for_drug_choice"),)
    if active:
        notices += near(CRCL, v.num("crcl"), "30", "60")
    sentence = f"校正血钙 {show(calcium.mmol, 2)} mmol/L：{LEVEL_WORDS[level]}"
    if active:
        sentence += (
            f"：{_MEASURES[level]}。{_CHOICE[zoledronic]}有时用降钙素或泼尼松；避免含钙食物、钙剂和维生素 D（MSD）。"
        )
    else:
        sentence += "（>2.75 mmol/L 或 >11 mg/dL）。"
    steps += (*_limit_steps(calcium), f"CTCAE v5（按正常上限 2.6，界值 2.6、2.9、3.1、3.4）→ {grade} 级")
    if zoledronic is not None:
        steps += (f"唑来膦酸：{ZOLEDRONIC_WORDS[zoledronic]}",)
    return Outcome(result, sentence, missing=("crcl",) if unknown_kidney else (), notices=notices, steps=steps)


CORRECTED = Calculator(
    name="corrected_calcium",
    title="校正血钙",
    field="骨病",
    purpose="用白蛋白校正血清总钙（Payne 公式与中国骨髓瘤指南公式）",
    inputs=(
        CALCIUM, replace(ALBUMIN, help="与血钙同次的血清白蛋白"),
        choice("formula", "公式", (Option("payne", "Payne 公式", ("Payne",)),
                                 Option("china_mm", "中国骨髓瘤指南公式", ("中国公式",))), role="option"),
    ),
    rule=corrected_calcium_rule,
    rule_zh="Payne：总钙 + 0.02 ×（40 − 白蛋白 g/L）；中国指南：总钙 − 0.025 × 白蛋白 g/L + 1.0（mmol/L）。",
    sources=(Source("LIT", "Payne 1973, doi:10.1136/bmj.4.5893.643"), Source("LIT", "中国多发性骨髓瘤诊治指南（2022 年修订），中华内科杂志"),
             Source("csco-mbd-2024", "3.2"), Source("nccn-mm-2022v5", "MYEL-C")),
    words=FORMULA_WORDS,
    aliases=("校正血钙", "校正钙", "血钙校正", "白蛋白校正血钙"),
)  # fmt: skip

HYPERCALCAEMIA = Calculator(
    name="hypercalcaemia_action",
    title="高钙血症处理",
    field="骨病",
    purpose="按校正血钙与肾功能给出高钙血症的处理和选药",
    inputs=(
        CORRECTED_CALCIUM,
        replace(CALCIUM, role="option"), replace(ALBUMIN, role="option", help="未填校正血钙时与总钙一起填"),
        CRCL,
        boolean("severe_renal_failure", "严重肾功能衰竭", aliases=("肾衰竭", "严重肾衰", "尿毒症"), role="option"),
    ),
    rule=hypercalcaemia_rule,
    rule_zh="校正血钙 ≥2.9 mmol/L：立即处理；>2.75（mg/dL 录入时 >11）且 <2.9：按 NCCN；≤2.75：未达。"
            "CrCl <30 或严重肾衰：不推荐唑来膦酸，首选地舒单抗；30–60 减量；>60 常规。",
    sources=(Source("csco-mbd-2024", "3.2"), Source("nccn-mm-2022v5", "MYEL-H"), Source("nccn-mm-2022v5", "MYEL-J"),
             Source("msd-mm-2024", "高钙血症"), Source("LIT", "CTCAE v5.0")),
    words={**LEVEL_WORDS, **ZOLEDRONIC_WORDS},
    aliases=("高钙血症", "高钙处理", "血钙高", "高血钙"),
)  # fmt: skip
