"""A note -> the values that calculators take: one value an input, contradictions named instead of chosen."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from agents.choosing import asks_for_baseline, choose
from agents.concerned import concerned
from agents.dexamethasone import dexamethasone_values
from agents.events import event_values
from agents.findings import closes_list, stated_findings
from agents.fold import fold
from agents.imaging import imaging_values
from agents.intervals import interval_values
from agents.members import left_open_by
from agents.options import option_values
from agents.people import contradiction_of_sex
from agents.personal import personal_values
from agents.prophylaxis import prophylaxis_values
from agents.proteins import protein_values
from agents.regimens import regimen_values
from agents.relations import outdated, related
from agents.segments import segments
from agents.spelling import corrected
from agents.steroids import steroid_values
from agents.times import Period, speaks_of_today
from agents.treatment import treatment_values
from agents.unsettled import unsettled
from agents.values import OLD, Found, measured_values


@dataclass(frozen=True)
class Extraction:
    """What a text says of a patient: values by input, contradictions in words, whether its list is closed.

    `unclear` are ranges and limits (28-31, <30), which are no values: the input stays unknown and is asked for.
    `rivals` are the values that contradict each other, `unsettled` the inputs said to be not known.
    """

    values: Mapping[str, Found]
    contradictions: tuple[str, ...] = ()
    closed: bool = False
    unclear: tuple[Found, ...] = ()
    rivals: tuple[Found, ...] = ()
    unsettled: frozenset[str] = frozenset()

    def with_value(self, name: str, raw: object) -> "Extraction":
        """The same with one value more that the text does not state."""
        values = {**self.values, name: Found(name, raw, "", 0, 0, Period.UNSTATED)}
        return replace(self, values=MappingProxyType(values))

    def closes(self, name: str) -> bool:
        """Whether 其余均无 says of an input that is not mentioned that it is absent; not of what nobody knows yet."""
        return self.closed and name not in self.unsettled

    def merged(self, later: "Extraction") -> "Extraction":
        """The values of a conversation: what is said later replaces what was said before."""
        values = {**_without_replaced(self.values, later.values), **later.values}
        return Extraction(
            MappingProxyType(values), later.contradictions, self.closed or later.closed, later.unclear, later.rivals,
            self.unsettled | later.unsettled,
        )  # fmt: skip


# Stated another way, the same finding: a new one of a group makes the old ones of the group void.
_SAME = (
    ("crcl", "creatinine"), ("ldh", "ldh_status"), ("dexamethasone", "dex_mg_per_cycle"), ("bmi", "weight"), ("bmi", "height"),
    ("fish_risk", "del17p"), ("fish_risk", "t_4_14"), ("fish_risk", "t_14_16"), ("surgery_90d", "days_since_surgery"),
)  # fmt: skip


def _without_replaced(before: Mapping[str, Found], later: Mapping[str, Found]) -> dict[str, Found]:
    void = {b for a, b in _SAME if a in later and b not in later} | {
        a for a, b in _SAME if b in later and a not in later
    }
    return {name: found for name, found in before.items() if name not in void}


_NO_VALUE = ("-", "<", OLD)


def extract(text: str) -> Extraction:
    """Extracts values from free Chinese text; never raises, linear in the length of the text."""
    folded = corrected(fold(text))
    parts = segments(folded)
    concerning = concerned(parts)
    worded = (
        *event_values(folded, parts),
        *imaging_values(folded, parts),
        *interval_values(folded, concerning[interval_values]),
        *protein_values(folded, concerning[protein_values]),
    )
    measured = measured_values(folded, parts)
    measured += personal_values(folded, parts, frozenset(f.input for f in measured))
    named = (*measured, *stated_findings(folded, parts))
    # A wording such as 右股骨粗隆间骨折 is more exact than the name found inside it.
    found = (
        *worded, *_outside(named, worded), *regimen_values(folded, concerning[regimen_values]),
        *prophylaxis_values(folded, concerning[prophylaxis_values]), *treatment_values(folded, concerning[treatment_values]),
        *steroid_values(folded, parts), *option_values(folded, parts),
        *dexamethasone_values(folded, concerning[dexamethasone_values]),
    )  # fmt: skip
    if not speaks_of_today(folded.text):
        found = tuple(_yesterday_is_newest(f, found) for f in found)
    partly = left_open_by(text, ((f.input, f.start, f.end) for f in found if f.raw is False))
    found = tuple(f for f in found if f.raw is not False or f.input not in partly)
    unclear = tuple(f for f in found if f.bound in _NO_VALUE)
    found = tuple(f for f in found if f.bound not in _NO_VALUE)
    wants_baseline = asks_for_baseline(folded, parts, measured)
    values: dict[str, Found] = {}
    contradictions: list[str] = []
    rivals: list[Found] = []
    by_input: dict[str, list[Found]] = {}
    for f in found:
        by_input.setdefault(f.input, []).append(f)
    for name, several in by_input.items():
        chosen, conflict = choose(several, wants_baseline, text)
        values[name] = chosen
        if conflict:
            contradictions.append(conflict)
            rivals += [f for f in several if f.text.strip() in conflict]
    values = {name: f for name, f in values.items() if name not in outdated(values)}
    values |= related(values, found + tuple(f for f in unclear if f.bound == OLD))
    sex = contradiction_of_sex("".join(p.text for p in parts if p.patient))
    if sex:
        contradictions.append(sex)
    return Extraction(
        MappingProxyType(values),
        tuple(contradictions),
        closes_list(folded.text),
        unclear,
        tuple(rivals),
        unsettled(parts),
    )


def _yesterday_is_newest(value: Found, found: tuple[Found, ...]) -> Found:
    """Without a today, a value of yesterday is as new as the note, and as one said before it to be of now."""
    if value.period is not Period.YESTERDAY:
        return value
    after_now = any(f.input == value.input and f.period is Period.NOW and f.start < value.start for f in found)
    return replace(value, period=Period.NOW if after_now else Period.UNSTATED)


def _outside(named: Iterable[Found], worded: Iterable[Found]) -> list[Found]:
    """The named values that no wording of the same input covers."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for found in sorted(worded, key=lambda f: f.start):
        spans.setdefault(found.input, []).append((found.start, found.end))
    return [f for f in named if not _covered(f, spans.get(f.input, []))]


def _covered(found: Found, spans: list[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (found.end, 0)) - 1
    return at >= 0 and spans[at][1] > found.start
