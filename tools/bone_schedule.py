"""Interval, duration and stopping of bone-targeted drugs."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tools.bone import DRUG
from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import boolean, choice, number
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.shared_inputs import RESPONSE_OPTIONS

YEAR, TWO_YEARS, REBOUND = Fraction(12), Fraction(24), Fraction(6)
AT_LEAST_VGPR = ("sCR", "CR", "VGPR")
RESPONSE = choice("response", "疗效（IMWG）", RESPONSE_OPTIONS, aliases=("疗效", "疗效评价", "缓解程度"))
INTERVAL_WORDS = {
    "monthly": "每月 1 次",
    "every_2_3_months": "每 2～3 个月 1 次",
    "clinical_judgement": "满 2 年后由临床判断",
    "monthly_until_vgpr_or_judgement": "未达 VGPR：继续每月 1 次至达到，或由临床判断",
}
ACTION_WORDS = {
    "continue": "继续每月 1 次",
    "may_reduce_frequency": "已满 12 个月且疗效 ≥VGPR，可降为每 2～3 个月 1 次",
    "review_after_2_years": "已满 2 年，是否继续由临床判断",
    "restart": "生化复发，重新开始骨靶向治疗",
    "give_denosumab_q6m_or_one_bisphosphonate": "停地舒单抗后应每 6 个月 1 次地舒单抗，或用 1 次双膦酸盐",
    "follow_up": "停药后密切随访，一旦生化复发即重启",
}
ACTION_OF: Mapping[str, str] = {
    "monthly": "continue",
    "every_2_3_months": "may_reduce_frequency",
    "clinical_judgement": "review_after_2_years",
    "monthly_until_vgpr_or_judgement": "review_after_2_years",
}
BASE_MONITORING = ("calcium_monthly", "vitamin_d_monthly", "phosphate_monthly", "magnesium_monthly")
MONITORING_WORDS = {
    "calcium_monthly": "血钙", "vitamin_d_monthly": "维生素 D", "phosphate_monthly": "血磷", "magnesium_monthly": "血镁",
    "crcl_monthly": "肌酐清除率", "urine_albumin_monthly": "尿白蛋白",
}  # fmt: skip


@dataclass(frozen=True)
class _Plan:
    """What remains possible, as codes of actions or intervals, and what would settle it."""

    possible: tuple[str, ...]
    missing: tuple[str, ...]
    codes: tuple[str, ...] = ()


def monitoring(drug: str) -> tuple[str, ...]:
    """Monthly tests while the drug is given (CSCO 5.2.2, recommendations 6 and 7)."""
    if drug == "denosumab":
        return BASE_MONITORING
    return (*BASE_MONITORING, "crcl_monthly", *(("urine_albumin_monthly",) if drug == "pamidronate" else ()))


def _stopped(v: Values) -> bool | None:
    stated, months = v.flag("stopped"), v.num("months_since_stop")
    if stated is False and months is not None:
        message = f"“已停药”填为否，却填了停药月数 {show(months)}，请核对"
        raise CalculatorInputError(FieldError("months_since_stop", "inconsistent", message))
    return True if months is not None else stated


def _after_stop(v: Values, drug: str) -> _Plan:
    """After stopping: relapse first, then the rebound after denosumab (CSCO 3.4(3))."""
    relapse = v.flag("biochemical_relapse")
    if relapse:
        return _Plan(("restart",), ())
    missing = v.unknown("biochemical_relapse")
    uncovered = drug == "denosumab" and v.flag("post_denosumab_cover_given") is not True
    if not uncovered:
        return _Plan(("restart", "follow_up") if relapse is None else ("follow_up",), missing)
    months = v.num("months_since_stop")
    codes = ("denosumab_cover_overdue",) if months is not None and months >= REBOUND else ()
    give = "give_denosumab_q6m_or_one_bisphosphonate"
    missing += v.unknown("post_denosumab_cover_given", "months_since_stop")
    return _Plan(("restart", give) if relapse is None else (give,), missing, codes)


def _bisphosphonate_intervals(months: Fraction, good: bool | None) -> tuple[str, ...]:
    if months < YEAR:
        return ("monthly",)
    if months < TWO_YEARS:
        return {True: ("every_2_3_months",), False: ("monthly",), None: ("monthly", "every_2_3_months")}[good]
    return ("monthly_until_vgpr_or_judgement",) if good is False else ("clinical_judgement",)


def _running_intervals(drug: str, months: Fraction | None, good: bool | None) -> tuple[str, ...]:
    """Intervals that remain possible while the drug is given (CSCO 3.4(1)-(2))."""
    # One month from each stretch in which the rule is constant stands for an unknown duration.
    stretches = (Fraction(0), YEAR, TWO_YEARS) if months is None else (months,)
    goods = (True, False) if months is None and good is None else (good,)
    if drug == "denosumab":
        found = ["monthly" if m < TWO_YEARS else "clinical_judgement" for m in stretches]
    else:
        found = [interval for m in stretches for g in goods for interval in _bisphosphonate_intervals(m, g)]
    return tuple(dict.fromkeys(found))


def _while_running(v: Values, drug: str) -> _Plan:
    months, response = v.num("months_on_treatment"), v.code("response")
    good = None if response is None else response in AT_LEAST_VGPR
    intervals = _running_intervals(drug, months, good)
    missing = v.unknown("months_on_treatment", "stopped")
    codes: list[str] = []
    if drug == "denosumab":
        codes += ["denosumab_until_vs_at_least_2y"] if "clinical_judgement" in intervals else []
        return _Plan(intervals, missing, tuple(codes))
    if months is None or months >= YEAR:
        missing += v.unknown("response")
    if "every_2_3_months" in intervals:
        codes.append("interval_2_3_vs_3_months")
    if drug != "zoledronic_acid":
        codes.append("text_only_zoledronic")
    if "monthly_until_vgpr_or_judgement" in intervals:
        codes.append("lt_vgpr_at_24_months")
    return _Plan(intervals, missing, tuple(codes))


def _steps(v: Values, drug: str, stopped: bool | None) -> tuple[str, ...]:
    steps = [
        f"药物：{DRUG.label_of(drug)}",
        f"已停药：{'未知（按用药中）' if stopped is None else '是' if stopped else '否'}",
    ]
    months, response, since = v.num("months_on_treatment"), v.code("response"), v.num("months_since_stop")
    if months is not None and not stopped:
        side = "<12" if months < YEAR else "12–<24" if months < TWO_YEARS else "≥24"
        steps.append(f"已用 {show(months)} 个月（{side}）")
    if response is not None and not stopped:
        steps.append(f"疗效 {response}：{'≥' if response in AT_LEAST_VGPR else '<'} VGPR")
    if since is not None:
        steps.append(f"停药 {show(since)} 个月（{'≥' if since >= REBOUND else '<'} 6）")
    if stopped:
        relapse = v.flag("biochemical_relapse")
        steps.append(f"生化复发：{'未知' if relapse is None else '是' if relapse else '否'}")
    return tuple(steps)


def _sentence(drug: str, action: str, interval: str | None, tests: tuple[str, ...]) -> str:
    text = f"{DRUG.label_of(drug)}：{ACTION_WORDS[action]}。"
    if interval is not None and action in ("review_after_2_years", "restart"):
        text += f"间隔：{INTERVAL_WORDS[interval]}。"
    if tests:
        text += f"每月监测：{'、'.join(MONITORING_WORDS[t] for t in tests)}。"
    if drug == "denosumab":
        return text + "地舒单抗无需监测肾功能，不可无覆盖地中断（CSCO 3.4、推荐意见(5)(7)）。"
    return text + "停双膦酸盐前评估骨折风险：性别、年龄、人种、体重指数、全身疾病、激素用量（CSCO 3.4）。"


def schedule_rule(v: Values) -> Outcome:
    """Interval and duration of a bone-targeted drug, in months of treatment (CSCO 3.4; NCCN MYEL-H)."""
    drug = v.code("drug")
    stopped = _stopped(v)
    if drug is None:
        return Outcome({"action": None, "interval": None}, determined=False, missing=("drug",))
    plan = _after_stop(v, drug) if stopped else _while_running(v, drug)
    notices: tuple[Notice, ...] = tuple(map(notice, plan.codes))
    steps = _steps(v, drug, stopped)
    if len(plan.possible) > 1:
        result = {"action": None, "interval": None, "monitoring": () if stopped else monitoring(drug)}
        return Outcome(result, determined=False, possible=plan.possible, missing=plan.missing, notices=notices,
                       steps=steps)  # fmt: skip
    found = plan.possible[0]
    action = found if stopped else ACTION_OF[found]
    interval = ("monthly" if action == "restart" else None) if stopped else found
    tests = () if action == "follow_up" else monitoring(drug)
    return Outcome({"action": action, "interval": interval, "monitoring": tests}, _sentence(drug, action, interval, tests),
                   missing=plan.missing, notices=notices, steps=(*steps, f"→ {ACTION_WORDS[action]}"))  # fmt: skip


BONE_SCHEDULE = Calculator(
    name="bone_agent_schedule",
    title="骨靶向药物间隔、疗程与停药",
    field="骨病",
    purpose="双膦酸盐或地舒单抗的用药间隔、疗程、停药后处理与监测",
    inputs=(
        DRUG,
        number("months_on_treatment", "已用药月数", "0", "600", unit="个月", aliases=("用药时间", "已用", "治疗月数")),
        RESPONSE,
        boolean("stopped", "已停药", aliases=("停药", "已停")),
        number("months_since_stop", "停药月数", "0", "600", unit="个月", aliases=("停药时间",)),
        boolean("biochemical_relapse", "生化复发", aliases=("生化复发", "M蛋白升高复发", "生化进展")),
        boolean("post_denosumab_cover_given", "停地舒单抗后已用防反弹药物",
                aliases=("停药后已用双膦酸盐", "防反弹", "停药后唑来膦酸"),
                help="停地舒单抗后已用 1 次双膦酸盐，或每 6 个月 1 次地舒单抗"),
    ),
    rule=schedule_rule,
    rule_zh="双膦酸盐：每月 1 次至少 12 个月；满 12 个月且 ≥VGPR 可每 2～3 个月 1 次，未达 VGPR 继续每月；满 24 个月由临床判断。"
            "地舒单抗：每月 1 次至 2 年。停药后生化复发即重启；停地舒单抗须每 6 个月 1 次地舒单抗或 1 次双膦酸盐防反弹。",
    sources=(Source("csco-mbd-2024", "3.4"), Source("csco-mbd-2024", "推荐意见(3)–(7)"),
             Source("csco-mbd-2024", "5.2.2"), Source("nccn-mm-2022v5", "MYEL-H")),
    words={**INTERVAL_WORDS, **ACTION_WORDS},
    always=("nccn_interval_1_or_3_months",),
    aliases=("双膦酸盐间隔", "双膦酸盐疗程", "骨靶向药物疗程", "唑来膦酸多久一次", "地舒单抗疗程", "地舒单抗停药"),
)  # fmt: skip
