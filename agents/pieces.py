"""Which patterns can match in a text at all: one scan for pieces of text that every match needs.

Searching each clause of a note for hundreds of patterns costs far more than reading it; most name words it lacks.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from re import _constants, _parser  # type: ignore[attr-defined]  # the only parser that reads patterns as `re` does
from typing import Any, Generic, TypeVar

import ahocorasick

Entry = TypeVar("Entry")
Key = TypeVar("Key")
Words = frozenset[str]
Needs = frozenset[Words]
_MOST = 32  # words that are followed through a pattern side by side
_WIDEST = 12  # characters of a range [a-l] that are followed one by one
_SETS = 3  # sets of pieces that are looked for of each pattern
_NO_WIDTH = (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)


class Sieve(Generic[Key]):
    """Tells which of several groups of patterns can match in a text; what it leaves out cannot."""

    def __init__(self, groups: Mapping[Key, Iterable[re.Pattern[str]]]) -> None:
        rows = [(key, _rarest(needs)) for key, group in groups.items() for p in group for needs in needed(p)]
        each = {words: number for number, words in enumerate({words for _, needs in rows for words in needs})}
        self._always = frozenset(key for key, needs in rows if not needs)
        # An alternative is looked at where the rarest thing that it needs is met.
        self._by_rarest: dict[int, list[tuple[Key, frozenset[int]]]] = {}
        for key, needs in rows:
            for words in needs[:1]:
                self._by_rarest.setdefault(each[words], []).append((key, frozenset(each[w] for w in needs)))
        self._automaton = ahocorasick.Automaton()
        for piece in {piece for words in each for piece in words}:
            self._automaton.add_word(piece, frozenset(number for words, number in each.items() if piece in words))
        self._automaton.make_automaton()

    def passed(self, text: str) -> frozenset[Key]:
        """The groups of which some pattern can match in a text."""
        met: set[int] = set()
        for _, those in self._automaton.iter(plain(text)):
            met |= those
        if not met:
            return self._always
        rarest = self._by_rarest
        found = [key for words in met if words in rarest for key, needs in rarest[words] if needs <= met]
        return self._always.union(found) if found else self._always


class Table(Generic[Entry]):
    """Entries with a pattern each, of which a clause picks those that match in it."""

    def __init__(self, entries: Iterable[Entry], pattern_of: Callable[[Entry], re.Pattern[str]]) -> None:
        self._entries = tuple(entries)
        self._patterns = tuple(map(pattern_of, self._entries))
        self._sieve = Sieve({n: (pattern,) for n, pattern in enumerate(self._patterns)})

    def by_clause(self, text: str, clauses: Sequence[str]) -> list[list[Entry]]:
        """For each clause of a text the entries that match in it, and in the text as a whole, in their order."""
        matching = [[n for n in sorted(self._sieve.passed(c)) if self._patterns[n].search(c)] for c in clauses]
        there = {n for n in {n for numbers in matching for n in numbers} if self._patterns[n].search(text)}
        return [[self._entries[n] for n in numbers if n in there] for numbers in matching]


def plain(text: str) -> str:
    """A text in small letters, with the letters that are i and s as well where case is ignored."""
    return text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").lower()


def needed(pattern: re.Pattern[str]) -> tuple[Needs, ...]:
    """For each alternative sets of pieces: the plain form of a text in which it matches holds a piece of each."""
    items = list(_parser.parse(pattern.pattern, pattern.flags))
    alternatives = items[0][1][1] if len(items) == 1 and items[0][0] is _constants.BRANCH else [items]
    return tuple(_sequence(alternative)[1] for alternative in alternatives)


def _sequence(items: Iterable[tuple[Any, Any]]) -> tuple[Words | None, Needs]:
    """All that a sequence can match, if it is few words, and what it needs."""
    words, whole = frozenset({""}), True
    needs: list[Words] = []
    for kind, value in items:
        own, its_needs = _item(kind, value)
        needs += its_needs
        if kind in _NO_WIDTH:
            continue
        if own is not None and len(words) * len(own) <= _MOST:
            words = frozenset(a + b for a, b in product(words, own))
        else:
            needs.append(words)
            words, whole = frozenset({""}) if own is None else own, False
    needs.append(words)
    return (words if whole else None), frozenset(_shortest(n) for n in needs if "" not in n)


def _item(kind: Any, value: Any) -> tuple[Words | None, Needs]:
    """The same of one item; what is not known here can be anything."""
    if kind is _constants.LITERAL:
        return _letter(value), frozenset()
    if kind is _constants.IN:
        return _one_of(value), frozenset()
    if kind is _constants.SUBPATTERN:
        return _sequence(value[3])
    if kind is _constants.ASSERT:
        return None, _sequence(value[1])[1]
    if kind is _constants.BRANCH:
        branches = [_sequence(branch) for branch in value[1]]
        needs = [frozenset().union(*_rarest(needs)[:1]) for _, needs in branches]
        return _union([own for own, _ in branches]), frozenset({frozenset().union(*needs)} if all(needs) else ())
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
        least, most, repeated = value
        own, its_needs = _sequence(repeated)
        once = _union([own, frozenset({""})]) if most == 1 and not least else None
        return once, its_needs if least else frozenset()
    return None, frozenset()


def _letter(code: int) -> Words | None:
    """A character in its plain form; which others equal it without case is known of a-z only."""
    c = chr(code)
    return frozenset({c.lower()}) if c.isascii() or c.lower() == c.upper() else None


def _one_of(members: Iterable[tuple[Any, Any]]) -> Words | None:
    found: list[Words | None] = []
    for kind, value in members:
        if kind is _constants.LITERAL:
            found.append(_letter(value))
        elif kind is _constants.RANGE and value[1] - value[0] < _WIDEST:
            found += map(_letter, range(value[0], value[1] + 1))
        else:
            return None
    return _union(found)


def _union(sets: Iterable[Words | None]) -> Words | None:
    found: set[str] = set()
    for words in sets:
        if words is None:
            return None
        found |= words
    return frozenset(found) if len(found) <= _MOST else None


def _rarest(needs: Iterable[Words]) -> list[Words]:
    """Of several sets those that few texts meet, the rarest first: with the longest pieces, and the fewest."""
    ordered = sorted(needs, key=lambda words: (-min(map(len, words)), len(words), sorted(words)))
    single = bool(ordered) and min(map(len, ordered[0])) == 1  # with longer pieces, single characters add little
    return [words for words in ordered[:_SETS] if single or min(map(len, words)) > 1]


def _shortest(words: Words) -> Words:
    """The pieces without those that hold another one."""
    return frozenset(w for w in words if not any(other in w for other in words - {w}))
