"""Infection in myeloma: prophylaxis by drug, immunoglobulins and pneumococcal vaccines."""

import datetime as dt
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.dates import plus_months
from tools.inputs import Input, Kind, Option, boolean, choice, date, quantity
from tools.logic import all_true
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import rounded, show
from tools.shared_inputs import DRUG_OPTIONS, SERUM_M

FIELD = "感染"
NCCN, MSD = "nccn-mm-2022v5", "msd-mm-2024"
PROTEASOME_INHIBITORS = frozenset({"bortezomib", "carfilzomib", "ixazomib"})
ZOSTER_NCCN = PROTEASOME_INHIBITORS | {"daratumumab", "isatuximab", "elotuzumab", "high_dose_dexamethasone"}
ZOSTER_MSD = frozenset({"teclistamab", "elranatamab", "talquetamab", "ide_cel", "cilta_cel"})
HBV, TYPE_AND_SCREEN = frozenset({"daratumumab", "carfilzomib"}), frozenset({"daratumumab", "isatuximab"})
HIGH_DOSE_STEROID = frozenset({"high_dose_dexamethasone"})
ACTIONS = {
    "zoster_antiviral": ("带状疱疹预防（抗病毒）", ZOSTER_NCCN | ZOSTER_MSD),
    "pjp_prophylaxis": ("卡氏肺囊虫肺炎（PJP）预防", HIGH_DOSE_STEROID),
    "antifungal": ("抗真菌预防", HIGH_DOSE_STEROID),
    "hbv_test_before": ("用药前乙肝检测", HBV),
    "type_and_screen_before": ("用药前血型及抗体筛选", TYPE_AND_SCREEN),
}
ACTION_WORDS = {code: label for code, (label, _) in ACTIONS.items()} | {"antibiotic_3_months": "考虑 3 个月抗生素预防"}


def _drug_notices(drugs: frozenset[str], antibiotic: bool | None) -> tuple[Notice, ...]:
    stated = {
        "hbv_isatuximab_not_listed": "isatuximab" in drugs and not drugs & HBV,
        "zoster_from_msd_only": bool(drugs & ZOSTER_MSD) and not drugs & ZOSTER_NCCN,
        "msd_no_routine_antibiotics": antibiotic is True,
    }
    return tuple(notice(code) for code, holds in stated.items() if holds)


def infection_prophylaxis_rule(v: Values) -> Outcome:
    """Prophylaxis and tests before treatment by drug (NCCN MYEL-F, MYEL-H, MS-33; MSD)."""
    given = v.codes("drugs")
    risk, newly = v.flag("high_infection_risk"), v.flag("newly_diagnosed")
    antibiotic = all_true(risk, newly)
    flags = v.unknown("high_infection_risk", "newly_diagnosed") if antibiotic is None else ()
    if given is None:
        return Outcome({"actions": ()}, determined=False, missing=("drugs", *flags))
    drugs, labels = frozenset(given), {o.code: o.label for o in DRUG_OPTIONS}
    causes = {code: tuple(d for d in dict.fromkeys(given) if d in wanted) for code, (_, wanted) in ACTIONS.items()}
    actions = tuple(code for code, found in causes.items() if found) + (("antibiotic_3_months",) if antibiotic else ())
    steps = tuple(f"{ACTION_WORDS[c]} ← {'、'.join(labels[d] for d in found)}" for c, found in causes.items() if found)
    words = {True: "是", False: "否", None: "未知"}
    steps += (f"诊断时感染高风险：{words[risk]}；新诊断：{words[newly]} → 3 个月抗生素预防：{words[antibiotic]}",)
    listed = "；".join(ACTION_WORDS[a] for a in actions)
    sentence = (
        f"建议：{listed}。" if actions else "所填药物没有对应的特异性预防或用药前检查。"
    ) + "HIV、丙型肝炎按临床指征检测；肺炎球菌结合疫苗一年后接种多糖疫苗；不用活疫苗（MSD）。"
    return Outcome({"actions": actions}, sentence, missing=flags, notices=_drug_notices(drugs, antibiotic), steps=steps)


INFECTION_PROPHYLAXIS = Calculator(
    name="infection_prophylaxis",
    title="感染预防与用药前检查",
    field=FIELD,
    purpose="按所用抗骨髓瘤药物列出感染预防和用药前检查",
    inputs=(
        Input("drugs", "所用药物", Kind.CHOICES, options=DRUG_OPTIONS, aliases=("方案", "用药", "药物")),
        boolean("high_infection_risk", "感染高风险", aliases=("感染高风险", "感染高危", "感染风险高")),
        boolean("newly_diagnosed", "新诊断", aliases=("初诊", "新诊断", "初治")),
    ),
    rule=infection_prophylaxis_rule,
    rule_zh="蛋白酶体抑制剂、达雷妥尤单抗、艾沙妥昔单抗、埃罗妥珠单抗、大剂量地塞米松：带状疱疹预防（双抗和 CAR-T 仅见于 MSD）；"
            "大剂量地塞米松另加 PJP 与抗真菌预防；达雷妥尤单抗、卡非佐米用前查乙肝；达雷妥尤单抗、艾沙妥昔单抗用前做血型及抗体筛选；"
            "诊断时感染高风险者考虑 3 个月抗生素预防。",
    sources=(Source(NCCN, "MYEL-F"), Source(NCCN, "MYEL-H"), Source(NCCN, "MS-33"), Source(MSD, "并发症的治疗：感染")),
    words=ACTION_WORDS,
    aliases=("感染预防", "带状疱疹预防", "用药前检查", "乙肝筛查", "PJP预防"),
)  # fmt: skip

IGG = quantity("igg", "igg", label="血清 IgG（总）", aliases=("IgG", "血清IgG", "总IgG", "免疫球蛋白G"))
IGG_LIMIT = Fraction(4)
IVIG_WORDS = {"consider": "应考虑 IVIG", "consider_discuss": "仅部分文献支持，请讨论", "not_routinely": "不常规推荐"}


def uninvolved_igg(v: Values) -> Fraction | None:
    """IgG without the M protein [g/L]; in IgG myeloma total minus serum M, not below 0."""
    total, isotype, m = v.num("igg"), v.code("isotype"), v.num("serum_m")
    if total is None or isotype is None:
        return None
    if isotype != "IgG":
        return total
    return None if m is None else max(total - m, Fraction(0))


def _igg_low(v: Values, used: Fraction | None) -> bool | None:
    """Whether IgG is below 4 g/L; a total below it is low whatever the M protein."""
    total, m = v.num("igg"), v.num("serum_m")
    if total is None or used is not None:
        return None if used is None else used < IGG_LIMIT
    if total < IGG_LIMIT:
        return True
    return False if v.code("isotype") is None and m is not None and total - m >= IGG_LIMIT else None


def _ivig_missing(v: Values, low: bool | None) -> tuple[str, ...]:
    asked = v.unknown("recurrent_serious_infection")
    if low is not None:
        return asked
    isotype = v.code("isotype")
    of_m = isotype == "IgG" or (isotype is None and v.has("igg"))
    return asked + v.unknown("igg", "isotype") + (v.unknown("serum_m") if of_m else ())


def _ivig_notices(v: Values, used: Fraction | None, low: bool | None) -> tuple[Notice, ...]:
    infection, of_igg = v.flag("recurrent_serious_infection"), v.code("isotype") == "IgG"
    stated = {
        "ivig_infection_without_low_igg": infection is True and low is False,
        "low_igg_without_infection": infection is False and low is True,
        "igg_exactly_400": used == IGG_LIMIT,
        "uninvolved_igg_estimated": of_igg and used is not None,
        "igg_includes_m_protein": of_igg and low is None and v.has("igg"),
    }
    close = near(IGG, used if used is not None else v.num("igg"), IGG_LIMIT)
    return tuple(notice(code) for code, holds in stated.items() if holds) + close


def _ivig_steps(v: Values, used: Fraction | None, low: bool | None) -> tuple[str, ...]:
    words, total, m = {True: "是", False: "否", None: "未知"}, v.num("igg"), v.num("serum_m")
    steps = [f"反复严重感染：{words[v.flag('recurrent_serious_infection')]}"]
    if used is not None and v.code("isotype") == "IgG":
        steps.append(
            f"IgG = 总 IgG {show(total or used)} − M 蛋白 {show(m or Fraction(0))} = {show(used)} g/L（不低于 0）"
        )
    shown = "未知" if total is None else f"{show(total if used is None else used)} g/L"
    whole = "（总 IgG，含 M 蛋白）" if used is None and total is not None and v.code("isotype") == "IgG" else ""
    return (*steps, f"IgG {shown}{whole}；低于 4 g/L（400 mg/dL）：{words[low]}")


def ivig_rule(v: Values) -> Outcome:
    """Intravenous immunoglobulin (NCCN MYEL-H, MS-33; MSD): recurrent serious infection and IgG below 4 g/L."""
    infection, used = v.flag("recurrent_serious_infection"), uninvolved_igg(v)
    low = _igg_low(v, used)
    left = {None: ("consider", "consider_discuss"), True: ("consider",), False: ("consider_discuss",)}[low]
    possible = ("not_routinely",) if infection is False else left if infection else (*left, "not_routinely")
    indication = possible[0] if len(possible) == 1 else None
    result = {"indication": indication, "igg_used": None if used is None else rounded(used, 2), "igg_below_400": low}
    notices, steps, missing = _ivig_notices(v, used, low), _ivig_steps(v, used, low), _ivig_missing(v, low)
    if indication is None:
        return Outcome(result, "", False, possible, missing, notices, steps)
    reason = {
        "consider": "有反复严重感染且 IgG <4 g/L（NCCN MYEL-H）",
        "consider_discuss": "有反复严重感染但 IgG 不低，只有 MS-33 支持",
        "not_routinely": "无反复严重感染",
    }[indication]
    sentence = f"静脉注射免疫球蛋白：{IVIG_WORDS[indication]}（{reason}）。"
    return Outcome(result, sentence, missing=missing, notices=notices, steps=(*steps, f"→ {IVIG_WORDS[indication]}"))


IVIG = Calculator(
    name="ivig_indication",
    title="静脉注射免疫球蛋白（IVIG）指征",
    field=FIELD,
    purpose="反复感染的骨髓瘤患者是否考虑静脉注射免疫球蛋白",
    inputs=(
        boolean("recurrent_serious_infection", "反复严重感染", aliases=("反复感染", "反复严重感染", "反复肺炎", "反复重症感染")),
        IGG,
        choice("isotype", "M 蛋白类型", (
            Option("IgG", "IgG 型", ("IgG型", "IgG-κ", "IgG-λ", "IgGκ", "IgGλ")),
            Option("IgA", "IgA 型", ("IgA型", "IgA-κ", "IgA-λ", "IgAκ", "IgAλ")), Option("IgD", "IgD 型", ("IgD型",)),
            Option("IgE", "IgE 型", ("IgE型",)), Option("IgM", "IgM 型", ("IgM型",)),
            Option("light_chain", "轻链型", ("轻链", "κ轻链型", "λ轻链型")), Option("nonsecretory", "不分泌型", ("非分泌型", "不分泌")),
        ), aliases=("分型", "M蛋白类型", "骨髓瘤类型")),
        SERUM_M,
    ),
    rule=ivig_rule,
    rule_zh="反复严重感染且 IgG <4 g/L（400 mg/dL）：应考虑；反复严重感染而 IgG ≥4 g/L：仅部分文献支持；无反复严重感染：不常规。"
            "IgG 型骨髓瘤须从总 IgG 中扣除 M 蛋白。",
    sources=(Source(NCCN, "MYEL-H"), Source(NCCN, "MS-33"), Source(MSD, "并发症的治疗：感染"), Source("nccn-mm-patients-2023", "避免感染")),
    words=IVIG_WORDS,
    always=("ivig_text_garbled",),
    aliases=("IVIG", "丙种球蛋白", "静脉丙球", "静注人免疫球蛋白", "输丙球"),
)  # fmt: skip

VACCINE_WORDS = {
    "give_pcv_first": "先接种结合疫苗", "ppsv_scheduled": "已排定多糖疫苗", "wait": "未到多糖疫苗接种时间",
    "ppsv_due": "应接种多糖疫苗", "complete": "已完成", "ppsv_given_early": "多糖疫苗早于 1 年接种",
}  # fmt: skip
_VACCINE_SENTENCES = {
    "ppsv_scheduled": "肺炎球菌多糖疫苗应于 {due} 起接种（结合疫苗后 1 年）。",
    "wait": "尚未到时间，肺炎球菌多糖疫苗应于 {due} 起接种（结合疫苗后 1 年）。",
    "ppsv_due": "结合疫苗已满 1 年，应接种肺炎球菌多糖疫苗（{due} 起）。",
    "complete": "结合疫苗与多糖疫苗序贯接种已完成（间隔 ≥1 年）。",
    "ppsv_given_early": "多糖疫苗接种早于结合疫苗后 1 年（应为 {due} 起）。",
}


def _not_after(today: dt.date | None, field: str, label: str, day: dt.date | None) -> None:
    if today is not None and day is not None and day > today:
        message = f"{label}接种日期 {day} 晚于今天 {today}，请核对"
        raise CalculatorInputError(FieldError(field, "inconsistent", message))


def _ppsv_action(due: dt.date, ppsv: dt.date | None, today: dt.date | None) -> str:
    if ppsv is not None:
        return "complete" if ppsv >= due else "ppsv_given_early"
    if today is None:
        return "ppsv_scheduled"
    return "ppsv_due" if today >= due else "wait"


def pneumococcal_rule(v: Values) -> Outcome:
    """Pneumococcal polysaccharide vaccine 12 months after the conjugate vaccine (NCCN MYEL-H, MS-33)."""
    pcv, ppsv, today = v.day("pcv_date"), v.day("ppsv_date"), v.day("today")
    _not_after(today, "pcv_date", "结合疫苗", pcv)
    _not_after(today, "ppsv_date", "多糖疫苗", ppsv)
    if pcv is None:
        sentence = "未见结合疫苗接种记录：先接种肺炎球菌结合疫苗，1 年后接种多糖疫苗（NCCN MYEL-H）。"
        return Outcome({"action": "give_pcv_first", "ppsv_due": None}, sentence, missing=("pcv_date",))
    due = plus_months(pcv, 12)
    action = _ppsv_action(due, ppsv, today)
    missing = v.unknown("today") if action == "ppsv_scheduled" else ()
    steps = [f"结合疫苗 {pcv} + 12 个月 = {due}"]
    steps += [
        f"{label} {day} {'≥' if day >= due else '<'} {due}"
        for label, day in (("多糖疫苗", ppsv), ("今天", today))
        if day
    ]
    unrecorded = "未见多糖疫苗接种记录。" if ppsv is None else ""
    sentence = unrecorded + _VACCINE_SENTENCES[action].format(due=due) + "依据 NCCN MYEL-H。"
    return Outcome({"action": action, "ppsv_due": due}, sentence, missing=missing, steps=tuple(steps))


PNEUMOCOCCAL = Calculator(
    name="pneumococcal_schedule",
    title="肺炎球菌疫苗序贯接种",
    field=FIELD,
    purpose="肺炎球菌结合疫苗后何时接种多糖疫苗",
    inputs=(
        date("pcv_date", "结合疫苗（PCV）接种日期", aliases=("结合疫苗", "PCV", "PCV13", "PCV20", "13价肺炎疫苗")),
        date("ppsv_date", "多糖疫苗（PPSV）接种日期", aliases=("多糖疫苗", "PPSV", "PPSV23", "PPV23", "23价肺炎疫苗")),
        date("today", "今天的日期", aliases=("今天",)),
    ),
    rule=pneumococcal_rule,
    rule_zh="先接种肺炎球菌结合疫苗，满 1 年后接种多糖疫苗。",
    sources=(Source(NCCN, "MYEL-H"), Source(NCCN, "MS-33"), Source(MSD, "并发症的治疗：感染")),
    words=VACCINE_WORDS,
    always=("vaccine_type_china",),
    aliases=("肺炎疫苗", "肺炎球菌疫苗", "肺炎球菌多糖疫苗", "肺炎链球菌疫苗"),
)  # fmt: skip
