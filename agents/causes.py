"""CRAB findings that the note puts down to another disease: 贫血为失血所致，与浆细胞病无关."""

import re
from collections.abc import Iterable

from agents.fold import Folded
from agents.pieces import Sieve
from agents.segments import Segment
from agents.values import Found

_FINDINGS = (
    ("C", re.compile(r"高钙(?:血症)?|血钙(?:升|增)?高", re.I)),
    ("R", re.compile(r"肌酐(?:升|增)?高|肾功能(?:不全|异常|损害)|肾损[害伤]|肾衰竭?", re.I)),
    ("A", re.compile(r"贫血|(?:血红蛋白|Hb|HGB)(?:降低|下降|偏低|减少|低)", re.I)),
    ("B", re.compile(r"骨(?:质)?(?:病变|破坏|病|折)|溶骨(?:性)?(?:病变|破坏|病灶)?", re.I)),
)
_MYELOMA = r"(?:多发性)?(?:骨髓瘤|浆细胞|MM(?![A-Za-z])|M蛋白|本病|MGUS|SMM|轻链)"
_APART = re.compile(
    rf"(?:与|和|同)[^,，。；;]{{0,6}}{_MYELOMA}(?:病|增殖)?[^,，。；;]{{0,4}}(?:无关|无(?:明显)?关系)|(?<!除)非(?:因)?{_MYELOMA}(?:病)?(?:所致|引起|导致|相关)",
    re.I,
)
_DUE = re.compile(
    r"(?:归因于|归于|系|由于|由|因|缘于|考虑(?:为|是|系)?|明确为|证实为|为|是)(?P<cause>[^。；;]{1,18}?)(?:所致|引起|导致|造成|所引起)"
)
_EXPLAINED = Sieve({True: (_APART, _DUE)})
_OPEN = re.compile(r"可能|不除外|不能除外|待查|待排|是否|[?？]|原因(?:不明|未明|待查)|疑|未(?:明确|查明)")
_SPAN = 48


_NO_OTHER = re.compile(
    r"[\s，,]*(?:且|并|也|经查)?(?:找不到|未找到|未发现|没发现|查不[出到]|查无|无|没有|未见|排除)(?:了)?(?:明确的?)?(?:其[他它]|别的)(?:明确|可解释)?(?:的)?(?:原因|病因|因素|诱因)(?:可)?(?:解释)?\s*"
)
_FALLEN = (("hb_other_cause", r"贫血|血红蛋白|血色素|Hb|HGB"), ("creatinine_other_cause", r"肌酐|肾功能|Scr"))
_SENTENCE = 60


def no_other_cause(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Hb由130降到98，找不到其他原因: the clause speaks of what was named last before it in its sentence."""
    found: list[Found] = []
    for part in parts:
        if not _NO_OTHER.fullmatch(part.text):
            continue
        before = re.split(r"[。；;\n]", folded.text[max(0, part.start - _SENTENCE) : part.start])[-1]
        named = [(m.end(), name) for name, words in _FALLEN for m in re.finditer(words, before, re.I)]
        if named:
            a, b = folded.span(part.start, part.end)
            found.append(Found(max(named)[1], False, folded.original[a:b], a, b, part.period, part.date))
    return tuple(found)


def other_causes(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """The CRAB letters with another cause, as one tuple."""
    text = folded.text
    if not _EXPLAINED.passed(text):
        return ()
    parts = tuple(p for p in parts if p.patient)
    letters: list[str] = []
    place: tuple[Segment, int, int] | None = None
    for letter, pattern in _FINDINGS:
        for part in parts:
            for match in pattern.finditer(part.text):
                start = part.start + match.end()
                after = re.split(r"[。；;\n]", text[start : start + _SPAN])[0]
                if letter not in letters and _is_explained(after):
                    letters.append(letter)
                    place = place or (part, match.start(), match.end())
    if place is None:
        return ()
    part, a, b = place[0], *folded.span(place[0].start + place[1], place[0].start + place[2])
    return (Found("other_cause", tuple(letters), folded.original[a:b], a, b, part.period, part.date),)


def _is_explained(after: str) -> bool:
    """Whether the words behind a finding put it down to something else than the plasma cells."""
    if _OPEN.search(after):
        return False
    due = _DUE.search(after)
    return bool(_APART.search(after)) or (due is not None and not re.search(_MYELOMA, due["cause"], re.I))
