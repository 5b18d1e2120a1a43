"""Pomalidomide in renal insufficiency, and the targets of supportive care of the kidney."""

from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import boolean, number, quantity
from tools.messages import notice
from tools.numbers import rounded, show
from tools.shared_inputs import DIALYSIS, EGFR

POMALIDOMIDE_WORDS = {
    "30_40": "eGFR 30–40",
    "lt30": "eGFR <30（未透析）",
    "dialysis": "透析",
    "gap_40_45": "eGFR >40 且 <45（原文未覆盖）",
    "ge45_not_addressed": "eGFR ≥45（原文未述）",
}
STUDIED = ("30_40", "lt30", "dialysis")
LABEL_NOTE = "此为研究结果陈述，非剂量表；说明书对需透析者减为 3 mg/d。"
URINE_LOW, URINE_HIGH, MSD_VOLUME = Fraction(100), Fraction(150), Fraction(2000)
FLC_TARGET = Fraction(50)
URINE_WORDS = {"below": "低于", "within": "达到", "above": "高于"}
_HOURLY = number("urine_ml_per_h", "每小时尿量", "0", "60000", unit="mL/h")


def _egfr_groups(egfr: Fraction | None) -> tuple[str, ...]:
    if egfr is None:
        return ("lt30", "30_40", "gap_40_45", "ge45_not_addressed")
    if egfr < 30:
        return ("lt30",)
    if egfr <= 40:
        return ("30_40",)
    return ("gap_40_45",) if egfr < 45 else ("ge45_not_addressed",)


def pomalidomide_groups(v: Values) -> tuple[str, ...]:
    """Groups of the statement that remain possible; dialysis is asked only below an eGFR of 30."""
    dialysis, egfr = v.flag("dialysis"), v.num("egfr")
    if dialysis:
        return ("dialysis",)
    groups = _egfr_groups(egfr)
    return (*groups, "dialysis") if dialysis is None and "lt30" in groups else groups


def pomalidomide_rule(v: Values) -> Outcome:
    """Pomalidomide and kidney function, by eGFR in mL/min/1.73m² (NCCN MS-34, a study's result)."""
    groups, egfr = pomalidomide_groups(v), v.num("egfr")
    notices = near(EGFR, egfr, "30", "40", "45")
    if "gap_40_45" in groups and egfr is not None:
        notices += (notice("poma_40_45_gap"),)
    dialysis = v.flag("dialysis")
    steps: tuple[str, ...] = (
        "eGFR 未知" if egfr is None else f"eGFR {show(egfr)} mL/min/1.73m²（界值 30、40、45）",
        f"透析：{'未知' if dialysis is None else '是' if dialysis else '否'}",
    )
    if len(groups) > 1:
        return Outcome({"group": None, "dose": None}, LABEL_NOTE, determined=False, possible=groups,
                       missing=v.unknown("egfr", "dialysis"), notices=notices, steps=steps)  # fmt: skip
    group = groups[0]
    result = {"group": group, "dose": "4 mg/d" if group in STUDIED else None}
    if group in STUDIED:
        sentence = (
            f"{POMALIDOMIDE_WORDS[group]}：研究中泊马度胺 4 mg/d 全剂量安全（NCCN MS-34，复发性骨髓瘤）。{LABEL_NOTE}"
        )
    else:
        sentence = f"{POMALIDOMIDE_WORDS[group]}：NCCN MS-34 未涉及，此处不给剂量。{LABEL_NOTE}"
    missing = v.unknown("dialysis")
    if missing:
        sentence += "未说明是否透析；透析患者按透析组。"
    steps += (f"→ {POMALIDOMIDE_WORDS[group]}",)
    return Outcome(result, sentence, missing=missing, notices=notices, steps=steps)


@dataclass(frozen=True)
class _Part:
    """One of the two targets: its fields, its sentence and step, and what is missing for it."""

    result: dict[str, object]
    sentence: str = ""
    steps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    hourly: Fraction | None = None


def _urine(v: Values) -> _Part:
    volume, hours = v.num("urine_volume"), v.num("hours")
    if volume is None or hours is None:
        empty = ("urine_ml_per_h", "urine_target", "urine_ml_24h_projected", "msd_2000_ml_met")
        return _Part(dict.fromkeys(empty), missing=v.unknown("urine_volume", "hours"))
    hourly, daily = volume / hours, volume / hours * 24
    target = "below" if hourly < URINE_LOW else "within" if hourly <= URINE_HIGH else "above"
    met = daily > MSD_VOLUME
    return _Part(
        {"urine_ml_per_h": rounded(hourly), "urine_target": target,
         "urine_ml_24h_projected": rounded(daily), "msd_2000_ml_met": met},
        f"尿量 {show(hourly, 0)} mL/h，{URINE_WORDS[target]} 100–150 mL/h 目标（NCCN MYEL-J）；折合 24 h {show(daily, 0)} mL，"
        f"{'达到' if met else '未达到'} MSD 的 >2000 mL/d（适用于大量本周蛋白尿）。",
        (f"{show(volume)} mL ÷ {show(hours)} h = {show(hourly, 1)} mL/h（目标 100–150）",
         f"× 24 = {show(daily, 1)} mL/24 h {'>' if met else '≤'} 2000"),
        hourly=hourly,
    )  # fmt: skip


def _light_chains(v: Values) -> _Part:
    before, now = v.num("flc_involved_before"), v.num("flc_involved_now")
    if before is None or now is None:
        return _Part(dict.fromkeys(("flc_reduction_pct", "flc_target_met")),
                     missing=v.unknown("flc_involved_before", "flc_involved_now"))  # fmt: skip
    reduction = (before - now) / before * 100
    met = reduction >= FLC_TARGET
    change = f"下降 {show(reduction, 1)}%" if reduction >= 0 else f"升高 {show(-reduction, 1)}%"
    return _Part(
        {"flc_reduction_pct": rounded(reduction, 1), "flc_target_met": met},
        f"受累游离轻链{change}，{'达到' if met else '未达到'}清除 50% 的目标（NCCN MYEL-J）。",
        (f"（{show(before)} − {show(now)}）÷ {show(before)} = {show(reduction, 1)}% {'≥' if met else '<'} 50%",),
    )


def support_rule(v: Values) -> Outcome:
    """Urine output [mL/h] and light-chain removal [%] against their targets (NCCN MYEL-J; MSD)."""
    parts = (_urine(v), _light_chains(v))
    result = {key: value for part in parts for key, value in part.result.items()}
    notices = near(_HOURLY, parts[0].hourly, URINE_LOW, URINE_HIGH)
    if v.flag("fluid_overload_or_oliguria"):
        notices += (notice("avoid_hypervolaemia"),)
    begun = tuple(name for part in parts if len(part.missing) == 1 for name in part.missing)
    steps = tuple(step for part in parts for step in part.steps)
    sentence = "".join(part.sentence for part in parts)
    if not sentence:
        everything = tuple(name for part in parts for name in part.missing)
        return Outcome(result, determined=False, missing=begun or everything, notices=notices)
    return Outcome(result, sentence, missing=begun, notices=notices, steps=steps)


POMALIDOMIDE = Calculator(
    name="pomalidomide_renal_dose",
    title="泊马度胺与肾功能",
    field="肾功能",
    purpose="复发骨髓瘤肾功能不全时泊马度胺的研究结论（不是剂量表）",
    inputs=(EGFR, DIALYSIS),
    rule=pomalidomide_rule,
    rule_zh="eGFR 30–40、<30 或透析：研究中 4 mg/d 全剂量安全；40–45 之间与 ≥45 原文未涉及。",
    sources=(Source("nccn-mm-2022v5", "MS-34"), Source("LIT", "泊马度胺说明书：需透析者 3 mg/d")),
    words=POMALIDOMIDE_WORDS,
    aliases=("泊马度胺剂量", "泊马度胺肾功能", "泊马度胺减量"),
)

SUPPORT_TARGETS = Calculator(
    name="renal_support_targets",
    title="水化尿量与轻链清除目标",
    field="肾功能",
    purpose="管型肾病支持治疗：尿量与受累游离轻链清除是否达标",
    inputs=(
        quantity("urine_volume", "ml", aliases=("尿量", "总尿量", "24小时尿量"), help="所填时间内的总尿量"),
        number("hours", "收集小时数", "0.5", "72", unit="h", aliases=("收集小时", "收集时间")),
        boolean("fluid_overload_or_oliguria", "少尿或容量负荷过重", aliases=("少尿", "水负荷过重", "容量过重"),
                role="information"),
        quantity("flc_involved_before", "flc", label="治疗前受累游离轻链", aliases=("治疗前FLC", "基线FLC", "治疗前游离轻链")),
        quantity("flc_involved_now", "flc", label="目前受累游离轻链", aliases=("目前FLC", "复查FLC", "目前游离轻链")),
    ),
    rule=support_rule,
    rule_zh="尿量目标 100–150 mL/h（NCCN）；24 h 尿量 >2000 mL（MSD）；受累游离轻链下降 ≥50%。",
    sources=(Source("nccn-mm-2022v5", "MYEL-J"), Source("nccn-mm-2022v5", "MS-34"), Source("msd-mm-2024", "肾脏损害")),
    words=URINE_WORDS,
    aliases=("水化目标", "尿量目标", "轻链清除", "水化尿量"),
)  # fmt: skip
