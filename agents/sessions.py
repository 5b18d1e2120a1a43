"""Conversations: what a follow-up question inherits from the one before it."""

import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from agents.extraction import Extraction
from agents.segments import ASKS
from agents.understand import Understanding

MAX_SESSIONS = 500
SHORT = 45
_REFERS = re.compile(
    r"^(?:那|那么|它|他|她|这个|这种|上面|如果|要是|假如|改成|补充|另外|还有|不是|更正|刚才|同样|换成|再算|输了|呢|现在)|呢[？?]?$|还一样吗|打错|写错|更正"
)
_NEW_PATIENT = re.compile(
    r"(?:另|换|下)(?:外)?(?:一)?(?:个|位|例)?(?:患者|病人|例)|新(?:患者|病人|病例)|第二(?:个|位|例)"
)


@dataclass(frozen=True)
class Turn:
    """What is remembered of a conversation."""

    topic: str
    calculators: tuple[str, ...]
    extraction: Extraction


class Sessions:
    """The last turn of every conversation; the oldest are forgotten."""

    def __init__(self) -> None:
        """Starts without conversations."""
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._lock = Lock()

    def last(self, session: str | None) -> Turn | None:
        """The turn before, if there was one."""
        with self._lock:
            return self._turns.get(session) if session else None

    def remember(self, session: str | None, turn: Turn) -> None:
        """Keeps the newest turn of a conversation."""
        if not session:
            return
        with self._lock:
            self._turns[session] = turn
            self._turns.move_to_end(session)
            while len(self._turns) > MAX_SESSIONS:
                self._turns.popitem(last=False)


def continued(u: Understanding, before: Turn | None) -> Understanding:
    """The understanding of a follow-up: later values replace earlier ones, an unnamed topic is the old one."""
    if before is None or not is_follow_up(u, before):
        return u
    own = tuple(c for c in u.calculators if c != "creatinine_clearance") if ASKS.search(u.text) else ()
    calculators = (
        u.calculators if own and own != before.calculators[-len(own) :] else before.calculators or u.calculators
    )
    text = u.text if own and not before.calculators else f"{before.topic} {u.text}"
    return replace(u, calculators=calculators, extraction=before.extraction.merged(u.extraction), text=text)


def is_follow_up(u: Understanding, before: Turn) -> bool:
    """Whether a question leans on the one before it."""
    if _NEW_PATIENT.search(u.text) or {"age", "sex"} <= u.extraction.values.keys() and u.calculators:
        return False
    if _REFERS.search(u.text):
        return True
    own = u.extraction.values.keys() - {"imid", "drug", "response", "diagnosis"}
    routed = u.calculators if ASKS.search(u.text) else ()
    values_only = bool(own) and not routed
    same = bool(routed) and set(routed) <= {*before.calculators, "creatinine_clearance"}
    return len(u.text) <= 4 * SHORT and (values_only or same) and bool(before.calculators) or _bare(u)


def _bare(u: Understanding) -> bool:
    """A few words without a subject of their own."""
    return len(u.text) < 14 and not u.mentions and not u.calculators


def remembered(u: Understanding) -> Turn:
    """What the next question may need of this one."""
    topic = " ".join(dict.fromkeys(m.term.name for m in u.mentions)) or u.text[:SHORT]
    return Turn(topic, u.calculators, u.extraction)
