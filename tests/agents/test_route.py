"""Which calculators a question means."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.fold import fold
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


ASKS = [line.split("\t") for line in (Path(__file__).parents[1] / "data" / "asks.tsv").read_text("utf-8").splitlines()]
NOTE = (
    "患者男，71岁，2型糖尿病15年，空腹血糖7.8mmol/L。冠心病支架术后6年，阿司匹林100mg qd。2019年因左侧肺炎住院，曾行胸部CT示小结节4mm。"
    "查体：BP 138/82mmHg，心率76次/分。多发性骨髓瘤IgG-κ型，VRd方案已用4疗程，唑来膦酸每月一次，恩替卡韦预防中。其妻68岁，乳腺癌术后放疗，现随访。",
    "家住郊区，平时步行买菜。心电图示窦性心律。超声：轻度脂肪肝，双肾大小正常。疼痛NRS 3分，睡眠可。两年前种过流感疫苗。父亲死于脑出血。",
)


@pytest.mark.parametrize(("ask", "calculator"), ASKS)
def test_results_are_asked_for_in_many_words(ask: str, calculator: str) -> None:
    assert calculator in wanted(fold(ask).text)


@pytest.mark.parametrize(("before", "behind"), [("", "".join(NOTE)), NOTE, ("".join(NOTE), "")])
def test_the_ask_is_found_wherever_it_stands_in_a_long_note(before: str, behind: str) -> None:
    missed = [ask for ask, name in ASKS if name not in wanted(fold(f"{before}{ask}？{behind}").text)]
    assert missed == []


def test_every_calculator_is_asked_for_in_everyday_words() -> None:
    assert {name for _, name in ASKS} == CALCULATORS.keys()


def test_a_note_that_asks_nothing_is_routed_in_time() -> None:
    started = time.perf_counter()
    wanted("".join(NOTE) * 40)
    assert time.perf_counter() - started < 5


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


@pytest.mark.parametrize(
    ("text", "calculator"),
    [
        ("用2021版CKD-EPI算eGFR，另外G几期", "egfr_ckd_epi_2021"), ("够不够复发标准", "imwg_relapse"), ("这次Hb变化够不够临床复发的标准", "imwg_relapse"), ("按MGNS-1要治还是观察", "mgns_suspicion"),
        ("ADL 5分，IADL 6分，CCI 1分，属于哪组", "imwg_frailty"), ("经治患者，有哪些方案符合条件", "relapse_regimen_eligibility"), ("四线了还能用什么", "relapse_regimen_eligibility"),
        ("今天CrCl 26，下周那针还打唑来膦酸吗", "bone_agent_renal_dose"), ("唑来膦酸多少", "bone_agent_renal_dose"), ("唑来膦酸4mg可以不？不行用啥", "bone_agent_renal_dose"), ("按白蛋白换算多少", "corrected_calcium"),
        ("第二版修订ISS几期", "r2_iss"), ("骨针打了两年，还继续不", "bone_agent_schedule"), ("PLT 18，低分子肝素还打不打", "vte_prophylaxis"), ("达到什么缓解", "imwg_response"),
    ],
)  # fmt: skip
def test_other_ways_to_ask(text: str, calculator: str) -> None:
    assert calculator in wanted(text)


def test_a_calcium_that_is_said_to_be_normal_is_not_what_is_asked_about() -> None:
    assert "hypercalcaemia_action" not in wanted("血钙2.25正常，地舒单抗要不要减量")
