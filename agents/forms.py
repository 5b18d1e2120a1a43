"""The form of a piece: whether it has the unit asked for, speaks of the drug asked for, tells anything at all."""

import re
from collections.abc import Sequence
from functools import cache

from agents.snippets import Snippet
from agents.understand import Understanding
from corpus.terms import terminology
from corpus.types import Passage
from index.words import concepts, mentions

LABEL = 20
SUBJECT_KINDS = ("drug", "trial")
# What a question asks for, and what a piece that tells it looks like.
_ASKED = (
    (
        r"多久|间隔|多长时间|几个?月|几周|几天|几年|频率|疗程|何时|什么时候|期限",
        r"\d\s*(?:个)?(?:周|月|天|日|年|小时|h|min|分钟)|每(?:周|月|日|天|年|个月)|次/|一次",
    ),
    (r"几类|(?:推荐|证据)(?:的)?(?:级别|类别|等级|强度)", r"\d\s*[AB]?\s*类|[一二三][AB]?\s*类"),
    (r"剂量|多少(?:毫克|mg)|几毫克|用量|给多少|打多少", r"\d\s*(?:mg|g|μg|Gy|IU|单位|毫克)"),
    (r"比例|百分|率(?:是|各|分别|为|有)?多少|多大比例|缓解率|生存率", r"\d\s*%"),
    (
        r"界值|多少以上|多少以下|阈值|标准|到多少|低于多少|高于多少",
        r"[<>≥≤＜＞]|\d\s*(?:mg|g|mmol|μmol|mL|%|/)|以上|以下|低于|高于|超过",
    ),
    (r"多少|几", r"\d"),
)
POINTER = re.compile(r"见表|请参见|参见|如下：?$|见图")
_POINTS = re.compile(
    r"(?:[a-z] |另|还|或)?(?:请?参[见阅考]|见(?=[（(A-Z表图附第])|有关[^，,；;（(]{2,30}[，,]?\s*请?参见|https?://|转载自|续$).{0,60}$"
)
_POINTS_TO_PAGE = re.compile(r".{0,12}[（(][A-Z]{2,6}-[A-Z0-9]{1,3}[）)]。?$")
_POINTS_TO_TABLE = re.compile(r"[^\d%]{2,60}(?:见|列[于入在]|参见)(?:下)?[表图附]\s*\d{0,2}[）)]?[。；;]?$")
_ONE_ABBREVIATION = re.compile(
    r"^注\s*[:：]\s*[A-Za-z][A-Za-z0-9/β-]{1,11}\s*(?:为|即|=|＝|：|:)[^，,；;。]{2,24}[。；;]?$"
)
_DOSE = re.compile(r"\d\s*(?:mg|毫克|μg|IU|单位)(?!/dL|/L|/g)")
_ABBREVIATIONS = re.compile(
    r"^(?:注|缩写|缩略语)?[:：]?\s*(?:[A-Za-z][A-Za-z0-9/β-]{1,11}\s*[:：=,，为]\s*[^；;，,。]{2,24}[；;，,。]\s*){2,}"
)
# The heading of a list of changes tells none of them.
VERSIONS = re.compile(
    r"(?P<new>\d{1,2}\.20\d\d)\s*版?\s*(?:相比于?|相较于?|对比|较之?|与)\s*(?:版本)?\s*(?P<old>\d{1,2}\.20\d\d)\s*版?[^\n]{0,12}(?:更新|修订|变化)"
)
_CAPTION = re.compile(r"(?:续?表|图)\s*\d{1,2}[^。；;，,：:]{2,40}$")
_IDLE = (_CAPTION, _ABBREVIATIONS, _ONE_ABBREVIATION, _POINTS, _POINTS_TO_PAGE, _POINTS_TO_TABLE)
# A table that has a row for each drug; a row of it without the drug asked for is about another one.
_BY_DRUG = re.compile(r"^\|\s*(?:[^|]{0,6}药[^|]{0,6}|方案|通用名|商品名|名称)\s*\|")
_DRUGS_FIRST = re.compile(r"(?:种类|\S{0,4}药物?|方案|通用名|商[品标]名|名称)\S{0,2}\s")


def asked_form(question: str, text: str) -> bool:
    """Whether a question asks for a kind of quantity and a text has one of that kind."""
    has = next((has for asks, has in _ASKED if re.search(asks, question)), None)
    return has is not None and re.search(has, text, re.I) is not None


def idle(piece: Snippet) -> bool:
    """Whether a piece tells nothing by itself: a pointer, an address, a reference, a bare mark, a list of abbreviations."""
    shown = piece.shown
    if (
        len(shown) < 3
        or shown.endswith(("？", "?"))
        or any(form.match(shown) for form in _IDLE)
        or VERSIONS.search(shown)
    ):
        return True
    latin = sum(c.isascii() and c.isalpha() for c in shown)
    return latin > 60 and latin > 0.7 * len(shown)


def of_another_drug(piece: Snippet, named: frozenset[str], tokens: frozenset[str]) -> bool:
    """Whether a piece is a row of a table by drugs that has none of the drugs asked for."""
    if not piece.row or not named:
        return False
    if piece.quote.startswith("|"):
        return not named & tokens and bool(_BY_DRUG.match(column_heads(piece.passage)))
    label = frozenset(concepts(" ".join(piece.shown.split(" ")[:2]))) & subjects()
    by_drug = bool(_DRUGS_FIRST.match(piece.passage.columns)) or bool(named & frozenset(concepts(piece.passage.text)))
    # What stands over a floated table may name a drug that has nothing to do with it.
    return by_drug and bool(label) and not named & frozenset(concepts(piece.shown))


def under_another_drug(pieces: Sequence[Snippet], i: int, named: frozenset[str]) -> bool:
    """Whether a piece has a dose but no drug, and the nearest drug named above it is none of those asked for.

    Rows of flattened tables stand so: the drug is in the caption, some lines above.
    """
    if not named or not _DOSE.search(pieces[i].shown) or frozenset(concepts(pieces[i].shown)) & subjects():
        return False
    above = (frozenset(concepts(p.shown)) & subjects() for p in reversed(pieces[:i]))
    nearest = next(
        (drugs for drugs in above if drugs), frozenset(concepts(" ".join(pieces[i].passage.section))) & subjects()
    )
    return bool(nearest) and not nearest & named


def column_heads(passage: Passage) -> str:
    """The row of heads of a table, which may be part of the text."""
    return passage.columns or next((line for line in passage.text.split("\n") if line.startswith("|")), "")


@cache
def label_of(shown: str) -> str:
    """The concept with which a piece begins, as the label of a row does; "" if with none."""
    found = mentions(shown[:LABEL])
    return f"§{found[0].term.term_id}" if found and found[0].start == 0 else ""


def subject_tokens(u: Understanding) -> frozenset[str]:
    """The drugs and trials that a question names."""
    return frozenset(f"§{m.term.term_id}" for m in u.mentions if m.term.kind in SUBJECT_KINDS)


def subject_match(named: frozenset[str], tokens: frozenset[str], around: frozenset[str]) -> float:
    """From -0.3 to 0.1: a piece about another drug or trial than the one asked for does not answer."""
    if not named:
        return 0.0
    if named & tokens:
        return 0.1
    if tokens & subjects():
        return -0.3
    return 0.0 if named & around else -0.15


@cache
def subjects() -> frozenset[str]:
    """The tokens of all drugs and trials."""
    return frozenset(f"§{t.term_id}" for t in terminology().terms if t.kind in SUBJECT_KINDS)
