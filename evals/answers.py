"""Answer metrics: pure functions of an answer's text, citations and tool results."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from evals.cases import AnyOf
from evals.evidence import Group, Text, group_ranks, holds
from evals.text import bare, has_any, normal

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MARK = re.compile(r"\[\d+\]")
_LIST_NUMBER = re.compile(r"^\s*(?:[-•]\s*)?\d{1,2}[.、)]\s", re.MULTILINE)


def facts_found(text: str, key_facts: Sequence[AnyOf]) -> tuple[bool, ...]:
    """For every key fact whether one of its wordings stands in the text."""
    return tuple(has_any(text, wordings) for wordings in key_facts)


def fact_recall(text: str, key_facts: Sequence[AnyOf]) -> float:
    """Share of the key facts that stand literally in the answer.

    Nugget recall (Voorhees, TREC 2003 QA track), with literal wordings instead of a human judge.
    """
    return sum(facts_found(text, key_facts)) / len(key_facts)


def complete(text: str, key_facts: Sequence[AnyOf], must_not: AnyOf) -> bool:
    """Whether every key fact stands in the answer and nothing that must not."""
    return all(facts_found(text, key_facts)) and not has_any(text, must_not)


def character_f1(text: str, reference: str) -> float:
    """Overlap with a whole reference answer: F1 over characters.

    SQuAD F1 (Rajpurkar et al. 2016) with characters as tokens, as CMRC 2018 does for Chinese; only letters,
    digits and Chinese characters count.
    """
    found, wanted = (Counter(c for c in normal(t) if c.isalnum()) for t in (text, reference))
    shared = sum((found & wanted).values())
    return 2 * shared / (found.total() + wanted.total()) if shared else 0.0


def citation_recall(groups: Sequence[Group], cited: Sequence[Text]) -> float:
    """Share of the evidence groups that stand in a cited passage.

    Citation recall of ALCE (Gao et al. 2023), literal instead of entailment: what a reader finds at the cited place.
    """
    return sum(r is not None for r in group_ranks(groups, cited)) / len(groups)


def citation_precision(groups: Sequence[Group], cited: Sequence[Text]) -> float:
    """Share of the cited passages that contain evidence of the question (ALCE citation precision, literal)."""
    return sum(any(holds(c, g) for g in groups) for c in cited) / len(cited)


def literal_quotes(quotes: Sequence[Text], documents: Sequence[Text]) -> float:
    """Share of the quotes that stand literally, whitespace aside, in their document."""
    bodies = {d.doc: bare(d.text) for d in documents}
    return sum(bool(bare(q.text)) and bare(q.text) in bodies.get(q.doc, "") for q in quotes) / len(quotes)


def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a text in one form, without citation marks and list numbers: "1,000" is "1000"."""
    folded = unicodedata.normalize("NFKC", _LIST_NUMBER.sub("", _MARK.sub("", text)))
    return tuple(_plain(match.group()) for match in _NUMBER.finditer(folded))


def unbound_numbers(text: str, sources: Iterable[str]) -> tuple[str, ...]:
    """The numbers of a text that stand in none of its sources (quotes, tool results)."""
    bound = {n for source in sources for n in numbers(source)}
    return tuple(n for n in numbers(text) if n not in bound)


def _plain(number: str) -> str:
    """Thousands separators and trailing zeros removed: 2.0 and 2 are one number."""
    whole, point, decimals = number.replace(",", "").partition(".")
    decimals = decimals.rstrip("0") if "." not in decimals else decimals
    return f"{whole}{point}{decimals}" if decimals else whole
