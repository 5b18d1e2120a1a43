"""Bone-targeted drugs: who should have them and who must not."""

from collections.abc import Mapping
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, boolean, choice
from tools.messages import Notice, notice
from tools.numbers import show
from tools.shared_inputs import CORRECTED_CALCIUM, CRCL

URGENT_CALCIUM = Fraction("2.9")
SEVERE_CRCL = Fraction(30)
DRUG = choice("drug", "骨靶向药物", (
    Option("zoledronic_acid", "唑来膦酸", ("唑来", "择泰")),
    Option("pamidronate", "帕米膦酸二钠", ("帕米膦酸", "帕米膦酸钠")),
    Option("clodronate", "氯屈膦酸", ("氯膦酸二钠", "氯屈膦酸二钠")),
    Option("incadronate", "因卡膦酸二钠", ("因卡膦酸",)),
    Option("denosumab", "地舒单抗", ("地诺单抗", "狄诺塞麦", "安加维")),
), aliases=("骨靶向药物", "双膦酸盐", "骨改良药物", "骨修饰剂"))  # fmt: skip
BISPHOSPHONATES = ("zoledronic_acid", "pamidronate", "clodronate", "incadronate")

DIAGNOSES = (
    Option(
        "active_MM", "活动性骨髓瘤", ("MM", "多发性骨髓瘤", "症状性骨髓瘤", "活动性多发性骨髓瘤", "症状性多发性骨髓瘤")
    ),
    Option("SMM", "冒烟型骨髓瘤", ("冒烟型", "无症状骨髓瘤", "冒烟型多发性骨髓瘤")),
    Option("MGUS", "意义未明单克隆免疫球蛋白血症", ("意义不明的单克隆丙种球蛋白病",)),
    Option("solitary_plasmacytoma", "孤立性浆细胞瘤", ("孤立浆细胞瘤",)),
)
REASON_WORDS = {
    "active_mm": "活动性骨髓瘤，无论有无骨病",
    "osteoporosis_guideline_dosing": "伴骨质疏松，按骨质疏松指南用药",
    "no_indication": "无适应证",
}


def _reasons(diagnosis: str | None, osteoporosis: bool | None) -> tuple[str, ...]:
    """Reasons that remain possible (CSCO 3.2)."""
    if diagnosis == "active_MM":
        return ("active_mm",)
    other = {True: ("osteoporosis_guideline_dosing",), False: ("no_indication",)}
    reasons = ("osteoporosis_guideline_dosing", "no_indication") if osteoporosis is None else other[osteoporosis]
    return ("active_mm", *reasons) if diagnosis is None else reasons


def _urgent(diagnosis: str | None, calcium: Fraction | None) -> bool | None:
    if calcium is None:
        return None
    if calcium < URGENT_CALCIUM:
        return False
    # Hypercalcaemia contradicts a precursor diagnosis: the diagnosis has to be settled first.
    return True if diagnosis == "active_MM" else None


def indication_rule(v: Values) -> Outcome:
    """Indication for a bone-targeted drug; corrected calcium in mmol/L (CSCO 3.2; NCCN MYEL-H)."""
    diagnosis, calcium = v.code("diagnosis"), v.num("corrected_calcium")
    reasons = _reasons(diagnosis, v.flag("osteoporosis"))
    urgent = _urgent(diagnosis, calcium)
    notices: tuple[Notice, ...] = near(CORRECTED_CALCIUM, calcium, URGENT_CALCIUM)
    high = calcium is not None and calcium >= URGENT_CALCIUM
    if high and diagnosis in ("SMM", "MGUS", "solitary_plasmacytoma"):
        notices += (notice("hypercalcaemia_reclassify"),)
    steps: tuple[str, ...] = ()
    if diagnosis is not None:
        steps += (f"诊断：{INDICATION.input('diagnosis').label_of(diagnosis)}",)
    if calcium is not None:
        steps += (f"校正血钙 {show(calcium)} mmol/L {'≥' if high else '<'} 2.9",)
    missing = v.unknown("diagnosis", "corrected_calcium")
    if diagnosis != "active_MM":
        missing += v.unknown("osteoporosis")
    if len(reasons) > 1:
        indicated = None if "no_indication" in reasons else True
        return Outcome({"indicated": indicated, "urgent": urgent, "reason": None}, determined=False, possible=reasons,
                       missing=missing, notices=notices, steps=steps)  # fmt: skip
    reason = reasons[0]
    indicated = reason != "no_indication"
    sentence = f"{'推荐' if indicated else '不推荐'}骨靶向药物：{REASON_WORDS[reason]}（CSCO 3.2）。"
    if urgent:
        sentence += "校正血钙 ≥2.9 mmol/L：须立即使用，同时静脉水化、利尿和糖皮质激素（CSCO 3.2）。"
    steps += (f"→ {REASON_WORDS[reason]}",)
    return Outcome({"indicated": indicated, "urgent": urgent, "reason": reason}, sentence, missing=missing,
                   notices=notices, steps=steps)  # fmt: skip


CONTRAINDICATIONS: Mapping[str, tuple[str, ...]] = {
    "clodronate": ("allergy", "severe_renal", "osteomalacia"),
    "pamidronate": ("allergy", "allergy_other_bisphosphonate"),
    "zoledronic_acid": ("allergy", "allergy_other_bisphosphonate", "pregnant_or_lactating", "severe_renal"),
    "incadronate": ("allergy", "pregnant_or_lactating"),
    "denosumab": ("hypocalcaemia", "allergy", "oral_wound_unhealed"),
}
ADVISED_AGAINST = {"zoledronic_acid": "severe_renal"}
ITEM_WORDS = {
    "allergy": "对该药过敏", "allergy_other_bisphosphonate": "对其他双膦酸盐过敏", "pregnant_or_lactating": "妊娠或哺乳",
    "osteomalacia": "骨软化症", "hypocalcaemia": "低钙血症未纠正", "oral_wound_unhealed": "牙科/口腔术后切口未愈合",
    "severe_renal": "重度肾功能不全（CrCl <30）",
}  # fmt: skip


def _present(v: Values, item: str) -> bool | None:
    if item != "severe_renal":
        return v.flag(item)
    crcl = v.num("crcl")
    return None if crcl is None else crcl < SEVERE_CRCL


def _contraindication_notices(v: Values, drug: str) -> tuple[Notice, ...]:
    renal = "severe_renal" in CONTRAINDICATIONS[drug]
    found = near(CRCL, v.num("crcl"), SEVERE_CRCL) if renal else ()
    if drug == "clodronate" and _present(v, "severe_renal"):
        found += (notice("clodronate_severe_table2_vs_table3"),)
    if v.flag("pregnant_or_lactating") and "pregnant_or_lactating" not in CONTRAINDICATIONS[drug]:
        found += (notice("pregnancy_not_listed_for_drug"),)
    return found


def _verdict(drug: str, reasons: tuple[str, ...]) -> str:
    name = DRUG.label_of(drug)
    advised = [r for r in reasons if r == ADVISED_AGAINST.get(drug)]
    forbidden = [r for r in reasons if r not in advised]
    if not reasons:
        return f"{name}：CSCO 表2 所列禁忌均不存在。"
    parts = [f"禁用，因{'、'.join(ITEM_WORDS[r] for r in forbidden)}"] if forbidden else []
    parts += [f"不推荐，因{'、'.join(ITEM_WORDS[r] for r in advised)}"] if advised else []
    return f"{name}：{'；'.join(parts)}（CSCO 表2）。"


def contraindications_rule(v: Values) -> Outcome:
    """Contraindications of a bone-targeted drug; creatinine clearance in mL/min (CSCO table 2)."""
    drug = v.code("drug")
    if drug is None:
        return Outcome({"contraindicated": None, "reasons": []}, determined=False, missing=("drug",))
    states = {item: _present(v, item) for item in CONTRAINDICATIONS[drug]}
    reasons = tuple(item for item, state in states.items() if state)
    missing = tuple("crcl" if item == "severe_renal" else item for item, state in states.items() if state is None)
    notices = _contraindication_notices(v, drug)
    words = {True: "有", False: "无", None: "未知"}
    steps = tuple(f"{ITEM_WORDS[item]}：{words[state]}" for item, state in states.items())
    if missing and not reasons:
        return Outcome({"contraindicated": None, "reasons": ()}, determined=False, possible=(True, False),
                       missing=missing, notices=notices, steps=steps)  # fmt: skip
    sentence = _verdict(drug, reasons)
    if missing:
        sentence += "其余指标不影响本结论。"
    return Outcome({"contraindicated": bool(reasons), "reasons": reasons}, sentence, missing=missing,
                   notices=notices, steps=steps)  # fmt: skip


INDICATION = Calculator(
    name="bone_targeted_indication",
    title="骨靶向药物适应证",
    field="骨病",
    purpose="是否应使用双膦酸盐或地舒单抗，是否须立即使用",
    inputs=(
        choice("diagnosis", "诊断", DIAGNOSES, aliases=("诊断",)),
        boolean("osteoporosis", "伴骨质疏松", aliases=("骨质疏松", "骨质疏松症", "OP")),
        CORRECTED_CALCIUM,
    ),
    rule=indication_rule,
    rule_zh="活动性骨髓瘤：无论有无骨病均推荐；校正血钙 ≥2.9 mmol/L 须立即使用。冒烟型、MGUS、孤立性浆细胞瘤：仅伴骨质疏松时，按骨质疏松指南用药。",
    sources=(Source("csco-mbd-2024", "3.2"), Source("nccn-mm-2022v5", "MYEL-H")),
    words=REASON_WORDS,
    aliases=("骨靶向药物适应证", "双膦酸盐适应证", "要不要用双膦酸盐", "骨病用药指征"),
)

BONE_CONTRAINDICATIONS = Calculator(
    name="bone_agent_contraindications",
    title="骨靶向药物禁忌证",
    field="骨病",
    purpose="核对某一骨靶向药物的禁忌证",
    inputs=(
        DRUG,
        boolean("allergy", "对该药过敏", aliases=("药物过敏", "过敏")),
        boolean("allergy_other_bisphosphonate", "对其他双膦酸盐过敏", aliases=("双膦酸盐过敏",)),
        boolean("pregnant_or_lactating", "妊娠或哺乳", aliases=("妊娠", "怀孕", "哺乳", "孕妇")),
        boolean("osteomalacia", "骨软化症", aliases=("骨软化",)),
        boolean("hypocalcaemia", "低钙血症", aliases=("低钙", "低血钙", "血钙低", "血钙偏低")),
        boolean("oral_wound_unhealed", "牙科/口腔术后切口未愈合", aliases=("拔牙未愈", "口腔伤口未愈合")),
        CRCL,
    ),
    rule=contraindications_rule,
    rule_zh="氯屈膦酸：过敏、严重肾损害、骨软化症。帕米膦酸：对该药或其他双膦酸盐过敏。唑来膦酸：同前，妊娠/哺乳，重度肾功能不全不推荐。"
            "因卡膦酸：过敏、妊娠/哺乳。地舒单抗：低钙血症未纠正、过敏、口腔切口未愈。重度取 CrCl <30。",
    sources=(Source("csco-mbd-2024", "表2"),),
    words={"True": "存在禁忌或不推荐", "False": "所列禁忌均不存在", **ITEM_WORDS},
    aliases=("骨靶向药物禁忌", "双膦酸盐禁忌", "唑来膦酸禁忌", "地舒单抗禁忌"),
)  # fmt: skip
