"""Follow-ups that suppose a finding (如果透析了呢) or ask the same of a relative (她丈夫80kg呢)."""

import re

from agents.extraction import Extraction, extract
from agents.goal_values import goal_values
from agents.retractions import without_excuses

_SUPPOSES = re.compile(
    r"^\s*(?:那么?|还有|[，,\s])*(?:如果|要是|假如|假设|万一|倘若|若是)(?:他|她|患者|病人)?(?:再|又|也|是)?"
)
_RELATIVE = re.compile(
    r"^\s*(?:那么?|再|还有|[，,\s])*(?:她|他|患者|病人|我)(?:的|家)?(?P<who>(?P<male>丈夫|先生|老公|儿子|父亲|爸爸?|哥哥?|弟弟?)|妻子|太太|老婆|女儿|母亲|妈妈?|姐姐?|妹妹?)[，,：:]?"
)
# A number with its unit, or a date.
_MEASURE = re.compile(
    r"(?<![A-Za-z\d./-])\d+(?:\.\d+)?\s*(?:个?月|岁|天|周|分|次|线|(?:mg|g|kg|cm|ml|[μu]mol|mmol|%|U/)[a-z/]*)|20\d\d\s*[-/.年]\s*\d", re.I
)  # fmt: skip
_LONGEST = 80


def told(question: str) -> str:
    """A follow-up without the words that suppose."""
    return _SUPPOSES.sub("", question)


def supposed(question: str, read: Extraction) -> Extraction:
    """What a follow-up supposes, read as if it were so: a supposition is no finding of a note."""
    if read.values or not _SUPPOSES.match(question):
        return read
    return extract(without_excuses(told(question)))


def not_read(question: str, read: Extraction, goals: tuple[str, ...]) -> bool:
    """Whether a follow-up tells a finding or a measure that could not be read: the old result is none for it."""
    if read.values or not (_SUPPOSES.match(question) or _MEASURE.search(question)):
        return False
    return not any(goal_values(g, told(question)) for g in goals)


def of_a_relative(question: str, case: str) -> str:
    """What a follow-up asks of somebody's relative, as told of a patient; empty if it does not."""
    match = _RELATIVE.match(question)
    rest = question[match.end() :] if match else ""
    asked = re.search(r"[?？呢]\s*$", rest) and re.search(r"\d", rest)
    if match is None or not asked or len(question) > _LONGEST or match["who"] in case:
        return ""
    return f"{'男' if match['male'] else '女'}，{rest}"
