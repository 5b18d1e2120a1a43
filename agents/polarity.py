"""Whether a finding that a clause names is stated as present, as absent, or not stated at all."""

import re
from collections.abc import Sequence

from agents.mentions import Named, inputs_by_name
from agents.negation import UNSETTLED, denied, is_over, left_open, near_before, planned
from tools.inputs import Kind

# A test result is never taken for present because it is named; it has to be said.
LABORATORY = frozenset({"del17p", "t_4_14", "t_14_16", "t_14_20", "gain_1q", "del_1p", "t_11_14"})
# What is so only while it lasts: 透析已停, PICC 已拔除.
CURRENT = frozenset(
    {"dialysis", "rrt", "esa", "cvc", "hypocalcaemia", "hypercalcaemia", "oral_wound_unhealed", "fluid_overload_or_oliguria", "pregnant_or_lactating",
     "on_therapeutic_anticoagulation", "on_bone_agent", "therapeutic_mab", "anuria_12h"}
)  # fmt: skip
# What is asked about as soon as it is planned: the operation, the drug, the transplant.
PLANNED_COUNTS = frozenset(
    {"invasive", "candidate", "transplant_candidate", "doxorubicin_or_multiagent", "imid", "newly_diagnosed"}
)
_END = r"(?=$|[\s、,，。;；()（）及和或与])"
_NEGATIVE_AFTER = re.compile(
    rf"^[^但\d]{{0,14}}?(?P<word>阴性|全阴{_END}|\(-\)|未见{_END}|未见(?:明显|明确)?异常|未检出|未检测到|未测出|无异常|(?:均|也|都|全)(?:无|没有|未见|没)|"
    rf"没有{_END}|(?<!\w有)无{_END}|\(无\)|不存在|未发生|未受累|[×✗]|[:：]\s*[xX](?![A-Za-z0-9])|(?:未|没)(?:使用|用|应用|服用?|打|置|行)(?=$|[\s、,，。；;)）])|[:：]\s*(?:无|否|没有|未见)|(?:均|都|全)?否认|(?<![A-Za-z\d])-(?=$|[\s、)])|(?:均|都|已|全部?)(?:已|予)?(?:排除|除外))"
)
_NORMAL_AFTER = re.compile(r"^[^但\d]{0,8}?(?P<word>正常|没(?:有)?问题|不高|未升高|标危)")
_POSITIVE_AFTER = re.compile(
    r"^[^但]{0,14}?(?P<word>阳性(?!率)|\(\+{1,4}\)|(?<![\d.])\+{1,4}|(?<!未)检出|(?<!不)存在|(?<![没未无含所是])有(?=$|[\s、,，。；;()（）])|[:：]\s*(?:有|是)|\(有\)|√|✓|"
    r"(?<!拷贝数)异常|[↑])"
)
_SHARE_AFTER = re.compile(
    r"^\s*(?:阳性)?(?:率|细胞|占|:|：|约|为|的|比例|克隆|\(|\s){0,5}(?P<word>[1-9]\d?(?:\.\d+)?\s*%|(?:[3-9]|[三四五六])\s*个?\s*拷贝)"
)
# PICC未置, EPO暂不用; but 糖尿病未控制, 低钙未纠正 are there.
_NOT_DONE_AFTER = re.compile(
    r"^(?:病?史)?\s*(?:尚|暂|还|目前|现)*(?P<word>(?:未|没有?|不|缓(?=$))(?!除外|排除|能|详|明|清|控|纠|愈|达标|治|规律|稳|全|伴|良|佳|缓解|好|定|足|重|严|影响|适|高|低)[^\s、,，。；;()（）]{0,4})(?=$|[\s、,，。；;)）])"
)
_NO_SHARE_AFTER = re.compile(
    r"^\s*(?:阳性)?(?:率|细胞|占|:|：|约|为|比例|\(|\s){0,5}(?P<word>0(?:\.0+)?\s*%|0\s*/\s*\d+)"
)
# The minus of 17p- is the loss, or in a list of probes a negative result: without a word nobody knows.
_LOSS = re.compile(r"(?:TP53/)?(?:1?7p|1p)(?:13|32)?-(?!\s*\()")
_TWO_COPIES_AFTER = re.compile(r"^[:：为\s(]{0,3}(?P<word>(?:2|[两二])\s*个?\s*拷贝)")
_LASTS = re.compile(
    r"^(?:病?史)?[^,，、无未没]{0,4}?(?:\d+(?:\.\d+)?余?\s*(?:年|个月)|多年|数年|[病]?史\s*\d|控制|规律服|口服|中$)"
)
_UNDONE = re.compile(
    rf"{UNSETTLED}|(?:未|没|尚未|还没)(?:有)?(?:做|查|测|行|送检|检测|检查|回报|出结果|评估|提供|记录|写|提|问)|不详|不明(?!显)|不清楚|不知道|说不清|"
    r"待(?:回报|查|排|结果|完善|定|出)|不(?:能)?(?:除外|排除)|待除外|不(?:完全)?(?:相)?(?:符|支持)|不考虑|可能性小|依据不足|送检(?:中|$)|检测中|外送|未回|结果未出|没查|拒绝|[?？]"
)
_NOT_STATED = re.compile(
    r"^(?:史|的)?(?:发生|形成)?(?:高|低|中)?(?:的)?(?:风险|危险|(?<=[高低中])危|评分|评估|预防|筛查|可能|待|倾向|抗体|疫苗|科|门诊|药物?(?!过敏)|前期|检查|检测|探针|位点|水平|浓度|测定|标志物|造影|超声|彩超|B超|穿刺|活检|引流|专科|饮食|教育|知识|指南)"
)
_ENUMERATES = re.compile(r"[\s、和及与/,或+]*(?:[^\s、]{0,10}、|(?:[^\s、,，。；;()（）\d无未没否但]{1,10}、){2,8})?")
_ASKED = re.compile(r"是否|有没有|有无|要不要|需不需要|吗\s*$|能不能|怎么|怎样|如何|算不算|是不是|[?？]$")
# A sentence about what guidelines say is not about the patient.
QUOTED = re.compile(
    r"(?:指南|共识|文献|说明书|教材|教科书|NCCN|CSCO|研究)[^,，]{0,10}(?:建议|推荐|指出|规定|认为|提到|写着|要求|显示|上说)"
)
# 、1q 都正常: further items of the list that are no names here.
_LISTED = re.compile(
    r"^(?:[、和及][^、和及，,；;。]{1,8}?)+(?=(?:均|都|也|全)?(?:阴性|阳性|正常|未见|未检出|\([-+]\)))"
)
_THERE = re.compile(
    r"(?:有|既往|曾|患|伴|发生|发现|(?<!未)检出|检测到|合并|携带|存在|出现|确诊|提示|得过|行|置|正在|用|示|年前|见|"
    r"高危(?:细胞)?遗传学?(?:异常)?[:：(为]{1,2})[^,，。；;]{0,8}$"
)
# 5.肺栓塞史(2015年): an item of the list of diagnoses, a history with its year.
_DIAGNOSED = re.compile(r"(?:^|[\s:：;；。)）])\d{1,2}[.、)）]\s*[^\s,，。;；、.]{0,6}$")
_HISTORY = re.compile(r"(?:病?史)?\s*\(?\s*(?:于|在)?(?:19|20)\d\d\s*年|病?史(?=$|[\s,，。;；(（)\d])")
_FOR_ALL = re.compile(
    r"(?:均|都|全|皆|也)(?:为|是|已|呈)?(?:无|没|未|阴|阳|有|否|已?排除|已?除外|\([+-])|[:：]\s*(?:无|有|否)"
)
_EXCEPT = re.compile(r"除(?:了)?[^,，。；;外]{0,20}$")


def polarities(text: str, names: Sequence[Named]) -> tuple[bool | None, ...]:
    """For every named finding whether it is stated as present, absent, or not stated.

    In an enumeration (A、B、C 均阴性) the word behind the last name holds for all that have none of their own.
    """
    states: list[bool | None] = []
    behind: bool | None = None
    for i in reversed(range(len(names))):
        behind = _polarity(text, names, i, behind)
        states.append(behind)
    return tuple(reversed(states))


def _polarity(text: str, names: Sequence[Named], i: int, behind: bool | None) -> bool | None:
    """The state of one finding, `behind` being that of the next one."""
    name = names[i]
    stop = names[i + 1].start if i + 1 < len(names) else len(text)
    own = _own(text, name.end, stop)
    whole = name.end + len(own) == stop
    loss = bool(name.inputs & LABORATORY and _LOSS.match(text, name.start))
    own = own.lstrip("-") if loss else own
    before = near_before(text, name.start)
    clause, start = before + text[name.start : name.end], len(before)
    if _UNDONE.search(text[name.end : name.end + 14]) or left_open(clause, start) or QUOTED.search(before):
        return None
    if planned(clause, start) and not name.inputs & PLANNED_COUNTS:
        return None
    if _EXCEPT.search(before) and re.match(r"(?:以|之)?外", own):
        return True
    laboratory = bool(name.inputs & LABORATORY or "vegf_elevated" in name.inputs)
    behind_it = word_after(_LISTED.sub("", own) if laboratory else _with_all(own), laboratory)
    if behind_it:
        return behind_it[0]
    if _NOT_STATED.match(text[name.end : name.end + 12]):
        return None
    if name.inputs & CURRENT and is_over(own):
        return False
    if denied(clause, start):
        # 无发热、糖尿病10年: what has lasted for years is there, whatever the list before it denies.
        return before.endswith("、") and _LASTS.match(own) is not None
    if whole and i + 1 < len(names) and _ENUMERATES.fullmatch(own):
        return behind
    return None if _ASKED.search(text) or loss and not _THERE.search(before) else True


def _own(text: str, end: int, stop: int) -> str:
    """What speaks of a name up to the next one; a bracket that holds the next one speaks of that: 脑梗(无偏瘫)."""
    own = text[end:stop]
    opened = own.rfind("(")
    return own[:opened] if stop < len(text) and opened > own.rfind(")") else own


def _with_all(own: str) -> str:
    """What speaks of a name itself: of further items, as in 糖尿病、乙肝阴性, only a word for all of them does."""
    first = own.split("、")[0]
    every = _FOR_ALL.search(own)
    if "、" not in own or first.strip() or every is None:
        return first if "、" in own else own
    return own[every.start() :]


def word_after(own: str, laboratory: bool = False) -> tuple[bool, int] | None:
    """The nearest word behind a name that says present or absent, and where it ends.

    正常, percentages and numbers of copies say something of a test only: 糖尿病，血糖正常 is still diabetes.
    """
    patterns = [(_NEGATIVE_AFTER, False), (_NOT_DONE_AFTER, False), (_POSITIVE_AFTER, True)]
    if laboratory:
        patterns += [(_NORMAL_AFTER, False), (_TWO_COPIES_AFTER, False), (_NO_SHARE_AFTER, False), (_SHARE_AFTER, True)]
    found = [(m, state) for pattern, state in patterns if (m := pattern.match(own))]
    if not found:
        return None
    match, state = min(found, key=lambda f: f[0].start("word"))
    return state, match.end()


def stated(text: str, names: Sequence[Named], i: int) -> bool:
    """Whether a present finding is said to be there, not merely named (会诊：静脉血栓); in a list with the last."""
    if _THERE.search(text[max(0, names[i].start - 40) : names[i].start]) or _DIAGNOSED.search(text[: names[i].start]):
        return True
    if _HISTORY.match(text[names[i].end :]):
        return True
    while i + 1 < len(names) and _ENUMERATES.fullmatch(text[names[i].end : names[i + 1].start]):
        i += 1
    stop = names[i + 1].start if i + 1 < len(names) else len(text)
    return word_after(text[names[i].end : stop], bool(names[i].inputs & LABORATORY)) is not None


def reach(text: str, names: Sequence[Named], i: int) -> int:
    """Where the words end that speak of a name."""
    stop = names[i + 1].start if i + 1 < len(names) else len(text)
    word = word_after(_own(text, names[i].end, stop), bool(names[i].inputs & LABORATORY))
    return names[i].end + word[1] if word else names[i].end


def is_measured(name: Named, text: str) -> bool:
    """Whether a name is that of a measured value which follows: 骨髓浆细胞1% does not say that there are any."""
    kinds = {d.kind for key in name.inputs for d in inputs_by_name()[key]}
    return Kind.QUANTITY in kinds and re.match(r"[\s:=占为是约]*[<>≤≥]?\d", text[name.end :]) is not None
