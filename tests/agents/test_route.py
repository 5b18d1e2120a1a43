"""Which calculators a question means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.intents import CONTEXTS, INTENTS, REPLACES
from agents.route import wanted
from tools.registry import CALCULATORS


@pytest.mark.parametrize(
    ("text", "calculators"),
    [
        ("R-ISS几期？", ("r_iss",)), ("RISS分期", ("r_iss",)), ("R2-ISS分期", ("r2_iss",)), ("ISS几期", ("iss",)), ("DS分期", ("durie_salmon",)),
        ("来那度胺怎么用", ("lenalidomide_renal_dose",)), ("瑞复美给多少", ("lenalidomide_renal_dose",)), ("来那替尼剂量", ()),
        ("来那度胺的副作用有哪些", ()), ("唑来膦酸还能打吗", ("bone_agent_contraindications", "bone_agent_renal_dose")), ("唑来膦酸间隔多久", ("bone_agent_schedule",)),
        ("唑来膦酸剂量多少，间隔多久", ("bone_agent_renal_dose", "bone_agent_schedule")), ("地舒单抗拔牙前停多久", ("dental_procedure_hold",)), ("IMPEDE几分", ("impede_vte",)),
        ("SAVED评分和预防用药", ("saved_vte", "vte_prophylaxis")), ("血栓风险评分", ("impede_vte", "saved_vte")), ("校正钙是多少", ("corrected_calcium",)),
        ("eGFR", ("egfr_ckd_epi_2021",)), ("按MDRD算eGFR", ("egfr_mdrd",)), ("肌酐清除率是多少", ("creatinine_clearance",)), ("疗效怎么评", ("imwg_response",)),
        ("POEMS疗效怎么评", ("poems_response",)), ("羟考酮换算成吗啡多少", ("morphine_equivalent",)), ("泼尼松60mg等效地塞米松多少", ("steroid_equivalence",)), ("体表面积", ("bsa",)),
        ("20-2-20评分", ("smm_20_2_20",)), ("今天天气怎么样", ()), ("", ()),
    ],
)  # fmt: skip
def test_a_question_names_the_calculators_whose_results_it_asks_for(text: str, calculators: tuple[str, ...]) -> None:
    assert wanted(text) == calculators


def test_the_asking_part_decides() -> None:
    assert wanted("既往ISS II期，IMPEDE 3分。来那度胺怎么用？") == ("lenalidomide_renal_dose",)
    assert wanted("ISS。谢谢！怎么办？") == ("iss",)


@pytest.mark.parametrize(("name", "alias"), [(n, a) for n, c in CALCULATORS.items() for a in c.aliases])
def test_every_calculator_is_found_by_its_own_names(name: str, alias: str) -> None:
    assert name in wanted(f"{alias}？")


def test_every_intent_leads_to_calculators_that_exist() -> None:
    general = {"staging", "vte_score"}
    assert {name for intent in INTENTS for name in intent.calculators} <= CALCULATORS.keys() | general
    assert {*REPLACES, *(n for names in REPLACES.values() for n in names)} <= CALCULATORS.keys() | general
    assert {name for of, _, other in CONTEXTS for name in (of, other)} <= CALCULATORS.keys()


@given(st.text(max_size=120))
def test_any_text_is_routed(text: str) -> None:
    found = wanted(text)
    assert len(set(found)) == len(found)
    assert set(found) <= CALCULATORS.keys()
