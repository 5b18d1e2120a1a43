"""Patients and relatives are told from professionals by their words."""

import pytest

from agents.reader import is_lay


@pytest.mark.parametrize(
    "text",
    [
        "我爸得了骨髓瘤，会遗传给我吗？", "医生说我是冒烟型，是不是不用治？", "化疗后发烧了咋办", "打护骨针之前为啥叫我先去看牙医？",
        "骨穿疼不疼", "得了骨髓瘤哪些药不能乱吃", "老公在吃来那度胺", "奶奶血钙高了",
    ],
)  # fmt: skip
def test_patients_and_relatives(text: str) -> None:
    assert is_lay(text)


@pytest.mark.parametrize(
    "text",
    [
        "R-ISS III 期的标准是什么？", "我管的病人今天发烧了，用什么抗生素", "患者男，72岁，血肌酐180，来那度胺怎么调整剂量？", "我是规培医生，问一下唑来膦酸的间隔",
        "唑来膦酸静滴最短要多长时间？我记得有写5分钟的", "我科收治一例，母亲有高血压史", "遗传学高危的定义", "家族史的意义",
    ],
)  # fmt: skip
def test_professionals(text: str) -> None:
    assert not is_lay(text)
