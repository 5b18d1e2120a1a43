"""Follow-up questions over the documents: what stands in the turn before is put into words, so that each answer stands for itself.

那肾功能不好呢？ adds a condition, 那硼替佐米呢？ changes the subject, 它的副作用？ keeps it, NCCN怎么说？ names a
document, 第二个呢？ picks from what was named, 还有别的吗？ wants more of the same, 为什么？ the reason. A question that
has a subject and asks something of its own is a new one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.fold import fold
from index.words import Mention, mentions

LONGEST, SENTENCE, SHORT, SHORTEST = 120, 22, 14, 8  # characters
_LEANS = re.compile(r"^(?:那|还有|另外|如果|要是|假如|换成|改成|同样)|^[^，,。？?]{1,16}呢[？?。！!\s]*$")
_FAMILIES = {
    "drug": "treatment", "drug_class": "treatment", "regimen": "treatment", "procedure": "treatment", "trial": "trial",
    "disease": "disease", "complication": "complication", "test": "test", "other": "measure",
    "response": "measure",
}  # fmt: skip
_MEASURES = re.compile(r"分期|评分|模型|标准$|指数|危险分层|del\(|t\(|TP53|1q21|类推荐|缓解")
_ASPECT_TERMS = frozenset(
    [
        "减量",
        "剂量调整",
        "停药",
        "输注时间",
        "口服",
        "静脉注射",
        "皮下注射",
        "静脉推注",
        "随访",
        "全口服方案",
        "肾功能不全剂量调整",
        "支持治疗",
        "不良反应",
        "严重不良事件",
        "多发性骨髓瘤",
        "活动性多发性骨髓瘤",
        "主要治疗",
        "诱导治疗",
        "全身治疗",
        "化疗",
        "第二意见",
        "癌症生存",
        "血栓预防",
        "感染预防",
        "诊断标准",
    ]
)
_PHASES = frozenset(["诱导治疗", "巩固治疗", "维持治疗", "双药维持", "挽救治疗", "桥接治疗", "预处理"])
_CONDITION_TERMS = frozenset(
    [
        "肾功能不全",
        "肾衰竭",
        "终末期肾病",
        "透析",
        "慢性肾脏病",
        "重度肾功能不全",
        "中度肾功能不全",
        "轻度肾功能不全",
        "急性肾损伤",
        "老年患者",
        "年轻患者",
        "衰弱",
        "适合移植",
        "不适合移植",
        "妊娠",
        "哺乳",
        "备孕",
        "高危",
        "标危",
        "高危细胞遗传学异常",
        "标危细胞遗传学",
        "新诊断多发性骨髓瘤",
        "复发难治性多发性骨髓瘤",
        "肥胖",
        "初治患者",
        "周围神经病变",
        "发热",
        "感染",
    ]
)
_ASPECT = re.compile(
    r"剂量|用量|用法|副作用|不良反应|毒性|疗效|有效率|缓解率|生存|预后|预防|治疗|处理|诊断|标准|定义|监测|随访|复查|检查|禁忌|适应证|注意|间隔|频率|多久|多长|疗程|停药|停用|减量|机制|原理|"
    r"发生率|比例|风险|率(?=$|呢|是|[？?])|费用|怎么|如何|什么|哪|多少|几|换|用药|评估|症状|表现|原因|为什么|为何|能不能|可以|需要|要不要|是否"
)
_ASKS = re.compile(r"怎么|如何|什么|哪|多少|几|是否|能不能|可不可以|要不要|需不需要|吗|为何|多久|多长")
_POINTS = re.compile(
    r"它们?|他们|她们|其(?=副|不良|剂|用|疗|毒|机|禁|适|作)|(?:这|那|该|此)(?:个|种|类|两个|两种)?(?:药|方案|病|检查|标准|治疗|方法|情况|分期)|上[面述]|前者|后者|刚才|同样|还一样|^(?:用|打|吃|做|停)?(?:药|术|之|以)?[前后](?:要|能|多久|怎|还|需|可|$)|^(?:用|停|打)药?期间"
)
_ORDINAL = re.compile(r"(?:第|前|后)(?:([一二三四五六1-6])(?:个|种|类|项|条|款)|(者|一个|一种))|最后一[个种]")
_PARTICLES = re.compile(
    r"^(?:那么?|还有|另外|如果|要是|假如|换成|改成|同样|再问(?:一下)?|请问|嗯|哦|好的?|[，,、\s])+|(?:的话)?呢?[？?。！!\s]*$"
)
_MORE = re.compile(
    r"^(?:那|还)?(?:还有|有)(?:没有)?(?:别的|其他的?|其它的?|更多的?|另外的)?(?:方法|方案|药|选择|内容|办法|资料)?(?:吗|么|呢|没有?)?$|^(?:其他|其它|别的|更多|其余)(?:的|方案|药|方法)?(?:呢|有哪些)?$|^(?:继续|接着说|再说说|再多(?:说|列)一?些)$|^除(?:了|此|这)[^，,]{0,8}(?:还有|外)[^，,]{0,8}$"
)
_WHY = re.compile(
    r"^(?:这?是?|要?)(?:为什么|为何|为啥|什么原因|什么道理|原因是?什么?|理由是?什么?|依据是?什么?|怎么回事)[^，,。]{0,6}$"
)
_DOCUMENTS = re.compile(
    r"NCCN|CSCO|MSD|默沙东|默克|患者(?:版|指南)|病人版|骨病指南|中国|诊疗手册|综述|指南|手册|文献|2022|2023|2024|v\d|第?\d版",
    re.I,
)
_SAYS = re.compile(
    r"怎么(?:说|写|讲|推荐|规定|看)的?|的?(?:说法|推荐|意见|观点)(?:是?(?:什么|啥))?|说了?什么|有没有(?:说|提|写)到?|如何(?:说|推荐|规定)|按照?|里面?|中|上面?|呢|是|吗|[的那在呀吧？?，,\s]"
)
_SLOTS = tuple(
    re.compile(p, re.I)
    for p in (r"(?:[IⅠⅡⅢ]{1,3}V?|[123一二三])\s*期", r"[1-5一二三四五]\s*级", r"[一二三四1-4]线", r"[123]\s*[AB]?\s*类")
)


@dataclass(frozen=True)
class Asked:
    """What was asked before, complete in itself, and the names that the answer brought up, in their order."""

    text: str
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolved:
    """A follow-up in words of its own; `more` wants what was not shown yet, `only` one document's view."""

    text: str
    more: bool = False
    only: bool = False


def subjects(text: str) -> tuple[Mention, ...]:
    """What a question is about: treatments, diseases, complications, tests, scores; not circumstances or aspects."""
    return tuple(m for m in mentions(text) if _family(m) and m.term.name not in _CONDITION_TERMS)


def asks_of_its_own(text: str) -> bool:
    """Whether a question names a subject and what it wants to know of it."""
    return bool(subjects(text)) and bool(_ASPECT.search(text))


def _family(mention: Mention) -> str:
    if mention.term.name in _ASPECT_TERMS:
        return ""
    if mention.term.name in _PHASES:
        return "phase"
    if mention.term.kind == "other" and not _MEASURES.search(mention.term.name):
        return ""
    return _FAMILIES.get(mention.term.kind, "")


def names_in_order(texts: Sequence[str], asked: str) -> tuple[str, ...]:
    """Treatments that an answer names and the question does not, each once, in their order."""
    known = {m.term.term_id for m in subjects(asked)}
    found = {m.term.term_id: m.term.name for text in texts for m in subjects(text) if _family(m) == "treatment"}
    return tuple(name for term_id, name in found.items() if term_id not in known)


def resolved(question: str, before: Asked, documents: bool) -> Resolved | None:
    """The follow-up in words of its own; None for a question that stands alone. `documents`: it names some."""
    own = _PARTICLES.sub("", fold(question).text.strip())
    leans = bool(_LEANS.search(question.strip()))
    if not own or len(own) > LONGEST:
        return None
    if _MORE.match(re.sub(r"[？?。！!\s]+$|^[那嗯哦，,]+", "", fold(question).text)):
        return Resolved(before.text, more=True)
    if documents and not _SAYS.sub("", _DOCUMENTS.sub("", own)):
        return Resolved(_clean(_DOCUMENTS.sub("", before.text)), only=True)
    if _WHY.match(own):
        return Resolved(f"{_statement(before.text)} 原因 为什么")
    picked = _picked(own, before)
    if picked is not None:
        return Resolved(picked)
    text = _carried(own, before, leans=leans)
    return Resolved(text) if text else None


def _picked(own: str, before: Asked) -> str | None:
    """第二个呢, 后者的禁忌证: the subject is the one of that number in the question, else in the answer."""
    match = _ORDINAL.search(own)
    if match is None or re.match(r"[^，,]{0,2}(?:患者|病人|位|例)", own[match.end() :]):
        return None
    pool = _alike(before.text) or before.named
    number = _number(match, len(pool))
    if not 0 <= number < len(pool):
        return None
    rest = _clean(own[: match.start()] + own[match.end() :])
    if not _ASPECT.search(rest):
        rest = f"{_without(before.text, pool)} {rest}"
    return f"{pool[number]} {rest}".strip()


def _number(match: "re.Match[str]", size: int) -> int:
    if match.group().startswith(("最后", "后")):
        return size - 1
    said = match[1] or "1"
    return int(said) - 1 if said.isdecimal() else "一二三四五六".index(said)


def _alike(text: str) -> tuple[str, ...]:
    """The two or more names of one family in a question."""
    families: dict[str, dict[str, str]] = {}
    for m in subjects(text):
        families.setdefault(_family(m), {}).setdefault(m.term.term_id, m.form)
    return next((tuple(forms.values()) for forms in families.values() if len(forms) > 1), ())


def _carried(own: str, before: Asked, *, leans: bool) -> str:
    """The question with what it leaves unsaid; empty if it leaves nothing."""
    mine, old = subjects(own), subjects(before.text)
    points = bool(_POINTS.search(own))
    bare = _clean(_POINTS.sub("", own)) or own
    if not mine:
        asks_of = bool(_ASPECT.search(bare))
        if not (leans or points or _bare(own, asks_of=asks_of) or _needs_treatment(own, old)):
            return ""
        return _pointed(own, _subject_of(before)) if asks_of else _with_slots(before.text, bare)
    shared = {_family(m) for m in mine} & {_family(m) for m in old}
    asks = bool(_ASKS.search(own))
    if points:
        return _pointed(own, _subject_of(before))
    if shared and leans and not _ASPECT.search(_without(own, [m.form for m in mine])):
        left = [m.form for m in old if _family(m) in shared]
        return _joined(" ".join(m.form for m in mine), _without(before.text, left))
    which = len(own) < SHORT and re.search(r"哪[个种]", own)
    if not shared and (leans and not asks or which):
        return _joined(_subject_of(before), bare)
    return ""


def _pointed(own: str, subject: str) -> str:
    """The subject where a pronoun points to it, else in front."""
    match = _POINTS.search(own)
    if match is None or match.start() == 0:
        rest = own if match is None or match.group()[0] in "用打吃做停术之以" else own[match.end() :]
        return _joined(subject, _clean(rest) or own)
    return f"{own[: match.start()]}{subject}{own[match.end() :]}"


def _bare(own: str, *, asks_of: bool) -> bool:
    """A few words without a subject: 多久复查, 老年人; with a disease or a sentence of their own they are not bare."""
    return len(own) < (SHORT if asks_of else SHORTEST) and all(m.term.kind != "disease" for m in mentions(own))


def _needs_treatment(own: str, old: Sequence[Mention]) -> bool:
    """A dose, a pause, a side effect is of something: without a treatment of its own it is of the one before."""
    treated = len(own) < SENTENCE and any(_family(m) == "treatment" for m in old)
    return treated and bool(re.search(r"剂量|减量|停药|停用|副作用|不良反应|给药|输注|疗程|用量|间隔", own))


def _subject_of(before: Asked) -> str:
    """The subjects of the turn before, with the circumstances they were asked under left out."""
    forms = dict.fromkeys(m.form for m in subjects(before.text))
    return " ".join(forms) or _statement(before.text)


def _with_slots(text: str, own: str) -> str:
    """II期呢 after a question on III期 puts one for the other; else it is added."""
    for slot in _SLOTS:
        match = slot.search(own)
        if match and slot.search(text):
            return slot.sub(match.group(), text, count=1)
    return _joined(_statement(text), own)


def _statement(text: str) -> str:
    """A question without its question mark and question particles, cut to a length."""
    return _clean(re.sub(r"(?:吗|呢|(?<![什怎])么)?[？?]+", "", text))[-LONGEST:]


def _without(text: str, forms: Sequence[str]) -> str:
    for form in sorted(forms, key=len, reverse=True):
        text = re.sub(re.escape(form), " ", text, flags=re.I)
    return _clean(re.sub(r"(?:^|\s)[和与、及或跟]+(?:\s|(?=[，,]))", " ", text))


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ，,、的")


def _joined(one: str, other: str) -> str:
    return f"{one} {other}".strip()
