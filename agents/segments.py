"""A note in pieces: clauses with their subject (the patient or somebody else) and their time."""

import re
from dataclasses import dataclass, replace

from agents.fold import Folded
from agents.subjects import goes_on, not_ours, of_another, told_by
from agents.times import UNDATED, When, after_sentence, same_time, section_of, time_of
from agents.times import Period as Period

LONGEST = 300  # a clause is read as one piece; a longer one is cut, so that reading takes linear time
_ENDS = "。；;！!？?\n"
_OPEN, _CLOSE = "([【（", ")]】）"
_BRACKET = re.compile(r"[(（][^()（）]{4,}[)）]")
ASKS = re.compile(r"[？?]|多少|几期|几分|怎么|如何|请|帮|要不要|能不能|可不可以|是否|吗|算|行不行|够不够|哪")


# 4;14易位: the semicolon between two chromosomes ends no sentence.
_TRANSLOCATION = re.compile(r"(?<![\d.])(?:4;14|6;14|11;14|14;16|14;20)(?![\d.])")


@dataclass(frozen=True)
class Segment:
    """A clause of the folded text; `date` is the newest date said before it in its sentence.

    `old`: the clause itself says that it speaks of months or years ago; `anchored`: its sentence does.
    """

    start: int
    end: int
    text: str
    sentence: int
    patient: bool
    period: Period
    date: tuple[int, int, int] = (0, 0, 0)
    old: bool = False
    anchored: bool = False


def segments(folded: Folded) -> tuple[Segment, ...]:
    """Clauses split at commas and sentence ends outside brackets; time and subject carry on in a sentence."""
    result: list[Segment] = []
    sentence, patient, first, when, section = 0, True, 0, When(), Period.UNSTATED
    told, dated = told_by(folded.text), UNDATED
    for start, end, closes in _pieces(folded.text):
        text = folded.text[start:end]
        if section_of(text, section) is not section:
            section = section_of(text, section)
            when = When(section)
        patient, others = _subject(text, patient, told)
        when = same_time(text, time_of(text, when), dated)
        dated = when.date
        if text.strip():
            result += _clauses(start, text, others, Segment(start, end, text, sentence, patient, *_seen(when)))
        if not_ours(text):
            result[first:] = [replace(s, patient=False) for s in result[first:]]
        if closes:
            sentence, first = sentence + 1, len(result)
            when = after_sentence(text, folded.text[end : end + 1], when, section)
            patient = patient or not goes_on(folded.text[end + 1 : end + 12])
    return tuple(result)


def _seen(when: When) -> tuple[Period, tuple[int, int, int], bool, bool]:
    return when.period, when.date, when.old, when.anchored


def _subject(text: str, patient: bool, told: str) -> tuple[bool, list[tuple[int, int]]]:
    """Whether a clause is of the patient, and the brackets in it that are not: 19g/L（原来的是别人的标本）."""
    brackets = [m.span() for m in _BRACKET.finditer(text) if of_another(m.group(), told)]
    outside = text
    for a, b in brackets:
        outside = outside[:a] + " " * (b - a) + outside[b:]
    other = of_another(outside, told)
    return (patient if other is None else not other), brackets if other is not True else []


def _clauses(start: int, text: str, others: list[tuple[int, int]], whole: Segment) -> list[Segment]:
    """A clause, with brackets that speak of somebody else as clauses of their own."""
    if not others:
        return [whole]
    cuts = [0, *(i for span in others for i in span), len(text)]
    pieces = [(a, b, n % 2 == 0) for n, (a, b) in enumerate(zip(cuts, cuts[1:], strict=False))]
    return [
        replace(whole, start=start + a, end=start + b, text=text[a:b], patient=whole.patient and own)
        for a, b, own in pieces
        if text[a:b].strip()
    ]


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    pieces: list[tuple[int, int, bool]] = []
    start = depth = 0
    inside = {m.start() + m.group().index(";") for m in _TRANSLOCATION.finditer(text)} if ";" in text else set()
    for i, c in enumerate(text):
        depth = depth + 1 if c in _OPEN else max(0, depth - 1) if c in _CLOSE else depth
        closes = c in _ENDS and i not in inside and (depth == 0 or c in "\n。")
        if closes or (c in "，," and depth == 0):
            pieces.append((start, i, closes))
            start, depth = i + 1, depth if not closes else 0
        elif i - start >= LONGEST:
            cut = max(text.rfind(mark, start, i) for mark in "、 ") + 1
            pieces.append((start, cut if cut > start else i, False))
            start = pieces[-1][1]
    pieces.append((start, len(text), True))
    return [(a, b, c) for a, b, c in pieces if text[a:b].strip() or c]
