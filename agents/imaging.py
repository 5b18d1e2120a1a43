"""Bone lesions in reports: how many lytic lesions, how many focal lesions in MRI, whether new ones."""

import re
from collections.abc import Iterable
from dataclasses import replace

from agents.fold import Folded
from agents.negation import denied, left_open
from agents.segments import Segment
from agents.values import Found, found_at

_NO = r"(?:无|未见(?:到)?|没有|没(?=明显|溶骨|骨质|局灶)|没看到|没见(?:到)?|未发现|未示|未提示|没发现)(?:明显|明确|任何|确切|新发|典型)?(?:的)?"
_LYTIC = r"(?:溶骨|骨质?破坏|穿凿样|虫蚀样)"
_ANY = re.compile(_LYTIC)  # stands in every one of the patterns for lytic lesions
_NO_LYTIC = re.compile(
    rf"{_NO}(?:(?!多发|多处|广泛|弥漫|大的)[^,，。;；但有]){{0,8}}?{_LYTIC}|{_LYTIC}性?(?:骨质)?(?:破坏|病变|病灶|损害)?\s*(?:\(-\)|:?\s*(?:无|阴性|未见))"
)
# A chest film shows no skull: what it does not show may be elsewhere.
_PARTIAL = re.compile(r"胸片|胸部(?!.{0,12}全身)|腹部|头颅|颈椎|腰椎|胸椎|骨盆(?:片|X线|CT)|局部|原位|B超|超声")
_COUNTED = re.compile(
    rf"{_LYTIC}(?:性)?(?:骨质)?(?:破坏|病变|病灶|损害|灶)?(?:区)?\s*(?:共|仅|约|有|为|:)*\s*(?P<a>\d{{1,2}}|[一二两三四五])\s*(?:处|个|枚)(?!月)|(?P<b>\d{{1,2}}|[一二两三四五])\s*(?:处|个|枚)(?!月)[^,，。;；]{{0,6}}?{_LYTIC}"
)
_SINGLE = re.compile(rf"(?:单发|单个|孤立性?)[^,，。;；]{{0,6}}?{_LYTIC}(?!.{{0,6}}(?:未|无))")
_MANY = re.compile(rf"(?:多发|多处|数处|广泛|弥漫)[^,，。;；]{{0,8}}?{_LYTIC}|{_LYTIC}[^,，。;；]{{0,6}}(?:多发|多处)")
_PLAIN = re.compile(r"溶骨性?(?:破坏|病变|损害|改变)(?!.{0,4}(?:未|无))")
_MRI = re.compile(r"MRI|磁共振|核磁", re.I)
_OTHER_IMAGING = re.compile(r"CT|X线|X光|平片|胸片|超声|彩超|骨扫描|PET", re.I)
_FOCAL = r"(?:局灶(?:性)?(?:的)?(?:骨髓)?(?:病灶|病变|异常|损害|灶)?|病灶)"
_NO_FOCAL = re.compile(
    rf"{_NO}[^,，。;；但有]{{0,6}}?{_FOCAL}|除[^,，。;；]{{0,8}}外(?:均|都|也)?{_NO}[^,，。;；]{{0,6}}?{_FOCAL}"
)
_FOCAL_COUNTED = re.compile(
    rf"(?P<a>\d{{1,2}}|[单一二两三四五])\s*(?:处|个|枚|发)\s*(?:(?:(?:[≥>~约径]|直径|大小|大于|超过)*\d+(?:\.\d+)?\s*(?:mm|毫米|cm|厘米)|骨髓|长?T[12](?:WI)?|STIR|DWI|FLAIR|压脂|高|低|等|异常|信号|强化|类圆形|结节状|大小不等|的|及|\s)+)?{_FOCAL}|{_FOCAL}\s*(?:共|仅|约|有|为|:)*\s*(?P<b>\d{{1,2}})\s*(?:处|个|枚)"
)
# L3一处: behind the number of a vertebra a numeral stays as it is written.
_WRITTEN = {"单": 1, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_SIZE = re.compile(
    r"(?:(?P<least>\d+(?:\.\d+)?)\s*(?:mm|毫米|cm|厘米)?\s*[-~至到]\s*)?(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>mm|毫米|cm|厘米)(?!2)"
)
_NEW = re.compile(
    r"新(?:发|出现|增|生)(?!儿)[^,，。;；]{0,10}?(?:占位|病灶|浆细胞瘤|肿块|溶骨|骨病变|骨质?破坏|髓外)|新病灶"
)


def imaging_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Lesions that clauses count or deny."""
    found: list[Found] = []
    mri = False
    sentence = -1
    for part in parts:
        goes_on = part.sentence == sentence or folded.text[part.start - 1 : part.start] in ("；", ";")
        mri = bool(_MRI.search(part.text)) or (mri and goes_on and not _OTHER_IMAGING.search(part.text))
        sentence = part.sentence
        if part.patient:
            found += _lytic(folded, part) + (_focal(folded, part) if mri else []) + _new(folded, part)
    return tuple(found)


def _lytic(folded: Folded, part: Segment) -> list[Found]:
    if not _ANY.search(part.text):
        return []
    counted = _COUNTED.search(part.text)
    if counted and not _unsure(part.text, counted.start()):
        return [_at(folded, part, "lytic_lesions", _count(counted["a"] or counted["b"]), counted)]
    for number, pattern in ((2, _MANY), (1, _SINGLE)):
        match = pattern.search(part.text)
        if match and not _unsure(part.text, match.start()):
            several = replace(_at(folded, part, "lytic_lesions", number, match), bound="≥" if number > 1 else "")
            return [several]
    none = _NO_LYTIC.search(part.text)
    plain = _PLAIN.search(part.text)
    if plain and not none and not counted and not _unsure(part.text, plain.start()):
        return [replace(_at(folded, part, "lytic_lesions", 2, plain), bound="≥")]
    if none and not _PARTIAL.search(part.text[: none.start()]) and not left_open(part.text, none.start()):
        return [_at(folded, part, "lytic_lesions", 0, none)]
    return []


def _focal(folded: Folded, part: Segment) -> list[Found]:
    """Focal lesions in MRI that count: of at least 5 mm, where sizes are given."""
    counted = _FOCAL_COUNTED.search(part.text)
    if counted and not _unsure(part.text, counted.start()):
        written = counted["a"] or counted["b"]
        number = _count(written)
        within = list(_SIZE.finditer(counted.group()))
        if len(within) == 1:
            return [_at(folded, part, "mri_focal_ge5mm", number if _millimetres(within[0]) >= 5 else 0, counted)]
        behind = folded.text[part.start + counted.end() : part.start + counted.end() + 40]
        measured = list(_SIZE.finditer(re.split(r"[。;；\n]", behind)[0]))
        sizes = [_millimetres(m) for m in measured]
        if any(m["least"] and _millimetres(m, "least") < 5 for m in measured):
            return []  # 3-12 mm: how many of them are large enough is not said
        if number > 1 and len(sizes) == 1 and re.search(r"最大|较大|其中", behind[: measured[0].start()]):
            return []  # nor is it where only the largest is measured
        if sizes and (len(sizes) not in (1, number) or min(sizes) < 5 <= max(sizes) and len(sizes) != number):
            return []
        large = number if not sizes or min(sizes) >= 5 else sum(s >= 5 for s in sizes)
        return [_at(folded, part, "mri_focal_ge5mm", large, counted)]
    none = _NO_FOCAL.search(part.text)
    return [_at(folded, part, "mri_focal_ge5mm", 0, none)] if none and not left_open(part.text, none.start()) else []


def _count(written: str) -> int:
    return _WRITTEN.get(written) or int(written)


def _millimetres(match: re.Match[str], which: str = "number") -> float:
    return float(match[which]) * (10 if match["unit"] in ("cm", "厘米") else 1)


def _new(folded: Folded, part: Segment) -> list[Found]:
    """A new lesion, stated or denied: 影像无新病灶, 新发肝脏占位."""
    match = _NEW.search(part.text)
    if match is None or left_open(part.text, match.start()) or re.search(r"是否|有没有|有无", part.text):
        return []
    present = not denied(part.text, match.start())
    return [_at(folded, part, "current.new_lesion", present, match)]


def _unsure(text: str, start: int) -> bool:
    return denied(text, start) or left_open(text, start)


def _at(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    return found_at(folded, part, name, raw, match.start(), match.end())
