"""Staging systems outside the five documents: R2-ISS and Durie-Salmon."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.findings import TRUE, Finding, all_of, any_of, compared, finding
from tools.inputs import Option, boolean, choice, integer
from tools.logic import ScoreItem, graded, item, total
from tools.messages import Notice, notice
from tools.numbers import show
from tools.shared_inputs import (
    ALBUMIN,
    B2M,
    CALCIUM,
    CREATININE,
    DEL17P,
    HB,
    LDH,
    LDH_STATUS,
    LDH_ULN,
    SERUM_M,
    T_4_14,
    URINE_M,
)  # fmt: skip
from tools.staging import ISS_STAGE, agreed_iss, b2m_unit_gap, iss_near, iss_steps, ldh_high

ISS_POINTS = {"I": Fraction(0), "II": Fraction(1), "III": Fraction("1.5")}
R2_WORDS = {"I": "Ⅰ 组（低危）", "II": "Ⅱ 组（低中危）", "III": "Ⅲ 组（中高危）", "IV": "Ⅳ 组（高危）"}
R2_SURVIVAL = {"I": ("未达到", 68), "II": ("109 个月", 46), "III": ("68 个月", 30), "IV": ("38 个月", 20)}

CALCIUM_III, CALCIUM_III_MGDL = Fraction(3), Fraction("2.994")
CREATININE_B, CREATININE_B_MGDL = Fraction(177), Fraction("176.8")
SERUM_LIMITS: Mapping[str, tuple[int, int]] = {"IgG": (50, 70), "IgA": (30, 50)}
STAGE_WORDS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ"}
DS_WORDS = {f"{s}{sub}": f"{word} 期 {sub} 组" for s, word in STAGE_WORDS.items() for sub in "AB"}


def r2_iss_group(score: Fraction) -> str:
    """R2-ISS group of a score, a multiple of 0.5 (D'Agostino 2022)."""
    if score == 0:
        return "I"
    if score <= 1:
        return "II"
    return "III" if score <= Fraction("2.5") else "IV"


def _r2_items(v: Values, iss: frozenset[str]) -> tuple[ScoreItem, ...]:
    points = sorted(ISS_POINTS[stage] for stage in iss)
    known = points[0] if len(points) == 1 else None
    return (
        graded("iss", "ISS 分期", known, str(points[0]), str(points[-1]), v.unknown("b2m", "albumin")),
        item("del17p", "del(17p)", v.flag("del17p"), 1),
        item("ldh", "LDH 高于正常上限", ldh_high(v), 1, v.unknown("ldh", "ldh_uln")),
        item("t_4_14", "t(4;14)", v.flag("t_4_14"), 1),
        item("gain_1q", "1q 获得/扩增", v.flag("gain_1q"), "0.5"),
    )


def _r2_groups(items: tuple[ScoreItem, ...], iss: frozenset[str]) -> tuple[str, ...]:
    """Groups over every combination of the unknown items; ISS takes only the stages that remain."""
    values = [sorted({ISS_POINTS[stage] for stage in iss})]
    values += [[row.points] if row.points is not None else [row.low, row.high] for row in items[1:]]
    return tuple(
        sorted({r2_iss_group(sum(parts, Fraction(0))) for parts in product(*values)}, key=list(R2_WORDS).index)
    )


def _points_step(row: ScoreItem) -> str:
    if row.points is None:
        return f"{row.label}：未知（{show(row.low)}～{show(row.high)} 分）"
    return f"{row.label}：{show(row.points)} 分"


def r2_iss_rule(v: Values) -> Outcome:
    """R2-ISS (D'Agostino 2022): adds the points and enumerates the unknown items."""
    iss = agreed_iss(v)
    items = _r2_items(v, iss)
    sums, groups = total(items), _r2_groups(items, iss)
    group = groups[0] if len(groups) == 1 else None
    result = {"score": sums.score, "score_min": sums.low, "score_max": sums.high, "group": group}
    notices = b2m_unit_gap(v) + iss_near(v) + near(LDH, v.num("ldh"), v.num("ldh_uln") or Fraction(0))
    span = f"{show(sums.low)}～{show(sums.high)} 分" if sums.score is None else f"{show(sums.score)} 分"
    steps = () if v.has("iss_stage") else iss_steps(v)
    steps += (*map(_points_step, items), f"合计 {span}；0 分 Ⅰ，0.5–1 分 Ⅱ，1.5–2.5 分 Ⅲ，3–5 分 Ⅳ")
    if group is None:
        return Outcome(result, f"已知部分合计 {span}，不是最终评分。", determined=False, possible=groups,
                       missing=sums.missing, notices=notices, steps=steps)  # fmt: skip
    survival, progression_free = R2_SURVIVAL[group]
    shown = f" {span}" if sums.score is not None else f"在 {span}之间（尚缺项目，不是最终评分）"
    sentence = f"R2-ISS 评分{shown}，属 {R2_WORDS[group]}。"
    if sums.missing:
        sentence += "其余指标不影响分组。"
    sentence += (
        f"原始队列中位总生存{'' if survival == '未达到' else ' '}{survival}，中位无进展生存 {progression_free} 个月"
        "（D'Agostino 2022）。t(14;16) 在本系统不计分。"
    )
    return Outcome(result, sentence, missing=sums.missing, notices=notices, steps=steps)


def _typed_limit(v: Values, name: str, canonical: Fraction, mgdl: Fraction) -> Fraction | None:
    """Native-unit rule: the limit that belongs to the unit that was typed, in canonical units."""
    given = v.given(name)
    if given is None:
        return None
    return mgdl if given.unit == "mg/dl" else canonical


def _serum(v: Values) -> tuple[Finding, Finding]:
    """Whether the serum M protein is (high as in stage III, low as in stage I)."""
    chain, serum = v.code("heavy_chain"), v.num("serum_m")
    if chain == "none":
        return Finding(False), TRUE
    limits = SERUM_LIMITS.get(chain or "")
    if limits is None:
        # other isotypes have no limit: no measurement can settle the item
        asked = v.unknown("heavy_chain", "serum_m") if chain is None else ()
        return Finding(None, asked), Finding(None, asked)
    low, high = limits
    return compared(serum, lambda x: x > high, "serum_m"), compared(serum, lambda x: x < low, "serum_m")


def _ds_criteria(v: Values) -> tuple[Finding, Finding]:
    """(any stage III criterion, all stage I criteria)."""
    hb, lytic, urine, calcium = v.num("hb"), v.num("lytic_lesions"), v.num("urine_m"), v.num("calcium")
    limit = _typed_limit(v, "calcium", CALCIUM_III, CALCIUM_III_MGDL)
    high_calcium = None if calcium is None or limit is None else calcium > limit
    serum_high, serum_low = _serum(v)
    third = any_of(
        compared(hb, lambda x: x < 85, "hb"),
        finding(high_calcium, "calcium"),
        compared(lytic, lambda x: x > 3, "lytic_lesions"),
        serum_high,
        compared(urine, lambda x: x > 12000, "urine_m"),
    )
    first = all_of(
        compared(hb, lambda x: x > 100, "hb"),
        finding(None if high_calcium is None else not high_calcium, "calcium"),
        compared(lytic, lambda x: x <= 1, "lytic_lesions"),
        serum_low,
        compared(urine, lambda x: x < 4000, "urine_m"),
    )
    return third, first


def _ds_stages(third: Finding, first: Finding) -> tuple[str, ...]:
    if third.state:
        return ("III",)
    if first.state:
        return ("I",)
    stages = ("I",) if first.state is None else ()
    return (*stages, "II") if third.state is False else (*stages, "II", "III")


def _ds_substages(v: Values) -> tuple[str, ...]:
    creatinine = v.num("creatinine")
    limit = _typed_limit(v, "creatinine", CREATININE_B, CREATININE_B_MGDL)
    if creatinine is None or limit is None:
        return ("A", "B")
    return ("B",) if creatinine >= limit else ("A",)


def _ds_notices(v: Values) -> tuple[Notice, ...]:
    calcium, creatinine = v.num("calcium"), v.num("creatinine")
    codes = []
    if v.code("heavy_chain") == "other":
        codes.append("ds_heavy_chain_undefined")
    if calcium is not None and Fraction("2.65") < calcium <= CALCIUM_III:
        codes.append("ds_calcium_2_65_variant")
    if calcium is not None and CALCIUM_III_MGDL < calcium <= CALCIUM_III:
        codes.append("ds_calcium_unit_threshold_gap")
    if creatinine is not None and CREATININE_B_MGDL <= creatinine < CREATININE_B:
        codes.append("creatinine_unit_threshold_gap")
    return (
        *map(notice, codes),
        *near(HB, v.num("hb"), "85", "100"), *near(CALCIUM, calcium, CALCIUM_III), *near(CREATININE, creatinine, CREATININE_B),
        *near(SERUM_M, v.num("serum_m"), *map(Fraction, SERUM_LIMITS.get(v.code("heavy_chain") or "", ()))),
        *near(URINE_M, v.num("urine_m"), "4000", "12000"),
    )  # fmt: skip


def _ds_steps(v: Values) -> tuple[str, ...]:
    chain = v.code("heavy_chain")
    low, high = SERUM_LIMITS.get(chain or "", ("", ""))
    serum = {"none": "无重链，血清项按低值", "other": f"{HEAVY_CHAIN.label_of('other')}无界值"}.get(
        chain or "", f"{chain}：Ⅰ 期 <{low}，Ⅲ 期 >{high} g/L" if chain else "重链类型未知"
    )
    rows = (
        (HB, "Ⅰ 期 >100，Ⅲ 期 <85 g/L"), (CALCIUM, "Ⅰ 期 ≤12 mg/dL（3.0 mmol/L），Ⅲ 期 >12 mg/dL（3.0 mmol/L）"),
        (LYTIC_LESIONS, "Ⅰ 期 0–1，Ⅲ 期 >3"), (SERUM_M, serum), (URINE_M, "Ⅰ 期 <4，Ⅲ 期 >12 g/24h"),
        (CREATININE, "A <2.0 mg/dL（177 µmol/L），B ≥2.0 mg/dL（177 µmol/L）"),
    )  # fmt: skip
    texts = ((definition.label, v.given(definition.name), limits) for definition, limits in rows)
    return tuple(f"{label} {given.text if given else '未知'}（{limits}）" for label, given, limits in texts)


def durie_salmon_rule(v: Values) -> Outcome:
    """Durie-Salmon stage and substage (Durie & Salmon 1975); Hb, M protein in g/L, urine in mg/24 h."""
    third, first = _ds_criteria(v)
    stages, substages = _ds_stages(third, first), _ds_substages(v)
    stage = stages[0] if len(stages) == 1 else None
    substage = substages[0] if len(substages) == 1 else None
    notices, steps = _ds_notices(v), _ds_steps(v)
    label = f"{stage}{substage}" if stage and substage else None
    result = {"stage": stage, "substage": substage, "label": label}
    if label is None:
        asked = () if stage else tuple(dict.fromkeys(third.asked + first.asked))
        words = f"分期部分已定为 Durie-Salmon {STAGE_WORDS[stage]} 期，亚组待肌酐确定。" if stage else ""
        return Outcome(result, words, determined=False, possible=tuple(s + sub for s in stages for sub in substages),
                       missing=asked + v.unknown("creatinine"), notices=notices, steps=steps)  # fmt: skip
    serum_used = v.code("heavy_chain") not in ("none", "other")
    missing = v.unknown(
        "hb", "calcium", "lytic_lesions", "heavy_chain", *(("serum_m",) if serum_used else ()), "urine_m"
    )
    sentence = f"Durie-Salmon 分期为 {DS_WORDS[label]}。"
    if missing:
        sentence += "其余指标不影响本结论。"
    sentence += "NCCN MS-4 认为 ISS 更简便，首选分期为 R-ISS。"
    return Outcome(result, sentence, missing=missing, notices=notices, steps=steps)


LYTIC_LESIONS = integer(
    "lytic_lesions", "溶骨病灶数", 0, 200,
    aliases=("溶骨病灶", "溶骨性病变", "溶骨性破坏", "骨病灶数", "骨破坏"), help="0 为骨骼正常，1 为孤立性病灶",
)  # fmt: skip
HEAVY_CHAIN = choice(
    "heavy_chain", "重链类型",
    (Option("IgG", "IgG 型", ("IgGκ", "IgGλ", "IgG-κ", "IgG-λ")), Option("IgA", "IgA 型", ("IgAκ", "IgAλ", "IgA-κ", "IgA-λ")),
     Option("other", "IgD/IgE/IgM 型", ("IgD", "IgE", "IgM", "其他")), Option("none", "轻链型或无重链", ("轻链型", "无", "不分泌型"))),
    aliases=("重链", "M蛋白类型", "免疫固定重链", "分型"),
)  # fmt: skip
GAIN_1Q = boolean(
    "gain_1q", "1q 获得/扩增（≥3 拷贝）",
    aliases=("1q", "1q21", "1q+", "1q扩增", "1q获得", "1q增益", "1q21扩增", "1q21获得", "1q21增益", "gain(1q)", "gain1q", "amp(1q)", "amp1q", "CKS1B", "CKS1B扩增"),
)  # fmt: skip

R2_ISS = Calculator(
    name="r2_iss",
    title="R2-ISS 分期",
    field="分期",
    purpose="初治活动性多发性骨髓瘤的第二次修订国际分期系统，按分值分四组",
    inputs=(ISS_STAGE, B2M, ALBUMIN, LDH, LDH_ULN, LDH_STATUS, DEL17P, T_4_14, GAIN_1Q),
    rule=r2_iss_rule,
    rule_zh="ISS Ⅱ 期 1 分、Ⅲ 期 1.5 分；del(17p)、LDH 高于正常上限、t(4;14) 各 1 分；1q 获得/扩增 0.5 分。"
            "合计 0 分 Ⅰ 低危，0.5–1 分 Ⅱ 低中危，1.5–2.5 分 Ⅲ 中高危，3–5 分 Ⅳ 高危。",
    sources=(Source("LIT", "D'Agostino 2022, doi:10.1200/JCO.21.02614"),),
    words=R2_WORDS,
    always=("not_in_documents",),
    aliases=("R2-ISS", "R2ISS", "R2-ISS分期", "第二次修订的国际分期系统"),
)  # fmt: skip

DURIE_SALMON = Calculator(
    name="durie_salmon",
    title="Durie-Salmon 分期",
    field="分期",
    purpose="按肿瘤负荷与肾功能的传统分期",
    inputs=(HB, CALCIUM, LYTIC_LESIONS, HEAVY_CHAIN, SERUM_M, URINE_M, CREATININE),
    rule=durie_salmon_rule,
    rule_zh="Ⅲ 期（任一）：血红蛋白 <85 g/L；血钙 >12 mg/dL；溶骨病灶 >3 处；IgG >70 或 IgA >50 g/L；尿轻链 >12 g/24h。"
            "Ⅰ 期（全部）：血红蛋白 >100 g/L；血钙 ≤12 mg/dL；溶骨病灶 0–1 处；IgG <50 或 IgA <30 g/L；尿轻链 <4 g/24h。其余 Ⅱ 期。"
            "A 组肌酐 <2.0 mg/dL（177 µmol/L），B 组 ≥2.0 mg/dL。",
    sources=(Source("LIT", "Durie & Salmon 1975, Cancer 36:842"), Source("nccn-mm-2022v5", "MS-4"), Source("csco-mbd-2024", "3.2.1")),
    words=DS_WORDS,
    always=("not_in_documents",),
    aliases=("Durie-Salmon", "DS分期", "D-S分期", "Durie-Salmon分期", "DS"),
)  # fmt: skip
