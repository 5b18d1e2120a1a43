"""Values of a course of treatment: which of them is the one at diagnosis, the lowest, and that of now."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.times import Period


@dataclass(frozen=True)
class Family:
    """One quantity that calculators take at several times; `plain` is the input without a time."""

    now: str
    baseline: str
    lowest: str = ""
    plain: str = ""

    def __iter__(self) -> Iterator[str]:
        """All inputs of the family."""
        return iter(name for name in (self.now, self.baseline, self.lowest, self.plain) if name)


FAMILIES = (
    Family("current.serum_m", "baseline.serum_m", "nadir.serum_m", "serum_m"),
    Family("current.urine_m", "baseline.urine_m", "nadir.urine_m", "urine_m"),
    Family("current.bmpc", "baseline.bmpc", "nadir.bmpc", "bmpc"),
    Family("current.plasmacytoma_spd", "baseline.plasmacytoma_spd", "nadir.plasmacytoma_spd"),
    Family("current.kappa", "baseline.kappa", "", "kappa"),
    Family("current.lambda", "baseline.lambda", "", "lambda"),
    Family("vegf.current", "vegf.baseline", "vegf.lowest", "vegf"),
)
OF = {name: family for family in FAMILIES for name in family}
# An earlier value of these is an input of its own.
EARLIER = {"hb": "hb_before", "creatinine": "creatinine_baseline"}
_NOW_OF = {"hb_before": "hb", "creatinine_baseline": "creatinine", "creatinine_start": "creatinine"}
_BASELINE = re.compile(r"基线|初诊|诊断时|确诊时|入院时|治疗前|化疗前|用药前|前后|治疗开始")
_LOWEST = re.compile(r"最低|谷值|最好时")
_NOW = re.compile(
    r"本次|此次|这次|目前|现|今|复查|复测|前后|出院|治疗后|化疗后|最近|最新|(?:降|升|减|掉|恢复)(?:低|高)?[至到为]"
)
_EXTREME = re.compile(r"最低|最高|谷值|峰值|最好时|最差")
_BASIC = re.compile(r"基线|基础")
_START = re.compile(r"治疗开始|治疗前|用药前")


def inputs_at(names: frozenset[str], lead: str, period: Period, first: bool) -> dict[str, Period]:
    """The inputs that a value belongs to, each with its time, by the words in front of it."""
    result: dict[str, Period] = {}
    for name in names:
        family = OF.get(name)
        if family is None:
            result |= _single(name, lead, period)
        elif first and name in (family.baseline, family.lowest) and not _LOWEST.search(lead):
            result[name] = period
        else:
            result |= _member(family, lead, period, names)
    return result


def _single(name: str, lead: str, period: Period) -> dict[str, Period]:
    """An input without times of its own; 肌酐治疗开始时78 is an input of its own."""
    if name == "creatinine" and _START.search(lead):
        return {"creatinine_start": period}
    if name == "creatinine" and _BASIC.search(lead):
        return {"creatinine_baseline": period, "creatinine_start": period}
    return {name: Period.PAST if _EXTREME.search(lead) else period}


def _member(family: Family, lead: str, period: Period, names: frozenset[str]) -> dict[str, Period]:
    baseline, lowest, now = (bool(p.search(lead)) for p in (_BASELINE, _LOWEST, _NOW))
    if not (baseline or lowest or now):
        baseline = period is Period.BASELINE
        now = not baseline
    if lowest and now and not re.search(r"[、和与]", lead):
        now = False  # 治疗后最低降到6: one value, the lowest
    found: dict[str, Period] = {}
    if baseline:
        found[family.baseline] = Period.BASELINE
        if family.plain:
            found[family.plain] = Period.BASELINE
    if lowest and family.lowest:
        found[family.lowest] = Period.UNSTATED
    if now:
        when = max(period, Period.UNSTATED) if _NOW.search(lead) else period
        found[family.now] = when
        if family.plain and not (baseline and family.plain in found):
            found[family.plain] = when
    return found


def tells_time(lead: str) -> bool:
    """Whether the words in front of a value say which one of a course it is."""
    return any(p.search(lead) for p in (_BASELINE, _LOWEST, _NOW))


def later_inputs(name: str) -> tuple[str, ...]:
    """What a later value behind 基础肌酐 or 基线M蛋白 is a value of."""
    family = OF.get(name)
    if family and name in (family.baseline, family.lowest):
        return tuple(n for n in (family.now, family.plain) if n)
    return (_NOW_OF.get(name, name),)
