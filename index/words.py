"""Text -> search tokens: jieba words with the domain dictionary, concepts, character bigrams."""

import logging
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick
import jieba

from corpus.terms import SEPARATORS, Term, terminology

DOMAIN_FREQUENCY = 20_000
_ALL_WORDS, COMMON, RARE = 60_000_000, 8.5, 12.5
_CJK_RUN = re.compile(r"[\u4e00-\u9fff]+")
_ASCII = re.compile(r"[a-z0-9]+(?:[.;/+-][a-z0-9]+)*%?")
_WORD = re.compile(r"[\u4e00-\u9fffa-z0-9]")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_NUMBER_RANGE = re.compile(r"(?<=\d)\s*(?:~|～|–|—|至|到)\s*(?=\d)")
_SENTENCE_END = re.compile(r"(?<=[。！？；])|\n")
SHORTEST_SENTENCE = 16
AROUND = 30  # characters on either side that decide what an ambiguous name means
STOP = frozenset(
    [
        "的",
        "了",
        "和",
        "与",
        "或",
        "在",
        "是",
        "有",
        "对",
        "为",
        "及",
        "等",
        "也",
        "都",
        "就",
        "而",
        "其",
        "该",
        "这",
        "那",
        "被",
        "把",
        "从",
        "向",
        "以",
        "于",
        "中",
        "上",
        "下",
        "时",
        "吗",
        "呢",
        "吧",
        "啊",
        "呀",
        "哪",
        "几",
        "多少",
        "什么",
        "怎么",
        "怎样",
        "如何",
        "哪些",
        "哪个",
        "是否",
        "可以",
        "需要",
        "应该",
        "应当",
        "一个",
        "一种",
        "进行",
        "我",
        "你",
        "他",
        "她",
        "它",
        "们",
        "我们",
        "请问",
        "一下",
        "还",
        "要",
        "会",
        "能",
        "能不能",
        "可不可以",
        "怎么办",
        "为什么",
        "多久",
        "之后",
        "以后",
        "里",
        "里面",
        "没有",
        "不",
        "病人",
        "患者",
        "治疗",
        "骨髓瘤",
        "多发性骨髓瘤",
    ]
)
_CORE_STOP = STOP - frozenset(["治疗", "骨髓瘤", "多发性骨髓瘤", "不", "没有"])


@dataclass(frozen=True)
class Mention:
    """A concept found in a text by one of its names."""

    term: Term
    form: str
    start: int


def plain(text: str) -> str:
    """NFKC, lower case, no spaces between Chinese characters, one way to write number ranges."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("µ", "μ")
    return _NUMBER_RANGE.sub("-", _SPACED.sub("", folded))


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, very short ones joined to the next; at least one."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if not piece.strip():
            continue
        if found and len(found[-1]) < SHORTEST_SENTENCE:
            found[-1] += "\n" + piece.strip()
        else:
            found.append(piece.strip())
    return found or [text]


def words(text: str) -> list[str]:
    """Jieba words, numbers and Latin words of a text, without function words."""
    return [w for w in word_cutter().lcut_for_search(plain(text)) if _WORD.search(w) and w not in _CORE_STOP]


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters, and Latin words and numbers as they are."""
    folded = plain(text)
    pairs = [run[i : i + 2] for run in _CJK_RUN.findall(folded) for i in range(len(run) - 1)]
    return pairs + _ASCII.findall(folded)


def concepts(text: str) -> list[str]:
    """One token for every concept that a text names, whatever the name."""
    return [f"§{mention.term.term_id}" for mention in mentions(text)]


def mentions(text: str) -> tuple[Mention, ...]:
    """Concepts named in a text, left to right, the longest name at each place; hyphens and spaces do not matter."""
    folded = plain(text)
    clear = _clear(folded)
    taken = {i for m in clear for i in range(m.start, m.start + len(m.form))}
    unclear = (m for m in _by_context(folded) if not taken & set(range(m.start, m.start + len(m.form))))
    return tuple(sorted((*clear, *unclear), key=lambda m: m.start))


def _by_context(folded: str) -> Iterator[Mention]:
    """Names with several meanings where what stands around them decides for one."""
    for match in _unclear_names().finditer(folded):
        start, end = match.span()
        around = f"{folded[max(0, start - AROUND) : start]}\0{folded[end : end + AROUND]}"
        meant = [t for t in terminology().by_context[match.group()] if re.search(t.context, around, re.I | re.S)]
        if len(meant) == 1:
            yield Mention(meant[0], match.group(), start)


@cache
def _unclear_names() -> re.Pattern[str]:
    forms = sorted(map(re.escape, terminology().by_context), key=len, reverse=True)
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(forms) or '(?!)'})(?![a-z0-9])")


def _clear(folded: str) -> tuple[Mention, ...]:
    kept = [i for i, c in enumerate(folded) if not (c.isspace() or c in SEPARATORS)]
    squeezed = "".join(folded[i] for i in kept)
    found: list[Mention] = []
    end_before = -1
    for last, (length, term) in _names().iter_long(squeezed):
        first = last - length + 1
        start, end = kept[first], kept[last] + 1
        if start > end_before - 1 and _bounded(folded, start, end):
            found.append(Mention(term, folded[start:end], start))
            end_before = end
    return tuple(found)


@cache
def _names() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for form, term in terminology().by_form.items():
        if form:
            automaton.add_word(form, (len(form), term))
    automaton.make_automaton()
    return automaton


def _bounded(text: str, start: int, end: int) -> bool:
    """A Latin name must not be part of a longer Latin word or number."""
    left = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    right = end < len(text) and _latin(text[end - 1]) and _latin(text[end])
    return not left and not right


def _latin(c: str) -> bool:
    return c.isascii() and c.isalnum()


def general_frequency(word: str) -> int:
    """How often a word occurs in the general dictionary's corpus of about 60 million words; 0 if it is none."""
    word_cutter()
    return int(jieba.dt.FREQ.get(word) or 0)


def speciality(word: str) -> float:
    """How little a word is used in everyday Chinese: 0.05 for 听说 or 现在, 1 for names and technical words."""
    if word.startswith("§") or word.isascii():
        return 1.0
    rarity = math.log(_ALL_WORDS / max(1, general_frequency(word)))
    return min(1.0, max(0.05, (rarity - COMMON) / (RARE - COMMON)))


def unnamed(text: str) -> str:
    """A text without the names of concepts, which count as concepts and less by the words they are made of."""
    folded = plain(text)
    for mention in reversed(mentions(text)):
        folded = f"{folded[: mention.start]} {folded[mention.start + len(mention.form) :]}"
    return folded


@cache
def word_cutter() -> jieba.Tokenizer:
    """Jieba with the domain dictionary."""
    jieba.setLogLevel(logging.ERROR)
    jieba.dt.check_initialized()
    cutter = jieba.Tokenizer()
    cutter.FREQ, cutter.total, cutter.initialized = dict(jieba.dt.FREQ), jieba.dt.total, True
    for term in terminology().terms:
        for form in term.forms:
            word = plain(form)
            if _CJK_RUN.fullmatch(word) and len(word) > 1:
                cutter.add_word(word, freq=DOMAIN_FREQUENCY)
    return cutter
