"""A three-valued finding that remembers which inputs would settle it while it is unknown."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tools.logic import all_true, any_true, negate


@dataclass(frozen=True)
class Finding:
    """True, false or unknown; `asked` names the inputs that would settle an unknown one."""

    state: bool | None
    asked: tuple[str, ...] = ()


def finding(state: bool | None, *asked: str) -> Finding:
    """A finding whose inputs are asked for only while it is unknown."""
    return Finding(state, asked if state is None else ())


def compared(value: Fraction | None, test: Callable[[Fraction], bool], *asked: str) -> Finding:
    """A comparison of a number; an unknown number leaves it unknown."""
    return finding(None if value is None else test(value), *asked)


def all_of(*parts: Finding) -> Finding:
    """AND over findings."""
    return finding(all_true(*(p.state for p in parts)), *_asked(parts))


def any_of(*parts: Finding) -> Finding:
    """OR over findings."""
    return finding(any_true(*(p.state for p in parts)), *_asked(parts))


def not_(part: Finding) -> Finding:
    """NOT of a finding."""
    return Finding(negate(part.state), part.asked)


def depending(condition: Finding, yes: Finding, no: Finding) -> Finding:
    """`yes` or `no` by the condition; with an unknown condition, what both agree on, else unknown."""
    if condition.state is None:
        same = yes.state == no.state
        return finding(yes.state if same else None, *_asked((condition, yes, no)))
    return yes if condition.state else no


def _asked(parts: tuple[Finding, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for p in parts for name in p.asked))


TRUE = Finding(True)
FALSE = Finding(False)
