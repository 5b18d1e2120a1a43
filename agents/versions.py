"""Lists of what a version changed: which versions a question asks about, and under which versions a line stands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agents.forms import VERSIONS
from agents.score import Scored
from corpus.types import Passage

_DIGITS = {c: str(i) for i, c in enumerate("一二三四五六七八九", 1)}
_NUMBER = r"\d{1,2}|[一二三四五六七八九]"
_VERSION = re.compile(
    rf"(?<![\d.])(?P<a>\d{{1,2}})\.(?P<year>20\d\d)(?!\d)|(?P<year2>20\d\d)\s*年?版?的?第?\s*(?P<b>{_NUMBER})\s*版|第\s*(?P<c>{_NUMBER})\s*版(?:\s*(?P<year3>20\d\d))?"
)
_CHANGES = re.compile(
    r"更新|修订|删除?|新增|增加|增减|变化|改|去掉|拿掉|移|挪|升|降|添加|新加|加了|相比|比|不同|区别|差[别异]"
)


@dataclass(frozen=True)
class Versions:
    """The version that made changes, and the one that it is compared with ("" if only one is told); "5" is 5 of any year."""

    new: str
    old: str = ""

    def same(self, other: "Versions") -> bool:
        """Whether both may mean one list of changes."""
        return _same(self.new, other.new) and (not self.old or not other.old or _same(self.old, other.old))


def _same(a: str, b: str) -> bool:
    return a == b or ("." not in a + b or ("." in a) != ("." in b)) and a.split(".")[0] == b.split(".")[0]


def asked_versions(text: str) -> Versions | None:
    """The versions whose changes a question asks for; None if it asks for none."""
    if not _CHANGES.search(text):
        return None
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", text)
    found: set[tuple[str, int]] = set()
    for m in _VERSION.finditer(text):
        number = m["a"] or m["b"] or m["c"]
        year = m["year"] or m["year2"] or m["year3"] or (years[0] if years else "")
        found.add((year, int(_DIGITS.get(number, number))))
    ordered = [f"{number}.{year}".rstrip(".") for year, number in sorted(found, reverse=True)]
    return Versions(*ordered) if 1 <= len(ordered) <= 2 else None


def headings(text: str) -> tuple[tuple[int, Versions], ...]:
    """Where in a text a list of changes begins, and of which versions."""
    return tuple((m.start(), Versions(m["new"], m["old"])) for m in VERSIONS.finditer(text))


def compared_versions(text: str, rows: Iterable[Passage]) -> str:
    """How the list of changes between the two versions that a question compares is headed, if there is one."""
    asked = asked_versions(text)
    if asked is None or not asked.old:
        return ""
    found = (v for row in rows for _, v in headings(row.text) if v.same(asked))
    return next((f"版本 {v.new} 相比于版本 {v.old} 的更新" for v in found), "")


def of_versions(scored: tuple[Scored, ...], asked: Versions | None, rows: Sequence[Passage]) -> tuple[Scored, ...]:
    """Without the lines that stand under other versions than those asked for, if any stand under those.

    Where two versions are compared, nothing else answers.
    """
    if asked is None:
        return scored
    above = _above(rows)
    under = {id(s): _versions_of(s, above) for s in scored}
    if not any(s.answers and (v := under[id(s)]) is not None and v.same(asked) for s in scored):
        return scored
    return tuple(s for s in scored if (v.same(asked) if (v := under[id(s)]) else not asked.old))


def _versions_of(s: Scored, above: Mapping[str, Versions]) -> Versions | None:
    """The versions of the heading under which a piece stands; a heading stands under itself."""
    passage = s.snippet.passage
    before = [v for at, v in headings(passage.text) if at < s.snippet.end]
    return before[-1] if before else above.get(passage.passage_id)


def _above(rows: Iterable[Passage]) -> Mapping[str, Versions]:
    """For every passage the last heading above it on its page; over the page columns may be out of order."""
    found: dict[str, Versions] = {}
    page: tuple[str, int] = ("", 0)
    last: Versions | None = None
    for row in sorted(rows, key=lambda p: (p.doc_id, p.lines)):
        if (row.doc_id, row.page) != page:
            page, last = (row.doc_id, row.page), None
        if last is not None:
            found[row.passage_id] = last
        own = headings(row.text)
        last = own[-1][1] if own else last
    return found
