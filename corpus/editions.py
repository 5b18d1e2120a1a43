"""Editions: which one a document is, which documents are editions of one work, and which one a question names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.types import Document

HEAD_LINES, LONGEST_LINE = 25, 40
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十])"
_YEAR = r"(?<!\d)(?P<year>20[0-4]\d)"
# 版本 5.2022, V1.2023 · 2024年版, 2023 年第 3 版, 2022修订 · 第三版 · v2
_MARK = re.compile(
    rf"(?:版本|[Vv]ersion|\b[Vv]\.?)\s*(?P<version>\d{{1,2}})\.(?P<of>20[0-4]\d)(?!\d)"
    rf"|{_YEAR}\s*年?\s*(?:第?\s*(?P<part>{_NUMBER})\s*)?(?:版(?!本)|修订版?|更新版?)"
    rf"|第\s*(?P<number>{_NUMBER})\s*版"
    rf"|(?<![A-Za-z])[Vv](?P<v>\d{{1,2}})(?![\d.])"
)
_BARE_YEAR = re.compile(rf"{_YEAR}(?!\d)\s*年?")
_OLDER = re.compile(r"旧版|老版|上一?版|前一?版|之前的?版本|以前的?版本|原来的?版本|老的版本")
_NEWER = re.compile(r"最新|新版|现行版")
_BOTH = re.compile(
    r"新旧|各版|两版|两个版本|不同版本|版本(?:之间|间|的?(?:区别|差别|变化|不同))|(?:和|与|跟|比|较).{0,12}版"
)
_NO_WORDS = re.compile(r"[^0-9a-z\u4e00-\u9fff]+")


@dataclass(frozen=True, order=True)
class Edition:
    """Year and number of an edition, 0 where there is none; editions of one work are ordered by them."""

    year: int = 0
    number: int = 0

    def __bool__(self) -> bool:
        return bool(self.year or self.number)

    @property
    def slug(self) -> str:
        """As it stands in a document's id: 2022v5, 2024, v3."""
        return (str(self.year) if self.year else "") + (f"v{self.number}" if self.number else "")

    def same(self, other: "Edition") -> bool:
        """Whether both may be one edition: what only one of them says does not part them."""
        years = not self.year or not other.year or self.year == other.year
        numbers = not self.number or not other.number or self.number == other.number
        return years and numbers and bool(self) and bool(other)


def _edition(match: re.Match[str]) -> Edition:
    found = match.groupdict()
    year = int(found.get("year") or found.get("of") or 0)
    number = found.get("version") or found.get("part") or found.get("number") or found.get("v") or "0"
    return Edition(year, int(number) if number.isdigit() else _DIGITS[number])


def editions_in(text: str) -> tuple[tuple[str, Edition], ...]:
    """The editions that a text names, each with its wording."""
    return tuple((" ".join(m.group().split()), _edition(m)) for m in _MARK.finditer(text))


def edition_of(title: str, file_name: str, text: str) -> tuple[str, Edition]:
    """The edition of an unknown document by its title, file name or first short lines; ("", none) if they say nothing."""
    head = [line.strip() for line in text.split("\n")[:HEAD_LINES]]
    short = " \n ".join(line for line in head if len(line) <= LONGEST_LINE)
    for place in (title, Path(file_name).stem, short):
        found = editions_in(place)
        if found:
            return found[0]
    for place in (title, Path(file_name).stem):
        year = _BARE_YEAR.search(place)
        if year:
            return f"{year['year']} 年", Edition(int(year["year"]))
    return "", Edition()


def newest_in(text: str) -> tuple[str, Edition]:
    """The highest edition that a text names: a document speaks of editions before its own, not of later ones."""
    dated = [entry for entry in editions_in(text) if entry[1].year]
    return max(dated, key=lambda entry: entry[1], default=("", Edition()))


def stated(document: Document) -> Edition:
    """The edition of a document as its description gives it."""
    for place in (document.edition, document.title):
        found = editions_in(place)
        if found:
            return found[0][1]
    year = _BARE_YEAR.search(document.edition) or _BARE_YEAR.search(document.date)
    return Edition(int(year["year"])) if year else Edition()


def work(title: str) -> str:
    """What the editions of one work have in common: the title without edition, years and punctuation."""
    return _NO_WORDS.sub("", _BARE_YEAR.sub("", _MARK.sub("", title)).lower())


def plain_title(title: str) -> str:
    """A title without its edition, as people name a document."""
    return re.sub(r"[(（]\s*[)）]", "", _MARK.sub("", title)).strip()


def older_editions(documents: Sequence[Document]) -> Mapping[str, tuple[Document, ...]]:
    """For the newest edition of every work that has several: the others, the next older one first."""
    works: dict[str, list[Document]] = {}
    for document in documents:
        if stated(document):
            works.setdefault(work(document.title), []).append(document)
    result: dict[str, tuple[Document, ...]] = {}
    for group in works.values():
        ordered = sorted(group, key=lambda d: (stated(d), d.doc_id), reverse=True)
        older = tuple(d for d in ordered if stated(d) < stated(ordered[0]))
        if older:
            result[ordered[0].doc_id] = older
    return result


def left_out(question: str, documents: Sequence[Document]) -> frozenset[str]:
    """The editions that do not answer a question: all but the newest, or all but the one that the question names."""
    hidden: set[str] = set()
    for newest, older in older_editions(documents).items():
        group = (newest, *(d.doc_id for d in older))
        named = _named(question, documents, group)
        wanted = named if named else {older[0].doc_id} if _OLDER.search(question) else {newest}
        hidden |= set() if _BOTH.search(question) and len(named) != 1 else {*group} - wanted
    return frozenset(hidden)


def names_edition(question: str) -> bool:
    """Whether a question says which edition it means."""
    return any(p.search(question) for p in (_MARK, _OLDER, _NEWER, _BARE_YEAR))


def _named(question: str, documents: Iterable[Document], group: Iterable[str]) -> set[str]:
    """The editions of a work that a question names by year or number."""
    asked = [edition for _, edition in editions_in(question)]
    asked += [Edition(int(m["year"])) for m in _BARE_YEAR.finditer(question)]
    members = [d for d in documents if d.doc_id in set(group)]
    return {d.doc_id for d in members if any(stated(d).same(edition) for edition in asked)}


def without_editions(question: str, documents: Sequence[Document]) -> str:
    """A question without the words that only say which edition is meant, if there are several to choose from."""
    if not older_editions(documents):
        return question
    rest = _OLDER.sub("", _MARK.sub("", question))
    return rest if re.search(r"[\u4e00-\u9fffA-Za-z]{2}", rest) else question
