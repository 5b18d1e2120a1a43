"""Footnotes of plain pages: which letters a passage carries, and what their footnotes on the same page say."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.terms import normal_form, terminology
from corpus.types import Kind, Passage
from ingest.structure import Block

Notes = Mapping[str, str]
_START = re.compile(r"(?:^|(?<=。))([a-z]{1,2}) +(?=[\u4e00-\u9fffA-Z0-9(（>≥])")
# Footnotes of Markdown and Word: [^1] in the text, "[^1]: …" where the note stands.
_NAMED_START = re.compile(r"^(\[\^[^\]\s]{1,20}\]:)\s*")
_NAMED = re.compile(r"(\[\^[^\]\s]{1,20}\])(?!:)")
_LETTERS = r"[a-z]{1,2}(?:[-,][a-z]{1,2})*"
# Glued behind a Chinese character, a closing bracket, a percentage or an abbreviation (not its plural); a mark
# behind a list comma ("白蛋白、b") stands before a space, a Chinese character or the end of the line.
_MARK = re.compile(
    rf"(?:(?<=[\u4e00-\u9fff)）%])|(?<=[A-Z]{{2}})(?!s\b)|(?<=[A-Z]\d\d),?|(?<=[\u4e00-\u9fffA-Z][，、]))"
    rf"({_LETTERS})(?![A-Za-z0-9(=.^]|/[^\u4e00-\u9fff])"
)
_WORD = re.compile(r"[A-Z]{2,}[a-z]$")
_PART = re.compile(r" \d{1,2}/\d{1,2}$")


def with_footnotes(passages: Iterable[Passage], blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """The passages with the footnotes that they carry a letter of, each "letter text" as it stands on the page."""
    pages = _by_page(blocks)
    whole = _by_code(blocks, pages)
    return tuple(_resolved(p, pages.get(p.page) or whole.get(_code(p.page_label), {})) for p in passages)


def _resolved(passage: Passage, notes: Notes) -> Passage:
    if not notes or passage.kind is Kind.REFERENCE:
        return passage
    found = tuple(f"{letter} {notes[letter]}" for letter in letters(passage.text) if letter in notes)
    return replace(passage, footnotes=found) if found else passage


def letters(text: str) -> tuple[str, ...]:
    """The footnote letters glued to the words of a text, in order; "a-d" and "e,h" are taken apart; [^1] is "[^1]:"."""
    found: dict[str, None] = {}
    for line in text.split("\n"):
        for match in (m for m in _MARK.finditer(line) if not _name(line, m)):
            for part in match.group(1).split(","):
                first, _, last = part.partition("-")
                found |= dict.fromkeys(_range(first, last or first))
        found |= dict.fromkeys(f"{mark}:" for mark in _NAMED.findall(line))
    return tuple(found)


def _name(line: str, mark: re.Match[str]) -> bool:
    """Whether abbreviation and letter are a name together, such as VRd."""
    word = _WORD.search(line[: mark.start() + 1])
    return word is not None and normal_form(word.group()) in terminology().by_form


def _range(first: str, last: str) -> Iterator[str]:
    if len(first) == len(last) == 1:
        yield from map(chr, range(ord(first), ord(last) + 1))
    else:
        yield from dict.fromkeys((first, last))


def _by_page(blocks: Iterable[Block]) -> dict[int, Notes]:
    """The footnotes of every page that has any; of two with the same letter the later is the footnote."""
    texts: dict[int, list[tuple[str, bool]]] = {}
    for block in blocks:
        if block.kind is not Kind.REFERENCE and not block.columns:
            lines = texts.setdefault(block.page, [])
            lines += [(line.text.strip(), block.kind is Kind.FOOTNOTE) for line in block.lines]
    pages = {page: _notes(lines) for page, lines in texts.items()}
    return {page: notes for page, notes in pages.items() if notes}


def _notes(lines: Sequence[tuple[str, bool]]) -> Notes:
    """Letter -> text; outside of a block of footnotes a line counts only if its letter is a mark on the page."""
    marks = {letter for line, _ in lines for letter in letters(line)}
    notes: dict[str, str] = {}
    current = ""
    for line, footnote in lines:
        named = _NAMED_START.match(line)
        if named:
            current = named.group(1)
            notes[current] = line[named.end() :].strip()
            continue
        first = _START.match(line)
        known = first is not None and first.group(1) in marks
        starts = [m for m in _START.finditer(line) if footnote or (known and m.group(1) in marks)]
        before = line[: starts[0].start()] if starts else line
        if current and before and footnote:
            notes[current] = _joined(notes[current], before)
        for match, following in zip(starts, [*starts[1:], None], strict=False):
            current = match.group(1)
            notes[current] = line[match.end() : following.start() if following else None].strip()
        current = current if footnote else ""
    return notes


def _joined(before: str, after: str) -> str:
    ascii_words = before[-1:].isascii() and after[:1].isascii() and after[:1].isalnum()
    return f"{before}{' ' if ascii_words else ''}{after}"


def _by_code(blocks: Iterable[Block], pages: Mapping[int, Notes]) -> dict[str, Notes]:
    """For pages in parts (MYEL-E 1/3 ...) without footnotes of their own: those of the parts that have some."""
    found: dict[str, dict[str, str]] = {}
    for page, label in dict.fromkeys((b.page, b.page_label) for b in blocks):
        if _PART.search(label) and page in pages:
            found.setdefault(_code(label), {}).update(pages[page])
    return dict(found)


def _code(label: str) -> str:
    return _PART.sub("", label) if _PART.search(label) else ""
