"""What each line of a plain page is: heading, bullet, table title, footnote, reference, text."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.types import Page
from ingest.shapes import ends_in_value, is_heads, torn_word

SENTENCE_END = tuple("。！？；：;:!?.")
_BULLET = re.compile(r"^\s*(?:[•◦▪■●◊�]|[–—-]\s|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)])")
_CHAPTER = re.compile(r"^(.{2,30}?)\s*»\s*(.{2,40})$")
_MARKED = re.compile(r"^(#{1,6})\s+(?=\S)")
_ROW = re.compile(r"^\|.*\|$")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3})[ \u3000]+([\u4e00-\u9fff“（(]\S{1,28})(?:\s.*)?$")
# A heading that begins with a foreign word fills its line: 2.4 PET/CT. A measure does not count: 1.8 Gy.
_NUMBERED_LATIN = re.compile(
    r"^(\d{1,2}(?:\.\d{1,2}){1,3})[ \u3000]+(?!(?:[mμnkcd]?(?:g|L|l|m|mol|Gy|U|IU|Sv)|h|min|d|MU|Hz|vs)\b)([A-Za-z][A-Za-z/-]{0,11}[\u4e00-\u9fff]{0,14})$"
)
_MEASURE = re.compile(
    r"^(?:个|年|月|天|例|次|周|名|种|类|级|至|到|期|线|岁|倍|分|处|项|小时|日|或|和|～|片|粒|组|位|%|号|篇)"
)
_TABLE = re.compile(r"^(?:续?表\s*\d{1,2}|指南\s*\d{1,2})(?:\s*$|\s+(?![\s中所可的和至])|[^\s\d，。、和至～中所可的])")
_FOOTNOTE = re.compile(r"^([a-z]{1,2})[ ]+(?=[\u4e00-\u9fffA-Z(（>≥])")
_REFERENCE = re.compile(r"^(?:\d{1,3}[.．]\s+|\[\d{1,3}\]\s*|[a-z]{1,2} )?[A-Z][\w'’-]+ [A-Z]{1,3}[,.]")
# Chinese lists give the kind of publication in brackets ([J], [M/OL]) or end in a year with volume and pages.
_CHINESE_REFERENCE = re.compile(
    r"^(?:\[\d{1,3}\]|\d{1,3}[.．、])\s*\S.*(?:\[[A-Z]{1,2}(?:/OL)?\]|(?:19|20)\d\d\s*[,，;；]\s*\d+\s*[(（:：])"
)
# A chart's title names the footnotes that hold for all of it (a-d,l-n); its groups bear the category of recommendation.
_NOTES = re.compile(r"(?<=[\u4e00-\u9fff）)])[a-z](?:[-,][a-z])*$")
_CHART = re.compile(r"(?<=[\u4e00-\u9fff）)])(?=[a-z,]*-)[a-z](?:[-,][a-z])*$")
_CATEGORY = re.compile(
    r"(?:\S{0,12}的)?(?:(?:首选|其他推荐|其它推荐|备选|可选)方案|(?:在)?(?:某些|特定)情况下\S{0,8}有用)(?:[（(][^（()）]{1,20}[）)])?"
    r"|(?:[ⅠⅡⅢ]|[1-3]|I{1,3})\s*级推荐"
)
_HEADING_WORDS = re.compile(r"[。，；、,;]|[？！](?!$)")
# The end of a line within a sentence.
_GOES_ON = re.compile(r"[、，,（(／/]$|[和或及与]$")
_POINTER = re.compile(r"请?参[见阅考照]")
MAX_HEADING = 26
WRAPPED = 7


class LineKind(StrEnum):
    """The role of a line."""

    BLANK = "blank"
    BREAK = "break"
    CHAPTER = "chapter"
    NUMBERED = "numbered"
    MARKED = "marked"
    ROW = "row"
    HEADING = "heading"
    TABLE_TITLE = "table_title"
    HEADS = "heads"
    BULLET = "bullet"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    CONTINUED = "continued"


@dataclass(frozen=True)
class Sorted:
    """A line with its role; `heading` and `depth` only for headings.

    `blank` if an empty line stands before it, `gap` if that means something on its page; `ends` if a table ends before it.
    Of headings without a number or mark, depth 1 is the title of a chart, 2 a heading, 3 a category of recommendation.
    """

    number: int
    text: str
    kind: LineKind
    heading: str = ""
    depth: int = 0
    gap: bool = False
    blank: bool = False
    ends: bool = False


def sort_lines(page: Page, dropped: frozenset[int]) -> tuple[Sorted, ...]:
    """Every line of a page with its role; a dropped line becomes a break, because text must stay literal."""
    footnotes = _has_footnotes(page)
    spaced = _double_spaced(page)
    result: list[Sorted] = []
    before, gap, blank = "", True, True
    kept = [(page.first_line + i, line) for i, line in enumerate(page.lines)]
    for i, (number, line) in enumerate(kept):
        text = line.strip()
        if number in dropped:
            result.append(Sorted(number, "", LineKind.BREAK))
            before, gap, blank = "", True, True
            continue
        if not text:
            result.append(Sorted(number, "", LineKind.BLANK))
            gap, blank = gap or not spaced, True
            continue
        after = next((rest.strip() for n, rest in kept[i + 1 :] if rest.strip() and n not in dropped), "")
        last = result[-1].kind if result else LineKind.BREAK
        item = _sorted(number, text, before, after, gap, footnotes, last)
        result.append(replace(item, gap=gap, blank=blank))
        before, gap, blank = text, False, False
    return _all_references(result) if _mostly_references(result) else tuple(result)


def _mostly_references(lines: list[Sorted]) -> bool:
    filled = [item for item in lines if item.kind not in (LineKind.BLANK, LineKind.BREAK)]
    return sum(item.kind is LineKind.REFERENCE for item in filled) > 0.6 * len(filled) > 0


def _all_references(lines: list[Sorted]) -> tuple[Sorted, ...]:
    """Stray headings and bookmarks on a page of references belong to them; sentences before and after do not."""
    at = [i for i, item in enumerate(lines) if item.kind is LineKind.REFERENCE]
    first = 0 if not _sentences(lines[: at[0]]) else at[0]
    last = len(lines) if not _sentences(lines[at[-1] :]) else at[-1] + 1
    spared = (LineKind.BLANK, LineKind.BREAK)
    return tuple(
        replace(item, kind=LineKind.REFERENCE) if first <= i < last and item.kind not in spared else item
        for i, item in enumerate(lines)
    )


def _sentences(lines: list[Sorted]) -> bool:
    return any("。" in item.text for item in lines)


def _sorted(number: int, text: str, before: str, after: str, gap: bool, footnotes: bool, last: LineKind) -> Sorted:
    marked = _MARKED.match(text)
    if marked:
        return _marked(number, text, len(marked.group(1)))
    if _ROW.match(text):
        return Sorted(number, text, LineKind.ROW)
    chapter = _CHAPTER.match(text)
    if chapter:
        return Sorted(number, text, LineKind.CHAPTER, text)
    if _TABLE.match(text) and len(text) <= 60 and not text.endswith(("。", "，")):
        title = f"{text} {after}".strip() if len(text) <= 6 and after else text
        return Sorted(number, text, LineKind.TABLE_TITLE, title)
    if footnotes and _FOOTNOTE.match(text):
        english = _ascii_share(text) > 0.8
        return Sorted(number, text, LineKind.REFERENCE if english else LineKind.FOOTNOTE)
    if _is_reference(text, last):
        return Sorted(number, text, LineKind.REFERENCE)
    numbered = _numbered(text, before)
    if numbered:
        return Sorted(number, text, LineKind.NUMBERED, f"{numbered[0]} {numbered[1]}", numbered[0].count(".") + 1)
    if _BULLET.match(text):
        return Sorted(number, text, LineKind.BULLET)
    heading, depth = _headed(text, before, after, gap)
    if depth:
        return Sorted(number, text, LineKind.HEADING, heading, depth)
    return Sorted(number, text, LineKind.CONTINUED)


def _headed(text: str, before: str, after: str, gap: bool) -> tuple[str, int]:
    """The words and depth of a heading without number or mark; depth 0 if the line is none."""
    title, words = _CHART.sub("", text), _NOTES.sub("", text.rstrip("：:"))
    if after and title != text and len(title) <= MAX_HEADING and not _HEADING_WORDS.search(title):
        return title, 1
    if after and gap and _CATEGORY.fullmatch(words):
        return words, 3
    return (words, 2) if _is_heading(text, before, after, gap) else ("", 0)


def _marked(number: int, text: str, depth: int) -> Sorted:
    """A heading that the reader has recognised by its type."""
    words = text[depth:].strip()
    numbered = _numbered(words, "")
    if numbered:
        return Sorted(number, text, LineKind.NUMBERED, f"{numbered[0]} {numbered[1]}", numbered[0].count(".") + 1)
    return Sorted(number, text, LineKind.MARKED, words, depth)


def _numbered(text: str, before: str) -> tuple[str, str] | None:
    latin = _NUMBERED_LATIN.match(text)
    if latin and (not before or before.endswith(SENTENCE_END)):
        return latin.group(1), latin.group(2)
    match = _NUMBERED.match(text)
    if match is None or _MEASURE.match(match.group(2)):
        return None
    mid_sentence = (
        before and not before.endswith(SENTENCE_END) and len(before) > MAX_HEADING and "." not in match.group(1)
    )
    if mid_sentence or int(match.group(1).split(".")[0]) > 20:
        return None
    title = match.group(2)
    return (match.group(1), title) if not title.endswith(("。", "，", "；", "、")) else None


def _is_heading(text: str, before: str, after: str, gap: bool) -> bool:
    """A short line that stands alone, ends no sentence and is followed by something.

    A line as long as the next one is the first of a narrow paragraph.
    """
    if (
        len(text) > MAX_HEADING
        or not after
        or _HEADING_WORDS.search(text)
        or not re.search(r"[\u4e00-\u9fffA-Z]{2}", text)
        or is_heads(text)
        or ends_in_value(text)
        or _GOES_ON.search(before)
        or _POINTER.match(text)
        or torn_word(text, after)
    ):
        return False
    if text.endswith(("。", ".", "；", "）。", "和", "的", "或", "与", "以及")) or text[0] in "）)（(，。、=>≥≤<+±/—–-":
        return False
    if text.endswith(("：", ":")):
        return gap or before.endswith(("。", "）"))
    if len(text) >= WRAPPED and -WRAPPED // 2 <= len(after) - len(text) <= 1 and not _BULLET.match(after):
        return False
    ends_before = not before or before.endswith(("。", "？", "！", "；", "”")) or len(before) <= MAX_HEADING
    return gap and ends_before and _ascii_share(text) < 0.7


def _is_reference(text: str, last: LineKind) -> bool:
    english = _ascii_share(text) > 0.85 and len(text) > 25
    if (_REFERENCE.match(text) and english) or _CHINESE_REFERENCE.match(text):
        return True
    return last is LineKind.REFERENCE and _ascii_share(text) > 0.85


def _ascii_share(text: str) -> float:
    letters = [c for c in text if not c.isspace()]
    return sum(c.isascii() for c in letters) / max(1, len(letters))


def _has_footnotes(page: Page) -> bool:
    marks = [m.group(1) for m in (_FOOTNOTE.match(line.strip()) for line in page.lines) if m]
    return len(marks) >= 2 or marks == ["a"]


def _double_spaced(page: Page) -> bool:
    """Whether nearly every line is followed by an empty one, so that an empty line means nothing."""
    filled = [bool(line.strip()) for line in page.lines]
    pairs = list(zip(filled, filled[1:], strict=False))
    adjacent = sum(a and b for a, b in pairs)
    separated = sum(a and not b for a, b in pairs)
    return separated > 3 * max(1, adjacent)
