"""Opioids in a note with their dose of a day: 羟考酮 20mg q12h, 芬太尼贴 25μg/h."""

import re
from collections.abc import Iterator

from agents.fold import Folded
from agents.goal_reading import Read, clause_at
from agents.negation import denied
from agents.segments import Segment
from tools.equivalence import OPIOIDS

_NAMES = {name: code for code, (_, label, words) in OPIOIDS.items() for name in (label.split("（")[0], *words)} | {
    "芬太尼": "fentanyl_patch_ug_h", "口服吗啡": "morphine_po", "吗啡": "morphine_po", "羟考酮": "oxycodone_po",
}  # fmt: skip
_DRUG = re.compile("|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)))
# 折合口服吗啡多少 names what is wanted, 吗啡当量 the unit.
_WANTED = re.compile(r"(?:折合|折算|换算|换|相当|等效|等于|合|转换)[^，。；,;:：\d]{0,6}$")
_OTHERWISE = re.compile(r"(?:改用|换用|改为|改成|想用|拟用|考虑)[^，,。；;]{0,2}$")
_STOPPED = re.compile(r"停(?:用|药|服|了)|已停|改为|换为|更换|未(?:服|用)")
_AS_NEEDED = re.compile(r"必要时|prn|临时|爆发痛", re.I)
# 必要时 behind another drug's comma is not of this one: 吗啡30mg bid，又临时加泰勒宁.
_ITS_NEED = re.compile(
    r"[^,，]*(?:必要时|prn|爆发痛|临时(?![加用又再]))|[^,，]*[,，]\s*(?:必要时|prn)(?!\s*[加再予给另])", re.I
)
_TAKEN = re.compile(r"[^，,。；;\d]{0,8}\d+(?:\.\d+)?\s*(?:mg|毫克|μg|ug)", re.I)
# 贴着芬太尼贴（多少微克不清楚） is taken, though nobody knows how much.
_UNKNOWN = re.compile(
    r"(?:多少|多大|几|剂量|规格|用量|浓度)[^，,。；;]{0,8}(?:不清楚|不知道|不详|不明|忘|记不|没写|未写|没说|不确定)|(?:不清楚|不知道|不详|忘了|记不清)[^，,。；;]{0,6}(?:多少|多大|几|剂量|规格)"
)
_UNIT_OF = re.compile(r"\s*(?:毫克)?(?:当量|等效|等价)")
_N = r"(\d+(?:\.\d+)?)"
_DAY = r"(?:每[日天]|1\s*[日天]|日|全天)"
_TOTALS = (
    re.compile(rf"{_DAY}\s*(?:共|总量|总计|用量|合计|总共|总剂量)*\s*(?:为|是|:)?\s*{_N}\s*(?:mg|毫克)", re.I),
    re.compile(rf"{_N}\s*(?:mg|毫克)\s*/\s*(?:d|日|天|24\s*h)", re.I),
)
_DOSED = re.compile(
    rf"(?P<dose>\d+(?:\.\d+)?)\s*(?:mg|毫克)\s*(?:/\s*次)?[^，。；;\d]{{0,6}}?(?:q\s*(?P<q>\d+)\s*h|每(?:隔)?\s*(?P<h>\d+)\s*(?:小时|h)|(?P<word>qd|qn|bid|tid|qid|早[、,]?中[、,]?晚|早[、和及,]?晚)(?![a-z])|{_DAY}\s*(?P<times>\d)\s*次|(?P<per>\d)\s*次\s*/\s*[日天d])",
    re.I,
)
# The same the other way round: 每12小时15mg, 每日2次，每次20mg.
_DOSED_BEHIND = re.compile(
    rf"(?:q\s*(?P<q>\d+)\s*h|每(?:隔)?\s*(?P<h>\d+)\s*(?:小时|h)|(?P<word>qd|qn|bid|tid|qid|早[、,]?中[、,]?晚|早[、和及,]?晚)(?![a-z])|{_DAY}\s*(?P<times>\d)\s*次|(?P<per>\d)\s*次\s*/\s*[日天d])[,，]?\s*(?:1次|每次|各|口服|吃|服)*\s*(?P<dose>\d+(?:\.\d+)?)\s*(?:mg|毫克)",
    re.I,
)
_PATCH = re.compile(rf"{_N}\s*(?:μg|ug|mcg|微克)(?:\s*/\s*(?:h|小时|hr)|每小时)?", re.I)
_WORDS = {"qd": 1, "qn": 1, "bid": 2, "tid": 3, "qid": 4, "早中晚": 3, "早晚": 2}
_WINDOW = 48


def opioids(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """All opioids of the patient as one list of records."""
    records: list[dict[str, object]] = []
    places: list[tuple[int, int, Segment]] = []
    names = list(_DRUG.finditer(folded.text))
    for i, name in enumerate(names):
        part = clause_at(parts, name.start())
        if (
            part is None
            or _WANTED.search(folded.text[max(0, name.start() - 12) : name.start()])
            or _UNIT_OF.match(folded.text, name.end())
        ):
            continue
        if denied(part.text, name.start() - part.start):
            continue
        if _OTHERWISE.search(folded.text[max(0, name.start() - 8) : name.start()]) or _AS_NEEDED.search(
            folded.text[max(0, name.start() - 6) : name.start()]
        ):
            continue
        stop = names[i + 1].start() if i + 1 < len(names) else len(folded.text)
        window = folded.text[name.end() : min(stop, name.end() + _WINDOW)]
        behind = re.split(r"[。；;\n？?]", window)[0]
        dose = None if _STOPPED.search(behind) else _daily(_NAMES[name.group()], behind)
        if (
            dose is not None
            or (_TAKEN.match(behind) or _UNKNOWN.search(behind))
            and not _STOPPED.search(behind)
            and not _ITS_NEED.match(behind)
        ):
            # A dose that cannot be made one of a day is left open, so that the sum is told as a lower limit.
            records.append({"drug": _NAMES[name.group()]} | ({} if dose is None else {"daily_dose": dose}))
            places.append((name.start(), part.end, part))
    if records:
        yield Read("items", tuple(records), places[0][0], places[0][1], places[0][2])


def _daily(drug: str, window: str) -> float | None:
    """The dose of a day behind a name; for a patch the micrograms an hour."""
    if drug == "fentanyl_patch_ug_h":
        patch = _PATCH.search(window)
        return float(patch.group(1)) if patch else None
    if _ITS_NEED.match(window):
        return None
    for pattern in _TOTALS:
        if (total := pattern.search(window)) and not re.match(
            r"\s*(?:\d\s*次|bid|tid|q\d)", window[total.end() :], re.I
        ):
            return float(total.group(1))
    dosed = _DOSED.search(window) or _DOSED_BEHIND.search(window)
    if dosed is None:
        return None
    dose = float(dosed["dose"])
    hours = dosed["q"] or dosed["h"]
    if hours:
        return dose * 24 / int(hours) if int(hours) else None
    times = _WORDS.get(re.sub(r"[、和及,]", "", dosed["word"] or "").lower()) or int(
        dosed["times"] or dosed["per"] or 0
    )
    return dose * times if times else None
