"""Who a clause speaks of: the patient, a relative, another patient."""

import re

from agents.pieces import Sieve

KIN = (
    r"老伴|配偶|妻子|丈夫|爱人|母亲|父亲|妈妈|爸爸|父母|儿子|女儿|子女|兄弟|姐妹|哥哥|姐姐|弟弟|妹妹|(?<!床)(?<!床的)(?<!位)大[哥姐]|二哥|二姐|孙子|孙女|公公|婆婆|岳父|岳母|亲家母?|"
    r"姨母|姨妈|姑姑|姑母|姑妈|叔叔|叔父|伯父|伯母|舅舅|舅妈|舅父|祖父|祖母|堂[兄弟姐妹哥]|表[兄弟姐妹哥]|外甥|侄[子女]|"
    r"其(?:的)?(?:[大二三小长幼亡])?(?:父|母|夫|妻|子(?!宫)|女(?!性)|兄|弟|哥|姐|妹|爷爷|奶奶|外公|外婆)|(?<!床)(?<!床的)(?<!位)[一大二三小长幼](?:弟|兄|姐|妹|哥)(?!弟|妹)|"
    r"(?<![师祖伯叔舅])父(?=死|患|已故|因|有|于|健在|体健)|(?<![伯舅姑姨酵分])母(?=死|患|已故|因|有|于|健在|体健)|我(?:妈|爸|奶奶|爷爷|外公|外婆|姥姥|姥爷|婆婆|公公|岳母|岳父|大姨|大伯|二叔|三叔|老婆|老公)|"
    r"(?<![A-Za-z])(?i:wife|husband|spouse|mother|father|son|daughter|brother|sister|aunt|uncle)(?![A-Za-z])"
)
# 我父亲72岁: a relative asks for the patient.
TOLD = re.compile(
    rf"(?:患者家属|家属|微信|咨询|来信|医生|大夫|主任|老师|您好|你好|请问|想问(?:一下)?|[,，。!！:：\s])*(?:我(?:的|家)?(?={KIN})|(?=我))(?P<kin>{KIN})"
)
# 同事托我问：她婆婆75岁
_ASKED_FOR = re.compile(
    rf"[^\d男女。]{{0,16}}(?:问|请教|咨询)(?:一下|问)?[:：,，]?(?:她|他|我|朋友|同事|邻居)?(?:家)?的?(?P<kin>{KIN})|"
    rf"[^\d男女。]{{0,20}}[替帮代为](?:着)?(?:我)?(?:家)?(?:的)?(?P<kin2>{KIN})[^,，。；;]{{0,6}}(?:问|请教|咨询)"
)
_PARENT = re.compile(
    r"\s*(?P<kin>妈妈|爸爸|老妈|老爸|(?:父亲|母亲|爷爷|奶奶|外公|外婆|岳父|岳母)(?=[,，:：]\s*(?:今年|现年|男|女)?[,，\s]*\d))(?!死|去世|过世|患|有|已故|健在|体健|均|和|与|、|及|陪|代)"
)
# Who speaks for the patient or comes along is not who is spoken of.
_RELATIVE = re.compile(rf"(?:{KIN})(?!代诉|代述|陪|请假陪|诉|述|要求|询问|提供|送|来诊|补充|整理|想知道|担心)|家族")
_WHOSE = r"(?:患者|病人|病友|病例|标本|血样|处方|报告单?|化验单?|检查单|结果)"
_ELSE = re.compile(
    rf"同(?:病房|病室|室|病区|桌|批次?|期移植|日)[^,，。；;]{{0,12}}?{_WHOSE}|(?:同病房|邻床|邻近?床|旁边?床|对床|隔壁(?:床|仓|房|病房)?)(?:的)?|病友|网友|群友|同桌|室友|同名|(?:邻居|同事|朋友|亲戚|同乡|战友)(?!托|帮|替|代|问|转|圈|说|介绍|推荐|陪|建议|来|咨询|家的?[^,，。；;]{0, 6}[,，]|[,，:：]|的?(?:[爸妈父母老爷奶姥岳]))|同病(?:者|患者|的人)|(?:供|捐献|献血)者|新生儿|宝宝|婴儿|"
    rf"(?:上|前|前面那|上面那)(?:一)?(?:位|个|例)(?:患者|病人|病例)|另(?:外)?(?:一|1)?(?:个|位|名|例|份|张|管)?(?:[A-Za-z]{{0,4}}[\u4e00-\u9fff]{{0,4}}?){_WHOSE}|(?:别|其他|其它|他)(?:的)?(?:患者|病人|人的|床|人标本)|别人|他人"
)
_AFRESH = re.compile(r"\s*(?:另|换)(?:外)?(?:一)?(?:个|位|名|例)(?:患者|病人)|同(?:日|期|批)(?!另)[^,，。；;]{0,6}$")
OWN = re.compile(
    rf"(?<!邻床|病房|隔壁|床的|房的|同名|名的)(?:患者|病人|本人|本例|该患|这位)(?!(?:的|之|其)?(?:{KIN}|家族|家属))"
)
_SOMEBODY = Sieve({True: (OWN, _ELSE, _RELATIVE)})
# 与本例无关, said at the end, holds for the whole sentence.
_NOT_OURS = re.compile(
    r"与(?:本例|本患|该患|本病例)[^,，。]{0,4}无关|(?:不是|并非|非)(?:本例|本患者?|该患者|这位患者|本人的)|(?:勿|不要|别)(?:与|和|跟)?(?:本例|该患者|患者)?(?:相)?混(?:淆)?(?![合用])|注意区分|(?:已|予以?)作废"
)
_SAME_KIN = {kin: kins for kins in ("我妈|妈妈|母亲", "我爸|爸爸|父亲") for kin in kins.split("|")}
# 我妈79岁…我身高165体重70: who asks tells of himself.
_ASKER = re.compile(
    r"\s*(?:而)?我(?:自己|本人)?(?:的|今年|是)?(?:身高|体重|年龄|血压|肌酐|血糖|今年|\d+\s*(?:岁|kg|公斤|cm))"
)
_STILL = re.compile(r"\s*(?:当时|那时|其时|彼时|生前|住院时|确诊时|他当时|她当时)")


def of_another(text: str, told: str) -> bool | None:
    """Whether a clause names somebody else than the patient; None if it names nobody."""
    if not told and not _SOMEBODY.passed(text):
        return None
    own = OWN.search(text)
    if told and _ASKER.match(text):
        return True
    if (match := _ELSE.search(text)) and not _AFRESH.match(text):
        return not (own and own.start() < match.start() and own.end() == match.start())
    relative = _RELATIVE.search(re.sub(told, "", text) if told else text)
    if relative:
        return "陪" in text or not (own and own.start() > relative.start()) if own else True
    return False if own else None


def not_ours(text: str) -> bool:
    """Whether a clause says that what was said before is not of this patient."""
    return bool(_NOT_OURS.search(text))


def goes_on(text: str) -> bool:
    """Whether a sentence begins as one that goes on about the same person."""
    return bool(_STILL.match(text))


def told_by(text: str) -> str:
    """The relative who is the patient, where a relative asks: 我父亲72岁."""
    match = None if OWN.search(text) else TOLD.match(text) or _ASKED_FOR.match(text) or _PARENT.match(text)
    if match is None:
        return ""
    kin = match["kin"] or match.groupdict().get("kin2") or ""
    return _SAME_KIN.get(kin, kin)
