"""Clinical relapse and relapse from CR or MRD negativity by IMWG (NCCN MYEL-E 2/3)."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.findings import FALSE, TRUE, Finding, all_of, any_of, compared, finding, not_
from tools.inputs import Option, boolean, choice, number, quantity
from tools.messages import Notice, notice
from tools.shared_inputs import BMPC, CALCIUM, CREATININE, HB

CALCIUM_LIMIT = Fraction("2.7445")
CREATININE_RISE, CREATININE_RISE_PRINTED = Fraction("176.8"), Fraction(177)
HB_FALL = Fraction(20)
RELAPSE_WORDS = {
    "new_lesion": "新发浆细胞瘤或骨病变", "lesion_growth": "病灶明确增大", "hypercalcaemia": "高钙血症",
    "hb_fall": "血红蛋白下降", "creatinine_rise": "肌酐升高", "hyperviscosity": "高粘滞血症",
    "immunofixation": "免疫固定或电泳转阳", "bmpc": "骨髓浆细胞 ≥5%", "mrd_lost": "MRD 阴性消失",
}  # fmt: skip


def _new_lesion(v: Values) -> Finding:
    if v.flag("only_osteoporotic_fracture"):
        return FALSE
    return finding(v.flag("new_plasmacytoma_or_bone_lesion"), "new_plasmacytoma_or_bone_lesion")


def _growth(v: Values) -> Finding:
    """SPD increase of at least 50 % and of at least 1 cm."""
    before, now = v.num("spd_nadir"), v.num("spd_current")
    if now == 0:
        return FALSE
    grown = None if before is None or now is None else now > before and now >= before * Fraction("1.5")
    wide = compared(v.num("diameter_increase_cm"), lambda x: x >= 1, "diameter_increase_cm")
    return all_of(finding(grown, *v.unknown("spd_nadir", "spd_current")), wide)


def _change(v: Values, before: str, now: str, limit: Fraction, other_cause: str) -> Finding:
    """A fall (limit below 0) or rise of at least the limit that no other cause explains."""
    start, end = v.num(before), v.num(now)
    change = None if start is None or end is None else end - start
    reached = None if change is None else (change <= limit if limit < 0 else change >= limit)
    # the cause matters only once the limit is reached
    asked = (other_cause,) if reached else ()
    return all_of(finding(reached, *v.unknown(before, now)), not_(finding(v.flag(other_cause), *asked)))


def clinical_criteria(v: Values) -> dict[str, Finding]:
    """The six criteria of clinical relapse (NCCN MYEL-E 2/3)."""
    return {
        "new_lesion": _new_lesion(v),
        "lesion_growth": _growth(v),
        "hypercalcaemia": compared(v.num("calcium"), lambda x: x > CALCIUM_LIMIT, "calcium"),
        "hb_fall": _change(v, "hb_before", "hb", -HB_FALL, "hb_other_cause"),
        "creatinine_rise": _change(v, "creatinine_start", "creatinine", CREATININE_RISE, "creatinine_other_cause"),
        "hyperviscosity": finding(v.flag("hyperviscosity"), "hyperviscosity"),
    }


def _after_remission(v: Values) -> dict[str, Finding]:
    """Criteria of relapse from CR or MRD negativity beside the clinical ones; empty if not asked."""
    best, fixation = v.code("prior_best"), v.code("immunofixation")
    if best not in ("CR", "MRD_negative"):
        return {}
    rows = {
        "immunofixation": finding(None if fixation is None else fixation == "positive", "immunofixation"),
        "bmpc": compared(v.num("bmpc"), lambda x: x >= 5, "bmpc"),
    }
    if best == "MRD_negative":
        rows["mrd_lost"] = finding(v.flag("mrd_lost"), "mrd_lost")
    return rows


def _relapse_notices(
    v: Values, clinical: Finding, remission: dict[str, Finding], second: Finding
) -> tuple[Notice, ...]:
    codes = []
    if remission and second.state is not None:
        codes.append("dfs_endpoint_only")
    positive = [code for code, row in remission.items() if row.state]
    if positive == ["immunofixation"] and not clinical.state:
        codes.append("ife_alone_not_pd")
    start, now = v.num("creatinine_start"), v.num("creatinine")
    if start is not None and now is not None and CREATININE_RISE <= now - start < CREATININE_RISE_PRINTED:
        codes.append("creatinine_unit_threshold_gap")
    return (*map(notice, codes), *near(CALCIUM, v.num("calcium"), CALCIUM_LIMIT),
            *(near(BMPC, v.num("bmpc"), "5") if remission else ()))  # fmt: skip


def _relapse_steps(v: Values, rows: dict[str, Finding]) -> tuple[str, ...]:
    def pair(before: str, now: str) -> str:
        texts = [given.text if (given := v.given(name)) else "未知" for name in (before, now)]
        return " → ".join(texts)

    calcium = v.given("calcium")
    details = {
        "lesion_growth": f"SPD {pair('spd_nadir', 'spd_current')}（≥50% 且 ≥1 cm）",
        "hypercalcaemia": f"血钙 {calcium.text if calcium else '未知'}（>11 mg/dL，即 >2.7445 mmol/L）",
        "hb_fall": f"血红蛋白 {pair('hb_before', 'hb')}（下降 ≥20 g/L，无其他原因）",
        "creatinine_rise": f"肌酐 {pair('creatinine_start', 'creatinine')}（升高 ≥2 mg/dL，即 176.8 µmol/L，无其他原因）",
    }
    words = {True: "符合", False: "不符合", None: "未知"}
    return tuple(f"{details.get(code, RELAPSE_WORDS[code])}：{words[row.state]}" for code, row in rows.items())


def relapse_rule(v: Values) -> Outcome:
    """Clinical relapse and relapse from CR or MRD negativity (NCCN MYEL-E 2/3; Kumar 2016)."""
    rows, remission = clinical_criteria(v), _after_remission(v)
    clinical = any_of(*rows.values())
    second = any_of(clinical, *remission.values()) if remission else TRUE
    met = tuple(code for code, row in rows.items() if row.state)
    again = tuple(code for code, row in (remission | rows).items() if row.state) if remission else ()
    result = {
        "clinical_relapse": clinical.state, "criteria": met,
        "relapse_from_cr_or_mrd": second.state if remission else None, "relapse_criteria": again,
    }  # fmt: skip
    notices, steps = _relapse_notices(v, clinical, remission, second), _relapse_steps(v, rows | remission)
    sentence = _relapse_sentence(clinical, met, second if remission else None, again)
    asks_second = not v.has("prior_best") and any(map(v.has, ("immunofixation", "bmpc", "mrd_lost")))
    missing = clinical.asked + second.asked + (("prior_best",) if asks_second else ())
    determined = clinical.state is not None and second.state is not None
    return Outcome(result, sentence, determined=determined, missing=missing, notices=notices, steps=steps)


def _relapse_sentence(clinical: Finding, met: tuple[str, ...], second: Finding | None, again: tuple[str, ...]) -> str:
    sentence = ""
    if clinical.state:
        sentence = f"符合临床复发标准（{'、'.join(RELAPSE_WORDS[c] for c in met)}）。"
    elif clinical.state is False:
        sentence = "不符合临床复发标准。"
    if second is not None and second.state:
        sentence += f"符合 CR 或 MRD 阴性后复发（{'、'.join(RELAPSE_WORDS[c] for c in again)}），仅用于无病生存终点。"
    elif second is not None and second.state is False:
        sentence += "不符合 CR 或 MRD 阴性后复发。"
    return f"{sentence}临床复发不用于计算至进展时间或无进展生存（NCCN MYEL-E 2/3）。"


IMWG_RELAPSE = Calculator(
    name="imwg_relapse",
    title="IMWG 临床复发与 CR/MRD 阴性后复发",
    field="疗效",
    purpose="治疗后是否符合临床复发，以及 CR 或 MRD 阴性后的复发",
    inputs=(
        boolean("new_plasmacytoma_or_bone_lesion", "新发浆细胞瘤或骨病变", aliases=("新发浆细胞瘤", "新发骨病变", "新发溶骨")),
        boolean("only_osteoporotic_fracture", "新发改变仅为骨质疏松性骨折", role="option", aliases=("骨质疏松性骨折",)),
        quantity("spd_nadir", "spd", "SPD 最低值", aliases=("最低SPD",)),
        quantity("spd_current", "spd", "目前 SPD", aliases=("目前SPD", "本次SPD")),
        number("diameter_increase_cm", "病灶增大", "-50", "50", unit="cm", aliases=("病灶增大", "增大")),
        CALCIUM,
        quantity("hb_before", "hb", "此前血红蛋白", aliases=("之前Hb", "此前血红蛋白", "原血红蛋白")), HB,
        boolean("hb_other_cause", "血红蛋白下降另有原因（治疗或非骨髓瘤）", aliases=("贫血另有原因",)),
        quantity("creatinine_start", "creatinine", "治疗开始时肌酐", aliases=("基线肌酐", "治疗前肌酐")), CREATININE,
        boolean("creatinine_other_cause", "肌酐升高另有原因", aliases=("肌酐升高另有原因",)),
        boolean("hyperviscosity", "与副蛋白有关的高粘滞血症", aliases=("高粘滞", "高黏滞", "高粘滞血症", "高黏滞血症")),
        choice("prior_best", "此前最佳疗效", (Option("CR", "CR", ("完全缓解", "sCR")), Option("MRD_negative", "MRD 阴性", ("MRD阴性",)),
                                         Option("less_than_CR", "未达 CR", ("VGPR", "PR", "未达CR"))), aliases=("最佳疗效",)),
        choice("immunofixation", "免疫固定或电泳", (Option("negative", "阴性", ()), Option("positive", "阳性", ("转阳",))),
               aliases=("免疫固定", "IFE", "免疫固定电泳")),
        BMPC,
        boolean("mrd_lost", "MRD 阴性消失", aliases=("MRD转阳", "MRD阳性")),
    ),
    rule=relapse_rule,
    rule_zh="临床复发（任一）：新发浆细胞瘤或骨病变（骨质疏松性骨折不算）；SPD 增大 ≥50% 且 ≥1 cm；血钙 >11 mg/dL；血红蛋白下降 ≥20 g/L 且无其他原因；"
            "肌酐较治疗开始升高 ≥2 mg/dL 且由骨髓瘤引起；高粘滞血症。CR 或 MRD 阴性后复发：免疫固定或电泳转阳、骨髓浆细胞 ≥5%、上述任一，MRD 阴性者另加 MRD 转阳。",
    sources=(Source("nccn-mm-2022v5", "MYEL-E 2/3"), Source("nccn-mm-2022v5", "MYEL-E 脚注 k"),
             Source("LIT", "Kumar 2016, doi:10.1016/S1470-2045(16)30206-6")),
    words=RELAPSE_WORDS,
    aliases=("临床复发", "复发标准", "骨髓瘤复发", "CR后复发", "MRD阴性后复发"),
)  # fmt: skip
