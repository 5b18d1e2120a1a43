"""Which calculators a message asks for: by what its asking clauses wish, and what they are about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from agents.intents import CONTEXTS, INTENTS, REPLACES, Intent
from agents.mentions import named_inputs
from tools.registry import CALCULATORS

_ASKS = re.compile(
    r"多(?:少|久|大|长|快)|何时|几(?=[个期分级类度型组档次点线项毫针天年月岁\s?？]|mg|Gy|$)|怎么|怎样|咋|如何|是否|能否|可否|能不能|可不可以|可以[^，,。]{0,12}吗|要不要|需不需要|该不该|应不应|算不算|是不是|有没有(?:指征|必要|禁忌|适应|进展|有?效|问题)|"
    r"够不够|行不行|对不对|合不合|符不符合|用不用|推不推荐|达没达|(?:合适|合理|对|行|够|好|能|可以|需要|要)不(?=$|[?？，,。])|(?:到|达|够|好|成|退)了?没(?:有)?(?=$|[?？，,。])|还是|哪|什么|啥|吗|么(?=[，,。；;？?\s]*$)|呢(?=[，,。；;？?\s]*$)|请(?!假|示|(?:[\u4e00-\u9fff]{1,6}科)?(?:会诊|阅))|帮|求|烦|麻烦|协助|想(?:知道|问|了解|请教)|请教|给出|"
    r"算(?:一?下|出|个)|(?<![不就也已])算(?=\s*(?:[A-Za-z]|肌酐|校正|体表|体重指|评分|分期|剂量))|计算|核[对算]|归类|判[断定]|换算|折[合算]|评(?:估)?一下|重新(?:评|算|判)|[?？]"
)
_EVERYDAY = tuple((re.compile(word), usual) for word, usual in (
    (r"咋(?:办|整|弄)|怎么(?:弄|整|搞)", "怎么办"), (r"咋样?", "怎么"), (r"啥", "什么"), (r"(?<![什怎这那多要])么(?=[?？，,。；;\s]|$)", "吗"), (r"几(?:个)?(?:片|粒|颗|支)", "几毫克"),
))  # fmt: skip
_SENTENCE_END = "。！!？?\n"
_CLAUSE_END = "，,；;"
# A name with its value behind it is given, not asked for: ISS II 期, IMPEDE 3 分, CrCl 45.
_ITS_VALUE = re.compile(
    r"(?!\s*[:：(（]?\s*(?:[男女]|体重|身高|身长|年龄|血?肌酐|S?Cr(?![A-Za-z])))[^，,。、？?还不吗几哪(（A-Za-z]{0,4}?(?:评分|分期|指数|清除率)?\s*(?:约|为|是|:|：|=|只有|仅|\()?\s*(?:-?\d+(?:\.\d+)?(?!\d)(?!\s*(?:岁|年|月|日|天|周|个|版|修订))\s*(?:分|ml|mL|m²|次|%|ms|kg|$|[^\d\s/分]?(?![\d/]))|(?:III|II|I|Ⅲ|Ⅱ|Ⅰ|[123])\s*期)(?!\s*(?:还是|吗|或|[AB]))"
)
_SCORES = frozenset({
    "iss", "r_iss", "r2_iss", "impede_vte", "saved_vte", "charlson_index", "ecog", "creatinine_clearance",
    "egfr_ckd_epi_2021", "bmi", "kdigo_aki_stage", "durie_salmon", "smm_20_2_20",
})  # fmt: skip
# What only leads to something else does not end the search for what is wanted,
LINKS = frozenset({"creatinine_clearance", "egfr_ckd_epi_2021", "bmi"})
# and words that many wishes share are read together with their sentence.
_WEAK = LINKS | {
    "corrected_calcium",
    "infection_prophylaxis",
    "renal_status",
    "slim_crab",
    "imwg_response",
    "staging",
    "transplant_rules",
    "impede_vte",
    "saved_vte",
    "vte_score",
}
_GENERAL: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "staging": (
        (("r2_iss",), r"R\s*-?\s*2\s*-?\s*ISS"), (("durie_salmon",), r"Durie|(?<![A-Za-z])D-?S\s*分期|A/B|亚型"),
        (("r_iss",), r"R\s*-?\s*ISS|LDH|乳酸脱氢酶|FISH|17p|t\s*\(?4;"), (("iss",), ""),
    ),
    "vte_score": ((("impede_vte",), r"IMPEDE(?!.*SAVED)"), (("saved_vte",), r"SAVED(?!.*IMPEDE)(?<!IMPEDE)"), (("impede_vte", "saved_vte"), "")),
}  # fmt: skip
_STAGED = frozenset({
    "iss", "r_iss", "r2_iss", "durie_salmon", "egfr_ckd_epi_2021", "egfr_mdrd", "kdigo_aki_stage", "smm_20_2_20", "anc", "charlson_index",
})  # fmt: skip
SHORT = 60
MANY, FAR = 24, 400
NEAR = 60  # characters between a wish and the clause that asks for it


@dataclass(frozen=True)
class Clause:
    """A clause with its place, whether it asks, and the span of its sentence."""

    start: int
    end: int
    asks: bool
    sentence: tuple[int, int]

    def beside(self, text: str) -> str:
        """Its sentence, of an endless one what stands near."""
        return text[max(self.sentence[0], self.start - FAR) : min(self.sentence[1], self.end + FAR)]


def wanted(text: str, earlier: str = "") -> tuple[str, ...]:
    """The calculators whose results a message asks for, in the order in which it asks; `earlier` is what was said before."""
    text, earlier = _plain(text), _plain(earlier)
    clauses = tuple(_clauses(text))
    asking = _some([c for c in clauses if c.asks])
    found = _asked(text, asking)
    if not set(found) - LINKS:
        found = {**found, **_about_elsewhere(text, asking, earlier)}
    if not found:
        found = _unasked(text, clauses)
    if not found:
        found = dict.fromkeys(n for c in asking for n in _by_alias(text[c.start : c.end]))
    if not found and len(text) <= SHORT:
        found = dict.fromkeys(_by_alias(text))
    if "dexamethasone_cycle_dose" in found:
        found.pop("steroid_equivalence", None)
    exact = [name for general in found for name in _exact(general, earlier + text, set(found))]
    return tuple(dict.fromkeys(_meant(name, earlier + text) for name in exact))


def _meant(name: str, text: str) -> str:
    """The calculator that a wish means in the context of the whole message."""
    return next(
        (other for of, context, other in CONTEXTS if of == name and re.search(context, text, re.I | re.S)), name
    )


def asking_clauses(text: str) -> tuple[str, ...]:
    """The clauses of a text that ask."""
    text = _plain(text)
    return tuple(text[c.start : c.end] for c in _clauses(text) if c.asks)


def _some(asking: list[Clause]) -> list[Clause]:
    """Who asks much is heard at the beginning and at the end."""
    return asking if len(asking) <= MANY else asking[: MANY // 3] + asking[-2 * MANY // 3 :]


def _plain(text: str) -> str:
    """Everyday words of asking in their usual form."""
    for word, usual in _EVERYDAY:
        text = word.sub(usual, text)
    return text


def _clauses(text: str) -> Iterator[Clause]:
    """Clauses between commas; one that ends in a question mark asks, and so does one with a word that asks."""
    for first, last in _spans(text, _SENTENCE_END):
        for start, end in _spans(text[first:last], _CLAUSE_END):
            piece = text[first + start : first + end]
            if piece.strip():
                yield Clause(first + start, first + end, bool(_ASKS.search(piece)), (first, last))


def _spans(text: str, ends: str) -> Iterator[tuple[int, int]]:
    start = 0
    for i, c in enumerate(text):
        if c in ends and not (c in ";," and text[i + 1 : i + 2].isdigit()):
            yield start, i + 1
            start = i + 1
    if start < len(text):
        yield start, len(text)


def _asked(text: str, asking: Iterable[Clause]) -> dict[str, None]:
    """What the asking clauses name themselves, or wish for what their sentence is about."""
    found: dict[str, None] = {}
    for clause in asking:
        piece, sentence = text[clause.start : clause.end], clause.beside(text)
        here = dict.fromkeys(n for i in INTENTS if _fits(i, piece, piece) for n in i.calculators)
        if not set(here) - _WEAK:
            here |= dict.fromkeys(n for i in INTENTS if i.about and _fits(i, piece, sentence) for n in i.calculators)
        if not here:
            here = dict.fromkeys(n for i in INTENTS if _fits(i, sentence, sentence) for n in i.calculators)
        found |= dict.fromkeys(_chosen(here))
    return found


def _fits(intent: Intent, wish: str, about: str) -> bool:
    if intent.about and not intent.about_pattern.search(about):
        return False
    matches = intent.wish_pattern.finditer(wish)
    if intent.about or intent.calculators[0] not in _SCORES:
        return any(True for _ in matches)
    return any(not _ITS_VALUE.match(wish, m.end()) for m in matches)


def _about_elsewhere(text: str, asking: Iterable[Clause], earlier: str) -> dict[str, None]:
    """What an asking clause or its sentence wishes for the subject that stands nearest before it, else behind it."""
    found: dict[str, None] = {}
    for clause in asking:
        sentence = clause.beside(text)
        near: dict[str, int] = {}
        for intent in INTENTS:
            if not intent.about or not intent.wish_pattern.search(sentence):
                continue
            distance = _distance(intent, f"{earlier}\n{text}", clause.start + len(earlier) + 1)
            if distance is not None:
                near |= {n: min(distance, near.get(n, distance)) for n in intent.calculators}
        if near:
            nearest = min(near.values())
            found |= dict.fromkeys(_chosen(dict.fromkeys(n for n, d in near.items() if d == nearest)))
    return found


def _distance(intent: Intent, text: str, start: int) -> int | None:
    """How far before a place the subject stands; what stands only behind is farther than all before."""
    ends = [m.end() for m in intent.about_pattern.finditer(text, 0, start)]
    if ends:
        return start - ends[-1]
    behind = intent.about_pattern.search(text, start)
    return None if behind is None else len(text) + behind.start()


def _unasked(text: str, clauses: Iterable[Clause]) -> dict[str, None]:
    """A message without a word that asks: the last clause that names a result without giving it (来那度胺剂量)."""
    clauses = tuple(clauses)[-MANY:]
    asking = [c for c in clauses if c.asks]
    for clause in reversed(clauses):
        piece, sentence = text[clause.start : clause.end], clause.beside(text)
        if asking and not any(0 <= a.start - clause.end <= NEAR for a in asking):
            continue
        here = dict.fromkeys(n for i in INTENTS if _fits(i, piece, piece) for n in i.calculators)
        if not set(here) - _WEAK and not asking:
            here |= dict.fromkeys(n for i in INTENTS if i.about and _fits(i, piece, sentence) for n in i.calculators)
        if here:
            return dict.fromkeys(_chosen(here))
    return {}


def _chosen(names: Iterable[str]) -> tuple[str, ...]:
    """The names without those that a more exact one replaces."""
    found = tuple(names)
    replaced = {loser for name in found for loser in REPLACES.get(name, ())}
    return tuple(name for name in found if name not in replaced)


def _exact(name: str, text: str, beside: set[str]) -> tuple[str, ...]:
    """Which staging or score a general word means: one that is asked for besides, one that is named, or what the values allow."""
    if name not in _GENERAL:
        return (name,)
    if name == "staging" and beside & _STAGED:
        return ()
    return next((names for names, named in _GENERAL[name] if re.search(named, text, re.I)), ())


@lru_cache(maxsize=64)
def _by_alias(asking: str) -> tuple[str, ...]:
    """Calculators whose own names occur, in the order of the registry."""
    named = {
        name
        for mention in named_inputs(asking)
        if not _ITS_VALUE.match(asking, mention.end)
        for name in mention.calculators
    }
    return tuple(name for name in CALCULATORS if name in named)
