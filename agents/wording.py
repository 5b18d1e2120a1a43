"""Findings that notes state in other words than the inputs' names: how such a wording is read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from agents.mentions import Named
from agents.negation import UNSETTLED, denied, denied_behind, is_over, left_open, near_before, planned
from agents.polarity import QUOTED, word_after

_NONE: Mapping[str, Any] = MappingProxyType({})
_LEFT_OPEN_BEHIND = re.compile(
    rf"^[^,，。；;、]{{0,6}}?(?:{UNSETTLED}|不详|不明(?!显)|不清楚|不知道|说不清|待(?:排|查|回|定|结果)|未回|可能|风险|[?？]|与否|没写|未写|未记录|(?:未|没)(?:有)?(?:做|查|测|评|提))"
)
_ASKED = re.compile(r"是否|有没有|有无|要不要|需不需要|能不能|是不是|算不算|会不会|可不可以|能否|[吗呢么?？]$|还是")
_ALL_BEHIND = re.compile(r"[^,，。；;]{0,20}?(?:均|都|全|皆)(?:为|是|已|呈)?")


@dataclass(frozen=True)
class Wording:
    """If the pattern occurs in a clause: these values, or if the clause denies it the others.

    A plain wording says all by itself (PICC 已拔除); no denial around it is looked for. What an intended thing
    counts for is set as soon as it is planned.
    """

    pattern: re.Pattern[str]
    present: Mapping[str, Any]
    absent: Mapping[str, Any]
    plain: bool = False
    intended: bool = False


@dataclass(frozen=True)
class Noun:
    """A further name of yes/no findings, read with its list and its denials as every other name."""

    pattern: re.Pattern[str]
    inputs: frozenset[str]


def noun(pattern: str, *names: str) -> Noun:
    """A finding by a name: present, or absent where it is denied."""
    return Noun(re.compile(pattern, re.I | re.M), frozenset(names))


def only(pattern: str, values: Mapping[str, Any], **more: Any) -> Wording:
    """A wording that says something only where it is not denied."""
    return Wording(re.compile(pattern, re.I | re.M), MappingProxyType(dict(values)), _NONE, **more)


def none_of(pattern: str, *names: str) -> Wording:
    """A wider name that says something only where it is denied: 无肝病."""
    return Wording(re.compile(pattern, re.I | re.M), _NONE, MappingProxyType(dict.fromkeys(names, False)))


def plain(pattern: str, **values: Any) -> Wording:
    """A wording with its state in it."""
    return Wording(re.compile(pattern, re.I | re.M), MappingProxyType(values), _NONE, plain=True)


@dataclass(frozen=True)
class Stated:
    """Values that a wording gives, and where it stands in its clause."""

    values: Mapping[str, Any]
    start: int
    end: int


def stated_by(wordings: Sequence[Wording], clause: str) -> tuple[Stated, ...]:
    """What the wordings say in a clause; of several about one input the first counts."""
    if not wordings or QUOTED.search(clause):
        return ()
    found: list[Stated] = []
    taken: set[str] = set()
    for wording in wordings:
        for match in wording.pattern.finditer(clause):
            state = _state(wording, clause, match)
            values = {True: wording.present, False: wording.absent, None: _NONE}[state]
            new = {name: value for name, value in values.items() if name not in taken}
            if new:
                found.append(Stated(new, match.start(), match.end()))
                taken |= new.keys()
    return tuple(found)


def _state(wording: Wording, clause: str, match: re.Match[str]) -> bool | None:
    before = near_before(clause, match.start())
    at, near = len(before), before + match.group()
    after = clause[match.end() : match.end() + 24]
    if wording.intended and planned(near, at):
        return True
    if _ASKED.search(before + after) or left_open(near, at) or _LEFT_OPEN_BEHIND.match(after) or planned(near, at):
        return None
    if wording.plain:
        return True
    if denied_behind(after) and not is_over(after):
        return False
    own = re.split("[、,，]", after)[0]
    every = _ALL_BEHIND.match(after)
    behind = word_after(own) or (word_after(after) if every else None)
    if behind:
        return behind[0]
    return not denied(near, at)


def with_nouns(clause: str, names: Sequence[Named], nouns: Iterable[Noun]) -> list[Named]:
    """The names of a clause and its nouns, left to right; of two that overlap the longer."""
    found = list(names)
    for entry in nouns:
        found += [Named(m.start(), m.end(), entry.inputs) for m in entry.pattern.finditer(clause) if m.group()]
    result: list[Named] = []
    for name in sorted(found, key=lambda n: (n.start - n.end, n.start)):
        same = [i for i, r in enumerate(result) if (r.start, r.end) == (name.start, name.end)]
        if same:
            old = result[same[0]]
            result[same[0]] = Named(old.start, old.end, old.inputs | name.inputs, old.calculators)
        elif all(name.end <= r.start or r.end <= name.start for r in result):
            result.append(name)
    return sorted(result, key=lambda n: n.start)
