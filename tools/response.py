"""Response by IMWG: sCR, CR, VGPR, PR, MR, SD, PD (NCCN MYEL-E; Kumar 2016)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.findings import Finding, any_of
from tools.messages import CalculatorInputError, FieldError
from tools.numbers import rounded, show
from tools.response_criteria import RESPONSES, Course, categories, course_of
from tools.response_inputs import RESPONSE_INPUTS
from tools.response_notices import response_notices, response_steps
from tools.response_progression import PROGRESSION_WORDS, PROTEIN_CRITERIA, progression

UPGRADES = ("sCR", "CR")
RESPONSE_WORDS = {
    "sCR": "严格的完全缓解（sCR）", "CR": "完全缓解（CR）", "VGPR": "很好的部分缓解（VGPR）", "PR": "部分缓解（PR）",
    "MR": "最小缓解（MR）", "SD": "疾病稳定（SD）", "PD": "进展性病变（PD）", "NE": "不可评估（NE）",
}  # fmt: skip
REMARKS = {
    "SD": "疾病稳定不推荐作缓解指标使用。", "NE": "无可测量指标，只能判定 CR 或 PD。",
    "PD": "后续治疗见 MYEL-7。", **dict.fromkeys(RESPONSES[:4], "缓解后的处理见 MYEL-5/MYEL-6。"),
}  # fmt: skip


@dataclass(frozen=True)
class Judgement:
    """The best category that is fulfilled, and the better ones that stay unknown."""

    best: str
    open: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether only sCR or CR could still be added."""
        return set(self.open) <= set(UPGRADES)


def judge(rows: Mapping[str, Finding], path: str | None) -> Judgement:
    """First true category, else SD (NE without measurable disease)."""
    open_: list[str] = []
    for name in RESPONSES:
        if rows[name].state:
            return Judgement(name, tuple(open_))
        if rows[name].state is None:
            open_.append(name)
    return Judgement("NE" if path == "non_measurable" else "SD", tuple(open_))


def _by_protein(v: Values, c: Course, rows: Mapping[str, Finding]) -> str | None:
    """The category without imaging and plasmacytomas; None while it is open."""
    rise = any_of(*(row for code, row in rows.items() if code in PROTEIN_CRITERIA))
    if rise.state:
        return "PD"
    if rise.state is None or c.path is None:
        return None
    judged = judge(categories(v, c, with_plasmacytoma=False), c.path)
    return judged.best if judged.settled else None


def _check_contradictions(v: Values) -> None:
    """A quantified M protein contradicts negative electrophoresis or immunofixation.

    Urine from 100 mg/24 h only: below, traces and total protein are often entered as M protein.
    """
    serum, urine = v.num("current.serum_m"), v.num("current.urine_m")
    pairs = (
        (("current.sife", "current.spep"), serum is not None and serum > 0, "血清 M 蛋白大于 0"),
        (("current.uife", "current.upep"), urine is not None and urine >= 100, "尿 M 蛋白 ≥100 mg/24h"),
    )
    errors = [
        FieldError(name, "inconsistent", f"本次{words}，而免疫固定或电泳填为阴性，两者矛盾，请核对")
        for names, present, words in pairs
        for name in names
        if present and v.code(name) == "negative"
    ]
    if errors:
        raise CalculatorInputError(*errors)


def _reductions(c: Course) -> dict[str, Fraction | None]:
    falls = {
        "serum": c.serum.fall,
        "urine": c.urine.fall,
        "dflc": c.dflc.fall,
        "marrow": c.bmpc.fall,
        "spd": c.spd.fall,
    }
    return {f"{name}_reduction_pct": None if fall is None else rounded(fall, 1) for name, fall in falls.items()}


def _path_missing(v: Values, c: Course) -> tuple[str, ...]:
    unknown = [n for n in ("serum_m", "urine_m") if not v.has(f"baseline.{n}")]
    if unknown:
        return tuple(name for n in unknown for name in v.unknown(f"baseline.{n}", f"current.{n}"))
    return v.unknown("baseline.kappa", "baseline.lambda", "baseline.bmpc")


def _open_missing(v: Values, rows: Mapping[str, Finding], judged: Judgement, rise: Finding) -> tuple[str, ...]:
    names = set(rise.asked)
    for name in judged.open:
        # what sCR adds to CR is asked for only once CR is reached
        if name != "sCR" or "CR" not in judged.open:
            names |= set(rows[name].asked)
    return tuple(i.name for i in RESPONSE_INPUTS if i.name in names)


def _possible_without_path(c: Course) -> tuple[str, ...]:
    marrow = c.bmpc.baseline is not None and c.bmpc.baseline >= 30
    return ("PD", *RESPONSES, "SD") if c.flc_measurable.state or marrow else ("PD", *RESPONSES, "SD", "NE")


def imwg_response_rule(v: Values) -> Outcome:
    """IMWG response (NCCN MYEL-E; Kumar 2016): serum g/L, urine mg/24 h, chains mg/L, marrow %, SPD cm²."""
    _check_contradictions(v)
    c = course_of(v)
    criteria, rows = progression(v, c), categories(v, c)
    rise, judged = any_of(*criteria.values()), judge(rows, c.path)
    fixed: dict[str, object] = {
        "category": None, "at_least": None, "could_be": (), "category_by_protein": _by_protein(v, c, criteria), "path": c.path,
        "pd_criteria": tuple(code for code, row in criteria.items() if row.state), **_reductions(c),
        "confirmed": v.flag("confirmed"),
    }  # fmt: skip
    category, could_be = ("PD", ()) if rise.state else (judged.best, judged.open)
    if not rise.state and c.path is None:
        return _undetermined(v, c, fixed, criteria, rows, _possible_without_path(c), _path_missing(v, c))
    if not rise.state and (rise.state is None or c.spd.baseline is None or not judged.settled):
        settled = rise.state is False and c.spd.baseline is not None
        at_least = judged.best if settled and judged.best != "SD" else None
        possible = (*(("PD",) if rise.state is None else ()), *judged.open, judged.best)
        missing = _open_missing(v, rows, judged, rise) + c.spd.baseline_asked
        return _undetermined(v, c, {**fixed, "at_least": at_least}, criteria, rows, possible, missing)
    missing = _open_missing(v, rows, judged, rise) if could_be else ()
    result = {**fixed, "category": category, "could_be": could_be}
    return Outcome(result, _sentence(v, c, result, category, could_be, missing), missing=missing,
                   notices=response_notices(v, c, category, could_be, rows),
                   steps=response_steps(v, c, criteria, rows, category))  # fmt: skip


def _undetermined(
    v: Values, c: Course, result: Mapping[str, object], criteria: Mapping[str, Finding], rows: Mapping[str, Finding],
    possible: tuple[str, ...], missing: tuple[str, ...],
) -> Outcome:  # fmt: skip
    at_least, by_protein = result["at_least"], result["category_by_protein"]
    words = f"至少为{RESPONSE_WORDS[str(at_least)]}。" if at_least else ""
    if by_protein and not at_least:
        words += f"仅按 M 蛋白、轻链或骨髓指标为{RESPONSE_WORDS[str(by_protein)]}，不是最终疗效。"
    return Outcome(result, words, determined=False, possible=possible, missing=missing,
                   notices=response_notices(v, c, None, (), rows),
                   steps=response_steps(v, c, criteria, rows, None))  # fmt: skip


def _sentence(
    v: Values,
    c: Course,
    result: Mapping[str, object],
    category: str,
    could_be: tuple[str, ...],
    missing: tuple[str, ...],
) -> str:
    falls = (("血清 M 蛋白", c.serum.fall), ("尿 M 蛋白", c.urine.fall), ("dFLC", c.dflc.fall),
             ("骨髓浆细胞", c.bmpc.fall), ("浆细胞瘤 SPD", c.spd.fall))  # fmt: skip
    numbers = "，".join(
        f"{label}{'升高' if fall < 0 else '降幅'} {show(abs(fall), 1)}%" for label, fall in falls if fall is not None
    )
    sentence = f"疗效评估为{RESPONSE_WORDS[category]}" + (f"：{numbers}。" if numbers else "。")
    criteria = result["pd_criteria"]
    if category == "PD" and isinstance(criteria, tuple):
        sentence += f"进展依据：{'、'.join(PROGRESSION_WORDS[code] for code in criteria)}。"
    if could_be:
        sentence += _upgrade(v, could_be)
    if v.flag("confirmed") is not True and category not in ("SD", "NE"):
        sentence += "所有缓解分类需在开始任何新治疗前两次连续评估（NCCN MYEL-E 脚注 a）。"
    return sentence + REMARKS.get(category, "")


def _upgrade(v: Values, could_be: tuple[str, ...]) -> str:
    serum, urine = v.num("current.serum_m"), v.num("current.urine_m")
    names = " 或 ".join(could_be)
    if (serum is not None and serum > 0) or (urine is not None and urine > 0):
        return f"{names} 未评估（仍测得 M 蛋白时通常不能达到）。"
    return f"如补齐所缺检查，可能达到 {names}。"


IMWG_RESPONSE = Calculator(
    name="imwg_response",
    title="IMWG 疗效评估",
    field="疗效",
    purpose="骨髓瘤治疗后的疗效分类：sCR、CR、VGPR、PR、MR、SD、PD",
    inputs=RESPONSE_INPUTS,
    rule=imwg_response_rule,
    rule_zh="CR：血、尿免疫固定阴性，骨髓浆细胞 <5%，无软组织浆细胞瘤；sCR 另需 κ/λ 正常且无克隆细胞。VGPR：血尿电泳阴性，或血清 M 降 ≥90% 且尿 M <100 mg/24h。"
            "PR：血清 M 降 ≥50% 且尿 M 降 ≥90% 或 <200 mg/24h。MR：血清 M 降 25%–<50% 且尿 M 降 50%–<90%。M 蛋白不可测时按 dFLC（VGPR ≥90%、PR ≥50%），"
            "再按骨髓（基线 ≥30%，PR ≥50%）。有浆细胞瘤者 SPD 需降 ≥50%（MR ≥25%）。PD：较最低值升高 ≥25% 且血清 M >5 g/L、尿 M ≥200 mg/24h、"
            "dFLC >100 mg/L 或骨髓 ≥10 个百分点；新病灶；SPD 增大 ≥50%。",
    sources=(Source("nccn-mm-2022v5", "MYEL-E 1/3"), Source("nccn-mm-2022v5", "MYEL-E 2/3"), Source("nccn-mm-2022v5", "MYEL-E 脚注 a–l"),
             Source("LIT", "Kumar 2016, doi:10.1016/S1470-2045(16)30206-6")),
    words=RESPONSE_WORDS | PROGRESSION_WORDS,
    aliases=("疗效评估", "疗效评价", "IMWG疗效", "疗效", "缓解程度", "评效"),
)  # fmt: skip
