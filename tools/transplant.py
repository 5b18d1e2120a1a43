"""Rules on haematopoietic stem-cell transplantation: induction, after the first transplant, relapse."""

from collections.abc import Callable
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import Input, Kind, Option, boolean, choice, number
from tools.logic import any_true
from tools.messages import Notice, notice
from tools.numbers import show
from tools.shared_inputs import DRUG_OPTIONS, RESPONSE_OPTIONS

NCCN = "nccn-mm-2022v5"
MYELOTOXIC = frozenset({"melphalan", "nitrosourea", "bendamustine", "cyclophosphamide"})
STEM_CELL_LIMITING = frozenset({"lenalidomide", "daratumumab"})
AT_LEAST_VGPR = ("sCR", "CR", "VGPR")
REMISSION = number(
    "remission_months", "前次自体移植后缓解时间", "0", "600", unit="月",
    aliases=("缓解时间", "缓解期", "移植后缓解", "移植后复发时间"), help="从前次自体移植到证实进展",
)  # fmt: skip


def _induction(v: Values) -> Outcome:
    candidate, collected, drugs = v.flag("candidate"), v.flag("stem_cells_collected"), v.codes("planned_drugs")
    if candidate is None:
        possible = ("refer_hct_centre", "reassess_hct_centre")
        return Outcome({"advice": None}, "", False, possible, ("candidate",))
    if candidate is False:
        return _answer(v, ("reassess_hct_centre",))
    advice, missing = ["refer_hct_centre"], v.unknown("stem_cells_collected")
    if not collected:
        planned = frozenset(drugs or ())
        advice.append("collect_for_two_transplants")
        advice += ["limit_myelotoxic_before_collection"] if planned & MYELOTOXIC else []
        advice += ["collect_before_prolonged_len_dara"] if planned & STEM_CELL_LIMITING else []
        missing += v.unknown("planned_drugs")
    return _answer(v, tuple(advice), missing)


def _after_first(v: Values) -> Outcome:
    response = v.code("response_after_first")
    if response == "PD":
        return _answer(v, ("treat_as_relapse",))
    below = None if response is None else response not in AT_LEAST_VGPR
    tandem = any_true(below, v.flag("high_risk"))
    missing = v.unknown("response_after_first", *(() if tandem else ("high_risk",)))
    if tandem is None:
        progressed = ("treat_as_relapse",) if response is None else ()
        possible = ("consider_tandem", "maintenance_or_trial", *progressed)
        risk = "无" if v.flag("high_risk") is False else "未知"
        steps = (f"第一次移植后疗效：{response or '未知'}；高危特征：{risk}",)
        return Outcome({"advice": None}, "", False, possible, missing, (), steps)
    advice = ("consider_tandem", "maintenance_or_trial") if tandem else ("maintenance_or_trial",)
    return _answer(v, advice, missing)


def second_transplant(months: Fraction) -> str:
    """Advice on a second autologous transplant by months of remission: from 36, from 24, below 24."""
    if months >= 36:
        return "second_asct_considered"
    return "second_asct_borderline" if months >= 24 else "second_asct_not_supported"


def _relapse_notices(months: Fraction) -> tuple[Notice, ...]:
    stated = {
        "second_asct_2_3_years": 24 <= months < 36,
        "second_asct_9_months_text": 9 < months < 24,
        "trial_threshold_18_months": 18 <= months < 24,
    }
    return tuple(notice(code) for code, holds in stated.items() if holds)


def _relapse(v: Values) -> Outcome:
    months = v.num("remission_months")
    if months is None:
        possible = ("second_asct_considered", "second_asct_borderline", "second_asct_not_supported")
        return Outcome({"advice": None}, "", False, possible, ("remission_months",))
    step = f"缓解时间 {show(months)} 个月（界值 24、36 个月）"
    outcome = _answer(v, (second_transplant(months), "trial_or_relapse_regimen"))
    return Outcome(outcome.result, outcome.sentence, notices=_relapse_notices(months), steps=(step, *outcome.steps))


def _answer(v: Values, advice: tuple[str, ...], missing: tuple[str, ...] = ()) -> Outcome:
    sentence = "；".join(ADVICE_WORDS[a] for a in advice) + "。"
    if v.code("phase") != "induction" and v.flag("candidate") is False:
        sentence += "所填为不适合移植，移植须由移植中心重新评估。"
    if v.code("phase") == "after_first_asct" and not v.has("response_after_first"):
        sentence += "若第一次移植后已进展，按复发处理。"
    return Outcome({"advice": advice}, sentence, missing=missing, steps=tuple(f"→ {ADVICE_WORDS[a]}" for a in advice))


_PHASES: dict[str, Callable[[Values], Outcome]] = {
    "induction": _induction, "after_first_asct": _after_first, "relapse_after_asct": _relapse,
}  # fmt: skip


def transplant_rule(v: Values) -> Outcome:
    """Transplant advice by phase (NCCN MYEL-4, MYEL-6, MYEL-F, MS-17, MS-19); remission in months."""
    phase = v.code("phase")
    if phase is None:
        return Outcome({"advice": None}, determined=False, missing=("phase",))
    return _PHASES[phase](v)


ADVICE_WORDS = {
    "refer_hct_centre": "转诊移植中心评估（MYEL-4、MS-17）",
    "reassess_hct_centre": "请移植中心重新评估，肾功能不全和高龄不是绝对禁忌（MYEL-4 脚注 x）",
    "collect_for_two_transplants": "采集够两次移植用的干细胞（MYEL-4；MS-19：至少一次，年轻患者两次）",
    "limit_myelotoxic_before_collection": "采集前限制烷化剂、亚硝基脲等骨髓毒性药物（MYEL-F）",
    "collect_before_prolonged_len_dara": "长时间用来那度胺或达雷妥尤单抗前先采集（MYEL-F）",
    "treat_as_relapse": "按复发/进展处理（MYEL-6）",
    "consider_tandem": "可考虑序贯移植，即第一次移植后 6 个月内计划的第二次（MS-17、MS-19）",
    "maintenance_or_trial": "维持治疗或临床试验（MYEL-6）",
    "second_asct_considered": "缓解 ≥3 年，可考虑二次自体移植（MYEL-6 脚注 z）",
    "second_asct_borderline": "缓解 2–3 年，二次自体移植属临界（MYEL-6 脚注 z）",
    "second_asct_not_supported": "缓解 <2 年，不支持二次自体移植（MYEL-6 脚注 z）",
    "trial_or_relapse_regimen": "经治骨髓瘤方案或临床试验（MYEL-6）",
}

TRANSPLANT = Calculator(
    name="transplant_rules",
    title="移植相关规则",
    field="移植",
    purpose="诱导期、第一次自体移植后及移植后复发时的移植建议",
    inputs=(
        choice("phase", "阶段", (
            Option("induction", "诱导期", ("诱导", "诱导治疗", "初治", "新诊断")),
            Option("after_first_asct", "第一次自体移植后", ("移植后", "自体移植后", "ASCT后")),
            Option("relapse_after_asct", "自体移植后复发", ("移植后复发", "ASCT后复发")),
        ), aliases=("阶段", "治疗阶段")),
        boolean("candidate", "适合移植", aliases=("适合移植", "移植候选", "移植候选者", "可移植", "拟移植")),
        Input("planned_drugs", "计划用药", Kind.CHOICES,
              options=(*DRUG_OPTIONS, Option("nitrosourea", "亚硝基脲", ("卡莫司汀", "BCNU"))), aliases=("计划用药", "诱导方案")),
        boolean("stem_cells_collected", "已采集干细胞", aliases=("已采干细胞", "已采集干细胞", "干细胞已采集")),
        choice("response_after_first", "第一次移植后疗效", RESPONSE_OPTIONS, aliases=("移植后疗效", "移植后疗效评估")),
        boolean("high_risk", "高危特征", aliases=("高危", "高危遗传学", "高危细胞遗传学", "高风险特征")),
        REMISSION,
    ),
    rule=transplant_rule,
    rule_zh="诱导期：适合者转诊并采集够两次移植的干细胞，采集前限制骨髓毒性药物，长时间来那度胺或达雷妥尤单抗前采集；不适合者请移植中心重新评估。"
            "第一次移植后：未达 VGPR 或高危可考虑序贯移植，均给维持治疗或临床试验，进展按复发处理。"
            "移植后复发：缓解 ≥36 个月可考虑二次自体移植，24–<36 个月临界，<24 个月不支持。",
    sources=(Source(NCCN, "MYEL-4"), Source(NCCN, "MYEL-6"), Source(NCCN, "MYEL-F"),
             Source(NCCN, "MS-17"), Source(NCCN, "MS-19")),
    words=ADVICE_WORDS,
    aliases=("移植", "自体移植", "二次移植", "序贯移植", "干细胞采集", "ASCT"),
)  # fmt: skip
