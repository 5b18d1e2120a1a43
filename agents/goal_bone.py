"""How long a bone agent was given, and since when it is stopped, where the drug stands some clauses before."""

import re
from collections.abc import Iterator

from agents.fold import Folded
from agents.goal_reading import Read
from agents.segments import Segment

_AGENT = re.compile(
    r"唑来[膦磷]酸|择泰|密固达|帕米[膦磷]酸|地舒单抗|地诺单抗|狄诺塞麦|安加维|[双二][膦磷]酸盐|因卡[膦磷]酸|氯屈[膦磷]酸|伊班[膦磷]酸|骨(?:病)?针|骨靶向", re.I
)  # fmt: skip
_OTHER_DRUG = re.compile(
    r"来那度胺|泊马度胺|沙利度胺|硼替佐米|卡非佐米|伊沙佐米|达雷妥尤|地塞米松|阿司匹林|肝素|阿昔洛韦|激素|化疗|VRd|Rd|维持", re.I
)  # fmt: skip
_COURSE_OF = re.compile(
    r"(?:至今|迄今|到(?:现在|目前|今天)|累计|总共|共计|共|连续)[^，,。；;\d停]{0,4}(?P<n>\d+)\s*个月"
)
# 每月一次，整28个月了: a clause of its own that says how long it has been going on.
_SO_LONG = re.compile(
    r"\s*(?:到(?:现在|目前|今天))?(?:整整|整|满|足足|已经?|都|前后)+(?:打|用|输)?了?\s*(?P<n>\d+)\s*(?P<u>个月|年)(?!前|后)"
)
_OF_SOMETHING_ELSE = re.compile(
    r"(?<![没未不])停(?!过)|缓解|复发|进展|移植|(?<![A-Za-z])s?CR(?![A-Za-z])|VGPR|(?<![A-Za-z])PR(?![A-Za-z])|疗效"
)
_STOPPED_FOR = re.compile(
    r"(?:停(?:药|用|针)?|中断|中止)[^，,。；;\d后前]{0,4}(?P<n>\d+)\s*(?P<u>个月|年)(?!前)|停(?:药|用|针)?后?(?:已|至今|到现在)[^，,。；;\d]{0,4}(?P<m>\d+)\s*(?P<v>个月|年)"
)
_NO_RELAPSE = re.compile(
    r"(?:没有?|无|未见|未有|未出现)(?:任何|明显|生化)*(?:复发|进展)(?:迹象|征象|表现|证据)?(?![^，,。；;]{0,4}资料)|持续缓解"
)
_BEFORE = 60


def bone_course(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """Months of treatment and months since its end, of the bone agent that is the last drug named before."""
    for part in parts:
        if none := _NO_RELAPSE.search(part.text):
            yield Read("biochemical_relapse", False, part.start + none.start(), part.start + none.end(), part)
        if (long := _SO_LONG.match(part.text)) and _goes_on(folded.text, part.start):
            months = int(long["n"]) * (12 if long["u"] == "年" else 1)
            yield Read("months_on_treatment", months, part.start, part.start + long.end(), part)
        for pattern, name in ((_COURSE_OF, "months_on_treatment"), (_STOPPED_FOR, "months_since_stop")):
            match = pattern.search(part.text)
            if match is None or not _of_the_agent(folded.text, part.start + match.start()):
                continue
            start, end = part.start + match.start(), part.start + match.end()
            groups = match.groupdict()
            number = int(groups["n"] or groups["m"])
            years = "年" in (groups.get("u"), groups.get("v"))
            yield Read(name, number * (12 if years else 1), start, end, part)
            if name == "months_since_stop":
                yield Read("stopped", True, start, end, part)


def _goes_on(text: str, at: int) -> bool:
    """Whether what is told just before a place is that the agent is given, and nothing else."""
    before = text[max(0, at - _BEFORE) : at]
    agents = [m.end() for m in _AGENT.finditer(before)]
    return _of_the_agent(text, at) and not _OF_SOMETHING_ELSE.search(before, agents[-1])


def _of_the_agent(text: str, at: int) -> bool:
    before = text[max(0, at - _BEFORE) : at]
    agents = [m.end() for m in _AGENT.finditer(before)]
    return bool(agents) and not _OTHER_DRUG.search(before, agents[-1])
