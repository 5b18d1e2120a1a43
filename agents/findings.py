"""Findings in words -> yes/no inputs and choices: 阳性, 未见, 否认, 均无, 升高, 男. Unknown stays unknown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from agents.fold import Folded
from agents.mentions import Named, inputs_by_name, named_inputs
from agents.negation import denied, left_open
from agents.segments import Period, Segment
from agents.values import Found
from tools.inputs import Input, Kind

_NEGATIVE_AFTER = re.compile(
    r"^[^但\d]{0,14}?(?P<word>阴性|\(-\)|未见|未检出|无异常|没有|正常|均无|也无|都无|也没有|都没有|无$|不存在|[:：]\s*无|-(?=$|[\s、)]))"
)
_POSITIVE_AFTER = re.compile(r"^[^但]{0,14}?(?P<word>阳性|\(\+\)|(?<![\d.])\+|检出|存在|异常|[:：]\s*有)")
_UNDONE = re.compile(
    r"(?:未|没|尚未|还没)(?:有)?(?:做|查|测|行|送检|检测|检查|回报|出结果|评估)|不详|不清楚|不知道|待(?:回报|查|排|结果)|未回|结果未出|没查|拒绝"
)
_NOT_STATED = re.compile(r"^(?:史|的)?(?:发生|形成)?(?:高|低|中)?(?:的)?(?:风险|危险|评分|评估|预防|筛查|可能|待|倾向)")
_ENUMERATES = re.compile(r"[\s、和及与/,或]*(?:[^\s、]{0,10}、)?")
_ASKED = re.compile(r"是否|有没有|有无|要不要|需不需要|吗\s*$|能不能|怎么|怎样|如何|[?？]$")
_MALE = re.compile(r"男(?!科|友)|先生|老爷子|大爷|老头|老汉|我(?:的)?(?:爸|父亲|老爸|爷爷|外公|丈夫|老公|哥|弟|儿子)")
_FEMALE = re.compile(r"女(?!儿|婿|友)|女士|老太太|大妈|奶奶|孕妇|我(?:的)?(?:妈|母亲|老妈|外婆|妻子|老婆|姐|妹)")
_ONLY_FEMALE = re.compile(r"妊娠|怀孕|孕\d|哺乳|子宫|卵巢|绝经|月经|宫颈")
_ONLY_MALE = re.compile(r"前列腺|睾丸|阴茎|勃起")
_ASIAN = re.compile(
    r"汉族|回族|满族|壮族|蒙古族|朝鲜族|藏族|维吾尔族|中国(?!临床|指南|标准|人群)|韩国|日本|越南|泰国|新加坡|亚裔|亚洲|黄种人|华人"
)
_NOT_ASIAN = re.compile(r"白人|黑人|白种人|欧美|德国|法国|英国|美国籍|美国人|俄罗斯|高加索|非洲裔|拉丁裔|非亚裔|非亚洲")
# Read by agents/prophylaxis.py, which tells 没有抗凝禁忌 from 抗凝禁忌.
READ_ELSEWHERE = frozenset({"contraindication"})
# A test result is never taken for present because it is named; it has to be said.
LABORATORY = frozenset({"del17p", "t_4_14", "t_14_16", "t_14_20", "gain_1q", "del_1p", "t_11_14"})
# 、1q 都正常: further items of the list that are no names here.
_LISTED = re.compile(
    r"^(?:[、和及][^、和及，,；;。]{1,8}?)+(?=(?:均|都|也|全)?(?:阴性|阳性|正常|未见|未检出|\([-+]\)))"
)
_THERE = re.compile(
    r"(?:有|既往|曾|患|伴|发生|发现|检出|检测到|合并|携带|存在|出现|确诊|提示|得过|行|置|正在|用|示|年前)[^,，。；;]{0,8}$"
)
_CLOSES = re.compile(r"(?:其余|其他|余)[^,，。；;]{0,12}?(?:均|都|也|全)?(?:无|没有|阴性|未见|否)(?:异常)?")
_FISH_NORMAL = re.compile(r"(?:FISH|细胞遗传学?|染色体)[^,，。；;]{0,8}(?:正常|未见异常|阴性|标危|无异常)", re.I)
_FISH_HIGH = re.compile(r"(?:FISH|细胞遗传学?)[^,，。；;]{0,6}高危|高危(?:细胞遗传|FISH)", re.I)
_LDH_WORD = re.compile(
    r"(?:LDH|乳酸脱氢酶)[\s:：]*(?:也|都|已|均|结果|为|是)*\s*(?P<word>明显升高|升高|增高|偏高|高于正常|超过上限|正常|[不未没](?:有)?(?:明显)?(?:升高|增高|高)|↑|高)",
    re.I,
)


def stated_findings(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Yes/no findings and choices of the patient that the text states."""
    found: list[Found] = []
    for part in parts:
        if not part.patient:
            continue
        names = [n for n in named_inputs(part.text) if n.inputs]
        ending = folded.text[part.end : part.end + 1]
        states = polarities(part.text + (ending if ending in "?？" else ""), names)
        for i in range(len(names)):
            found += _named(folded, part, names, i, states[i])
        found += _people(folded, part) + _laboratory(folded, part)
    return tuple(found)


def option_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Ways of computing that the text names anywhere: Mosteller, CKD-EPI 2021, 校正体重."""
    found: list[Found] = []
    for part in parts:
        here: dict[str, Found] = {}
        for name, code, pattern in _options():
            if name not in here and (match := pattern.search(part.text)):
                here[name] = _found(folded, part, name, code, match.start(), match.end())
        found += here.values()
    return tuple(found)


@cache
def _options() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Input, code and names of every option. Codes are no names: 2021 is a year, "high" an English word."""
    return tuple(
        (name, option.code, re.compile("|".join(_word(w) for w in words), re.I))
        for name, definitions in inputs_by_name().items()
        for definition in definitions
        if definition.kind is Kind.CHOICE and definition.role == "option"
        for option in definition.options
        if (words := [w for w in (option.label, *option.words) if len(w) >= 4])
    )


def _word(word: str) -> str:
    """A pattern for a word as a whole, with any space in it."""
    spaced = r"\s*".join(map(re.escape, word.split()))
    return rf"(?<![A-Za-z]){spaced}(?![A-Za-z])" if word[0].isascii() else spaced


def closes_list(text: str) -> bool:
    """Whether the text says that everything not mentioned is absent (其余均无)."""
    return bool(_CLOSES.search(text))


def _without_denials(text: str) -> str:
    """The text without what it denies: 非妊娠哺乳 is no pregnancy."""
    return re.sub(r"(?:非|无|未|没有|否认|不是)(?:处于)?(?:妊娠|怀孕|哺乳|孕)[^,，。；;]*", "", text)


def contradiction_of_sex(text: str) -> str | None:
    """A condition that the stated sex cannot have, in words; None if there is none."""
    text = _without_denials(text)
    female, male = _FEMALE.search(text), _MALE.search(text)
    if female and not male and (condition := _ONLY_MALE.search(text)):
        return f"性别与病史矛盾：资料写女性，又有“{condition.group()}”相关病史，请核对性别"
    if male and not female and (condition := _ONLY_FEMALE.search(text)):
        return f"性别与病史矛盾：资料写男性，又有“{condition.group()}”，请核对性别"
    return None


def _named(folded: Folded, part: Segment, names: list[Named], i: int, state: bool | None) -> list[Found]:
    name = names[i]
    result: list[Found] = []
    for key in sorted(name.inputs):
        for definition in inputs_by_name()[key]:
            if definition.kind is Kind.BOOLEAN:
                if state and key in LABORATORY and not _stated(part.text, names, i):
                    state = _next_clause_says(folded.text[part.end : part.end + 16])
                if state is not None and key not in READ_ELSEWHERE and not _is_measured(name, part.text):
                    found = _found(folded, part, key, state, name.start, _reach(part.text, names, i))
                    result.append(replace(found, explicit=not state or _stated(part.text, names, i)))
                break
            if definition.kind is Kind.CHOICE:
                code = _option_after(definition, part.text, name.end)
                if code is not None:
                    result.append(_found(folded, part, key, code[0], name.start, code[1]))
                break
    return result


def _next_clause_says(text: str) -> bool | None:
    """What the clause behind says of a test that this one only names: 只做了17p，阴性."""
    match = re.match(r"\s*[,，]\s*(?:结果)?(?:为|是|均|都)?\s*(阴性|未见|未检出|正常|\(-\)|阳性|\(\+\)|检出)", text)
    return None if match is None else match.group(1) in ("阳性", "(+)", "检出")


def _stated(text: str, names: Sequence[Named], i: int) -> bool:
    """Whether a present finding is said to be there, not merely named (会诊：静脉血栓); in a list with the last."""
    if _THERE.search(text[: names[i].start]):
        return True
    while i + 1 < len(names) and _ENUMERATES.fullmatch(text[names[i].end : names[i + 1].start]):
        i += 1
    stop = names[i + 1].start if i + 1 < len(names) else len(text)
    return _word_after(text[names[i].end : stop]) is not None


def _is_measured(name: Named, text: str) -> bool:
    """Whether a name is that of a measured value which follows: 骨髓浆细胞1% does not say that there are any."""
    kinds = {d.kind for key in name.inputs for d in inputs_by_name()[key]}
    return Kind.QUANTITY in kinds and re.match(r"[\s:=占为是约]*[<>≤≥]?\d", text[name.end :]) is not None


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
    if _UNDONE.search(text[name.end : name.end + 14]) or left_open(text, name.start):
        return None
    stop = names[i + 1].start if i + 1 < len(names) else len(text)
    own = text[name.end : stop]
    if behind_it := _word_after(_LISTED.sub("", own)):
        return behind_it[0]
    if _NOT_STATED.match(own):
        return None
    if denied(text, name.start):
        return False
    if i + 1 < len(names) and _ENUMERATES.fullmatch(own):
        return behind
    return None if _ASKED.search(text) else True


def _word_after(own: str) -> tuple[bool, int] | None:
    """The nearest word behind a name that says present or absent, and where it ends."""
    found = [(m, state) for m, state in ((_NEGATIVE_AFTER.match(own), False), (_POSITIVE_AFTER.match(own), True)) if m]
    if not found:
        return None
    match, state = min(found, key=lambda f: f[0].start("word"))
    return state, match.end()


def _reach(text: str, names: Sequence[Named], i: int) -> int:
    stop = names[i + 1].start if i + 1 < len(names) else len(text)
    word = _word_after(text[names[i].end : stop])
    return names[i].end + word[1] if word else names[i].end


def _option_after(definition: Input, text: str, start: int) -> tuple[str, int] | None:
    """The option that stands right behind (or, for a measure, at) the name."""
    rest = text[start : start + 24]
    for option in definition.options:
        for word in (option.label, option.code, *option.words):
            match = re.match(rf"[\s:：=为是在（(]*{re.escape(word)}(?![A-Za-z0-9])", rest, re.I)
            if match:
                return option.code, start + match.end()
    return None


def _people(folded: Folded, part: Segment) -> list[Found]:
    found: list[Found] = []
    for name, value, pattern in (("sex", "male", _MALE), ("sex", "female", _FEMALE)):
        match = pattern.search(part.text)
        if match and not re.search(r"男/女|男还是女|男女", part.text):
            found.append(_found(folded, part, name, value, match.start(), match.end()))
            break
    for asian, pattern in ((False, _NOT_ASIAN), (True, _ASIAN)):
        match = pattern.search(part.text)
        if match:
            found += [
                _found(folded, part, name, asian, match.start(), match.end()) for name in ("asian", "asian_pacific")
            ]
            break
    return found


def _laboratory(folded: Folded, part: Segment) -> list[Found]:
    found: list[Found] = []
    ldh = _LDH_WORD.search(part.text)
    if ldh:
        status = "normal" if ldh.group("word")[0] in "正不未没" else "high"
        found.append(_found(folded, part, "ldh_status", status, ldh.start(), ldh.end()))
    for risk, pattern in (("standard", _FISH_NORMAL), ("high", _FISH_HIGH)):
        fish = pattern.search(part.text)
        if fish:
            found.append(_found(folded, part, "fish_risk", risk, fish.start(), fish.end()))
            break
    return found


def _found(folded: Folded, part: Segment, name: str, raw: object, start: int, end: int) -> Found:
    a, b = folded.span(part.start + start, part.start + max(end, start + 1))
    period = Period.UNSTATED if name in ("sex", "asian", "asian_pacific", "vte_history") else part.period
    return Found(name, raw, folded.original[a:b], a, b, period, part.date)
