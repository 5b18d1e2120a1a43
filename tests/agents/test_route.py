"""Which calculators a question means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.route import ROUTES, wanted
from tools.registry import CALCULATORS


@pytest.mark.parametrize(
    ("text", "calculators"),
    [
        ("R-ISS几期？", ("iss", "r_iss")), ("RISS分期", ("iss", "r_iss")), ("R2-ISS分期", ("r2_iss",)), ("ISS几期", ("iss",)), ("DS分期", ("durie_salmon",)),
        ("来那度胺怎么用", ("creatinine_clearance", "lenalidomide_renal_dose")), ("瑞复美给多少", ("creatinine_clearance", "lenalidomide_renal_dose")), ("来那替尼剂量", ()),
        ("来那度胺的副作用有哪些", ()), ("唑来膦酸还能打吗", ("creatinine_clearance", "bone_agent_renal_dose")), ("唑来膦酸间隔多久", ("bone_agent_schedule",)),
        ("唑来膦酸剂量多少，间隔多久", ("bone_agent_schedule",)), ("地舒单抗拔牙前停多久", ("dental_procedure_hold",)), ("IMPEDE几分", ("bmi", "impede_vte", "vte_prophylaxis")),
        ("SAVED评分和用药", ("saved_vte", "vte_prophylaxis")), ("血栓风险评分", ("impede_vte", "saved_vte", "vte_prophylaxis")), ("校正钙是多少", ("corrected_calcium", "hypercalcaemia_action")),
        ("eGFR", ("egfr_ckd_epi_2021",)), ("按MDRD算eGFR", ("egfr_mdrd",)), ("肌酐清除率是多少", ("creatinine_clearance",)), ("疗效怎么评", ("imwg_response",)),
        ("POEMS疗效怎么评", ("poems_response",)), ("羟考酮换算成吗啡多少", ("morphine_equivalent",)), ("泼尼松60mg等效地塞米松多少", ("steroid_equivalence",)), ("体表面积", ("bsa",)),
        ("20-2-20评分", ("smm_20_2_20",)), ("今天天气怎么样", ()), ("", ()),
    ],
)  # fmt: skip
def test_a_question_names_its_calculators_in_the_order_of_their_chain(text: str, calculators: tuple[str, ...]) -> None:
    assert wanted(text) == calculators


def test_the_asking_part_decides() -> None:
    assert wanted("既往ISS II期，IMPEDE 3分。来那度胺怎么用？") == ("creatinine_clearance", "lenalidomide_renal_dose")
    assert wanted("ISS。谢谢！怎么办？") == ("iss",)


@pytest.mark.parametrize(("name", "alias"), [(n, a) for n, c in CALCULATORS.items() for a in c.aliases])
def test_every_calculator_is_found_by_its_own_names(name: str, alias: str) -> None:
    assert name in wanted(f"{alias}？")


def test_every_route_leads_to_calculators_that_exist() -> None:
    assert {name for route in ROUTES for name in route.calculators} <= CALCULATORS.keys()


@given(st.text(max_size=120))
def test_any_text_is_routed(text: str) -> None:
    found = wanted(text)
    assert len(set(found)) == len(found)
    assert set(found) <= CALCULATORS.keys()
