"""Of several values of one input the one that counts; values that contradict each other."""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from agents.fold import Folded
from agents.mentions import inputs_by_name
from agents.segments import ASKS, Segment
from agents.times import UNDATED, Period
from agents.values import Found
from agents.years import order_open, with_years
from tools.inputs import Kind
from tools.quantities import normal_unit

# Once true, always true: a later scan without thrombus does not undo a history of thrombosis.
HISTORY = frozenset({"vte_history", "hit_history"})
# What one kind of imaging does not show another may: a count is not undone by a nought.
_COUNTS = frozenset({"lytic_lesions", "mri_focal_ge5mm"})
_STAGING = r"(?:R2?-?\s*ISS|ISS|Durie|D-?S|分期|危险|分层|评分|分组|预后)"
_OF_DIAGNOSIS = re.compile(
    rf"(?:初诊|诊断|确诊|起病|发病|基线|治疗前)(?:时|当时|的时候)?的?[^,，。;；]{{0,8}}{_STAGING}", re.I
)
_ASKS_STAGE = re.compile(_STAGING, re.I)


_UPHELD = re.compile(r"以[^,，。；;\d]{0,16}(?P<n>\d+(?:\.\d+)?)[^,，。；;\d]{0,8}为准")
_NUMBER_AT_END = re.compile(r"(?P<n>\d+(?:\.\d+)?)[^\d]*$")
_SAMPLED = frozenset({"bmpc", "current.bmpc", "baseline.bmpc"})


def asks_for_baseline(folded: Folded, parts: tuple[Segment, ...], measured: Iterable[Found]) -> bool:
    """Whether the values at diagnosis are asked for: 初诊时R-ISS几期, without a value of that time in the clause."""
    if _OF_DIAGNOSIS.search(folded.text):
        return True
    starts = [f.start for f in measured]
    for part in parts[-2:]:
        a, b = folded.span(part.start, part.end)
        asks = ASKS.search(folded.text[part.start : part.end + 1]) or _ASKS_STAGE.search(part.text)
        if part.period is Period.BASELINE and asks and not any(a <= s < b for s in starts):
            return True
    return False


def choose(found: list[Found], wants_baseline: bool, text: str = "") -> tuple[Found, str]:
    """The value that counts: at diagnosis if that is asked, else the newest; two of one time contradict."""
    if len(found) == 1:
        return with_years(found, text)[0], ""
    found = _that_count(_at_diagnosis(found) if wants_baseline else found)
    same_time = _newest(with_years(found, text))
    if found[0].input in _SAMPLED and len({_sample(text, f) for f in same_time} & {"穿刺", "活检"}) == 2:
        same_time = _highest(same_time)
    return _agreed(same_time, text)


def _agreed(same_time: list[Found], text: str) -> tuple[Found, str]:
    """The one value of a time, or in words that there are several."""
    chosen = same_time[-1]
    if len({_value_of(f) for f in same_time}) == 1:
        return chosen, ""
    label = inputs_by_name()[chosen.input][0].label if chosen.input in inputs_by_name() else chosen.input
    if chosen.input in ("imid", "drug") or _is_option(chosen.input):
        return same_time[0], ""
    if upheld := _upheld(text, same_time):
        return upheld, ""
    said = "”与“".join(dict.fromkeys(f.text.strip() for f in same_time))
    return chosen, f"{label}前后矛盾：“{said}”，请核对"


def _that_count(found: list[Found]) -> list[Found]:
    """The values without those that others outweigh, whatever their time."""
    if any(f.explicit for f in found):
        found = [f for f in found if f.explicit]
    if any(not f.bound for f in found):  # 要求PLT≥75 is a rule beside the value that was measured
        found = [f for f in found if not f.bound or f.input in _COUNTS]
    if found[0].input == "calcium" and any("校正" not in f.text for f in found):
        found = [f for f in found if "校正" not in f.text]
    if found[0].input in HISTORY and any(f.raw is True for f in found):
        found = [f for f in found if f.raw is True]
    if found[0].input in _COUNTS and any(f.raw for f in found):
        found = [f for f in found if f.raw]
    return found


def _upheld(text: str, found: list[Found]) -> Found | None:
    """Of values that contradict each other the one that the note itself upholds: 以护士复核的4分为准."""
    numbers = {Fraction(m["n"]) for m in _UPHELD.finditer(text)}
    kept = [f for f in found if (n := _NUMBER_AT_END.search(f.text)) and Fraction(n["n"]) in numbers]
    return kept[-1] if len({_value_of(f) for f in kept}) == 1 else None


def _newest(found: list[Found]) -> list[Found]:
    """The values of the newest time; all that may be it where the years of their dates leave that open."""
    newest = max(_newness(f) for f in found)
    rivals = [f for f in found if _newness(f)[:3] == newest[:3]]
    return rivals if order_open(rivals) else [f for f in found if _newness(f) == newest]


def _sample(text: str, found: Found) -> str:
    """Which sample of marrow a share of plasma cells was counted in."""
    clause = re.split(r"[,，。;；\n]", text[max(0, found.start - 24) : found.end])[-1]
    return "活检" if "活检" in clause else "穿刺" if re.search(r"穿刺|涂片|骨穿", clause) else ""


def _highest(found: list[Found]) -> list[Found]:
    """Aspirate and core biopsy do not contradict each other: the higher share counts (IMWG 2014)."""
    shares = [(value, f) for f in found if isinstance(value := _value_of(f), Fraction)]
    return [max(shares, key=lambda s: s[0])[1]] if shares else found


def _at_diagnosis(found: list[Found]) -> list[Found]:
    """The values of the time of diagnosis; else those that are not said to be of now, as after treatment."""
    for periods in ((Period.BASELINE,), (Period.UNSTATED, Period.PAST)):
        if some := [f for f in found if f.period in periods]:
            return some
    return found


def _newness(found: Found) -> tuple[Period, bool, bool, tuple[int, int, int]]:
    """What has no date of its own is the state of the note; an old date does not make a value newer."""
    return found.period, not found.anchored, found.date == UNDATED, found.date


def _value_of(found: Found) -> object:
    """What a value is in the unit of its input, so that 8.6 g/dL and 86 g/L do not contradict each other."""
    if type(found.raw) in (int, float):
        return Fraction(found.raw)
    quantity = inputs_by_name()[found.input][0].quantity if found.input in inputs_by_name() else None
    if quantity is None or not isinstance(found.raw, Mapping):
        return repr(found.raw)
    factor = quantity.factors.get(normal_unit(found.raw["unit"]))
    return Fraction(found.raw["value"]) * factor if factor else repr(found.raw)


def _is_option(name: str) -> bool:
    """Ways of computing named twice are no contradiction of the patient's data."""
    return any(d.role == "option" and d.kind is Kind.CHOICE for d in inputs_by_name().get(name, ()))
