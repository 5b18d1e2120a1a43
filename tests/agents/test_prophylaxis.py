"""Thromboprophylaxis in use, and contraindications."""

from typing import Any

import pytest

from agents.extraction import extract


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("阿司匹林100mg qd", "aspirin"), ("长期口服阿司匹林", "aspirin"), ("依诺肝素40mg qd", "lmwh_prophylactic"), ("依诺肝素60mg q12h", "lmwh_therapeutic"),
        ("低分子肝素治疗量", "lmwh_therapeutic"), ("低分子肝素预防", "lmwh_prophylactic"), ("利伐沙班10mg qd", "doac_prophylactic"), ("阿哌沙班5mg bid", "doac_therapeutic"),
        ("口服华法林", "warfarin"), ("未服用阿司匹林及其他抗凝药物", "none"), ("未使用抗凝药物", "none"), ("未应用任何抗凝", "none"), ("没吃阿司匹林也没抗凝", "none"),
        ("没有抗凝", "none"), ("阿司匹林和抗凝均未用", "none"), ("已停阿司匹林", "none"), ("没用阿司匹林，现依诺肝素40mg qd", "lmwh_prophylactic"),
    ],
)  # fmt: skip
def test_the_prophylaxis_in_use(text: str, code: str) -> None:
    assert said(text)["thromboprophylaxis"] == code


@pytest.mark.parametrize(
    "text",
    [
        "选阿司匹林还是低分子肝素",
        "建议依诺肝素40mg",
        "换什么抗凝",
        "无抗凝禁忌",
        "母亲口服华法林",
        "阿司匹林是什么",
        "",
    ],
)
def test_a_drug_that_is_only_spoken_of_is_not_in_use(text: str) -> None:
    assert "thromboprophylaxis" not in said(text)


@pytest.mark.parametrize(
    ("text", "state"),
    [("无抗凝禁忌", False), ("没有出血倾向", False), ("有抗凝禁忌", True), ("活动性出血", True), ("有活动性出血", True), ("无活动性出血", False), ("否认活动性出血", False), ("阿司匹林", None)],
)  # fmt: skip
def test_contraindications(text: str, state: bool | None) -> None:
    assert said(text).get("contraindication") is state
    assert extract(text).contradictions == ()
