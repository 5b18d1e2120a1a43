"""Terminology: concepts with all their names, used by index, query and display."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

SEPARATORS = "-‐‑–_·/+、"
TERMS_FILE = Path(__file__).with_name("terms.toml")


@dataclass(frozen=True)
class Term:
    """One concept; `forms` are true synonyms, `ambiguous` those of them with other meanings too.

    `context` is a pattern of what stands around an ambiguous abbreviation (written as a zero character) where this is meant.
    """

    term_id: str
    kind: str
    name: str
    forms: tuple[str, ...]
    drug_class: str
    ambiguous: tuple[str, ...]
    context: str = ""


@dataclass(frozen=True)
class Terminology:
    """All terms, every unambiguous normalised form with its term, and ambiguous ones that their surroundings decide."""

    terms: tuple[Term, ...]
    by_form: Mapping[str, Term]
    by_context: Mapping[str, tuple[Term, ...]]


def normal_form(form: str) -> str:
    """The form in which names are compared: NFKC, lower case, without spaces, hyphens and list separators."""
    text = unicodedata.normalize("NFKC", form).lower()
    return "".join(c for c in text if not c.isspace() and c not in SEPARATORS)


@cache
def terminology() -> Terminology:
    """The table of terms.toml."""
    entries = tomllib.loads(TERMS_FILE.read_text(encoding="utf-8"))["term"]
    terms = tuple(_term(e) for e in entries)
    by_form: dict[str, Term] = {}
    by_context: dict[str, tuple[Term, ...]] = {}
    for term in terms:
        unclear = {normal_form(a) for a in term.ambiguous}
        for form in term.forms:
            key = normal_form(form)
            if key not in unclear:
                by_form.setdefault(key, term)
            elif term.context and key.isascii():
                by_context[key] = (*by_context.get(key, ()), term)
    return Terminology(terms, MappingProxyType(by_form), MappingProxyType(by_context))


def _term(entry: Mapping[str, object]) -> Term:
    names: list[str] = [str(entry["name"])]
    for group in ("zh", "en", "brand", "abbr", "lay"):
        value = entry.get(group, [])
        names.extend(str(v) for v in value) if isinstance(value, list) else None
    ambiguous = entry.get("ambiguous", [])
    return Term(
        term_id=str(entry["id"]),
        kind=str(entry["kind"]),
        name=names[0],
        forms=tuple(dict.fromkeys(names)),
        drug_class=str(entry.get("class", "")),
        ambiguous=tuple(str(a) for a in ambiguous) if isinstance(ambiguous, list) else (),
        context=str(entry.get("context", "")),
    )
