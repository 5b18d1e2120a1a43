"""Age, weight and height that stand without their names: 72岁, 男/68, 60kg, born on."""

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from agents.amounts import DIGIT
from agents.fold import Folded
from agents.mentions import inputs_by_name
from agents.segments import Segment
from agents.times import Period
from agents.units import raw_value
from agents.values import Found, found_at
from tools.numbers import show

# 15岁初潮, 50岁绝经, 60岁时 tell of an age in the past.
_AGE = re.compile(
    r"(?P<before>(?:男|女)性?[\s,，/、(]*|患者|病人|今年|现年|年龄[\s:]*|^\s*|我(?:爸|妈|父亲|母亲))?(?<![\d.~-])(?P<number>\d{1,3})\s*(?:周)?岁"
    r"(?!时|以|前|后|起|开始|之|初潮|绝经|闭经|停经|结婚|生育|退休|患(?!者)|死|去世|过世|离世|亡|确诊|诊断|发病|起病|查出|曾|左右(?:患|发|起)|[-~至到])(?P<after>[\s,，、/)]*(?:的)?(?:男|女|老)|[\s,，]*[MF](?![A-Za-z]))?"
)
_SHORT_AGE = re.compile(
    r"(?:今年|现年|虚岁|年纪)\s*(?P<e>\d{2,3})(?=\s*(?:了)?\s*(?:[,，。;、)\s]|$))|(?:^|(?<=[\s,，/(a]))(?:(?P<a>\d{2,3})\s*-?\s*(?:y(?:/?o|rs?|ears?(?:[- ]old)?)?)(?![A-Za-z])|(?P<b>\d{2})\s*/?\s*[MF](?=[\s,，/。;)]|$)|[MF]\s*/?\s*(?P<c>\d{2})(?=[\s,，/。;)y]|$)|"
    r"(?:男|女)性?\s*[/、\s]?\s*(?P<d>\d{2})(?=\s*(?:[,，、/。;)]|$))|[^\d,，]{0,6}?(?:^|都|快|已经?|爷子?|太太|奶奶|爸爸?|妈妈?|父亲|母亲|老人|患者|他|她|大爷|大妈|今年)(?P<f>\d{2})了(?=[,，。;、\s]|$)|(?:我(?:家)?(?:爸|妈|爸爸|妈妈|父亲|母亲|爷爷|奶奶|姥姥|姥爷|外公|外婆|婆婆|公公|岳父|岳母|老公|老婆)|老爷子|老太太|老先生|大爷|大妈|大叔|阿姨|奶奶|爷爷)[,，]?(?:今年|现年)?\s*(?P<g>\d{2})(?=\s*(?:[,，。;、]|$)))"
)
_SEX_ENDS = re.compile(r"(?:男|女)(?:性)?\s*$")
_BARE = re.compile(r"\s*(?P<number>\d{2})\s*$")
_BEFORE_SIZE = r"(?:^|[\s,，、。;:：/(（]|(?<=岁)|(?<=男)|(?<=女)|(?<=性)|(?<=cm)|(?<=kg)|(?<=体重)|(?<=重)|(?<=约)|(?<=为)|(?<=是)|(?<=有)|(?<=才)|(?<=就)|(?<=仅)|(?<=剩)|(?<=高)|(?<=人)|(?<=者))"
_WEIGHT = re.compile(
    rf"{_BEFORE_SIZE}(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>kg|公斤|千克|斤|磅)(?![a-z]|/\s*(?:m|㎡|d|h|天|日|次))", re.I
)
_HEIGHT = re.compile(
    rf"{_BEFORE_SIZE}(?P<number>(?:1\d\d|2[0-2]\d)(?:\.\d+)?)\s*(?P<unit>cm|公分|厘米)(?![a-z0-9]|/\s*(?:m|s|h))", re.I
)
_METRES = re.compile(rf"{_BEFORE_SIZE}(?P<number>[12]\.\d{{1,3}})\s*(?P<unit>米|m)(?![a-z0-9/²])", re.I)
_FEET = re.compile(
    r"(?<!\d)(?P<ft>[4-6])\s*(?:英尺|ft|feet|foot|['′’])\s*(?P<in>(?:1[01]|\d)(?:\.\d)?)\s*(?:英寸|in(?:ch(?:es)?)?|[\"″”]|'')", re.I
)  # fmt: skip
_METRES = re.compile(rf"{_BEFORE_SIZE}(?P<number>[12]\.\d{{1,3}})\s*(?P<unit>米|m)(?![a-z0-9/²])", re.I)
_FEET = re.compile(
    r"(?<!\d)(?P<ft>[4-6])\s*(?:英尺|ft|feet|foot|['′’])\s*(?P<in>(?:1[01]|\d)(?:\.\d)?)\s*(?:英寸|in(?:ch(?:es)?)?|[\"″”]|'')", re.I
)  # fmt: skip
_FOOT, _INCH = Fraction("30.48"), Fraction("2.54")  # cm
_NO_BODY = re.compile(
    r"肿|瘤|大小|直径|病灶|结节|肝|脾|力|下降|减|增|瘦(?!得|到|至|成|，|,)|胖(?!得|到|至|成)|范围|长|宽|厚|径|出生|理想|标准|丢|提|搬|举|负重|牵引"
)
_DAY = r"(?P<y{0}>(?:19|20)\d\d)\s*[-/.年]\s*(?P<m{0}>1[0-2]|0?[1-9])(?:\s*[-/.月]\s*(?P<d{0}>3[01]|[12]\d|0?[1-9])(?!\d))?\s*[月日号]?"
_BIRTH = re.compile(
    rf"(?:{_DAY.format(1)}\s*(?:出?生)(?![化长物活])|(?:出生(?:日期|年月日?|时间|于|在)?|生于)\s*[:为是]?\s*{_DAY.format(2)})"
)
_VISIT = re.compile(
    rf"(?:就诊|来诊|来院|入院|门诊|接诊|检查|评估|采样|化验|住院|今天|今日|本次|记录|填表|会诊|报告)(?:日期|时间|日|时|就诊|的?日子)?\s*[:为是]?\s*{_DAY.format(1)}|{_DAY.format(2)}\s*(?:因[^,，。]{{0,20}})?(?:在我院|来|于我院)?(?:入院|就诊|来诊|门诊|来院|住院|复诊|会诊|查(?!出)|检查|化验|复查)"
)


def personal_values(folded: Folded, parts: Iterable[Segment], named: frozenset[str]) -> tuple[Found, ...]:
    """Age, weight and height of the patient; weight and height only where they are not named."""
    found: list[Found] = []
    before = ""
    for part in parts:
        if part.patient and DIGIT.search(part.text):
            found += _ages(folded, part, before)
            for name, pattern in (("weight", _WEIGHT), ("height", _HEIGHT)):
                match = None if name in named else pattern.search(part.text)
                if match and not _NO_BODY.search(part.text[: match.start("number")]):
                    found.append(_sized(folded, part, name, match))
            if "height" not in named:
                found += _in_metres(folded, part)
        before = part.text if part.patient else ""
    born = _born(folded, parts)
    if born:
        stated = [f for f in found if f.input == "age" and abs(int(f.raw["value"]) - int(born.raw["value"])) <= 1]
        found = [f for f in found if f not in stated] + [born]
    return tuple(found)


def _ages(folded: Folded, part: Segment, before: str) -> list[Found]:
    """Ages in a clause; those beside 男, 女 or 患者 are surer than others. An age does not depend on the time told."""
    definition = inputs_by_name()["age"][0]
    found: list[Found] = []
    for match in _AGE.finditer(part.text):
        beside = (match["before"] or "").strip() or match["after"] or _SEX_ENDS.search(before)
        end = part.text.index("岁", match.end("number")) + 1
        raw = raw_value(definition, match["number"], None)
        value = found_at(folded, part, "age", raw, match.start("number"), end)
        found.append(replace(value, explicit=bool(beside), period=Period.UNSTATED))
    if found or "岁" in part.text:
        return found
    short = _SHORT_AGE.search(part.text) or (_BARE.match(part.text) if _SEX_ENDS.search(before) else None)
    if short:
        group = next(g for g, n in short.groupdict().items() if n)
        if 18 <= int(short[group]) <= 110:
            raw = raw_value(definition, short[group], None)
            value = found_at(folded, part, "age", raw, short.start(group), short.end(group))
            found.append(replace(value, period=Period.UNSTATED))
    return found


def _sized(folded: Folded, part: Segment, name: str, match: re.Match[str]) -> Found:
    raw = raw_value(inputs_by_name()[name][0], match["number"], match["unit"])
    return found_at(folded, part, name, raw, match.start("number"), match.end())


def _in_metres(folded: Folded, part: Segment) -> list[Found]:
    """A height in metres or in feet and inches, in centimetres; none where it stands in centimetres beside it."""
    if _HEIGHT.search(part.text):
        return []
    metres, feet = _METRES.search(part.text), _FEET.search(part.text)
    if metres and not _NO_BODY.search(part.text[: metres.start("number")]) and "1.2" <= metres["number"] < "2.3":
        return [_sized(folded, part, "height", metres)]
    if feet is None:
        return []
    cm = show(Fraction(feet["ft"]) * _FOOT + Fraction(feet["in"]) * _INCH)
    return [found_at(folded, part, "height", {"value": cm, "unit": "cm"}, feet.start(), feet.end())]


def _born(folded: Folded, parts: Iterable[Segment]) -> Found | None:
    """The age in completed years from a date of birth and a date of the visit; without both none."""
    parts = [p for p in parts if p.patient] if "生" in folded.text else []
    birth = next(((match, p) for p in parts if (match := _BIRTH.search(p.text))), None)
    if birth is None:
        return None
    visit = next((v for p in parts if not _BIRTH.search(p.text) and (v := _VISIT.search(p.text))), None)
    if visit is None:
        return None
    years = _completed(*_date_of(birth[0]), *_date_of(visit))
    if years is None or not 0 < years < 130:
        return None
    found = found_at(folded, birth[1], "age", {"value": str(years), "unit": "岁"}, birth[0].start(), birth[0].end())
    return replace(found, period=Period.UNSTATED)


def _date_of(match: re.Match[str]) -> tuple[str, str, str | None]:
    which = 1 if match["y1"] else 2
    return match[f"y{which}"], match[f"m{which}"], match[f"d{which}"]


def _completed(year: str, month: str, day: str | None, y: str, m: str, d: str | None) -> int | None:
    """Completed years between two dates; None if that depends on a day that is not given."""
    years = int(y) - int(year)
    if int(m) != int(month):
        return years - (int(m) < int(month))
    return None if day is None or d is None else years - (int(d) < int(day))
