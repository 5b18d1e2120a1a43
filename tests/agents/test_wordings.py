"""Ordinary ways of putting findings in words, family by family: what is read, and what stays unknown."""

from typing import Any

import pytest

from agents.extraction import extract


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("FISH：1q21扩增（+），17p-（-），t(4;14)（-）", {"gain_1q": True, "del17p": False, "t_4_14": False}, []),
        ("17p、t(4;14)、1q都正常", {"gain_1q": False, "del17p": False, "t_4_14": False}, []),
        ("FISH提示P53缺失", {"del17p": True}, []),
        ("TP53缺失占32%", {"del17p": True}, []),
        ("del(17p) 阳性率 45%", {"del17p": True}, []),
        ("IGH/FGFR3融合阳性，IGH/MAF阴性", {"t_4_14": True, "t_14_16": False}, []),
        ("del(17p)未见，t(4;14)未见，t(11;14)阳性，1q21获得未见", {"del17p": False, "t_4_14": False, "t_11_14": True, "gain_1q": False}, []),
        ("FISH：未检出17p缺失、t(4;14)、t(14;16)，检出1q21获得", {"del17p": False, "t_4_14": False, "t_14_16": False, "gain_1q": True}, []),
        ("FISH已送检，结果未回", {}, ["del17p", "t_4_14", "fish_risk"]),
        ("FISH送检17p、t(4;14)、t(14;16)，结果待回报", {}, ["del17p", "t_4_14", "fish_risk"]),
        ("FISH只做了17p和t(4;14)，均阴性，t(14;16)没做", {"del17p": False, "t_4_14": False}, ["t_14_16"]),
        ("三个高危FISH探针全阴", {"del17p": False, "t_4_14": False, "t_14_16": False}, []),
        ("FISH高危三项均阴性", {"del17p": False, "t_4_14": False, "t_14_16": False}, []),
        ("FISH未见高危异常", {"fish_risk": "standard"}, []),
        ("FISH无高危细胞遗传学异常", {"fish_risk": "standard"}, []),
        ("细胞遗传学：标危", {"fish_risk": "standard"}, []),
        ("高危遗传学（17p缺失）", {"del17p": True}, []),
        ("t(4；14)易位（+）", {"t_4_14": True}, []),
        ("IgH易位：t(4;14)+，t(14;16)-", {"t_4_14": True, "t_14_16": False}, []),
        ("1q21 3个拷贝", {"gain_1q": True}, []),
        ("1q21扩增（4拷贝）", {"gain_1q": True}, []),
        ("1q21 2拷贝，正常", {"gain_1q": False}, []),
        ("LDH高于正常上限", {"ldh_status": "high"}, []),
        ("LDH在正常范围", {"ldh_status": "normal"}, []),
        ("LDH未超过上限", {"ldh_status": "normal"}, []),
        ("LDH不高", {"ldh_status": "normal"}, []),
        ("LDH高于上限1.5倍", {"ldh_status": "high"}, []),
    ],
)  # fmt: skip
def test_words_for_cytogenetics_and_ldh(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("40天前因股骨头坏死行左髋置换", {"days_since_surgery": 40}, []),
        ("2个月前做过胆囊切除术", {"days_since_surgery": 60}, []),
        ("近3个月未行手术", {"surgery_90d": False}, []),
        ("90天内无手术史", {"surgery_90d": False}, []),
        ("近期没手术，没血栓史", {"surgery_90d": False, "vte_history": False}, []),
        ("近3月内无外科手术", {"surgery_90d": False}, []),
        ("半年前阑尾手术", {"days_since_surgery": 180}, []),
        ("10年前曾行剖宫产", {}, ["surgery_90d"]),
        ("最近三个月有没有手术家属说不清楚", {}, ["surgery_90d"]),
        ("拟下周行手术", {}, ["surgery_90d"]),
        ("术后第20天", {"days_since_surgery": 20}, []),
        ("5年前得过下肢深静脉血栓，已治愈", {"vte_history": True}, []),
        ("有过肺栓塞", {"vte_history": True}, []),
        ("无DVT/PE病史", {"vte_history": False}, []),
        ("既往无血栓栓塞病史", {"vte_history": False}, []),
        ("从没得过血栓", {"vte_history": False}, []),
        ("父亲有肺栓塞病史", {}, ["vte_history"]),
        ("下肢静脉彩超未见血栓", {"vte_history": False}, []),
        ("D-二聚体升高，不除外血栓", {}, ["vte_history"]),
        ("PICC置管中", {"cvc": True}, []),
        ("左上臂PICC一根", {"cvc": True}, []),
        ("右颈内静脉留置导管", {"cvc": True}, []),
        ("PICC已拔除", {"cvc": False}, []),
        ("无中心静脉导管", {"cvc": False}, []),
        ("未置管", {"cvc": False}, []),
        ("外周静脉输液，没有PICC或输液港", {"cvc": False}, []),
        ("拟置PICC", {}, ["cvc"]),
        ("有没有中心静脉导管病历里没写", {}, ["cvc"]),
        ("正在打促红素", {"esa": True}, []),
        ("每周皮下注射EPO 1万单位", {"esa": True}, []),
        ("EPO已停用半年", {"esa": False}, []),
        ("未使用促红细胞生成素", {"esa": False}, []),
        ("不用EPO，不用多柔比星或多药化疗", {"esa": False, "doxorubicin_or_multiagent": False}, []),
        ("左股骨颈骨折术后", {"pelvic_hip_femur_fracture": True}, []),
        ("髋部骨折史", {"pelvic_hip_femur_fracture": True}, []),
        ("无骨盆髋股骨骨折", {"pelvic_hip_femur_fracture": False}, []),
        ("无骨盆、髋部或股骨骨折", {"pelvic_hip_femur_fracture": False}, []),
        ("L1压缩性骨折，骨盆及股骨完好无骨折", {"pelvic_hip_femur_fracture": False}, []),
        ("腰椎压缩骨折", {}, ["pelvic_hip_femur_fracture"]),
        ("母亲股骨颈骨折", {}, ["pelvic_hip_femur_fracture"]),
        ("VTD-PACE方案", {"doxorubicin_or_multiagent": True}, []),
        ("PAD方案（硼替佐米+多柔比星+地塞米松）", {"doxorubicin_or_multiagent": True}, []),
        ("不含阿霉素", {"doxorubicin_or_multiagent": False}, []),
        ("未用抗凝和阿司匹林", {"thromboprophylaxis": "none"}, []),
        ("无预防用药", {"thromboprophylaxis": "none"}, []),
        ("目前没做任何血栓预防", {"thromboprophylaxis": "none"}, []),
        ("目前依诺肝素40mg qd预防", {"thromboprophylaxis": "lmwh_prophylactic"}, []),
        ("依诺肝素60mg q12h", {"thromboprophylaxis": "lmwh_therapeutic"}, []),
        ("口服阿司匹林100mg qd", {"thromboprophylaxis": "aspirin"}, []),
        ("在吃阿司匹林", {"thromboprophylaxis": "aspirin"}, []),
        ("华法林抗凝，INR 2.3", {"thromboprophylaxis": "warfarin"}, []),
        ("利伐沙班10mg qd预防", {"thromboprophylaxis": "doac_prophylactic"}, []),
        ("利伐沙班20mg qd治疗房颤", {"thromboprophylaxis": "doac_therapeutic", "on_therapeutic_anticoagulation": True}, []),
        ("因房颤长期口服利伐沙班15mg qd（治疗剂量）", {"thromboprophylaxis": "doac_therapeutic", "on_therapeutic_anticoagulation": True}, []),
        ("无抗凝禁忌", {"contraindication": False}, []),
        ("无出血无其他禁忌", {"contraindication": False}, []),
        ("无活动性出血，无抗凝禁忌", {"contraindication": False}, []),
        ("消化道出血，抗凝禁忌", {"contraindication": True}, []),
        ("对肝素过敏，HIT病史", {"hit_history": True}, []),
        ("无HIT史", {"hit_history": False}, []),
        ("汉族，BMI 22", {"asian": True}, []),
        ("维吾尔族男性", {"asian": True, "sex": "male"}, []),
        ("美国白人", {"asian": False}, []),
        ("子女已联系国外医院", {}, ["sex"]),
        ("有一子一女", {}, ["sex"]),
        ("患者的女儿代诉，男，70岁", {"sex": "male"}, []),
        ("女性患者，其夫陪同", {"sex": "female"}, []),
    ],
)  # fmt: skip
def test_words_for_risks_of_thrombosis(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("地塞米松20mg于第1、2、4、5、8、9、11、12天口服，21天一周期", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松40mg d1-4、d9-12、d17-20，28天一疗程", {"dex_mg_per_cycle": 480}, []),
        ("地塞米松20mg，每周期用8天，28天一周期", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松每次40mg，每周一次，28天一周期", {"dex_mg_per_cycle": 160}, []),
        ("每周口服地塞米松40mg，28天为1周期", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松 20 mg d1,2,8,9,15,16,22,23", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松20mg d1、8、15", {"dex_mg_per_cycle": 60}, []),
        ("来那度胺+地米40mg每周一次（28天160mg）", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松20mg每周2次（28天共160mg）", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松每周期160mg", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松共480mg/周期", {"dex_mg_per_cycle": 480}, []),
        ("每周期地塞米松总量320mg", {"dex_mg_per_cycle": 320}, []),
        ("地塞米松 40mg D1,8,15,22", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松20mg d1-2，d8-9，d15-16，d22-23", {"dex_mg_per_cycle": 160}, []),
        ("地塞米松40mg 第1-4天、第9-12天、第17-20天", {"dex_mg_per_cycle": 480}, []),
        ("地塞米松20mg 每周三、周四各一次，28天周期", {}, ["dex_mg_per_cycle"]),
        ("未使用地塞米松", {"dexamethasone": "none"}, []),
        ("方案中无激素", {"dexamethasone": "none"}, []),
        ("拟用来那度胺", {"imid": True}, []),
        ("曾用来那度胺，因皮疹已停", {}, ["imid"]),
        ("来那度胺2年前停用，现DVd方案", {}, ["imid"]),
        ("目前泊马度胺4mg d1-21", {"imid": True}, []),
        ("本方案不含免疫调节剂", {"imid": False}, []),
    ],
)  # fmt: skip
def test_words_for_dexamethasone_and_regimens(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("规律血透，每周3次", {"dialysis": True}, []),
        ("无透析", {"dialysis": False}, []),
        ("非透析", {"dialysis": False}, []),
        ("仍没透析", {"dialysis": False}, []),
        ("尚未透析", {"dialysis": False}, []),
        ("曾透析2次，现已脱离透析", {"dialysis": False}, []),
        ("拟行血液透析", {}, ["dialysis"]),
        ("未行CRRT", {"rrt": False}, []),
        ("已上CRRT", {"rrt": True}, []),
        ("升高在7天内", {"rise_within_7d": True}, []),
        ("肌酐48小时内由90升至130", {"rise_within_48h": True}, []),
        ("5天内升到180μmol/L", {"rise_within_7d": True}, []),
        ("中间隔了多久不清楚", {}, ["rise_within_7d", "rise_within_48h"]),
        ("无尿14小时", {"anuria_12h": True}, []),
        ("尿量正常，无少尿", {"fluid_overload_or_oliguria": False}, []),
        ("心功能III级、容量负荷过重", {"fluid_overload_or_oliguria": True}, []),
        ("CKD-EPI 2021公式", {"equation": "2021"}, []),
    ],
)  # fmt: skip
def test_words_for_kidneys(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("IgG-κ型骨髓瘤", {"heavy_chain": "IgG", "isotype": "IgG"}, []),
        ("多发性骨髓瘤IgA-λ型", {"heavy_chain": "IgA", "isotype": "IgA"}, []),
        ("IgGλ型MM", {"heavy_chain": "IgG"}, []),
        ("免疫固定电泳：IgG-kappa", {"heavy_chain": "IgG"}, []),
        ("IFE示IgA-κ单克隆条带", {"heavy_chain": "IgA"}, []),
        ("κ轻链型", {"heavy_chain": "none", "isotype": "light_chain"}, []),
        ("IgD-λ型", {"heavy_chain": "IgD", "isotype": "IgD"}, []),
        ("IgM-κ型MGUS", {"isotype": "IgM"}, []),
        ("IgG 39.6g/L，IgA 0.5g/L，IgM 0.3g/L", {}, ["heavy_chain", "isotype"]),
        ("全身低剂量CT无溶骨性病变", {"lytic_lesions": 0}, []),
        ("低剂量全身CT未见溶骨", {"lytic_lesions": 0}, []),
        ("全身CT无溶骨", {"lytic_lesions": 0}, []),
        ("PET/CT无溶骨、无高代谢灶，全身MRI无局灶病变", {"lytic_lesions": 0, "mri_focal_ge5mm": 0}, []),
        ("骨骼X线未见骨质破坏", {"lytic_lesions": 0}, []),
        ("全身骨CT未见明显异常", {"lytic_lesions": 0}, []),
        ("骨骼检查阴性", {"lytic_lesions": 0}, []),
        ("颅骨、肋骨多发溶骨性破坏", {"lytic_lesions": 2}, []),
        ("多发穿凿样骨质破坏", {"lytic_lesions": 2}, []),
        ("全身MRI未见局灶病灶", {"mri_focal_ge5mm": 0}, []),
        ("MRI正常", {"mri_focal_ge5mm": 0}, []),
        ("MRI无>5mm病灶", {"mri_focal_ge5mm": 0}, []),
        ("无浆细胞瘤，无淀粉样变", {"plasmacytoma_biopsy": "none", "amyloidosis": False}, []),
        ("无浆细胞瘤和淀粉样变", {"plasmacytoma_biopsy": "none", "amyloidosis": False}, []),
        ("没有浆细胞瘤及淀粉样变性", {"plasmacytoma_biopsy": "none", "amyloidosis": False}, []),
        ("刚果红染色阴性", {"amyloidosis": False}, []),
        ("刚果红（-）", {"amyloidosis": False}, []),
        ("刚果红染色阳性", {"amyloidosis": True}, []),
        ("心肌活检证实淀粉样变性", {"amyloidosis": True}, []),
        ("T6活检证实骨浆细胞瘤", {"plasmacytoma_biopsy": "bone"}, []),
        ("胸壁肿块活检：髓外浆细胞瘤", {"plasmacytoma_biopsy": "extramedullary"}, []),
        ("贫血考虑子宫肌瘤失血、缺铁所致，与骨髓瘤无关", {"other_cause": ("A",)}, []),
        ("肌酐升高系糖尿病肾病所致，与浆细胞病无关", {"other_cause": ("R",)}, []),
    ],
)  # fmt: skip
def test_words_for_type_and_end_organ_damage(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("骨密度正常", {"osteoporosis": False}, []),
        ("骨密度T值-2.8，骨质疏松", {"osteoporosis": True}, []),
        ("孕22周", {"pregnant_or_lactating": True}, []),
        ("哺乳期", {"pregnant_or_lactating": True}, []),
        ("未孕，无哺乳", {"pregnant_or_lactating": False}, []),
        ("非妊娠期", {"pregnant_or_lactating": False}, []),
        ("对唑来膦酸过敏", {"allergy": True}, []),
        ("无双膦酸盐过敏", {"allergy_other_bisphosphonate": False}, []),
        ("无该药过敏史", {"allergy": False}, []),
        ("无骨软化", {"osteomalacia": False}, []),
        ("低钙血症未纠正", {"hypocalcaemia": True}, []),
        ("血钙正常，无低钙", {"hypocalcaemia": False}, []),
        ("低钙血症已纠正", {"hypocalcaemia": False}, []),
        ("拔牙窝至今未愈合", {"oral_wound_unhealed": True}, []),
        ("拔牙创口已愈合", {"oral_wound_unhealed": False}, []),
        ("口腔无伤口", {"oral_wound_unhealed": False}, []),
        ("拟拔除智齿", {"invasive": True}, []),
        ("拟种植牙", {"invasive": True}, []),
        ("种植体植入（侵入性）", {"invasive": True}, []),
        ("只是洗牙，属于非侵入性操作", {"invasive": False}, []),
        ("牙周洁治，无创", {"invasive": False}, []),
        ("补牙", {"invasive": False}, []),
        ("没有ONJ", {"onj": False}, []),
        ("无颌骨坏死", {"onj": False}, []),
        ("下颌骨骨质暴露8周，确诊ONJ", {"onj": True}, []),
        ("唑来膦酸停药1年半，生化复发", {"stopped": True, "biochemical_relapse": True, "months_since_stop": 18}, []),
        ("地舒单抗已停3个月，未用双膦酸盐", {"stopped": True, "post_denosumab_cover_given": False, "months_since_stop": 3}, []),
        ("用药26个月，一直没停", {"stopped": False}, []),
        ("在用", {"stopped": False}, []),
        ("主管医生判断为生化复发", {"biochemical_relapse": True}, []),
        ("无生化复发", {"biochemical_relapse": False}, []),
    ],
)  # fmt: skip
def test_words_for_bone_agents_and_teeth(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("已达sCR", {"complete_response": True}, []),
        ("疗效VGPR", {"response": "VGPR", "complete_response": False}, []),
        ("PET/CT阴性", {"pet_ct": "negative"}, []),
        ("PET-CT示代谢完全缓解", {"pet_ct": "negative"}, []),
        ("PET/CT仍有FDG摄取增高病灶", {"pet_ct": "positive"}, []),
        ("未行PET-CT", {"pet_ct": "not_done"}, []),
        ("血免疫固定电泳由阴转阳", {"immunofixation": "positive"}, []),
        ("免疫固定转阳", {"immunofixation": "positive"}, []),
        ("免疫固定电泳仍阴性", {"immunofixation": "negative"}, []),
        ("血尿免固阴性", {"current.sife": "negative", "current.uife": "negative"}, []),
        ("血、尿免疫固定电泳均阴性", {"current.sife": "negative", "current.uife": "negative"}, []),
        ("血清、尿IFE均转阴", {"current.sife": "negative", "current.uife": "negative"}, []),
        ("血免疫固定仍阳性", {"current.sife": "positive"}, []),
        ("血IFE（+），尿IFE（-）", {"current.sife": "positive", "current.uife": "negative"}, []),
        ("骨髓免疫组化无克隆性浆细胞", {"current.clonal_cells_ihc": "absent"}, []),
        ("骨髓活检免疫组化未见克隆性浆细胞", {"current.clonal_cells_ihc": "absent"}, []),
        ("无新发病灶", {"current.new_lesion": False}, []),
        ("影像无新病灶", {"current.new_lesion": False}, []),
        ("PET/CT见新发溶骨病灶", {"current.new_lesion": True}, []),
        ("首次评估", {"first_assessment": True}, []),
        ("第一次评效", {"first_assessment": True}, []),
        ("连续两次复查确认", {"confirmed": True}, []),
        ("无新发骨病变及浆细胞瘤", {"new_plasmacytoma_or_bone_lesion": False}, []),
        ("新发髂骨浆细胞瘤", {"new_plasmacytoma_or_bone_lesion": True}, []),
        ("已排除药物、出血等其他原因", {"hb_other_cause": False}, []),
        ("贫血无其他原因可解释", {"hb_other_cause": False}, []),
        ("无高粘滞血症", {"hyperviscosity": False}, []),
        ("最佳疗效CR", {"prior_best": "CR"}, []),
    ],
)  # fmt: skip
def test_words_for_response_and_relapse(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("非症状性骨髓瘤", {"symptomatic_mm": False}, []),
        ("不是症状性骨髓瘤", {"symptomatic_mm": False}, []),
        ("无CRAB，不符合症状性骨髓瘤", {"symptomatic_mm": False}, []),
        ("无范科尼综合征", {"fanconi": False}, []),
        ("有没有范科尼也不知道", {}, ["fanconi"]),
        ("有Fanconi综合征", {"fanconi": True}, []),
        ("尿常规正常，肾功能稳定", {"urinalysis_normal": True, "egfr_stable": True}, []),
        ("抗MAG抗体阴性，抗神经节苷脂抗体阴性", {"antibodies": False}, []),
        ("肌电图示轴索损害，无脱髓鞘", {"demyelination": False}, []),
        ("不影响日常生活", {"adl_interference": False}, []),
        ("日常穿衣、上下楼受影响", {"adl_interference": True}, []),
        ("非长度依赖性", {"length_dependent": False}, []),
        ("呈长度依赖性", {"length_dependent": True}, []),
        ("左髂骨一处硬化性骨病灶", {"sclerotic_bone_lesions": True}, []),
        ("多发硬化性骨病灶", {"sclerotic_bone_lesions": True}, []),
        ("未见骨硬化病灶", {"sclerotic_bone_lesions": False}, []),
        ("淋巴结活检未见Castleman改变", {"castleman": False}, []),
        ("淋巴结活检提示Castleman病", {"castleman": True}, []),
        ("VEGF升高", {"vegf_elevated": True}, []),
        ("VEGF正常", {"vegf_elevated": False}, []),
        ("肝脾淋巴结不大", {"organomegaly": False}, []),
        ("无肝脾及淋巴结肿大", {"organomegaly": False}, []),
        ("脾大", {"organomegaly": True}, []),
        ("肝脾肋下未及", {}, ["organomegaly"]),
        ("双下肢水肿、胸腔积液", {"volume_overload": True}, []),
        ("无水肿、浆膜腔积液", {"volume_overload": False}, []),
        ("皮肤变黑、多毛", {"skin_changes": True}, []),
        ("皮肤无色素沉着", {"skin_changes": False}, []),
        ("眼底无视乳头水肿", {"papilloedema": False}, []),
        ("血小板增多", {"thrombocytosis_or_polycythaemia": True}, []),
        ("四肢麻木，肌电图提示多发性神经病", {"polyneuropathy": True}, []),
        ("2型糖尿病12年（唯一的内分泌异常）", {"endocrine_only_dm_or_thyroid": True, "endocrinopathy": True}, []),
        ("甲减", {"endocrinopathy": True}, []),
        ("睾酮降低，性腺功能减退", {"endocrinopathy": True}, []),
        ("内分泌检查未见异常", {"endocrinopathy": False}, []),
        ("骨髓没有克隆性浆细胞", {"clonal_marrow_plasma_cells": False}, []),
        ("骨髓未见克隆性浆细胞", {"clonal_marrow_plasma_cells": False}, []),
        ("适合自体移植", {"transplant_candidate": True, "candidate": True}, []),
        ("不适合移植", {"transplant_candidate": False, "candidate": False}, []),
        ("不拟行移植", {"candidate": False}, []),
    ],
)  # fmt: skip
def test_words_for_nerves_and_organs(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("既往心梗、慢阻肺、2型糖尿病，余无特殊", {"myocardial_infarction": True, "chronic_pulmonary_disease": True, "diabetes": True}, []),
        ("高血压、脑梗死后遗右侧偏瘫", {"cerebrovascular_disease": True, "hemiplegia": True}, []),
        ("否认心梗、心衰、脑卒中、COPD、糖尿病", {"myocardial_infarction": False, "congestive_heart_failure": False, "cerebrovascular_disease": False, "chronic_pulmonary_disease": False, "diabetes": False}, []),
        ("糖尿病肾病", {"diabetes_end_organ_damage": True}, ["diabetes"]),
        ("糖尿病（无并发症）", {"diabetes": True}, []),
        ("慢性乙型肝炎", {"mild_liver_disease": True}, []),
        ("胃癌术后5年无复发", {"solid_tumour": True}, []),
        ("肺癌骨转移", {"metastatic_solid_tumour": True}, []),
        ("姐姐患乳腺癌", {}, ["solid_tumour"]),
        ("类风湿关节炎", {"connective_tissue_disease": True}, []),
        ("胃溃疡史", {"peptic_ulcer": True}, []),
        ("HIV阴性", {}, ["aids"]),
        ("老年痴呆", {"dementia": True}, []),
        ("外周动脉闭塞", {"peripheral_vascular_disease": True}, []),
        ("生活完全自理，能做轻体力活动", {"self_care": True, "light_work": True}, []),
        ("生活不能自理", {"self_care": False}, []),
    ],
)  # fmt: skip
def test_words_for_other_diseases(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("感染风险评估不高", {"high_infection_risk": False}, []),
        ("感染高危", {"high_infection_risk": True}, []),
        ("新诊断多发性骨髓瘤", {"newly_diagnosed": True}, []),
        ("反复严重感染（一年三次住院）", {"recurrent_serious_infection": True}, []),
        ("近一年无感染", {"recurrent_serious_infection": False}, []),
        ("1年内3次重症肺炎住院", {"recurrent_serious_infection": True}, []),
        ("轻链型骨髓瘤，反复肺炎", {"isotype": "light_chain", "recurrent_serious_infection": True}, []),
    ],
)  # fmt: skip
def test_words_for_infection(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("干细胞已采集", {"stem_cells_collected": True}, []),
        ("尚未采集干细胞", {"stem_cells_collected": False}, []),
        ("无高危因素", {"high_risk": False}, []),
    ],
)  # fmt: skip
def test_words_for_transplantation(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("未用过CD38单抗", {"exposed_anti_cd38": False}, []),
        ("来那度胺耐药", {"refractory_lenalidomide": True}, []),
        ("对硼替佐米和来那度胺双重耐药", {"double_refractory_pi_imid": True}, []),
        ("对2种PI、2种IMiD和CD38单抗都耐药", {"refractory_2pi_2imid_cd38": True}, []),
        ("末次治疗后30天内进展", {"progressed_on_or_within_60d": True}, []),
        ("t(11;14)阴性", {"t_11_14": False}, []),
    ],
)  # fmt: skip
def test_words_for_earlier_treatment(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)


@pytest.mark.parametrize(
    ("text", "expected", "unknown"),
    [
        ("如果以后需要透析怎么办", {}, ["dialysis"]),
        ("若发生肺栓塞应立即抗凝", {}, ["vte_history"]),
        ("家族史：父亲糖尿病，母亲脑梗", {}, ["diabetes", "cerebrovascular_disease"]),
        ("指南建议规律透析者减量", {}, ["dialysis"]),
        ("邻床患者有DVT", {}, ["vte_history"]),
        ("否认高血压、糖尿病、冠心病史，有慢阻肺10年", {"diabetes": False, "chronic_pulmonary_disease": True}, []),
        ("除糖尿病外均无", {"diabetes": True}, []),
        ("高血压（+），糖尿病（－）", {"diabetes": False}, []),
        ("糖尿病：否；脑血管病：是", {"diabetes": False, "cerebrovascular_disease": True}, []),
        ("糖尿病（有），心衰（无）", {"diabetes": True, "congestive_heart_failure": False}, []),
    ],
)  # fmt: skip
def test_words_for_subject_and_supposition(text: str, expected: dict[str, Any], unknown: list[str]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected
    assert not found.keys() & set(unknown)
