"""What a query asks for: its weighted tokens, the pages it names, and the form that an answer has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.sources import without_names
from index.words import STOP, bigrams, concepts, speciality, unnamed, words

# The words that a name is made of count less than the rest: the name counts as a concept already.
INSIDE_NAME, INSIDE_NAME_COVER, INSIDE_NAME_PAIR = 0.5, 0.3, 0.5
STOP_SPECIALITY = 0.05
# What an edition changed on a page is told by the update pages, not by the page itself.
_REVISION = re.compile(r"更新|修订|删除|删掉|新增|改动|变更")
_CHANGE = re.compile(_REVISION.pattern + r"|改[了成为动]|哪一?版|第\s?\d\s?版|新加|拿掉|去掉|移到|挪到|移出|移除")
_SHARE = re.compile(r"比例|百分|率|多大比例|各占|占多少")
_PERIOD = re.compile(r"多久|间隔|多长时间|几个?月|几周|几天|几年|频率|疗程|何时|什么时候|期限")
_DEFINE = re.compile(
    r"是(?:什么|啥|指)|什么(?:是|叫|意思)|指什么|啥(?:是|叫|意思)|定义|标准|含义|怎么(?:定义|界定|判断|算)|如何(?:定义|界定|判断)"
)
_PAGE_CODE = re.compile(r"(?<![A-Z0-9])([A-Z]{2,6}-(?:[0-9]{1,3}|[A-Z]))(?![A-Z0-9])(?:\s?([0-9]{1,2}/[0-9]{1,2}))?")


@dataclass(frozen=True)
class Query:
    """A query as the features see it.

    `sought` is the text without the names of documents, which say where to look. `words` weigh the tokens for BM25; `content` and `pairs` (character pairs) weigh them for coverage, where
    everyday words count less. The flags say what form of answer is asked for.
    """

    text: str
    sought: str
    words: Mapping[str, float]
    content: Mapping[str, float]
    pairs: Mapping[str, float]
    change: bool
    share: bool
    period: bool
    define: bool


def read_query(text: str) -> Query:
    """Reads a query; never raises."""
    sought = without_names(text)
    rest = unnamed(sought)
    named = list(dict.fromkeys(words(sought) + concepts(sought)))
    own = frozenset(words(rest) + concepts(sought))
    own_pairs = frozenset(bigrams(rest))
    return Query(
        text=text,
        sought=sought,
        words={t: 1.0 if t in own else INSIDE_NAME for t in named},
        content={t: _rarity(t) * (1.0 if t in own else INSIDE_NAME_COVER) for t in named},
        pairs={p: _rarity(p) * (1.0 if p in own_pairs else INSIDE_NAME_PAIR) for p in dict.fromkeys(bigrams(sought))},
        change=bool(_CHANGE.search(text)),
        share=bool(_SHARE.search(text)),
        period=bool(_PERIOD.search(text)),
        define=bool(_DEFINE.search(text)),
    )


def _rarity(token: str) -> float:
    return float((STOP_SPECIALITY if token in STOP else speciality(token)) ** 0.5)


def page_codes(text: str) -> frozenset[str]:
    """The page codes in a text, without their parts."""
    return frozenset(code for code, _ in _PAGE_CODE.findall(text.upper()))


def named_pages(query: str) -> tuple[re.Pattern[str], ...]:
    """What matches the place of a passage on a page whose code the query names, with its part ("MYEL-G 3/4") if given."""
    if _REVISION.search(query):
        return ()
    return tuple(
        re.compile(re.escape(code) + r"(?![A-Z0-9])" + (rf"\s*{part}(?!\d)" if part else ""))
        for code, part in _PAGE_CODE.findall(query.upper())
    )
