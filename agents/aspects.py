"""What a question asks of its subject: price, pregnancy, storage … An answer has to speak of that, not only of the subject."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Aspect:
    """Something that is asked of a drug, test or disease, in the words of questions and in the words of texts."""

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]


def _aspect(name: str, asked: str, told: str = "") -> Aspect:
    return Aspect(name, re.compile(asked, re.I), re.compile(f"{asked}|{told}" if told else asked, re.I))


ASPECTS = (
    _aspect("价格与报销", r"多少钱|价格|几块钱|几万|贵不贵|便宜|费用|花费|花多少|自费|医保|报销|集采|赠药|慈善", r"成本|经济|昂贵|支付|保险"),
    _aspect("上市与购买", r"上市|获批|批准|哪里(?:能|可以)?买|在哪买|怎么买|买得到|有没有卖|国内有|进口|代购|仿制药|原研|生产厂家|哪家公司", r"FDA|NMPA|核准"),
    _aspect("妊娠与生育", r"怀孕|妊娠|孕妇|孕期|备孕|生孩子|生育|避孕|怀上|精子|卵子|不孕", r"致畸|胎儿|孕"),
    _aspect("哺乳", r"哺乳|母乳|喂奶"),
    _aspect("贮存", r"保存|储存|贮存|冰箱|冷藏|常温|过期|有效期|避光"),
    _aspect("药代动力学", r"半衰期|血药浓度|药代|清除半衰|达峰|生物利用度|蛋白结合率|怎么代谢|代谢途径|CYP"),
    _aspect("过量与漏服", r"(?:用药|服用|药物|打|吃)过量|吃多了|多吃了|漏服|漏吃|忘(?:了|记)?吃|忘(?:了|记)?(?:打|服)|补服|补打"),
    _aspect("合用与相互作用", r"相互作用|一起吃|同时吃|一起用会|同服|合用会|冲突|相克|葡萄柚|西柚|柚子", r"联用|合用|联合用药|药物间"),
    _aspect("中医药", r"中药|中医|中成药|偏方|草药|冬虫夏草|灵芝|针灸|艾灸"),
    _aspect("保健品", r"保健品|蛋白粉|益生菌|孢子粉|鱼油|姜黄|维生素C|螺旋藻", r"补充剂|营养"),
    _aspect("饮食", r"忌口|吃(?:什么|些什么|哪些)(?!药)|饮食|食谱|(?:能|可以|能不能)吃(?:辣|肉|鱼|蛋|水果|海鲜|豆|羊|牛|鸡|生|火锅|甜)|喝酒|饮酒|喝茶|咖啡|牛奶|豆浆|海鲜", r"食物|营养|酒精"),
    _aspect("运动", r"(?:能|可以|做|怎么|什么)(?:不能|些)?运动(?!神经|障碍)|运动量|锻炼|跑步|游泳|健身|瑜伽|打球|爬山", r"活动|体力|负重"),
    _aspect("工作与生活", r"上班|工作|开车|驾驶|坐飞机|旅行|旅游|出国|性生活|同房|养(?:猫|狗|宠物)|染发|纹身", r"职业|驾"),
    _aspect("医院与医生", r"哪家医院|哪个医院|哪个医生|哪位(?:医生|专家|教授)(?!写|编|译|主)|挂哪个号|挂什么科|权威专家"),
    _aspect("中国的数据", r"(?:中国|我国|国内|全国).{0,12}(?:多少人|多少例|发病率|患病率|死亡率|患者数|生存率)", r"中国|我国"),
    _aspect("儿童", r"儿童|小孩|青少年|儿科", r"儿"),
    _aspect("编码", r"ICD|编码|医嘱代码"),
    _aspect("遗传给后代", r"遗传给|会遗传|传给(?:孩子|下一代|子女)", r"遗传|家族"),
    _aspect("传染", r"传染|会不会传"),
    _aspect("心理量表", r"(?:心理|焦虑|抑郁|生活质量)[^，,。]{0,6}(?:量表|问卷)|PHQ|GAD-|焦虑自评"),
)  # fmt: skip


def unanswered(question: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The aspects that a question asks for and none of the texts speaks of."""
    asked = [a for a in ASPECTS if a.asked.search(question)]
    if not asked:
        return ()
    joined = "\n".join(texts)
    return tuple(a.name for a in asked if not a.told.search(joined))
