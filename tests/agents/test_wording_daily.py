"""What relatives and notes say of activity, other diseases and the course, in everyday words."""

from typing import Any

import pytest

from agents.extraction import extract


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吃饭穿衣上厕所都能自己来", {"self_care": True}),
        ("自己能洗漱吃饭", {"self_care": True}),
        ("日常起居不用人帮", {"self_care": True}),
        ("吃饭穿衣都得靠家人喂", {"self_care": False}),
        ("要人伺候", {"self_care": False}),
        ("生活部分自理", {"self_care": None}),
        ("什么活都干不了", {"light_work": False, "fully_active": False}),
        ("扫地做饭也干不了", {"light_work": False}),
        ("还能扫扫地做做饭", {"light_work": True}),
        ("能坐办公室", {"light_work": True}),
        ("不能坐办公室", {"light_work": None}),
        ("上不了班", {"fully_active": False, "light_work": None}),
        ("体力活干不了", {"fully_active": False}),
        ("跟没病时一样，啥都能干", {"fully_active": True}),
        ("白天大半天能起来走走", {"up_over_half_day": True}),
        ("一天多半时间在床上", {"up_over_half_day": False}),
        ("整天躺着", {"up_over_half_day": False}),
    ],
)
def test_activity(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中风过", {"cerebrovascular_disease": True}),
        ("没有中风过", {"cerebrovascular_disease": False}),
        ("无冠心病", {"myocardial_infarction": False}),
        ("肺气肿20年", {"chronic_pulmonary_disease": True}),
        ("十二指肠球部溃疡", {"peptic_ulcer": True}),
        ("红斑狼疮", {"connective_tissue_disease": True}),
        ("类风湿因子阴性", {"connective_tissue_disease": None}),
        ("肝硬化代偿期", {"mild_liver_disease": True}),
        ("糖尿病足", {"diabetes_end_organ_damage": True}),
        ("糖尿病8年，无肾病、眼底等靶器官损害", {"diabetes": True, "diabetes_end_organ_damage": False}),
        ("CKD4期", {"moderate_severe_renal_disease": True}),
        ("无实体瘤", {"solid_tumour": False, "metastatic_solid_tumour": False}),
        ("无淋巴结转移", {"metastatic_solid_tumour": None}),
        ("别的毛病没有", {"all_others_absent": True}),
        ("血常规其他没问题", {"all_others_absent": None}),
    ],
)
def test_other_diseases(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("贫血找不到其他原因", {"hb_other_cause": False}),
        ("贫血系消化道出血所致", {"hb_other_cause": True}),
        ("没有新的骨头病灶", {"new_plasmacytoma_or_bone_lesion": False}),
        ("出现新的骨病灶", {"new_plasmacytoma_or_bone_lesion": True}),
        ("MRD又阳了", {"mrd_lost": True}),
        ("复发难治患者", {"newly_diagnosed": False}),
        ("刚确诊", {"newly_diagnosed": True}),
        ("老是肺炎住院", {"recurrent_serious_infection": True}),
        ("近一年没得过肺炎", {"recurrent_serious_infection": False}),
        ("干细胞采够了", {"stem_cells_collected": True}),
        ("打算做自体移植", {"candidate": True}),
        ("移植不合适", {"candidate": False}),
        ("用药期间进展", {"progressed_on_or_within_60d": True}),
        ("末次治疗后6个月进展", {"progressed_on_or_within_60d": False}),
        ("一线停药两年后复发", {"progressed_on_or_within_60d": None}),
        ("来那度胺维持中进展", {"refractory_lenalidomide": True}),
    ],
)
def test_the_course(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
