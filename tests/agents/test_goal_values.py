"""What a calculator that is asked for reads from a text itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.goal_values import goal_values
from agents.goal_words import CHOICES
from tools.registry import CALCULATORS


def read(calculator: str, text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in goal_values(calculator, text).items()}


@pytest.mark.parametrize(
    ("calculator", "text", "expected"),
    [
        ("durie_salmon", "多发性骨髓瘤IgA-κ型，IgG 6.2g/L", {"heavy_chain": "IgA"}), ("durie_salmon", "轻链型骨髓瘤", {"heavy_chain": "none"}),
        ("ivig_indication", "IgG-λ型", {"isotype": "IgG"}), ("mgrs_management", "IgM相关MGRS", {"type": "IgM"}),
        ("mgns_suspicion", "感觉症状为主，几年里缓慢加重，不对称", {"pattern": "sensory", "progression": "slow_years", "symmetry": "unilateral_or_asymmetric"}),
        ("transplant_rules", "自体移植后20个月复发", {"phase": "relapse_after_asct", "remission_months": 20}), ("transplant_rules", "第一次移植后VGPR", {"phase": "after_first_asct"}),
        ("transplant_rules", "2018年行自体移植，2021年复发，缓解期33个月", {"phase": "relapse_after_asct", "remission_months": 33}),
        ("radiotherapy_dose", "严重脊髓压迫，计划30Gy/10次", {"indication": "severe_cord_compression", "total_dose": {"value": "30", "unit": "Gy"}, "fractions": 10}),
        ("radiotherapy_dose", "无脊髓压迫，骨痛控制不佳", {"indication": "uncontrolled_pain"}),
        ("imwg_mrd", "流式未检出", {"method": "NGF"}), ("bone_targeted_indication", "冒烟型骨髓瘤", {"diagnosis": "SMM"}),
        ("followup_schedule", "高危冒烟型骨髓瘤，末次就诊2025年1月31日", {"diagnosis": "SMM_high", "start_date": "2025-01-31"}),
        ("pneumococcal_schedule", "PCV13 2024年5月20日接种，今天是2025年4月8日", {"pcv_date": "2024-05-20", "today": "2025-04-08"}),
        ("dental_procedure_hold", "2025-13-05种牙", {"procedure_date": "2025-13-05"}),
        ("vte_prophylaxis", "来那度胺治疗期间新发深静脉血栓，还要继续用来那度胺", {"vte_during_imid": True, "imid_ongoing_indication": True}),
        ("unit_convert", "肌酐1.8mg/dL等于多少μmol/L", {"quantity": "creatinine", "value": 1.8, "from_unit": "mg/dL", "to_unit": "μmol/L"}),
        ("unit_convert", "β2微球蛋白5.2mg/L，换成nmol/L是多少", {"quantity": "b2m", "value": 5.2, "from_unit": "mg/L", "to_unit": "nmol/L"}),
        ("unit_convert", "肌酐1.8mg/dL高吗", {}), ("infection_prophylaxis", "VRd方案", {"drugs": ("bortezomib", "lenalidomide")}),
        ("relapse_regimen_eligibility", "既往3线，用过硼替佐米、来那度胺", {"prior_lines": 3, "exposed_pi": True, "exposed_imid": True, "exposed_lenalidomide": True}),
        ("renal_support_targets", "8小时尿量1000ml", {"hours": 8}), ("renal_support_targets", "24小时尿量1.6升", {"hours": 24}),
        ("poems_treatment_path", "2处骨硬化灶，克隆性浆细胞3%", {"bone_lesions": 2, "clonal_marrow_plasma_cells": True}),
        ("poems_response", "SUVmax 基线10、最低3.0、本次3.0，无新病灶", {"pet.baseline_sum": 10, "pet.lowest_sum": 3.0, "pet.current_sum": 3.0, "pet.new_lesion": False}),
        ("steroid_equivalence", "甲泼尼龙40mg折算成泼尼松多少", {"from_drug": "methylprednisolone", "dose_mg": 40, "to_drug": "prednisone"}),
        ("steroid_equivalence", "甲强龙8mg换成氢化可的松，另外折合泼尼松多少", {"from_drug": "methylprednisolone", "dose_mg": 8, "to_drug": "hydrocortisone"}),
    ],
)  # fmt: skip
def test_values_in_the_words_of_the_calculators_own_field(calculator: str, text: str, expected: dict[str, Any]) -> None:
    assert read(calculator, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("羟考酮缓释片20mg q12h", [("oxycodone_po", 40)]), ("吗啡30mg bid，芬太尼贴25μg/h", [("morphine_po", 60), ("fentanyl_patch_ug_h", 25)]),
        ("曲马多每日200mg", [("tramadol_po", 200)]), ("奥施康定60mg/d折合口服吗啡多少", [("oxycodone_po", 60)]),
        ("吗啡30mg q12h已停用，现羟考酮20mg q12h", [("oxycodone_po", 40)]), ("考虑换芬太尼贴25μg/h", []), ("必要时吗啡10mg", []),
        ("其母服吗啡30mg q12h", []), ("未服曲马多", []),
    ],
)  # fmt: skip
def test_opioids_that_are_taken_with_their_dose_of_a_day(text: str, expected: list[tuple[str, float]]) -> None:
    items = read("morphine_equivalent", text).get("items", ())
    assert [(i["drug"], i["daily_dose"]) for i in items] == expected


def test_what_is_said_of_another_person_is_not_read() -> None:
    assert read("radiotherapy_dose", "同病房患者计划30Gy/10次。") == {}


def test_every_choice_is_one_of_its_input() -> None:
    for choice in CHOICES:
        for calculator in choice.calculators:
            options = {o.code for o in CALCULATORS[calculator].input(choice.input).options}
            assert choice.code in (options or {True, False})


@given(st.sampled_from(sorted(CALCULATORS)), st.text(max_size=200))
def test_any_text_is_read(calculator: str, text: str) -> None:
    assert goal_values(calculator, text).keys() <= {i.name for i in CALCULATORS[calculator].inputs}


@pytest.mark.parametrize(
    ("calculator", "text", "expected"),
    [
        ("dental_procedure_hold", "种植牙定在2025-09-10，唑来膦酸上一次是2025-09-25打的", {"procedure_date": "2025-09-10", "last_dose_date": "2025-09-25"}),
        ("relapse_regimen_eligibility", "四线治疗后进展", {"prior_lines": 4}), ("relapse_regimen_eligibility", "两线治疗后复发", {"prior_lines": 2}),
        ("bone_agent_schedule", "每月一次唑来膦酸4mg，至今共13个月", {"months_on_treatment": 13}), ("bone_agent_schedule", "用地舒单抗满2年后自行停药，现停了7个月", {"months_since_stop": 7, "stopped": True}),
        ("bone_agent_schedule", "维持至今无复发迹象", {"biochemical_relapse": False}), ("bone_agent_schedule", "唑来膦酸每月一次，来那度胺停了5个月", {}), ("bone_agent_schedule", "地舒单抗，VRd至今共6个月", {}),
        ("poems_treatment_path", "骨髓里没有克隆浆细胞", {"clonal_marrow_plasma_cells": False}), ("poems_treatment_path", "骨髓克隆浆细胞5%", {"clonal_marrow_plasma_cells": True}),
        ("poems_treatment_path", "骨髓见克隆性浆细胞", {"clonal_marrow_plasma_cells": True}), ("poems_treatment_path", "克隆性浆细胞阴性", {"clonal_marrow_plasma_cells": False}),
        ("imwg_mrd", "报告相同克隆序列 14 条读数", {"identical_reads": 14}), ("imwg_mrd", "一致序列1条读数", {"identical_reads": 1}),
        ("renal_support_targets", "接班时尿袋里有720ml", {"urine_volume": {"value": "720", "unit": "mL"}}), ("renal_support_targets", "昨8点到今8点（24h）尿量1.9L", {"hours": 24}),
        ("poems_response", "VEGF：基线1950pg/mL，治疗中最低210，现在196", {"vegf.baseline": 1950, "vegf.lowest": 210, "vegf.current": 196}),
        ("mgrs_biopsy", "没有AKI", {"aki_stage": 0}), ("mgrs_biopsy", "没有AKI病史资料", {}), ("mgrs_biopsy", "AKI 1期", {}),
        ("vte_prophylaxis", "来那度胺吃了3个月出了DVT", {"vte_during_imid": True}), ("vte_prophylaxis", "来那度胺停了3个月出了DVT", {}),
        ("vte_prophylaxis", "来那度胺打算继续用", {"imid_ongoing_indication": True}),
        ("vte_prophylaxis", "明确禁止一切抗凝和抗血小板药", {"contraindication": True}), ("vte_prophylaxis", "无抗凝禁忌", {}), ("vte_prophylaxis", "没有抗凝药物禁忌", {}),
    ],
)  # fmt: skip
def test_values_in_words_of_their_own_field(calculator: str, text: str, expected: dict[str, Any]) -> None:
    found = {n: v for n, v in read(calculator, text).items() if n not in ("drug", "drugs", "method", "bone_lesions")}
    assert found == expected


@pytest.mark.parametrize(
    ("text", "count"), [("贴着芬太尼贴（多少微克不清楚），曲马多100毫克一天两次", 2), ("曲马多100毫克一天两次", 1)]
)
def test_an_opioid_of_unknown_dose_is_counted_as_open(text: str, count: int) -> None:
    items = read("morphine_equivalent", f"{text}，MME多少")["items"]
    assert len(items) == count
    assert sum("daily_dose" not in i for i in items) == count - 1


def test_a_unit_that_a_quantity_has_not_is_handed_on() -> None:
    assert read("unit_convert", "血红蛋白 11.2 mmHg，换成g/L是多少")["from_unit"] == "mmHg"


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("吗啡缓释片30mg bid，又临时加泰勒宁，再加曲马多50mg bid", {"morphine_po": 60, "tramadol_po": 100}), ("羟考酮每12小时15mg", {"oxycodone_po": 30}), ("羟考酮每日2次，每次10mg", {"oxycodone_po": 20}),
        ("曲马多100mg早晚各一片", {"tramadol_po": 200}), ("可待因早中晚各30mg", {"codeine_po": 90}), ("吗啡缓释片30mg bid，必要时加吗啡片10mg", {"morphine_po": 60}),
        ("羟考酮10mg q12h，曲马多吃多少不清楚", {"oxycodone_po": 20, "tramadol_po": None}), ("羟考酮10mg，必要时", None),
    ],
)  # fmt: skip
def test_opioids_of_a_day(text: str, doses: dict[str, float | None] | None) -> None:
    items = read("morphine_equivalent", text).get("items")
    assert (None if items is None else {r["drug"]: r.get("daily_dose") for r in items}) == doses


@pytest.mark.parametrize(
    ("calculator", "text", "expected"),
    [
        ("relapse_regimen_eligibility", "CD38单抗没用过", {"exposed_anti_cd38": False}), ("relapse_regimen_eligibility", "没打过达雷妥尤", {"exposed_anti_cd38": False}),
        ("relapse_regimen_eligibility", "没用过卡非佐米", {}), ("relapse_regimen_eligibility", "打过万珂", {"exposed_pi": True}),
        ("mgns_suspicion", "主要是没力气，几周就走不了路，左右不一样", {"pattern": "motor_or_pain", "progression": "rapid_weeks_months", "symmetry": "unilateral_or_asymmetric"}),
        ("mgns_suspicion", "手脚发麻为主，好几年了，两边一样", {"pattern": "sensory", "progression": "slow_years", "symmetry": "bilateral_symmetric"}),
        ("renal_support_targets", "昨日尿量1800ml", {"hours": 24}), ("poems_treatment_path", "单发骨硬化灶", {"bone_lesions": 1}),
        ("transplant_rules", "自体移植后26个月进展", {"phase": "relapse_after_asct"}), ("mgrs_biopsy", "eGFR每年下降3ml/min", {"egfr_decline_per_year": 3}),
    ],
)  # fmt: skip
def test_further_words_of_its_own_field(calculator: str, text: str, expected: dict[str, Any]) -> None:
    found = read(calculator, text)
    assert {k: v for k, v in found.items() if k in expected or not expected} == expected
