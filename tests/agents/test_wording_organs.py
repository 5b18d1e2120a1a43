"""Findings of nerves, organs, mouth, bones and tests, in everyday words and in the shorthand of reports."""

from typing import Any

import pytest

from agents.extraction import extract


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("生活没受影响", {"adl_interference": False}),
        ("日常活动不受限", {"adl_interference": False}),
        ("系扣子都费劲", {"adl_interference": True}),
        ("对生活影响大不大还没问", {"adl_interference": None}),
        ("不呈手套袜套样", {"length_dependent": False}),
        ("从脚趾往上蔓延", {"length_dependent": True}),
        ("抗体都阴", {"antibodies": False}),
        ("肌电图正常", {"polyneuropathy": False}),
        ("NCS示四肢运动感觉神经传导速度减慢", {"polyneuropathy": True}),
        ("肌电图未做", {"polyneuropathy": None}),
        ("λ限制性浆细胞8%", {"monoclonal_plasma_cell_disorder": True}),
        ("脾肋下4cm", {"organomegaly": True}),
        ("脚踝肿", {"volume_overload": True}),
        ("颈部肿块", {"volume_overload": None}),
        ("皮肤逐渐变黑", {"skin_changes": True}),
        ("眼底正常", {"papilloedema": False}),
        ("眼底未查", {"papilloedema": None}),
        ("泌乳素升高", {"endocrinopathy": True}),
    ],
)
def test_nerves_and_organs(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正在喂奶", {"pregnant_or_lactating": True}),
        ("血钙正常", {"hypocalcaemia": False, "hypercalcaemia": False}),
        ("血钙正常上限2.6", {"hypocalcaemia": None, "hypercalcaemia": None}),
        ("血钙偏低，未补钙", {"hypocalcaemia": True}),
        ("校正血钙1.85mmol/L", {"hypocalcaemia": True}),
        ("校正血钙2.08mmol/L", {"hypocalcaemia": None}),
        ("血钙1.85mmol/L", {"hypocalcaemia": None}),
        ("拔牙后伤口还没好", {"oral_wound_unhealed": True}),
        ("口腔黏膜完整", {"oral_wound_unhealed": False}),
        ("地舒单抗不打了", {"stopped": True}),
        ("镶牙", {"invasive": False}),
        ("牙根残留要拔", {"invasive": True}),
        ("骨密度T值-3.1", {"osteoporosis": True}),
        ("骨密度T值-1.9", {"osteoporosis": False}),
        ("耻骨骨折", {"pelvic_hip_femur_fracture": True}),
        ("90天内没开过刀", {"surgery_90d": False}),
        ("上个月刚做了胆囊切除术", {"surgery_90d": True}),
        ("上个月做了骨髓穿刺", {"surgery_90d": None}),
        ("没有埋管", {"cvc": False}),
    ],
)
def test_mouth_bones_and_risks(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14;16易位（+）", {"t_14_16": True}),
        ("4;14易位未检出", {"t_4_14": False}),
        ("IGH-FGFR3重排阳性", {"t_4_14": True}),
        ("FISH全阴", {"fish_risk": "standard"}),
        ("LDH未见升高", {"ldh_status": "normal"}),
        ("有17p-", {"del17p": True}),
        ("FISH：17p-", {"del17p": None}),
        ("17p-阴性", {"del17p": False}),
        ("尿常规未见异常", {"urinalysis_normal": True}),
        ("尿蛋白++", {"urinalysis_normal": False}),
        ("M蛋白测不到", {"monoclonal_protein_measurable": False}),
        ("尿中未检出M蛋白", {"urine_m": {"value": "0", "unit": "mg/24h"}}),
    ],
)
def test_tests_in_words(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("暂未决定透析", "dialysis"),
        ("PICC待置", "cvc"),
        ("股骨骨折风险高", "pelvic_hip_femur_fracture"),
        ("初诊断为骨髓瘤5年", "newly_diagnosed"),
        ("头颅MRI未见异常", "mri_focal_ge5mm"),
        ("无椎体骨折", "pelvic_hip_femur_fracture"),
        ("洗澡要人帮", "self_care"),
        ("能自己上厕所", "self_care"),
        ("刚拔牙", "oral_wound_unhealed"),
        ("血钙2.05mmol/L", "hypocalcaemia"),
    ],
)
def test_what_is_not_said(text: str, name: str) -> None:
    assert said(text).get(name) is None
