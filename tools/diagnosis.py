"""Diagnosis by SLiM-CRAB: myeloma, smouldering myeloma, MGUS, solitary plasmacytoma (NCCN MYEL-C, MYEL-2, MS-35)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.diagnosis_events import (
    CODES,
    EVENT_OPTIONS,
    EVENT_WORDS,
    MRI_FOCAL,
    MRI_FOCAL_LARGER,
    Event,
    defining_events,
)  # fmt: skip
from tools.findings import Finding, all_of, any_of, compared, finding, not_
from tools.inputs import Input, Kind, Option, boolean, choice, integer, number, quantity
from tools.light_chains import LightChains, light_chains
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.shared_inputs import (
    AGE,
    ALBUMIN,
    AMYLOIDOSIS,
    BMPC,
    CALCIUM,
    CORRECTED_NAMES,
    CRCL,
    CREATININE,
    FLC_RATIO_INVOLVED,
    HB,
    KAPPA,
    LAMBDA,
    SERUM_M,
    SEX,
    URINE_M,
    WEIGHT,
)  # fmt: skip

KAPPA_UPPER, LAMBDA_UPPER = Fraction("19.4"), Fraction("26.3")
DIAGNOSIS_WORDS = {
    "MM": "症状性（活动性）多发性骨髓瘤", "solitary_plasmacytoma": "孤立性浆细胞瘤",
    "solitary_plasmacytoma_minimal_marrow": "孤立性浆细胞瘤伴骨髓轻微受累（<10%）", "SMM": "冒烟型（无症状性）骨髓瘤",
    "MGUS": "意义不明的单克隆丙种球蛋白病（非 IgM 型）", "IgM_MGUS": "意义不明的单克隆丙种球蛋白病（IgM 型）",
    "LC_MGUS": "意义不明的单克隆丙种球蛋白病（轻链型）", "no_clonal_disorder": "未见单克隆浆细胞疾病证据",
    "not_classifiable": "不符合所列任何一类",
}  # fmt: skip
CONSEQUENCES = {
    "MM": "治疗见 MYEL-4：骨髓瘤治疗加双膦酸盐或地诺单抗及支持治疗。MYEL-C 脚注 c 另举反复感染、淀粉样变、轻链沉积病、高粘滞血症"
          "为活动性疾病的例子，不属定义事件。",
    "solitary_plasmacytoma": "见 MYEL-2：放疗（40–50 Gy）± 手术或临床试验；每 3–6 个月随访，影像每年一次、至少 5 年。",
    "SMM": "见 MYEL-3；请做 20/2/20 风险分层。",
    "MGUS": "如有肾脏或神经受累，按 MGRS-1 或 MGNS-1 评估。",
}  # fmt: skip
CONSEQUENCES["solitary_plasmacytoma_minimal_marrow"] = CONSEQUENCES["solitary_plasmacytoma"]
CONSEQUENCES["IgM_MGUS"] = CONSEQUENCES["LC_MGUS"] = CONSEQUENCES["MGUS"]
IMAGING = "若结论仅取决于一项结果不确定的影像，3–6 个月后重复同一影像（MYEL-B）。"


@dataclass(frozen=True)
class Picture:
    """What the diagnoses are decided from: marrow in %, M protein in g/L and mg/24 h, chains in mg/L."""

    bmpc: Fraction | None
    plasmacytoma: Finding
    single: Finding
    serum_m: Fraction | None
    heavy_chain: str | None
    urine_m: Fraction | None
    chains: LightChains | None
    chains_asked: tuple[str, ...]
    amyloidosis: Finding
    events: Mapping[str, Finding]


def picture_of(v: Values, events: Mapping[str, Event]) -> Picture:
    """Reads the picture; a proven plasmacytoma with a count of 0 is an error."""
    biopsy, count = v.code("plasmacytoma_biopsy"), v.num("plasmacytoma_count")
    if biopsy not in (None, "none") and count == 0:
        message = "活检证实浆细胞瘤，而浆细胞瘤个数填为 0，请核对"
        raise CalculatorInputError(FieldError("plasmacytoma_count", "inconsistent", message))
    return Picture(
        bmpc=v.num("bmpc"),
        plasmacytoma=finding(None if biopsy is None else biopsy != "none", "plasmacytoma_biopsy"),
        single=compared(count, lambda n: n == 1, "plasmacytoma_count"),
        serum_m=v.num("serum_m"),
        heavy_chain=v.code("heavy_chain"),
        urine_m=v.num("urine_m"),
        chains=light_chains(v),
        chains_asked=v.unknown("kappa", "lambda"),
        amyloidosis=finding(v.flag("amyloidosis"), "amyloidosis"),
        events={code: event.found for code, event in events.items()},
    )


def _if_negative(p: Picture) -> Picture:
    """The picture with unknown events, amyloidosis, plasmacytoma and urine M protein taken as negative."""
    return replace(
        p,
        plasmacytoma=Finding(p.plasmacytoma.state or False),
        single=Finding(p.single.state is not False),
        urine_m=Fraction(0) if p.urine_m is None else p.urine_m,
        amyloidosis=Finding(p.amyloidosis.state or False),
        events={code: Finding(found.state or False) for code, found in p.events.items()},
    )


def _chain_of(p: Picture, *names: str) -> Finding:
    return finding(None if p.heavy_chain is None else p.heavy_chain in names, "heavy_chain")


def _light_chain_clone(p: Picture) -> Finding:
    """Abnormal ratio with the involved chain above its reference range (Rajkumar 2014)."""
    if p.chains is None:
        return Finding(None, p.chains_asked)
    raised = p.chains.raised
    upper = KAPPA_UPPER if raised == "kappa" else LAMBDA_UPPER
    return Finding(raised is not None and p.chains.level(raised) > upper)


def diagnoses(p: Picture) -> dict[str, Finding]:
    """Every diagnosis, three-valued; at most one of them is true."""
    no_tumour, no_amyloid = not_(p.plasmacytoma), not_(p.amyloidosis)
    event = any_of(*p.events.values())
    crab = any_of(*(p.events[code] for code in "CRAB"))
    ten = compared(p.bmpc, lambda x: x >= 10, "bmpc")
    clone_free = compared(p.bmpc, lambda x: x == 0, "bmpc")
    minimal = compared(p.bmpc, lambda x: 0 < x < 10, "bmpc")
    smouldering_marrow = compared(p.bmpc, lambda x: 10 <= x < 60, "bmpc")
    low_urine = compared(p.urine_m, lambda x: x < 500, "urine_m")
    small_peak = compared(p.serum_m, lambda x: 0 < x < 30, "serum_m")
    large_peak = all_of(compared(p.serum_m, lambda x: x >= 30, "serum_m"), _chain_of(p, "IgG", "IgA"))
    normal_ratio = finding(None if p.chains is None else p.chains.normal, *p.chains_asked)
    tumour = (p.plasmacytoma, p.single, not_(event), no_amyloid)
    mgus = (no_tumour, not_(ten), low_urine, not_(crab), no_amyloid)
    return {
        "MM": any_of(all_of(any_of(ten, p.plasmacytoma), event), all_of(p.plasmacytoma, ten)),
        "solitary_plasmacytoma": all_of(*tumour, clone_free),
        "solitary_plasmacytoma_minimal_marrow": all_of(*tumour, minimal),
        "SMM": all_of(no_tumour, any_of(large_peak, not_(low_urine), smouldering_marrow), not_(event), no_amyloid),
        "MGUS": all_of(*mgus, small_peak, _chain_of(p, "IgG", "IgA", "IgD", "IgE")),
        "IgM_MGUS": all_of(*mgus, small_peak, _chain_of(p, "IgM")),
        "LC_MGUS": all_of(*mgus, _chain_of(p, "none"), _light_chain_clone(p)),
        "no_clonal_disorder": all_of(
            no_tumour, not_(ten), _chain_of(p, "none"), normal_ratio,
            compared(p.serum_m, lambda x: x == 0, "serum_m"), compared(p.urine_m, lambda x: x == 0, "urine_m"),
        ),
    }  # fmt: skip


def decide(rows: Mapping[str, Finding]) -> str | None:
    """The diagnosis that is true, "not_classifiable" if all are false, None while it is open."""
    for name, row in rows.items():
        if row.state:
            return name
    return "not_classifiable" if all(row.state is False for row in rows.values()) else None


def _notices(v: Values, p: Picture, diagnosis: str | None, met: list[str]) -> tuple[Notice, ...]:
    tumour, bmpc, codes = p.plasmacytoma.state, p.bmpc, []
    below = bmpc is not None and bmpc < 10
    if tumour and bmpc is not None and bmpc >= 10:
        codes.append("footnote_j_plasmacytoma_10pct")
    if tumour and below and p.single.state is not False and v.num("lytic_lesions") == 1 and met == ["B"]:
        codes.append("lytic_may_be_the_plasmacytoma")
    if p.heavy_chain == "IgM":
        codes.append("igm_consider_wm")
    if diagnosis in ("MGUS", "IgM_MGUS", "LC_MGUS") and {"Li", "MRI"} & set(met):
        codes.append("slim_feature_with_mgus_marrow")
    if diagnosis == "not_classifiable" and met and below and tumour is False:
        codes.append("organ_damage_without_clonal_base")
    if diagnosis == "not_classifiable" and p.amyloidosis.state:
        codes.append("amyloidosis_pathway")
    return (*map(notice, codes), *near(SERUM_M, p.serum_m, "30"), *near(URINE_M, p.urine_m, "500"))


def _sentence(p: Picture, diagnosis: str, met: list[str]) -> str:
    if diagnosis == "not_classifiable":
        return "不符合所列任何一类诊断。"
    if diagnosis == "no_clonal_disorder":
        return "未见单克隆浆细胞疾病证据。"
    sentence = f"诊断分类：符合{DIAGNOSIS_WORDS[diagnosis]}"
    if diagnosis == "MM":
        events = "、".join(EVENT_WORDS[code] for code in met) or "无"
        sentence += f"，已满足的定义事件：{events}（NCCN MYEL-C）"
        if p.plasmacytoma.state and not met:
            sentence += "；浆细胞瘤且骨髓浆细胞 ≥10% 视作活动性骨髓瘤，应考虑全身治疗（MYEL-2 脚注 j）"
    imaging = IMAGING if met in (["MRI"], ["B"]) else ""
    return f"{sentence}。{CONSEQUENCES[diagnosis]}{imaging}"


def slim_crab_rule(v: Values) -> Outcome:
    """SLiM-CRAB diagnosis (NCCN MYEL-C; Rajkumar 2014), every condition three-valued."""
    events = defining_events(v)
    p = picture_of(v, events)
    rows = diagnoses(p)
    diagnosis = decide(rows)
    met = [code for code, found in p.events.items() if found.state]
    result: dict[str, object] = {
        "diagnosis": diagnosis, "features": {code: CODES[found.state] for code, found in p.events.items()}, "mde_met": met,
    }  # fmt: skip
    notices = (*(n for event in events.values() for n in event.notices), *_notices(v, p, diagnosis, met))
    steps = tuple(event.step for event in events.values())
    if diagnosis is not None:
        steps += (f"→ {DIAGNOSIS_WORDS[diagnosis]}",)
        return Outcome(result, _sentence(p, diagnosis, met), notices=notices, steps=steps)
    provisional = decide(diagnoses(_if_negative(p)))
    open_rows = [name for name, row in rows.items() if row.state is None]
    asked = {name for row in rows.values() if row.state is None for name in row.asked}
    words = f"若其余未知项均为阴性则为{DIAGNOSIS_WORDS[provisional]}，不可据此下结论。" if provisional else ""
    if met:
        words = f"已满足的定义事件：{'、'.join(EVENT_WORDS[code] for code in met)}。{words}"
    return Outcome({**result, "provisional": provisional}, words, determined=False,
                   possible=(*open_rows, "not_classifiable"), notices=notices, steps=steps,
                   missing=tuple(i.name for i in SLIM_CRAB.inputs if i.name in asked))  # fmt: skip


SLIM_CRAB = Calculator(
    name="slim_crab",
    title="多发性骨髓瘤诊断（SLiM-CRAB）",
    field="诊断",
    purpose="按 SLiM-CRAB 区分活动性骨髓瘤、冒烟型骨髓瘤、MGUS 与孤立性浆细胞瘤",
    inputs=(
        BMPC,
        choice("plasmacytoma_biopsy", "活检证实的浆细胞瘤",
               (Option("none", "无", ("没有",)), Option("bone", "骨", ("骨浆细胞瘤", "骨型")),
                Option("extramedullary", "髓外", ("骨外", "软组织", "髓外浆细胞瘤"))), aliases=("浆细胞瘤", "活检浆细胞瘤")),
        integer("plasmacytoma_count", "浆细胞瘤个数", 0, 50, aliases=("浆细胞瘤个数", "浆细胞瘤数目")),
        SERUM_M,
        choice("heavy_chain", "免疫固定重链",
               (Option("IgG", "IgG", ("IgG型", "IgGκ", "IgGλ")), Option("IgA", "IgA", ("IgA型", "IgAκ", "IgAλ")),
                Option("IgD", "IgD", ("IgD型",)), Option("IgE", "IgE", ("IgE型",)), Option("IgM", "IgM", ("IgM型", "IgMκ", "IgMλ")),
                Option("none", "无重链", ("阴性", "轻链型", "无"))), aliases=("重链", "免疫固定", "M蛋白类型", "免疫分型")),
        URINE_M,
        replace(CALCIUM, label="血钙", aliases=(*CALCIUM.aliases, *CORRECTED_NAMES), help="总钙；若为校正值请注明已校正"),
        quantity("calcium_uln", "calcium", "血钙正常上限", bounds=(Fraction("2.2"), Fraction(3)), aliases=("血钙上限", "血钙正常上限")),
        boolean("calcium_is_corrected", "所填血钙已经校正", role="information", aliases=("已校正",)),
        replace(ALBUMIN, role="information"),
        replace(CREATININE, help="现在的血清肌酐，不是既往一过性的数值"), CRCL, AGE, SEX, WEIGHT, HB,
        quantity("hb_lln", "hb", "血红蛋白正常下限", bounds=(Fraction(90), Fraction(160)), aliases=("血红蛋白下限", "Hb下限", "Hb正常下限", "下限")),
        integer("lytic_lesions", "溶骨病灶数（X 线/CT/PET-CT，不计原发灶）", 0, 300,
                aliases=("溶骨病灶", "溶骨性病变", "溶骨性破坏", "骨病灶", "骨病变", "骨破坏"), help="只有摄取增高而无溶骨不算"),
        number("lytic_largest_mm", "最大溶骨病灶径", "0.1", "300", unit="mm", role="information", aliases=("最大溶骨病灶",)),
        KAPPA, LAMBDA, FLC_RATIO_INVOLVED, MRI_FOCAL, MRI_FOCAL_LARGER,
        integer("petct_other_lesions", "PET/CT 上原发灶以外的病灶数", 0, 300, aliases=("PET-CT其他病灶", "PET/CT其他病灶")),
        AMYLOIDOSIS,
        Input("other_cause", "已归因于其他疾病的 CRAB 项", Kind.CHOICES, options=EVENT_OPTIONS, role="option",
              aliases=("其他原因所致",)),
    ),
    rule=slim_crab_rule,
    rule_zh="克隆性骨髓浆细胞 ≥10% 或活检证实浆细胞瘤，加任一定义事件为骨髓瘤：血钙高于正常上限 0.25 mmol/L 以上或 >2.75 mmol/L；"
            "肌酐 >177 µmol/L 或肌酐清除率 <40；血红蛋白 <100 g/L 或低于下限 20 以上；溶骨病灶 ≥1 处；浆细胞 ≥60%；"
            "受累/非受累 FLC ≥100 且受累 ≥100 mg/L；MRI 局灶病灶 >1 处（≥5 mm）。浆细胞瘤加骨髓 ≥10% 也视作骨髓瘤。无定义事件、无淀粉样变而"
            "血清 M ≥30 g/L（IgG/IgA）或尿 M ≥500 mg/24h 或骨髓 10%–<60% 为冒烟型；更低且无 CRAB 为 MGUS。",
    sources=(
        Source("nccn-mm-2022v5", "MYEL-C"), Source("nccn-mm-2022v5", "MYEL-2 脚注 h、i、j"), Source("nccn-mm-2022v5", "MS-35"),
        Source("LIT", "Rajkumar 2014, doi:10.1016/S1470-2045(14)70442-5"),
    ),
    words=DIAGNOSIS_WORDS | EVENT_WORDS,
    aliases=("SLiM-CRAB", "CRAB", "骨髓瘤诊断", "诊断标准", "骨髓瘤定义事件", "MM诊断", "冒烟型还是活动性"),
)  # fmt: skip
