"""What a later message takes back: a result that was void, not this patient's, guessed, or written wrongly."""

import re
from collections.abc import Mapping

from agents.mentions import inputs_by_name, named_inputs
from agents.values import Found

_SOMEONE = r"(?:隔壁|邻|旁边?|对|别|同名|其他|另|前)(?:床|人|一?[个位]|患者|病人|的患者|室)?"
_TAKEN_BACK = re.compile(
    r"作废|不算数|不作数|撤回|取消|无效|不能用|不可信|不可靠|弄混|混淆|搞混|张冠李戴|抽错|拿错|贴错|"
    rf"(?:是|抄|拿|写|录|看)(?:的|了|成)?(?:是)?{_SOMEONE}[^，。；,;]{{0,6}}的|不是[^，。；,;]{{0,4}}(?:他|她|患者|病人|本人)(?:本人)?的|(?:不属于|非)(?:该|本)?(?:患者|病例|人)|"
    r"(?:打|写|看|抄|记|输|报|填|录|说|弄|搞)(?:错|反|串行|串|岔)了?|(?:是)?(?:我|自己|家属)?(?:猜|估|蒙|瞎写|随便写|记不清)(?:的|了|计的)|(?:其实|实际上?|根本|还|并)?(?:没|未)(?:有)?(?:做|查|测|写|称|量|检|报|提供)(?!错)|标本(?:不合格|溶血|不够|有问题)"
)
_SENTENCE = re.compile(r"[^。！？!?\n]+")
# Parts of names that many inputs share say nothing of which one is meant.
_SHARED = re.compile(
    r"血清|骨髓|患者|病人|基线|本次|复查|目前|正常|结果|阳性|阴性|单位|没有|蛋白|细胞|mmol|μmol|[a-z]/[a-zA-Z]+|\d+"
)
_NOT_THAT = re.compile(
    r"(?<!是)不是\s*(?P<old>\d+(?:\.\d+)?)\s*(?P<unit>[a-zA-Zμ%/^0-9]{0,12}?)[,，、]?\s*(?:而|应该|应)?(?:是|为)\s*(?P<new>\d+(?:\.\d+)?)"
)
_MISWRITTEN = re.compile(
    r"(?:的)?(?:结果|数值|数字|报告)?(?:我|刚才|之前|上面)?(?:打|写|看|抄|记|输|报|填|录|说|弄|搞)(?:错(?:行|位|数|列)?|反|串行|串|岔)(?:了|的)?[，,、。；;\s]*"
    r"(?:(?:应(?:该|当)?|实际上?|其实|正确的?)(?:是|为)?|是|为)\s*(?=[<>≥≤]?\d|[阴阳]|(?:是|为)?(?:轻度|明显|略|稍)?(?:正常|异常|[升增偏]高|降低|偏低|高|低|超过|没有?|有|无))"
)
_AMENDED = re.compile(r"(?:的)?(?:报告|结果|数值)?(?:已|现)?(?:更正|修正|订正|纠正|改)(?:为|成|到)\s*(?=[<>≥≤]?\d)")


def without_excuses(text: str) -> str:
    """血小板打错了，是38 -> 血小板为38: the value stands behind its name again."""
    return _AMENDED.sub(
        "为", _MISWRITTEN.sub(lambda m: "为" if m.string[m.end() : m.end() + 1].isdigit() else "", text)
    )


_THAT_NOT = re.compile(
    r"(?:应该|应|其实|实际上?)?(?<!不)是\s*(?P<new>\d+(?:\.\d+)?)\s*[\u4e00-\u9fffa-zA-Zμ%/^]{0,8}?[,，、]?\s*(?:而)?(?:不是|并非|非)\s*(?P<old>\d+(?:\.\d+)?)(?P<unit>)|"
    r"把\s*(?P<new2>\d+(?:\.\d+)?)\s*[\u4e00-\u9fffa-zA-Z]{0,4}?(?:看|写|打|输|录|抄|听|记|报|填)(?:错)?(?:成|作|为)(?:了)?\s*(?P<old2>\d+(?:\.\d+)?)|"
    r"(?<![\d.])(?P<old3>\d+(?:\.\d+)?)\s*[\u4e00-\u9fffa-zA-Zμ%/]{0,8}?(?:应(?:该)?(?:为|是|改[为成])|更正为|改[为成])\s*(?P<new3>\d+(?:\.\d+)?)"
)


_UNIT = re.compile(r"\s*(?:公斤|千克|斤|磅|岁|个月|年|天|分|[a-zA-Zμ%]+(?:/[a-zA-Z0-9]+)?)")


def rewritten(case: str, text: str) -> str | None:
    """The case with a number exchanged that a message says to be another (不是20，是40); None if that is not said."""
    match = _NOT_THAT.search(text) or _THAT_NOT.search(text)
    if match is None or re.search(r"\d", text.replace(match.group(), "")):
        return None
    said = {key.rstrip("23"): number for key, number in match.groupdict().items() if number}
    spans = [match.end(key) for key, number in match.groupdict().items() if number and key != "unit"]
    units = {unit.group() for end in spans if (unit := _UNIT.match(text, end))}
    if said["old"] == said["new"] or len(units) > 1:
        return None  # 是110斤不是110公斤 exchanges the unit
    old = re.compile(rf"(?<![\d.]){re.escape(said['old'])}(?![\d.])")
    return old.sub(said["new"], case) if len(old.findall(case)) == 1 else None


def taken_back(text: str, known: Mapping[str, Found]) -> frozenset[str]:
    """The known inputs that a message takes back."""
    found: set[str] = set()
    for sentence in _SENTENCE.findall(text):
        if not _TAKEN_BACK.search(sentence):
            continue
        before: set[str] = set()
        for clause in re.split(r"[，,；;]", sentence):
            named = _meant(clause, known)
            if _TAKEN_BACK.search(clause):
                found |= named or before
            before = named
    return frozenset(found)


def without_taken_back(text: str) -> str:
    """A message without the clauses that say what is void."""
    return "".join(c for c in re.split(r"(?<=[，,；;。！？!?\n])", text) if not _TAKEN_BACK.search(c))


def takes_back(text: str) -> bool:
    """Whether a message takes anything back."""
    return bool(_TAKEN_BACK.search(text))


def _meant(clause: str, known: Mapping[str, Found]) -> set[str]:
    """The known inputs that a clause names, by name, by their value, or by a piece of how they were written."""
    named = {i for n in named_inputs(clause) for i in n.inputs} & known.keys()
    if named:
        return named
    return {name for name, f in known.items() if name in inputs_by_name() and _shares(clause, f.text)}


def _shares(clause: str, written: str) -> bool:
    """Whether a clause repeats the name or the measured value of what was written."""
    value = re.search(r"\d+(?:\.\d+)?\s*[a-zA-Z%]+", written)
    if value and value.group().replace(" ", "") in clause.replace(" ", ""):
        return True
    number = re.search(r"\d+(?:\.\d+)?(?=[^\d]*$)", written)
    if number and re.search(rf"(?<![\d.]){re.escape(number.group())}(?![\d.])(?!\s*(?:年|月|日|天|次|号))", clause):
        return True
    own = _SHARED.sub("|", re.sub(r"(?<![A-Za-z\d])(\d[pq]\d*)", r"§\1§", written).replace("§", ""))
    pieces = {own[i : i + 2] for i in range(len(own) - 1)} | set(re.findall(r"\d[pq]\d*", written))
    return any(
        "|" not in p and p.strip() == p and re.search(r"[\u4e00-\u9fffA-Za-z]", p) and p in clause for p in pieces
    )
