"""Clinical text made comparable: full width to half width, Chinese numerals to digits, offsets kept."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(
    r"(?<!\d)(?P<percent>百分之)?(?P<numeral>(?!百分[比率数点位])[零〇一二两三四五六七八九十百千]+(?:万[零〇一二两三四五六七八九百千]*|点[零〇一二三四五六七八九]+)?)"
)
# A numeral is a number only beside something that is counted or measured; "一三五来透析" and "三药" are not.
_COUNTED = re.compile(
    r"\s*(?:岁|公斤|千克|斤|公分|厘米|毫克|毫米|克|个月|分(?!之)|周|天|次|年|月|万|处|枚|期(?!临床|试验|研究|愈合|缝合|手术|移植|间|待|望)|线(?=治疗|方案|化疗|药|后|失败|复发|耐药|以上|的)|μmol|umol|mmol|mg|ml|kg|cm|g/|u/l|%)",
    re.I,
)
_AGED = re.compile(
    r"(?:今年|现年|年龄|虚岁|年纪|老爷子|老太太|老人家?|大爷|大妈|奶奶|爷爷|姥姥|姥爷|外公|外婆|爸爸?|妈妈?|父亲|母亲|男|女|肌酐|白蛋白|血红蛋白|血色素|血小板|体重|身高|清除率|脱氢酶)[:\s,，]*(?:今年|都|快|已经?|是|为|只有|才)?[:\s]*$"
)
# 血钙二点七一 is a number, 下午三点四十 and 两点一线 are none.
_POINT = re.compile(r"[零〇一二两三四五六七八九十百千]+点[零〇一二三四五六七八九]+")
_OF_TIME = re.compile(r"[午晚晨早夜][^,，]?|点.*[十分钟刻半线]$")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
# 2万3 and 1米75 are one number, written around its unit.
_AROUND = re.compile(
    r"(?<![\d.])(?:(?P<w>\d+)(?P<u>万)(?P<p>[1-9])|(?P<w2>[12一二两])(?P<u2>米)(?P<p2>[\d零一二三四五六七八九]{1,3})|(?P<w3>[12])(?P<u3>m)(?P<p3>\d\d))(?![\d.一二三四五六七八九十百千])"
)
# 负1分 is a number below nought; 负荷 and 负责 stand before no digit.
_MINUS = re.compile(r"负(?=\d)")
_ENDLESS = re.compile(r"\d{41,}")  # no measured value is that long, and reading one would take its time
# What folds to itself whatever stands beside it is taken over in runs: ASCII but white space, Chinese characters.
_SAME_OR_ONE = re.compile(r"(?P<same>[!-~、。\u4e00-\u9fff]+)|.", re.S)
_ONE_FORM = str.maketrans({"µ": "μ", "−": "-", "–": "-", "×": "x", "～": "~"})


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
    """NFKC character by character; one form of µ, minus, multiplication sign, white space and numbers."""
    characters: list[str] = []
    offsets: list[int] = []
    for run in _SAME_OR_ONE.finditer(text):
        if run["same"]:
            characters.extend(run["same"])
            offsets.extend(range(*run.span()))
            continue
        i, last = run.start(), characters[-1] if characters else ""
        folded = _alone(text[i]) or _beside(text[i], text[i - 1 : i], last)
        if folded in (" ", "\n") and last in (" ", "\n"):
            characters[-1] = "\n" if "\n" in (folded, last) else " "
            continue
        characters.extend(folded)
        offsets.extend([i] * len(folded))
    result = Folded(text, "".join(characters), tuple(offsets))
    for pattern, number in ((_ENDLESS, _no_number), (_THOUSANDS, _joined), (_NUMERAL, _numeral), (_AROUND, _around)):
        result = _replaced(result, pattern, number)
    return replace(result, text=_MINUS.sub("-", result.text))


@lru_cache(maxsize=4096)
def _alone(c: str) -> str:
    """One character folded; empty if it vanishes or its neighbours decide."""
    if c.isdecimal():
        return str(unicodedata.decimal(c))
    folded = unicodedata.normalize("NFKC", c).translate(_ONE_FORM)
    if folded.isspace():
        return "\n" if c in "\n\r\u2028\u2029" else " "
    return "" if unicodedata.category(c) in ("Cf", "Nl", "No") else folded


def _beside(c: str, before: str, last: str) -> str:
    """One character as its neighbours let it fold; a raised or circled digit (178¹, 10⁹) is not one of the number."""
    kind = unicodedata.category(c)
    folded = unicodedata.normalize("NFKC", c).translate(_ONE_FORM)
    if kind == "Cf":
        return ""
    if kind == "Nl" and last.isascii() and last.isalpha():
        return f" {folded}"  # ISSⅢ: the stage is a word of its own
    if kind != "No" or not folded[0].isdigit():
        return folded
    share = f"{unicodedata.numeric(c):.3f}".rstrip("0")
    if "\u2044" in folded and float(share) == unicodedata.numeric(c):
        return share.lstrip("0") if last.isdigit() else share
    if unicodedata.decomposition(c).startswith("<circle>"):
        folded = f"{folded} "
    return f"^{folded}" if last.isdigit() and unicodedata.category(before) != "No" else folded


def _replaced(
    folded: Folded, pattern: re.Pattern[str], number: Callable[[Folded, re.Match[str]], str | None]
) -> Folded:
    """The text with the matches written as numbers; their characters point at the first and last of the match."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in pattern.finditer(folded.text):
        digits = number(folded, match)
        if digits is None:
            continue
        pieces += [folded.text[at : match.start()], digits]
        offsets.extend(folded.offsets[at : match.start()])
        first, last = folded.offsets[match.start()], folded.offsets[match.end() - 1]
        offsets.extend([first] * (len(digits) - 1) + [last])
        at = match.end()
    if not at:
        return folded
    pieces.append(folded.text[at:])
    offsets.extend(folded.offsets[at:])
    return Folded(folded.original, "".join(pieces), tuple(offsets))


def _no_number(folded: Folded, match: re.Match[str]) -> str:
    return "…"


def _joined(folded: Folded, match: re.Match[str]) -> str | None:
    """125,000 is one number; 125，000 with the Chinese comma is two."""
    commas = (i for i in range(match.start(), match.end()) if folded.text[i] == ",")
    return match.group().replace(",", "") if all(folded.original[folded.offsets[i]] == "," for i in commas) else None


def _around(folded: Folded, match: re.Match[str]) -> str:
    """2万3 -> 2.3万, 1米75 -> 1.75米."""
    whole, unit, part = (g for g in match.groups() if g)
    return "".join(str(_DIGITS.get(c, c)) for c in f"{whole}.{part}") + unit


def _numeral(folded: Folded, match: re.Match[str]) -> str | None:
    """The digits of a Chinese numeral where it is a number."""
    if match["percent"]:
        return f"{_digits(match['numeral'])}%"
    return _digits(match["numeral"]) if _is_number(folded.text, match) else None


def _is_number(text: str, match: re.Match[str]) -> bool:
    word = match.group()
    counted = _COUNTED.match(text, match.end()) is not None or (
        len(word) >= 2 and _AGED.search(text, max(0, match.start() - 8), match.start()) is not None
    )
    long_with_unit = len(word) >= 2 and any(c in _TENS for c in word)
    return (
        counted
        or (long_with_unit and not word.endswith("千") and len(word) >= 3)
        or (word[0] not in "百千" and "万" in word)
        or bool(re.fullmatch(r"[二三四五六七八九]十[一二三四五六七八九]", word))
        or (
            _POINT.fullmatch(word) is not None and not _OF_TIME.search(text, max(0, match.start() - 3), match.end() + 1)
        )
    )


def _digits(word: str) -> str:
    """七十一 -> 71, 一百二 -> 120, 一点五 -> 1.5, 二〇二四 -> 2024, 三万五 -> 3.5万."""
    whole, point, part = word.partition("点")
    if point:
        return f"{_whole(whole, 1)}.{''.join(str(_DIGITS[c]) for c in part)}"
    high, ten_thousand, low = word.partition("万")
    if not ten_thousand:
        return str(_whole(word, 10))
    thousandths = f"{_whole(low, 10) * (1000 if len(low) == 1 else 1):04d}" if low else "0"
    return f"{_whole(high, 10)}.{thousandths}".rstrip("0").rstrip(".") + "万"


def _whole(word: str, last: int) -> int:
    """The whole number of a numeral; `last` is 10 where a digit behind 百 or 千 counts tens or hundreds (一百二)."""
    if not any(c in _TENS for c in word):
        return int("".join(str(_DIGITS[c]) for c in word))
    total = digit = 0
    for c in word:
        if c in _TENS:
            total += (digit or 1) * _TENS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    hundreds = _TENS.get(word[-2], 1) if last == 10 and len(word) > 1 else 1
    return total + digit * max(1, hundreds // 10)
