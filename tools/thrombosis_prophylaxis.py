"""Venous thromboembolism: which prophylaxis the risk scores lead to."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Input, Option, boolean, choice, integer
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.shared_inputs import CRCL, PLATELETS
from tools.thrombosis import RISK_WORDS, SAVED_HIGH
from tools.thrombosis_impede import IMPEDE_HIGH

FULL_DOSE_PLATELETS, PROPHYLACTIC_PLATELETS = Fraction(50), Fraction(25)
OPTION_WORDS = {
    "aspirin_81_325_qd": "阿司匹林 81–325 mg 每日一次",
    "lmwh_enoxaparin_40_qd": "低分子肝素（相当于依诺肝素 40 mg 每日一次）",
    "rivaroxaban_10_qd": "利伐沙班 10 mg 每日一次",
    "apixaban_2_5_bid": "阿哌沙班 2.5 mg 每日两次",
    "fondaparinux_2_5_qd": "磺达肝癸钠 2.5 mg 每日一次",
    "warfarin_inr_2_3": "华法林（目标 INR 2.0–3.0）",
    "dalteparin_5000_qd_2B": "达肝素 5000 U 皮下注射每日一次（少用，2B 类）",
}
ANTICOAGULANTS = tuple(code for code in OPTION_WORDS if code != "aspirin_81_325_qd")
HEPARINS = ("lmwh_enoxaparin_40_qd", "dalteparin_5000_qd_2B")
DURATIONS = {"aspirin": "indefinite_during_therapy", "anticoagulant": "3_to_6_months_then_aspirin"}
TIER_WORDS = {
    "aspirin": "阿司匹林预防",
    "anticoagulant": "抗凝药预防",
    "continue_therapeutic": "继续治疗剂量抗凝",
    "none_contraindicated": "存在禁忌，不用药物预防",
    "anticoagulant_not_supported": "血小板 <25×10⁹/L，原文不支持抗凝",
}
FACTORS = (
    "选药还须考虑：出血风险、血细胞减少、合并用药（强 CYP 诱导剂/抑制剂、抗血小板药）、肾功能、患者选择、保险范围、"
    "紧急出血时有无逆转剂、HIT 史、体重极限、卡非佐米联合免疫调节药物（MYEL-I 2/3）。"
)
SCORE_GROUPS = (Option("low", "低危", ()), Option("high", "高危", ()))


def _stated_risk(v: Values, system: str, limit: Fraction) -> str | None:
    """Risk by one score, from its points or its group; both given must agree."""
    score, group = v.num(f"{system}_score"), v.code(f"{system}_group")
    computed = None if score is None else ("high" if score >= limit else "low")
    if computed is not None and group is not None and computed != group:
        name = system.upper()
        message = f"所填 {name} 分组与 {name} 评分 {show(score or Fraction(0))} 分矛盾，请核对"
        raise CalculatorInputError(FieldError(f"{system}_group", "inconsistent", message))
    return computed or group


def _risks(v: Values) -> dict[str, str | None]:
    return {"IMPEDE": _stated_risk(v, "impede", IMPEDE_HIGH), "SAVED": _stated_risk(v, "saved", SAVED_HIGH)}


def _tiers(v: Values, risks: dict[str, str | None]) -> tuple[str, ...]:
    """The tiers that remain possible, by the first rule that applies (MYEL-I 2/3, 3/3)."""
    if v.flag("contraindication"):
        return ("none_contraindicated",)
    if v.flag("vte_during_imid") or v.flag("on_therapeutic_anticoagulation"):
        return ("continue_therapeutic",)
    known = {risk for risk in risks.values() if risk} or {"low", "high"}
    platelets = v.num("platelets")
    too_low = platelets is not None and platelets < PROPHYLACTIC_PLATELETS
    tier_of = {"low": "aspirin", "high": "anticoagulant_not_supported" if too_low else "anticoagulant"}
    return tuple(tier for risk, tier in tier_of.items() if risk in known)


def _options(v: Values, tier: str) -> tuple[str, ...]:
    if tier == "aspirin":
        return ("aspirin_81_325_qd",)
    if tier != "anticoagulant":
        return ()
    platelets, crcl = v.num("platelets"), v.num("crcl")
    removed: set[str] = set()
    if platelets is not None and platelets < FULL_DOSE_PLATELETS:
        removed.add("warfarin_inr_2_3")
    if v.flag("hit_history"):
        removed.update(HEPARINS)
    if crcl is not None and crcl < 30:
        removed.add("fondaparinux_2_5_qd")
    return tuple(code for code in ANTICOAGULANTS if code not in removed)


_LOW_PLATELETS = {
    "aspirin": "aspirin_low_platelets_source_silent",
    "anticoagulant": "plt_25_to_50_prophylactic_only",
    "anticoagulant_not_supported": "plt_below_25_no_source_support",
    "continue_therapeutic": "full_dose_contraindicated_plt_lt_50",
}


def _tier_codes(v: Values, tier: str) -> tuple[str, ...]:
    platelets, crcl = v.num("platelets"), v.num("crcl")
    codes = ["duration_translation_indefinite"] if tier == "aspirin" else []
    if platelets is not None and platelets < FULL_DOSE_PLATELETS:
        codes.append(_LOW_PLATELETS[tier])
    if tier in ("anticoagulant", "continue_therapeutic"):
        codes += ["hit_avoid_heparins"] if v.flag("hit_history") else []
        codes += ["renal_crcl_lt30_check_agent"] if crcl is not None and crcl < 30 else []
    if v.flag("vte_during_imid") and v.flag("imid_ongoing_indication") is False:
        codes.append("imid_stopped_not_addressed")
    return tuple(codes)


def _notices(v: Values, tiers: tuple[str, ...], discordant: bool) -> tuple[Notice, ...]:
    if tiers == ("none_contraindicated",):
        return ()
    codes = [code for tier in tiers for code in _tier_codes(v, tier)]
    if discordant:
        codes.append("scores_discordant")
    if not v.has("contraindication"):
        codes.append("contraindication_not_checked")
    if v.flag("other_coagulopathy"):
        codes.append("other_coagulopathy_individualise")
    cutoffs = near(PLATELETS, v.num("platelets"), FULL_DOSE_PLATELETS, PROPHYLACTIC_PLATELETS)
    return tuple(map(notice, dict.fromkeys(codes))) + cutoffs + near(CRCL, v.num("crcl"), "30")


def _missing(v: Values, tiers: tuple[str, ...], scored: bool) -> tuple[str, ...]:
    if tiers == ("none_contraindicated",):
        return ()
    asked = v.unknown("contraindication", "platelets")
    if tiers == ("continue_therapeutic",):
        during = v.unknown("imid_ongoing_indication") if v.flag("vte_during_imid") else ()
        return asked + during
    return asked if scored else ("impede_score", "saved_score", *asked)


def _sentence(v: Values, tier: str, options: tuple[str, ...]) -> str:
    drugs = "、".join(OPTION_WORDS[code] for code in options)
    if tier == "aspirin":
        return f"建议{drugs}，骨髓瘤治疗期间持续使用（NCCN MYEL-I 3/3）。{FACTORS}"
    if tier == "anticoagulant":
        return (
            f"建议抗凝预防，可选：{drugs}。疗程 3–6 个月，之后改为阿司匹林；有其他疾病、治疗相关或暂时性血栓风险因素者可考虑更长"
            f"（NCCN MYEL-I 3/3）。{FACTORS}"
        )
    if tier == "continue_therapeutic":
        reason = (
            "在免疫调节药物治疗中发生静脉血栓：只要仍有免疫调节药物治疗指征，就继续治疗剂量抗凝"
            if v.flag("vte_during_imid")
            else "因其他原因已在治疗剂量抗凝：应继续抗凝治疗"
        )
        return f"{reason}（NCCN MYEL-I 2/3）。"
    if tier == "none_contraindicated":
        return "存在抗凝/抗血小板药禁忌，不推荐药物预防：预防以无禁忌为前提（NCCN MYEL-I 2/3）。"
    return "按评分应抗凝预防，但血小板 <25×10⁹/L，原文不支持抗凝，请个体化处理（NCCN MYEL-I 2/3）。"


def _steps(v: Values, risks: dict[str, str | None], tiers: tuple[str, ...]) -> tuple[str, ...]:
    steps = []
    for name, limits in (("IMPEDE", "≤3 低危，≥4 高危"), ("SAVED", "<2 低危，≥2 高危")):
        risk, score = risks[name], v.num(f"{name.lower()}_score")
        if risk is not None:
            points = "" if score is None else f" {show(score)} 分"
            steps.append(f"{name}{points}（{limits}）→ {RISK_WORDS[risk]}")
    platelets = v.num("platelets")
    if platelets is not None:
        side = "≥50" if platelets >= 50 else "25–<50" if platelets >= 25 else "<25"
        steps.append(f"血小板 {show(platelets)}×10⁹/L：{side}")
    for name, label in (
        ("contraindication", "抗凝/抗血小板禁忌"), ("vte_during_imid", "免疫调节药物治疗中发生静脉血栓"),
        ("on_therapeutic_anticoagulation", "已在治疗剂量抗凝"), ("hit_history", "HIT 史"),
    ):  # fmt: skip
        if v.has(name):
            steps.append(f"{label}：{'有' if v.flag(name) else '无'}")
    steps.append("→ " + " 或 ".join(TIER_WORDS[tier] for tier in tiers))
    return tuple(steps)


def prophylaxis_rule(v: Values) -> Outcome:
    """VTE prophylaxis by risk score and platelets in 10^9/L (NCCN MYEL-I 2/3 and 3/3)."""
    risks = _risks(v)
    tiers = _tiers(v, risks)
    known = [risk for risk in risks.values() if risk]
    discordant = len(tiers) > 1 and len(set(known)) > 1
    missing = _missing(v, tiers, bool(known))
    notices, steps = _notices(v, tiers, discordant), _steps(v, risks, tiers)
    if len(tiers) > 1:
        sentence = "请选定一种评分体系，并结合出血风险决定。" if discordant else ""
        return Outcome({"tier": None, "options": None, "duration": None}, sentence, determined=False, possible=tiers,
                       missing=missing, notices=notices, steps=steps)  # fmt: skip
    tier = tiers[0]
    options = _options(v, tier)
    result = {"tier": tier, "options": options, "duration": DURATIONS.get(tier)}
    return Outcome(result, _sentence(v, tier, options), missing=missing, notices=notices, steps=steps)


def _modifier(name: str, label: str, *aliases: str) -> Input:
    return boolean(name, label, aliases=aliases, role="option")


PROPHYLAXIS = Calculator(
    name="vte_prophylaxis",
    title="静脉血栓预防建议",
    field="静脉血栓",
    purpose="按 IMPEDE 或 SAVED 评分、血小板和禁忌选择静脉血栓的药物预防",
    inputs=(
        integer("impede_score", "IMPEDE 评分", -7, 24, unit="分", aliases=("IMPEDE", "IMPEDE评分", "IMPEDE VTE", "IMPEDE VTE评分"),
                help="只填全部项目已知的最终评分"),
        choice("impede_group", "IMPEDE 分组", SCORE_GROUPS, role="option"),
        integer("saved_score", "SAVED 评分", -3, 8, unit="分", aliases=("SAVED", "SAVED评分"),
                help="只填全部项目已知的最终评分；两种评分填一种即可"),
        choice("saved_group", "SAVED 分组", SCORE_GROUPS, role="option"),
        PLATELETS,
        boolean("contraindication", "对抗凝/抗血小板药有禁忌", aliases=("抗凝禁忌", "抗血小板禁忌", "活动性出血")),
        _modifier("on_therapeutic_anticoagulation", "因其他原因正在治疗剂量抗凝", "治疗性抗凝", "房颤抗凝"),
        _modifier("vte_during_imid", "在免疫调节药物治疗中发生静脉血栓", "IMiD期间血栓", "来那度胺期间血栓"),
        _modifier("imid_ongoing_indication", "仍有免疫调节药物治疗指征", "继续IMiD", "继续免疫调节药物"),
        _modifier("other_coagulopathy", "其他凝血功能障碍", "凝血障碍", "凝血功能异常", "DIC"),
        _modifier("hit_history", "肝素诱导的血小板减少症史", "HIT", "HIT史", "肝素诱导的血小板减少"),
        CRCL,
    ),
    rule=prophylaxis_rule,
    rule_zh="有禁忌：不用药物。免疫调节药物治疗中发生静脉血栓或已在治疗剂量抗凝：继续。IMPEDE ≤3 或 SAVED <2：阿司匹林。"
            "IMPEDE ≥4 或 SAVED ≥2：抗凝药 3–6 个月后改阿司匹林。血小板 25–<50：只可考虑预防剂量；<25：原文不支持抗凝。",
    sources=(Source("nccn-mm-2022v5", "MYEL-I 2/3"), Source("nccn-mm-2022v5", "MYEL-I 3/3"),
             Source("nccn-mm-2022v5", "MS-33"), Source("LIT", "磺达肝癸钠说明书：CrCl <30 mL/min 禁用")),
    words={**TIER_WORDS, **OPTION_WORDS, **RISK_WORDS},
    aliases=("血栓预防", "VTE预防", "静脉血栓预防", "抗凝预防", "预防性抗凝"),
)  # fmt: skip
