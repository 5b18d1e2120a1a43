"""Quotations for reading: marks of lists and of Markdown off, words put together, cells kept apart."""

import re

_MARKS = re.compile(r"^\s*(?:[•◦▪■●◊�]\s*|[–—*+-](?!\d)\s*|#{1,6}\s*)+")
_MARKDOWN = re.compile(r"\[\^[^\]\s]{1,20}\]:?|\*\*|__|\\(?=[\[\]_*#\\-])|</?[A-Za-z][^<>\n]{0,40}>")
# A heading in bold that runs into its paragraph.
_RUN_IN = re.compile(r"^\s*\*\*([^*\n]{1,24}?)[：:]?\*\*[：:]?\s+(?=[\u4e00-\u9fff])")
_EMPHASIS = re.compile(r"(?<!\w)_([^_\n]{1,12})_(?!\w)")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_INNER_BULLET = re.compile(r"(?<=\S)\s+•\s*(?=\S)")
ALIKE, LONGEST_PAIR = 7, 90
_CJK = r"\u4e00-\u9fff"
_SIGNS = "，。；：、（）"
_WORDS = re.compile(rf"(?<=[{_CJK}{_SIGNS}])\s+(?=[{_CJK}{_SIGNS}])")
# In a row a space between Chinese words parts cells; a line break, or a space beside a sign, does not.
_CELLS = re.compile(
    rf"(?<=[{_CJK}{_SIGNS}])(?:\s*\n\s*|\s+(?=[，。；：、）])|(?<=[，；：、（])\s+)(?=[{_CJK}{_SIGNS}])"
)
# Bullets of one cell, then as many values of the next: • x • y +1 +2.
_LISTED = re.compile(r"^(?P<head>[^•]*?)\s*(?P<items>(?:•\s*[^•]+?\s*){2,6}?)(?P<values>(?:\s[+–−-]\d+){2,6})$")


def mended(text: str, *, row: bool = False) -> str:
    """A quotation for reading: bullets and Markdown marks off, spaces between Chinese characters off but between cells."""
    plain = _LINK.sub(r"\1", _MARKS.sub("", _RUN_IN.sub(r"\1：", text)))
    plain = _MARKDOWN.sub("", _BREAK.sub(" ", plain))
    plain = (_CELLS if row else _WORDS).sub("", _EMPHASIS.sub(r"\1", plain))
    plain = re.sub(r"\s+", " ", plain).replace("�", "").strip()
    return _paired(plain) if row else plain


def two_columns(shown: str) -> str:
    """A line in which two columns stand side by side, with a bar between them: • x • y, or two conditions that begin alike."""
    parts = [part.strip() for part in _INNER_BULLET.split(shown)]
    if len(parts) == 1 and len(shown) <= LONGEST_PAIR and "。" not in shown:
        again = shown.find(f" {shown[:ALIKE]}", ALIKE) if not any(c.isdigit() for c in shown[:ALIKE]) else -1
        parts = [shown[:again], shown[again:].strip()] if again > 0 else parts
    return " ｜ ".join(parts)


def _paired(row: str) -> str:
    """A row whose bullets and values stand apart, with each value behind its bullet; as it is if their numbers differ."""
    match = _LISTED.match(row)
    if match is None:
        return row
    items, values = [i.strip() for i in match["items"].split("•") if i.strip()], match["values"].split()
    if len(items) != len(values):
        return row
    return f"{match['head']}：" + "；".join(f"{item} {value}" for item, value in zip(items, values, strict=True))


def cells(row: str) -> list[str]:
    """The cells of a Markdown table row."""
    return [mended(c) for c in row.strip().strip("|").split("|")]


def shown_row(row: str, columns: str) -> str:
    """A row with its column heads: "分期：I；ISS：…"."""
    heads, values = cells(columns), cells(row)
    pairs = [(h, v) for h, v in zip(heads, values, strict=False) if v and v not in ("–", "-", "—")]
    if not pairs:
        return mended(row)
    first, rest = pairs[0], pairs[1:]
    return first[1] + "：" + "；".join(f"{h} {v}" if h else v for h, v in rest) if rest else first[1]
