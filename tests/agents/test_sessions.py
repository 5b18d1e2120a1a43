"""Conversations: what a follow-up keeps and replaces, and when a new patient begins."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from agents.sessions import MAX_SESSIONS, Sessions, Turn, continued, is_follow_up, remembered
from agents.understand import Understanding, understand

FIRST = "男，68岁，62kg，Scr 178μmol/L，没透析，来那度胺怎么用？"
DOSE = ("lenalidomide_renal_dose",)


def read(text: str) -> Understanding:
    return understand(text, ())


def talk(*turns: str) -> Understanding:
    """The understanding of the last turn of a conversation."""
    before: Turn | None = None
    for text in turns:
        u = continued(read(text), before)
        before = remembered(u)
    return u


def values(u: Understanding) -> dict[str, object]:
    kept = {n: f.raw["value"] if isinstance(f.raw, dict) else f.raw for n, f in u.extraction.values.items()}
    return {n: kept.get(n) for n in ("age", "sex", "weight", "creatinine")}


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("那如果肌酐是260呢？",), {"creatinine": "260"}), (("补充：体重65公斤",), {"weight": "65"}), (("不是，是女性",), {"sex": "female"}), (("更正：72岁",), {"age": "72"}),
        (("肌酐涨到246μmol/L了，剂量还一样吗？",), {"creatinine": "246"}), (("那肌酐260呢？", "体重改成120斤"), {"creatinine": "260", "weight": "60"}),
        (("体重打错了，是52kg",), {"weight": "52"}), (("女",), {"sex": "female"}),
    ],
)  # fmt: skip
def test_a_follow_up_replaces_what_it_names_and_keeps_the_rest(
    turns: tuple[str, ...], expected: dict[str, str]
) -> None:
    u = talk(FIRST, *turns)
    assert values(u) == {"age": "68", "sex": "male", "weight": "62", "creatinine": "178"} | expected
    assert u.calculators == DOSE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("另一个患者，72岁，50kg，肌酐100μmol/L，来那度胺剂量？", {"age": "72", "sex": None, "weight": "50", "creatinine": "100"}),
        ("换个病人：女，肌酐90μmol/L，来那度胺剂量？", {"age": None, "sex": "female", "weight": None, "creatinine": "90"}),
        ("女，80岁，肌酐120μmol/L，来那度胺剂量？", {"age": "80", "sex": "female", "weight": None, "creatinine": "120"}),
        ("新患者，来那度胺剂量？", dict.fromkeys(("age", "sex", "weight", "creatinine"))),
    ],
)  # fmt: skip
def test_a_new_patient_inherits_nothing(text: str, expected: dict[str, object]) -> None:
    assert values(talk(FIRST, text)) == expected


def test_another_question_about_the_same_patient_keeps_the_values() -> None:
    u = talk(FIRST, "那唑来膦酸能打吗？")
    assert u.calculators[-1] == "bone_agent_renal_dose"
    assert values(u)["creatinine"] == "178"


def test_another_subject_is_no_follow_up() -> None:
    assert not is_follow_up(read("颌骨坏死的危险因素有哪些？"), remembered(read(FIRST)))
    assert set(values(talk(FIRST, "颌骨坏死的危险因素有哪些？")).values()) == {None}


def test_a_bare_question_is_about_the_old_topic() -> None:
    assert talk("唑来膦酸的副作用有哪些？", "那怎么预防？").text.startswith("唑来膦酸")


def test_without_a_turn_before_nothing_changes() -> None:
    u = read("那如果肌酐是260呢？")
    assert continued(u, None) is u


def test_a_contradiction_is_forgotten_with_the_next_turn() -> None:
    assert talk("体重60kg，体重80kg，肌酐178μmol/L，来那度胺剂量？", "更正：体重60kg").extraction.contradictions == ()


def test_conversations_do_not_mix() -> None:
    sessions = Sessions()
    sessions.remember("a", remembered(read(FIRST)))
    sessions.remember(None, remembered(read("女")))
    assert sessions.last("a") == remembered(read(FIRST))
    assert sessions.last("b") is sessions.last(None) is sessions.last("") is None


def test_the_oldest_conversations_are_forgotten() -> None:
    sessions, turn = Sessions(), remembered(read("男"))
    for name in range(MAX_SESSIONS):
        sessions.remember(str(name), turn)
    sessions.remember("0", turn)
    sessions.remember("new", turn)
    assert sessions.last("0") is turn
    assert sessions.last("1") is None


def look_up(*turns: str) -> Understanding:
    """The understanding of the last turn of a conversation about the documents."""
    before: Turn | None = None
    for text in turns:
        u = continued(read(text), before)
        before = replace(remembered(u), computed=False, patient=False)
    return u


def test_a_question_about_a_drug_after_its_dose_is_looked_up() -> None:
    u = continued(read("它的副作用有哪些？"), remembered(read(FIRST)))
    assert u.text == "来那度胺 副作用有哪些"
    assert u.calculators == ()
    assert u.carried == u.text


def test_three_turns_keep_the_subject() -> None:
    assert look_up("地舒单抗的推荐剂量？", "那肾功能不好呢？", "停药后要注意什么？").text == "地舒单抗 停药后要注意什么"


def test_a_new_subject_takes_nothing_along() -> None:
    assert look_up("来那度胺有什么副作用？", "那高粘滞综合征怎么处理？").text == "那高粘滞综合征怎么处理?"


def test_the_second_of_two_is_no_second_patient() -> None:
    assert look_up("卡非佐米和伊沙佐米分别是什么药？", "第二个怎么用？").text == "伊沙佐米 怎么用"


def test_a_second_patient_is_a_new_one() -> None:
    assert look_up("来那度胺怎么用？", "第二个患者呢？").carried == ""


def test_values_go_to_the_calculator() -> None:
    u = look_up("来那度胺肾功能不全怎么减量？", "男，72岁，58kg，血肌酐180μmol/L")
    assert u.calculators == DOSE
    assert values(u)["creatinine"] == "180"


def test_independent_questions_one_after_the_other_take_hardly_anything_along() -> None:
    path = Path(__file__).parents[2] / "evals" / "sets" / "questions.jsonl"
    asked = [read(json.loads(line)["question"]) for line in path.read_text(encoding="utf-8").splitlines()]
    turns = [replace(remembered(u), computed=False, patient=False) for u in asked]
    mixed = [u.question for before, u in zip(turns, asked[1:], strict=False) if continued(u, before) is not u]
    assert len(asked) > 200
    assert len(mixed) / len(asked) <= 0.03, mixed


def test_a_finding_that_the_case_depends_on_goes_on_with_it_after_another_subject() -> None:
    before = remembered(read("ISS III期，LDH升高，FISH标危，R-ISS几期？"))
    aside = replace(before, computed=False, asked=replace(before.asked, text="中位生存多久"))
    u = continued(read("如果FISH是高危呢"), aside)
    assert u.calculators == ("r_iss",)
    assert {n: u.extraction.values[n].raw for n in ("iss_stage", "fish_risk")} == {
        "iss_stage": "III",
        "fish_risk": "high",
    }


def test_somebody_with_age_and_sex_who_is_asked_about_is_a_new_patient() -> None:
    u = talk(FIRST, "女，59岁，体重50kg，胃癌术后，能吃卡培他滨吗")
    assert values(u) == {"age": "59", "sex": "female", "weight": "50", "creatinine": None}


def compute(*turns: str) -> Understanding:
    """The understanding of the last turn, the ones before it calculated."""
    before: Turn | None = None
    for text in turns:
        u = continued(read(text), before)
        before = replace(remembered(u), computed=True, patient=True)
    return u


IMPEDE = "汉族男65岁，BMI 23.5，VRd，有PICC，IMPEDE多少？"


def test_a_result_asked_for_again_and_what_follows_from_it_are_calculated() -> None:
    assert "vte_prophylaxis" in compute(IMPEDE, "PICC拔掉了", "那现在分数和预防？").calculators
    assert compute(IMPEDE, "NCCN怎么说预防的").calculators == ()


def test_another_opioid_is_added_only_where_it_is_said_so() -> None:
    first = "奥施康定30mg q12h，MME多少"
    assert "奥施康定" in compute(first, "又加了芬太尼透皮贴25μg/h，合计多少吗啡当量？").case
    assert "奥施康定" not in compute(first, "芬太尼透皮贴25μg/h等于多少吗啡当量？").case


def test_dates_of_a_schedule_are_kept() -> None:
    first = "2024-11-08打的13价肺炎结合疫苗，接下来肺炎疫苗怎么打"
    assert "2024-11-08" in compute(first, "今天2025-09-01，23价今天能打了吗？").case


def test_values_told_after_a_question_that_lacked_them_go_on_with_it() -> None:
    u = talk("自体移植后复发，还能做第二次自体吗？", "ECOG 1，62岁")
    assert "transplant_rules" in u.calculators


def test_a_course_without_a_name_goes_on_with_the_case() -> None:
    u = compute("M蛋白基线32g/L，最低5g/L，现在9g/L，进展了没", "复查又升到14g/L")
    assert u.extraction.values["current.serum_m"].raw["value"] == "14"


def test_a_status_that_was_written_wrongly_is_exchanged() -> None:
    for text in ("LDH看错了，应该是升高的，重新定R-ISS", "LDH抄错了，其实是升高"):
        assert compute("ISS I期，LDH正常，FISH标危，R-ISS？", text).extraction.values["ldh_status"].raw == "high"


@pytest.mark.parametrize(
    ("text", "name", "raw"),
    [("如果透析了呢", "dialysis", True), ("要是已经透析呢", "dialysis", True), ("万一没透析呢", "dialysis", False)],
)
def test_what_a_follow_up_supposes_counts(text: str, name: str, raw: object) -> None:
    assert compute("男，68岁，62kg，Scr 178μmol/L，来那度胺怎么用？", text).extraction.values[name].raw == raw


@pytest.mark.parametrize("text", ["万一有骨折呢", "那5次呢"])
def test_for_what_a_follow_up_says_unread_the_old_result_is_not_given(text: str) -> None:
    assert compute(FIRST, text).unread == text


def test_a_relative_asked_about_inherits_nothing() -> None:
    u = compute("体重60kg，身高160cm，BMI？", "她丈夫80kg 175cm呢")
    assert (values(u)["weight"], values(u)["sex"], u.calculators) == ("80", "male", ("bmi",))
    assert compute("我妈体重60kg，身高160cm，BMI？", "我妈65kg呢").calculators == ("bmi",)


def test_what_was_only_told_belongs_to_the_question_after_it() -> None:
    told, asked = (
        read("想给患者上地舒单抗，没有过敏史，口腔没有伤口"),
        read("化验校正血钙1.85mmol/L，还没补。今天能打吗"),
    )
    u = continued(asked, replace(remembered(told), computed=False))
    assert u.extraction.values["allergy"].raw is False
    assert "bone_agent_contraindications" in u.calculators
