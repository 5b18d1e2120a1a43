"""The seven myeloma-defining events of SLiM-CRAB (NCCN MYEL-C; Rajkumar 2014), each met, not met or unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tools.calculator import Values, near
from tools.findings import FALSE, Finding, any_of, compared, finding
from tools.inputs import Option, integer
from tools.light_chains import CHAIN_WORDS, SLIM_LEVEL, SLIM_RATIO, light_chains
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.renal import known_clearance
from tools.shared_inputs import BMPC, CALCIUM, CRCL, CREATININE, HB

CALCIUM_LIMIT, CALCIUM_LIMIT_MGDL = Fraction("2.75"), Fraction("2.7445")
CALCIUM_MARGIN, CALCIUM_MARGIN_MGDL = Fraction("0.25"), Fraction("0.2495")
CALCIUM_MS4 = Fraction("2.86925")
CREATININE_LIMIT, CREATININE_LIMIT_MGDL = Fraction(177), Fraction("176.8")
EVENT_OPTIONS = (
    Option("C", "高钙血症（C）", ("高钙", "高钙血症")), Option("R", "肾功能不全（R）", ("肾损害", "肾功能不全")),
    Option("A", "贫血（A）", ("贫血",)), Option("B", "骨病变（B）", ("骨病", "骨病变")),
)  # fmt: skip
EVENT_WORDS = {
    "C": "高钙血症（C）", "R": "肾功能不全（R）", "A": "贫血（A）", "B": "骨病变（B）", "S60": "骨髓浆细胞 ≥60%（S）",
    "Li": "游离轻链比值 ≥100（Li）", "MRI": "MRI 局灶病灶 >1 处（M）",
}  # fmt: skip
STATE_WORDS = {True: "符合", False: "不符合", None: "未知"}
CODES = {True: "met", False: "not_met", None: "unknown"}
ONLY_IF_MET = ("calcium_11_vs_11_5", "lytic_below_5mm")
MRI_FOCAL = integer("mri_focal_ge5mm", "MRI 局灶病灶数（≥5 mm）", 0, 300,
                    aliases=("MRI局灶病灶", "MRI局灶性病变", "MRI病灶数", "磁共振局灶病灶"), help="不计浆细胞瘤原发灶")  # fmt: skip
MRI_FOCAL_LARGER = integer("mri_focal_gt5mm", "其中 >5 mm 的 MRI 局灶病灶数", 0, 300, role="information",
                           aliases=("MRI>5mm病灶",))  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One myeloma-defining event and the comparison behind it."""

    found: Finding
    step: str
    notices: tuple[Notice, ...] = ()


def calcium_notices(v: Values, met: bool | None) -> tuple[Notice, ...]:
    """Where the printed limits of calcium disagree, or the upper limit or the correction would matter."""
    calcium, uln, corrected = v.num("calcium"), v.num("calcium_uln"), payne_corrected(v)
    if calcium is None:
        return ()
    codes = []
    if met and calcium <= CALCIUM_MS4:
        codes.append("calcium_11_vs_11_5")
    if CALCIUM_LIMIT_MGDL < calcium <= CALCIUM_LIMIT:
        codes.append("calcium_unit_threshold_gap")
    if uln is not None and uln + CALCIUM_MARGIN_MGDL < calcium <= uln + CALCIUM_MARGIN:
        codes.append("calcium_uln_unit_threshold_gap")
    if uln is None and not met and Fraction("2.65") < calcium <= CALCIUM_LIMIT:
        codes.append("calcium_uln_unknown")
    if corrected is not None and (corrected > CALCIUM_LIMIT) != (calcium > CALCIUM_LIMIT):
        codes.append("corrected_calcium_differs")
    return (*map(notice, codes), *near(CALCIUM, calcium, CALCIUM_LIMIT))


def payne_corrected(v: Values) -> Fraction | None:
    """Albumin-corrected calcium [mmol/L] (Payne 1973); None if already corrected or not computable."""
    calcium, albumin = v.num("calcium"), v.num("albumin")
    if calcium is None or albumin is None or v.flag("calcium_is_corrected"):
        return None
    return calcium + Fraction("0.02") * (40 - albumin)


def _calcium(v: Values) -> Event:
    given, uln = v.given("calcium"), v.num("calcium_uln")
    if given is None:
        return Event(Finding(None, ("calcium",)), "C 血钙：未知")
    typed_mgdl = given.unit == "mg/dl"
    limit, shown = (CALCIUM_LIMIT_MGDL, "11 mg/dL") if typed_mgdl else (CALCIUM_LIMIT, "2.75 mmol/L")
    margin, shown_margin = (CALCIUM_MARGIN_MGDL, "1 mg/dL") if typed_mgdl else (CALCIUM_MARGIN, "0.25 mmol/L")
    met = given.value > limit or (uln is not None and given.value > uln + margin)
    above = "正常上限未知" if uln is None else f"或 > 正常上限 {show(uln)} mmol/L + {shown_margin}"
    step = f"C 血钙 {given.text}（> {shown}，{above}）：{STATE_WORDS[met]}"
    corrected = payne_corrected(v)
    if corrected is not None:
        step += f"；Payne 校正血钙 {show(corrected, 2)} mmol/L"
    return Event(Finding(met), step, calcium_notices(v, met))


def _kidney(v: Values) -> Event:
    given, clearance = v.given("creatinine"), known_clearance(v)
    limit = CREATININE_LIMIT_MGDL if given and given.unit == "mg/dl" else CREATININE_LIMIT
    high = finding(None if given is None else given.value > limit, "creatinine")
    low = compared(clearance.value, lambda x: x < 40, "crcl")
    found = any_of(high, low)
    notices = clearance.notices
    if given is not None and CREATININE_LIMIT_MGDL < given.value <= CREATININE_LIMIT:
        notices += (notice("creatinine_unit_threshold_gap"),)
    notices += near(CREATININE, given.value if given else None, CREATININE_LIMIT) + near(CRCL, clearance.value, "40")
    creatinine = given.text if given else "未知"
    crcl = "未知" if clearance.value is None else f"{show(clearance.value, 1)} mL/min"
    step = f"R 肌酐 {creatinine}（> 177 µmol/L 或 > 2 mg/dL），肌酐清除率 {crcl}（< 40 mL/min）：{STATE_WORDS[found.state]}"
    return Event(found, "；".join((*clearance.steps, step)), notices)


def _anaemia(v: Values) -> Event:
    hb, lower = v.num("hb"), v.num("hb_lln")
    if hb is None:
        return Event(Finding(None, ("hb", *v.unknown("hb_lln"))), "A 血红蛋白：未知")
    limit = "正常下限未知" if lower is None else f"或 < 正常下限 {show(lower)} − 20"
    state: bool | None = hb < 100
    if not state and lower is not None:
        state = hb < lower - 20
    elif not state and hb < 120:
        state = None
    step = f"A 血红蛋白 {show(hb)} g/L（< 100，{limit}）：{STATE_WORDS[state]}"
    return Event(finding(state, "hb_lln"), step, near(HB, hb, "100", *(() if lower is None else (lower - 20,))))


def _bone(v: Values) -> Event:
    lesions, largest = v.num("lytic_lesions"), v.num("lytic_largest_mm")
    found = compared(lesions, lambda n: n >= 1, "lytic_lesions")
    small = found.state and largest is not None and largest < 5
    shown = "未知" if lesions is None else f"{show(lesions)} 处"
    step = f"B 溶骨病灶 {shown}（≥ 1 处）：{STATE_WORDS[found.state]}"
    return Event(found, step, (notice("lytic_below_5mm"),) if small else ())


def _marrow(v: Values) -> Event:
    bmpc = v.num("bmpc")
    found = compared(bmpc, lambda x: x >= 60, "bmpc")
    shown = "未知" if bmpc is None else f"{show(bmpc)}%"
    codes = []
    if bmpc is not None and bmpc == 60:
        codes.append("msd_bmpc_gt_60")
    if bmpc is not None and 59 < bmpc < 60:
        codes.append("smm_59_60_gap")
    step = f"S60 克隆性骨髓浆细胞 {shown}（≥ 60%）：{STATE_WORDS[found.state]}"
    return Event(found, step, (*map(notice, codes), *near(BMPC, bmpc, "10", "60")))


def _light_chain(v: Values) -> Event:
    chains = light_chains(v)
    if chains is None:
        ratio = v.num("flc_ratio_involved")
        if ratio is not None and ratio < SLIM_RATIO:
            return Event(FALSE, f"Li 受累/非受累 FLC 比值 {show(ratio, 2)} < 100：不符合")
        return Event(Finding(None, v.unknown("kappa", "lambda")), "Li 受累/非受累 FLC 比值：未知")
    chain = chains.raised
    if chain is None:
        return Event(FALSE, f"Li κ/λ = {show(chains.ratio, 3)}，在 0.26–1.65 内：不符合")
    excess, level = chains.excess_ratio(chain), chains.level(chain)
    step = (
        f"Li 受累链 {CHAIN_WORDS[chain]}：比值 {show(excess, 2)}（≥ 100），"
        f"{show(level)} mg/L（≥ 100 mg/L）：{STATE_WORDS[chains.slim]}"
    )
    msd = level > SLIM_LEVEL and excess < SLIM_RATIO
    return Event(Finding(chains.slim), step, (notice("msd_flc_100mgL"),) if msd else ())


def _mri(v: Values) -> Event:
    lesions, larger = v.num("mri_focal_ge5mm"), v.num("mri_focal_gt5mm")
    if lesions is not None and larger is not None and larger > lesions:
        message = f"MRI >5 mm 的病灶（{show(larger)} 处）多于 ≥5 mm 的病灶（{show(lesions)} 处），请核对"
        raise CalculatorInputError(FieldError("mri_focal_gt5mm", "inconsistent", message))
    found = compared(lesions, lambda n: n >= 2, "mri_focal_ge5mm")
    if larger is not None and larger >= 2:
        found = Finding(True)
    shown = "未知" if lesions is None else f"{show(lesions)} 处"
    if found.state is None and _single_plasmacytoma(v) and v.num("petct_other_lesions") == 0:
        step = "MRI 未做，以 PET/CT 代替（其他病灶 0 处）：不符合"
        return Event(FALSE, step, (notice("mri_not_done_petct_used"),))
    step = f"MRI 局灶病灶 {shown}（> 1 处，≥ 5 mm）：{STATE_WORDS[found.state]}"
    exact = found.state and larger is not None and larger < 2
    return Event(found, step, (notice("mri_exactly_5mm_csco_gt5"),) if exact else ())


def _single_plasmacytoma(v: Values) -> bool:
    return v.code("plasmacytoma_biopsy") in ("bone", "extramedullary") and v.num("plasmacytoma_count") == 1


def defining_events(v: Values) -> Mapping[str, Event]:
    """All seven events; those attributed to another disease count as not met."""
    events = {
        "C": _calcium(v), "R": _kidney(v), "A": _anaemia(v), "B": _bone(v),
        "S60": _marrow(v), "Li": _light_chain(v), "MRI": _mri(v),
    }  # fmt: skip
    for code in v.codes("other_cause") or ():
        own = notice("attributed_to_other_cause", code, X=EVENT_WORDS[code])
        step = f"{events[code].step}；已归因于其他疾病，不计入"
        kept = tuple(n for n in events[code].notices if n.code not in ONLY_IF_MET)
        events[code] = replace(events[code], found=FALSE, step=step, notices=(own, *kept))
    return events
