"""Which clauses concern which reader of findings: those in which a pattern can match that the reader begins with."""

import re
from collections.abc import Callable, Iterable, Mapping

from agents import dexamethasone, intervals, prophylaxis, proteins, regimens, treatment
from agents.fold import Folded
from agents.pieces import Sieve
from agents.segments import Segment
from agents.values import Found

Reader = Callable[[Folded, Iterable[Segment]], tuple[Found, ...]]
READERS: Mapping[Reader, tuple[re.Pattern[str], ...]] = {
    intervals.interval_values: intervals.SOUGHT,
    proteins.protein_values: proteins.SOUGHT,
    regimens.regimen_values: regimens.SOUGHT,
    prophylaxis.prophylaxis_values: prophylaxis.SOUGHT,
    treatment.treatment_values: treatment.SOUGHT,
    dexamethasone.dexamethasone_values: dexamethasone.SOUGHT,
}
"""The readers that make nothing of a clause in which none of their patterns matches."""
_SIEVE = Sieve(READERS)


def concerned(parts: Iterable[Segment]) -> Mapping[Reader, tuple[Segment, ...]]:
    """For each reader the clauses that concern it, in their order."""
    found: dict[Reader, list[Segment]] = {read: [] for read in READERS}
    for part in parts:
        for read in _SIEVE.passed(part.text):
            found[read].append(part)
    return {read: tuple(those) for read, those in found.items()}
