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
