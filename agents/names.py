"""Names of people in Chinese clinical text: by their surroundings and by jieba's part of speech."""

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from corpus.terms import normal_form, terminology
from index.words import general_frequency, mentions

_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|夏侯|南宫|西门|轩辕|长孙|宇文|呼延|独孤|闻人|淳于"
)
# Surnames that are hardly ever the beginning of another word in clinical text.
_SURE = (
    "王李张刘陈杨赵吴周徐孙朱胡郭林何罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏吕丁沈任姚卢傅钟姜崔谭廖范汪陆金贾夏"
    "付邹熊孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔赖樊兰殷施洪翟倪颜庄聂岳鲁俞葛耿芦詹欧尤柳甄焦裴凌霍柴缪"
    "单卓穆桑宁季祁柯蓝游辛褚舒屈臧鲍滕晏仇栾冉邢齐梅莫阎靳戚卞阚佟虞邝饶敖冼岑揭娄巩栗苑佘辜蒲隋荆裘鄂"
)
# These also begin words (高钙, 白蛋白, 黄疸, 石膏), so they need surroundings that only a person has.
_UNSURE = "高白黄石马方程成关温冷易文安常向左古卜车水华路边曲盛尚时于乐包全卫项平明麦甘符苗叶祖窦"
_SURNAME = f"(?:{_COMPOUND}|[{_SURE}{_UNSURE}])"
_SURE_SURNAME = f"(?:{_COMPOUND}|[{_SURE}])"
_GIVEN = "[\u4e00-\u9fff]{1,2}"
_START = r"(?<![\u4e00-\u9fff·])"
_BEFORE = r"(?:^|(?<=[^\u4e00-\u9fff·])|(?<=[请找问给由经和与跟对叫让被了是的为自：])|(?<=患者)|(?<=病人)|(?<=我是)|(?<=我叫)|(?<=医生)|(?<=大夫)|(?<=主任)|(?<=护士)|(?<=家属)|(?<=经治)|(?<=主管)|(?<=主治)|(?<=科))"
_AFTER = r"(?=$|代诉|代述|陪同|电话|手机|联系|[\s，,。.、；;:：！!？?（()）/|]|今年|现年|男|女|年龄|的|于|因|来|住|入|出|说|诉|同志|\d|、|[０-９]|[一二三四五六七八九]十)"
_KIN = "患者|病人|病员|家属|联系人|陪护人?|儿子|女儿|之子|之女|其子|其女|其妻|其夫|妻子|丈夫|老公|老婆|爱人|母亲|父亲|妈妈|爸爸|我妈|我爸|奶奶|爷爷|外婆|外公|姥姥|姥爷|叔叔|阿姨|哥哥|姐姐|弟弟|妹妹|我叫|我是|他叫|她叫|名叫|叫做|名字是|名字叫"
_STAFF = "医生|医师|大夫|主任|教授|护士长?|护师|药师|经治|主管|主治|签名|签字|送检|记录者|报告者|审核者?|检验者|开单|报告人|复核人?|审核人|记录人|操作者|采集者|登记人|录入"
_TITLES = "先生|女士|小姐|太太|大爷|大妈|大叔|大伯|大娘|阿姨|奶奶|爷爷|叔叔|伯伯|婆婆|师傅|老师|医生|医师|主任|教授|大夫|护士|护师|药师|同志|老先生|老太太|老爷子|某某|某人|某"
_RULES = tuple(
    re.compile(rule)
    for rule in (
        r"(?:姓\s*名\s*(?:(?:是|为|[:：])+|(?=\s)(?![^，,;；]{0,8}[:：]))|名\s*字\s*[:：])\s*(?P<name>[\u4e00-\u9fff·]{2,10}|[A-Za-z]+(?:[ ·-][A-Za-z]+){0,3})",
        rf"(?:{_KIN}|{_STAFF})\s*(?:是|叫|为|[:：])*\s*(?P<name>{_SURE_SURNAME}{_GIVEN}){_AFTER}",
        rf"(?:患者|病人|登记|病例)[\s:：（(]*(?P<name>{_SURNAME}{_GIVEN})\s*[，,、|/]\s*(?:男|女)(?:性|士)?(?=[，,、。；;|/\s)）\d]|$)",
        rf"(?:{_KIN}|{_STAFF})\s*[:：]\s*(?P<name>{_SURNAME}{_GIVEN}){_AFTER}",
        rf"{_BEFORE}(?P<name>{_SURNAME}{_GIVEN})\s*[，,、|/（( ]?\s*(?=(?:男|女)(?:性|士)?(?:[，,、。；;|/\s)）\d]|$))",
        rf"{_BEFORE}(?P<name>{_SURNAME}{_GIVEN})\s*[，,、|/（( ]?\s*(?=(?:今年|现年|年龄|年)?\s*(?:\d{{1,3}}|[一二三四五六七八九]?十[一二三四五六七八九]?)\s*岁)",
        rf"{_BEFORE}(?P<name>{_SURNAME}(?:{_GIVEN})?)(?={_TITLES})",
        rf"(?:{_START}|(?<=病友)|(?<=邻居)|(?<=同事)|(?<=朋友)|(?<=的)(?=老[王李张刘陈杨赵吴周徐孙朱胡郭林何罗郑梁谢宋唐许邓韩曹曾彭蔡潘董袁余叶蒋杜苏魏吕丁任][上也说停昨今]))(?P<name>[老小阿]{_SURE_SURNAME})(?=$|[\s，,。；;！!？?]|的|今年|他|她|女|男|说|得|患|来|在|用|住|上|也|停|昨|今|\d)",
        rf"(?:{_KIN}|{_START})\s*(?P<name>{_SURE_SURNAME}[\u4e00-\u9fff]{{2}})(?=血|体|身|的|目|现|确|诊|被|用|服|做|行|查|有|无|术|既|自|昨|今|刚|突|近|去年|前[天年]|已|曾|正在|开始|吃|打|想|要|发[烧热])",
        r"(?P<name>(?!本·周)[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,8})+?)(?=先生|女士|$|[^\u4e00-\u9fff·]|的|今年|男|女)",
        r"(?<![A-Za-z])(?P<name>[A-Z][a-z]+ [A-Z][a-z]+)(?=\s*[，,]\s*(?:男|女|(?:fe)?male|\d{1,3}\s*岁))",
        r"(?P<name>(?:Mr|Mrs|Ms|Miss)\.?\s+[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)",
    )
)  # fmt: skip
_TOLD = slice(1, 7)  # the rules with sex, age, title or relation
_SEXED = 2
_STATES = frozenset(
    [
        "高龄",
        "高危",
        "成年",
        "老年",
        "中年",
        "青年",
        "石化",
        "全身",
        "安静",
        "平素",
        "冷漠",
        "温和",
        "常年",
        "向来",
        "左侧",
        "明确",
        "时有",
    ]
)
_SENTENCE = frozenset("无因未尚性不及的有为于与或经后前骨用次尿血肾")
_LED = re.compile("患者|病人|家属|医生|主任|护士|其[子女妻夫]")
_UNBOUNDED = 8  # the rule without a boundary behind the name
_PERSON = ("nr", "nrfg", "nrt")
_COMMON_GIVEN, _COMMON_NAME = 400, 300
LONGEST_RUN = 200


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Spans of people's names; a name once found is found everywhere in the text."""
    found = {_span(m) for rule in _RULES for m in rule.finditer(text) if _is_name(m)}
    found |= set(_by_part_of_speech(text))
    terms = [s.span() for form in {m.form for m in mentions(text)} for s in re.finditer(re.escape(form), text, re.I)]
    found = {(start, end) for start, end in found if not any(a < end and start < b for a, b in terms)}
    for name in {text[start:end] for start, end in found if end - start >= 3}:
        found |= {(m.start(), m.end()) for m in re.finditer(re.escape(name), text)}
    yield from sorted(found)


def _span(match: "re.Match[str]") -> tuple[int, int]:
    """Where a name stands, without the word for the person in front of it."""
    start, end = match.span("name")
    led = _LED.match(match.group("name"))
    return (start + led.end() if led and start + led.end() < end else start), end


def _is_name(match: "re.Match[str]") -> bool:
    name = match.group("name")
    if not re.match(r"[\u4e00-\u9fff]", name) or "·" in name or match.re is _RULES[0] or name[0] in "老小阿":
        return True
    if match.re is _RULES[_UNBOUNDED] and _is_word(name[:2]):
        return False
    if len(name) == 1:
        return match.re is _RULES[6] and name in _SURE + _UNSURE
    if match.re is _RULES[_SEXED] and len(name) <= 3 and name not in _STATES and normal_form(name) not in _beginnings():
        return True  # 患者白雪，女 may be any words
    if (
        match.re in _RULES[_TOLD]
        and str(_tags().get(name, "")).startswith("nr")
        and normal_form(name) not in _beginnings()
    ):
        return True  # who is told with sex, age or title may have the name of somebody famous
    return not _is_word(name) and not _is_word(_given(name), _COMMON_GIVEN if name[0] in _UNSURE else 4_000)


def _given(name: str) -> str:
    compound = re.match(_COMPOUND, name)
    return name[2:] if compound else name[1:]


def _is_word(word: str, least: int = 1) -> bool:
    """Whether it is a word of the language or of the field, or begins one: 白蛋白, 高钙, 于今年."""
    if len(word) < 2:
        return False
    if normal_form(word) in _beginnings():
        return True
    used = general_frequency(word)
    return used >= least and (used >= _COMMON_NAME or not str(_tags().get(word, "")).startswith("nr"))


@cache
def _beginnings() -> frozenset[str]:
    """Every term and every beginning of one, of two characters or more."""
    forms = {normal_form(form) for term in terminology().terms for form in term.forms}
    return frozenset(form[:size] for form in forms for size in range(2, min(len(form), 4) + 1))


@cache
def _tagger() -> Any:
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.ERROR)
    return jieba.posseg.dt


def _tags() -> Any:
    tagger = _tagger()
    tagger.initialize()
    return tagger.word_tag_tab


def _tagged(text: str) -> Iterator[Any]:
    """Words with their part of speech; unknown words are guessed only in runs as long as people write them."""
    for run in re.findall(r"[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+", text):
        yield from _tagger().cut(run, HMM=len(run) <= LONGEST_RUN)


def _accidental(word: str) -> bool:
    """Whether a guessed name is the beginning of a word (张力修), or holds letters of a sentence (史无骨, 周因腰)."""
    led = word[:2]
    common = general_frequency(led) > 0 and not str(_tags().get(led, "")).startswith("nr")
    return len(word) > 2 and common or bool(set(word[1:]) & _SENTENCE)


def _by_part_of_speech(text: str) -> Iterator[tuple[int, int]]:
    """Words tagged as a person that begin with a surname; a given name tagged apart belongs to it."""
    at, open_start = 0, -1
    for pair in _tagged(text):
        start, at = at, at + len(pair.word)
        if open_start >= 0 and pair.flag in _PERSON and len(pair.word) <= 2:
            yield open_start, at
        open_start = -1
        if pair.flag not in _PERSON or not re.match(_SURE_SURNAME, pair.word) or len(pair.word) > 4:
            continue
        if len(pair.word) == 1:
            open_start = start
        elif not _is_word(pair.word) and not _is_word(_given(pair.word), 4_000) and not _accidental(pair.word):
            yield start, at
