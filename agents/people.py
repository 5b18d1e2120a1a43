"""Who the patient is: sex and ethnicity as the text states them, and what does not fit the stated sex."""

import re

from agents.fold import Folded
from agents.segments import Segment
from agents.times import Period
from agents.values import Found

_MALE = re.compile(
    r"(?<![子儿一二两三之其])男(?!性?(?:参考|正常)|科|友|/女|女|丁|孩|婴|方)|先生|老爷子|大爷|老头|老汉|(?<=[床位])大[哥爷叔]|(?<![\d.A-Za-z])(?:[2-9]\d|1[01]\d)\s*/?M(?=$|[\s,，、/;)])|(?<![A-Za-z\d])M(?=\s*/?\s*\d{2}\s*(?:yo?|岁|[,，/]))|^\s*M\s*$|(?<![A-Za-z])(?i:male|man|gentleman)(?![A-Za-z])|我(?:的|家)?(?:爸|父亲|老爸|爷爷|外公|姥爷|公公|岳父|大伯|[大二三]?叔|舅|姑父|姨父|丈夫|老公|哥|弟|儿子)|(?<![\u4e00-\u9fff])(?:爷爷|伯伯|叔叔|外公|姥爷)(?=[,，]?(?:今年)?\s*\d)|(?<![A-Za-z\d])M\s*/\s*\d{2}(?!\d)"
)
_FEMALE = re.compile(
    r"(?<![子儿孙男一二两三外侄养独甥之其])女(?!性?(?:参考|正常)|儿|婿|友|孩|婴|方|科)|女士|老太太|大妈|奶奶|孕妇|(?<=[床位])(?:大[姐妈娘婶]|阿姨)|(?<![\d.A-Za-z])(?:[2-9]\d|1[01]\d)\s*/?F(?=$|[\s,，、/;)])|(?<![A-Za-z\d])F(?=\s*/?\s*\d{2}\s*(?:yo?|岁|[,，/]))|^\s*F\s*$|(?<![A-Za-z])(?i:female|woman|lady)(?![A-Za-z])|我(?:的|家)?(?:妈|母亲|老妈|外婆|姥姥|婆婆|岳母|[大小]?姨|[大小]?姑|舅妈|婶|妻子|老婆|姐|妹|女儿)|(?<![\u4e00-\u9fff])(?:阿姨|大婶|姥姥|外婆)(?=[,，]?(?:今年)?\s*\d)|(?<![A-Za-z\d])F\s*/\s*\d{2}(?!\d)"
)
_ONLY_FEMALE = re.compile(r"妊娠|怀孕|孕\d|哺乳|子宫|卵巢|绝经|月经|宫颈")
_ONLY_MALE = re.compile(r"前列腺|睾丸|阴茎|勃起")
_ASIAN = re.compile(
    r"汉族|回族|满族|壮族|蒙古族|朝鲜族|藏族|维吾尔族|(?<![A-Za-z])(?i:Han Chinese|Asian|Chinese)(?![A-Za-z])|[苗彝侗瑶白傣黎]族|土家族|哈萨克族|中国(?!临床|指南|标准|人群|改良|版|公式|研究|数据|专家)|韩国|日本|越南|泰国|新加坡|亚裔|亚洲|黄种人|华人|华裔"
)
_NOT_ASIAN = re.compile(
    r"白人|黑人|白种人|欧美|德国|法国|英国|美国籍|美国人|俄罗斯|高加索|非洲裔|非裔|拉丁裔|(?:非|不是|并非)(?:亚裔|亚洲|华人|黄种)|非亚裔|非亚洲|非华裔"
)
SOUGHT = (_MALE, _FEMALE, _ASIAN, _NOT_ASIAN)
_DENIES_PREGNANCY = re.compile(r"(?:非|无|未|没有|否认|不是|排除)(?:处于)?(?:妊娠|怀孕|哺乳|孕)[^,，。；;]*")
_BOTH = re.compile(r"男/女|男还是女|男女|不论男|无论男")


def people(folded: Folded, part: Segment) -> list[Found]:
    """Sex and ethnicity of the patient in a clause; neither is guessed."""
    found: list[Found] = []
    for value, pattern in (("male", _MALE), ("female", _FEMALE)):
        match = pattern.search(part.text)
        if match and not _BOTH.search(part.text):
            found.append(_found(folded, part, "sex", value, match))
            break
    for asian, pattern in ((False, _NOT_ASIAN), (True, _ASIAN)):  # 非亚裔 before 亚裔
        match = pattern.search(part.text)
        if match:
            found += [_found(folded, part, name, asian, match) for name in ("asian", "asian_pacific")]
            break
    return found


def contradiction_of_sex(text: str) -> str | None:
    """A condition that the stated sex cannot have, in words; None if there is none."""
    text = _DENIES_PREGNANCY.sub("", text)
    female, male = _FEMALE.search(text), _MALE.search(text)
    if female and not male and (condition := _ONLY_MALE.search(text)):
        return f"性别与病史矛盾：资料写女性，又有“{condition.group()}”相关病史，请核对性别"
    if male and not female and (condition := _ONLY_FEMALE.search(text)):
        return f"性别与病史矛盾：资料写男性，又有“{condition.group()}”，请核对性别"
    return None


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), part.start + match.end())
    return Found(name, raw, folded.original[a:b], a, b, Period.UNSTATED, part.date)
