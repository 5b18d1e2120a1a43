"""Reference numbers of a document and the entries of its lists of references that they stand for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.types import Kind, Passage
from ingest.structure import Block

AHEAD = 15
LONGEST_RANGE = 12
_ENTRY = re.compile(r"^\s*(?:\[(\d{1,3})\]|(\d{1,3})[.．、)])\s*(?:\d{1,3}[.)]\s+)?(\S.*)$")
_NUMBERS = r"\d{1,3}(?:\s?[,，–-]\s?\d{1,3})*"
# What follows a number that counts something; such a number is no reference.
_COUNTED = r"\s*(?:[个年月天例次周名种类级至到期线岁倍分处项小日或和片粒组位号篇条步]|[%％×～~./<>≥≤=+°]|,\d{3}(?!\d))"
_END = r"(?=[\u4e00-\u9fff（(“]|[A-Z]{2}|[a-z]{6}|[^\S\n]*(?:\n|$))"

# Reference numbers with a space behind them, as a line break leaves one.
_APART = re.compile(rf"({_NUMBERS})(?!{_COUNTED})\s+(?=[\u4e00-\u9fff])(?!\s*[名项人])")


class Style(StrEnum):
    """How a document writes its reference numbers."""

    RAISED = "raised"
    SQUARE = "square"
    ROUND = "round"


# Raised figures lose their place in extraction and stand right behind the full stop: "……升高。59另一项研究".
_MARKS = {
    Style.RAISED: re.compile(
        rf"(?:(?<=[。；！？])|(?<=。[”’）)])|(?<=[，）)])(?=\d\d+[\d,，–-]*[\u4e00-\u9fff，]))({_NUMBERS})(?!{_COUNTED})(?:{_END}|(?=，))"
        rf"|(?<=[。；！？])(\d\d\d?)(?!{_COUNTED})(?=[^\S\n]+[\u4e00-\u9fff])(?!\s*[名项人家组])"
    ),
    Style.SQUARE: re.compile(rf"[\[［]\s?({_NUMBERS})\s?[\]］](?!\()"),
    Style.ROUND: re.compile(rf"(?<=[\u4e00-\u9fff%％）)”])\s?[(（]({_NUMBERS})[)）](?=[。，；,;])"),
}


# Where a sentence begins with a figure, a raised number before it runs into that: 。19152% is number 191 and 52%.
_GLUED = re.compile(r"(?<=[。；！？])(\d{2,6})\s*([pq](?=\d)|[年岁%％])")
_MOST = {"p": 22, "q": 22, "年": 50, "岁": 110, "%": 100, "％": 100}
_CALENDAR = range(1900, 2101)


@dataclass(frozen=True)
class Mark:
    """Reference numbers in a text, and where they stand there."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class _List:
    """A numbered list of references and the lines on which it begins and ends."""

    first: int
    last: int
    entries: Mapping[int, str]


def marks(text: str, styles: Iterable[Style] = tuple(Style)) -> tuple[Mark, ...]:
    """The reference numbers of a text in order."""
    styles = tuple(styles)
    found = [
        Mark(match.start(), match.end(), numbers)
        for style in styles
        for match in _MARKS[style].finditer(text)
        if (numbers := tuple(_expanded(match.group(match.lastindex or 1))))
    ]
    found += _glued(text) if Style.RAISED in styles else []
    return tuple(sorted(found, key=lambda m: m.start))


def _glued(text: str) -> list[Mark]:
    """Reference numbers that run into a figure which could not be as large: a chromosome, years, a percentage."""
    found: list[Mark] = []
    for match in _GLUED.finditer(text):
        digits, most = match.group(1), _MOST[match.group(2)]
        if int(digits) <= most or (match.group(2) == "年" and int(digits) in _CALENDAR):
            continue
        rests = ((n, digits[n:]) for n in (3, 2, 1))
        length = next((n for n, rest in rests if rest and rest[0] != "0" and int(rest) <= most), 0)
        if length:
            found.append(Mark(match.start(), match.start() + length, (int(digits[:length]),)))
    return found


def _expanded(numbers: str) -> Iterator[int]:
    """5,6 and 20-22 as single numbers; nothing for a range that goes down or is too long to be one."""
    for part in re.split(r"[,，]", numbers):
        first, *rest = [int(n) for n in re.findall(r"\d+", part)]
        last = rest[-1] if rest else first
        if len(rest) > 1 or not 0 < first <= last < first + LONGEST_RANGE:
            return
        yield from range(first, last + 1)


def with_references(passages: Sequence[Passage], blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """The passages with the entries whose numbers they carry, each as it stands in its list, number included.

    A list holds for the text before it, back to the list before; only its most frequent way of writing numbers counts.
    """
    result = list(passages)
    begin = 0
    for listed in _lists(blocks):
        at = [i for i, p in enumerate(passages) if begin < p.lines[0] < listed.first and p.kind is not Kind.REFERENCE]
        style = _style([passages[i] for i in at], listed)
        begin = listed.last
        highest = 0
        for i in at if style else ():
            numbers = _numbers(passages[i].text, style, listed, highest)
            highest = max((highest, *numbers))
            found = tuple(listed.entries[n] for n in numbers)
            result[i] = replace(passages[i], references=found) if found else passages[i]
    return tuple(result)


def _style(passages: Sequence[Passage], listed: _List) -> Style | None:
    counts = Counter({style: sum(len(m.numbers) for p in passages for m in marks(p.text, [style])) for style in Style})
    style, times = counts.most_common(1)[0]
    least = 3 if style is Style.RAISED else 2
    return style if times >= min(least, len(listed.entries)) else None


def _numbers(text: str, style: Style | None, listed: _List, highest: int) -> tuple[int, ...]:
    """The numbers of a passage; raised ones only if they fit into the count, which goes up as the text goes on."""
    found: dict[int, None] = {}
    for mark in marks(text, [style] if style else ()):
        known = all(n in listed.entries for n in mark.numbers)
        if known and (style is not Style.RAISED or mark.numbers[0] <= highest + AHEAD):
            highest = max((highest, *mark.numbers))
            found |= dict.fromkeys(mark.numbers)
    return tuple(found)


def leading_mark(sentence: str, references: Iterable[str]) -> str:
    """The raised reference numbers that extraction has put before a sentence; "" if it begins with another number."""
    found = marks(f"。{sentence}", [Style.RAISED])
    known = {number_of(entry) for entry in references}
    first = found[0] if found and found[0].start == 1 and known.issuperset(found[0].numbers) else None
    if first:
        return sentence[: first.end - 1]
    apart = _APART.match(sentence)
    return apart.group(1) if apart and known.issuperset(_expanded(apart.group(1))) else ""


def number_of(entry: str) -> int:
    """The number with which an entry begins."""
    match = re.search(r"\d+", entry)
    return int(match.group()) if match else 0


def _stray_address(entry: str, line: str) -> bool:
    """The addresses behind the links of a page come out of a PDF in a row, after its last entry."""
    return "http" in entry and entry.endswith((".", "/")) and line.strip().startswith("http")


def _lists(blocks: Iterable[Block]) -> Iterator[_List]:
    """The numbered lists among the references; one begins with 1 and goes up by one."""
    entries: dict[int, str] = {}
    first = last = 0
    for line in (line for block in blocks if block.kind is Kind.REFERENCE for line in block.lines):
        match = _ENTRY.match(line.text)
        number = int(match.group(1) or match.group(2)) if match else 0
        if match and number == 1 and entries:
            yield _List(first, last, entries)
            entries = {}
        if match and number == len(entries) + 1:
            first = line.number if number == 1 else first
            entries[number] = line.text.strip()
        elif entries and not _stray_address(entries[len(entries)], line.text):
            entries[len(entries)] = f"{entries[len(entries)]} {line.text.strip()}"
        last = line.number
    if entries:
        yield _List(first, last, entries)
