"""Misspelt names in Chinese: a word that sounds exactly like a name and is no word itself is that name."""

import logging
import os
import re
from collections.abc import Callable
from functools import cache

import ahocorasick
import jieba

from agents.fold import Folded
from agents.mentions import inputs_by_name
from corpus.terms import terminology

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
LONGEST = 7
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
    for run in _RUN.finditer(text):
        taken: set[int] = set()
        alike = [(end - len(name) + 1, name) for end, name in _names_by_sound().iter(run.group().translate(_signs()))]
        for i, right in sorted(alike, key=lambda a: (-len(a[1]), a[0])):
            word = run.group()[i : i + len(right)]
            if word in _right_words() or taken & set(range(i, i + len(right))) or _is_word(word):
                continue
            taken |= set(range(i, i + len(right)))
            found.append((run.start() + i, word, right))
    return tuple(sorted(found))


@cache
def _right_words() -> frozenset[str]:
    forms = [form for term in terminology().terms for form in term.forms]
    aliases = [a for definitions in inputs_by_name().values() for d in definitions for a in d.aliases]
    return frozenset(w for w in (*forms, *aliases) if _RUN.fullmatch(w))


class _Signs(dict[int, str]):
    """One character for all of a sound, so that a text translated by it is searched for sounds as for words."""

    def __init__(self) -> None:
        super().__init__()
        self._of_sound: dict[str, str] = {}

    def __missing__(self, code: int) -> str:
        self[code] = self._of_sound.setdefault(_sound(chr(code)), chr(code))
        return self[code]


@cache
def _signs() -> _Signs:
    return _Signs()


@cache
def _names_by_sound() -> ahocorasick.Automaton:
    """Names worth mending: drugs and tests; of two characters only laboratory names."""
    named = [t.name for t in terminology().terms if t.kind in ("drug", "test")]
    labels = [d.label for definitions in inputs_by_name().values() for d in definitions]
    longer = [w for w in (*named, *labels) if _RUN.fullmatch(w) and 2 < len(w) <= LONGEST]
    automaton = ahocorasick.Automaton()
    for name in (*longer, *LABORATORY):
        automaton.add_word(name.translate(_signs()), name)
    automaton.make_automaton()
    return automaton


def _is_word(word: str) -> bool:
    jieba.setLogLevel(logging.ERROR)
    jieba.dt.check_initialized()
    return bool(jieba.dt.FREQ.get(word))
