"""Values of POEMS at several times: 基线 SUVmax 10、最低 3.0、本次 3.0."""

import re
from collections.abc import Iterator

from agents.fold import Folded
from agents.goal_reading import Read
from agents.segments import Segment

_MEASURES = (
    ("vegf", "", r"VEGF"), ("pet", "_sum", r"SUV\s*max"), ("mnis7", "", r"mNIS\s*\+?\s*7"), ("rvsp", "", r"RVSP|肺动脉(?:收缩)?压"), ("dlco_percent", "", r"DLCO|弥散"),
    ("effusion_grade", "", r"(?:积液|浮肿|水肿|腹水|胸水)[^，,。；;]{0,4}级"), ("papilloedema_grade", "", r"视(?:神经)?乳头水肿[^，,。；;]{0,4}级"),
)  # fmt: skip
_TIMES = (
    ("baseline", r"(?:基线|治疗前|初始|起初)"), ("lowest", r"(?:最低|谷值|最好时)"), ("current", r"(?:本次|此次|这次|目前|现在?|复查|今天)"),
)  # fmt: skip
_COURSE = re.compile(
    r"[^，,。；;\d]{0,8}?(?:从|由)?\s*(\d+(?:\.\d+)?)\s*%?\s*(?:->|→|(?:降|升|减|改善)(?:至|到|为))\s*(\d+(?:\.\d+)?)"
)
_NO_NEW = re.compile(r"(?:无|未见|没有)(?:明显)?新(?:发|增|出现)?(?:的)?(?:FDG)?[^，,。；;]{0,6}病[灶变]")
_LONGEST = 70


def courses(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """The baseline, lowest and current value of every measure that a text follows."""
    for part in parts:
        for group, suffix, name in _MEASURES:
            for named in re.finditer(name, part.text, re.I):
                start = part.start + named.end()
                stop = re.search(r"[。；;\n]", folded.text[start : start + _LONGEST])
                window = folded.text[start : start + (stop.start() if stop else _LONGEST)]
                yield from _times(group, suffix, window, start, part)
        if match := _NO_NEW.search(part.text):
            yield Read("pet.new_lesion", False, part.start + match.start(), part.start + match.end(), part)


def _times(group: str, suffix: str, window: str, start: int, part: Segment) -> Iterator[Read]:
    if course := _COURSE.match(window):
        for time, number in zip(("baseline", "current"), course.groups(), strict=True):
            yield Read(f"{group}.{time}{suffix}", _number(number), start, start + course.end(), part)
        return
    for time, words in _TIMES:
        if found := re.search(rf"{words}(?:值)?\s*(?:为|是|:)?\s*(\d+(?:\.\d+)?)", window):
            yield Read(
                f"{group}.{time}{suffix}", _number(found.group(1)), start + found.start(), start + found.end(), part
            )


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
