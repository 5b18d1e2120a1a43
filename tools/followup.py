"""Follow-up intervals and imaging after diagnosis or treatment."""

import datetime as dt
from dataclasses import dataclass

from tools.calculator import Calculator, Outcome, Source, Values
from tools.dates import plus_months
from tools.inputs import Option, boolean, choice, date
from tools.messages import notice

NCCN, CSCO = "nccn-mm-2022v5", "csco-mbd-2024"


@dataclass(frozen=True)
class Plan:
    """Follow-up of one diagnosis: visit interval in months, imaging rule, number of yearly images, notice."""

    label: str
    visits: tuple[int, int] | None
    imaging: str = "yearly_or_indicated"
    images: int = 1
    code: str = ""


PLANS = {
    "solitary_plasmacytoma": Plan(
        "孤立性浆细胞瘤", (3, 6), "yearly_at_least_5_years", 5, "sp_imaging_5y_then_symptoms"
    ),
    "SMM_low": Plan("低危冒烟型骨髓瘤", (3, 6)),
    "SMM_high": Plan("高危冒烟型骨髓瘤", (3, 3)),
    "SMM": Plan("冒烟型骨髓瘤（未分层）", (3, 6), code="smm_risk_unspecified"),
    "MM": Plan("多发性骨髓瘤", None, code="mm_interval_not_fixed"),
}
IMAGING_WORDS = {
    "yearly_at_least_5_years": "每年一次，至少 5 年，沿用诊断时的技术",
    "yearly_or_indicated": "每年一次或有指征时",
}


def _interval(plan: Plan) -> str:
    if plan.visits is None:
        return "原文未规定固定的随访间隔"
    low, high = plan.visits
    return f"每 {low} 个月随访" if low == high else f"每 {low}–{high} 个月随访"


def _days(plan: Plan, start: dt.date | None) -> tuple[tuple[dt.date, dt.date] | None, tuple[dt.date, ...]]:
    if start is None:
        return None, ()
    window = (plus_months(start, plan.visits[0]), plus_months(start, plan.visits[1])) if plan.visits else None
    return window, tuple(plus_months(start, 12 * year) for year in range(1, plan.images + 1))


def _due(window: tuple[dt.date, dt.date] | None, images: tuple[dt.date, ...], today: dt.date | None) -> str:
    """How the planned days stand to today."""
    if today is None:
        return ""
    parts = []
    if window:
        state = "未到" if today < window[0] else ("已超过，请尽快随访" if today > window[1] else "正在窗口内")
        parts.append(f"今天 {today}，随访时间{state}")
    ahead = [day for day in images if day >= today]
    parts.append(f"下一次影像 {ahead[0]}" if ahead else "所列影像日期均已过")
    return "；".join(parts) + "。"


def followup_rule(v: Values) -> Outcome:
    """Visits and imaging (NCCN MYEL-2, MYEL-3, MYEL-4, MYEL-B; CSCO 5.2.1) counted in months from `start_date`."""
    diagnosis, start = v.code("diagnosis"), v.day("start_date")
    if diagnosis is None:
        return Outcome(
            {"visit_months": None, "imaging": None}, determined=False, missing=v.unknown("diagnosis", "start_date")
        )
    plan = PLANS[diagnosis]
    window, images = _days(plan, start)
    fewer = diagnosis == "solitary_plasmacytoma" and v.flag("soft_tissue_or_head_neck") is True
    result = {
        "visit_months": plan.visits, "imaging": plan.imaging, "next_visit_window": window,
        "imaging_dates": images or None, "note": "less_frequent_after_first_3_months" if fewer else None,
    }  # fmt: skip
    sentence = f"{plan.label}：{_interval(plan)}"
    sentence += f"，下次 {' 至 '.join(dict.fromkeys(map(str, window)))}" if window else ""
    sentence += (
        f"；影像：{IMAGING_WORDS[plan.imaging]}" + (f"（{'、'.join(map(str, images))}）" if images else "") + "。"
    )
    sentence += "软组织和头颈部浆细胞瘤在最初 3 个月后可减少随访次数（MYEL-2 脚注 m）。" if fewer else ""
    sentence += "骨病影像每年一次或按指征，方法与诊断时一致（CSCO 5.2.1）。" if diagnosis == "MM" else ""
    sentence += "在用骨靶向药物：另按骨靶向药物用药间隔计算器的监测项目。" if v.flag("on_bone_agent") else ""
    sentence += _due(window, images, v.day("today"))
    steps = [f"{plan.label} → {_interval(plan)}；影像{IMAGING_WORDS[plan.imaging]}"]
    steps += [f"{start} 起算：随访窗口 {window[0]} 至 {window[1]}"] if window else []
    notices = (notice(plan.code),) if plan.code else ()
    return Outcome(result, sentence, missing=v.unknown("start_date"), notices=notices, steps=tuple(steps))


FOLLOWUP = Calculator(
    name="followup_schedule",
    title="随访时间表",
    field="随访",
    purpose="孤立性浆细胞瘤、冒烟型和多发性骨髓瘤的随访间隔与影像安排",
    inputs=(
        choice("diagnosis", "诊断", (
            Option("solitary_plasmacytoma", "孤立性浆细胞瘤", ("孤立性骨浆细胞瘤", "髓外浆细胞瘤", "浆细胞瘤", "SP")),
            Option("SMM_low", "低危冒烟型骨髓瘤", ("低危SMM", "低危冒烟型", "SMM低危")),
            Option("SMM_high", "高危冒烟型骨髓瘤", ("高危SMM", "高危冒烟型", "SMM高危")),
            Option("SMM", "冒烟型骨髓瘤", ("冒烟型", "SMM", "冒烟型多发性骨髓瘤", "无症状骨髓瘤")),
            Option("MM", "多发性骨髓瘤", ("骨髓瘤", "活动性骨髓瘤", "症状性骨髓瘤")),
        ), aliases=("诊断",)),
        date("start_date", "起算日期（诊断、治疗结束或上次随访）", aliases=("诊断日期", "治疗结束日期", "上次随访", "末次随访")),
        date("today", "今天的日期", aliases=("今天",), role="option"),
        boolean("soft_tissue_or_head_neck", "软组织或头颈部浆细胞瘤", aliases=("头颈部", "软组织浆细胞瘤"), role="information"),
        boolean("on_bone_agent", "在用骨靶向药物", aliases=("在用双膦酸盐", "在用唑来膦酸", "在用地舒单抗"), role="information"),
    ),
    rule=followup_rule,
    rule_zh="孤立性浆细胞瘤：每 3–6 个月，影像每年一次至少 5 年；低危冒烟型：3–6 个月；高危冒烟型：3 个月；冒烟型与 MM 影像每年一次或有指征时；"
            "MM 的随访间隔原文未规定。",
    sources=(Source(NCCN, "MYEL-2"), Source(NCCN, "MYEL-3"), Source(NCCN, "MYEL-4"), Source(NCCN, "MYEL-B"),
             Source(CSCO, "5.2.1")),
    words={code: plan.label for code, plan in PLANS.items()},
    aliases=("随访", "随访间隔", "复查时间", "随访计划", "多久复查", "多久随访"),
)  # fmt: skip
