"""Which names of a query its evidence has only under another name: what the search took as the same."""

from collections.abc import Iterable, Sequence

from corpus.terms import Term, normal_form
from index.words import Mention, mentions

# Of these a reader may not know that two names mean the same; MM and 多发性骨髓瘤 need no saying.
KINDS = ("drug", "drug_class", "regimen", "complication", "procedure", "test", "lay")


def other_names(asked: Sequence[Mention], texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of a name as asked and the name that the texts have instead; none for a name that stands there too."""
    there: dict[str, list[str]] = {}
    for text in texts:
        for mention in mentions(text):
            there.setdefault(mention.term.term_id, []).append(mention.form)
    found: dict[str, tuple[str, str]] = {}
    for mention in asked:
        written = there.get(mention.term.term_id, [])
        if written and mention.term.kind in KINDS and not any(_alike(mention.form, form) for form in written):
            found.setdefault(
                mention.term.term_id, (_proper(mention.term, mention.form), _proper(mention.term, written[0]))
            )
    return tuple(found.values())


def _alike(one: str, other: str) -> bool:
    """Whether one name is the other, a part or a short form of it (自体移植, 自体造血干细胞移植), which explains itself."""
    a, b = sorted((normal_form(one), normal_form(other)), key=len)
    return a in b or (not a.isascii() and set(a) <= set(b))


def _proper(term: Term, form: str) -> str:
    """A name as the terminology spells it."""
    return next((f for f in term.forms if normal_form(f) == normal_form(form)), form)
