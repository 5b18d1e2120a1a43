"""The numbers that Word counts itself: of lists, and of headings whose style is numbered."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_CHINESE = "零一二三四五六七八九十"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BULLET = "-"


class Numbers:
    """Counts the numbered paragraphs of a document as they pass; local to one reading."""

    def __init__(self, document: "Document") -> None:
        self.levels = _levels(document)
        self.counts: dict[tuple[str, int], int] = {}

    def mark(self, paragraph: "Paragraph") -> tuple[str, int]:
        """What stands before a paragraph ("2.1", "（3）", "-") and its level from 0; ("", 0) if nothing does."""
        number, level = _place(paragraph)
        if not number or number == "0" or (number, level) not in self.levels:
            return "", 0
        form, pattern, start = self.levels[number, level]
        if form in ("bullet", "none"):
            return (BULLET if form == "bullet" else ""), level
        self.counts[number, level] = self.counts.get((number, level), start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == number and key[1] > level]:
            del self.counts[deeper]
        return self._written(number, level, pattern), level

    def _written(self, number: str, level: int, pattern: str) -> str:
        for above in range(level + 1):
            form, _, start = self.levels.get((number, above), ("decimal", "", 1))
            pattern = pattern.replace(f"%{above + 1}", _figure(self.counts.get((number, above), start), form))
        return pattern.strip()


def _levels(document: "Document") -> Mapping[tuple[str, int], tuple[str, str, int]]:
    """For every list and level: the form of its figures, the pattern around them, and where it starts."""
    from docx.oxml.ns import qn

    try:
        root: Any = document.part.numbering_part.element
    except (KeyError, NotImplementedError, ValueError):
        return {}
    abstract = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
    found: dict[tuple[str, int], tuple[str, str, int]] = {}
    for number in root.findall(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        kind = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
        for level in kind.findall(qn("w:lvl")) if kind is not None else ():
            values = [_value(level, name, default) for name, default in _FIELDS]
            at = (str(number.get(qn("w:numId"))), int(level.get(qn("w:ilvl"))))
            found[at] = (values[0], values[1], int(values[2]) if values[2].isdigit() else 1)
    return found


_FIELDS = (("w:numFmt", "decimal"), ("w:lvlText", "%1."), ("w:start", "1"))


def _value(parent: Any, name: str, default: str) -> str:
    from docx.oxml.ns import qn

    child = parent.find(qn(name))
    return str(child.get(qn("w:val"), default)) if child is not None else default


def _place(paragraph: "Paragraph") -> tuple[str, int]:
    """List and level of a paragraph, its own or those of its style."""
    found = _properties(paragraph._p.pPr)
    style = paragraph.style
    while found is None and style is not None:
        found = _properties(style.element.pPr)
        style = style.base_style
    return found or ("", 0)


def _properties(properties: Any) -> tuple[str, int] | None:
    numbered = getattr(properties, "numPr", None)
    if numbered is None or numbered.numId is None:
        return None
    return str(numbered.numId.val), int(numbered.ilvl.val) if numbered.ilvl is not None else 0


def _figure(number: int, form: str) -> str:
    if "hinese" in form or form in ("ideographTraditional", "japaneseCounting", "taiwaneseCounting"):
        return _chinese(number)
    if form in ("lowerLetter", "upperLetter") and number <= 26:
        return chr(ord("a" if form == "lowerLetter" else "A") + number - 1)
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form == "decimalEnclosedCircle" and number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十"
    return head + (_CHINESE[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text, number = text + sign, number - value
    return text
