"""Kidney biopsy in suspected monoclonal gammopathy of renal significance (MGRS)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from itertools import product
from typing import Any

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import boolean, date, integer, number, quantity
from tools.logic import all_true, any_true, negate
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import rounded, show
from tools.shared_inputs import EGFR

FIELD = "相关丙种球蛋白病"
PROTEINURIA = quantity(
    "proteinuria", "urine", label="24 h 尿蛋白",
    aliases=("24小时尿蛋白", "24h尿蛋白", "24h尿蛋白定量", "尿蛋白定量", "UTP", "24hUTP", "蛋白尿"),
)  # fmt: skip
ACR = quantity(
    "acr", "acr", label="尿白蛋白/肌酐", aliases=("ACR", "UACR", "尿ACR", "尿白蛋白肌酐比", "尿微量白蛋白/肌酐")
)
DECLINE = number(
    "egfr_decline_per_year", "eGFR 每年下降值", "-100", "200", unit="mL/min", aliases=("eGFR年下降", "eGFR每年下降", "GFR每年下降"),
    help="下降为正，上升为负；也可改填较早一次 eGFR 及两次日期",
)  # fmt: skip
FAST, GFR_LIMIT, PROTEIN_LIMIT = Fraction(2), Fraction(60), Fraction(1000)
DAYS_PER_YEAR = Fraction("365.25")


@dataclass(frozen=True)
class Findings:
    """What decides the box of MGRS-1, each reduced to the classes the page tells apart; None is unknown.

    `aki` is 0, 1 (stage 1 or 2) or 3; `acr` is 0 (<3), 1 (3–30) or 2 (>30 mg/mmol).
    """

    aki: int | None
    low_gfr: bool | None
    fast_decline: bool | None
    proteinuria: bool | None
    acr: int | None
    fanconi: bool | None
    light_chain: bool | None
    urinalysis_normal: bool | None
    stable: bool | None


_ASKED = {
    "aki": "aki_stage", "low_gfr": "egfr", "fast_decline": "egfr_decline_per_year", "proteinuria": "proteinuria",
    "acr": "acr", "fanconi": "fanconi", "light_chain": "light_chain_proteinuria",
    "urinalysis_normal": "urinalysis_normal", "stable": "egfr_stable",
}  # fmt: skip
_CLASSES: dict[str, tuple[int, ...]] = {"aki": (0, 1, 3), "acr": (0, 1, 2)}


def recommend_criteria(f: Findings) -> dict[str, bool | None]:
    """Criteria of the box "biopsy recommended" (MGRS-1)."""
    return {
        "aki_3": None if f.aki is None else f.aki == 3,
        "egfr_lt60_decline_gt2": all_true(f.low_gfr, f.fast_decline),
        "proteinuria_gt_1g": f.proteinuria,
        "acr_gt_30": None if f.acr is None else f.acr == 2,
        "fanconi": f.fanconi,
    }


def consider_criteria(f: Findings) -> dict[str, bool | None]:
    """Criteria of the box "biopsy considered" (MGRS-1)."""
    return {
        "aki_1_2": None if f.aki is None else f.aki == 1,
        "egfr_lt60_decline_le2": all_true(f.low_gfr, negate(f.fast_decline)),
        "acr_3_30_or_gfr_lt60": any_true(_acr_3_30(f), f.low_gfr),
        "light_chain_proteinuria": f.light_chain,
    }


def _acr_3_30(f: Findings) -> bool | None:
    return None if f.acr is None else f.acr == 1


def _defer_conditions(f: Findings) -> tuple[bool | None, ...]:
    return f.stable, f.urinalysis_normal, negate(f.light_chain)


def box(f: Findings) -> str:
    """The box of MGRS-1 for fully known findings, in order of priority."""
    if any(recommend_criteria(f).values()):
        return "recommend"
    if any(consider_criteria(f).values()):
        return "consider"
    return "defer" if all(_defer_conditions(f)) else "not_covered"


def _completions(f: Findings, names: tuple[str, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    for values in product(*(_CLASSES.get(name, (True, False)) for name in names)):
        completed: dict[str, Any] = dict(zip(names, values, strict=True))
        yield values, box(replace(f, **completed))


def remaining(f: Findings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The boxes that can still result and the inputs that can still change the box."""
    unknown = tuple(field.name for field in fields(f) if getattr(f, field.name) is None)
    found = dict(_completions(f, unknown))
    deciding = []
    for position, name in enumerate(unknown):
        groups: dict[tuple[int, ...], set[str]] = {}
        for values, result in found.items():
            groups.setdefault(values[:position] + values[position + 1 :], set()).add(result)
        if any(len(results) > 1 for results in groups.values()):
            deciding.append(_ASKED[name])
    boxes = set(found.values())
    return tuple(b for b in BOX_WORDS if b in boxes), tuple(deciding)


@dataclass(frozen=True)
class Slope:
    """Yearly decline of eGFR [mL/min per year; falling is positive]."""

    value: Fraction | None
    notices: tuple[Notice, ...] = ()
    steps: tuple[str, ...] = ()


def _days_between(earlier: dt.date | None, later: dt.date | None) -> int | None:
    if earlier is None or later is None:
        return None
    days = (later - earlier).days
    if days <= 0:
        message = f"较早一次 eGFR 的日期 {earlier} 不早于本次日期 {later}，请核对"
        raise CalculatorInputError(FieldError("egfr_earlier_date", "inconsistent", message))
    return days


def _slope(v: Values) -> Slope:
    stated = v.num("egfr_decline_per_year")
    now, earlier = v.num("egfr"), v.num("egfr_earlier")
    days = _days_between(v.day("egfr_earlier_date"), v.day("egfr_date"))
    if now is None or earlier is None or days is None:
        return Slope(stated)
    computed = (earlier - now) * DAYS_PER_YEAR / days
    if stated is not None and (stated > FAST) != (computed > FAST):
        message = f"所填 eGFR 每年下降值 {show(stated)} 与两次 eGFR 推出的 {show(computed, 2)} 分居 2 的两侧，请核对"
        raise CalculatorInputError(FieldError("egfr_decline_per_year", "inconsistent", message))
    if stated is not None:
        return Slope(stated)
    step = f"eGFR 每年下降 =（{show(earlier)} − {show(now)}）× 365.25 ÷ {days} 天 = {show(computed, 2)} mL/min"
    return Slope(computed, (notice("slope_interval_short"),) if days < 90 else (), (step,))


def _above(value: Fraction | None, limit: Fraction) -> bool | None:
    return None if value is None else value > limit


def _findings(v: Values, decline: Fraction | None) -> Findings:
    aki, egfr, acr = v.num("aki_stage"), v.num("egfr"), v.num("acr")
    return Findings(
        aki=None if aki is None else {0: 0, 3: 3}.get(int(aki), 1),
        low_gfr=None if egfr is None else egfr < GFR_LIMIT,
        fast_decline=_above(decline, FAST),
        proteinuria=_above(v.num("proteinuria"), PROTEIN_LIMIT),
        acr=None if acr is None else (0 if acr < 3 else 1 if acr <= 30 else 2),
        fanconi=v.flag("fanconi"),
        light_chain=v.flag("light_chain_proteinuria"),
        urinalysis_normal=v.flag("urinalysis_normal"),
        stable=v.flag("egfr_stable"),
    )


def _biopsy_notices(v: Values, f: Findings, decline: Fraction | None, final: str | None) -> tuple[Notice, ...]:
    strong = [name for name, state in recommend_criteria(f).items() if state]
    codes = []
    if not strong and (_acr_3_30(f) is True) != (f.low_gfr is True):
        codes.append("acr_gfr_or_vs_and")
    if strong in (["proteinuria_gt_1g"], ["acr_gt_30"]):
        codes.append("proteinuria_acr_or_vs_and")
    if decline == FAST and f.low_gfr is not False:
        codes.append("decline_exactly_2")
    if final == "not_covered" and any_true(*_defer_conditions(f)):
        codes.append("defer_and_vs_or")
    close = near(EGFR, v.num("egfr"), GFR_LIMIT) + near(DECLINE, decline, FAST)
    close += near(PROTEINURIA, v.num("proteinuria"), PROTEIN_LIMIT) + near(ACR, v.num("acr"), "3", "30")
    return tuple(notice(code) for code in codes) + close


def _word(state: bool | None) -> str:
    return "未知" if state is None else ("是" if state else "否")


def _biopsy_steps(f: Findings) -> tuple[str, ...]:
    strong, weak = recommend_criteria(f), consider_criteria(f)
    defer = dict(zip(("eGFR 稳定", "尿液分析正常", "无轻链蛋白尿"), _defer_conditions(f), strict=True))
    return (
        "建议活检（任一）：" + "；".join(f"{BIOPSY_WORDS[n]} {_word(s)}" for n, s in strong.items()),
        "考虑活检（任一）：" + "；".join(f"{BIOPSY_WORDS[n]} {_word(s)}" for n, s in weak.items()),
        "延迟活检（须全部）：" + "；".join(f"{n} {_word(s)}" for n, s in defer.items()),
    )


def _biopsy_criteria(f: Findings, final: str | None) -> tuple[str, ...]:
    if final in ("defer", "not_covered"):
        return ()
    table = recommend_criteria(f) if final == "recommend" else consider_criteria(f)
    return tuple(name for name, state in table.items() if state)


def mgrs_biopsy_rule(v: Values) -> Outcome:
    """Kidney biopsy in suspected MGRS (NCCN MGRS-1); eGFR in mL/min/1.73m², ACR in mg/mmol, protein in mg/24h."""
    slope = _slope(v)
    shown = None if slope.value is None else rounded(slope.value, 2)
    if v.flag("symptomatic_mm"):
        final = "not_applicable_symptomatic_mm"
        result: dict[str, object] = {
            "recommendation": final,
            "criteria": (),
            "egfr_decline_per_year": shown,
            "at_least": None,
        }
        return Outcome(result, _BIOPSY_SENTENCES[final], steps=("症状性 MM：是 → 肾损伤不属 MGRS",))
    f = _findings(v, slope.value)
    boxes, deciding = remaining(f)
    final_box = boxes[0] if len(boxes) == 1 else None
    criteria = _biopsy_criteria(f, final_box)
    at_least = "consider" if final_box is None and criteria else None
    result = {"recommendation": final_box, "criteria": criteria, "egfr_decline_per_year": shown, "at_least": at_least}
    notices = slope.notices + _biopsy_notices(v, f, slope.value, final_box)
    steps = slope.steps + _biopsy_steps(f)
    missing = deciding + v.unknown("symptomatic_mm")
    reasons = "、".join(BIOPSY_WORDS[name] for name in criteria)
    if final_box is None:
        sentence = f"至少为考虑肾活检（{reasons}）。" if at_least else ""
        return Outcome(result, sentence, determined=False, possible=boxes, missing=missing,
                       notices=notices, steps=steps)  # fmt: skip
    sentence = _BIOPSY_SENTENCES[final_box].format(reasons=reasons)
    return Outcome(result, sentence, missing=missing, notices=notices, steps=(*steps, f"→ {BOX_WORDS[final_box]}"))


BOX_WORDS = {"recommend": "建议肾活检", "consider": "考虑肾活检", "defer": "延迟肾活检", "not_covered": "流程图未覆盖"}
BIOPSY_WORDS = {
    **BOX_WORDS, "not_applicable_symptomatic_mm": "症状性 MM，不适用",
    "aki_3": "AKI 3 期", "egfr_lt60_decline_gt2": "eGFR <60 且每年下降 >2 mL/min", "proteinuria_gt_1g": "尿蛋白 >1 g/24h",
    "acr_gt_30": "ACR >30 mg/mmol", "fanconi": "范科尼综合征", "aki_1_2": "AKI 1–2 期",
    "egfr_lt60_decline_le2": "eGFR <60 且每年下降 ≤2 mL/min", "acr_3_30_or_gfr_lt60": "ACR 3–30 mg/mmol 或 GFR <60",
    "light_chain_proteinuria": "轻链蛋白尿",
}  # fmt: skip
_WORK_UP = "活检组织做光镜、电镜及 IgG 亚型、IgA、IgM、κ、λ 免疫荧光，沉积的单克隆蛋白须与血、尿 M 蛋白一致；确诊后按 MGRS-2 处理。"
_BIOPSY_SENTENCES = {
    "recommend": "建议行肾活检（{reasons}），依据 NCCN MGRS-1。" + _WORK_UP,
    "consider": "考虑行肾活检（{reasons}），依据 NCCN MGRS-1。" + _WORK_UP,
    "defer": "延迟肾活检：eGFR 稳定、尿液分析正常且无轻链蛋白尿，依据 NCCN MGRS-1。",
    "not_covered": "NCCN MGRS-1 流程图未覆盖此种情况，是否肾活检须个体化决定。",
    "not_applicable_symptomatic_mm": "症状性 MM 的肾损伤不属于 MGRS（NCCN MS-35），按 MYEL-J 处理；若蛋白尿以轻链为主、游离轻链高"
    "且肾损伤可归因于 MM，可不做肾活检，不能完全解释时应做（MS-34）。",
}

MGRS_BIOPSY = Calculator(
    name="mgrs_biopsy",
    title="疑似 MGRS 的肾活检指征",
    field=FIELD,
    purpose="疑似具有肾脏意义的单克隆丙种球蛋白病时，是否需要肾活检",
    inputs=(
        boolean("symptomatic_mm", "症状性（活动性）MM", aliases=("症状性骨髓瘤", "活动性骨髓瘤", "活动性MM", "症状性MM")),
        integer("aki_stage", "AKI 分期（0 为无 AKI）", 0, 3, aliases=("AKI分期", "急性肾损伤分期", "AKI", "急性肾损伤", "KDIGO")),
        EGFR, DECLINE,
        quantity("egfr_earlier", "egfr", label="较早一次 eGFR", aliases=("既往eGFR", "上次eGFR"), role="option"),
        date("egfr_earlier_date", "较早一次 eGFR 的日期", role="option"),
        date("egfr_date", "本次 eGFR 的日期", role="option"),
        PROTEINURIA, ACR,
        boolean("fanconi", "范科尼综合征", aliases=("范可尼综合征", "范科尼综合征", "Fanconi", "Fanconi综合征")),
        boolean("light_chain_proteinuria", "轻链蛋白尿", aliases=("轻链蛋白尿", "本周蛋白尿", "本周氏蛋白", "尿轻链阳性")),
        boolean("urinalysis_normal", "尿液分析正常", aliases=("尿常规正常", "尿检正常", "尿液分析正常")),
        boolean("egfr_stable", "eGFR 稳定", aliases=("eGFR稳定", "肾功能稳定")),
    ),
    rule=mgrs_biopsy_rule,
    rule_zh="建议活检（任一）：AKI 3 期；eGFR <60 且每年下降 >2；尿蛋白 >1 g/24h；ACR >30 mg/mmol；范科尼综合征。"
            "考虑（任一）：AKI 1–2 期；eGFR <60 且每年下降 ≤2；ACR 3–30 或 GFR <60；轻链蛋白尿。"
            "延迟（全部）：eGFR 稳定、尿液分析正常、无轻链蛋白尿。症状性 MM 不适用。",
    sources=(Source("nccn-mm-2022v5", "MGRS-1"), Source("nccn-mm-2022v5", "MS-34、MS-35"),
             Source("LIT", "Leung 2019, doi:10.1038/s41581-018-0077-4")),
    words=BIOPSY_WORDS,
    aliases=("MGRS肾活检", "肾活检", "肾穿刺", "肾穿", "MGRS"),
)  # fmt: skip
