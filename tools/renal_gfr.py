"""Estimated glomerular filtration rate (CKD-EPI, MDRD) and what counts as renal insufficiency."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, boolean, choice
from tools.logic import any_true
from tools.messages import Notice, notice
from tools.numbers import rounded, show
from tools.renal import LENALIDOMIDE_WORDS, PER_MGDL, dialysis_notices, lenalidomide_rows
from tools.shared_inputs import AGE, CRCL, CREATININE, DIALYSIS, EGFR, SEX

INSUFFICIENT_EGFR, DEFINING_CRCL = Fraction(60), Fraction(40)
LIMIT_MGDL, LIMIT_UMOL = Fraction(2), Fraction(177)
STAGES = (("G1", 90), ("G2", 60), ("G3a", 45), ("G3b", 30), ("G4", 15), ("G5", 0))
STAGE_WORDS = {"G1": "G1 期（≥90）", "G2": "G2 期（60–<90）", "G3a": "G3a 期（45–<60）", "G3b": "G3b 期（30–<45）",
               "G4": "G4 期（15–<30）", "G5": "G5 期（<15）"}  # fmt: skip
NOT_FOR_DOSES = "来那度胺与骨靶向药物的剂量表按 Cockcroft-Gault 肌酐清除率，不用 eGFR（NCCN MYEL-J、CSCO 表3）。"
REQUIRED = ("age", "sex", "creatinine")


@dataclass(frozen=True)
class CkdEpi:
    """Coefficients of one CKD-EPI equation; pairs are (female, male)."""

    factor: float
    alpha: tuple[float, float]
    beta: float
    age_base: float
    female: float
    black: float


CKD_EPI: Mapping[str, CkdEpi] = {
    "2021": CkdEpi(142, (-0.241, -0.302), -1.200, 0.9938, 1.012, 1),
    "2009": CkdEpi(141, (-0.329, -0.411), -1.209, 0.993, 1.018, 1.159),
}
KAPPA = (0.7, 0.9)


@dataclass(frozen=True)
class Mdrd:
    """Coefficients of one MDRD equation."""

    factor: float
    creatinine: float
    age: float
    female: float
    black: float


MDRD: Mapping[str, Mdrd] = {
    "idms175": Mdrd(175, -1.154, -0.203, 0.742, 1.212),
    "original186": Mdrd(186, -1.154, -0.203, 0.742, 1.212),
    "china2006": Mdrd(175, -1.234, -0.179, 0.79, 1),
}
VARIANT_WORDS = {"idms175": "IDMS 175 版", "original186": "原始 186 版", "china2006": "2006 中国改良版"}


def ckd_epi(equation: str, age: Fraction, sex: str, creatinine_umol_l: Fraction, black: bool = False) -> Fraction:
    """eGFR [mL/min/1.73m²] by CKD-EPI 2021 (doi:10.1056/NEJMoa2102953) or 2009 (Levey 2009)."""
    c, female = CKD_EPI[equation], sex == "female"
    ratio = float(creatinine_umol_l / PER_MGDL) / KAPPA[0 if female else 1]
    value = c.factor * min(ratio, 1.0) ** c.alpha[0 if female else 1] * max(ratio, 1.0) ** c.beta
    value *= c.age_base ** float(age)
    return Fraction(value * (c.female if female else 1) * (c.black if black else 1))


def mdrd(variant: str, age: Fraction, sex: str, creatinine_umol_l: Fraction, black: bool = False) -> Fraction:
    """eGFR [mL/min/1.73m²] by MDRD (Levey 1999, 2006) or its Chinese modification (Ma 2006)."""
    c = MDRD[variant]
    value = c.factor * float(creatinine_umol_l / PER_MGDL) ** c.creatinine * float(age) ** c.age
    return Fraction(value * (c.female if sex == "female" else 1) * (c.black if black else 1))


def g_stage(egfr: Fraction) -> str:
    """KDIGO G category of an unrounded eGFR [mL/min/1.73m²]."""
    return next(name for name, low in STAGES if egfr >= low)


def creatinine_above_2(v: Values) -> bool | None:
    """Creatinine >2 mg/dL, or >177 µmol/L when typed in µmol/L (native-unit rule)."""
    given = v.given("creatinine")
    if given is None:
        return None
    return given.typed > LIMIT_MGDL if given.unit == "mg/dl" else given.value > LIMIT_UMOL


def creatinine_gap(v: Values) -> tuple[Notice, ...]:
    """A notice if the limit printed in the other unit would give the other answer."""
    value = v.num("creatinine")
    differs = value is not None and (value > LIMIT_MGDL * PER_MGDL) != (value > LIMIT_UMOL)
    return (notice("creatinine_unit_threshold_gap"),) if differs else ()


def _estimate(v: Values, value: Fraction, name: str, formula: str, extra: tuple[Notice, ...]) -> Outcome:
    stage = g_stage(value)
    insufficient = any_true(creatinine_above_2(v), value < INSUFFICIENT_EGFR)
    result = {"egfr": rounded(value, 1), "g_stage": stage, "nccn_renal_insufficiency": insufficient}
    notices = extra + creatinine_gap(v) + near(EGFR, rounded(value, 1), "60", "90", "45", "30", "15")
    if g_stage(rounded(value, 1)) != stage:
        notices += (notice("near_threshold_rounding"),)
    sentence = (
        f"eGFR {show(value, 1)} mL/min/1.73m²（{name}），{STAGE_WORDS[stage]}；"
        f"{'符合' if insufficient else '不符合'} NCCN“肾功能不全”（肌酐 >2 mg/dL 或 eGFR <60）。{NOT_FOR_DOSES}"
    )
    steps = (formula, _creatinine_step(v), f"eGFR {show(value, 1)} → {STAGE_WORDS[stage]}")
    return Outcome(result, sentence, notices=notices, steps=steps)


def _creatinine_step(v: Values) -> str:
    given = v.given("creatinine")
    if given is None:
        return "血肌酐未知"
    shown, limit = (given.typed, LIMIT_MGDL) if given.unit == "mg/dl" else (given.value, LIMIT_UMOL)
    unit = "mg/dL" if given.unit == "mg/dl" else "µmol/L"
    return f"血肌酐 {show(shown)} {unit} {'>' if creatinine_above_2(v) else '≤'} {show(limit)}"


def _incomplete(v: Values, extra: Mapping[str, object]) -> Outcome:
    # A creatinine above 2 mg/dL decides this one field without the estimate.
    insufficient = creatinine_above_2(v) or None
    result = {"egfr": None, "g_stage": None, "nccn_renal_insufficiency": insufficient, **extra}
    return Outcome(result, determined=False, missing=v.unknown(*REQUIRED), notices=creatinine_gap(v))


def ckd_epi_rule(v: Values) -> Outcome:
    """eGFR by CKD-EPI from age [years], sex and creatinine [µmol/L]."""
    equation = v.code("equation") or "2021"
    age, sex, creatinine = v.num("age"), v.code("sex"), v.num("creatinine")
    if age is None or sex is None or creatinine is None:
        return _incomplete(v, {"equation": equation})
    value = ckd_epi(equation, age, sex, creatinine, black=v.flag("black") is True)
    c, kappa = CKD_EPI[equation], KAPPA[0 if sex == "female" else 1]
    factors = f" × {c.female}（女）" if sex == "female" else ""
    if equation == "2009" and v.flag("black"):
        factors += f" × {c.black}（黑人）"
    formula = (
        f"eGFR = {c.factor} × min(Scr/{kappa}, 1)^{c.alpha[0 if sex == 'female' else 1]} × max(Scr/{kappa}, 1)^{c.beta}"
        f" × {c.age_base}^{show(age)}{factors} = {show(value, 1)}（Scr {show(creatinine / PER_MGDL, 3)} mg/dL）"
    )
    ignored = (notice("race_ignored_2021"),) if equation == "2021" and v.has("black") else ()
    outcome = _estimate(v, value, f"CKD-EPI {equation}", formula, ignored)
    return Outcome({**outcome.result, "equation": equation}, outcome.sentence, notices=outcome.notices,
                   steps=outcome.steps)  # fmt: skip


def mdrd_rule(v: Values) -> Outcome:
    """eGFR by MDRD from age [years], sex and creatinine [µmol/L]."""
    variant = v.code("variant") or "idms175"
    age, sex, creatinine = v.num("age"), v.code("sex"), v.num("creatinine")
    if age is None or sex is None or creatinine is None:
        return _incomplete(v, {"variant": variant})
    value = mdrd(variant, age, sex, creatinine, black=v.flag("black") is True)
    c = MDRD[variant]
    factors = f" × {c.female}（女）" if sex == "female" else ""
    if v.flag("black") and c.black != 1:
        factors += f" × {c.black}（黑人）"
    formula = (
        f"eGFR = {c.factor} × {show(creatinine / PER_MGDL, 3)}^{c.creatinine} × {show(age)}^{c.age}{factors}"
        f" = {show(value, 1)}"
    )
    imprecise = (notice("mdrd_imprecise_above_60"),) if value > INSUFFICIENT_EGFR else ()
    outcome = _estimate(v, value, f"MDRD {VARIANT_WORDS[variant]}", formula, imprecise)
    return Outcome({**outcome.result, "variant": variant}, outcome.sentence, notices=outcome.notices,
                   steps=outcome.steps)  # fmt: skip


def _row(v: Values) -> str | None:
    rows = lenalidomide_rows(v, v.num("crcl"))
    if len(rows) > 1:
        return None
    return "esrd_dialysis" if rows[0] == "esrd" else rows[0]


def _status_missing(v: Values, insufficient: bool | None, defining: bool | None) -> tuple[str, ...]:
    asked: tuple[str, ...] = ()
    if insufficient is None:
        asked += v.unknown("creatinine", "egfr")
    if defining is None:
        asked += v.unknown("creatinine", "crcl")
    # The row of the lenalidomide table needs the clearance, and below 30 also the dialysis.
    if not v.flag("dialysis"):
        asked += v.unknown("crcl", "dialysis")
    return tuple(dict.fromkeys(asked))


def renal_status_rule(v: Values) -> Outcome:
    """NCCN renal insufficiency (MYEL-J footnote a) and the myeloma-defining renal event (MYEL-C)."""
    above, egfr, crcl = creatinine_above_2(v), v.num("egfr"), v.num("crcl")
    insufficient = any_true(above, None if egfr is None else egfr < INSUFFICIENT_EGFR)
    defining = any_true(above, None if crcl is None else crcl < DEFINING_CRCL)
    row = _row(v)
    result = {"nccn_renal_insufficiency": insufficient, "myeloma_defining_renal": defining, "lenalidomide_row": row}
    notices = creatinine_gap(v) + dialysis_notices(v, crcl)
    if insufficient and defining is False:
        notices += (notice("renal_insufficiency_but_not_mde"),)
    notices += (
        near(CREATININE, v.num("creatinine"), LIMIT_UMOL) + near(EGFR, egfr, "60") + near(CRCL, crcl, "40", "30", "60")
    )
    steps = (
        _creatinine_step(v),
        "eGFR 未知" if egfr is None else f"eGFR {show(egfr)} {'<' if egfr < INSUFFICIENT_EGFR else '≥'} 60",
        "肌酐清除率未知"
        if crcl is None
        else f"肌酐清除率 {show(crcl)} mL/min {'<' if crcl < DEFINING_CRCL else '≥'} 40",
        f"来那度胺剂量表：{'未定' if row is None else ROW_WORDS[row]}",
    )
    missing = _status_missing(v, insufficient, defining)
    if insufficient is None or defining is None:
        parts = f"肾功能不全：{_word(insufficient)}；骨髓瘤定义事件（肾）：{_word(defining)}。"
        return Outcome(result, parts, determined=False, missing=missing, notices=notices, steps=steps)
    sentence = (
        f"NCCN 肾功能不全：{_word(insufficient)}（肌酐 >2 mg/dL 或 eGFR <60，MYEL-J 脚注 a）；"
        f"骨髓瘤定义事件（肾）：{_word(defining)}（肌酐 >2 mg/dL 或肌酐清除率 <40，MYEL-C）。"
    )
    if row is not None:
        sentence += f"来那度胺剂量表：{ROW_WORDS[row]}。"
    return Outcome(result, sentence, missing=missing, notices=notices, steps=steps)


def _word(state: bool | None) -> str:
    return "未定" if state is None else ("是" if state else "否")


ROW_WORDS = {("esrd_dialysis" if k == "esrd" else k): word for k, word in LENALIDOMIDE_WORDS.items()}
_BLACK = boolean("black", "黑人", aliases=("黑人", "非裔"), role="option", help="仅旧公式使用的系数")

CKD_EPI_EGFR = Calculator(
    name="egfr_ckd_epi_2021",
    title="估算肾小球滤过率（CKD-EPI）",
    field="肾功能",
    purpose="按 CKD-EPI 2021（可选 2009）公式估算肾小球滤过率",
    inputs=(
        AGE, SEX, CREATININE,
        choice("equation", "公式版本", (Option("2021", "CKD-EPI 2021"), Option("2009", "CKD-EPI 2009")), role="option"),
        _BLACK,
    ),
    rule=ckd_epi_rule,
    rule_zh="2021：142 × min(Scr/κ,1)^α × max(Scr/κ,1)^−1.200 × 0.9938^年龄 × 1.012（女）；Scr 以 mg/dL 计；"
            "κ 女 0.7、男 0.9；α 女 −0.241、男 −0.302。",
    sources=(Source("LIT", "Inker 2021, doi:10.1056/NEJMoa2102953"),
             Source("LIT", "Levey 2009, doi:10.7326/0003-4819-150-9-200905050-00006"),
             Source("nccn-mm-2022v5", "MYEL-J")),
    words=STAGE_WORDS,
    aliases=("eGFR", "CKD-EPI", "CKD-EPI 2021", "估算肾小球滤过率", "肾小球滤过率"),
)  # fmt: skip

MDRD_EGFR = Calculator(
    name="egfr_mdrd",
    title="估算肾小球滤过率（MDRD）",
    field="肾功能",
    purpose="按 MDRD 公式（含中国改良版）估算肾小球滤过率",
    inputs=(
        AGE, SEX, CREATININE,
        choice("variant", "公式版本", tuple(Option(code, word) for code, word in VARIANT_WORDS.items()), role="option"),
        _BLACK,
    ),
    rule=mdrd_rule,
    rule_zh="175（原始版 186）× Scr^−1.154 × 年龄^−0.203 × 0.742（女）；中国改良版 175 × Scr^−1.234 × 年龄^−0.179 × 0.79（女）；"
            "Scr 以 mg/dL 计。",
    sources=(Source("LIT", "Levey 1999, doi:10.7326/0003-4819-130-6-199903160-00002"),
             Source("LIT", "Levey 2006, doi:10.7326/0003-4819-145-4-200608150-00004"),
             Source("LIT", "Ma 2006, doi:10.1681/ASN.2006040368"), Source("nccn-mm-2022v5", "MYEL-J")),
    words=STAGE_WORDS,
    aliases=("MDRD", "MDRD公式", "eGFR MDRD", "改良MDRD"),
)  # fmt: skip

RENAL_STATUS = Calculator(
    name="renal_status",
    title="肾功能不全判定",
    field="肾功能",
    purpose="NCCN 肾功能不全与骨髓瘤定义事件（肾）两种口径，及来那度胺剂量表的行",
    inputs=(CREATININE, EGFR, CRCL, DIALYSIS),
    rule=renal_status_rule,
    rule_zh="肾功能不全：肌酐 >2 mg/dL（177 µmol/L）或 eGFR <60。骨髓瘤定义事件：肌酐 >2 mg/dL（177 µmol/L）或肌酐清除率 <40 mL/min。",
    sources=(Source("nccn-mm-2022v5", "MYEL-J"), Source("nccn-mm-2022v5", "MYEL-C"), Source("nccn-mm-2022v5", "MS-34")),
    words=ROW_WORDS,
    aliases=("肾功能不全", "肾功能判定", "肾损害", "骨髓瘤肾损害"),
)  # fmt: skip
