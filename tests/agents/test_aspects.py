"""What is asked of a subject."""

import pytest

from agents.aspects import ASPECTS, unanswered


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("来那度胺一盒多少钱", "价格与报销"), ("地舒单抗进医保了吗", "价格与报销"), ("这个药国内上市了吗", "上市与购买"), ("怀孕了还能打唑来膦酸吗", "妊娠与生育"),
        ("母乳喂养期能用吗", "哺乳"), ("伊沙佐米要放冰箱吗", "贮存"), ("硼替佐米半衰期多长", "药代动力学"), ("来那度胺漏服了怎么办", "过量与漏服"),
        ("能和葡萄柚同服吗", "合用与相互作用"), ("能不能喝中药调理", "中医药"), ("化疗期间能喝酒吗", "饮食"), ("能吃海鲜吗", "饮食"), ("平时吃什么好", "饮食"), ("能去游泳吗", "运动"), ("可以运动吗", "运动"), ("哪家医院看骨髓瘤好", "医院与医生"),
        ("骨髓瘤的ICD编码", "编码"), ("这病会传染吗", "传染"),
    ],
)  # fmt: skip
def test_an_aspect_that_no_text_speaks_of(question: str, name: str) -> None:
    assert name in unanswered(question, ["每 4 周一次静脉注射，输注时间不少于 15 分钟。"])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("怀孕了还能用沙利度胺吗", "可致胎儿严重畸形，孕妇禁用。"), ("费用贵吗", "核磁共振价格昂贵。"), ("这个药获批了吗", "FDA 批准用于复发患者。"),
        ("化疗期间能喝酒吗", "应避免酒精。"),
    ],
)  # fmt: skip
def test_an_aspect_that_a_text_speaks_of(question: str, text: str) -> None:
    assert unanswered(question, ["别的内容。", text]) == ()


@pytest.mark.parametrize(
    "question",
    [
        "唑来膦酸多久打一次？",
        "R-ISS分期标准是什么？",
        "颌骨坏死怎么预防？",
        "",
        "这篇是哪位医生写的",
        "透析病人还能吃伊沙佐米吗",
        "地塞米松能吃多久",
        "高钙血症吃什么药",
        "以运动为主的神经病变怎么办",
        "运动神经病变怎么处理",
        "衰弱量表怎么算",
        "可以吃来那度胺的同时打唑来膦酸吗",
    ],
)
def test_other_questions_have_none(question: str) -> None:
    assert unanswered(question, []) == ()


def test_names_are_distinct() -> None:
    assert len({a.name for a in ASPECTS}) == len(ASPECTS)
