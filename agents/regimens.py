"""Regimens in a note -> immunomodulators in use, the bone agent spoken of."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from agents.fold import Folded
from agents.segments import Segment
from agents.values import Found

_IMID = re.compile(
    r"来那度胺|泊马度胺|沙利度胺|瑞复美|lenalidomide|pomalidomide|thalidomide|(?<![A-Za-z])(?:D-?|Dara-?|Isa-?|E|I|K)?V?(?:Rd|Pd|VTd|VTD|(?:RD|PD)(?=\s*方案))(?![A-Za-z])|(?<![A-Za-z])(?:VRd|RVd|VRD|KRd|IRd|DRd|ERd|DVRd|VTd|EPd|KPd|DPd|VTD)(?:-lite)?(?![A-Za-z])"
)
_NO_IMID = re.compile(
    r"(?:没用|未用|未使用|不用|不含|无|没有)[^,，。；]{0,4}(?:免疫调节|IMiD|来那度胺|泊马度胺|沙利度胺)", re.I
)
# 曾用来那度胺，已停: what was stopped is not in use; 拟用来那度胺 is asked about and counts.
_STOPPED = re.compile(r"停用|停药|已停|停了|停止|终止|不耐受|换掉")
_STOPPED_NEXT = re.compile(r"\s*[,，]\s*[^,，。；;]{0,10}(?:停用|已停|停药|停了|停止)")
_ONCE = re.compile(r"曾|既往|以前|之前|用过|\d\s*年前|一线|二线|三线|(?<!\d)\d\s*线|先后")
DRUGS: Mapping[str, re.Pattern[str]] = MappingProxyType({code: re.compile(names, re.I) for code, names in {
    "zoledronic_acid": r"唑来膦酸|唑来磷酸|择泰|zoledron|zometa|密固达|ZOL(?![a-z])",
    "pamidronate": r"帕米膦酸|帕米磷酸|阿可达|pamidron",
    "denosumab": r"地舒单抗|地诺单抗|狄诺塞麦|denosumab|xgeva|安加维",
    "clodronate_oral": r"(?:口服[^,，。]{0,4})?氯屈膦酸|氯膦酸|clodron",
    "incadronate": r"因卡膦酸|英卡膦酸|incadron",
}.items()})  # fmt: skip
SOUGHT = (_IMID, _NO_IMID, *DRUGS.values())
# 用地舒单抗满2年后停了: of several agents the one that was given is scheduled, not the one thought of.
_TAKEN = re.compile(
    r"§[^，,。；;§\n]{0,16}(?:\d|[一二两半])\s*(?:年|个?月|次)[^，,。；;§]{0,4}|§[^，,。；;§]{0,6}(?:停(?:用|药|了|后)|打满|用满|打了|用了)|(?:打满|用满|停用|停了?|用了)[^，,。；;§]{0,6}§"
)


def drugs_given(text: str) -> tuple[str, ...]:
    """The bone agents that a text tells the patient was given."""
    return tuple(code for code, pattern in DRUGS.items() if _TAKEN.search(pattern.sub("§", text)))


def regimen_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Immunomodulators in use or planned, the bone agent spoken of."""
    found: list[Found] = []
    for part in parts:
        if not part.patient:
            continue
        imid, none = _IMID.search(part.text), _NO_IMID.search(part.text)
        if none:
            found.append(_found(folded, part, "imid", False, none))
        elif imid and not _over(folded, part):
            found.append(_found(folded, part, "imid", True, imid))
        for code, pattern in DRUGS.items():
            drug = pattern.search(part.text)
            if drug:
                found.append(_found(folded, part, "drug", code, drug))
                break
    return tuple(found)


def _over(folded: Folded, part: Segment) -> bool:
    """Whether a clause tells of a drug that was used once and is no more."""
    stopped = _STOPPED.search(part.text) or _STOPPED_NEXT.match(folded.text[part.end : part.end + 24])
    return bool(stopped) or bool(_ONCE.search(part.text))


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), min(part.start + match.end(), len(folded.text)))
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
