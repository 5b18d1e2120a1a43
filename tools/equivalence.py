"""Equivalent doses: glucocorticoids and opioids (oral morphine milligrams)."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Input, Kind, Option, choice, number
from tools.messages import Notice, notice
from tools.numbers import rounded, show
from tools.reading import Measured, Record
from tools.shared_inputs import CRCL

FIELD = "通用"
STEROIDS: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "hydrocortisone": ("20", "short", "氢化可的松", ("氢考", "皮质醇", "HC")),
    "cortisone": ("25", "short", "可的松", ("醋酸可的松",)),
    "prednisone": ("5", "intermediate", "泼尼松", ("强的松", "醋酸泼尼松", "Pred")),
    "prednisolone": ("5", "intermediate", "泼尼松龙", ("强的松龙", "氢化泼尼松")),
    "methylprednisolone": ("4", "intermediate", "甲泼尼龙", ("甲强龙", "甲基强的松龙", "甲基泼尼松龙", "美卓乐", "MP")),
    "triamcinolone": ("4", "intermediate", "曲安西龙", ("去炎松", "氟羟氢化泼尼松")),
    "dexamethasone": ("0.75", "long", "地塞米松", ("地米", "DXM", "Dex", "DEX")),
    "betamethasone": ("0.6", "long", "倍他米松", ("倍他",)),
}
DURATION_WORDS = {"short": "短效", "intermediate": "中效", "long": "长效"}
STEROID_OPTIONS = tuple(Option(code, label, words) for code, (_, _, label, words) in STEROIDS.items())


def equivalent_steroid(dose_mg: Fraction, from_drug: str, to_drug: str) -> Fraction:
    """Dose [mg] of equal anti-inflammatory effect."""
    return dose_mg / Fraction(STEROIDS[from_drug][0]) * Fraction(STEROIDS[to_drug][0])


def steroid_rule(v: Values) -> Outcome:
    """Glucocorticoid equivalence in mg (hydrocortisone 20 = prednisone 5 = dexamethasone 0.75)."""
    origin, dose, target = v.code("from_drug"), v.num("dose_mg"), v.code("to_drug") or "prednisone"
    betamethasone = "betamethasone" in (origin, target)
    notices = (notice("betamethasone_0_6_or_0_75"),) if betamethasone else ()
    if origin is None or dose is None:
        result: dict[str, object] = {"dose_mg": None, "to_drug": target}
        return Outcome(result, determined=False, missing=v.unknown("from_drug", "dose_mg"), notices=notices)
    converted, prednisone = equivalent_steroid(dose, origin, target), equivalent_steroid(dose, origin, "prednisone")
    equal, duration, label, _ = STEROIDS[target]
    result = {"dose_mg": rounded(converted, 2), "to_drug": target, "prednisone_equivalent_mg": rounded(prednisone, 2),
              "duration": duration}  # fmt: skip
    steps = (f"{STEROIDS[origin][2]} {STEROIDS[origin][0]} mg 与{label} {equal} mg 等效",
             f"{show(dose)} ÷ {STEROIDS[origin][0]} × {equal} = {show(converted, 2)} mg")  # fmt: skip
    sentence = (
        f"{STEROIDS[origin][2]} {show(dose)} mg 相当于{label} {show(converted, 2)} mg（{DURATION_WORDS[duration]}；"
        f"折合泼尼松 {show(prednisone, 2)} mg）。仅为抗炎作用等效，不用于换算抗骨髓瘤的冲击剂量。"
    )
    return Outcome(result, sentence, notices=notices, steps=steps)


STEROID_EQUIVALENCE = Calculator(
    name="steroid_equivalence",
    title="糖皮质激素等效剂量",
    field=FIELD,
    purpose="糖皮质激素之间按抗炎作用换算剂量",
    inputs=(
        choice("from_drug", "原用激素", STEROID_OPTIONS, aliases=("原用激素", "激素")),
        choice("to_drug", "换算为", STEROID_OPTIONS, aliases=("换算为", "换成", "改为", "折合"), role="option", help="不填为泼尼松"),
        number("dose_mg", "剂量", "0", "5000", unit="mg", aliases=("剂量", "用量")),
    ),
    rule=steroid_rule,
    rule_zh="等效剂量（mg）：氢化可的松 20，可的松 25，泼尼松 5，泼尼松龙 5，甲泼尼龙 4，曲安西龙 4，地塞米松 0.75，倍他米松 0.6。",
    sources=(Source("LIT", "Meikle & Tyler 1977, Am J Med"),),
    words={code: label for code, (_, _, label, _) in STEROIDS.items()},
    always=("not_in_documents",),
    aliases=("激素等效", "激素换算", "糖皮质激素换算", "等效剂量", "泼尼松当量"),
)  # fmt: skip

OPIOIDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "morphine_po": ("1", "口服吗啡", ("吗啡", "吗啡缓释片", "美施康定", "美菲康", "硫酸吗啡", "盐酸吗啡片")),
    "codeine_po": ("0.15", "口服可待因", ("可待因", "磷酸可待因")),
    "hydrocodone_po": ("1", "口服氢可酮", ("氢可酮",)),
    "hydromorphone_po": ("5", "口服氢吗啡酮", ("氢吗啡酮",)),
    "methadone_po": ("4.7", "口服美沙酮", ("美沙酮",)),
    "oxycodone_po": ("1.5", "口服羟考酮", ("羟考酮", "奥施康定", "盐酸羟考酮")),
    "oxymorphone_po": ("3", "口服羟吗啡酮", ("羟吗啡酮",)),
    "tapentadol_po": ("0.4", "口服他喷他多", ("他喷他多",)),
    "tramadol_po": ("0.2", "口服曲马多", ("曲马多", "奇曼丁")),
    "fentanyl_patch_ug_h": ("2.4", "芬太尼贴剂（µg/h）", ("芬太尼贴", "芬太尼透皮贴", "芬太尼透皮贴剂", "多瑞吉")),
    "morphine_parenteral": ("3", "注射吗啡", ("吗啡针", "静脉吗啡", "皮下吗啡", "吗啡注射液")),
}
_DRUG_NOTICES = {
    "methadone_po": "methadone_caution", "fentanyl_patch_ug_h": "fentanyl_patch_factor_differs",
    "hydromorphone_po": "hydromorphone_4_vs_5", "tramadol_po": "tramadol_0_1_vs_0_2",
}  # fmt: skip
LEVEL_WORDS = {"lt50": "<50", "ge50": "≥50，慎用", "ge90": "≥90，需充分理由"}


def mme_level(mme: Fraction) -> str:
    """Level of a daily dose in oral morphine milligrams (CDC 2022: caution from 50, justify from 90)."""
    if mme >= 90:
        return "ge90"
    return "ge50" if mme >= 50 else "lt50"


def _levels(known: Fraction, *, complete: bool) -> tuple[str, ...]:
    """Levels that remain; an incomplete sum can only rise."""
    order = tuple(LEVEL_WORDS)
    start = order.index(mme_level(known))
    return order[start : start + 1] if complete else order[start:]


def _line(record: Record) -> Fraction | None:
    drug, dose = record.get("drug"), record.get("daily_dose")
    if not isinstance(drug, str) or not isinstance(dose, Measured):
        return None
    return dose.value * Fraction(OPIOIDS[drug][0])


def _opioid_notices(v: Values, records: Sequence[Record]) -> tuple[Notice, ...]:
    drugs = {record.get("drug") for record in records}
    codes = [code for drug, code in _DRUG_NOTICES.items() if drug in drugs]
    crcl = v.num("crcl")
    if crcl is not None and crcl < 30:
        codes.append("renal_avoid_morphine_codeine")
    return tuple(notice(code) for code in codes) + near(CRCL, crcl, "30")


def _opioid_steps(records: Sequence[Record], lines: Sequence[Fraction | None]) -> tuple[str, ...]:
    steps = []
    for record, line in zip(records, lines, strict=True):
        drug, dose = record.get("drug"), record.get("daily_dose")
        factor, label, _ = OPIOIDS[drug] if isinstance(drug, str) else ("", "药物不详", ())
        shown = show(dose.value) if isinstance(dose, Measured) else "剂量不详"
        steps.append(f"{label}：{shown} × {factor} = {show(line, 1)}" if line is not None else f"{label}：{shown}")
    return tuple(steps)


def morphine_rule(v: Values) -> Outcome:
    """Oral morphine equivalent [mg/day] (CDC 2022, doi:10.15585/mmwr.rr7103a1); an incomplete row leaves it open."""
    records = v.records("items")
    if records is None:
        return Outcome({"mme_per_day": None}, determined=False, possible=tuple(LEVEL_WORDS), missing=("items",))
    lines = tuple(_line(record) for record in records)
    known = sum((line for line in lines if line is not None), Fraction(0))
    mme = None if None in lines else known
    levels = _levels(known, complete=mme is not None)
    level = levels[0] if len(levels) == 1 else None
    tolerant = known >= 60 if mme is not None or known >= 60 else None
    result = {
        "mme_per_day": None if mme is None else rounded(mme, 1), "level": level, "opioid_tolerant_60": tolerant,
        "lines": tuple(None if line is None else rounded(line, 1) for line in lines),
    }  # fmt: skip
    notices, steps = _opioid_notices(v, records), _opioid_steps(records, lines)
    if mme is None:
        result["mme_per_day_min"] = rounded(known, 1)
    total = (
        f"{show(known, 1)} mg/d" if mme is not None else f"至少 {show(known, 1)} mg/d（有药物或剂量不详，不是最终值）"
    )
    if level is None:
        return Outcome(result, f"口服吗啡当量{total}。", False, levels, ("items",), notices, steps)
    sentence = (
        f"口服吗啡当量 {total}（{LEVEL_WORDS[level]}）。不可直接用于换药剂量，换药时应减 25–50%；“阿片耐受”除 ≥60 mg/d 外还须至少 1 周。"
        "镇痛遵循三阶梯原则，避免或慎用非甾体抗炎药，记录镇痛药用量作为疗效参考（CSCO 4.5）。"
    )
    missing = ("items",) if mme is None else ()
    return Outcome(result, sentence, missing=missing, notices=notices, steps=(*steps, f"合计 {total}"))


MORPHINE_EQUIVALENT = Calculator(
    name="morphine_equivalent",
    title="口服吗啡当量（MME）",
    field=FIELD,
    purpose="把各种阿片类药物的每日剂量折合为口服吗啡毫克数",
    inputs=(
        Input("items", "阿片类药物", Kind.RECORDS, fields=(
            choice("drug", "药物", tuple(Option(code, label, words) for code, (_, label, words) in OPIOIDS.items())),
            number("daily_dose", "每日剂量（mg；贴剂 µg/h）", "0", "5000"),
        ), aliases=("阿片类", "止痛药", "镇痛药"), help="每种药物一项：drug 药物，daily_dose 每日总量 mg（芬太尼贴剂为 µg/h）"),
        replace(CRCL, role="option"),
    ),
    rule=morphine_rule,
    rule_zh="每日剂量 × 系数之和：吗啡 1，可待因 0.15，氢可酮 1，氢吗啡酮 5，美沙酮 4.7，羟考酮 1.5，羟吗啡酮 3，他喷他多 0.4，曲马多 0.2，"
            "芬太尼贴剂每 µg/h 2.4，注射吗啡 3。",
    sources=(Source("LIT", "CDC 2022, doi:10.15585/mmwr.rr7103a1"), Source("csco-mbd-2024", "4.5")),
    words=LEVEL_WORDS,
    always=("not_in_documents",),
    aliases=("吗啡当量", "MME", "吗啡等效", "阿片换算", "吗啡毫克当量"),
)  # fmt: skip
