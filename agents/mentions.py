"""Where a text names an input of a calculator: one scan for all names, the longest name wins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import ahocorasick

from corpus.terms import normal_form, terminology
from tools.inputs import Input
from tools.registry import CALCULATORS

_SKIPPED = re.compile(r"[\s\-‐–_]")
_KEYS = {"µ": "μ", "（": "(", "）": ")", "；": ";"}


@dataclass(frozen=True)
class Named:
    """A name of inputs or calculators at a span of the folded text."""

    start: int
    end: int
    inputs: frozenset[str]
    calculators: frozenset[str] = frozenset()


@cache
def inputs_by_name() -> Mapping[str, tuple[Input, ...]]:
    """Every input name with its definitions in the calculators."""
    found: dict[str, list[Input]] = {}
    for calculator in CALCULATORS.values():
        for definition in calculator.inputs:
            found.setdefault(definition.name, []).append(definition)
    return {name: tuple(dict.fromkeys(definitions)) for name, definitions in found.items()}


def _usable(alias: str) -> bool:
    """One Chinese character is never a name: 钙 also stands in 离子钙, 降钙素, 钙片."""
    return len(alias) > 1 or (len(alias) == 1 and not "\u4e00" <= alias <= "\u9fff")


def _other_names(alias: str) -> tuple[str, ...]:
    """All names of the concept that an alias names in the terminology (大家写的 Scr、血肌酐、机酐)."""
    term = terminology().by_form.get(normal_form(alias))
    return () if term is None or term.kind != "test" else tuple(f for f in term.forms if f not in term.ambiguous)


@cache
def _scanner() -> ahocorasick.Automaton:
    names: dict[str, set[str]] = {}
    calculators: dict[str, set[str]] = {}
    for name, definitions in inputs_by_name().items():
        for definition in definitions:
            for alias in (definition.label, *definition.aliases):
                for form in (alias, *_other_names(alias)):
                    if _usable(form):
                        names.setdefault(name_key(form), set()).add(name)
    for calculator in CALCULATORS.values():
        for alias in (*calculator.aliases, calculator.name):
            calculators.setdefault(name_key(alias), set()).add(calculator.name)
    automaton = ahocorasick.Automaton()
    for key in {*names, *calculators} - {""}:
        automaton.add_word(key, (len(key), frozenset(names.get(key, ())), frozenset(calculators.get(key, ()))))
    automaton.make_automaton()
    return automaton


def name_key(text: str) -> str:
    """The form in which names are compared; every character that is kept stays one character."""
    return "".join(map(_key, text))


@lru_cache(maxsize=4096)
def _key(c: str) -> str:
    """The form of one character, empty if it is skipped."""
    if _SKIPPED.match(c):
        return ""
    return _KEYS.get(c) or (c.lower() if len(c.lower()) == 1 else c)


@lru_cache(maxsize=1024)
def named_inputs(text: str) -> tuple[Named, ...]:
    """All names of inputs in a text, left to right, the longest at each place; spaces and hyphens do not matter."""
    kept = [i for i, c in enumerate(text) if _key(c)]
    candidates: list[Named] = []
    for last, (length, inputs, calculators) in _scanner().iter(name_key(text)):
        start, end = kept[last - length + 1], kept[last] + 1
        if _whole(text, start, end) and _same_case(text[start:end]):
            candidates.append(Named(start, end, inputs, calculators))
    found: list[Named] = []
    for name in sorted(candidates, key=lambda n: (n.start, -n.end)):
        if not found or name.start >= found[-1].end:
            found.append(name)
        elif name.calculators:
            found[-1] = replace(found[-1], calculators=found[-1].calculators | name.calculators)
    return tuple(found)


def _same_case(written: str) -> bool:
    """Names of two letters keep their case: Ca is calcium, CA125 is not."""
    return len(written) != 2 or not written.isalpha() or not written.isascii() or written in _short_names()


@cache
def _short_names() -> frozenset[str]:
    aliases = [a for definitions in inputs_by_name().values() for d in definitions for a in d.aliases]
    aliases += [a for c in CALCULATORS.values() for a in c.aliases]
    return frozenset(a for a in aliases if len(a) == 2 and a.isascii())


def _whole(text: str, start: int, end: int) -> bool:
    """A Latin name must not be part of a longer Latin word; a number may follow it (Ca2.3)."""
    left = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    right = (
        end < len(text)
        and text[end - 1].isascii()
        and text[end - 1].isalpha()
        and text[end].isascii()
        and text[end].isalpha()
    )
    return not left and not right


def _latin(c: str) -> bool:
    return c.isascii() and c.isalnum()
