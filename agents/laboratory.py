"""Test results in words: LDH normal or high, cytogenetics as a whole, the other probes of a panel."""

import re

from agents.fold import Folded
from agents.segments import Segment
from agents.values import Found

_LDH = r"(?:LDH|乳酸脱氢酶)[\s:：(]*(?:也|都|已|均|结果|水平|为|是|稍|轻度|略|明显|显著|仍|一直|始终|复查|较前|较上次|进行性)*\s*"
_LDH_NORMAL = re.compile(
    rf"{_LDH}(?:(?:在|处于)?正常(?!上限)|(?:[不未没](?:有)?(?:明显)?(?:升高|增高|偏高|高|超(?:过|出)?))|(?:在|未超|低于|小于)[^,，。；;]{{0,4}}(?:范围|上限))", re.I
)  # fmt: skip
_LDH_HIGH = re.compile(rf"{_LDH}(?:升高|增高|偏高|高于|超(?:过|出)?|↑|>\s*(?:正常)?(?:上限|ULN)|高(?!危))", re.I)
_FISH = r"(?:FISH|细胞遗传学?|遗传学|染色体核型|染色体)"
_FISH_NORMAL = re.compile(
    rf"{_FISH}[^,，。；;]{{0,8}}(?:正常|未见(?:明显)?异常|阴性|标危|标准风险|无异常)|{_FISH}[^,，。；;]{{0,4}}(?:无|未见|没有|未检出|未发现)[^,，。；;]{{0,4}}高危|"
    rf"(?:无|未见|没有|未检出|非)高危(?:的)?(?:细胞)?(?:遗传|FISH)|高危[^,，。；;]{{0,8}}{_FISH}?[^,，。；;]{{0,4}}(?:均|都|全)(?:为)?(?:阴|正常|未见)", re.I
)  # fmt: skip
_FISH_HIGH = re.compile(
    rf"{_FISH}[^,，。；;无未没不非]{{0,6}}高危(?!(?:探针|项目|检测|[^,，。；;]{{0,8}}(?:阴|正常|未见|未回|待)))|(?<!无)(?<!非)(?<!见)高危(?:细胞)?(?:遗传学?|FISH)(?![^,，。；;]{{0,8}}(?:阴|正常|未见|未回|待))",
    re.I,
)
_THREE = re.compile(
    r"(?:3|三)[项个种](?:高危)?[^,，。；;]{0,8}(?:均|都|全)(?:为)?(?:阴|正常|未见|\(-\))|高危[^,，。；;]{0,4}(?:3|三)[项个种][^,，。；;]{0,4}(?:均|都|全)(?:为)?(?:阴|正常|未见|\(-\))"
)
_OF_CYTOGENETICS = re.compile(r"FISH|探针|高危|遗传", re.I)
SOUGHT = (_LDH_NORMAL, _LDH_HIGH, _FISH_NORMAL, _FISH_HIGH, _OF_CYTOGENETICS)
_NOT_DONE = re.compile(r"未(?:做|查|行|送)|没(?:做|查)|待|未回|是否|有没有|[?？]")
_PROBES = ("del17p", "t_4_14", "t_14_16")


def laboratory(folded: Folded, part: Segment) -> list[Found]:
    """LDH and cytogenetics of a clause, as it puts them in words."""
    found: list[Found] = []
    for value, pattern in (("normal", _LDH_NORMAL), ("high", _LDH_HIGH)):
        if match := pattern.search(part.text):
            found.append(_found(folded, part, "ldh_status", value, match))
            break
    if _NOT_DONE.search(part.text):
        return found
    if _OF_CYTOGENETICS.search(part.text) and (match := _THREE.search(part.text)):
        found += [_found(folded, part, name, False, match) for name in _PROBES]
    for risk, pattern in (("standard", _FISH_NORMAL), ("high", _FISH_HIGH)):
        if match := pattern.search(part.text):
            found.append(_found(folded, part, "fish_risk", risk, match))
            break
    return found


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), part.start + match.end())
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
