"""Dexamethasone dose of a cycle and its class in the SAVED and IMPEDE scores."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import integer, number
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import rounded, show
from tools.thrombosis import SAVED_DEX_POINTS, saved_dex_class
from tools.thrombosis_impede import DEX_POINTS, impede_dex_class

SAVED_DEX_WORDS = {"none": "未用", "below_120": "低于 120 mg", "standard": "标准剂量", "high": "大剂量"}
IMPEDE_DEX_WORDS = {"none": "未用", "low": "小剂量", "high": "大剂量"}
REFERENCE = (
    "常见方案：40 mg 第 1–4、9–12、17–20 天为 480 mg/28 天（大剂量）；40 mg 每周 1 次为 160 mg/28 天；"
    "VRd-lite（20 mg 共 8 天）为 160 mg（MS-9）。"
)
TOTAL = number(
    "total_mg_per_cycle", "地塞米松每周期总量", "0", "4000", unit="mg", aliases=("地塞米松每周期", "每周期地塞米松"),
)  # fmt: skip


def _conflict(field: str, message: str) -> CalculatorInputError:
    return CalculatorInputError(FieldError(field, "inconsistent", message))


def _total(v: Values) -> Fraction | None:
    """Dose of one cycle [mg], after checking that what was given fits together."""
    dose, days, stated, length = (
        v.num("dose_mg"), v.num("dosing_days_per_cycle"), v.num("total_mg_per_cycle"), v.num("cycle_length_days")
    )  # fmt: skip
    if days is not None and length is not None and days > length:
        raise _conflict(
            "dosing_days_per_cycle",
            f"每周期给药 {show(days)} 天多于周期长度 {show(length)} 天，请核对给药天数与周期长度",
        )
    computed = None if dose is None or days is None else dose * days
    if stated is not None and computed is not None and stated != computed:
        raise _conflict(
            "total_mg_per_cycle",
            f"每周期总量 {show(stated)} mg 与单次剂量×给药天数 {show(computed)} mg 矛盾，请核对",
        )
    return stated if computed is None else computed


def _missing(v: Values) -> tuple[str, ...]:
    begun = v.has("dose_mg") or v.has("dosing_days_per_cycle")
    return v.unknown("dose_mg", "dosing_days_per_cycle", *(() if begun else ("total_mg_per_cycle",)))


def _notices(mg: Fraction, per_28: Fraction | None) -> tuple[Notice, ...]:
    found: tuple[Notice, ...] = ()
    if saved_dex_class(mg) == "below_120":
        found += (notice("dex_below_120_not_listed"),)
    classes = (saved_dex_class(mg), impede_dex_class(mg))
    if per_28 is not None and classes != (saved_dex_class(per_28), impede_dex_class(per_28)):
        found += (notice("class_differs_per_28_days"),)
    return found


def _steps(v: Values, mg: Fraction, per_28: Fraction | None) -> tuple[str, ...]:
    dose, days, length = v.num("dose_mg"), v.num("dosing_days_per_cycle"), v.num("cycle_length_days")
    steps = [f"每周期总量 {show(mg)} mg"]
    if dose is not None and days is not None:
        steps = [f"{show(dose)} mg × {show(days)} 天 = {show(mg)} mg/周期"]
    if per_28 is not None and length is not None:
        steps.append(f"{show(mg)} mg × 28 ÷ {show(length)} 天 = {show(per_28, 1)} mg/28 天")
    saved, impede = saved_dex_class(mg), impede_dex_class(mg)
    steps.append(
        f"SAVED：<120 不列，120–160 标准，>160 大剂量 → {SAVED_DEX_WORDS[saved]}（{SAVED_DEX_POINTS[saved]} 分）"
    )
    steps.append(f"IMPEDE：≤160 小剂量，>160 大剂量 → {IMPEDE_DEX_WORDS[impede]}（{DEX_POINTS[impede]} 分）")
    return tuple(steps)


def dexamethasone_rule(v: Values) -> Outcome:
    """Dexamethasone in mg per cycle and per 28 days (NCCN MYEL-I 1/3; Sanfilippo 2019)."""
    mg = _total(v)
    if mg is None:
        return Outcome({"mg_per_cycle": None}, determined=False, missing=_missing(v))
    length = v.num("cycle_length_days")
    per_28 = None if length is None else mg * 28 / length
    saved, impede = saved_dex_class(mg), impede_dex_class(mg)
    result = {
        "mg_per_cycle": rounded(mg, 1), "mg_per_28_days": None if per_28 is None else rounded(per_28, 1),
        "saved_class": saved, "saved_points": SAVED_DEX_POINTS[saved],
        "impede_class": impede, "impede_points": DEX_POINTS[impede],
    }  # fmt: skip
    converted = "" if per_28 is None else f"（折合 28 天 {show(rounded(per_28, 1))} mg）"
    sentence = (
        f"地塞米松每周期 {show(rounded(mg, 1))} mg{converted}：SAVED {SAVED_DEX_WORDS[saved]}（{SAVED_DEX_POINTS[saved]} 分），"
        f"IMPEDE {IMPEDE_DEX_WORDS[impede]}（{DEX_POINTS[impede]} 分）。{REFERENCE}"
    )
    return Outcome(result, sentence, missing=v.unknown("cycle_length_days"), notices=_notices(mg, per_28),
                   steps=_steps(v, mg, per_28))  # fmt: skip


DEXAMETHASONE = Calculator(
    name="dexamethasone_cycle_dose",
    title="地塞米松每周期总量与分级",
    field="静脉血栓",
    purpose="地塞米松每周期总量及其在 SAVED、IMPEDE 评分中的分级",
    inputs=(
        number("dose_mg", "地塞米松单次剂量", "0.1", "200", unit="mg", aliases=("地塞米松", "地塞米松单次", "地米", "Dex", "DXM")),
        integer("dosing_days_per_cycle", "每周期给药天数", 1, 60, unit="天", aliases=("给药天数", "用药天数")),
        TOTAL,
        integer("cycle_length_days", "周期长度", 7, 84, unit="天", aliases=("周期天数", "疗程天数", "每周期天数")),
    ),
    rule=dexamethasone_rule,
    rule_zh="每周期总量 = 单次剂量 × 给药天数。SAVED：<120 mg 不列（0 分），120–160 mg 标准（1 分），>160 mg 大剂量（2 分）。"
            "IMPEDE：≤160 mg 小剂量（2 分），>160 mg 大剂量（4 分）。",
    sources=(Source("nccn-mm-2022v5", "MYEL-I 1/3"), Source("nccn-mm-2022v5", "MS-9"),
             Source("LIT", "Sanfilippo 2019, doi:10.1002/ajh.25603")),
    words={**SAVED_DEX_WORDS, **IMPEDE_DEX_WORDS},
    always=("impede_dex_cutoff_from_literature",),
    aliases=("地塞米松剂量", "地塞米松每周期", "地塞米松分级", "激素剂量"),
)  # fmt: skip
