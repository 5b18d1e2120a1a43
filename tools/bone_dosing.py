"""Dose of a bone-targeted drug by kidney function, NCCN and CSCO side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tools.bone_doses import CSCO, NCCN, Dose, dose_at, limits
from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, boolean, choice
from tools.messages import Notice, notice
from tools.numbers import rounded, show
from tools.renal import Clearance, clearance_category, known_clearance
from tools.shared_inputs import AGE, CRCL, CREATININE, DIALYSIS, SEX, WEIGHT

SEVERITIES = {"ge60": "none", "30_to_lt60": "mild_moderate", "lt30": "severe"}
SEVERITY_WORDS = {
    "none": "无肾功能不全（CrCl ≥60）",
    "mild_moderate": "轻/中度（CrCl 30–<60）",
    "severe": "重度（CrCl <30）",
}
SEVERITY_NAMES = {
    "none": "无肾功能不全",
    "mild_moderate": "轻/中度肾功能不全",
    "severe": "重度肾功能不全",
    None: "肾功能未知",
}
DIALYSIS_CRCL = Fraction(10)
NOT_COVERED: Mapping[str, object] = {"covered": False, "dose": None, "dose_mg": None}
DRUG = choice("drug", "骨靶向药物与剂型", (
    Option("zoledronic_acid", "唑来膦酸", ("唑来", "择泰")),
    Option("pamidronate", "帕米膦酸二钠", ("帕米膦酸", "帕米膦酸钠")),
    Option("denosumab", "地舒单抗", ("地诺单抗", "狄诺塞麦", "安加维")),
    Option("clodronate_oral", "氯屈膦酸（口服）", ("口服氯屈膦酸", "氯屈膦酸口服")),
    Option("clodronate_iv", "氯屈膦酸（静脉）", ("静脉氯屈膦酸", "氯屈膦酸静脉")),
    Option("incadronate", "因卡膦酸二钠", ("因卡膦酸",)),
), aliases=("骨靶向药物", "双膦酸盐", "骨改良药物", "骨修饰剂"))  # fmt: skip
TOXICITY = {
    "pamidronate": "帕米膦酸二钠可致局灶性节段性肾小球硬化。",
    "zoledronic_acid": "唑来膦酸可致肾小管毒性。",
}
CARE = "双膦酸盐：每次用药前查肌酐清除率，用药前后充分水化，避免非甾体抗炎药、造影剂等肾毒性药物，确需合用者至少在给药 24 h 之后（CSCO 5.2.2）。"
INTERVALS = "间隔：NCCN 双膦酸盐 3–4 周、地诺单抗 4 周；CSCO 每月 1 次（起始 1 次/4 周）。"


@dataclass(frozen=True)
class _Kidney:
    """The clearance by which the tables are read, and what stands behind it."""

    crcl: Fraction | None
    given: Clearance
    on_dialysis: bool

    @property
    def severity(self) -> str | None:
        return None if self.crcl is None else SEVERITIES[clearance_category(self.crcl)]

    def below(self, limit: int) -> bool:
        return self.crcl is not None and self.crcl < limit


def _kidney(v: Values) -> _Kidney:
    clearance, on_dialysis = known_clearance(v), v.flag("dialysis") is True
    value = clearance.value
    if on_dialysis and (value is None or value >= 30):
        value = DIALYSIS_CRCL
    return _Kidney(value, clearance, on_dialysis)


def _zoledronic_codes(crcl: Fraction | None) -> tuple[str, ...]:
    codes = ["zol_infusion_5_vs_15"]
    if crcl is None:
        return tuple(codes)
    if 49 < crcl < 50 or 39 < crcl < 40:
        codes.append("zol_integer_gap")
    if crcl == 60:
        codes.append("zol_60_boundary")
    if 30 <= crcl < 60:
        codes.append("nccn_reduction_unspecified")
    return tuple(codes)


def _clodronate_codes(drug: str, crcl: Fraction | None) -> tuple[str, ...]:
    if crcl is None:
        return ()
    codes = []
    if drug == "clodronate_iv" and crcl == 50:
        codes.append("clodronate_iv_50_overlap")
    if crcl < 30:
        codes.append("clodronate_severe_table2_vs_table3")
    if drug == "clodronate_oral" and crcl < 10:
        codes.append("clodronate_oral_below_10_label")
    return tuple(codes)


def _drug_codes(v: Values, drug: str, kidney: _Kidney) -> tuple[str, ...]:
    crcl = kidney.crcl
    if drug == "zoledronic_acid":
        return _zoledronic_codes(crcl)
    if drug == "pamidronate":
        return ("severity_cutoffs_not_defined",)
    if drug == "incadronate":
        exactly = ("incadronate_exactly_30",) if crcl == 30 else ()
        return exactly + (("incadronate_lt30_in_two_columns",) if kidney.below(30) else ())
    if drug == "denosumab":
        low = ("denosumab_correct_hypocalcaemia_first",) if v.flag("hypocalcaemia") else ()
        return low + (("denosumab_severe_hypocalcaemia_monitor",) if kidney.below(30) else ())
    return _clodronate_codes(drug, crcl)


def _notices(v: Values, drug: str, kidney: _Kidney) -> tuple[Notice, ...]:
    codes = list(_drug_codes(v, drug, kidney))
    if kidney.on_dialysis:
        codes.append("dialysis_use_severe_row")
        if kidney.given.value is not None and kidney.given.value >= 30:
            codes.append("dialysis_with_crcl_ge30")
    return kidney.given.notices + tuple(map(notice, codes)) + near(CRCL, kidney.given.value, *limits(drug))


def _recommended(v: Values, drug: str, kidney: _Kidney) -> bool:
    if drug == "denosumab":
        return v.flag("hypocalcaemia") is not True
    return not (kidney.below(30) and drug in ("zoledronic_acid", "clodronate_oral", "clodronate_iv"))


def _shown(drug: str, crcl: Fraction) -> str:
    """One decimal, or more where rounding would print a limit of the tables that was not reached."""
    short = rounded(crcl, 1)
    return show(crcl if short in limits(drug) else short)


def _steps(drug: str, kidney: _Kidney, nccn: Dose | None, csco: Dose | None) -> tuple[str, ...]:
    steps = kidney.given.steps
    if kidney.on_dialysis:
        steps += ("透析：按重度肾功能不全行",)
    elif kidney.crcl is not None and kidney.severity is not None:
        steps += (f"CrCl {_shown(drug, kidney.crcl)} mL/min：{SEVERITY_WORDS[kidney.severity]}",)
    if csco is not None:
        steps += (f"NCCN MYEL-J：{nccn.text if nccn else '未涉及该药'}", f"CSCO 表3：{csco.text}")
    return steps


def _sentence(v: Values, drug: str, kidney: _Kidney, nccn: Dose | None, csco: Dose) -> str:
    shown = "，透析" if kidney.on_dialysis else ""
    if kidney.given.value is not None:
        shown = f"，CrCl {_shown(drug, kidney.given.value)} mL/min{shown}"
    text = (
        f"{DRUG.label_of(drug)}（{SEVERITY_NAMES[kidney.severity]}{shown}）："
        f"NCCN MYEL-J：{nccn.text if nccn else '未涉及该药'}；CSCO 表3：{csco.text}。"
    )
    recommended = _recommended(v, drug, kidney)
    if not recommended:
        text += "先纠正低钙血症，暂不推荐使用。" if drug == "denosumab" else "不推荐使用。"
    if kidney.severity in ("mild_moderate", "severe") and (recommended or drug != "denosumab"):
        text += "肾功能不全优先推荐地舒单抗（NCCN MYEL-H 脚注 b；CSCO 推荐意见(8)）。"
    return text + TOXICITY.get(drug, "") + ("" if drug == "denosumab" else CARE) + INTERVALS


def dosing_rule(v: Values) -> Outcome:
    """Dose of a bone-targeted drug by clearance in mL/min (NCCN MYEL-J; CSCO table 3)."""
    drug, kidney = v.code("drug"), _kidney(v)
    if drug is None:
        asked = ("drug", *kidney.given.missing) if kidney.crcl is None else ("drug",)
        return Outcome({"severity": kidney.severity}, determined=False, missing=asked, notices=kidney.given.notices)
    notices = _notices(v, drug, kidney)
    asked = kidney.given.missing if kidney.crcl is None else ()
    if kidney.crcl is None and drug != "denosumab":
        return Outcome({"severity": None}, determined=False, possible=tuple(SEVERITY_WORDS), missing=asked,
                       notices=notices, steps=_steps(drug, kidney, None, None))  # fmt: skip
    # Every band of denosumab holds the same dose, so its table can be read without a clearance.
    crcl = Fraction(0) if kidney.crcl is None else kidney.crcl
    nccn = dose_at(NCCN[drug], crcl) if drug in NCCN else None
    csco = dose_at(CSCO[drug], crcl)
    result = {
        "severity": kidney.severity,
        "nccn": NOT_COVERED if nccn is None else nccn.as_result(),
        "csco": csco.as_result(),
        "recommended": _recommended(v, drug, kidney),
    }
    if drug == "denosumab":
        asked += v.unknown("hypocalcaemia")
    return Outcome(result, _sentence(v, drug, kidney, nccn, csco), missing=asked, notices=notices,
                   steps=_steps(drug, kidney, nccn, csco))  # fmt: skip


BONE_DOSING = Calculator(
    name="bone_agent_renal_dose",
    title="骨靶向药物肾功能剂量",
    field="骨病",
    purpose="肾功能不全时双膦酸盐与地舒单抗的剂量，NCCN 与 CSCO 并列",
    inputs=(
        DRUG, CRCL, AGE, SEX, WEIGHT, CREATININE, DIALYSIS,
        boolean("hypocalcaemia", "低钙血症", aliases=("低钙", "低血钙", "血钙低", "血钙偏低")),
    ),
    rule=dosing_rule,
    rule_zh="唑来膦酸（CSCO）：CrCl >60 4 mg，50–60 3.5 mg，40–<50 3.3 mg，30–<40 3 mg，<30 不推荐；NCCN：≥60 4 mg，30–<60 减量，<30 不推荐。"
            "帕米膦酸：≥30 90 mg，<30 60–90 mg 输注 4–6 h。地舒单抗：120 mg 不调整，先纠正低钙。"
            "氯屈膦酸口服：>50 1600、30–50 1200、<30 800 mg/d（<30 禁用优先）；静脉：>80 300、>50–80 225–300、12–50 150–225、<12 150 mg/d。"
            "因卡膦酸：>30 10 mg，≤30 5 mg。透析按重度行。",
    sources=(Source("nccn-mm-2022v5", "MYEL-J"), Source("nccn-mm-2022v5", "MYEL-H"), Source("csco-mbd-2024", "表3"),
             Source("csco-mbd-2024", "表2"), Source("csco-mbd-2024", "5.2.2")),
    words=SEVERITY_WORDS,
    aliases=("唑来膦酸剂量", "帕米膦酸剂量", "地舒单抗剂量", "氯屈膦酸剂量", "因卡膦酸剂量", "双膦酸盐剂量", "骨靶向药物剂量", "双膦酸盐肾功能"),
)  # fmt: skip
