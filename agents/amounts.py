"""Numbers behind a name: with sign, unit and time, one after another where a note gives a course of values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agents.behind import dated_before, said_behind
from agents.times import DATE, Period, When, lead_time

DIGIT = re.compile(r"\d")
"""Without one there is no number to be found."""
NUMBER = r"-?\d+(?:\.\d+)?"
UNIT = (
    r"(?:[xX*]?\s*10\s*[\^*]?[eE]?\s*\d{1,2}\s*/\s*(?:[lL]|[uμ][lL])|[xX*]\s*10\s*[\^*]?[eE]?\s*\d{1,2}|万(?:/[uμ]l)?|公斤|千克|市斤|斤|磅|公分|厘米|平方厘米|米|周岁|岁|"
    r"克/升|毫克/(?:分)?升|微克/(?:毫)?升|微摩尔/升|毫摩尔/升|微摩尔|毫摩尔|单位/升|毫克|克|次/分钟?|毫升/分钟?|毫升|升(?![高至到为了])|毫秒|秒|%|个?/[uμ][lL]|(?:[gG]|mg|mG|MG)%|"
    r"(?:[cm]m|m)2(?!\d)|[A-Za-zμ]+(?:/(?:\(min[·.x*]?1\.73m[2²]\)|[A-Za-z0-9μ.²]+))*)"
)
_DATED = rf"(?:24\s*(?:h|小时)|{DATE}|\d{{1,2}}月(?:\d{{1,2}}[日号])?|(?<!\d)\d{{1,2}}[日号]|(?<![A-Za-z])C\d{{1,2}}(?:D\d{{1,2}})?(?:后|末|结束)|(?<!\d)\d{{1,2}}个?(?:疗程|周期)(?:治疗)?(?:后|末|结束))"
_AGO = r"(?:\d+\s*(?:年|个?月|周|天|毫米|毫|厘|平方|立方|株|岁|日)|半年)(?:多)?前"
# Words that may stand between a name and its value, or in front of a later value of the same name.
WORDS = (
    "已经算好|算好|算出来|算下来|评出来|得出|重新|重查|重测|复核|从|由|目前|现在|现查|现|约|大约|大概|为|是|在|达到|达|只有|仅有|仅|只剩|还有|还是|有|高达|低至|降低到|降低至|降到|降至|降为|涨到|涨至|升到|升至|升为|升高到|升高至|掉到|掉至|跌到|跌至|落到|减到|减至|增至|增到|回落到|回落至|恢复到|恢复至|恢复为|恢复|至|"
    "升高|降低|增高|偏高|偏低|增加到|减少到|变成|变为|改成|改为|改到|到|复查|复测|今天|今日|今晨|今早|今次|昨天|昨日|昨晚|前天|前日|本次|此次|这次|上次|上周|上个月|上月|去年|前年|早上|上午|下午|当时|当天|当日|占|比例|水平|测得|测定|定量|的|了|仍|以前|之前|既往|此前|平时|基础|最近一次|最近|最新|最后一次|末次|刚|刚刚|"
    "入院时|入院|出院时|出院前|出院|术前|术后|初诊时|初诊|诊断时|确诊时|基线值|基线|治疗开始时|治疗前|治疗后|化疗前|化疗后|用药前|用药后|最低值|最低时|最低|最高值|最高|谷值|最好时|历史最低值|历史最低|既往最低|"
    "检验科|化验单|化验|报告单|报告|电子版|电子|纸质|本院|我院|外院|当地|门诊|急诊|检查|检测|查|测|结果|回报|提示|显示|示|写着|写的|写|记录为|记录|记载|记为|登记为|标注|填的|填|评价|评估|变化|随访|动态|监测|情况|治疗过程中|治疗中|治疗期间|期间|病历|病程记录|病程|护理记录|评估单|评估表|交班本|医生|医师|护士|里|印的|印|打印|打的|打|登记|系统|最终|实际|实测|更正|修正|纠正|应|一直|持续|始终|依旧|仍然|仍|都|均|也|还|又|再次|再|同样|刚好|正好|恰好|恰|就|才|竟|前后|和|与|以及|给的|同一|标本|血样|管|份|原件|每次|总计|共|合计|就是|值|随机|空腹|本例|该患者|患者|这个月|本月|本周|这周|这几天|近日|今(?!年)|昨|浓度|总量"
)
_GAP = r"[\s:=()↑↓,、]*"
_LEAD = rf"(?:(?:{WORDS}|{_AGO}|{_DATED})[\s:=()↑↓、“”\"「」]*)"
_BETWEEN = rf"[\s:=()↑↓“”\"「」]*{_LEAD}{{0,8}}"
# A few other words may stand between (白蛋白有点低3.2g/L), but none of these, which make it another thing.
_MAKES_OTHER = (
    r"入量|出量|摄|饮|正常|参考|上限|下限|范围|目标|标准|比(?!例)|分布|电泳|体积|压积|抗体|抗原|型|链|阴|阳|术|要求|需|治疗|大于|小于|超|不足|低于|高于|不到|未达|输|予|给|每(?!次)|第|孕|清除|排泄|结合|前体|"
    r"(?:降|升|减|增|涨|掉|少|瘦|重|轻)(?:了|低|高|少|加|幅|约|重|轻)?(?![至到为])|差|转|移植|固定"
)
_FREE = rf"(?:(?:(?!{_MAKES_OTHER})[\u4e00-\u9fff]){{1,4}}(?<!上限)(?<!下限)(?<!参考)\s*)?"
# Of a line in a laboratory's sheet: 178.0 H 41-73 μmol/L
_SPAN = r"\d+(?:\.\d+)?\s*[-~]{1,2}\s*\d+(?:\.\d+)?"
_FLAG = rf"\s*(?:[↑↓▲▼]|\(?[HL]\)?(?=\s+\(?{_SPAN}|\s+(?:[a-zμ]+/|g/|10|%)))?\s*"
VALUE = (
    rf"(?P<sign>[<>≤≥]=?)?\s*(?P<number>(?!(?:19|20)\d\d\s*(?:年|[-/]\s*\d)){NUMBER})(?!\d)(?:\s*[-~至到]\s*(?P<upper>\d+(?:\.\d+)?))?"
    rf"{_FLAG}(?:\s*\(?{_SPAN}\)?(?=\s*(?:[xX*]?10\^?\d|[A-Za-zμ]+/|%)))?\s*(?:(?P<unit>{UNIT})|\(\s*(?P<inside>[A-Za-zμ]+/[A-Za-z0-9.]+)\s*[),])?"
)
_AFTER_NAME = re.compile(rf"(?P<lead>{_BETWEEN}{_FREE}){VALUE}")
# 肌酐清除率（24h尿法）45: a remark about the method.
_ASIDE = re.compile(r"\s*\((?:\d{1,2}\s*(?:h|小时)[^()\d]{0,24}|[^()\d]{1,24})\)")
# 血钙正常2.31mmol/L and M蛋白阴性(0g/L) are values as well.
_STILL_NORMAL = re.compile(rf"(?P<lead>\s*(?:也|都|均|尚|仍)?(?:正常|阴性)[\s:(]*){VALUE}(?!\s*[-~至到])")
# 88→178, 由88升至178: the later value counts.
_THEN = re.compile(
    rf"(?P<lead>[\s,]*(?:\([^()]{{0,16}}\)\s*)?(?:(?:在|于|经)?\s*\d+\s*(?:小时|h|天|日|周|个?月)(?:内|后)?\s*)?(?:-+>|→|=>|⇒|(?:已|又|再|[\u4e00-\u9fff]{{1,4}}后|逐渐|渐|逐步|快速|迅速|下|上|进一步)*(?:升高?|降低?|涨|增加?|减少?|恢复|改善|变化?|掉|跌|落|回升|回落|缩小?|下降|上升|再)(?:至|到|为|成)(?:了)?)\s*(?:{_LEAD}){{0,3}}){VALUE}"
)
_LATER = re.compile(rf"(?P<lead>[\s,、;(]*(?:—+|-{{2,}})?\s*{_LEAD}{{1,8}}){VALUE}")
_NEXT = re.compile(
    rf"(?P<lead>\s*(?:—+|-{{2,}})?\s*(?:{_LEAD}{{1,8}}|(?:[\u4e00-\u9fff]|\d+\s*(?:天|日|周|小时|个?月)(?:内|后)?){{0,8}}(?:降|升|涨|增|减|恢复|掉|跌|落)(?:至|到|为)(?:了)?[:\s]*)){VALUE}"
)
_ALONE = re.compile(rf"(?P<lead>\s*){VALUE}")
_COUNTER = re.compile(
    r"\s*(?:英尺|英寸|尺|寸|年|个?月|周|天|毫米|毫|厘|平方|立方|株|岁|[日号](?!均)|小时|分钟|次(?!/分)|级|度|期|型|枚|处|个(?!/)|项|倍|支|片|粒|床|例|治疗量|袋|瓶|疗程|名|位|人(?!血)|张|份|元|余|多(?!发)|几|代|线|\+|[hd](?![A-Za-z])|/HP|:\d)|"
    r"\.(?=[\u4e00-\u9fffA-Z])"
)
_SECOND = re.compile(
    rf"(?:[\s、]*\d+(?:\.\d+)?(?![\d.]|\s*[-~:/年月日岁])|/\d+(?:\.\d+)?(?![\d.]|\s*[-~:年月日岁]))\s*[↑↓]?\s*(?P<unit>{UNIT})?(?=\s|$|[,;()↑↓、/])"
)
# 肌酐(μmol/L) 178: the unit stands behind the name.
_NAMED_UNIT = re.compile(
    r"\s*[(\[,/]?\s*(?P<unit>(?:[xX*]?10\^?9|[A-Za-zμ]+)/[A-Za-zμ]+(?:/1\.73m2)?|kg|cm|%|公斤|厘米|岁)\s*[)\]]?\s*[:=]?\s*(?=[<>]?\d)"
)
_VOID = re.compile(
    r"[^,，。；;]{0,6}(?:不是(?:他|她|本人|患者|病人|该|这)|(?:是|抄的?是|属)(?:邻床|隔壁|别人|别的|他人|同名|另)|(?:是|为)(?:个)?(?:界值|临界|界限|标准|阈值|分界)|为界|这(?:条线|个界|个标准)|作废|抄错|有误|不作数|写错|打错|录错|看错|不算数|猜的)"
)
# CrCl≥60的患者, IMPEDE≥4分算高危: a rule.
_RULE = re.compile(r"[分级%]?\s*(?:者|的|时)?\s*(?:算|为|属|即|才|者|考虑|需|应|的|时)")
# 141μmol/L（出院时203μmol/L），42（昨日55，上周61）
_EARLIER = re.compile(
    r"\s*(?:昨|前[天日次]|上(?:次|周|月|个月)|出院|原|既往|之前|此前|发病前|起病前|病前|半年前|\d+\s*(?:天|日|周|个?月|年)前)"
)
_OF_NOW = re.compile(r"近\d+\s*[天日周]|稳定在|维持在|目前|今[天日晨]|复查")
_CHANGE = re.compile(
    r"(?:下降|降低|减少|减轻|降了|减了|掉了|少了|升了|涨了|增加|增加了|升高了|上升|上升了|瘦了|重了|轻了|降|减|增|升)\s*(?:约|近|大约|超过)?\s*$"
)


@dataclass(frozen=True)
class Reading:
    """One number behind a name: `lead` is what stands between, `start` and `end` where number and unit stand.

    `superseded`: a later value of the same course follows; `counts`: it counts days, cases or the like;
    `second`: the unit, or "", of a second number that follows as in another column.
    """

    number: str
    unit: str | None
    bound: str
    start: int
    end: int
    lead: str
    superseded: bool = False
    counts: bool = False
    second: str | None = None


def readings(text: str, start: int, stop: int, when: When) -> tuple[tuple[Reading, When], ...]:
    """The values behind a name up to `stop`, each with its time; of a course 88→178 the last supersedes the others."""
    headed = _NAMED_UNIT.match(text, start, stop)
    start = headed.end() if headed else start
    start, when = dated_before(text, start, when)
    aside = _ASIDE.match(text, start, stop)
    match = (aside and _AFTER_NAME.match(text, aside.end(), stop)) or _AFTER_NAME.match(text, start, stop)
    if match is None and (normal := _STILL_NORMAL.match(text, start, stop)) and normal.group("unit"):
        match = normal
    found: list[tuple[Reading, When]] = []
    while match:
        lead = match.group("lead")
        here = lead_time(lead, when)
        if usable(text, match):
            reading = _reading(text, match)
            unit = reading.unit or (headed["unit"] if headed else None)
            behind, here = said_behind(text, match.end(), here)
            here = _compared(text, match.start(), here, found[0][1]) if found else here
            found.append((replace(reading, unit=unit, lead=f"{reading.lead}{behind}"), here))
        later = _THEN.match(text, match.end(), stop)
        if later and found:
            found[-1] = (_superseded(found[-1][0], later), found[-1][1])
        match = later or _LATER.match(text, match.end(), stop)
    unit = found[-1][0].unit if found else None
    return tuple((replace(r, unit=unit) if r.superseded and r.unit is None else r, w) for r, w in found)


def _compared(text: str, start: int, here: When, first: When) -> When:
    """The time of a further value, by that of the first: in a bracket behind it stands what it is compared with."""
    opens = text.rfind("(", 0, start + 3)
    if opens < 0 or ")" in text[opens:start] or not _EARLIER.match(text, opens + 1):
        return here
    if here.period is Period.YESTERDAY or first.period is Period.NOW or _OF_NOW.search(text[:opens]):
        return replace(here, period=Period.PAST)
    return replace(here, period=min(here.period, first.period)) if first.period is Period.UNSTATED else here


def next_value(text: str, when: When, bare: bool = False) -> tuple[tuple[Reading, When], ...]:
    """The values of a clause without a name: 今日170μmol/L, 降至210μmol/L; `bare`: also one without words in front."""
    if not DIGIT.search(text):
        return ()
    match = _NEXT.match(text) or (_ALONE.match(text) if bare else None)
    if match is None or not usable(text, match):
        return ()
    behind, here = said_behind(text, match.end(), lead_time(match.group("lead"), when))
    reading = _reading(text, match)
    first = (replace(reading, lead=f"{reading.lead}{behind}"), here)
    return (first, *_more(text, match, when))


def _more(text: str, match: re.Match[str], when: When) -> Iterator[tuple[Reading, When]]:
    later = _THEN.match(text, match.end()) or _LATER.match(text, match.end())
    while later:
        if usable(text, later):
            yield _reading(text, later), lead_time(later.group("lead"), when)
        later = _THEN.match(text, later.end()) or _LATER.match(text, later.end())


def usable(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a value: no change (下降20g/L), no rule, not declared void (72kg是邻床的), not misspelt (9O)."""
    if match.group("sign") and _RULE.match(text, match.end()):
        return False
    behind = text[match.end("number") : match.end("number") + 2]
    if behind[:1] in ("O", "o", "I", "l") and not (behind[1:].isascii() and behind[1:].isalpha()):
        return False
    return not (
        _CHANGE.search(text, max(0, match.start("number") - 12), match.start("number"))
        or _VOID.match(text, match.end())
    )


def _reading(text: str, match: re.Match[str]) -> Reading:
    number, unit = match.group("number"), match.group("unit") or match.group("inside")
    bound = "-" if match.group("upper") else match.group("sign") or ""
    counts = unit is None and bool(_COUNTER.match(text, match.end()))
    apart = text[match.end("number") : match.end("number") + 1] in (" ", "↑", "↓", "、", "/")
    behind = _SECOND.match(text, match.end()) if apart and unit is None else None
    return Reading(
        number,
        unit,
        bound,
        match.start("number"),
        match.end() if unit else match.end("number"),
        match.group("lead"),
        counts=counts,
        second=(behind["unit"] or "") if behind else None,
    )


def _superseded(reading: Reading, later: re.Match[str]) -> Reading:
    """A value that a later one replaced; without unit it has that of the later one."""
    unit = reading.unit or later.group("unit") or later.group("inside")
    return replace(reading, unit=unit, superseded=True)
