"""Progressive disease by IMWG, each criterion three-valued (NCCN MYEL-E 2/3; Kumar 2016)."""

from collections.abc import Callable
from fractions import Fraction

from tools.calculator import Values
from tools.findings import FALSE, TRUE, Finding, all_of, compared, finding, not_
from tools.messages import CalculatorInputError, FieldError
from tools.response_criteria import Course, Series

SERUM_RISE, SERUM_RISE_HIGH, SERUM_HIGH = Fraction(5), Fraction(10), Fraction(50)
URINE_RISE, DFLC_RISE, MARROW_RISE = Fraction(200), Fraction(100), Fraction(10)
CIRCULATING = Fraction(200)
PROTEIN_CRITERIA = ("serum_m", "urine_m", "dflc", "bmpc", "circulating_pc")
PROGRESSION_WORDS = {
    "serum_m": "血清 M 蛋白升高", "urine_m": "尿 M 蛋白升高", "dflc": "dFLC 升高", "bmpc": "骨髓浆细胞升高",
    "new_lesion": "新发病灶", "plasmacytoma_spd": "浆细胞瘤 SPD 增大或再现", "lesion_diameter": "原病灶最大径增大",
    "circulating_pc": "循环浆细胞升高",
}  # fmt: skip


def serum_risen(lowest: Fraction, now: Fraction) -> bool:
    """Serum M protein [g/L]: ≥25 % and >5, or ≥10 from a lowest value of at least 50."""
    rise = now - lowest
    return (rise > SERUM_RISE and 4 * rise >= lowest) or (lowest >= SERUM_HIGH and rise >= SERUM_RISE_HIGH)


def urine_risen(lowest: Fraction, now: Fraction) -> bool:
    """Urine M protein [mg/24 h]: ≥25 % and ≥200."""
    return now - lowest >= URINE_RISE and 4 * (now - lowest) >= lowest


def dflc_risen(lowest: Fraction, now: Fraction) -> bool:
    """dFLC [mg/L]: ≥25 % and >100; from a lowest value of 0 or below any rise is ≥25 %."""
    return now - lowest > DFLC_RISE and (lowest <= 0 or 4 * (now - lowest) >= lowest)


def marrow_risen(lowest: Fraction, now: Fraction) -> bool:
    """Marrow plasma cells [%]: ≥25 % and ≥10 percentage points."""
    return now - lowest >= MARROW_RISE and 4 * (now - lowest) >= lowest


def _risen(s: Series, risen: Callable[[Fraction, Fraction], bool], too_low: Callable[[Fraction], bool]) -> Finding:
    """A rise from the lowest value; without it, true against the baseline, false if the value is too low."""
    if s.current is None:
        return Finding(None, s.baseline_asked + s.current_asked)
    if s.lowest is not None:
        return Finding(risen(s.lowest, s.current))
    if s.baseline is not None and risen(s.baseline, s.current):
        return TRUE
    return FALSE if too_low(s.current) else Finding(None, s.baseline_asked + s.lowest_asked)


def not_repeated(measurable: Finding, current: object) -> bool:
    """A parameter known not measurable at baseline and not measured now does not block the result."""
    return measurable.state is False and current is None


def _serum(c: Course) -> Finding:
    if not_repeated(c.serum_measurable, c.serum.current):
        return FALSE
    return _risen(c.serum, serum_risen, lambda x: x <= SERUM_RISE)


def _urine(c: Course) -> Finding:
    if not_repeated(c.urine_measurable, c.urine.current):
        return FALSE
    return _risen(c.urine, urine_risen, lambda x: x < URINE_RISE)


def _dflc(c: Course) -> Finding:
    """Only where neither serum nor urine M protein was measurable."""
    normal = c.chains_before is not None and c.chains_now is not None and c.chains_before.normal and c.chains_now.normal
    if normal or not_repeated(c.flc_measurable, c.chains_now):
        return FALSE
    rise = _risen(c.dflc, dflc_risen, lambda x: x <= DFLC_RISE)
    return all_of(not_(c.serum_measurable), not_(c.urine_measurable), rise)


def _circulating(v: Values) -> Finding:
    """Acts only when both counts are stated."""
    lowest, now = v.num("nadir.circulating_pc_per_ul"), v.num("current.circulating_pc_per_ul")
    if lowest is None or now is None:
        return FALSE
    return Finding(now >= CIRCULATING and now > lowest and 2 * (now - lowest) >= lowest)


def _plasmacytoma(v: Values, c: Course) -> Finding:
    """A plasmacytoma that is back, or SPD +50 % with more than one lesion; one lesion goes by its diameter."""
    s, count = c.spd, v.num("current.lesion_count")
    if s.current is not None and s.current > 0 and count == 0:
        message = "本次浆细胞瘤 SPD 大于 0，而所测病灶个数填为 0，请核对"
        raise CalculatorInputError(FieldError("current.lesion_count", "inconsistent", message))
    if s.current == 0 or (s.current is None and s.baseline == 0):
        return FALSE
    if s.current is None:
        return Finding(None, s.baseline_asked + s.current_asked)
    lowest = Fraction(0) if s.baseline == 0 else s.lowest
    if lowest is None:
        grown = s.baseline is not None and _half_more(s.baseline, s.current) and count is not None and count > 1
        return TRUE if grown else Finding(None, s.baseline_asked + s.lowest_asked)
    if lowest == 0:
        return TRUE
    if not _half_more(lowest, s.current):
        return FALSE
    if count == 1:
        return finding(v.flag("current.diameter_increase_ge50"), "current.diameter_increase_ge50")
    return compared(count, lambda n: n > 1, "current.lesion_count")


def _half_more(lowest: Fraction, now: Fraction) -> bool:
    return 2 * (now - lowest) >= lowest


def progression(v: Values, c: Course) -> dict[str, Finding]:
    """Every criterion of progressive disease that applies to the path."""
    rows = {
        "serum_m": _serum(c),
        "urine_m": _urine(c),
        "dflc": _dflc(c),
        "new_lesion": Finding(v.flag("current.new_lesion") is True),
        "plasmacytoma_spd": _plasmacytoma(v, c),
        "lesion_diameter": Finding(v.flag("current.diameter_increase_ge50") is True),
    }
    if c.path in ("marrow", "non_measurable"):
        rows["bmpc"] = _risen(c.bmpc, marrow_risen, lambda x: x < MARROW_RISE)
    if c.path == "non_measurable":
        rows["circulating_pc"] = _circulating(v)
    return rows
