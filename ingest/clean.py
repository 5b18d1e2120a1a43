"""Running headers and footers, and the printed code of each page."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpus.types import Page, squeeze

EDGE = 9
REPEATS = 3
RUN = 3
_CODE = re.compile(r"(?:[A-Z]{3,6}-(?:[A-Z]|\d{1,2})|MS-\d{1,3})")
_PART = re.compile(r"\d{1,2}/\d{1,2}")
_CODE_LINE = re.compile(rf"({_CODE.pattern})(?:\s*({_PART.pattern}))?")
_UPDATE = re.compile(r"(修订|删除|新增|添加)(了|脚注|：|以下|第)|更新包括|^\s*•\s*脚注 [a-z]+ 改为|(修订|修改)(为|：)")
UPDATES = "更新概要"


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", squeeze(line))


def running_lines(pages: Iterable[Page]) -> frozenset[int]:
    """Line numbers of running headers and footers.

    A line that recurs on several pages is one if it is connected to a page's edge by such lines, or
    if it stands in a run of several such lines (a header in the middle, where a page break was lost).
    """
    pages = tuple(pages)
    if len(pages) < REPEATS:
        return frozenset()
    counts = Counter(_key(line) for page in pages for line in page.lines if line.strip())
    dropped: set[int] = set()
    for page in pages:
        numbered = [(page.first_line + i, line) for i, line in enumerate(page.lines) if line.strip()]
        repeated = [counts[_key(line)] >= REPEATS and not _is_code(line) for _, line in numbered]
        for indexes in (range(min(EDGE, len(numbered))), range(len(numbered) - 1, max(-1, len(numbered) - EDGE - 1), -1)):
            for i in indexes:
                if _is_code(numbered[i][1]):
                    continue
                if not repeated[i]:
                    break
                dropped.add(numbered[i][0])
        dropped |= _inner_runs(numbered, repeated, counts)
    return frozenset(dropped)


def _inner_runs(numbered: list[tuple[int, str]], repeated: list[bool], counts: Counter[str]) -> set[int]:
    """Runs of at least RUN recurring lines; bullets and short labels alone do not make a run."""
    found: set[int] = set()
    start = 0
    for i in range(len(numbered) + 1):
        if i < len(numbered) and repeated[i]:
            continue
        run = numbered[start:i]
        long_lines = sum(len(squeeze(line)) >= 20 and counts[_key(line)] >= REPEATS for _, line in run)
        if len(run) >= RUN and long_lines >= 1:
            found |= {number for number, _ in run}
        start = i + 1
    return found


def _is_code(line: str) -> bool:
    return bool(_CODE_LINE.fullmatch(line.strip()) or _PART.fullmatch(line.strip()))


def code_lines(page: Page) -> tuple[tuple[int, str], ...]:
    """Line numbers and codes of the lines that hold nothing but a page code such as MYEL-G 3/4."""
    found: list[tuple[int, str]] = []
    stripped = [line.strip() for line in page.lines]
    for i, line in enumerate(stripped):
        match = _CODE_LINE.fullmatch(line)
        if match is None:
            continue
        part = match.group(2)
        if part is None and i + 1 < len(stripped) and _PART.fullmatch(stripped[i + 1]):
            part = stripped[i + 1]
        found.append((page.first_line + i, f"{match.group(1)} {part}" if part else match.group(1)))
    return tuple(found)


def is_update_page(page: Page) -> bool:
    """Whether a page lists what changed between versions."""
    lines = [line for line in page.lines if line.strip()]
    changes = sum(bool(_UPDATE.search(line)) for line in lines)
    return any("更新包括" in line for line in lines) or (changes >= 4 and changes >= len(lines) * 0.15)


def labelled(pages: Iterable[Page], titles: Mapping[str, str]) -> tuple[Page, ...]:
    """Pages with their printed codes; a lost code is found by the page's title or by counting.

    `titles` maps codes to page titles as the table of contents gives them.
    """
    codes_of = {_key(title): code for code, title in titles.items()}
    pages = tuple(pages)
    printed = [page.number for page in pages for _, code in code_lines(page) if code.split()[0] in titles]
    last = max(printed, default=0)
    result: list[Page] = []
    for page in pages:
        codes = [code for _, code in code_lines(page)]
        matched = [codes_of[_key(line)] for line in page.lines if _key(line) in codes_of]
        by_title = matched if page.number <= last else []
        found = codes[:1] or by_title[:1]
        label = UPDATES if is_update_page(page) else "".join(found)
        contents = len(set(by_title)) > 2
        result.append(replace(page, label="" if contents else label))
    return tuple(_parts(_counted(result)))


def _parts(pages: list[Page]) -> list[Page]:
    """Fills lost parts: before "X 2/3" stands 1/3, after "X 2/4" follow 3/4 and 4/4."""
    for i, page in enumerate(pages):
        match = re.fullmatch(r"(\S+) (\d+)/(\d+)", page.label)
        if match is None:
            continue
        code, part, count = match.group(1), int(match.group(2)), int(match.group(3))
        for step, stop in ((-1, 0), (1, count + 1)):
            for k, number in enumerate(range(part + step, stop, step), start=1):
                j = i + step * k
                if not 0 <= j < len(pages) or pages[j].label not in ("", code):
                    break
                pages[j] = replace(pages[j], label=f"{code} {number}/{count}")
    return pages


def _counted(pages: list[Page]) -> list[Page]:
    """Fills the series "MS-4, ?, ?, MS-7": as many unlabelled pages as numbers are missing."""
    known = [(i, *p.label.rsplit("-", 1)) for i, p in enumerate(pages) if re.fullmatch(r"[A-Z]+-\d+", p.label)]
    for (i, series, n), (j, other, m) in zip(known, known[1:], strict=False):
        between = range(i + 1, j)
        fits = series == other and int(m) - int(n) == j - i
        if fits and all(not pages[k].label for k in between):
            for k in between:
                pages[k] = replace(pages[k], label=f"{series}-{int(n) + k - i}")
    return pages
