"""A note in pieces: clauses with their subject (the patient or somebody else) and their time."""

import re
from dataclasses import dataclass
from enum import IntEnum

from agents.fold import Folded

LONGEST = 300  # a clause is read as one piece; a longer one is cut, so that reading takes linear time
_ENDS = "。；;！!？?\n"
_OPEN, _CLOSE = "([【（", ")]】）"
_KIN = r"老伴|配偶|妻子|丈夫|爱人|母亲|父亲|妈妈|爸爸|儿子|女儿|兄弟|姐妹|哥哥|姐姐|弟弟|妹妹|我(?:妈|爸|奶奶|爷爷|外公|外婆|老婆|老公)"
# 我父亲72岁: a relative asks for the patient.
_TOLD = re.compile(
    rf"(?:医生|大夫|主任|老师|您好|你好|请问|想问(?:一下)?|[,，。!！:：\s])*(?:我(?:的|家)?(?={_KIN})|(?=我))(?P<kin>{_KIN})"
)
# Who speaks for the patient or comes along is not who is spoken of.
_OTHERS = re.compile(
    rf"(?:{_KIN})(?!代诉|代述|陪|诉|述|要求|询问|提供|送|来诊)|家族|陪诊|(?:同病房|邻床|隔壁床?)(?:的)?(?:病人|患者)?|病友|同桌|室友|孙子|孙女|公公|婆婆|岳父|岳母"
)
_PATIENT = re.compile(rf"(?<!邻床|病房|隔壁|床的|房的)(?:患者|病人|本人|本例)(?!(?:的|之|其)?(?:{_KIN}|家族))")
_BASELINE = re.compile(r"初诊|诊断时|确诊时|起病时|基线|治疗前|发病时|入院时|首诊")
_PAST = re.compile(
    r"去年|前年|既往|曾|一度|上周|上个?月|上次|之前|以前|前次|原来|\d+\s*(?:年|个?月|周|天)前|半(?:年|个?月)前|术前|用药前|停药前"
)
_NOW = re.compile(
    r"现在|目前|现(?=[\u4e00-\u9fffA-Za-z\d])|今天|今日|当前|本次|此次|这次|复查|刚|最近|最新|治疗后|用药后|出院[时前]|(?:降|升|涨|增|减|恢复)(?:至|到|为)|变成|改成"
)
ASKS = re.compile(r"[？?]|多少|几期|几分|怎么|如何|请|帮|要不要|能不能|可不可以|是否|吗|算|行不行|够不够|哪")
# With dots a date has three parts: 2012.5 is a number.
_MONTH, _DAY = r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
DATE = rf"20\d\d(?:\.{_MONTH}\.{_DAY}|\s*[-/年]\s*{_MONTH}(?!\d)(?:\s*[-/月]\s*{_DAY})?)(?!\d)\s*[月日号]?"
_DATE = re.compile(DATE)


class Period(IntEnum):
    """When a value was measured, in the order of preference for "the value now"."""

    BASELINE = 0
    PAST = 1
    UNSTATED = 2
    NOW = 3


@dataclass(frozen=True)
class Segment:
    """A clause of the folded text; `date` is the newest date said before it in its sentence."""

    start: int
    end: int
    text: str
    sentence: int
    patient: bool
    period: Period
    date: tuple[int, int, int] = (0, 0, 0)


def segments(folded: Folded) -> tuple[Segment, ...]:
    """Clauses split at commas and sentence ends outside brackets; time and subject carry on in a sentence."""
    result: list[Segment] = []
    sentence, patient, period, date = 0, True, Period.UNSTATED, (0, 0, 0)
    told = None if _PATIENT.search(folded.text) else _TOLD.match(folded.text)
    for start, end, closes in _pieces(folded.text):
        text = folded.text[start:end]
        others = _OTHERS.search(text.replace(told["kin"], "") if told else text)
        own = _PATIENT.search(text)
        patient = bool(own) and "陪" not in text if others else patient or bool(own)
        period, date = _time(text, period, date)
        if text.strip():
            result.append(Segment(start, end, text, sentence, patient, period, date))
        if closes:
            sentence, patient, period, date = sentence + 1, True, Period.UNSTATED, (0, 0, 0)
    return tuple(result)


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    pieces: list[tuple[int, int, bool]] = []
    start = depth = 0
    for i, c in enumerate(text):
        depth = depth + 1 if c in _OPEN else max(0, depth - 1) if c in _CLOSE else depth
        closes = c in _ENDS and (depth == 0 or c in "\n。")
        if closes or (c in "，," and depth == 0):
            pieces.append((start, i, closes))
            start, depth = i + 1, depth if not closes else 0
        elif i - start >= LONGEST:
            cut = max(text.rfind(mark, start, i) for mark in "、 ") + 1
            pieces.append((start, cut if cut > start else i, False))
            start = pieces[-1][1]
    pieces.append((start, len(text), True))
    return [(a, b, c) for a, b, c in pieces if text[a:b].strip() or c]


def _time(text: str, period: Period, date: tuple[int, int, int]) -> tuple[Period, tuple[int, int, int]]:
    found = _DATE.search(text)
    if found:
        year, month, day = (*map(int, re.findall(r"\d+", found.group())), 0)[:3]
        date = (year, month, day)
    outside = re.sub(r"\([^)]*\)|（[^）]*）", "", text)
    for pattern, value in ((_NOW, Period.NOW), (_BASELINE, Period.BASELINE), (_PAST, Period.PAST)):
        if pattern.search(outside):
            return value, date
    return period, date


def question_part(text: str) -> str:
    """The sentences that ask; the whole text if none is recognisable."""
    sentences = re.split(r"(?<=[。；;！!？?\n])", text)
    found = [s for s in sentences if ASKS.search(s)]
    return "".join(found) if found else text
