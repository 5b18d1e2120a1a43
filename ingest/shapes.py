"""The shapes of broken lines: column heads, rows of cells and bare values of a flattened table, words torn in two."""

import re

import jieba

_CJK = r"\u4e00-\u9fff"
LONGEST_HEAD, LONGEST_HEADS = 16, 60
# Chinese has no spaces between words: one there parts cells. A footnote letter may be glued to a cell.
_GAP = re.compile(rf"(?:(?<=[{_CJK}）)])|(?<=[{_CJK}][a-z]))\s+(?![的和或及与为是在])(?=[{_CJK}])")
LONGEST_CATEGORY = 30
_NO_CATEGORY = re.compile(r"[。；，：;:•=<>≥≤]|[、或和及与]$")
_NO_HEAD = re.compile(r"\d|[。；！？：，、,;:!?<>≥≤=+•]|^(?:第.{1,3}|附录|附件)\s")
_WORDS = re.compile(rf"[{_CJK}][a-z]?\s+(?![的和或及与为是在])[{_CJK}]")
_SHORT = ("药", "组", "项")
_ROW = re.compile(
    rf"^\S.{{0,28}}?(?:(?<=[{_CJK}）)a-z])\s+(?=[{_CJK}])|\s(?=[+–-]?\d)|(?<=[{_CJK}）)])\s+(?=[<>≥≤＜＞]))"
)
_LABEL = re.compile(rf"[{_CJK}]{{2,8}}[a-z]?\s+(?=[{_CJK}<>≥≤+\d-])")
_VALUE = re.compile(r"[+–−-]?\d+(?:\.\d+)?%?")
_ENDS_IN_VALUE = re.compile(r"(?:^|\s)[+–−-]?\d+(?:\.\d+)?%?$")


def cells(line: str) -> list[str]:
    """The cells of a line, parted where a space stands between Chinese words."""
    return [cell.strip() for cell in _GAP.split(line.strip())]


def is_heads(line: str) -> bool:
    """Whether a line is nothing but short cells in words, as the heads of columns are."""
    parts = cells(line)
    short = all(2 <= _width(p) <= LONGEST_HEAD or p in _SHORT for p in parts) and len(line) <= LONGEST_HEADS
    return len(parts) > 1 and short and bool(_WORDS.search(line)) and not _NO_HEAD.search(line)


def _width(cell: str) -> float:
    """The room a cell takes, in Chinese characters."""
    return sum(0.5 if c.isascii() else 1 for c in cell)


def row_shaped(line: str) -> bool:
    """Whether a line begins with a short label and a cell behind it."""
    return bool(_ROW.match(line.strip()))


def has_label(line: str) -> bool:
    """Whether a line begins with one Chinese word and a cell behind it, be the cell a whole sentence."""
    return bool(_LABEL.match(line.strip()))


def is_value(line: str) -> bool:
    """Whether a line is nothing but a number: a cell that stands alone."""
    return bool(_VALUE.fullmatch(line.strip()))


def ends_in_value(line: str) -> bool:
    """Whether the last cell of a line is a bare number."""
    return bool(_ENDS_IN_VALUE.search(line.rstrip()))


def is_category(line: str) -> bool:
    """Whether a line names a group of the rows under it: a few words that end no sentence and have no cell behind."""
    text = line.strip()
    words = len(text) <= LONGEST_CATEGORY and bool(
        re.match(rf"(?:[A-Za-z]{{1,8}}\s){{0,2}}[A-Za-z]{{0,6}}\s?[{_CJK}]", text)
    )
    return words and not row_shaped(text) and not ends_in_value(text) and not _NO_CATEGORY.search(text)


def torn_word(before: str, line: str) -> bool:
    """Whether the end of one line and the beginning of the next are one Chinese word."""
    if not (re.match(f"[{_CJK}]", before[-1:]) and re.match(f"[{_CJK}]", line)):
        return False
    at, end = 0, before[-6:]
    for word in jieba.dt.lcut(end + line[:6]):
        if at < len(end) < at + len(word):
            return True
        at += len(word)
    return False


jieba.setLogLevel("ERROR")
