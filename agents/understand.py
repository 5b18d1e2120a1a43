"""What a question is about: corrected text, concepts, documents named, kind of question, patient values."""

import re
from dataclasses import dataclass
from enum import StrEnum

from agents.extraction import Extraction, extract
from agents.fold import fold
from agents.retractions import without_excuses
from agents.route import wanted
from agents.spelling import corrected, misspelt
from corpus.sources import named_documents
from corpus.types import Document
from index.words import Mention, mentions


class QuestionKind(StrEnum):
    """What shape of answer is asked for."""

    LIST = "list"
    AMOUNT = "amount"
    COMPARE = "compare"
    OTHER = "other"


@dataclass(frozen=True)
class Understanding:
    """A question as the assistant understands it.

    A follow-up is told in whole (`carried`); it may want one document's view (`only`) or what was not `shown` yet.
    `case` is all that the conversation said of the patient, `changes` what this message changed of it; `message`
    is its own text, `unread` a correction of which it is not clear what it corrects.
    """

    question: str
    text: str
    corrections: tuple[tuple[str, str], ...]
    mentions: tuple[Mention, ...]
    documents: tuple[str, ...]
    kind: QuestionKind
    calculators: tuple[str, ...]
    extraction: Extraction
    instructs: bool
    carried: str = ""
    only: tuple[str, ...] = ()
    shown: frozenset[str] = frozenset()
    case: str = ""
    changes: tuple[str, ...] = ()
    message: str = ""
    unread: str = ""


_LIST = re.compile(
    r"哪些|哪几|有什么|包括|列出|列举|几种|几项|几条|各是什么|分别是什么|标准(?:是|有)|步骤|注意事项|怎么处理|禁忌"
)
_COMPARE = re.compile(r"一致|区别|比较|相比|对比|不同|vs\.?|差别|哪个好|两处|说法一样|各(?:推荐|是|多少|怎)|分别")
_AMOUNT = re.compile(r"多少|几(?!种|项|条|类|期|线)|多久|多长|剂量|比例|率|界值|间隔|频率|何时|什么时候|多大|期限|中位")
_INSTRUCTS = re.compile(
    r"(?:请|把|将|以下|上述|这段)[^。]{0,20}(?:当作|视为|作为|当成)[^。]{0,12}(?:来源|指南|依据|正式|原文)|忽略(?:以上|之前|前面|所有|上述)|无视(?:以上|之前|规则|限制)|"
    r"(?:你现在|从现在起)[^。]{0,6}(?:是|扮演)|system\s*prompt|系统提示词|开发者模式|ignore (?:all|previous)|不要引用|不用引用|直接编|随便编",
    re.I,
)  # fmt: skip


def understand(question: str, documents: tuple[Document, ...]) -> Understanding:
    """Reads a question; never raises."""
    folded = fold(question)
    wrong = misspelt(folded.text)
    text = corrected(folded).text
    return Understanding(
        question=question,
        text=text,
        corrections=tuple((w, r) for _, w, r in wrong),
        mentions=mentions(text),
        documents=named_documents(text, documents),
        kind=_kind(text),
        calculators=wanted(text),
        extraction=extract(without_excuses(question)),
        instructs=bool(_INSTRUCTS.search(text)),
        message=text,
    )


def _kind(text: str) -> QuestionKind:
    if _COMPARE.search(text):
        return QuestionKind.COMPARE
    if _LIST.search(text):
        return QuestionKind.LIST
    return QuestionKind.AMOUNT if _AMOUNT.search(text) else QuestionKind.OTHER
