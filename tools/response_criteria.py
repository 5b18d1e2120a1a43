"""What an IMWG response is judged from, and its criteria, three-valued (NCCN MYEL-E 1/3; Kumar 2016).

Serum M protein in g/L, urine M protein in mg/24 h, free light chains in mg/L, marrow in %, SPD in cm².
"""

from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Values
from tools.findings import FALSE, TRUE, Finding, all_of, any_of, compared, depending, finding
from tools.light_chains import SLIM_LEVEL, LightChains, light_chains
from tools.messages import CalculatorInputError, FieldError
from tools.numbers import show

SERUM_MEASURABLE, URINE_MEASURABLE, FLC_MEASURABLE = Fraction(10), Fraction(200), SLIM_LEVEL
MARROW_MEASURABLE = Fraction(30)
RESPONSES = ("sCR", "CR", "VGPR", "PR", "MR")


@dataclass(frozen=True)
class Series:
    """One parameter at baseline, at its lowest confirmed value and now; the last three name what is unknown."""

    baseline: Fraction | None
    lowest: Fraction | None
    current: Fraction | None
    baseline_asked: tuple[str, ...]
    lowest_asked: tuple[str, ...]
    current_asked: tuple[str, ...]

    @property
    def fall(self) -> Fraction | None:
        """Reduction from the baseline [%]; None without a positive baseline."""
        if self.baseline is None or self.current is None or self.baseline <= 0:
            return None
        return (self.baseline - self.current) / self.baseline * 100

    def fallen(self, percent: int) -> Finding:
        """Whether the reduction reaches a percentage; a value of 0 has lost all of any baseline."""
        if self.current == 0:
            return TRUE
        if self.baseline is None or self.current is None:
            return Finding(None, self.baseline_asked + self.current_asked)
        return Finding(self.fall is not None and self.fall >= percent)


@dataclass(frozen=True)
class Course:
    """All parameters over time, which of them were measurable at baseline, and the path that follows."""

    serum: Series
    urine: Series
    dflc: Series
    bmpc: Series
    spd: Series
    chains_before: LightChains | None
    chains_now: LightChains | None
    chain: str | None
    serum_measurable: Finding
    urine_measurable: Finding
    flc_measurable: Finding
    path: str | None


def _series(v: Values, name: str) -> Series:
    first = v.flag("first_assessment") is True
    before, lowest, now = (v.num(f"{time}.{name}") for time in ("baseline", "nadir", "current"))
    _check_lowest(f"nadir.{name}", before, lowest)
    if lowest is None and first:
        lowest = before
    asked = v.unknown(f"baseline.{name}") if first else v.unknown(f"nadir.{name}")
    return Series(before, lowest, now, v.unknown(f"baseline.{name}"), asked, v.unknown(f"current.{name}"))


def _check_lowest(field: str, before: Fraction | None, lowest: Fraction | None) -> None:
    if before is not None and lowest is not None and lowest > before:
        message = f"最低值 {show(lowest)} 高于基线值 {show(before)}，请核对（最低值不能超过基线）"
        raise CalculatorInputError(FieldError(field, "inconsistent", message))


def _dflc(v: Values, before: LightChains | None, now: LightChains | None, chain: str | None) -> Series:
    first = v.flag("first_assessment") is True
    start = before.difference(chain) if before and chain else None
    lowest = v.num("nadir.dflc_mg_L")
    _check_lowest("nadir.dflc_mg_L", start, lowest)
    if lowest is None and first:
        lowest = start
    before_asked = v.unknown("baseline.kappa", "baseline.lambda")
    return Series(
        start, lowest, now.difference(chain) if now and chain else None, before_asked,
        before_asked if first else v.unknown("nadir.dflc_mg_L"), v.unknown("current.kappa", "current.lambda"),
    )  # fmt: skip


def _involved(v: Values, before: LightChains | None, now: LightChains | None) -> str | None:
    stated = v.code("involved_chain")
    raised = before.raised if before else None
    if stated and raised and stated != raised:
        message = "所填受累轻链与基线 κ/λ 比值的方向矛盾，请核对"
        raise CalculatorInputError(FieldError("involved_chain", "inconsistent", message))
    return stated or raised or (now.raised if now else None)


def _flc_measurable(v: Values, before: LightChains | None) -> Finding:
    if before is None:
        return Finding(None, v.unknown("baseline.kappa", "baseline.lambda"))
    return Finding(before.raised is not None and before.level(before.raised) >= FLC_MEASURABLE)


def course_of(v: Values) -> Course:
    """Reads the course; a lowest value above its baseline is an error."""
    before, now = light_chains(v, "baseline."), light_chains(v, "current.")
    chain = _involved(v, before, now)
    serum, urine, bmpc = _series(v, "serum_m"), _series(v, "urine_m"), _series(v, "bmpc")
    serum_ok = compared(serum.baseline, lambda x: x >= SERUM_MEASURABLE, "baseline.serum_m")
    urine_ok = compared(urine.baseline, lambda x: x >= URINE_MEASURABLE, "baseline.urine_m")
    flc_ok = _flc_measurable(v, before)
    return Course(
        serum, urine, _dflc(v, before, now, chain), bmpc, _series(v, "plasmacytoma_spd"), before, now, chain,
        serum_ok, urine_ok, flc_ok, _path(serum_ok.state, urine_ok.state, flc_ok.state, bmpc.baseline),
    )  # fmt: skip


def _path(serum: bool | None, urine: bool | None, flc: bool | None, bmpc: Fraction | None) -> str | None:
    if serum or urine:
        return "protein"
    if serum is None or urine is None or flc is None:
        return None
    if flc:
        return "flc"
    if bmpc is None:
        return None
    return "marrow" if bmpc >= MARROW_MEASURABLE else "non_measurable"


def categories(v: Values, c: Course, *, with_plasmacytoma: bool = True) -> dict[str, Finding]:
    """Every response, best first, for a known path; optionally without the plasmacytoma's part."""
    complete = _complete(v, c, with_plasmacytoma)
    half = _spd_fallen(c, 50) if with_plasmacytoma else TRUE
    quarter = _spd_fallen(c, 25) if with_plasmacytoma else TRUE
    vgpr, pr, mr = _by_path(v, c)
    return {
        "sCR": all_of(complete, _normal_ratio(c), _absent(v, "current.clonal_cells_ihc", "absent")),
        "CR": complete, "VGPR": all_of(vgpr, half), "PR": all_of(pr, half), "MR": all_of(mr, quarter),
    }  # fmt: skip


def _by_path(v: Values, c: Course) -> tuple[Finding, Finding, Finding]:
    """(VGPR, PR, MR) by the M protein, the light chains or the marrow."""
    if c.path == "protein":
        return _protein_vgpr(v, c), _protein_partial(c, 50, 90), _protein_partial(c, 25, 50)
    if c.path == "flc":
        return c.dflc.fallen(90), c.dflc.fallen(50), FALSE
    if c.path == "marrow":
        return FALSE, c.bmpc.fallen(50), FALSE
    return FALSE, FALSE, FALSE


def _absent(v: Values, name: str, code: str = "negative") -> Finding:
    stated = v.code(name)
    return finding(None if stated is None else stated == code, name)


def _normal_ratio(c: Course) -> Finding:
    return finding(None if c.chains_now is None else c.chains_now.normal, *c.dflc.current_asked)


def _complete(v: Values, c: Course, with_plasmacytoma: bool) -> Finding:
    tumour_free = any_of(
        compared(c.spd.baseline, lambda x: x == 0, *c.spd.baseline_asked),
        compared(c.spd.current, lambda x: x == 0, *c.spd.current_asked),
    )
    return all_of(
        _absent(v, "current.sife"), _absent(v, "current.uife"),
        compared(c.bmpc.current, lambda x: x < 5, "current.bmpc"),
        tumour_free if with_plasmacytoma else TRUE,
        _normal_ratio(c) if c.path == "flc" else TRUE,
    )  # fmt: skip


def _electrophoresis(v: Values, name: str, amount: Series, value_name: str) -> Finding:
    """Whether electrophoresis is negative: as stated, else an amount of 0."""
    if v.has(name):
        return _absent(v, name)
    return compared(amount.current, lambda x: x == 0, value_name)


def _protein_vgpr(v: Values, c: Course) -> Finding:
    negative = all_of(
        _electrophoresis(v, "current.spep", c.serum, "current.serum_m"),
        _electrophoresis(v, "current.upep", c.urine, "current.urine_m"),
    )
    serum = depending(c.serum_measurable, c.serum.fallen(90), TRUE)
    return any_of(negative, all_of(serum, compared(c.urine.current, lambda x: x < 100, "current.urine_m")))


def serum_fallen(c: Course, percent: int) -> Finding:
    """The serum part of PR and MR; nothing is asked of a serum M protein that was not measurable."""
    return depending(c.serum_measurable, c.serum.fallen(percent), TRUE)


def urine_fallen(c: Course, percent: int) -> Finding:
    """The urine part of PR and MR: the reduction or <200 mg/24 h; in serum-only disease <200 if measured."""
    low = compared(c.urine.current, lambda x: x < URINE_MEASURABLE, "current.urine_m")
    serum_only = TRUE if c.urine.current is None else low
    return depending(c.urine_measurable, any_of(c.urine.fallen(percent), low), serum_only)


def _protein_partial(c: Course, serum: int, urine: int) -> Finding:
    return all_of(serum_fallen(c, serum), urine_fallen(c, urine))


def _spd_fallen(c: Course, percent: int) -> Finding:
    """The plasmacytoma's part of a response; nothing is asked where there was none at baseline."""
    return TRUE if c.spd.baseline == 0 else c.spd.fallen(percent)
