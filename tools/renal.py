"""Kidney function (Cockcroft-Gault) and lenalidomide dosing by it."""

from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, choice, quantity
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import rounded, show
from tools.shared_inputs import AGE, CRCL, CREATININE, DIALYSIS, SEX, WEIGHT

PER_MGDL = Fraction("88.4")
LOWEST_WEIGHT = Fraction(20)  # kg; the least that the input "weight" accepts, so a formula's weight has to reach it too
COMPUTED_FROM = ("age", "sex", "weight", "creatinine")


def cockcroft_gault(age: Fraction, sex: str, weight_kg: Fraction, creatinine_umol_l: Fraction) -> Fraction:
    """Creatinine clearance [mL/min] (Cockcroft & Gault 1976, doi:10.1159/000180580), exact."""
    clearance = (140 - age) * weight_kg / (72 * creatinine_umol_l / PER_MGDL)
    return clearance * (Fraction("0.85") if sex == "female" else 1)


def ideal_weight(sex: str, height_cm: Fraction) -> Fraction:
    """Ideal body weight [kg] (Devine)."""
    base = Fraction("45.5") if sex == "female" else Fraction(50)
    return base + Fraction("0.91") * (height_cm - Fraction("152.4"))


def clearance_category(crcl: Fraction) -> str:
    """Row of the renal tables, on the unrounded value [mL/min]."""
    if crcl >= 60:
        return "ge60"
    return "30_to_lt60" if crcl >= 30 else "lt30"


@dataclass(frozen=True)
class Clearance:
    """A creatinine clearance that was given or computed, and what is missing for it."""

    value: Fraction | None
    missing: tuple[str, ...]
    notices: tuple[Notice, ...] = ()
    steps: tuple[str, ...] = ()


def known_clearance(v: Values) -> Clearance:
    """The clearance as given, else Cockcroft-Gault from age, sex, weight and creatinine."""
    crcl = v.num("crcl")
    if crcl is not None:
        return Clearance(crcl, ())
    age, sex, weight, creatinine = v.num("age"), v.code("sex"), v.num("weight"), v.num("creatinine")
    if age is None or sex is None or weight is None or creatinine is None:
        absent = v.unknown(*COMPUTED_FROM)
        return Clearance(None, ("crcl", *(absent if len(absent) < len(COMPUTED_FROM) else ())))
    value = cockcroft_gault(age, sex, weight, creatinine)
    step = _formula(age, sex, weight, creatinine, value)
    return Clearance(value, (), (notice("crcl_computed"),), (step,))


def _formula(age: Fraction, sex: str, weight: Fraction, creatinine: Fraction, value: Fraction) -> str:
    female = " × 0.85（女）" if sex == "female" else ""
    return (
        f"肌酐清除率 =（140 − {show(age)}）× {show(weight, 1)} kg ÷（72 × {show(creatinine / PER_MGDL, 3)} mg/dL）{female}"
        f" = {show(value, 1)} mL/min（肌酐 {show(creatinine)} µmol/L ÷ 88.4 = {show(creatinine / PER_MGDL, 3)} mg/dL）"
    )


@dataclass(frozen=True)
class _Weights:
    actual: Fraction
    ideal: Fraction | None

    @property
    def adjusted(self) -> Fraction | None:
        return None if self.ideal is None else self.ideal + Fraction("0.4") * (self.actual - self.ideal)

    def used(self, option: str) -> Fraction | None:
        return {"actual": self.actual, "ideal": self.ideal, "adjusted": self.adjusted}[option]


def _clearance_notices(v: Values, option: str, weights: _Weights, value: Fraction) -> tuple[Notice, ...]:
    found: tuple[Notice, ...] = near(CRCL, value, "30", "60")
    if option == "actual" and weights.ideal is not None and weights.actual >= Fraction("1.2") * weights.ideal:
        found += (notice("weight_ge_120pct_ibw"),)
    height = v.num("height")
    if height is not None and height < Fraction("152.4"):
        found += (notice("ideal_weight_below_152cm"),)
    creatinine = v.num("creatinine")
    if creatinine is not None and creatinine < 53:
        found += (notice("low_creatinine"),)
    if clearance_category(rounded(value, 1)) != clearance_category(value):
        found += (notice("near_threshold_rounding"),)
    return found


def creatinine_clearance_rule(v: Values) -> Outcome:
    """Cockcroft-Gault with actual, ideal or adjusted weight (kg, cm, µmol/L -> mL/min)."""
    option = v.code("weight_option") or "actual"
    age, sex, weight, creatinine, height = (
        v.num("age"), v.code("sex"), v.num("weight"), v.num("creatinine"), v.num("height"))  # fmt: skip
    needed = (*COMPUTED_FROM, "height") if option != "actual" else COMPUTED_FROM
    missing = v.unknown(*needed)
    if age is None or sex is None or weight is None or creatinine is None or missing:
        return Outcome({"crcl": None}, determined=False, missing=missing)
    weights = _Weights(weight, None if height is None else ideal_weight(sex, height))
    used = weights.used(option)
    assert used is not None
    if used < LOWEST_WEIGHT:
        message = f"身高 {show(height or Fraction(0))} cm 过低，理想体重公式不适用，请改用实际体重"
        raise CalculatorInputError(FieldError("height", "out_of_range", message))
    value = cockcroft_gault(age, sex, used, creatinine)
    category = clearance_category(value)
    result = {
        "crcl": rounded(value, 1), "weight_used": rounded(used, 1), "weight_option": option, "category": category,
        "ideal_weight": None if weights.ideal is None else rounded(weights.ideal, 1),
        "adjusted_weight": None if weights.adjusted is None else rounded(weights.adjusted, 1),
    }  # fmt: skip
    word = {"actual": "实际", "ideal": "理想", "adjusted": "校正"}[option]
    sentence = (
        f"肌酐清除率 {show(value, 1)} mL/min（Cockcroft-Gault，{word}体重 {show(used, 1)} kg）：{CLEARANCE_WORDS[category]}。"
        "肌酐不稳定或透析时不适用。"
    )
    return Outcome(result, sentence, notices=_clearance_notices(v, option, weights, value),
                   steps=(_formula(age, sex, used, creatinine, value),))  # fmt: skip


CLEARANCE_WORDS = {"ge60": "≥60", "30_to_lt60": "30–<60（中度）", "lt30": "<30（重度）"}
LENALIDOMIDE_WORDS = {
    "none": "不按本表减量（CrCl ≥60）", "moderate": "中度（10 mg 每 24 h）", "severe": "重度、无需透析（15 mg 每 48 h）",
    "esrd": "终末期肾病、透析（5 mg 每日，透析日于透析后）",
}  # fmt: skip
_DOSES: dict[str, dict[str, object]] = {
    "none": {"dose": "no_reduction_in_table", "dose_mg": None, "interval_h": None, "after_dialysis": False},
    "moderate": {"dose": "10 mg q24h", "dose_mg": 10, "interval_h": 24, "after_dialysis": False},
    "severe": {"dose": "15 mg q48h", "dose_mg": 15, "interval_h": 48, "after_dialysis": False},
    "esrd": {"dose": "5 mg q24h", "dose_mg": 5, "interval_h": 24, "after_dialysis": True},
}
_SENTENCES = {
    "none": "CrCl ≥60 mL/min 不在减量表内：来那度胺按方案或说明书的常规剂量",
    "moderate": "中度肾功能不全：来那度胺 10 mg，每 24 h 一次",
    "severe": "重度肾功能不全（无需透析）：来那度胺 15 mg，每 48 h 一次",
    "esrd": "终末期肾病透析：来那度胺 5 mg，每日一次，透析日在透析后给药",
}


def lenalidomide_rows(v: Values, crcl: Fraction | None) -> tuple[str, ...]:
    """Rows of the table that remain possible."""
    dialysis = v.flag("dialysis")
    if dialysis:
        return ("esrd",)
    if crcl is None:
        return ("none", "moderate", "severe") if dialysis is False else ("none", "moderate", "severe", "esrd")
    if crcl >= 60:
        return ("none",)
    if crcl >= 30:
        return ("moderate",)
    return ("severe",) if dialysis is False else ("severe", "esrd")


def dialysis_notices(v: Values, crcl: Fraction | None) -> tuple[Notice, ...]:
    """Why the dialysis row was used although the clearance [mL/min] is unknown or not below 30."""
    if not v.flag("dialysis"):
        return ()
    if crcl is None:
        return (notice("crcl_not_given_dialysis"),)
    return (notice("dialysis_with_crcl_ge30"),) if crcl >= 30 else ()


def _lenalidomide_notices(v: Values, crcl: Fraction | None) -> tuple[Notice, ...]:
    codes = []
    if not v.flag("dialysis") and crcl is not None and crcl >= 50:
        codes.append("table_starts_below_60" if crcl >= 60 else "ema_label_30_to_50")
    if v.code("setting") == "maintenance":
        codes.append("maintenance_not_covered")
    if crcl is not None and clearance_category(rounded(crcl, 1)) != clearance_category(crcl):
        codes.append("near_threshold_rounding")
    return dialysis_notices(v, crcl) + tuple(map(notice, codes)) + near(CRCL, crcl, "30", "60")


def lenalidomide_rule(v: Values) -> Outcome:
    """Lenalidomide dose by creatinine clearance [mL/min] (NCCN MYEL-J table)."""
    clearance = known_clearance(v)
    rows = lenalidomide_rows(v, clearance.value)
    notices = clearance.notices + _lenalidomide_notices(v, clearance.value)
    steps = clearance.steps
    if clearance.value is not None:
        steps += (f"CrCl {show(clearance.value, 1)} mL/min：{CLEARANCE_WORDS[clearance_category(clearance.value)]}",)
    dialysis = v.flag("dialysis")
    steps += (f"透析：{'未知' if dialysis is None else '是' if dialysis else '否'}",)
    if len(rows) > 1:
        missing = clearance.missing + v.unknown("dialysis")
        return Outcome({"category": None}, determined=False, possible=rows, missing=missing,
                       notices=notices, steps=steps)  # fmt: skip
    row = rows[0]
    shown = "" if clearance.value is None else f"（CrCl {show(clearance.value, 1)} mL/min）"
    sentence = f"{_SENTENCES[row]}{shown}。依据 NCCN MYEL-J 来那度胺剂量表。"
    if dialysis is None:
        sentence += "未说明是否透析；透析患者按透析行。"
    steps += (f"→ {LENALIDOMIDE_WORDS[row]}",)
    return Outcome({"category": row, **_DOSES[row]}, sentence, missing=v.unknown("dialysis"), notices=notices,
                   steps=steps)  # fmt: skip


CREATININE_CLEARANCE = Calculator(
    name="creatinine_clearance",
    title="肌酐清除率（Cockcroft-Gault）",
    field="肾功能",
    purpose="按 Cockcroft-Gault 公式估算肌酐清除率，用于来那度胺与骨靶向药物的剂量表",
    inputs=(
        AGE, SEX, WEIGHT, CREATININE,
        quantity("height", "height", aliases=("身高", "Ht"), role="option"),
        choice("weight_option", "所用体重", (Option("actual", "实际体重"), Option("ideal", "理想体重"),
                                         Option("adjusted", "校正体重")), role="option"),
    ),
    rule=creatinine_clearance_rule,
    rule_zh="CrCl =（140 − 年龄）× 体重 kg ÷（72 × 血肌酐 mg/dL），女性 × 0.85。",
    sources=(Source("LIT", "Cockcroft & Gault 1976, doi:10.1159/000180580"), Source("nccn-mm-2022v5", "MYEL-J")),
    words=CLEARANCE_WORDS,
    aliases=("肌酐清除率", "CrCl", "CCr", "Cockcroft-Gault", "CG公式"),
)  # fmt: skip

LENALIDOMIDE = Calculator(
    name="lenalidomide_renal_dose",
    title="来那度胺肾功能剂量",
    field="肾功能",
    purpose="肾功能不全的骨髓瘤患者的来那度胺剂量",
    inputs=(
        CRCL, AGE, SEX, WEIGHT, CREATININE, DIALYSIS,
        choice("setting", "治疗或维持", (Option("treatment", "治疗"), Option("maintenance", "维持", ("维持治疗",))), role="option"),
    ),
    rule=lenalidomide_rule,
    rule_zh="CrCl ≥30 且 <60：10 mg 每 24 h；<30 无需透析：15 mg 每 48 h；<30 透析：5 mg 每日，透析日在透析后；≥60 不在表内。",
    sources=(Source("nccn-mm-2022v5", "MYEL-J"),),
    words=LENALIDOMIDE_WORDS,
    aliases=("来那度胺剂量", "来那度胺减量", "来那度胺肾功能"),
)  # fmt: skip

__all__ = ["CREATININE_CLEARANCE", "LENALIDOMIDE", "Clearance", "known_clearance"]
