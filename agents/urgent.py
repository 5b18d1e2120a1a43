"""Signs of an emergency that somebody has now, as told in a question: the answer then begins with urgent care.

A question about knowledge (how a complication is treated, what a drug may cause), a denied sign, a history and a
condition (if, in case of) begin nothing. Patients and relatives are sent to a doctor, professionals are reminded.
"""

import re
from dataclasses import dataclass

from agents.negation import denied, denied_behind, left_open
from agents.reader import is_lay
from agents.times import DATE

PHONE = "120"
NEAR = 80  # characters around a clause in which a condition or a time may stand
BEHIND = 160  # characters behind an admission in which its outcome may stand
_CHEST = "胸(?:口|部|前)?(?:很|好|特别|剧烈|突然|一阵一阵|一阵|有点|也)?(?:剧痛|绞痛|闷痛|疼|痛)"
_SIGNS = (
    ("脊髓或马尾受压",
     r"(?:双?腿|下肢|双?脚|双足|肢体|四肢|半身|下半身)[^，,。；]{0,8}(?:没有?(?:一点)?(?:力|劲|知觉|感觉)|无力|发软|软了|动不了|不能动|抬不起|瘫|站不[起住稳]|(?:劲|力气?|知觉|感觉)(?:都|也)?没(?:有|了)|走不[了动成]|不听使唤)|"
     r"截瘫|瘫痪|(?:胸|腰|肚脐|肚子)以下[^，,。]{0,4}(?:麻|没)|(?:鞍区|会阴)[^，,。]{0,4}(?:麻|感觉)|"
     r"(?:大小便|小便|排尿|尿)[^，,。；无未否没]{0,4}(?:失禁|控制不住|憋不住|解不出|排不出|尿不出|障碍|潴留)|大便[^，,。；]{0,3}(?:失禁|控制不住|憋不住)|尿不出|尿(?:了)?裤子|拉裤子|"
     r"(?:脊髓|马尾|脊神经)[^，,。]{0,3}(?:受压|压迫)|马尾综合征"),
    ("感染",
     r"高烧|高热|(?<![低微])发烧|寒战|寒颤|打(?:冷|寒|哆)(?:颤|战|嗦)|(?:体温|烧到?)[^，,。\d]{0,6}(?:38|39|4[0-2])(?!\d)|(?<![A-Za-z])T\s*[:：]?\s*(?:38|39|4[0-2])(?:\.\d)?\s*(?:度|℃|°C)|(?<![\d.])(?:38|39|40|41)(?:\.\d)?\s*(?:度|℃|°C)|浑身发抖|冷得[^，,。]{0,3}抖|"
     r"(?:粒缺|粒细胞缺乏|粒细胞减少|中性粒|ANC)[^。；]{0,20}发热|发热[^。；]{0,20}(?:粒缺|粒细胞缺乏|粒细胞减少|中性粒|ANC)|感染性休克|脓毒|败血症"),
    ("大出血", r"大出血|大量出血|(?:吐|呕|咯|咳)(?:了|出)?[^，,。]{0,4}血(?!糖|压)|(?:血|出血|流血)[^，,。；]{0,6}(?:止不住|不止|不停)|便血|黑便|柏油|拉[^，,。]{0,2}血|拉黑"),
    ("意识改变",
     r"(?:意识|神志)[^，,。]{0,3}(?:模糊|不清|障碍|丧失|改变|淡漠)|说胡话|胡言乱语|昏迷|昏睡|叫不醒|晕倒|晕厥|昏倒|昏过去|不省人事|抽搐|抽风|"
     r"(?:血钙|高钙)[^。；]{0,20}(?:嗜睡|迷糊|糊涂)|(?:嗜睡|迷糊|糊涂)[^。；]{0,20}(?:血钙|高钙)|高钙危象|认不(?:出|得)(?:人|家)"),
    ("肺栓塞或心脏急症",
     rf"{_CHEST}|呼吸困难|喘不[上过]|上不来气|透不过气|憋气|憋得(?:慌|难受)|呼吸急促|(?:急性)?肺(?:动脉)?栓塞|心肌梗死|心梗|心脏骤停|血氧[^，,。]{{0,6}}[1-8]\d(?!\d)"),
    ("严重过敏反应",
     r"喉头?水肿|(?:喉咙?|嗓子)[^，,。]{0,4}(?:发紧|紧|肿|堵)|(?:嘴唇|舌头|口唇)[^，,。]{0,4}肿|过敏性?休克|休克|血压[^，,。]{0,4}(?:测不[出到]|掉|骤降)"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _SIGNS)
# A diagnosis is no sign of its own in a question about it; told of one patient it is.
_DIAGNOSES = re.compile(r"压迫|受压|综合征|休克|脓毒|败血|危象|栓塞|心肌梗死|心梗|截瘫|瘫痪")
_CLAUSE = re.compile(r"[^，,；;。！!？?\n]+[？?]?")
_SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;]?")
_ASKS = re.compile(
    r"怎么|如何|什么|哪|多少|是否|吗|呢|么$|几(?!天|个?小时|次)|为何|要不要|能不能|可不可以|还能|有没有|[？?]|的(?:定义|标准|处理|治疗|原则|患者|病人|时机|鉴别|指征)$"
)
_SUPPOSED = re.compile(
    r"如果|若(?!干)|假如|要是|万一|一旦|出现[^，,。]{0,12}(?:时|的话|后)(?:[，,]|应|该|要|如何|怎)|的话|哪些情况|什么情况|什么时候|何时|哪些症状|什么症状|有什么(?:表现|症状)|有(?:哪|什么)些|"
    r"(?:会不会|会|可能|容易|可|能|可以|是否|怕|担心)(?:不会)?(?:引起|导致|造成|出现|发生|产生|诱发|有|得)?(?:[^，,。]{0,4}(?:和|、|或))*$"
)
_GUARDED = re.compile(
    r"预防|避免|防止|警惕|风险|概率|几率|发生率|比例|副作用|不良反应|指南|筛查|鉴别|机制|分级|几级|压力性|偶[有尔]"
)
_OVER = re.compile(
    r"既往|病史|曾|去年|前年|(?:\d|[一二两三四五六七八九十半几])+\s*(?:年|个月|月|周)(?:多)?(?:以?前|史)|以前|之前(?!.{0,4}好好)|上次|上回|那次|"
    r"(?:移植|手术|治疗|起病|入院)(?:之)?前(?!天|日)|一过性|(?:留置)?(?:尿)?管[^，,。]{0,2}已拔|"
    r"已经?(?:好转|控制|缓解|恢复|消失|退|停|止|愈|纠正)|现(?:平稳|已|好转|无)|止住|好了|退(?:了|烧|热)|缓解了|不(?:发烧|烧)了|史(?:$|[，,。；])"
)
# 移植期间：粒缺伴发热4天 tells in a list what happened then.
_THEN = re.compile(r"(?:移植|住院|手术)期间(?:[:：]|[^。；;]{0,40}[，,])")
_ENDED = re.compile(r"^[^，,。]{0,4}已经?(?:止|停|好转|控制|缓解|消失|恢复|退|纠正)")
# “肢体无力6小时”于2025-03-11入院, 康复后肌力4级: what brought the patient in is over where the note tells so.
_CAME_WITH = re.compile(rf"(?:{DATE}|\d{{1,2}}月\d{{1,2}}[日号])[^,，。；;]{{0,6}}(?:入院|就诊|住院|收入|收住|来诊)")
_OWN_WORDS = {
    "脊髓或马尾受压": "肌力|肢体|下肢|上肢|行走|大小便", "感染": "体温|感染", "大出血": "出血", "意识改变": "意识|神志",
    "肺栓塞或心脏急症": "胸痛|呼吸|血氧", "严重过敏反应": "血压|水肿",
}  # fmt: skip
_BETTER = {
    name: re.compile(
        rf"康复(?:训练|治疗|锻炼)?[后期]|(?:治疗|处理|溶栓|抢救|手术|术)后(?:明显|逐渐|已|完全|基本)*(?:好转|缓解|恢复|消失|改善)|"
        rf"(?:症状|{words})[^，,。；;不未无]{{0,8}}(?:好转|缓解|恢复|改善|消失|降至正常|转清|停止)"
    )
    for name, words in _OWN_WORDS.items()
}
_WORSE = re.compile(r"加重|复发|再发|再次|又(?:出现|发)|恶化|进展")
_LASTING = re.compile(r"(?:\d|[一二两三四五六七八九十半几])+\s*(?:年|个月|月|周)|长期|慢性|反复|多年|活动后|爬楼")
_ONSET = re.compile(
    r"突然|突发|忽然|一下子|今[天日早晨晚]|昨[天日晚夜]|刚(?:才|刚)?|现在|正在|目前|这两天|这几天|早上|半夜|夜里|凌晨|"
    r"(?:\d+|[一二两三四五六七八九十半几])个?(?:小时|h|分钟|天|日)(?:了|前|来|以来)?|开始|越来越|一直|急性起病|来(?:就|急)诊|入院"
)
_CASE = re.compile(
    r"\d+\s*岁|(?:^|[，,、\s])[男女](?:性|[，,、\s])|(?:这个|该|本|一[个位例名]|我[的们管]?的?)(?:患者|病人|例)|(?:患者|病人)(?=[^，,。]{0,12}(?:突|今|昨|现|刚|出现|诉|于)|[^，,。]{0,4}(?:血压|体温|T\s*\d|心率|意识|神志|血氧|血钙))|(?:收治|接诊|转来|转入)[^，,。]{0,6}(?:患者|病人)|\d+床"
)
_HELP = re.compile(
    r"怎么办|咋办|怎么回事|要紧吗|严重吗|要不要(?:去|紧)|(?:要|该|需要?)(?:去|不去)?(?:医院|急诊|就医|看)|正常吗|救"
)
_NO_CAUSE = re.compile(r"(?:没有?|无)(?:任何|明显|什么)?(?:诱因|征兆|原因|先兆)(?:的|地|下)?")


@dataclass(frozen=True)
class Emergency:
    """What it may be, and whether a patient or relative tells it."""

    signs: tuple[str, ...]
    lay: bool

    @property
    def line(self) -> str:
        """What stands before everything else."""
        named = "、".join(self.signs)
        if self.lay:
            return f"**请先就医：所说的情况可能是急症（{named}），请立即去最近的急诊或拨打 {PHONE}，不要等待，也不要自行用药。**"
        return f"**急症提示：所述表现可能为{named}，请按急症处理，先评估和稳定病情；以下内容仅供查阅。**"


def emergency(text: str) -> Emergency | None:
    """The emergency that a question tells of, if it does."""
    text = _NO_CAUSE.sub("", text)
    lay = is_lay(text)
    told = lay or bool(_CASE.search(text))
    found: dict[str, None] = {}
    for sentence in _SENTENCE.findall(text):
        for part in _CLAUSE.finditer(sentence):
            clause, near = part.group(), sentence[max(0, part.start() - NEAR) : part.end() + NEAR]
            for name, pattern in _COMPILED:
                match = pattern.search(clause)
                if match and (_ENDED.search(clause[match.end() :]) or _got_better(name, clause, text)):
                    found.pop(name, None)
                elif match and _happens(near, clause, match, lay=lay, told=told):
                    found.setdefault(name)
    return Emergency(tuple(found), lay) if found else None


def _happens(near: str, clause: str, match: re.Match[str], *, lay: bool, told: bool) -> bool:
    """Whether a sign is somebody's now: stated, or asked about in a way that only one who has it asks."""
    before, after, start = clause[: match.start()], clause[match.end() :], match.start()
    if denied(clause, start) or denied_behind(after) or left_open(clause, start):
        return False
    lead = near[: near.find(clause) + start]
    if _THEN.search(lead) and not re.search(r"今[天日早晨晚]|现在|突然|突发|刚", near):
        return False
    if _SUPPOSED.search(lead) or _supposed_behind(clause, after) or _GUARDED.search(clause):
        return False
    fresh = bool(_ONSET.search(clause)) and not re.search(r"\d+\s*(?:年|月)前", clause)
    if (_OVER.search(clause) or _LASTING.search(clause)) and not re.search(r"今[天日早晨晚]|现在|突然|突发|刚", clause):
        return False
    onset = fresh or bool(_ONSET.search(near))
    asks = bool(_ASKS.search(before + "|" + after) or clause.endswith(("？", "?")))
    if lay:
        return told and (not asks or onset or bool(_HELP.search(near)) or _own(before))
    if _DIAGNOSES.search(match.group()) and not onset:
        return False
    return told and not asks or onset and not asks


def _got_better(name: str, clause: str, text: str) -> bool:
    """Whether a sign is the complaint of a dated admission after which the note tells of recovery."""
    if not _CAME_WITH.search(clause):
        return False
    later = text[text.find(clause) + len(clause) :][:BEHIND]
    return bool(_BETTER[name].search(later)) and not _WORSE.search(later)


def _supposed_behind(clause: str, after: str) -> bool:
    """胸痛时该查什么, 发烧的话, 发烧到多少度要去医院: not yet there."""
    return bool(
        re.match(r"[^，,。]{0,4}(?:时(?!间)|的话|到(?:多少|几)度|的(?:患者|病人|时候))", after)
    ) and not _ONSET.search(clause)


def _own(before: str) -> bool:
    """Whether the sign is somebody's in this very clause: 我妈喘不上气是怎么了."""
    return bool(re.search(r"我|俺|爸|妈|老(?:公|婆|伴|人)|爷爷|奶奶|家人", before))
