"""Amounts of a sentence as they can be compared: sign, value, unit; Chinese numerals and full width made alike."""

import re
from dataclasses import dataclass
from itertools import zip_longest

from index.words import plain

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_COUNTED = (
    r"(?=\s*(?:(?:至|到|-|~)[一二两三四五六七八九十]|百分点|毫克|微克|千克|公斤|毫升|毫摩|微摩|厘米|毫米|小时|分钟|个|克|升|米|周|天|日|月|年|岁|次|例|片|粒|支|剂|滴|期|级|类|线|倍|分(?!子|化|析|泌|布|型|期|层|类)|成(?!分|人|为|功|年|熟)|"
    r"疗程|周期|种|项|条|处|名|组|代|mg|g/|ml|kg|μg|iu|gy|%))"
)
_NUMERAL = r"[零〇一二两三四五六七八九十百千万]"
_PERCENT = re.compile(rf"百分之({_NUMERAL}+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)")
_FRACTION = re.compile(rf"({_NUMERAL}{{1,3}})分之({_NUMERAL}{{1,3}})")
_LONG = re.compile(
    rf"(?!十分(?!钟)|十足)(?:{_NUMERAL}*[二三四五六七八九两]?[十百]{_NUMERAL}*(?:点[零〇一二三四五六七八九]+)?)|(?:{_NUMERAL}+点[零〇一二三四五六七八九]+)"
)
_SHORT = re.compile(rf"(?<![统万惟唯])(?!十分(?!钟)|十足)({_NUMERAL}){_COUNTED}")
_ORDINAL = re.compile(rf"(?<=第)({_NUMERAL}+)")
_ROMAN = re.compile(r"(?<![a-z0-9])(i{1,3}|iv|vi{0,3}|v)(?=\s*[ab]?\s*(?:期|级|类|度|型))")
_ROMANS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}

_ALIKE = {
    "毫克": "mg", "微克": "μg", "mcg": "μg", "ug": "μg", "克": "g", "千克": "kg", "公斤": "kg", "毫升": "ml", "升": "l", "分升": "dl",
    "毫摩尔": "mmol", "微摩尔": "μmol", "umol": "μmol", "纳摩尔": "nmol", "厘米": "cm", "毫米": "mm", "米": "m", "小时": "h", "hr": "h", "hrs": "h",
    "分钟": "min", "日": "天", "d": "天", "days": "天", "day": "天", "星期": "周", "wk": "周", "w": "周", "weeks": "周", "个月": "月", "mo": "月",
    "months": "月", "y": "年", "yr": "年", "years": "年", "个疗程": "疗程", "个周期": "周期", "单位": "u", "个百分点": "百分点", "平方米": "m2", "戈瑞": "gy",
}  # fmt: skip
# Which of these one says makes no difference to what is counted.
_LOOSE = frozenset(["个", "例", "名", "人", "种", "项", "条", "处", "组", "点", "位", "片", "粒", "支", "部位"])
_ATOMS = (
    "百分点|%|μg|mcg|ug|mg|kg|ng|pg|cgy|gy|msv|iu|mmhg|mosm|meq|mmol|μmol|umol|nmol|pmol|mol|kda|kcal|ml|dl|μl|ul|fl|cm|mm|μm|m2|min|hrs|hr|days|day|weeks|wk|months|mo|years|yr|"
    "平方米|毫克|微克|千克|公斤|毫升|分升|毫摩尔|微摩尔|纳摩尔|厘米|毫米|小时|分钟|个百分点|个疗程|个周期|个月|星期|单位|万单位|戈瑞|疗程|周期|部位|"
    "克|升|米|天|日|周|月|年|岁|次|个|例|名|人|种|项|条|处|组|点|位|片|粒|支|滴|线|期|级|类|度|型|分|倍|成|版|代|g|l|m|h|s|d|w|y|u"
)
_UNIT = rf"(?:{_ATOMS})(?![a-z])(?:\s*/\s*(?:{_ATOMS})(?![a-z0-9]))*"
_AMOUNT = re.compile(
    rf"(?P<negative>(?<![\da-z)\u4e00-\u9fff])[-−])?(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<power>\s*[x×]\s*10\^?-?\d+)?(?P<letter>[ab](?=\s*[期级型组]))?\s*(?P<unit>{_UNIT})?"
)
# Names that contain digits are names, not amounts; they are compared as a whole.
_NAME = re.compile(
    r"(?:t|del|inv|dup|amp|gain)\s*\([^()]{1,12}\)|\d{1,2}[pq](?:\d[\d.]*)?(?:[+-])?|(?<![a-z0-9])(?:(?:cd|il|bcl|β|α|γ|ig|r|p|vitamin |维生素\s?[a-z]?|sf|ca|t|l|c|s)-?\d[a-z0-9]*|[a-z]+-?\d+[a-z][a-z0-9-]*|[a-z]{2,}\d{1,4}(?![\d.]|\s*(?:"
    + _UNIT + r")))|(?:19|20)\d\d[.v]\d[a-z0-9.]*|\d+v\d+"
)  # fmt: skip
_CATEGORY = re.compile(r"(?<![\d.a-z])([123])\s*([ab])?\s*类(?!似|型|风湿|固醇|药)|(?<![\d.a-z])(2[ab])(?![\da-z])")
_SIGNS = (
    ("≥", r"≥|>=|≧|⩾|大于等于|大于或等于|不低于|不少于|不小于|至少|最少|达到或超过"), ("≤", r"≤|<=|≦|⩽|小于等于|小于或等于|不超过|不高于|不大于|不多于|至多|最多"),
    (">", r">|大于|高于|超过|多于|超出"), ("<", r"<|小于|低于|少于|不足|不到|不满"),
)  # fmt: skip
_BEFORE = tuple((sign, re.compile(rf"(?:{words})\s*(?:为|到|了)?\s*$")) for sign, words in _SIGNS)
_AFTER = (
    ("up", re.compile(r"\s*(?:及|或|和)?\s*以上")),
    ("down", re.compile(r"\s*(?:及|或|和)?\s*(?:以下|以内|之内)")),
)
_VAGUE = {"up": "≥", "down": "≤"}


@dataclass(frozen=True)
class Amount:
    """One number with what stands before and after it; `start` is its place in the plain text."""

    sign: str
    value: str
    unit: str
    start: int

    @property
    def shown(self) -> str:
        """As a person writes it."""
        sign = {"up": "≥", "down": "≤"}.get(self.sign, self.sign)
        return f"{sign}{self.value}" + (f" {self.unit}" if self.unit and self.unit != "%" else self.unit)


@dataclass(frozen=True)
class Figures:
    """Everything in a text that has digits: amounts, names such as CD38, categories of recommendation."""

    text: str
    amounts: tuple[Amount, ...]
    names: frozenset[str]
    categories: tuple[tuple[str, int], ...]


def figures(text: str) -> Figures:
    """Reads a text; amounts in their order."""
    folded = _digits(plain(text))
    rest, categories = _take(folded, _CATEGORY)
    rest, names = _take(rest, _NAME)
    found = [_amount(rest, match) for match in _AMOUNT.finditer(rest)]
    kinds = tuple(
        ((m.group(1) or "") + (m.group(2) or "") if m.group(1) else m.group(3), m.start()) for m in categories
    )
    return Figures(
        folded, tuple(_one_unit(rest, found)), frozenset(re.sub(r"[\s-]", "", m.group()) for m in names), kinds
    )  # fmt: skip


def same(said: Amount, stated: Amount, context: str) -> bool:
    """Whether an amount that is said is the one that is stated; a table's unit may stand in its column's head."""
    headed = not stated.unit and bool(said.unit) and _named_unit(said.unit, context)
    signs = said.sign == stated.sign or _VAGUE.get(said.sign) == stated.sign or _VAGUE.get(stated.sign) == said.sign
    towards = (said.sign == "up" and stated.sign == ">") or (said.sign == "down" and stated.sign == "<")
    return said.value == stated.value and (said.unit == stated.unit or headed) and (signs or towards)


def _named_unit(unit: str, context: str) -> bool:
    folded = plain(context)
    return any(
        re.search(rf"[(/,，:：]\s*{re.escape(form)}(?![a-z])", folded)
        for form in (unit, *(k for k, v in _ALIKE.items() if v == unit))
    )


def _digits(text: str) -> str:
    """Chinese numerals that count something, per cents, ordinals and stages become Arabic digits."""
    text = _PERCENT.sub(lambda m: f"{_value(m.group(1))}%", text)
    text = _FRACTION.sub(lambda m: f"{_value(m.group(2))}/{_value(m.group(1))}", text)
    text = _ROMAN.sub(lambda m: _ROMANS[m.group(1)], text)
    text = _LONG.sub(lambda m: _value(m.group()) if len(m.group()) > 1 or m.group() != "十" else m.group(), text)
    text = _ORDINAL.sub(lambda m: _value(m.group(1)), text)
    return plain(_SHORT.sub(lambda m: _value(m.group(1)), text))


def _value(numeral: str) -> str:
    if re.fullmatch(r"\d+(?:\.\d+)?", numeral):
        return numeral
    whole, _, part = numeral.partition("点")
    if not any(c in _TENS for c in whole):
        number = "".join(str(_DIGIT[c]) for c in whole)
    else:
        total, digit = 0, 0
        for c in whole:
            if c in _TENS:
                total, digit = (total + (digit or 0)) * _TENS[c] if c == "万" else total + (digit or 1) * _TENS[c], 0
            else:
                digit = _DIGIT[c]
        number = str(total + digit)
    return number + ("." + "".join(str(_DIGIT[c]) for c in part) if part else "")


def _take(text: str, pattern: "re.Pattern[str]") -> tuple[str, list["re.Match[str]"]]:
    """The matches, and the text with blanks in their place."""
    found = list(pattern.finditer(text))
    for match in found:
        text = text[: match.start()] + "\x00" * len(match.group()) + text[match.end() :]
    return text, found


def _amount(text: str, match: "re.Match[str]") -> Amount:
    before, after = text[max(0, match.start() - 8) : match.start()], text[match.end() : match.end() + 6]
    sign = next((sign for sign, pattern in _BEFORE if pattern.search(before)), "")
    sign = sign or next((sign for sign, pattern in _AFTER if pattern.match(after)), "")
    number = match.group("number").replace(",", "")
    value = (number.rstrip("0").rstrip(".") if "." in number else (number.lstrip("0") or "0")) + re.sub(
        r"\s", "", match.group("power") or ""
    ).replace("×", "x")
    return Amount(sign, ("-" if match.group("negative") else "") + value + (match.group("letter") or ""), _unit(match.group("unit") or ""), match.start())  # fmt: skip


def _unit(written: str) -> str:
    atoms = [_ALIKE.get(atom.strip(), atom.strip()) for atom in written.split("/")]
    return "" if len(atoms) == 1 and atoms[0] in _LOOSE else "/".join(atoms)


def _one_unit(text: str, amounts: list[Amount]) -> list[Amount]:
    """The first number of a range has the unit of the second: 30-60 mL/min."""
    done: list[Amount] = []
    for here, following in zip_longest(amounts, amounts[1:]):
        between = text[here.start : following.start] if following else ""
        in_range = (
            following is not None
            and not here.unit
            and re.fullmatch(r"[-−]?[\d.,]+\s*(?:[-~～–—至到]|且|并)\s*[≥≤<>]?\s*", between)
        )
        done.append(Amount(here.sign, here.value, following.unit, here.start) if following and in_range else here)
    return done
