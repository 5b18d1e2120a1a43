"""Staging of multiple myeloma: ISS and R-ISS."""

from fractions import Fraction
from itertools import product

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, boolean, choice
from tools.logic import any_true
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.shared_inputs import ALBUMIN, B2M, DEL17P, LDH, LDH_STATUS, LDH_ULN, T_4_14, T_14_16

ROMAN = (Option("I", "Ⅰ 期", ("1", "Ⅰ")), Option("II", "Ⅱ 期", ("2", "Ⅱ")), Option("III", "Ⅲ 期", ("3", "Ⅲ")))
STAGE_WORDS = {"I": "Ⅰ 期", "II": "Ⅱ 期", "III": "Ⅲ 期"}
LIMIT_III, LIMIT_I = Fraction("5.5"), Fraction("3.5")
NMOL_III, NMOL_I = Fraction(466), Fraction(297)
ALBUMIN_I = Fraction(35)

ISS_STAGE = choice("iss_stage", "ISS 分期", ROMAN, aliases=("ISS", "国际分期"))


def iss_stages(v: Values) -> frozenset[str]:
    """The ISS stages that remain possible with what is known."""
    b2m, albumin = v.num("b2m"), v.num("albumin")
    if b2m is None:
        return frozenset({"II", "III"} if albumin is not None and albumin < ALBUMIN_I else {"I", "II", "III"})
    if _at_least(v, LIMIT_III, NMOL_III):
        return frozenset({"III"})
    if _at_least(v, LIMIT_I, NMOL_I):
        return frozenset({"II"})
    if albumin is None:
        return frozenset({"I", "II"})
    return frozenset({"I"} if albumin >= ALBUMIN_I else {"II"})


def _at_least(v: Values, limit: Fraction, nmol: Fraction) -> bool:
    """Native-unit rule: a value typed in nmol/L is compared with the limit printed in nmol/L."""
    given = v.given("b2m")
    assert given is not None
    return given.typed >= nmol if given.unit == "nmol/l" else given.value >= limit


def b2m_unit_gap(v: Values) -> tuple[Notice, ...]:
    """A notice where the limits printed in mg/L and nmol/L give different answers."""
    given = v.given("b2m")
    if given is None or given.unit != "nmol/l":
        return ()
    pairs = ((LIMIT_III, NMOL_III), (LIMIT_I, NMOL_I))
    differs = any((given.typed >= nmol) != (given.value >= mg) for mg, nmol in pairs)
    return (notice("b2m_unit_threshold_gap"),) if differs else ()


def iss_steps(v: Values) -> tuple[str, ...]:
    """The comparisons behind the ISS stage."""
    b2m, albumin = v.given("b2m"), v.num("albumin")
    steps = []
    if b2m is None:
        steps.append("β2-微球蛋白未知")
    else:
        third, first, unit = (NMOL_III, NMOL_I, "nmol/L") if b2m.unit == "nmol/l" else (LIMIT_III, LIMIT_I, "mg/L")
        shown = b2m.typed if b2m.unit == "nmol/l" else b2m.value
        typed = "" if b2m.unit in ("mg/l", "nmol/l") else f"（录入 {b2m.text}）"
        if _at_least(v, LIMIT_III, NMOL_III):
            steps.append(f"β2-微球蛋白 {show(shown)} {unit}{typed} ≥ {show(third)} → Ⅲ 期（与白蛋白无关）")
        elif _at_least(v, LIMIT_I, NMOL_I):
            steps.append(
                f"β2-微球蛋白 {show(shown)} {unit}{typed} 在 {show(first)} 与 {show(third)} 之间 → Ⅱ 期（与白蛋白无关）"
            )
        else:
            steps.append(f"β2-微球蛋白 {show(shown)} {unit}{typed} < {show(first)} → Ⅰ 或 Ⅱ 期，由白蛋白决定")
    if albumin is None:
        steps.append("白蛋白未知")
    else:
        steps.append(f"白蛋白 {show(albumin)} g/L {'≥' if albumin >= ALBUMIN_I else '<'} 35 g/L")
    return tuple(steps)


def iss_near(v: Values) -> tuple[Notice, ...]:
    """Notices for values close to an ISS limit."""
    return near(B2M, v.num("b2m"), LIMIT_III, LIMIT_I) + near(ALBUMIN, v.num("albumin"), ALBUMIN_I)


def iss_rule(v: Values) -> Outcome:
    """ISS (NCCN MYEL-A; Greipp 2005): β2-microglobulin in mg/L and albumin in g/L."""
    stages = sorted(iss_stages(v))
    missing = v.unknown("b2m", "albumin")
    notices = b2m_unit_gap(v) + iss_near(v)
    if len(stages) > 1:
        return Outcome({"stage": None}, determined=False, possible=tuple(stages), missing=missing,
                       notices=notices, steps=iss_steps(v))  # fmt: skip
    sentence = f"ISS 分期为 {stages[0]} 期，依据 NCCN MYEL-A。"
    if missing:
        sentence += "其余指标不影响本结论。"
    sentence += "ISS 用于初治的活动性（症状性）多发性骨髓瘤；R-ISS 是首选分期（NCCN MS-4），需再提供 LDH 与 FISH。"
    return Outcome({"stage": stages[0]}, sentence, missing=missing, notices=notices, steps=iss_steps(v))


def agreed_iss(v: Values) -> frozenset[str]:
    """The ISS stages that remain possible; a stated stage must agree with β2-microglobulin and albumin."""
    computed, stated = iss_stages(v), v.code("iss_stage")
    if stated is None:
        return computed
    if stated not in computed:
        remaining = "/".join(sorted(computed))
        message = f"所填 ISS {stated} 期与 β2-微球蛋白、白蛋白推出的 ISS {remaining} 期矛盾，请核对"
        raise CalculatorInputError(FieldError("iss_stage", "inconsistent", message))
    return frozenset({stated})


def ldh_high(v: Values) -> bool | None:
    """Whether LDH exceeds the laboratory's upper limit; equal counts as normal."""
    status = v.code("ldh_status")
    stated = None if status is None else status == "high"
    ldh, limit = v.num("ldh"), v.num("ldh_uln")
    measured = None if ldh is None or limit is None else ldh > limit
    if stated is not None and measured is not None and stated != measured:
        message = (
            f"LDH {show(ldh or Fraction(0))} U/L（上限 {show(limit or Fraction(0))}）与所填“正常/升高”矛盾，请核对"
        )
        raise CalculatorInputError(FieldError("ldh_status", "inconsistent", message))
    return stated if stated is not None else measured


def high_risk_ca(v: Values) -> bool | None:
    """High-risk cytogenetics of R-ISS: del(17p), t(4;14) or t(14;16)."""
    lesions = any_true(v.flag("del17p"), v.flag("t_4_14"), v.flag("t_14_16"))
    risk = v.code("fish_risk")
    stated = None if risk is None else risk == "high"
    if stated is not None and lesions is not None and stated != lesions:
        message = "FISH 标危/高危的总结与各项 FISH 结果矛盾，请核对"
        raise CalculatorInputError(FieldError("fish_risk", "inconsistent", message))
    return stated if stated is not None else lesions


def r_iss_stage(iss: str, high_risk: bool, high_ldh: bool) -> str:
    """R-ISS of fully known parts (Palumbo 2015)."""
    if iss == "I" and not high_risk and not high_ldh:
        return "I"
    return "III" if iss == "III" and (high_risk or high_ldh) else "II"


def _unknown_parts(v: Values, iss: frozenset[str], ca: bool | None, ldh: bool | None) -> tuple[str, ...]:
    asked: tuple[str, ...] = ()
    if len(iss) > 1:
        asked += v.unknown("b2m", "albumin")
    if ldh is None:
        asked += v.unknown("ldh", "ldh_uln")
    if ca is None:
        asked += v.unknown("del17p", "t_4_14", "t_14_16")
    return asked


def _word(state: bool | None, yes: str, no: str) -> str:
    return "未知" if state is None else (yes if state else no)


def r_iss_rule(v: Values) -> Outcome:
    """R-ISS (NCCN MYEL-A; Palumbo 2015): enumerates every combination of the unknown parts."""
    iss, ca, ldh = agreed_iss(v), high_risk_ca(v), ldh_high(v)
    both = (True, False)
    stages = sorted({
        r_iss_stage(i, c, high)
        for i, c, high in product(iss, both if ca is None else (ca,), both if ldh is None else (ldh,))
    })  # fmt: skip
    missing = _unknown_parts(v, iss, ca, ldh)
    iss_known = next(iter(iss)) if len(iss) == 1 else None
    notices = b2m_unit_gap(v) + iss_near(v) + near(LDH, v.num("ldh"), v.num("ldh_uln") or Fraction(0))
    if any_true(v.flag("t_14_20"), v.flag("gain_1q"), v.flag("del_1p")):
        notices += (notice("other_high_risk_lesion_not_in_r_iss"),)
    fish, ldh_word = _word(ca, "高危", "标危"), _word(ldh, "升高", "正常")
    steps = () if v.has("iss_stage") else iss_steps(v)
    steps += (f"ISS {'/'.join(sorted(iss))} 期", f"FISH 高危异常 del(17p)/t(4;14)/t(14;16)：{fish}", f"LDH：{ldh_word}")
    result = {"stage": stages[0] if len(stages) == 1 else None, "iss_stage": iss_known,
              "high_risk_ca": ca, "ldh_high": ldh}  # fmt: skip
    if len(stages) > 1:
        return Outcome(result, determined=False, possible=tuple(stages), missing=missing,
                       notices=notices, steps=steps)  # fmt: skip
    steps += (f"ISS {'/'.join(sorted(iss))} 期 + FISH {fish} + LDH {ldh_word} → R-ISS {stages[0]} 期",)
    sentence = (
        f"R-ISS 分期为 {stages[0]} 期：ISS {iss_known or '/'.join(sorted(iss))} 期，"
        f"FISH {fish}，LDH {ldh_word}。R-ISS 为首选分期方法（NCCN MS-4）。"
    )
    if missing:
        sentence += "其余指标不影响本结论。"
    return Outcome(result, sentence, missing=missing, notices=notices, steps=steps)


ISS = Calculator(
    name="iss",
    title="ISS 分期",
    field="分期",
    purpose="初治活动性多发性骨髓瘤的国际分期系统",
    inputs=(B2M, ALBUMIN),
    rule=iss_rule,
    rule_zh="Ⅲ 期：β2-微球蛋白 ≥5.5 mg/L；Ⅰ 期：β2-微球蛋白 <3.5 mg/L 且白蛋白 ≥35 g/L；其余为 Ⅱ 期。",
    sources=(Source("nccn-mm-2022v5", "MYEL-A"), Source("msd-mm-2024", "分期表"),
             Source("LIT", "Greipp 2005, doi:10.1200/JCO.2005.04.242")),
    words=STAGE_WORDS,
    aliases=("ISS", "ISS分期", "国际分期系统", "国际分期"),
)  # fmt: skip

R_ISS = Calculator(
    name="r_iss",
    title="R-ISS 分期",
    field="分期",
    purpose="初治活动性多发性骨髓瘤的修订国际分期系统（首选）",
    inputs=(
        ISS_STAGE, B2M, ALBUMIN, LDH, LDH_ULN, LDH_STATUS, DEL17P, T_4_14, T_14_16,
        choice("fish_risk", "FISH 细胞遗传学风险", (Option("standard", "标危", ("标准风险", "正常", "未见异常")),
                                                  Option("high", "高危", ("高风险",)))),
        boolean("t_14_20", "t(14;20)", role="information", aliases=("t(14;20)", "IGH/MAFB")),
        boolean("gain_1q", "1q 获得/扩增", role="information", aliases=("1q", "1q21", "1q+", "1q扩增", "1q21扩增", "gain(1q)", "amp(1q)")),
        boolean("del_1p", "1p 缺失", role="information", aliases=("1p缺失", "del(1p)", "1p32")),
    ),
    rule=r_iss_rule,
    rule_zh="Ⅰ 期：ISS Ⅰ 期且 FISH 标危且 LDH 不超过正常上限；Ⅲ 期：ISS Ⅲ 期且（FISH 高危或 LDH 升高）；其余为 Ⅱ 期。"
            "高危 FISH 为 del(17p)、t(4;14)、t(14;16) 中任一项。",
    sources=(Source("nccn-mm-2022v5", "MYEL-A"), Source("msd-mm-2024", "改良国际分期系统表"),
             Source("LIT", "Palumbo 2015, doi:10.1200/JCO.2015.61.2267")),
    words=STAGE_WORDS,
    aliases=("R-ISS", "RISS", "R-ISS分期", "修订国际分期", "修订的国际分期系统"),
)  # fmt: skip
