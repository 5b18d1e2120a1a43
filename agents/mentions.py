"""Where a text names an input of a calculator: one scan for all names, the longest name wins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from corpus.terms import normal_form, terminology
from tools.inputs import Input, Kind
from tools.registry import CALCULATORS

_SEPARATOR = r"[\s\-‐–_]*"


@dataclass(frozen=True)
class Named:
    """A name of one or more inputs at a span of the folded text."""

    start: int
    end: int
    inputs: frozenset[str]


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
def _scanner() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    names: dict[str, set[str]] = {}
    for name, definitions in inputs_by_name().items():
        for definition in definitions:
            for alias in (definition.label, *definition.aliases):
                for form in (alias, *_other_names(alias)):
                    if _usable(form):
                        names.setdefault(name_key(form), set()).add(name)
    for calculator in CALCULATORS.values():
        for alias in (*calculator.aliases, calculator.name):
            names.setdefault(name_key(alias), set())
    ordered = sorted(names, key=len, reverse=True)
    pattern = "|".join(name_pattern(alias) for alias in ordered)
    return re.compile(pattern, re.I), {k: frozenset(v) for k, v in names.items()}


def name_key(text: str) -> str:
    return (
        re.sub(r"[\s\-‐–_]+", "", text)
        .lower()
        .replace("µ", "μ")
        .replace("（", "(")
        .replace("）", ")")
        .replace("；", ";")
    )


def name_pattern(key: str) -> str:
    """Characters with optional hyphens and spaces where letters and digits meet; whole Latin words only."""
    parts = [re.escape(c) for c in key]
    body = parts[0]
    for before, after, c in zip(key, key[1:], parts[1:], strict=False):
        loose = before.isascii() or after.isascii()
        body += (_SEPARATOR if loose else "") + c
    left = r"(?<![a-z0-9])" if key[0].isascii() and key[0].isalnum() else ""
    right = r"(?![a-z])" if key[-1].isascii() and key[-1].isalpha() else ""
    return f"{left}{body}{right}"


@cache
def _kinds() -> Mapping[str, frozenset[Kind]]:
    return {name: frozenset(d.kind for d in definitions) for name, definitions in inputs_by_name().items()}


def named_inputs(text: str) -> tuple[Named, ...]:
    """All names of inputs in a text, left to right."""
    pattern, names = _scanner()
    return tuple(Named(m.start(), m.end(), names.get(name_key(m.group()), frozenset())) for m in pattern.finditer(text))
