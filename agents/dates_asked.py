"""Dates that a schedule counts from: vaccinations, the end of treatment, the last visit, today."""

import re
from collections.abc import Iterator, Mapping

from agents.fold import Folded
from agents.goal_reading import Read
from agents.segments import Segment

_DATE = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_TODAY = r"今[天日]|现在是|就诊(?:日期|时间)|当前日期"
# input -> the words near which its date stands, the more exact first
_WORDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "pneumococcal_schedule": (
        ("today", _TODAY), ("ppsv_date", r"多糖|PPS?V|23\s*价"), ("pcv_date", r"结合疫苗|PCV|(?:13|15|20)\s*价|沛儿"),
    ),
    "dental_procedure_hold": (
        ("last_dose_date", r"末次|最[后近][一1]次|上[一1]?次|前[一1]次|末针|[上最][后近]?[一1]针"), ("procedure_date", r"拔|种|植|牙|手术|操作|约了|预约|拟|改[到在成]|推迟|延[到后]|提前到|换到|挪到"),
    ),
    "followup_schedule": (
        ("today", _TODAY), ("start_date", r"末次|上次|最近一次|结束|完成|起算|停药|放完|做完|放疗完|治疗完|最后(?:一次)?|首次|评估|出院"), ("start_date", r"就诊|随访|复查|门诊"),
        ("start_date", r"确诊|诊断|查出|发现"),
    ),
}  # fmt: skip
_NEAR = 18


def dates_asked(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """Every full date with the input whose words stand nearest to it in its clause, or shortly before it."""
    for name, words in _WORDS.get(calculator, ()):
        for part in parts:
            for date in _DATE.finditer(part.text):
                if _own_words(calculator, part, date, folded) == words:
                    raw = f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}"
                    yield Read(name, raw, part.start + date.start(), part.start + date.end(), part)


def _own_words(calculator: str, part: Segment, date: re.Match[str], folded: Folded) -> str | None:
    """The words nearest to a date: in its clause, else in what stands right before it."""
    start = part.start + date.start()
    before = folded.text[max(0, start - _NEAR) : start]
    for text, at in ((part.text, date.start()), (before, len(before))):
        distances = [
            (min(abs(m.start() - at - 10) if m.start() > at else at - m.end() for m in matches), words)
            for _, words in _WORDS[calculator]
            if (matches := list(re.finditer(words, text, re.I)))
        ]
        if distances:
            return min(distances)[1]
    return None
