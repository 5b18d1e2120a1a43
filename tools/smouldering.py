"""Smouldering myeloma: the Mayo 2018 20/2/20 risk model, and the free light chain ratio."""

from collections.abc import Mapping
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import boolean, number, quantity
from tools.light_chains import CHAIN_WORDS, NORMAL_HIGH, NORMAL_LOW, SLIM_LEVEL, SLIM_RATIO, LightChains, light_chains
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import rounded, show
from tools.shared_inputs import BMPC, FLC_RATIO_INVOLVED, INVOLVED_CHAIN, KAPPA, LAMBDA, SERUM_M

LIMIT = Fraction(20)
RATIO_TOLERANCE = Fraction("0.05")
RISK_WORDS = {"low": "低危", "intermediate": "中危", "high": "高危"}
MEDIAN_TTP_MONTHS = {"low": 110, "intermediate": 68, "high": 29}
TWO_YEAR_PCT = {"low": 5, "intermediate": 17, "high": 46}
CONSEQUENCES = {
    "low": "MYEL-3：参加临床试验，或每 3–6 个月随访观察（1 类推荐）。",
    "intermediate": "MYEL-3 流程未给出中危的处理。",
    "high": "MYEL-3：首选临床试验，也可按临床指征每 3 个月随访观察，或选定患者用来那度胺（2B 类）；参数上升者应密切监控（脚注 q）。",
}
RENAL_HIGH = Fraction("3.1")
REDUCTION_TARGET = Fraction(50)
KAPPA_LAMBDA = number("kappa_lambda_ratio", "κ/λ 比值", "0", "4000000")


def _chosen_chain(v: Values, chains: LightChains) -> str:
    """The chain of an abnormal ratio, else the stated one, else the larger one."""
    return chains.raised or v.code("involved_chain") or ("kappa" if chains.ratio >= 1 else "lambda")


def _conflict(v: Values, chains: LightChains | None) -> tuple[Notice, ...]:
    stated = v.code("involved_chain")
    opposite = chains is not None and stated is not None and chains.raised not in (None, stated)
    return (notice("involved_chain_conflicts_with_ratio"),) if opposite else ()


def _involved_ratio(v: Values, chains: LightChains | None) -> Fraction | None:
    """The ratio as given, else from the chains; if both are known they agree within 5 %."""
    stated = v.num("flc_ratio_involved")
    if chains is None:
        return stated
    computed = chains.excess_ratio(_chosen_chain(v, chains))
    if stated is not None and abs(stated - computed) > RATIO_TOLERANCE * computed:
        message = f"所填受累/非受累比值 {show(stated)} 与由 κ、λ 算得的 {show(computed, 2)} 相差超过 5%，请核对"
        raise CalculatorInputError(FieldError("flc_ratio_involved", "inconsistent", message))
    return stated if stated is not None else computed


def _smm_notices(v: Values, chains: LightChains | None, ratio: Fraction | None, risk: str | None) -> tuple[Notice, ...]:
    found: tuple[Notice, ...] = _conflict(v, chains)
    if v.flag("smm_confirmed") is not True:
        found += (notice("applies_to_smm_only"),)
    if _slim_feature(v, chains):
        found += (notice("slim_feature_not_smm"),)
    if risk == "intermediate":
        found += (notice("intermediate_not_in_algorithm"),)
    stated = v.num("flc_ratio_involved")
    if stated is not None and stated < NORMAL_LOW:
        words = f"{FLC_RATIO_INVOLVED.label} {show(stated)}（小于 {show(NORMAL_LOW)}，是否误填了 κ/λ 比值）"
        found += (notice("unusual_value", FLC_RATIO_INVOLVED.name, X=words),)
    return (
        found
        + near(BMPC, v.num("bmpc"), LIMIT)
        + near(SERUM_M, v.num("serum_m"), LIMIT)
        + near(FLC_RATIO_INVOLVED, ratio, LIMIT)
    )


def _slim_feature(v: Values, chains: LightChains | None) -> bool:
    """A myeloma-defining event among the inputs: marrow ≥60 %, or involved ratio ≥100 with ≥100 mg/L."""
    bmpc = v.num("bmpc")
    return (bmpc is not None and bmpc >= 60) or (chains is not None and chains.slim)


def _risks(low: int, high: int) -> tuple[str, ...]:
    names = ("low", "intermediate", "high")
    return tuple(dict.fromkeys(names[min(n, 2)] for n in range(low, high + 1)))


def _ratio_missing(v: Values) -> tuple[str, ...]:
    partner = v.unknown("kappa", "lambda")
    return ("flc_ratio_involved", *(partner if len(partner) == 1 else ()))


def _ratio_steps(v: Values, chains: LightChains | None) -> tuple[str, ...]:
    if chains is None:
        return ()
    chain = _chosen_chain(v, chains)
    other = "lambda" if chain == "kappa" else "kappa"
    shown = f"{show(chains.level(chain))} ÷ {show(chains.level(other))} = {show(chains.excess_ratio(chain), 2)}"
    return (f"受累 {CHAIN_WORDS[chain]} ÷ 非受累 {CHAIN_WORDS[other]} = {shown}",)


def _factor_steps(values: Mapping[str, tuple[str, Fraction | None, str]]) -> tuple[str, ...]:
    steps = []
    for label, value, unit in values.values():
        shown = "未知" if value is None else f"{show(value)}{unit} {'>' if value > LIMIT else '≤'} {LIMIT}{unit}"
        steps.append(f"{label} {shown}")
    return tuple(steps)


def smm_rule(v: Values) -> Outcome:
    """20/2/20 (NCCN MYEL-3 footnote o; Lakshman 2018): marrow in %, M protein in g/L, all limits exclusive."""
    chains = light_chains(v)
    ratio = _involved_ratio(v, chains)
    values = {"bmpc": ("骨髓浆细胞", v.num("bmpc"), "%"), "serum_m": ("血清 M 蛋白", v.num("serum_m"), " g/L"),
              "flc_ratio": ("受累/非受累 FLC 比值", ratio, "")}  # fmt: skip
    factors = {name: None if value is None else value > LIMIT for name, (_, value, _) in values.items()}
    low = sum(state is True for state in factors.values())
    high = low + sum(state is None for state in factors.values())
    risks = _risks(low, high)
    risk = risks[0] if len(risks) == 1 else None
    missing = v.unknown("bmpc", "serum_m") + (_ratio_missing(v) if ratio is None else ())
    result = {
        "n_factors": low if low == high else None, "n_min": low, "n_max": high, "risk": risk, "factors": factors,
        "median_ttp_months": MEDIAN_TTP_MONTHS.get(risk or ""), "two_year_progression_pct": TWO_YEAR_PCT.get(risk or ""),
    }  # fmt: skip
    notices = _smm_notices(v, chains, ratio, risk)
    count = f"{low} 个" if low == high else f"{low}～{high} 个"
    steps = (*_ratio_steps(v, chains), *_factor_steps(values), f"危险因素 {count}：0 低危，1 中危，≥2 高危")
    if risk is None:
        return Outcome(result, f"已知危险因素 {low} 个，另有 {high - low} 项未知。", determined=False, possible=risks,
                       missing=missing, notices=notices, steps=steps)  # fmt: skip
    return Outcome(
        result, _smm_sentence(v, chains, risk, count, missing), missing=missing, notices=notices, steps=steps
    )


def _smm_sentence(v: Values, chains: LightChains | None, risk: str, count: str, missing: tuple[str, ...]) -> str:
    if _slim_feature(v, chains):
        return f"按数值为 20/2/20 {count}危险因素（{RISK_WORDS[risk]}），但已达骨髓瘤定义事件（MYEL-C），应按活动性骨髓瘤评估。"
    sentence = (
        f"20/2/20：{count}危险因素，属{RISK_WORDS[risk]}；中位至进展时间 {MEDIAN_TTP_MONTHS[risk]} 个月，"
        f"2 年进展率约 {TWO_YEAR_PCT[risk]}%（NCCN MS-6）。"
    )
    if missing:
        sentence += "其余指标不影响本结论。"
    return sentence + CONSEQUENCES[risk]


def _flc_notices(v: Values, chains: LightChains, involved: str | None) -> tuple[Notice, ...]:
    found = _conflict(v, chains)
    if involved is not None and chains.level(involved) > SLIM_LEVEL and chains.excess_ratio(involved) < SLIM_RATIO:
        found += (notice("msd_flc_100mgL"),)
    if v.flag("renal_impairment") and NORMAL_HIGH < chains.ratio <= RENAL_HIGH:
        found += (notice("renal_flc_range"),)
    return found + near(KAPPA_LAMBDA, chains.ratio, NORMAL_LOW, NORMAL_HIGH, SLIM_RATIO, 1 / SLIM_RATIO)


def _reduction(v: Values, involved: str | None) -> tuple[Fraction | None, tuple[str, ...], tuple[str, ...]]:
    """Fall of the involved chain from the baseline [%], what is missing for it, and the step."""
    before = light_chains(v, "baseline.")
    chain = involved or (before.raised if before else None)
    if not (v.has("baseline.kappa") or v.has("baseline.lambda")):
        return None, (), ()
    if chain is None:
        return None, v.unknown("baseline.kappa", "baseline.lambda"), ("受累链不明，不计算较基线的降幅",)
    start, now = v.num(f"baseline.{chain}"), v.num(chain)
    if start is None or now is None:
        return None, (f"baseline.{chain}",), ()
    fall = (start - now) / start * 100
    step = f"受累链 {CHAIN_WORDS[chain]} 降幅 =（{show(start)} − {show(now)}）÷ {show(start)} = {show(fall, 1)}%"
    return fall, (), (step,)


def flc_ratio_rule(v: Values) -> Outcome:
    """κ/λ ratio and dFLC [mg/L] (NCCN MYEL-E footnote f, MYEL-C; reduction target MYEL-J)."""
    chains = light_chains(v)
    if chains is None:
        return Outcome({"kappa_lambda_ratio": None}, determined=False, missing=v.unknown("kappa", "lambda"))
    involved = chains.raised or v.code("involved_chain")
    fall, missing, fall_steps = _reduction(v, involved)
    excess = None if involved is None else chains.excess_ratio(involved)
    dflc = None if involved is None else chains.difference(involved)
    result = {
        "kappa_lambda_ratio": rounded(chains.ratio, 3), "ratio_normal": chains.normal, "involved_chain": involved,
        "involved_uninvolved_ratio": None if excess is None else rounded(excess, 2),
        "dflc": None if dflc is None else rounded(dflc, 1), "slim_li_met": chains.slim,
        "reduction_percent": None if fall is None else rounded(fall, 1),
        "reduction_target_met": None if fall is None else fall >= REDUCTION_TARGET,
    }  # fmt: skip
    steps = (
        f"κ/λ = {show(chains.kappa)} ÷ {show(chains.lambda_)} = {show(chains.ratio, 3)}，参考范围 0.26–1.65",
        *_involved_steps(chains, involved),
        *fall_steps,
    )
    return Outcome(result, _flc_sentence(chains, involved, fall), missing=missing,
                   notices=_flc_notices(v, chains, involved), steps=steps)  # fmt: skip


def _involved_steps(chains: LightChains, involved: str | None) -> tuple[str, ...]:
    if involved is None:
        return ("比值正常且未指明受累链，不计算受累/非受累比值与 dFLC",)
    excess, dflc, level = chains.excess_ratio(involved), chains.difference(involved), chains.level(involved)
    signs = "≥" if excess >= SLIM_RATIO else "<", "≥" if level >= SLIM_LEVEL else "<"
    return (
        f"受累链 {CHAIN_WORDS[involved]}：受累/非受累 = {show(excess, 2)}，dFLC = {show(dflc, 1)} mg/L",
        f"SLiM 轻链标准：比值 {show(excess, 2)} {signs[0]} 100，受累 FLC {show(level)} mg/L {signs[1]} 100 mg/L",
    )


def _flc_sentence(chains: LightChains, involved: str | None, fall: Fraction | None) -> str:
    sentence = f"κ/λ = {show(chains.ratio, 3)}（{'正常' if chains.normal else '异常'}，参考范围 0.26–1.65）；"
    if involved is not None:
        sentence += (
            f"受累链 {CHAIN_WORDS[involved]}，受累/非受累 = {show(chains.excess_ratio(involved), 2)}，"
            f"dFLC {show(chains.difference(involved), 1)} mg/L；"
        )
    sentence += f"{'符合' if chains.slim else '不符合'} SLiM 轻链标准（比值 ≥100 且受累 FLC ≥100 mg/L，NCCN MYEL-C）。"
    if fall is not None:
        word = "已达到" if fall >= REDUCTION_TARGET else "未达到"
        sentence += f"受累 FLC 较基线下降 {show(fall, 1)}%，{word}清除目标 50%（NCCN MYEL-J）。"
    return sentence


SMM_20_2_20 = Calculator(
    name="smm_20_2_20",
    title="冒烟型骨髓瘤 20/2/20 风险分层",
    field="诊断",
    purpose="已确诊冒烟型骨髓瘤的进展风险（Mayo 2018）",
    inputs=(
        BMPC, SERUM_M, FLC_RATIO_INVOLVED, KAPPA, LAMBDA, INVOLVED_CHAIN,
        boolean("smm_confirmed", "已确诊冒烟型骨髓瘤", role="information", aliases=("确诊冒烟型", "已确诊冒烟型", "确诊SMM"),
                help="已排除骨髓瘤定义事件"),
    ),
    rule=smm_rule,
    rule_zh="骨髓浆细胞 >20%、血清 M 蛋白 >20 g/L、受累/非受累 FLC 比值 >20 各算一个危险因素：0 个低危，1 个中危，2 个及以上高危。",
    sources=(Source("nccn-mm-2022v5", "MYEL-3 脚注 o"), Source("nccn-mm-2022v5", "MYEL-C 脚注 b"),
             Source("nccn-mm-2022v5", "MS-6"), Source("LIT", "Lakshman 2018, doi:10.1038/s41408-018-0077-4")),
    words=RISK_WORDS,
    aliases=("20/2/20", "20-2-20", "Mayo 2018", "冒烟型骨髓瘤风险分层", "冒烟型危险分层", "SMM危险分层", "SMM风险"),
)  # fmt: skip

FLC_RATIO = Calculator(
    name="flc_ratio",
    title="游离轻链比值与 dFLC",
    field="诊断",
    purpose="血清游离轻链的 κ/λ 比值、受累链、dFLC 与较基线的降幅",
    inputs=(
        KAPPA, LAMBDA, INVOLVED_CHAIN,
        quantity("baseline.kappa", "flc", "基线游离 κ", role="option", aliases=("基线κ", "治疗前κ", "治疗前游离κ")),
        quantity("baseline.lambda", "flc", "基线游离 λ", role="option", aliases=("基线λ", "治疗前λ", "治疗前游离λ")),
        boolean("renal_impairment", "肾功能不全", role="information", aliases=("肾功能不全", "肾衰", "肾损害", "CKD")),
    ),
    rule=flc_ratio_rule,
    rule_zh="κ/λ 正常 0.26–1.65（含两端）；>1.65 受累链为 κ，<0.26 为 λ。dFLC = 受累 − 非受累。"
            "受累/非受累 ≥100 且受累 FLC ≥100 mg/L 为 SLiM 轻链标准。较基线的受累 FLC 降幅目标 ≥50%。",
    sources=(Source("nccn-mm-2022v5", "MYEL-E 脚注 f"), Source("nccn-mm-2022v5", "MYEL-C"), Source("nccn-mm-2022v5", "MYEL-J")),
    aliases=("游离轻链比值", "FLC比值", "κ/λ比值", "kappa/lambda", "dFLC", "轻链差值", "sFLC"),
)  # fmt: skip
