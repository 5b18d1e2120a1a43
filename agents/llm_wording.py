"""What may not change between a quotation and a sentence about it: negation, duty, exceptions, direction, route, rank."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.words import plain

# Opposites: where a source has both, each must keep what it is said of.
_OPPOSITES = tuple(
    (re.compile(one), re.compile(other))
    for one, other in (
        (r"升高|增高|上升|增加|增多|增量|加量|提高|上调|偏高|过高|更高|较高|高于", r"降低|下降|减少|减量|减低|下调|调低|偏低|过低|更低|较低|减至|降至|低于"),
        (r"延长|拉长|推迟|延迟|延后", r"缩短|提前"), (r"停(?!留|滞)|中止|终止|中断|暂停", r"继续|持续|不间断|恢复|重启|重新开始|开始|启动|起始"),
        (r"高危|高风险", r"低危|低风险|标危|标准风险|中危|中风险"), (r"阳性", r"阴性"), (r"重度|严重|重症|中度", r"轻度|轻微"), (r"急性", r"慢性"), (r"上限|最大|最高|最多", r"下限|最小|最低|最少"),
        (r"口服|吞服|静脉|静注|静滴|滴注", r"皮下|肌注|肌内|肌肉注射|鞘内"), (r"每[日天]|一天|qd|1次/[天日]|每周|qw", r"每个?月|qm|隔日|隔天|qod|每小时|qh"),
        (r"完全缓解", r"部分缓解|进展|恶化"), (r"复发|难治|耐药", r"初治|新诊断|初诊"), (r"诱导", r"维持|巩固"), (r"活动性|症状性|有症状", r"冒烟|无症状"),
        (r"优于|好于|胜过", r"不如|劣于|差于|相当|相似|相同|非劣|不劣"), (r"有效", r"无效"), (r"男", r"女"), (r"首次|首剂", r"末次|最后一次"), (r"左侧|单侧", r"右侧|双侧"),
        (r"以上", r"以下|以内|之内"), (r"首选|优选|优先", r"其他推荐|某些情况|特定情况|次选|备选|替代"), (r"一线", r"二线"), (r"可逆", r"不可逆|永久"), (r"单药", r"联合|联用|合用|合并"),
    )
)  # fmt: skip
# Whoever uses a word of a group must find a word of the same group in the source.
_GUARDED = tuple(
    re.compile(words)
    for words in (
        r"继续|持续|不间断", r"恢复|重启|重新开始", r"开始|启动|起始", r"减至|降至", r"中度", r"中危|中风险", r"静脉|静注|静滴|输注|滴注", r"口服|吞服", r"每周|qw", r"每[日天]|一天|qd|1次/[天日]",
        r"禁用|禁忌|严禁|禁止", r"慎用|谨慎|小心", r"孕|哺乳", r"儿童|小儿|未成年", r"老年|高龄", r"局部", r"移植", r"透析", r"安全", r"致命|致死|死亡", r"治愈|根治",
        r"所有|全部|一律|任何|均", r"唯一|仅|只能", r"终身", r"紧急|急诊|立即|马上|尽快", r"显著|明显", r"证明|证实", r"导致|引起|所致|致(?!命|死)", r"空腹", r"餐后|饭后", r"夜间|睡前", r"晨起|早晨",
        r"预防", r"治疗", r"诊断", r"筛查|检查|监测", r"相当|相似|相同|等效|一致|非劣|不劣", r"部分缓解", r"耐药|难治", r"巩固", r"标危|标准风险", r"最大|最高|最多", r"最小|最低|最少",
    )
)  # fmt: skip
# Duty: 应 is not 可, and 必须 is more than 应.
_DUTIES = (
    ("必须", re.compile(r"必须|务必|一定要|强制|绝对")),
    ("应当", re.compile(r"(?<![反效适相感供对响不])应(?!用|激|答|急|症|变)|(?<!不)(?:应当|应该|建议|推荐|宜)|(?<![不无必])需(?!求)|(?<!无)须(?!知)")),
    ("可以", re.compile(r"可(?!见|逆|能|靠|疑|知|溶|的松|乐)|酌情|考虑|或许")),
    ("可能", re.compile(r"可能|或许|也许|似乎|有望|潜在")),
)  # fmt: skip
_EXCEPTION = re.compile(r"除外|除非|(?<![去消清解排])除[^，。；]{1,20}(?:之?外|以外)|仅(?!次)|只有|只能|唯有|限于|例外")
_NOT = re.compile(
    r"(?P<forbidden>不(?:应该?|宜|可以?|能|得|建议|推荐|主张|要|适合|适用)|禁止|禁用|严禁|禁忌证?|切勿|请勿|勿|避免|忌)|(?P<unneeded>不(?:需要?|必|用)|无[需须]|毋需|免去?)|"
    r"(?P<none>没有|尚?未|无|非(?!常|霍奇金|甾体)|不(?!仅|但是)|缺乏|排除|否认)"
)
_MODAL = re.compile(r"[\s，,于应宜能可需再被对将予以进行给采取的是为有]*")
_USE = re.compile(r"使用|应用|采用|服用|给药")
_MARKS = re.compile(r"[\s，。；：、,.;:!?！？（）()“”\"'《》]+")
_AROUND = re.compile(r"([\u4e00-\u9fff])(?<![时天周月年日钟])(?:之|以)?(前|后)(?!者|期|续|果|来|列|述|面|方)")


@dataclass(frozen=True)
class Denial:
    """A negation: its word and kind, and the beginning of what it denies (empty at the end of a clause)."""

    word: str
    kind: str
    denied: str
    before: str


def denials(text: str) -> tuple[Denial, ...]:
    """The negations of a plain text."""
    return tuple(_denials(_USE.sub("用", text)))


def _denials(text: str) -> Iterator[Denial]:
    for match in _NOT.finditer(text):
        start = _MODAL.match(text, match.end())
        rest = text[start.end() if start and not re.search(r"[，,]", start.group()) else match.end() :]
        clause = re.split(r"[，。；：,;:！？!?（）()、]", rest, maxsplit=1)[0]
        yield Denial(match.group(), str(match.lastgroup), clause[:2], text[max(0, match.start() - 2) : match.start()])


def wording_faults(said: str, stated: str, context: str) -> tuple[str, ...]:
    """What the sentence words otherwise than its source; empty if nothing."""
    sentence, quote, around = plain(said), plain(stated), plain(context)
    return tuple(
        dict.fromkeys((
            *_guarded(sentence, quote, around), *_duty(sentence, quote), *_denied(sentence, quote, around),
            *_excepted(sentence, quote), *_before_after(sentence, f"{quote} {around}"),
        ))
    )  # fmt: skip


def _guarded(sentence: str, quote: str, context: str) -> Iterator[str]:
    for one, other in _OPPOSITES:
        # What stands over a table or list counts only where the quotation itself does not speak of it.
        source = quote if one.search(quote) or other.search(quote) else context
        if any(len(side.findall(sentence)) > len(side.findall(source)) for side in (one, other)):
            yield f"“{(one.findall(sentence) or other.findall(sentence))[-1]}”不在所引原文中"
        elif (
            one.search(source)
            and other.search(source)
            and any(not _said_of(side, sentence) <= _said_of(side, source) for side in (one, other))
        ):
            yield "相反的说法与原文搭配不同"
    for group in _GUARDED:
        used = group.findall(sentence)
        if len(used) > len(group.findall(f"{quote} {context}")):
            yield f"“{used[-1]}”不在所引原文中"


def _said_of(words: "re.Pattern[str]", text: str) -> set[str]:
    """The two characters before each word of a group, which tell what it is said of."""
    close = _MARKS.sub("", text)
    return {close[max(0, m.start() - 2) : m.start()] for m in words.finditer(close) if m.start()}


def _duty(sentence: str, quote: str) -> Iterator[str]:
    for name, words in _DUTIES:
        allowed = words.search(quote) or (name == "应当" and _DUTIES[0][1].search(quote))
        if words.search(sentence) and not allowed:
            yield f"原文没有“{name}”的意思"


def _denied(sentence: str, quote: str, context: str) -> Iterator[str]:
    here, there = denials(sentence), denials(quote)
    known = {*there, *denials(context)}
    if any(not _stated(d, known) for d in here):
        yield "否定与原文不一致"
    elif any(_lost(d, sentence, quote, here) for d in there):
        yield "原文的否定被去掉了"


def _stated(denial: Denial, known: set[Denial]) -> bool:
    """Whether a source denies the same in the same way; without an object the negation's own word must recur."""
    whole = denial.denied
    return any(
        k.word == denial.word and (k.denied == whole or not whole or not k.denied)
        or (k.kind == denial.kind and whole and k.denied == whole)
        for k in known
    )  # fmt: skip


def _lost(denial: Denial, sentence: str, quote: str, here: tuple[Denial, ...]) -> bool:
    """Whether the sentence affirms what the quotation denies."""
    if denial.kind == "forbidden" and not any(d.kind == "forbidden" for d in here):
        return True
    if not denial.denied:
        alike = [d for d in here if d.kind == denial.kind]
        return not alike or (denial.before in sentence and all(d.before != denial.before for d in alike))
    return denial.denied in sentence and _affirmed(denial.denied, sentence) > _affirmed(denial.denied, quote)


def _affirmed(word: str, text: str) -> int:
    """How often a word stands in a text without being denied."""
    return text.count(word) - sum(d.denied == word for d in denials(text))


def _excepted(sentence: str, quote: str) -> Iterator[str]:
    if _EXCEPTION.search(quote) and not _EXCEPTION.search(sentence):
        yield "原文的例外或限定被去掉了"


def _before_after(sentence: str, source: str) -> Iterator[str]:
    known = {(m.group(1), m.group(2)) for m in _AROUND.finditer(source)}
    for match in _AROUND.finditer(sentence):
        if (match.group(1), match.group(2)) not in known:
            yield f"“{match.group()}”与原文的先后不一致"
    if any(sentence.count(c) > source.count(c) for c in "前后"):
        yield "先后与原文不一致"
