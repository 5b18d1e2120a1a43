"""Notices and checkable steps of the IMWG response (NCCN MYEL-E)."""

from collections.abc import Mapping
from fractions import Fraction

from tools.calculator import Values, near
from tools.findings import Finding
from tools.inputs import number
from tools.messages import Notice, notice
from tools.numbers import show
from tools.response_criteria import Course, Series, serum_fallen, urine_fallen
from tools.response_progression import DFLC_RISE, PROGRESSION_WORDS, SERUM_RISE, URINE_RISE, not_repeated

STATE_WORDS = {True: "符合", False: "不符合", None: "未知"}
PATH_WORDS = {
    "protein": "M 蛋白", "flc": "游离轻链", "marrow": "骨髓", "non_measurable": "不可测量", None: "尚不能确定",
}  # fmt: skip
FALLS = {
    name: number(name, label, "-100000", "1000", unit="%")
    for name, label in (("serum_reduction_pct", "血清 M 蛋白降幅"), ("urine_reduction_pct", "尿 M 蛋白降幅"),
                        ("dflc_reduction_pct", "dFLC 降幅"), ("marrow_reduction_pct", "骨髓浆细胞降幅"),
                        ("spd_reduction_pct", "浆细胞瘤 SPD 降幅"))
}  # fmt: skip
RISES = {
    "serum": number("serum_rise", "血清 M 蛋白较最低值升高", "-200", "200", unit="g/L"),
    "urine": number("urine_rise", "尿 M 蛋白较最低值升高", "-100000", "100000", unit="mg/24h"),
    "dflc": number("dflc_rise", "dFLC 较最低值升高", "-400000", "400000", unit="mg/L"),
}


def response_notices(
    v: Values, c: Course, category: str | None, could_be: tuple[str, ...], rows: Mapping[str, Finding]
) -> tuple[Notice, ...]:
    """Every notice; `category` is None while the answer is open."""
    codes = [*_confirmation(v, category), *_not_repeated(v, c, category), *_special(v, c, category)]
    if category == "MR":
        codes += _minimal(c)
    if "CR" in could_be:
        codes.append("cr_not_assessed")
    elif "sCR" in could_be:
        codes.append("scr_not_assessed")
    return (*map(notice, codes), *_near(c))


def _confirmation(v: Values, category: str | None) -> list[str]:
    codes = []
    if category not in (None, "SD", "NE") and v.flag("confirmed") is not True:
        codes.append("needs_confirmation")
    if category != "PD" and not v.has("current.new_lesion"):
        codes.append("imaging_not_assessed")
    return codes


def _not_repeated(v: Values, c: Course, category: str | None) -> list[str]:
    if category == "PD":
        return []
    serum, urine = c.serum_measurable, c.urine_measurable
    codes = []
    if not_repeated(serum, c.serum.current):
        codes.append("serum_not_repeated")
    if not_repeated(urine, c.urine.current):
        codes.append("urine_not_repeated")
    if serum.state is False and urine.state is False and not_repeated(c.flc_measurable, c.chains_now):
        codes.append("flc_not_repeated")
    return codes


def _exactly_half_gram(s: Series) -> bool:
    if s.lowest is None or s.current is None or s.lowest >= 50:
        return False
    return s.current - s.lowest == SERUM_RISE and s.lowest <= 4 * SERUM_RISE


def _special(v: Values, c: Course, category: str | None) -> list[str]:
    fall = c.dflc.fall
    conditions = {
        "pd_serum_exactly_0_5": _exactly_half_gram(c.serum),
        "mr_not_defined_for_flc": c.path == "flc" and category == "SD" and fall is not None and 25 <= fall < 50,
        "mab_interference": v.flag("therapeutic_mab") is True and v.code("current.sife") == "positive",
        "vgpr_plasmacytoma_not_defined": category == "VGPR" and c.spd.baseline is not None and c.spd.baseline > 0,
        "non_measurable_disease": c.path == "non_measurable",
        "serum_baseline_unknown": c.urine_measurable.state is True and c.serum.baseline is None,
    }
    return [code for code, applies in conditions.items() if applies]


def _minimal(c: Course) -> list[str]:
    """Notices of MR: gaps between the printed bands, mixed levels, plasmacytoma."""
    serum, urine, spd = c.serum.fall, c.urine.fall, c.spd.fall
    codes = ["mr_defined_for_relapsed"]
    if (serum is not None and 49 < serum < 50) or (urine is not None and 89 < urine < 90):
        codes.append("mr_gap_49_50")
    both = c.serum_measurable.state and c.urine_measurable.state
    if both and bool(serum_fallen(c, 50).state) != bool(urine_fallen(c, 90).state):
        codes.append("mr_mixed_levels")
    if spd is not None and spd < 50:
        codes.append("mr_plasmacytoma_25_vs_50")
    return codes


def _near(c: Course) -> tuple[Notice, ...]:
    found: tuple[Notice, ...] = ()
    if c.serum_measurable.state:
        found += near(FALLS["serum_reduction_pct"], c.serum.fall, "25", "50", "90")
    if c.urine_measurable.state:
        found += near(FALLS["urine_reduction_pct"], c.urine.fall, "50", "90")
    if c.path == "flc":
        found += near(FALLS["dflc_reduction_pct"], c.dflc.fall, "50", "90")
    if c.path == "marrow":
        found += near(FALLS["marrow_reduction_pct"], c.bmpc.fall, "50")
    found += near(RISES["serum"], _rise(c.serum), SERUM_RISE) + near(RISES["urine"], _rise(c.urine), URINE_RISE)
    if c.serum_measurable.state is False and c.urine_measurable.state is False:
        found += near(RISES["dflc"], _rise(c.dflc), DFLC_RISE)
    return found + near(FALLS["spd_reduction_pct"], c.spd.fall, "25", "50")


def _rise(s: Series) -> Fraction | None:
    """The rise from the lowest value if it is at least 25 %."""
    if s.lowest is None or s.current is None:
        return None
    rise = s.current - s.lowest
    return rise if 4 * rise >= s.lowest else None


def _value(value: Fraction | None) -> str:
    return "未知" if value is None else show(value)


def _series_step(label: str, unit: str, s: Series) -> tuple[str, ...]:
    if s.baseline is None and s.lowest is None and s.current is None:
        return ()
    fall = "" if s.fall is None else f"，降幅（基线 − 本次）÷ 基线 = {show(s.fall, 1)}%"
    return (f"{label}（{unit}）：基线 {_value(s.baseline)}，最低 {_value(s.lowest)}，本次 {_value(s.current)}{fall}",)


def response_steps(
    v: Values, c: Course, criteria: Mapping[str, Finding], rows: Mapping[str, Finding], category: str | None
) -> tuple[str, ...]:
    """The values and each comparison, from measurability to the category."""
    steps = (
        *_series_step("血清 M 蛋白", "g/L", c.serum), *_series_step("尿 M 蛋白", "mg/24h", c.urine),
        *_series_step("dFLC", "mg/L", c.dflc), *_series_step("骨髓浆细胞", "%", c.bmpc),
        *_series_step("浆细胞瘤 SPD", "cm²", c.spd),
        f"可测量：血清 M ≥10 g/L {STATE_WORDS[c.serum_measurable.state]}，尿 M ≥200 mg/24h {STATE_WORDS[c.urine_measurable.state]}，"
        f"受累 FLC ≥100 mg/L 且比值异常 {STATE_WORDS[c.flc_measurable.state]} → 按{PATH_WORDS[c.path]}评估",
        "进展：" + "，".join(f"{PROGRESSION_WORDS[code]} {STATE_WORDS[row.state]}" for code, row in criteria.items()),
    )  # fmt: skip
    if category == "PD" or c.path is None:
        return steps
    return (*steps, "缓解：" + "，".join(f"{name} {STATE_WORDS[row.state]}" for name, row in rows.items()))
