"""Acute kidney injury: the KDIGO 2012 stage."""

from dataclasses import replace
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import boolean, number, quantity
from tools.logic import all_true, any_true
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.shared_inputs import CREATININE

RISE_UMOL, RISE_MGDL = Fraction("26.5"), Fraction("0.3")
SEVERE_UMOL = Fraction("353.6")
STAGES = frozenset({0, 1, 2, 3})
STAGE_WORDS = {"0": "未达 AKI（0 期）", "1": "AKI 1 期", "2": "AKI 2 期", "3": "AKI 3 期"}
BY_WORDS = {"creatinine": "血肌酐", "urine": "尿量", "rrt": "肾脏替代治疗"}
_BASELINE = quantity(
    "creatinine_baseline", "creatinine", label="基线血肌酐", aliases=("基线肌酐", "基础肌酐", "既往肌酐"),
)  # fmt: skip


def _rise_reached(v: Values) -> bool | None:
    """Rise of at least 26.5 µmol/L; 0.3 mg/dL if both values were typed in mg/dL (native-unit rule)."""
    before, now = v.given("creatinine_baseline"), v.given("creatinine")
    if before is None or now is None:
        return None
    if before.unit == now.unit == "mg/dl":
        return now.typed - before.typed >= RISE_MGDL
    return now.value - before.value >= RISE_UMOL


def _ratio(v: Values) -> Fraction | None:
    before, now = v.num("creatinine_baseline"), v.num("creatinine")
    return None if before is None or now is None else now / before


def is_injury(v: Values) -> bool | None:
    """AKI by creatinine: a rise of 26.5 µmol/L within 48 h, or 1.5 times the baseline within 7 days."""
    ratio = _ratio(v)
    return any_true(
        all_true(_rise_reached(v), v.flag("rise_within_48h")),
        all_true(None if ratio is None else ratio >= Fraction(3, 2), v.flag("rise_within_7d")),
    )


def _grade(v: Values) -> int | None:
    """Stage by creatinine once AKI is present."""
    ratio, now = _ratio(v), v.num("creatinine")
    if now is not None and now >= SEVERE_UMOL:
        return 3
    if ratio is None:
        return None
    return 3 if ratio >= 3 else 2 if ratio >= 2 else 1


def creatinine_stages(v: Values) -> frozenset[int]:
    """Stages by creatinine that remain possible."""
    injury, grade = is_injury(v), _grade(v)
    if injury is False:
        return frozenset({0})
    present = frozenset({1, 2, 3}) if grade is None else frozenset({grade})
    return present if injury else present | {0}


def urine_stages(v: Values) -> frozenset[int] | None:
    """Stages by urine output [mL/kg/h over hours] that remain possible; None if it was not assessed."""
    rate, hours, anuria = v.num("urine_ml_kg_h"), v.num("urine_hours"), v.flag("anuria_12h")
    measured_anuria = rate == 0 and hours is not None and hours >= 12
    if measured_anuria and anuria is False:
        message = "“无尿 ≥12 h”填为否，但所填尿量为 0 且持续 ≥12 h，请核对无尿与尿量"
        raise CalculatorInputError(FieldError("anuria_12h", "inconsistent", message))
    if anuria or measured_anuria:
        return frozenset({3})
    if rate is None:
        return None
    if rate >= Fraction("0.5"):
        return frozenset({0})
    if hours is None:
        return STAGES if rate < Fraction("0.3") else frozenset({0, 1, 2})
    return frozenset({_urine_stage(rate, hours)})


def _urine_stage(rate: Fraction, hours: Fraction) -> int:
    if rate < Fraction("0.3") and hours >= 24:
        return 3
    if rate < Fraction("0.5") and hours >= 6:
        return 2 if hours >= 12 else 1
    return 0


def _possible(v: Values) -> tuple[frozenset[int], frozenset[int] | None, frozenset[int]]:
    """Stages by creatinine, by urine, and of the whole when every unknown part is left open."""
    creatinine, urine = creatinine_stages(v), urine_stages(v)
    if v.flag("rrt"):
        return creatinine, urine, frozenset({3})
    # Unassessed urine and unstated replacement do not block a stage that creatinine has settled.
    settled = len(creatinine) == 1
    by_urine = urine if urine is not None else (frozenset({0}) if settled else STAGES)
    whole = frozenset(max(c, u) for c in creatinine for u in by_urine)
    if len(whole) > 1 and v.flag("rrt") is None:
        whole |= {3}
    return creatinine, urine, whole


def _missing(v: Values, urine: frozenset[int] | None) -> tuple[str, ...]:
    ratio, asked = _ratio(v), v.unknown("creatinine_baseline", "creatinine")
    if _rise_reached(v):
        asked += v.unknown("rise_within_48h")
    if ratio is not None and ratio >= Fraction(3, 2):
        asked += v.unknown("rise_within_7d")
    if urine is not None and len(urine) > 1:
        asked += ("urine_hours",)
    return asked


def _notices(v: Values, urine: frozenset[int] | None, stage: int | None) -> tuple[Notice, ...]:
    found = near(CREATININE, v.num("creatinine"), SEVERE_UMOL)
    if stage == 3:
        return found
    if urine is None:
        found += (notice("urine_output_not_assessed"),)
    if not v.has("rrt"):
        found += (notice("rrt_not_stated"),)
    return found


def _timing(state: bool | None) -> str:
    return "未知" if state is None else ("是" if state else "否")


def _steps(v: Values, urine: frozenset[int] | None) -> tuple[str, ...]:
    steps, ratio = [], _ratio(v)
    before, now = v.num("creatinine_baseline"), v.num("creatinine")
    if before is None or now is None or ratio is None:
        steps.append("血肌酐或基线未知，不能按血肌酐分期")
    else:
        steps += [
            f"血肌酐升高 {show(now)} − {show(before)} = {show(now - before)} µmol/L（界值 ≥26.5；48 h 内：{_timing(v.flag('rise_within_48h'))}）",
            f"为基线的 {show(ratio, 2)} 倍（界值 ≥1.5；7 天内：{_timing(v.flag('rise_within_7d'))}）",
            f"血肌酐 {show(now)} µmol/L {'≥' if now >= SEVERE_UMOL else '<'} 353.6；2 倍为 2 期，3 倍为 3 期",
        ]
    rate, hours = v.num("urine_ml_kg_h"), v.num("urine_hours")
    if rate is not None:
        span = "持续时间未知" if hours is None else f"持续 {show(hours)} h"
        steps.append(f"尿量 {show(rate)} mL/kg/h，{span}")
    if urine is not None and len(urine) == 1:
        steps.append(f"按尿量 {next(iter(urine))} 期")
    if v.has("rrt"):
        steps.append(f"肾脏替代治疗：{_timing(v.flag('rrt'))}")
    return tuple(steps)


def _by(v: Values, creatinine: frozenset[int], stage: int) -> str:
    if v.flag("rrt"):
        return "rrt"
    return "creatinine" if creatinine == {stage} else "urine"


def kdigo_rule(v: Values) -> Outcome:
    """AKI stage by creatinine [µmol/L], urine output [mL/kg/h] and replacement therapy (KDIGO 2012)."""
    creatinine, urine, whole = _possible(v)
    stage = next(iter(whole)) if len(whole) == 1 else None
    notices, steps = _notices(v, urine, stage), _steps(v, urine)
    if stage is None:
        return Outcome({"stage": None, "by": None}, determined=False, possible=tuple(sorted(whole)),
                       missing=_missing(v, urine), notices=notices, steps=steps)  # fmt: skip
    by = _by(v, creatinine, stage)
    sentence = f"{STAGE_WORDS[str(stage)]}，依据{BY_WORDS[by]}（KDIGO 2012，取各项最高期）。"
    return Outcome(
        {"stage": stage, "by": by}, sentence, notices=notices, steps=(*steps, f"→ {STAGE_WORDS[str(stage)]}")
    )


KDIGO_AKI = Calculator(
    name="kdigo_aki_stage",
    title="急性肾损伤（AKI）分期",
    field="肾功能",
    purpose="按 KDIGO 2012 判定急性肾损伤分期，供 MGRS 肾活检判断使用",
    inputs=(
        _BASELINE,
        replace(CREATININE, help="当前血肌酐"),
        boolean("rise_within_48h", "肌酐升高 ≥26.5 µmol/L 发生于 48 h 内", aliases=("48小时内升高", "48h内升高")),
        boolean("rise_within_7d", "肌酐升至 ≥1.5 倍发生于 7 天内", aliases=("7天内升高", "一周内升高")),
        boolean("rrt", "已启动肾脏替代治疗", aliases=("肾脏替代", "RRT", "CRRT", "透析", "血透", "血滤")),
        number("urine_ml_kg_h", "每公斤每小时尿量", "0", "20", unit="mL/kg/h", aliases=("每公斤尿量", "单位体重尿量")),
        number("urine_hours", "该尿量持续小时数", "0", "240", unit="h", aliases=("持续小时数", "少尿持续时间")),
        boolean("anuria_12h", "无尿 ≥12 h", aliases=("无尿12小时", "完全无尿")),
    ),
    rule=kdigo_rule,
    rule_zh="48 h 内肌酐升高 ≥26.5 µmol/L 或 7 天内升至基线 1.5 倍为 AKI；≥2 倍 2 期；≥3 倍或 ≥353.6 µmol/L 3 期。"
            "尿量 <0.5 mL/kg/h ≥6 h 1 期、≥12 h 2 期；<0.3 ≥24 h 或无尿 ≥12 h 3 期；肾脏替代 3 期。取最高。",
    sources=(Source("LIT", "KDIGO 2012, Kidney Int Suppl 2012;2:1–138"), Source("nccn-mm-2022v5", "MGRS-1")),
    words={**STAGE_WORDS, **BY_WORDS},
    always=("not_in_documents",),
    aliases=("AKI", "AKI分期", "急性肾损伤", "急性肾损伤分期", "KDIGO"),
)  # fmt: skip
