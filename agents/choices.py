"""Choices in the words of notes that hold for every calculator: immunofixation, light chain, maintenance."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.fold import Folded
from agents.negation import denied, left_open
from agents.polarity import QUOTED
from agents.segments import Segment
from agents.values import Found


@dataclass(frozen=True)
class Choice:
    """If the pattern occurs in a clause, undenied, these inputs have this code."""

    inputs: tuple[str, ...]
    code: str
    pattern: re.Pattern[str]


def _choice(names: str, code: str, pattern: str) -> Choice:
    return Choice(tuple(names.split()), code, re.compile(pattern, re.I | re.M))


_NEG = r"(?:均|都|也|仍|已|全|呈|结果|持续|为|是|转|:|\s|\()*(?:阴性?(?!转阳)|\(-\)|-(?=$|[\s、,)])|未见|未检出)"
_POS = r"(?:均|都|也|仍|已|呈|结果|持续|弱|为|是|转|由阴转|由阴性转|:|\s|\()*(?:阳性?(?!转阴)|\(\+\)|\+)"
_FIX = r"(?:免疫固定(?:电泳)?|免固(?:电泳)?|IFE|免疫固定电泳)"
_BOTH_FIX = rf"(?:血清?)\s*[、/和及与,+]?\s*(?:{_FIX})?\s*[、/和及与,+]?\s*(?:24\s*h?)?尿(?:液)?\s*(?:的)?{_FIX}|{_FIX}[:(]?血[、/和及]?尿\)?"
CHOICES: tuple[Choice, ...] = (
    _choice("light_chain", "kappa", r"Ig[GADEM]\s*[-/]?\s*(?:κ|kappa)"), _choice("light_chain", "lambda", r"Ig[GADEM]\s*[-/]?\s*(?:λ|lambda)"),
    *(_choice("heavy_chain isotype", code, rf"M\s*蛋白(?:类型|分型|为|是|:|\(|\s)*{code}(?![A-Za-z])") for code in ("IgG", "IgA", "IgM", "IgD", "IgE")),
    _choice("prior_best", "CR", r"(?:移植|治疗|诱导|巩固)后[^,，。；;无未没]{0,6}(?:评估|疗效|达|获|取得|获得)?(?:为|到|得|:)?\s*s?CR(?![A-Za-z])"),
    _choice("current.sife current.uife m_spike.sife m_spike.uife", "negative", rf"(?:{_BOTH_FIX})[^,，。；;血尿无]{{0,4}}?{_NEG}"),
    _choice("current.sife current.uife m_spike.sife m_spike.uife", "positive", rf"(?:{_BOTH_FIX})[^,，。；;血尿无]{{0,4}}?{_POS}"),
    _choice("current.sife m_spike.sife", "negative", rf"血(?:清)?(?:的)?{_FIX}{_NEG}"), _choice("current.sife m_spike.sife", "positive", rf"血(?:清)?(?:的)?{_FIX}(?:示|见|提示|:|\s)*(?:Ig[GADEM][^,，。；;血尿阴未无]{{0,6}})?{_POS}"),
    _choice("current.sife m_spike.sife", "negative", rf"{_FIX}[:(]+血(?:清)?{_NEG}"),
    _choice("current.uife m_spike.uife", "negative", rf"尿(?:液)?(?:的)?{_FIX}{_NEG}"), _choice("current.uife m_spike.uife", "positive", rf"尿(?:液)?(?:的)?{_FIX}{_POS}"),
    _choice("immunofixation", "positive", rf"{_FIX}(?:电泳)?{_POS}|{_FIX}[^,，。；;]{{0,4}}转(?:为)?阳|{_FIX}(?:再次|重新|又)(?:出现)?阳"),
    _choice("immunofixation", "negative", rf"(?<!尿){_FIX}(?:电泳)?{_NEG}"),
    _choice("setting", "maintenance", r"维持(?:治疗|期|阶段|中|用)|(?:来那度胺|移植后|巩固后|单药)维持(?!在)"),
)  # fmt: skip
_ASKED = re.compile(r"是否|有没有|有无|是不是|算不算|还是|能否|会不会")
_NO_DENIAL = frozenset({"negative"})


def chosen(folded: Folded, part: Segment, choices: Sequence[Choice]) -> list[Found]:
    """Choices that a clause makes; of several for one input the first in the table counts."""
    if not choices or QUOTED.search(part.text):
        return []
    found: dict[str, Found] = {}
    for choice in choices:
        new = [name for name in choice.inputs if name not in found]
        if not new or not (match := _undenied(choice, part.text)):
            continue
        a, b = folded.span(part.start + match.start(), part.start + match.end())
        found |= {n: Found(n, choice.code, folded.original[a:b], a, b, part.period, part.date) for n in new}
    return list(found.values())


def _undenied(choice: Choice, text: str) -> re.Match[str] | None:
    for match in choice.pattern.finditer(text):
        if not match.group():
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        clause, at = before + match.group(), len(before)
        after = text[match.end() : match.end() + 10]
        if left_open(clause, at) or _open_behind(before, after):
            continue
        if choice.code in _NO_DENIAL or not denied(clause, at):
            return match
    return None


def _open_behind(before: str, after: str) -> bool:
    return bool(
        _ASKED.search(before[-10:])
        or re.match(r"[^,，。；;、]{0,3}?(?:未查|没查|未做|待|可能|风险|[?？])", after)
        or re.search(r"(?:除外|排除|转化为|发展为|进展为|进展成|演变为)[^,，。；;]{0,6}$", before)
    )
