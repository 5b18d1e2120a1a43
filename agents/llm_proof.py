"""Whether a sentence of a model is proven by one quotation: figures, names, categories, wording, every rare word.

The check is a program's and errs on the safe side: what it cannot prove is dropped, and the reader gets quotations.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from agents.llm_numbers import Amount, Figures, figures, same
from agents.llm_wording import wording_faults
from agents.relevance import speciality
from corpus.types import squeeze
from index.words import Mention, mentions, plain, words

LONGEST = 240
RARE = 0.7
LEAST_SHARED = 0.5
# Mentions that share a sentence with figures must be the same ones in the quotation: drug with dose, test with limit.
_GROUPS = {"drug": "drug", "regimen": "drug", "drug_class": "drug", "test": "test", "trial": "trial"}
# What all documents are about may be said of each.
_GIVEN = frozenset(["骨髓", "骨髓瘤", "多发性骨髓瘤", "mm", "患者"])
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-z][a-z'-]+")
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,200}>?|\]\(|https?:|www\.|javascript:|```|\{\{|\$\{", re.I)
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"]{6,})[”」』\"]")
_TITLED = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True)
class Proof:
    """What a sentence may rest on: the quotation, and its heads (columns, section, title, names of the document)."""

    quote: str
    context: str = ""


def faults(sentence: str, proof: Proof) -> tuple[str, ...]:
    """Why a sentence is not proven by a quotation; empty if it is."""
    return tuple(dict.fromkeys((*_form(sentence), *_content(sentence, proof))))


def _form(sentence: str) -> Iterator[str]:
    """Faults that no quotation can mend."""
    if _MARKUP.search(sentence):
        yield "含有网页或代码标记"
    if len(sentence) > LONGEST:
        yield "句子过长"
    letters = len(re.findall(r"[^\W\d_]", sentence))
    if not letters or len(_CHINESE.findall(sentence)) < 0.3 * letters:
        yield "不是中文句子"


def _content(sentence: str, proof: Proof) -> Iterator[str]:
    said, quoted, around = figures(sentence), figures(proof.quote), figures(proof.context)
    found, stated, heads = mentions(said.text), mentions(quoted.text), mentions(around.text)
    yield from _amounts(said, quoted, proof.context, found, stated)
    yield from _categories(said, quoted, around, found, stated)
    yield from _subjects(found, stated)
    yield from _names(said, f"{quoted.text} {around.text}", found, (*stated, *heads))
    yield from _quotations(sentence, proof)
    yield from wording_faults(said.text, quoted.text, around.text)
    yield from _words(_without_units(said), f"{quoted.text} {around.text}", found, (*stated, *heads))


def _amounts(
    said: Figures, quoted: Figures, context: str, found: tuple[Mention, ...], stated: tuple[Mention, ...]
) -> Iterator[str]:
    """All amounts stand in the quotation, in the same order with nothing between, of the same drug or test."""
    if not said.amounts:
        return
    size = len(said.amounts)
    runs = [quoted.amounts[i : i + size] for i in range(len(quoted.amounts) - size + 1)]
    fitting = [run for run in runs if all(same(a, b, context) for a, b in zip(said.amounts, run, strict=True))]
    if not fitting:
        lone = [a for a in said.amounts if not any(same(a, b, context) for b in quoted.amounts)]
        yield f"数字或单位不在所引原文中（{'、'.join(a.shown for a in lone)}）" if lone else "数字的搭配与原文不同"
    elif not any(_same_subjects(said.amounts, run, found, stated) for run in fitting):
        yield "数字所属的药物、指标或研究与原文不同"


def _subjects(found: tuple[Mention, ...], stated: tuple[Mention, ...]) -> Iterator[str]:
    """Drugs and trials come in the order of the quotation, if it names any: A against B is not B against A."""
    for group in ("drug", "trial"):
        here, there = _in_order(found, group), _in_order(stated, group)
        rest = iter(there)
        if there and not all(term in rest for term in here):
            yield "药物或研究与原文不同，或顺序不同"


def _in_order(named: tuple[Mention, ...], group: str) -> list[str]:
    terms = [m.term.term_id for m in named if _GROUPS.get(m.term.kind) == group]
    return [t for i, t in enumerate(terms) if i == 0 or terms[i - 1] != t]


def _same_subjects(
    said: tuple[Amount, ...], run: tuple[Amount, ...], found: tuple[Mention, ...], stated: tuple[Mention, ...]
) -> bool:
    pairs = [(a.start, b.start) for a, b in zip(said, run, strict=True)]
    return all(_same_subject(here, there, found, stated) for here, there in pairs)


def _same_subject(here: int, there: int, found: tuple[Mention, ...], stated: tuple[Mention, ...]) -> bool:
    """Whether two places belong to the same drug, test and trial; matters only where a quotation names several."""
    for group in dict.fromkeys(_GROUPS.values()):
        several = {m.term.term_id for m in stated if _GROUPS.get(m.term.kind) == group}
        if len(several) > 1 and _subject(here, found, group) != _subject(there, stated, group):
            return False
    return True


def _subject(place: int, named: tuple[Mention, ...], group: str) -> str:
    """The nearest mention before a place, else the first one after it."""
    members = [m for m in named if _GROUPS.get(m.term.kind) == group]
    before = [m for m in members if m.start <= place]
    return before[-1].term.term_id if before else members[0].term.term_id if members else ""


def _categories(
    said: Figures, quoted: Figures, around: Figures, found: tuple[Mention, ...], stated: tuple[Mention, ...]
) -> Iterator[str]:
    """Categories of recommendation (1 类, 2A, 2B) of the quotation, or of the heading that it stands under."""
    headed = {category for category, _ in around.categories}
    said_of, stated_of = (Counter(c for c, _ in f.categories) for f in (said, quoted))
    if any(said_of[c] > max(stated_of[c], 1) for c in said_of):
        yield "推荐类别与原文不同"
    for category, here in said.categories:
        places = [place for c, place in quoted.categories if c == category]
        if not any(_same_subject(here, there, found, stated) for there in places) and not (
            category in headed and not quoted.categories
        ):
            yield f"推荐类别（{category.upper()} 类）与原文不同"


def _names(said: Figures, source: str, found: tuple[Mention, ...], known: tuple[Mention, ...]) -> Iterator[str]:
    terms, close = {m.term.term_id for m in known}, squeeze(source)
    unhyphened = close.replace("-", "")
    foreign = [m.form for m in found if not ({m.term.term_id} & terms or squeeze(m.form) in close or m.form in _GIVEN)]
    foreign += [name for name in said.names if name not in unhyphened]
    spans = " ".join(m.form for m in found)
    foreign += [w for w in _LATIN.findall(_without_units(said)) if w not in close and w not in spans]
    if foreign:
        yield f"原文没有提到：{'、'.join(dict.fromkeys(foreign))}"


def _without_units(said: Figures) -> str:
    """The text after its amounts' units are blanked, which are compared with the amounts."""
    return re.sub(
        r"(?<=\d)\s*(?:[a-zμ%]+(?:/[a-z0-9.]+)*|毫克|微克|毫升|公斤|千克|小时|分钟|个月|星期|疗程|周期)", " ", said.text
    )


def _quotations(sentence: str, proof: Proof) -> Iterator[str]:
    if any(squeeze(q) not in squeeze(proof.quote) for q in _QUOTED.findall(sentence)):
        yield "引号中的话不是原文"
    if any(squeeze(plain(t)) not in squeeze(plain(proof.context)) for t in _TITLED.findall(sentence)):
        yield "所称文献不是所引文献"


def _words(sentence: str, source: str, found: tuple[Mention, ...], known: tuple[Mention, ...]) -> Iterator[str]:
    """Every rare word, and half of all words, stand in the source or name a concept that it names."""
    close = squeeze(source)
    terms = {m.term.term_id for m in known}
    named = "".join(m.form for m in found if m.term.term_id in terms)
    used = [w for w in words(sentence) if _CHINESE.search(w)]
    new = [w for w in used if w not in close and w not in named]
    rare = [w for w in new if speciality(w) >= RARE and len(w) > 1 and w not in _GIVEN]
    if rare:
        yield f"原文没有的说法：{'、'.join(dict.fromkeys(rare[:3]))}"
    elif used and len(new) > (1 - LEAST_SHARED) * len(used):
        yield "与所引原文不相符"
