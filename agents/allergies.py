"""Allergies: only one to the bone agent itself forbids it; 青霉素过敏 says nothing of 唑来膦酸."""

import re
from functools import lru_cache

_AGENT = r"(?:唑来膦酸|唑来|帕米膦酸(?:二钠)?|氯屈膦酸|因卡膦酸|地舒单抗|地诺单抗|双[膦磷]酸盐|该药|本药|此药|本品|上述药物?)"
_BEFORE = re.compile(rf"{_AGENT}(?:[^,，。；;无未没否]{{0,6}})?$")
_AGENTS = {
    "zoledronic": r"唑来",
    "pamidronate": r"帕米",
    "clodronate": r"氯屈",
    "incadronate": r"因卡",
    "denosumab": r"地舒单抗|地诺单抗",
}
_TO = re.compile(r"(?:对)?(?:唑来膦酸|帕米膦酸(?:二钠)?|氯屈膦酸|因卡膦酸)[^,，。；;无未没否]{0,6}过敏")
_ANY = re.compile(
    r"(?:药物|任何药|食物及药物|药物及食物|食物|药品|^|史|[,，。；;、及和\s无]|否认|没有|有无|未诉|何|其他)$"
)


def of_agent(text: str, start: int, state: bool | None) -> bool | None:
    """What a word for allergy says of the bone agent: present only if it is named, absent also if all drugs are."""
    before = text[:start]
    if state and not _BEFORE.search(before):
        return None
    if state is False and not (_BEFORE.search(before) or _ANY.search(before) or text.startswith("药物过敏", start)):
        return None
    return state


def to_another(text: str, clause: str) -> bool:
    """Whether the clause tells of an allergy to one bisphosphonate in a text that speaks of another bone agent."""
    match = _TO.search(clause)
    if match is None or re.search(r"(?:无|未|没有|否认|不)[^,，。；;]{0,10}$", clause[: match.start()]):
        return False
    here = {code for code, names in _AGENTS.items() if re.search(names, match.group())}
    return bool(here) and bool(_named(text) - here)


@lru_cache(maxsize=4)
def _named(text: str) -> frozenset[str]:
    return frozenset(code for code, names in _AGENTS.items() if re.search(names, text))
