"""Words that deny a finding, and how far back in its clause they reach."""

import re

# 无力 and 无痛 are findings, 无明显诱因 and 无意中 deny nothing; 有无 asks.
_WITHOUT = r"(?<!有)无(?!力|痛|法|创|症状|(?:明显|任何)?诱因|意[中间])"
_NONE = rf"(?:{_WITHOUT}|未见|未发现|(?:(?<!有)没|未)(?:有|行|予|给|做过)?|否认|不含)"
NO = rf"{_NONE}(?:明显|明确|任何|使用|过|用)?"
"""A denial in front of what it denies."""
FREE = r"(?:(?!有|但|而)[^,，。；;])"
"""A character between the two."""
# 血压未监测、糖尿病10年: only a 未 that denies findings reaches over its own word.
_DENIES = (
    r"(?:见|发现|检出|检测[到出]|查[到出见]|诉|及(?!时)|伴|合并|并发|发生|出现|曾?有|曾|患|用|使用|应用|行|做|予|给|接受|服|置|留|"
    r"累及|提示|达|孕|探及|触及|闻及|得过|打过|含|形成|存在|诊断|进行|采集)"
)
_NEGLECTED = r"(?:得到)?(?:达标|明(?!确)|控制|规律|及时|正规|系统|监测|重视|诊治|治疗)"
UNSETTLED = (
    r"(?:未|没有?)(?:最后|最终|完全)?(?:定(?!期|时|量|位|向|型|植|点|级)|确定|决定|说(?!过|服)|讲|告知|交代|交待|商量好|想好)|待(?:定|确定|确认|决定|商)|"
    r"不(?:太|很|能)?(?:确定|确切|清楚|肯定|知道)|不好说|说不[准清好]|未知(?!名)|没准|"
    r"(?:还|再|得|要|需|回头)(?:要|得|需|再)?(?:去|找|跟|向|等)?[^,，。；;]{0,4}?(?:问(?!题|诊)|确认|核实|核对|落实)"
)
"""Words behind a thing that say that nobody knows or has settled whether it is so."""
# Counting from the left, the last word that denies decides; a word of the stops ends its reach.
_REACHES_ON = re.compile(
    rf"(?:{_WITHOUT}|(?:(?<!有)没|未)(?!有?{_NEGLECTED}){_DENIES}|否认|不含|不伴|排除|不(?:做|需要?|必(?:要)?|用|留|置|放|植|带|插|打|给|予|加|服|接受|使用|应用|是|属于|符合|支持|存在|具备|拟|打算|考虑|处[于在]|在(?![乎意院家场我他她外当本]))|"
    r"并非|脱离|除外)(?:(?!但|而|有|行|予|给|出现|患|确诊|诊断为).)*$|"
    r"否认(?:(?!但|而|[、和及\s]有).)*$|"
    r"(?<![A-Za-z])(?i:no|not|without|denie[sd]|denying|never|w/o|negative for|free of)(?![A-Za-z.])(?:(?!但|而|有|(?i:\bbut\b|\bwith\b|\bhas\b)).)*$"
)
_NOT = re.compile(
    r"(?:不(?:再|能|可|得|会|太|宜|应|适合)?|无法|难以|(?:停止|终止|停用)|(?<!有)(?:没|未)(?!控制|监测|治疗|愈|纠正|及时|定期|服药)(?:再|能|予|规律|[^\W\d、有]{0,2})?|(?<!卡)非)$"
)
_BEHIND = re.compile(
    r"\s*:?\s*(?:\(-\)|-(?!\d)|无|阴性|未见|没有|否(?!认)|未(?:置|用|行|留|放)|[×✗xX](?![A-Za-z0-9])|\((?:无|否)\))"
)
_OVER = re.compile(
    r"[^,，。；;、]{0,8}?(?P<not>未|没|尚未|不)?(?:已|现已|均已|后来|后|完全|基本|自行|因[^,，。；;]{0,6})*"
    r"(?:停(?:用|药|止|了|$)|拔(?=$|[,，。；;、\s])|拔除|拔管|取出|拔掉|脱离|纠正|治愈|愈合|消失|终止|撤除|恢复正常)"
)
_OPEN = re.compile(
    r"(?:未|没)(?:有)?(?:最后|最终)?(?:决定|确定|商定|定下)(?:是否|要不要)?[^,，、]{0,4}$|(?:未|没|尚未|待)(?:有)?(?:做|查(?![到见出])|测(?![到出])|行检)[^,，]{0,6}$|(?:不能|未能|不|难以|待)(?:完全)?(?:排除|除外)[^,，]{0,6}$|"
    r"(?:可疑|疑似?|怀疑|警惕|防止|避免|预防|防|筛查|排查|评估|担心|害怕|怕|顾虑|可能(?:有|是|为|存在)?)[^,，、]{0,6}$|"
    r"(?:请|需|建议|协助|待|以便?|进一步|应)(?:协助|进一步)?(?:排除|除外|排查|明确)[^,，、]{0,6}$|(?:拒绝|不愿|不同意|不接受)(?:行|做|用)?[^,，、]{0,4}$|(?:不完全|部分|不全)$|(?:可|会|易|能|常|可能)(?:引起|导致|出现|发生|诱发|并发|致)[^,，、]{0,6}$|"
    r"(?:若|如果|假如|倘若|万一|一旦|要是|如(?:有|出现|发生|需|合并|伴))[^,，]*$"
)
_PLANNED = re.compile(
    r"(?:拟|计划|准备|打算|预约|择期|等待|建议|推荐|应(?:当|该)?|考虑|必要时|随时|或需)"
    r"(?:行|予|给予|用|使用|置|加用|开始|做)?[^,，、]{0,4}$"
)
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_DENIED_PLAN = re.compile(r"(?:不|未|没|无)(?:再)?(?:拟|计划|准备|打算|考虑|建议|推荐|应|怀疑|需|必)[^,，、]{0,8}$")


_LIST_BEFORE = re.compile(r"(?:[^、,，。；;]{1,16}[、])+[^、,，。；;]{0,6}$")
_NEAR, _FAR = 40, 200


def near_before(text: str, start: int) -> str:
    """What stands near in front of a finding; of a list the whole list, whose first word may deny all of it."""
    begin = max(0, start - _NEAR)
    listed = _LIST_BEFORE.search(text, max(0, start - _FAR), start) if "、" in text[begin:start] else None
    return text[min(begin, listed.start()) if listed else begin : start]


def denied(clause: str, start: int) -> bool:
    """Whether what stands at `start` is denied by the clause before it; 不规律透析 is still 透析."""
    before = _outside_brackets(clause[:start])
    return bool(_REACHES_ON.search(before) or (_NOT.search(before) and not clause.startswith("规律", start)))


def denied_behind(after: str) -> bool:
    """Whether the text right behind a finding denies it: PICC：无, 骨折（-）, PICC已拔除."""
    return bool(_BEHIND.match(after)) or is_over(after)


def is_over(after: str) -> bool:
    """Whether the text behind says that it is no longer so: 透析已停, 低钙已纠正; 未停 says the contrary."""
    found = _OVER.match(after)
    return found is not None and not found["not"] and not re.search(r"未|没|尚|不", found.group())


def left_open(clause: str, start: int) -> bool:
    """Whether what stands at `start` is neither stated nor denied: not examined, suspected, guarded against, supposed."""
    before = _outside_brackets(clause[:start])
    return bool(_OPEN.search(before)) and not _DENIED_PLAN.search(before)


def planned(clause: str, start: int) -> bool:
    """Whether what stands at `start` is only intended or advised: 拟行透析, 建议置管."""
    before = _outside_brackets(clause[:start])
    return bool(_PLANNED.search(before)) and not _DENIED_PLAN.search(before)


def _outside_brackets(text: str) -> str:
    """The text without its closed brackets: in 糖尿病(无并发症)、慢阻肺 nothing denies the second."""
    return _BRACKETS.sub("", text)
