"""Whether words about taking or stopping a drug are about the bone agent, or about another drug of the note."""

import re
from functools import lru_cache

_BONE = r"唑来膦酸|唑来磷酸|择泰|帕米膦酸|地舒单抗|地诺单抗|氯屈膦酸|因卡膦酸|双[膦磷]酸盐|骨靶向(?:药物?)?|骨针|骨改良|骨保护"
_OTHER = (
    r"[\u4e00-\u9fff]{1,5}?(?:沙坦|地平|他汀|洛尔|普利|双胍|列净|列汀|度胺|佐米|单抗|拉唑|西林|沙星|洛韦|康唑|匹林|沙班|肝素|尼松龙?|米松|考酮|洛芬|芬酸|昔布|唑嗪|膦酸钠|法仑|磷酰胺|胰岛素)|"
    r"华法林|呋塞米|吗啡|激素|化疗|降压药|降糖药|抗凝药?|抗生素|中药|维持治疗|免疫抑制剂|(?<![A-Za-z])[A-Z]{1,3}d(?![A-Za-z])"
)
_DRUG = re.compile(rf"(?P<bone>{_BONE})|(?P<other>(?![\u4e00-\u9fff]{{0,4}}?(?:{_BONE}))(?:{_OTHER}))")
_BACK, _AHEAD = 90, 12


def of_bone_agent(text: str, start: int, end: int) -> bool:
    """Whether the drug nearest to a place is a bone agent, before it or close behind it; no other is named elsewhere."""
    begin = max(0, start - _BACK)
    before = list(_DRUG.finditer(text, begin, end))
    if before:
        return before[-1]["bone"] is not None
    ahead = _DRUG.search(text, end, min(len(text), end + _AHEAD))
    if ahead:
        return ahead["bone"] is not None
    return _only_bone_agents(text)


@lru_cache(maxsize=4)
def _only_bone_agents(text: str) -> bool:
    """Whether a text names no other drug; kept, because a note asks it at every 已停."""
    return all(drug["bone"] for drug in _DRUG.finditer(text))
