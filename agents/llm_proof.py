"""Whether a sentence of a model is proven by one quotation: figures, names, categories, wording, every rare word.

The check is a program's and errs on the safe side: what it cannot prove is dropped, and the reader gets quotations.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from agents.llm_numbers import Amount, Figures, figures, same
from agents.llm_wording import wording_faults
from corpus.types import squeeze
from index.words import Mention, mentions, plain, speciality, words

LONGEST = 240
RARE = 0.7
LEAST_SHARED = 0.5
# Mentions that share a sentence with figures must be the same ones in the quotation: drug with dose, test with limit.
_GROUPS = {"drug": "drug", "regimen": "drug", "drug_class": "drug", "test": "test", "trial": "trial"}
_STAGINGS = frozenset(
    ["iss", "riss", "r2iss", "ds", "mayo_al", "mayo2004_al", "aki_stage", "impede", "saved", "imwg_frailty", "kps"]
)
_ALL_GROUPS = ("drug", "test", "trial", "staging")
# What all documents are about may be said of each.
_GIVEN = frozenset(["骨髓", "骨髓瘤", "多发性骨髓瘤", "mm", "患者"])
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[a-z][a-z'-]+")
# Direction marks, zero-width characters and overlays can make a proven text look like another one.
_UNSEEN = frozenset(["Cc", "Cf", "Co", "Cs", "Cn", "Mn", "Me"])
_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,200}>?|\]\(|https?:|www\.|javascript:|```|\{\{|\$\{", re.I)
_QUOTED = re.compile(r"[“「『\"]([^“”「」『』\"]{6,})[”」』\"]")
_TITLED = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True)
class Proof:
    """What a sentence may rest on: the quotation; the heads that surely stand over it; document and section.

    Only quotation and heads can prove a drug, a figure, a rank or a wording; the rest may lend words of its topic.
    """

    quote: str
    heads: str = ""
    topic: str = ""
    document: str = ""


@dataclass(frozen=True)
class _Read:
    """A text with its figures and the concepts that it names."""

    figures: Figures
    named: tuple[Mention, ...]

    @property
    def text(self) -> str:
        return self.figures.text

    def subject(self, place: int, group: str) -> str:
        """The nearest concept of a group before a place, else the first one after it in the same sentence."""
        members = [m for m in self.named if _group(m) == group]
        before = [m for m in members if m.start <= place]
        if before:
            return before[-1].term.term_id
        after = [m for m in members if not re.search("[。；;]", self.text[place : m.start])]
        return after[0].term.term_id if after else ""


def _read(text: str) -> _Read:
    found = figures(text)
    return _Read(found, mentions(found.text))


def faults(sentence: str, proof: Proof) -> tuple[str, ...]:
    """Why a sentence is not proven by a quotation; empty if it is."""
    return tuple(dict.fromkeys((*_form(sentence), *_content(sentence, proof))))


def _form(sentence: str) -> Iterator[str]:
    """Faults that no quotation can mend."""
    if _MARKUP.search(sentence):
        yield "含有网页或代码标记"
    if any(unicodedata.category(c) in _UNSEEN for c in sentence):
        yield "含有不可见或叠加的字符"
    if len(sentence) > LONGEST:
        yield "句子过长"
    letters = len(re.findall(r"[^\W\d_]", sentence))
    if not letters or len(_CHINESE.findall(sentence)) < 0.3 * letters:
        yield "不是中文句子"


def _content(sentence: str, proof: Proof) -> Iterator[str]:
    said, stated, heads = _read(sentence), _read(proof.quote), _read(proof.heads)
    around = _read(f"{proof.topic} {proof.document}")
    yield from _digits(sentence, proof.quote)
    yield from _amounts(said, stated, proof.heads)
    yield from _categories(said, stated, heads)
    yield from _order(said, stated)
    yield from _names(said, stated, heads, around)
    yield from _quotations(sentence, proof)
    yield from wording_faults(said.text, stated.text, heads.text)
    yield from _words(said, (stated, heads, around))


def _digits(sentence: str, quote: str) -> Iterator[str]:
    """Raised, lowered and circled digits read as plain ones, so they must be the quotation's own: 2³ is not 23."""
    odd = {c for c in sentence if not c.isdigit() or not (c.isascii() or "０" <= c <= "９")}
    if any(re.search(r"\d", unicodedata.normalize("NFKC", c)) for c in odd - set(quote)):
        yield "数字的写法与原文不同"


def _amounts(said: _Read, stated: _Read, heads: str) -> Iterator[str]:
    """All amounts stand in the quotation, in the same order with nothing between, of the same drug or test."""
    amounts, others = said.figures.amounts, stated.figures.amounts
    if not amounts:
        return
    runs = [others[i : i + len(amounts)] for i in range(len(others) - len(amounts) + 1)]
    fitting = [run for run in runs if all(same(a, b, heads) for a, b in zip(amounts, run, strict=True))]
    if not fitting:
        lone = [a for a in amounts if not any(same(a, b, heads) for b in others)]
        yield f"数字或单位不在所引原文中（{'、'.join(a.shown for a in lone)}）" if lone else "数字的搭配与原文不同"
    elif not any(_same_subjects(amounts, run, said, stated) for run in fitting):
        yield "数字所属的药物、指标或研究与原文不同"


def _same_subjects(amounts: tuple[Amount, ...], run: tuple[Amount, ...], said: _Read, stated: _Read) -> bool:
    return all(_same_subject(a.start, b.start, said, stated) for a, b in zip(amounts, run, strict=True))


def _order(said: _Read, stated: _Read) -> Iterator[str]:
    """Drugs, trials and stagings come in the order of the quotation, if it names any: A against B is not B against A."""
    for group in ("drug", "trial", "staging"):
        here, there = _in_order(said.named, group), _in_order(stated.named, group)
        rest = iter(there)
        if there and not all(term in rest for term in here):
            yield "药物或研究与原文不同，或顺序不同"


def _in_order(named: tuple[Mention, ...], group: str) -> list[str]:
    terms = [m.term.term_id for m in named if _group(m) == group]
    return [t for i, t in enumerate(terms) if i == 0 or terms[i - 1] != t or group == "staging"]


def _group(mention: Mention) -> str:
    return "staging" if mention.term.term_id in _STAGINGS else _GROUPS.get(mention.term.kind, "")


def _same_subject(here: int, there: int, said: _Read, stated: _Read) -> bool:
    """Whether two places belong to the same drug, test, trial and staging; matters where a quotation names several."""
    for group in _ALL_GROUPS:
        several = {m.term.term_id for m in stated.named if _group(m) == group}
        if len(several) > 1 and said.subject(here, group) != stated.subject(there, group):
            return False
    return True


def _categories(said: _Read, stated: _Read, heads: _Read) -> Iterator[str]:
    """Categories of recommendation (1 类, 2A, 2B) of the quotation, or of the heading that it stands under."""
    headed = {category for category, _ in heads.figures.categories}
    used, given = (Counter(c for c, _ in read.figures.categories) for read in (said, stated))
    if any(used[c] > max(given[c], 1) for c in used):
        yield "推荐类别与原文不同"
    for category, here in said.figures.categories:
        places = [place for c, place in stated.figures.categories if c == category]
        proven = any(_same_subject(here, there, said, stated) for there in places)
        if not proven and (stated.figures.categories or category not in headed):
            yield f"推荐类别（{category.upper()} 类）与原文不同"


def _names(said: _Read, stated: _Read, heads: _Read, around: _Read) -> Iterator[str]:
    """Concepts, names with digits and Latin words of the sentence stand in the source."""
    source = squeeze(f"{stated.text} {heads.text} {around.text}")
    foreign = [m.form for m in said.named if m.form not in _GIVEN and not _known(m, stated, heads, around)]
    foreign += [name for name in said.figures.names if name not in source.replace("-", "")]
    spans = " ".join(m.form for m in said.named)
    foreign += [w for w in _LATIN.findall(_without_units(said)) if w not in source and w not in spans]
    if foreign:
        yield f"原文没有提到：{'、'.join(dict.fromkeys(foreign))}"


def _known(mention: Mention, stated: _Read, heads: _Read, around: _Read) -> bool:
    """A drug, test, trial or staging must be the quotation's own, or its heads' where it names none of the group."""
    group = _group(mention)
    if not group:
        places: tuple[_Read, ...] = (stated, heads, around)
    elif any(_group(m) == group for m in stated.named):
        places = (stated,)
    else:
        places = (stated, heads)
    return any(
        mention.term.term_id in {m.term.term_id for m in p.named} or squeeze(mention.form) in squeeze(p.text) for p in places
    )  # fmt: skip


def _without_units(said: _Read) -> str:
    """The text after its amounts' units are blanked, which are compared with the amounts."""
    return re.sub(
        r"(?<=\d)\s*(?:[a-zμ%]+(?:/[a-z0-9.]+)*|毫克|微克|毫升|公斤|千克|小时|分钟|个月|星期|疗程|周期)", " ", said.text
    )


def _quotations(sentence: str, proof: Proof) -> Iterator[str]:
    if any(squeeze(q) not in squeeze(proof.quote) for q in _QUOTED.findall(sentence)):
        yield "引号中的话不是原文"
    if any(squeeze(plain(t)) not in squeeze(plain(proof.document)) for t in _TITLED.findall(sentence)):
        yield "所称文献不是所引文献"


def _words(said: _Read, places: tuple[_Read, ...]) -> Iterator[str]:
    """Every rare word, and half of all words, stand in the source or name a concept that it names."""
    close = squeeze(" ".join(p.text for p in places))
    terms = {m.term.term_id for p in places for m in p.named}
    named = "".join(m.form for m in said.named if m.term.term_id in terms)
    used = [w for w in words(_without_units(said)) if _CHINESE.search(w)]
    new = [w for w in used if w not in close and w not in named]
    rare = [w for w in new if speciality(w) >= RARE and len(w) > 1 and w not in _GIVEN]
    if rare:
        yield f"原文没有的说法：{'、'.join(dict.fromkeys(rare[:3]))}"
    elif used and len(new) > (1 - LEAST_SHARED) * len(used):
        yield "与所引原文不相符"
