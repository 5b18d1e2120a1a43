"""Clinical text made comparable: full width to half width, Chinese numerals to digits, offsets kept."""

import re
import unicodedata
from dataclasses import dataclass

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?")
# A numeral is a number only beside something that is counted or measured; "一三五来透析" and "三药" are not.
_COUNTED = re.compile(
    r"\s*(?:岁|公斤|千克|斤|公分|厘米|毫克|毫米|克|个月|分|周|天|次|年|月|μmol|umol|mmol|mg|ml|kg|cm|g/|u/l|%)", re.I
)


@dataclass(frozen=True)
class Folded:
    """`text` for matching; `offsets[i]` is where its character i stands in the original."""

    original: str
    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of a span in the folded text."""
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start] if start < len(self.offsets) else 0
        return self.offsets[start] if start < len(self.offsets) else len(self.original), last

    def quote(self, start: int, end: int) -> str:
        """What stands in the original at a span of the folded text."""
        a, b = self.span(start, end)
        return self.original[a:b]


def fold(text: str) -> Folded:
    """NFKC character by character; one form of µ, minus and multiplication signs."""
    characters: list[str] = []
    offsets: list[int] = []
    for i, c in enumerate(text):
        for folded in (
            unicodedata.normalize("NFKC", c).replace("µ", "μ").replace("−", "-").replace("×", "x").replace("～", "~")
        ):
            characters.append(folded)
            offsets.append(i)
    return _with_digits(Folded(text, "".join(characters), tuple(offsets)))


def _with_digits(folded: Folded) -> Folded:
    """Chinese numerals of counted things become digits; the digits point at the numeral's characters."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _NUMERAL.finditer(folded.text):
        if not _is_number(folded.text, match):
            continue
        digits = _digits(match.group())
        pieces.append(folded.text[at : match.start()])
        offsets.extend(folded.offsets[at : match.start()])
        pieces.append(digits)
        first, last = folded.offsets[match.start()], folded.offsets[match.end() - 1]
        offsets.extend([first] * (len(digits) - 1) + [last])
        at = match.end()
    pieces.append(folded.text[at:])
    offsets.extend(folded.offsets[at:])
    return Folded(folded.original, "".join(pieces), tuple(offsets))


def _is_number(text: str, match: re.Match[str]) -> bool:
    word = match.group()
    counted = _COUNTED.match(text, match.end()) is not None
    long_with_unit = len(word) >= 2 and any(c in _TENS for c in word)
    return (
        counted
        or (long_with_unit and not word.endswith("千") and len(word) >= 3)
        or bool(re.fullmatch(r"[二三四五六七八九]十[一二三四五六七八九]", word))
    )


def _digits(word: str) -> str:
    """七十一 -> 71, 一百四十三 -> 143, 一点五 -> 1.5, 二〇二四 -> 2024."""
    whole, _, part = word.partition("点")
    if not any(c in _TENS for c in whole):
        number = "".join(str(_DIGITS[c]) for c in whole)
    else:
        total, digit = 0, 0
        for i, c in enumerate(whole):
            if c in _TENS:
                total += (digit or (1 if i == 0 or whole[i - 1] == "零" else digit or 1)) * _TENS[c]
                digit = 0
            else:
                digit = _DIGITS[c]
        number = str(total + digit)
    return number + ("." + "".join(str(_DIGITS[c]) for c in part) if part else "")
