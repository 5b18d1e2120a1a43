"""Running headers and footers, and the printed code of each page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from corpus.types import Page, squeeze

EDGE = 9
REPEATS = 3
RUN = 3
LONG = 20
SHARE = 0.1
WINDOW = 6
REST = 8
ENTRY, ENTRIES, REPEATED = 4, 12, 0.5
TOP, BOTTOM = "\0top", "\0bottom"
_FIGURES = re.compile(r"[\d\s.,%+-]*\d[\s.,%+-]+\d[\d\s.,%+-]*")
_PROTECTED = re.compile(r"^[a-z]{1,2}(?=[\u4e00-\u9fff])|[：:]$")
_CODE = re.compile(r"(?:[A-Z]{3,6}-(?:[A-Z]|\d{1,2})|MS-\d{1,3})")
_PART = re.compile(r"\d{1,2}/\d{1,2}")
_CODE_LINE = re.compile(rf"({_CODE.pattern})(?:\s*({_PART.pattern}))?")
_POINTS = re.compile(r"(?:参[见阅考照]|[见请]|参考)$")
_UPDATE = re.compile(r"(修订|删除|新增|添加)(了|脚注|：|以下|第)|更新包括|^\s*•\s*脚注 [a-z]+ 改为|(修订|修改)(为|：)")
UPDATES = "更新概要"


def _key(line: str) -> str:
    """The form in which lines of different pages are compared: a page number is any number, a row of figures is not."""
    text = squeeze(line)
    return text if _FIGURES.fullmatch(line.strip()) or "://" in text else re.sub(r"\d+", "#", text)


def running_lines(pages: Iterable[Page]) -> frozenset[int]:
    """Line numbers of running headers and footers.

    Lines that follow each other in the same way on several pages make a chain. A chain is a header or footer if it
    hangs on a page's edge, or if it is longer (a header in the middle, where a page break was lost). A single line
    that other lines follow each time, such as a footnote or the name of a regimen, is text.
    """
    pages = tuple(pages)
    if len(pages) < REPEATS:
        return frozenset()
    filled = [_filled(page) for page in pages]
    links = _repeated_links(filled)
    return frozenset(number for lines in filled for chain in _chains(lines, links) for number in chain)


def _filled(page: Page) -> tuple[tuple[int, str], ...]:
    """Numbers and keys of the lines that count; printed codes stand between header lines and do not."""
    numbered = ((page.first_line + i, line) for i, line in enumerate(page.lines))
    return tuple((number, _key(line)) for number, line in numbered if line.strip() and not _is_code(line))


def _repeated_links(pages: list[tuple[tuple[int, str], ...]]) -> frozenset[tuple[str, str]]:
    """Pairs of neighbours on several pages; a page's edge is a neighbour too, but only if the pages lie close."""
    places: dict[tuple[str, str], list[int]] = {}
    for index, lines in enumerate(pages):
        keys = [TOP, *(key for _, key in lines), BOTTOM]
        for pair in dict.fromkeys(zip(keys, keys[1:], strict=False)):
            if not any(_PROTECTED.search(key) for key in pair):
                places.setdefault(pair, []).append(index)
    return frozenset(
        pair
        for pair, at in places.items()
        if len(at) >= REPEATS and (not {TOP, BOTTOM} & {*pair} or len(at) >= SHARE * len(pages) or _close(at))
    )


def _close(pages: list[int]) -> bool:
    return any(c - a < WINDOW for a, c in zip(pages, pages[REPEATS - 1 :], strict=False))


def _chains(lines: tuple[tuple[int, str], ...], links: frozenset[tuple[str, str]]) -> Iterator[list[int]]:
    """The header and footer chains of one page; more than EDGE lines are a repeated page, not a header."""
    chain: list[tuple[int, str]] = [(0, TOP)]
    for item in (*lines, (0, BOTTOM), (0, "")):
        if (chain[-1][1], item[1]) in links:
            chain.append(item)
            continue
        at_edge = chain[0][1] == TOP or chain[-1][1] == BOTTOM
        numbers = [number for number, _ in chain if number]
        long_line = any(len(key) >= LONG for _, key in chain)
        if len(numbers) <= EDGE and (at_edge or (len(numbers) >= RUN and long_line)):
            yield numbers
        chain = [item]


def _is_code(line: str) -> bool:
    return bool(_CODE_LINE.fullmatch(line.strip()) or _PART.fullmatch(line.strip()))


def code_lines(page: Page) -> tuple[tuple[int, str, int], ...]:
    """First line, code and last line of what is nothing but a page code such as MYEL-G 3/4, and points to no other page."""
    found: list[tuple[int, str, int]] = []
    stripped = [line.strip() for line in page.lines]
    before = ""
    for i, line in enumerate(stripped):
        match = _CODE_LINE.fullmatch(line)
        pointed, before = bool(_POINTS.search(before)), line or before
        if match is None or pointed:
            continue
        part, last = match.group(2), i
        if part is None and i + 1 < len(stripped) and _PART.fullmatch(stripped[i + 1]):
            part, last = stripped[i + 1], i + 1
        code = f"{match.group(1)} {part}" if part else match.group(1)
        found.append((page.first_line + i, code, page.first_line + last))
    return tuple(found)


def contents_pages(pages: Sequence[Page]) -> frozenset[int]:
    """The numbers of pages that hold nothing but headings of other pages: contents and bookmarks."""
    filled = {page.number: {squeeze(line) for line in page.lines if len(line.strip()) >= ENTRY} for page in pages}
    places = Counter(line for lines in filled.values() for line in lines)
    whole = (page for page in pages if not any("。" in line for line in page.lines))
    return frozenset(
        page.number
        for page in whole
        if len(lines := filled[page.number]) >= ENTRIES
        and sum(places[line] > 1 for line in lines) >= REPEATED * len(lines)
    )


def is_update_page(page: Page) -> bool:
    """Whether a page lists what changed between versions."""
    lines = [line for line in page.lines if line.strip()]
    changes = sum(bool(_UPDATE.search(line)) for line in lines)
    return any("更新包括" in line for line in lines) or (changes >= 4 and changes >= len(lines) * 0.15)


def labelled(pages: Iterable[Page], titles: Mapping[str, str]) -> tuple[Page, ...]:
    """Pages with their printed codes; a lost code is found by the page's title or by counting.

    `titles` maps codes to page titles as the table of contents gives them. What the reader called a page holds where
    no code is found.
    """
    codes_of = {_key(title): code for code, title in titles.items()}
    pages = tuple(pages)
    printed = [page.number for page in pages for _, code, _ in code_lines(page) if code.split()[0] in titles]
    last = max(printed, default=0)
    result: list[Page] = []
    for page in pages:
        codes = [code for _, code, _ in code_lines(page)]
        matched = [codes_of[_key(line)] for line in page.lines if _key(line) in codes_of]
        by_title = matched if page.number <= last else []
        found = codes[:1] or by_title[:1]
        label = UPDATES if is_update_page(page) else "".join(found)
        contents = len(set(by_title)) > 2
        result.append(replace(page, label="" if contents else label))
    found_labels = _inherited(_parts(_counted(result)))
    return tuple(replace(p, label=p.label or own.label) for p, own in zip(found_labels, pages, strict=True))


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


def _inherited(pages: list[Page]) -> list[Page]:
    """Fills what is left of a series: a page torn in two has one code; the last pages have those named elsewhere.

    The second half of a torn page holds nothing but its header and the code, or the first half stands before X-2 as X-1.
    """
    named = {code for page in pages for line in page.lines for code in re.findall(r"[A-Z]{3,6}-\d{1,2}", line)}
    for i in range(1, len(pages) - 1):
        before, after = (re.fullmatch(r"([A-Z]+)-(\d+)", pages[k].label) for k in (i - 1, i + 1))
        if pages[i].label or before is None or after is None:
            continue
        same = before.group(1) == after.group(1) and int(after.group(2)) == int(before.group(2)) + 1
        if same or _is_rest(pages[i + 1]):
            pages[i] = replace(pages[i], label=pages[i - 1 if same else i + 1].label)
    for i, page in enumerate(pages):
        match = re.fullmatch(r"([A-Z]+)-(\d+)", page.label)
        rest = next((k for k in range(i + 1, len(pages)) if pages[k].label), len(pages)) - i - 1
        codes = [f"{match.group(1)}-{int(match.group(2)) + k}" for k in range(1, rest + 2)] if match else []
        if rest and codes and named.issuperset(codes[:rest]) and codes[rest] not in named:
            pages[i + 1 : i + 1 + rest] = [replace(pages[i + k], label=codes[k - 1]) for k in range(1, rest + 1)]
    return pages


def _is_rest(page: Page) -> bool:
    """Whether a page ends with its code and has little else: the header of a page whose text stands before."""
    lines = [line.strip() for line in page.lines if line.strip()]
    return len(lines) <= REST and bool(lines) and _is_code(lines[-1])


def _counted(pages: list[Page]) -> list[Page]:
    """Fills the series "MS-4, ?, ?, MS-7": as many unlabelled pages as numbers are missing."""
    labels = [(i, re.fullmatch(r"([A-Z]+)-(\d+)", page.label)) for i, page in enumerate(pages)]
    known = [(i, match.group(1), int(match.group(2))) for i, match in labels if match]
    for (i, series, n), (j, other, m) in zip(known, known[1:], strict=False):
        between = range(i + 1, j)
        fits = series == other and m - n == j - i
        if fits and all(not pages[k].label for k in between):
            for k in between:
                pages[k] = replace(pages[k], label=f"{series}-{n + k - i}")
    return pages
