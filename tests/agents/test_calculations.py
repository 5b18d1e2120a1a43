"""Calculators called with extracted values: chained, never fed with a guess."""

import time
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.calculations import Calculated, calculated
from agents.extraction import extract
from agents.route import wanted
from tools.calculator import CalculatorAnswer
from tools.registry import CALCULATORS, calculate

NO_ITEMS = "无血栓史，无导管，无骨折，没用EPO，没用蒽环和多药化疗，没有抗凝"


def run(text: str) -> Calculated:
    return calculated(wanted(text), extract(text), text)


def goal(text: str) -> CalculatorAnswer:
    return run(text).answers[-1]


def names(result: Calculated) -> list[str]:
    return [a.calculator for a in result.answers]


def test_creatinine_leads_to_a_clearance_and_to_a_dose() -> None:
    result = run("男，68岁，62kg，Scr 260μmol/L，没透析，来那度胺怎么用？")
    assert names(result) == ["creatinine_clearance", "lenalidomide_renal_dose"]
    assert result.answers[0].result["crcl"] == Fraction("21.1")
    assert result.answers[1].result["dose_mg"] == 15
    assert {f.input for f in result.used} >= {"age", "sex", "weight", "creatinine", "dialysis"}


def test_a_measured_clearance_is_not_computed_again() -> None:
    result = run("女，70岁，50kg，肌酐178μmol/L，CrCl 45ml/min，没透析，来那度胺剂量？")
    assert names(result) == ["lenalidomide_renal_dose"]
    assert result.answers[0].inputs["crcl"]["value"] == 45


def test_for_a_result_of_last_year_a_new_one_is_asked() -> None:
    answer = goal("女，66岁，55kg，去年肌酐80μmol/L，肌酐清除率多少？")
    assert (answer.calculator, answer.status, answer.missing) == ("creatinine_clearance", "undetermined", ("creatinine",))  # fmt: skip


def test_total_calcium_and_albumin_lead_to_the_corrected_one() -> None:
    result = run("总钙2.9mmol/L，ALB 28g/L，校正钙多少？")
    assert names(result) == ["corrected_calcium", "hypercalcaemia_action"]
    assert result.answers[0].result["corrected"] == Fraction("3.14")
    assert result.answers[1].inputs["corrected_calcium"]["value"] == Fraction("3.14")


@pytest.mark.parametrize(
    "text",
    [
        "校正血钙3.2mmol/L，白蛋白27g/L。上月血钙2.35mmol/L。血钙属于哪一级、要不要立即处理",
        "校正血钙3.2mmol/L，白蛋白27g/L，血钙2.9mmol/L。高钙血症怎么处理",
    ],
)
def test_a_corrected_calcium_that_is_stated_is_not_computed_again(text: str) -> None:
    (answer,) = [a for a in run(text).answers if a.calculator == "hypercalcaemia_action"]
    assert answer.inputs["corrected_calcium"]["value"] == Fraction("3.2")


def test_the_risk_of_smouldering_disease_says_nothing_of_a_solitary_plasmacytoma() -> None:
    text = "孤立性浆细胞瘤放疗2025-02-28结束，骨髓浆细胞1%，血清M蛋白2g/L，游离轻链比1.4，多久随访一次？"
    assert "smm_20_2_20" not in names(run(text))


def test_a_score_leads_to_prophylaxis() -> None:
    result = run(f"中国人，56岁，BMI 24，来那度胺，地塞米松40mg qw，{NO_ITEMS}，IMPEDE几分？")
    assert names(result) == ["impede_vte", "vte_prophylaxis"]
    assert result.answers[1].inputs["impede_score"]["value"] == result.answers[0].result["score"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("ALB 38g/L，ISS几期？", {"b2m"}), ("68岁，62kg，Scr 178μmol/L，肌酐清除率？", {"sex"}), ("男，Scr 178μmol/L，肌酐清除率？", {"age", "weight"}),
        ("β2-MG<3.5mg/L，ALB 38g/L，ISS几期？", {"b2m"}), ("β2-MG 3-4mg/L，ALB 38g/L，ISS几期？", {"b2m"}),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for(text: str, missing: set[str]) -> None:
    answer = goal(text)
    assert answer.status == "undetermined"
    assert missing <= set(answer.missing)


def test_items_that_are_not_mentioned_are_unknown_unless_the_list_is_closed() -> None:
    text = "中国人，56岁，BMI 24，来那度胺，地塞米松40mg qw，无血栓史{}。IMPEDE几分？"
    open_list, closed = run(text.format("")), run(text.format("，其余均无"))
    assert {"cvc", "esa"} <= set(open_list.answers[0].missing)
    assert closed.answers[0].status == "ok"
    assert closed.answers[0].inputs["cvc"] is False


def test_ethnicity_is_not_guessed_both_answers_are_given() -> None:
    result = run(f"82岁，来那度胺，地塞米松40mg qw，{NO_ITEMS}，近90天无手术。SAVED几分？")
    assert [(b.label, b.value) for b in result.branches] == [("亚洲人种", True), ("亚洲人种", False)]
    scores = [b.answers[0].result["score"] for b in result.branches]
    assert scores[1] - scores[0] == 3


def test_a_dose_that_depends_on_one_finding_is_given_for_both() -> None:
    result = run("男，68岁，62kg，Scr 260μmol/L，来那度胺剂量？")
    assert [b.answers[-1].result["dose_mg"] for b in result.branches] == [5, 15]


@pytest.mark.parametrize(
    "text",
    [
        "ALB 280g/L，β2-MG 3mg/L，ISS几期？",
        "Scr 178mg/dL，男，68岁，62kg，肌酐清除率？",
        "身高17.2cm，体重65kg，BMI多少？",
    ],
)
def test_what_cannot_be_true_comes_alone(text: str) -> None:
    result = run(text)
    assert {a.status for a in result.answers} == {"error"}
    assert all(e.code == "out_of_range" for a in result.answers for e in a.errors)


@pytest.mark.parametrize(
    "text", ["R-ISS分期的标准是什么？", "来那度胺肾功能不全时剂量怎么调整？", "IMPEDE评分有哪些项目？", "校正钙的公式？", "唑来膦酸间隔多久？", "eGFR是什么？", "初治不适合移植的患者方案有哪些？", "骨髓瘤诊断标准是什么？", "CrCl 30～50ml/min的患者氯屈膦酸剂量？", "CrCl<30ml/min，来那度胺怎么用？", "肾功能不全的病人唑来膦酸剂量怎么调？"]
)  # fmt: skip
def test_a_question_about_the_rule_calls_nothing(text: str) -> None:
    assert run(text).answers == ()


def test_the_class_of_drugs_is_read_as_one_and_said() -> None:
    result = run("双膦酸盐打了7个月，VGPR，能拉长间隔吗？")
    assert result.answers[-1].inputs["drug"] == "zoledronic_acid"
    assert "唑来膦酸" in result.assumptions[0]


def test_of_a_chain_only_finished_links_are_shown() -> None:
    assert names(run("68岁，62kg，Scr 260μmol/L，来那度胺剂量？")) == ["lenalidomide_renal_dose"]


@pytest.mark.parametrize(
    ("text", "name", "result"),
    [
        ("体重一百二十斤，身高一米七，BMI？", "bmi", {"bmi": Fraction("20.8")}), ("β2-MG 6.1mg/L，ISS几期？", "iss", {"stage": "III"}),
        ("β2-MG 3.0mg/L，ALB 4.0g/dL，ISS几期？", "iss", {"stage": "I"}), ("β2-MG 3000ng/ml，ALB 31g/L，ISS几期？", "iss", {"stage": "II"}),
    ],
)  # fmt: skip
def test_results_of_written_values(text: str, name: str, result: dict[str, Any]) -> None:
    answer = goal(text)
    assert answer.calculator == name
    assert {k: answer.result[k] for k in result} == result


def test_the_text_changes_nothing_of_what_the_calculator_says() -> None:
    by_hand = calculate("iss", {"b2m": {"value": "5.6", "unit": "mg/L"}, "albumin": {"value": "31", "unit": "g/L"}})
    assert goal("β2微球蛋白五点六mg/L，白蛋白三十一g/L，ISS几期？").result == by_hand.result


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("冒烟型，骨髓浆细胞22%，M蛋白24g/L，FLC比值35，高危吗，多久随访一次", ["smm_20_2_20", "followup_schedule"]),
        ("CrCl 45，择泰和地舒单抗分别怎么用", ["bone_agent_renal_dose", "bone_agent_renal_dose"]),
        ("男，55岁，体重80kg，身高175cm，BMI和体表面积算一下", ["bmi", "bsa"]),
    ],
)  # fmt: skip
def test_every_result_that_is_asked_for_is_given(text: str, goals: list[str]) -> None:
    assert sorted(a.calculator for a in run(text).asked) == sorted(goals)
    assert run(text).open == ()


@pytest.mark.parametrize(
    ("text", "inputs"),
    [
        ("血钙2.9mmol/L，白蛋白30g/L，女，70岁，50kg，肌酐150μmol/L，高钙怎么处理", {"corrected_calcium", "crcl"}),
        ("MGUS，基线肌酐80μmol/L，48小时内升到130μmol/L，尿蛋白1.8g/24h，要不要肾穿", {"aki_stage"}),
        ("82岁，ADL 6分，IADL 8分，合并糖尿病、慢阻肺，无其他合并症，衰弱吗", {"cci"}),
    ],
)  # fmt: skip
def test_results_feed_the_next_calculator(text: str, inputs: set[str]) -> None:
    assert inputs <= run(text).answers[-1].inputs.keys()


def test_of_several_readings_of_one_wish_the_determined_one_is_given() -> None:
    assert [a.calculator for a in run("地舒单抗，CrCl 15，能打吗").asked] == ["bone_agent_renal_dose"]


def test_a_count_of_neutrophils_is_no_share() -> None:
    assert goal("白细胞3.4，中性粒1.1，ANC？").missing == ("neutrophil_percent",)


@given(st.lists(st.sampled_from(sorted(CALCULATORS)), max_size=4), st.text(max_size=150))
def test_any_text_is_calculated_with(goals: list[str], text: str) -> None:
    result = calculated(tuple(goals), extract(text), text)
    assert {a.calculator for a in result.asked} <= CALCULATORS.keys()


@pytest.mark.parametrize("unit", ["唑来膦酸怎么办，", "怎么办？", "吗啡30mg bid，", "2025年1月1日PCV13，"])
def test_long_texts_take_time_in_proportion(unit: str) -> None:
    text = unit * (6000 // len(unit))
    started = time.perf_counter()
    calculated(wanted(text), extract(text), text)
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("请算肌酐清除率：患者男，66岁，体重65kg，肾功能还没出", "creatinine"), ("男60岁，体重70kg，算一下eGFR", "creatinine"),
        ("患者女，57岁，身高160cm，BSA是多少？", "weight"),
    ],
)  # fmt: skip
def test_what_somebody_lacks_of_a_result_is_asked_for(text: str, missing: str) -> None:
    assert missing in goal(text).missing


def test_a_laboratory_value_tells_that_somebody_is_meant() -> None:
    assert names(run("血透，血钙2.25（校正后），打地舒单抗要减量吗？每次多少？")) == ["bone_agent_renal_dose"]
    assert names(run("透析患者血钙<2.1时地舒单抗能用吗？剂量多少？")) == []


def test_the_reason_asked_besides_a_decision_does_not_hide_it() -> None:
    assert names(run("用硼替佐米，要不要吃阿昔洛韦预防，为什么？")) == ["infection_prophylaxis"]
    assert names(run("为什么用硼替佐米要吃阿昔洛韦")) == []


def test_a_score_low_by_prevention_leads_to_no_change_of_it() -> None:
    text = "汉族，52岁女，BMI 26.5，Rd（地米40mg qw，28天），无CVC、无骨折、无血栓史、未用EPO、无蒽环多药，在打依诺肝素40mg qd预防。IMPEDE评分？"
    assert names(run(text)) == ["bmi", "impede_vte"] or names(run(text)) == ["impede_vte"]


def test_of_several_bone_agents_the_one_given_is_scheduled() -> None:
    answer = goal("地舒单抗停用7个月，疗效CR，要不要接唑来膦酸")
    assert answer.inputs["drug"] == "denosumab"


def test_what_the_last_message_says_of_a_date_counts() -> None:
    first, last = "唑来膦酸上次2025-06-01，拔牙定在2025-08-15，可以吗", "那改到2025-09-10呢"
    answer = calculated(("dental_procedure_hold",), extract(first), last, f"{first}\n{last}").answers[-1]
    assert str(answer.inputs["procedure_date"]) == "2025-09-10"


def test_the_branches_of_a_schedule_are_of_the_agent_given() -> None:
    result = run("用地舒单抗满2年后停了7个月，CR，没有打过唑来膦酸，还要补打什么吗？")
    assert all(a.inputs["drug"] == "denosumab" for b in result.branches for a in b.answers)


@pytest.mark.parametrize(
    ("text", "status"),
    [("R-ISS：ISS II期，LDH正常，FISH高危", "ok"), ("ISS I期，LDH正常，FISH标危，R-ISS几期", "ok"), ("ISS III期，LDH升高，R-ISS分期", "ok")],
)  # fmt: skip
def test_findings_told_by_their_codes_are_a_case(text: str, status: str) -> None:
    assert [(a.calculator, a.status) for a in run(text).asked] == [("r_iss", status)]


def test_a_rule_that_names_codes_is_no_case() -> None:
    assert run("ISS II期患者LDH升高为什么预后差").answers == ()
