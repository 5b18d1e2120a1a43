"""On how many days of a cycle dexamethasone is given, and how long the cycle is."""

import re
from collections.abc import Iterator

from agents.fold import Folded
from agents.goal_reading import Read
from agents.regimens import dosing_days
from agents.segments import Segment

_DOSE = re.compile(
    r"(?:地塞?米松|地米|dex(?:amethasone)?|DXM)[^，,。；;\d]{0,6}(?P<dose>\d+(?:\.\d+)?)\s*(?:mg|毫克)(?:/次)?", re.I
)
_LISTED = re.compile(
    r"[\s,，(（]*(?:于|在|用于|口服|静滴|静推)*\s*(?P<days>(?:第|[dD])\s*\d[\d\s、,，第天日dD~～\-和及]*)"
)
_COUNTED = re.compile(
    r"(?:每(?:个)?(?:周期|疗程)|1个?(?:周期|疗程)|共|给药|用药|连用|连续|口服|用)[^，,。；;\d]{0,4}(?P<n>\d{1,2})\s*(?:天|日|次)(?!\s*(?:为|一|1)?个?(?:周期|疗程))"
)
_CYCLE = re.compile(
    r"(?P<n>\d{2})\s*(?:天|日|d)\s*(?:为|一|1|/)?\s*个?(?:周期|疗程)|(?:周期|疗程)(?:长度|时长|长|天数)?\s*(?:为|是|:)?\s*(?P<m>\d{2})\s*(?:天|日|d)"
)
_WINDOW = 60


def dexamethasone_days(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """The days with a dose, listed or counted, and the length of the cycle."""
    for part in parts:
        if cycle := _CYCLE.search(part.text):
            number = int(cycle["n"] or cycle["m"])
            yield Read("cycle_length_days", number, part.start + cycle.start(), part.start + cycle.end(), part)
        dose = _DOSE.search(part.text)
        if dose is None:
            continue
        start = part.start + dose.end()
        window = re.split(r"[。；;\n？?]", folded.text[start : start + _WINDOW])[0]
        days = _days(window)
        if days:
            yield Read("dosing_days_per_cycle", days, part.start + dose.start(), start, part)


def _days(window: str) -> int | None:
    if listed := _LISTED.match(window):
        return dosing_days(re.sub(r"第|天|日", "", "d" + listed["days"].strip().lstrip("第dD")), 28)
    counted = _COUNTED.search(window)
    return int(counted["n"]) if counted else None
