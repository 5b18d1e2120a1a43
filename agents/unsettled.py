"""Findings of which a note says that nobody knows them yet: 其余均无 does not make them absent."""

import re
from collections.abc import Iterable

from agents import events, findings
from agents.mentions import named_inputs
from agents.negation import UNSETTLED
from agents.segments import Segment

_UNKNOWN = re.compile(
    rf"{UNSETTLED}|没写|(?:未|没有?)记录|说不清|记不[清得]|不详|不明(?!显)|未提供|(?:没|未)提(?:供|及|到)?|待(?:查|回报|排|评估)|未回报"
)


def unsettled(parts: Iterable[Segment]) -> frozenset[str]:
    """The inputs that a clause of the patient names while it says that they are not known."""
    found: set[str] = set()
    for part in parts:
        if part.patient and _UNKNOWN.search(part.text):
            for name in named_inputs(part.text):
                found |= name.inputs
            found |= {i for n in findings.NOUNS if n.pattern.search(part.text) for i in n.inputs}
            for wording in findings.WORDINGS:
                if wording.pattern.search(part.text):
                    found |= wording.present.keys() | wording.absent.keys()
            for event in events.WORDINGS:
                if event.pattern.search(part.text):
                    found |= event.values.keys()
    return frozenset(found)
