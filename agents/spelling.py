"""Misspelt names in Chinese: a word that sounds exactly like a name and is no word itself is that name."""

import logging
import os
import re
from collections.abc import Callable, Mapping
from functools import cache

import jieba

from agents.fold import Folded
from agents.mentions import inputs_by_name
from corpus.terms import terminology

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
LENGTHS = (7, 6, 5, 4, 3, 2)
LABORATORY = ("肌酐", "血钙", "白蛋白", "肌酐清除率")


@cache
def _pinyin() -> Callable[[str], list[str]]:
    """pypinyin without its dictionary of phrases, which costs time at the start and is not needed for names."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin import lazy_pinyin

    return lazy_pinyin


@cache
def _sound(character: str) -> str:
    """One character's sound; characters without one sound like nothing else."""
    return _pinyin()(character)[0]


def corrected(folded: Folded) -> Folded:
    """The folded text with misspelt names mended; lengths and offsets stay."""
    text = folded.text
    for start, wrong, right in misspelt(text):
        text = text[:start] + right + text[start + len(wrong) :]
    return Folded(folded.original, text, folded.offsets)


def misspelt(text: str) -> tuple[tuple[int, str, str], ...]:
    """Places, wrong and right forms of misspelt names: 来那渡胺 -> 来那度胺."""
    found: list[tuple[int, str, str]] = []
    names_of = {length: _names_by_sound(length) for length in LENGTHS}
    for run in _RUN.finditer(text):
        sounds = [_sound(c) for c in run.group()]
        taken: set[int] = set()
        for length in LENGTHS:
            names = names_of[length]
            for i in range(len(sounds) - length + 1):
                word = run.group()[i : i + length]
                right = names.get(tuple(sounds[i : i + length]))
                if right is None or word in _right_words() or taken & set(range(i, i + length)) or _is_word(word):
                    continue
                taken |= set(range(i, i + length))
                found.append((run.start() + i, word, right))
    return tuple(sorted(found))


@cache
def _right_words() -> frozenset[str]:
    forms = [form for term in terminology().terms for form in term.forms]
    aliases = [a for definitions in inputs_by_name().values() for d in definitions for a in d.aliases]
    return frozenset(w for w in (*forms, *aliases) if _RUN.fullmatch(w))


@cache
def _names_by_sound(length: int) -> Mapping[tuple[str, ...], str]:
    """Names worth mending: drugs and tests; of two characters only laboratory names."""
    if length == 2:
        names = [w for w in LABORATORY if len(w) == 2]
    else:
        named = [t.name for t in terminology().terms if t.kind in ("drug", "test")]
        labels = [d.label for definitions in inputs_by_name().values() for d in definitions]
        names = [w for w in (*named, *labels, *LABORATORY) if _RUN.fullmatch(w) and len(w) == length]
    return {tuple(map(_sound, name)): name for name in names}


def _is_word(word: str) -> bool:
    jieba.setLogLevel(logging.ERROR)
    jieba.dt.check_initialized()
    return bool(jieba.dt.FREQ.get(word))
