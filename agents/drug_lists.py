"""Antimyeloma drugs of a note, named or as the letters of a regimen: those in use, and those used before."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from agents.fold import Folded
from agents.goal_reading import Read, Reader
from agents.mentions import inputs_by_name
from agents.negation import UNSETTLED, denied
from agents.segments import Segment

_REGIMENS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"D-?VRd|Dara-?VRd|DVRD", ("daratumumab", "bortezomib", "lenalidomide")), (r"D-?VTd", ("daratumumab", "bortezomib", "thalidomide")),
    (r"(?<!D-)(?<![A-Za-z])(?:VRd|RVd|VRD|RVD)(?:-?lite)?", ("bortezomib", "lenalidomide")), (r"(?<!D-)(?<![A-Za-z])(?:VTd|VTD)", ("bortezomib", "thalidomide")),
    (r"(?<![A-Za-z])(?:VCd|VCD|CyBorD|BCD)", ("bortezomib",)), (r"(?<![A-Za-z])(?:PAD|VMP|Vd|VD)(?![A-Za-z])", ("bortezomib",)),
    (r"(?<![A-Za-z])KRd", ("carfilzomib", "lenalidomide")), (r"(?<![A-Za-z])KPd", ("carfilzomib", "pomalidomide")), (r"(?<![A-Za-z])Kd(?![A-Za-z])", ("carfilzomib",)),
    (r"(?<![A-Za-z])(?:DRd|D-Rd|DRD)", ("daratumumab", "lenalidomide")), (r"(?<![A-Za-z])(?:DPd|D-Pd)", ("daratumumab", "pomalidomide")),
    (r"(?<![A-Za-z])(?:DVd|D-Vd)", ("daratumumab", "bortezomib")), (r"(?<![A-Za-z])IRd", ("ixazomib", "lenalidomide")),
    (r"(?<![A-Za-z-])(?:Rd|RD)(?![A-Za-z])", ("lenalidomide",)), (r"(?<![A-Za-z-])(?:PCd|Pd)(?![A-Za-z])", ("pomalidomide",)),
)  # fmt: skip
_NAMES: Mapping[str, str] = MappingProxyType({
    "bortezomib": r"硼替佐米|万珂|velcade|BTZ", "carfilzomib": r"卡非佐米|kyprolis|CFZ", "ixazomib": r"[艾伊]沙佐米|恩莱瑞|ninlaro",
    "daratumumab": r"达[雷拉](?:妥?(?:木|尤)?单抗|妥尤|(?=$|[,，。；;、]))|兆珂|dara(?!l)|darzalex", "isatuximab": r"[艾伊]沙妥昔单抗|isatuximab", "elotuzumab": r"埃[罗洛]妥珠单抗|elotuzumab",
    "lenalidomide": r"来那[度渡]胺|瑞复美|雷那度胺|lenalidomide", "thalidomide": r"沙利度胺|反应停", "pomalidomide": r"泊马度胺|安跃|pomalidomide",
    "high_dose_dexamethasone": r"[大高]剂量(?:地塞米松|地米)", "low_dose_dexamethasone": r"[小低]剂量(?:地塞米松|地米)", "teclistamab": r"特立妥单抗|teclistamab",
})  # fmt: skip
_PATTERNS = tuple((re.compile(p, re.I), (code,)) for code, p in _NAMES.items()) + tuple(
    (re.compile(p), codes) for p, codes in _REGIMENS
)
_USED = re.compile(
    r"用过|打过|吃过|服过|上过|试过|既往|经治|接受过|曾|暴露|一线|二线|三线|\d\s*线|复发|难治|耐药|后进展|治疗过|先后"
)
_CLASSES = (
    ("exposed_pi", {"bortezomib", "carfilzomib", "ixazomib"}, r"PI(?![A-Za-z])|蛋白酶体抑制剂"),
    ("exposed_imid", {"lenalidomide", "thalidomide", "pomalidomide"}, r"IMiD|免疫调节"),
    ("exposed_lenalidomide", {"lenalidomide"}, r"(?!)"),
    ("exposed_anti_cd38", {"daratumumab", "isatuximab"}, r"CD38"),
)
_NEVER = re.compile(r"(?:未|没)(?:有)?(?:用|打|吃|接受|使用|暴露|上过)")
_OPEN = re.compile(rf"{UNSETTLED}|用没用|打没打|吃没吃|有没有|是否|不清楚|不详|[?？]")
# What was never had is denied as a whole class: of one drug of it that says nothing.
_NEVER_HAD = tuple(
    (name, re.compile(rf"(?:未|没)(?:有)?(?:用|打|吃|接受|使用|暴露|上)(?:过|于)?[^，,。；;]{{0,6}}(?:{words})|(?:{words})[^，,。；;]{{0,6}}(?:未|没)(?:有)?(?:用|打|吃|接受|使用|上)", re.I))
    for name, words in (
        ("exposed_pi", r"PI(?![A-Za-z])|蛋白酶体抑制剂"), ("exposed_imid", r"IMiD|免疫调节"), ("exposed_lenalidomide", r"来那度胺|瑞复美"),
        ("exposed_anti_cd38", r"CD38|达雷|达拉妥|兆珂|daratumumab"),
    )
)  # fmt: skip


def drugs_named(name: str) -> Reader:
    """A reader of the drugs that a text names, as one list."""
    allowed = {o.code for d in inputs_by_name()[name] for o in d.options}

    def read(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
        found = [(code, start, end, part) for code, start, end, part in _mentioned(parts) if code in allowed]
        if found:
            codes = tuple(dict.fromkeys(code for code, *_ in found))
            yield Read(name, codes, found[0][1], found[-1][2], found[0][3])

    return read


def drugs_exposed(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """Classes of drugs that were used before, as sentences about earlier treatment name them."""
    used = {p.sentence for p in parts if _USED.search(p.text)}
    for part in parts:
        for name, never in _NEVER_HAD:
            if (match := never.search(part.text)) and not _OPEN.search(part.text):
                yield Read(name, False, part.start + match.start(), part.start + match.end(), part)
    for code, start, end, part in _mentioned(parts):
        if part.sentence in used:
            yield from (Read(name, True, start, end, part) for name, codes, _ in _CLASSES if code in codes)
    for part in (p for p in parts if p.sentence in used and not _NEVER.search(p.text)):
        for name, _, words in _CLASSES:
            if match := re.search(words, part.text, re.I):
                yield Read(name, True, part.start + match.start(), part.start + match.end(), part)


def _mentioned(parts: tuple[Segment, ...]) -> Iterator[tuple[str, int, int, Segment]]:
    for part in parts:
        if _NEVER.search(part.text):
            continue
        for pattern, codes in _PATTERNS:
            if (match := pattern.search(part.text)) and not denied(part.text, match.start()):
                yield from ((code, part.start + match.start(), part.start + match.end(), part) for code in codes)
