"""Whose value it is."""

import pytest

from agents.extraction import extract


@pytest.mark.parametrize(
    "text",
    [
        "其父74岁时死于骨髓瘤，当时Hb 60g/L。", "姨母50岁患乳腺癌，Hb 60g/L。", "一弟患糖尿病、规律血透（Hb 60g/L）。", "其亲家母去年住院，Hb 60g/L。",
        "同病房另一位IgA患者今天Hb是60g/L，请勿混淆。", "隔壁仓患者今日Hb 60g/L。", "同病房房颤患者因Hb 60g/L已停药，与本例无关。", "同批次另一标本（ICU患者）Hb 60g/L已单独报告。",
        "上一位患者Hb 60g/L。", "复印件为同名患者（女，Hb 60g/L）的检查结果，已作废。", "同日另一份处方为其丈夫（Hb 60g/L）。", "Hb 60g/L那张是隔壁床的。", "供者Hb 60g/L。", "邻居同病者Hb 60g/L。", "老家的朋友去年Hb 60g/L。", "同事IgA肾病，当时Hb 60g/L。", "6床：Hb 60g/L，勿混。",
        "其兄2015年确诊骨髓瘤。当时Hb 60g/L。", "Hb 60g/L不是他的，是同名患者的结果。",
    ],
)  # fmt: skip
def test_a_value_of_somebody_else_is_not_taken(text: str) -> None:
    assert "hb" not in extract(text).values
    assert extract(f"患者男，66岁，Hb 90g/L。{text}").values["hb"].raw["value"] == "90"
    assert extract(f"{text}患者男，66岁，Hb 90g/L。").values["hb"].raw["value"] == "90"


@pytest.mark.parametrize(
    "text",
    [
        "患者家属微信：我妈在打唑来膦酸，母亲今年69岁，Hb 90g/L", "家属补充：Hb 90g/L", "朋友介绍来诊，Hb 90g/L", "患者由女儿陪同，Hb 90g/L", "另一位患者，男，66岁，Hb 90g/L", "Hb更正为90g/L（原来的是别人的标本）",
        "子宫肌瘤，Hb 90g/L", "妈妈68岁，属羊的，Hb 90g/L", "同事托我问：她婆婆75岁，Hb 90g/L", "儿子请假陪同，Hb 90g/L", "老伴65岁，患者68岁，Hb 90g/L", "孕产史无特殊，母细胞无，Hb 90g/L",
    ],
)  # fmt: skip
def test_a_value_of_the_patient_is_taken(text: str) -> None:
    assert extract(text).values["hb"].raw["value"] == "90"


@pytest.mark.parametrize("text", ["患者之女代述：体重50kg", "Hb 85g/L（女性参考115-150）", "其女体健"])
def test_the_sex_of_somebody_else_is_not_taken(text: str) -> None:
    assert "sex" not in extract(text).values


def test_who_asks_tells_of_himself() -> None:
    text = "我妈七十九，46公斤，肌酐141μmol/L。我身高165体重70，肌酐正常。"
    assert extract(text).values["weight"].raw["value"] == "46"
    assert "height" not in extract(text).values
