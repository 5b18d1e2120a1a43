"""Findings in words: present, absent, or not stated."""

from typing import Any

import pytest

from agents.extraction import extract
from agents.findings import closes_list
from agents.mentions import named_inputs
from agents.people import contradiction_of_sex
from agents.polarity import polarities


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("17p缺失阳性", "del17p", True), ("17p缺失（+）", "del17p", True), ("17p缺失（－）", "del17p", False), ("17p缺失阴性", "del17p", False),
        ("17p缺失：无", "del17p", False), ("检出17p缺失", "del17p", True), ("17p缺失未检出", "del17p", False), ("1q21未见异常", "gain_1q", False),
        ("有糖尿病", "diabetes", True), ("糖尿病10年", "diabetes", True), ("否认糖尿病", "diabetes", False), ("无糖尿病史", "diabetes", False),
        ("糖尿病病史：有", "diabetes", True), ("糖尿病-", "diabetes", False), ("从未透析", "dialysis", False), ("不透析", "dialysis", False),
        ("没有透析", "dialysis", False), ("透析中", "dialysis", True), ("每周三次血透", "dialysis", True), ("不规律透析", "dialysis", True),
        ("目前不需要透析", "dialysis", False), ("既往无糖尿病，但有脑梗", "cerebrovascular_disease", True),
        ("否认既往有糖尿病史", "diabetes", False), ("无明显诱因出现肺栓塞", "vte_history", True), ("从未发生血栓", "vte_history", False),
        ("2020年得过肺栓塞", "vte_history", True), ("对唑来膦酸过敏", "allergy", True), ("无药物过敏史", "allergy", False), ("否认过敏史", "allergy", False),
    ],
)  # fmt: skip
def test_a_finding_is_present_or_absent(text: str, name: str, state: bool) -> None:
    assert said(text)[name] is state


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("17p缺失未查", "del17p"), ("17p缺失未检测", "del17p"), ("未做17p缺失检测", "del17p"), ("17p缺失结果待回报", "del17p"), ("糖尿病史不详", "diabetes"),
        ("中心静脉置管的事要问一下护士", "cvc"), ("有没有PICC还要再确认", "cvc"), ("需核实有无血栓史", "vte_history"),
        ("是否有糖尿病", "diabetes"), ("有没有糖尿病", "diabetes"), ("糖尿病吗", "diabetes"), ("肺栓塞？", "vte_history"), ("不除外DVT", "vte_history"),
        ("不能排除肺栓塞", "vte_history"), ("可疑肺栓塞", "vte_history"), ("怎么预防VTE", "vte_history"), ("DVT高风险", "vte_history"),
        ("DVT待排", "vte_history"), ("母亲有糖尿病", "diabetes"), ("", "diabetes"), ("骨髓浆细胞1%", "clonal_marrow_plasma_cells"),
    ],
)  # fmt: skip
def test_what_is_not_stated_stays_unknown(text: str, name: str) -> None:
    assert name not in said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17p缺失、t(4;14)、t(14;16)均阴性", [False, False, False]), ("无17p缺失及t(4;14)、t(14;16)", [False, False, False]),
        ("17p缺失(-)、t(4;14)(+)、t(14;16)(-)", [False, True, False]), ("17p缺失、t(4;14)阳性，t(14;16)阴性", [True, True, False]),
        ("17p缺失阴性、t(4;14)和t(14;16)阳性", [False, True, True]), ("17p缺失、t(4;14)未查，t(14;16)阳性", [None, None, True]),
        ("未检出17p缺失、t(4;14)、t(14;16)", [False, False, False]), ("有17p缺失，无t(4;14)、t(14;16)", [True, False, False]),
    ],
)  # fmt: skip
def test_a_word_holds_for_all_of_its_list(text: str, expected: list[bool | None]) -> None:
    found = said(text)
    assert [found.get(name) for name in ("del17p", "t_4_14", "t_14_16")] == expected


def test_a_long_list_is_read_without_recursion() -> None:
    text = "、".join(["DVT"] * 1200) + "均无"
    assert set(polarities(text, named_inputs(text))) == {False}


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("男，68岁", "male"), ("患者女性", "female"), ("张先生", "male"), ("这位老太太", "female"), ("男科门诊", None), ("女儿陪同", None),
        ("男/女", None), ("不是，是女性", "female"), ("老大爷", "male"), ("孕妇", "female"), ("男友陪同，女", "female"), ("我妈75岁", "female"), ("医生您好，我父亲72岁", "male"), ("患者78岁，我父亲有糖尿病", None), ("68岁患者", None),
    ],
)  # fmt: skip
def test_sex_is_read_from_words_for_people(text: str, sex: str | None) -> None:
    assert said(text).get("sex") == sex


@pytest.mark.parametrize(
    ("text", "asian"),
    [
        ("汉族", True), ("朝鲜族", True), ("日本人", True), ("德国籍", False), ("白人", False), ("非亚裔", False), ("NCCN指南", None), ("中国指南怎么说", None),
        ("来自内蒙古", None), ("越南籍", True), ("非洲裔", False),
    ],
)  # fmt: skip
def test_ethnicity_is_read_and_never_guessed(text: str, asian: bool | None) -> None:
    assert said(text).get("asian") is asian


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("LDH正常", "normal"), ("LDH：升高", "high"), ("乳酸脱氢酶偏高", "high"), ("LDH↑", "high"), ("LDH不高", "normal"), ("LDH明显升高", "high"),
        ("LDH 未升高", "normal"), ("LDH没升高", "normal"), ("LDH没有明显升高", "normal"), ("LDH 214U/L", None), ("LDH未查", None),
    ],
)  # fmt: skip
def test_ldh_in_words(text: str, status: str | None) -> None:
    assert said(text).get("ldh_status") == status


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("FISH正常", "standard"),
        ("FISH：未见异常", "standard"),
        ("细胞遗传学标危", "standard"),
        ("FISH高危", "high"),
        ("FISH未做", None),
    ],
)
def test_cytogenetics_in_words(text: str, risk: str | None) -> None:
    assert said(text).get("fish_risk") == risk


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("ISS III期", "iss_stage", "III"), ("ISS分期：II期", "iss_stage", "II"), ("ISSⅠ期", "iss_stage", "I"), ("体表面积用Mosteller公式", "formula", "mosteller"),
        ("CKD-EPI 2009", "equation", "2009"), ("按校正体重", "weight_option", "adjusted"), ("维持治疗", "setting", "maintenance"),
        ("尿免疫固定：阴性", "current.uife", "negative"), ("血免疫固定（阳性）", "current.sife", "positive"),
    ],
)  # fmt: skip
def test_choices_by_their_words(text: str, name: str, code: str) -> None:
    assert said(text)[name] == code


@pytest.mark.parametrize(
    ("text", "name"),
    [("2009年行胆囊切除术", "equation"), ("2021年确诊", "equation"), ("high-risk MM", "impede_group"), ("a positive test", "current.spep"), ("prediction", "to_drug")],
)  # fmt: skip
def test_years_and_english_words_choose_nothing(text: str, name: str) -> None:
    assert name not in said(text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("有高血压，其余均无", True), ("余阴性", True), ("其他都没有", True), ("余无特殊", True), ("其余项目均未见异常", True), ("其余检查待回报", False),
        ("有高血压", False), ("量表其余各项（心衰、痴呆、肝病）均无", True), ("多余的都去掉", False), ("", False),
    ],
)  # fmt: skip
def test_a_closed_list(text: str, closed: bool) -> None:
    assert closes_list(text) is closed


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("男，68岁，妊娠20周", "妊娠"), ("男性，绝经10年", "绝经"), ("女，前列腺增生", "前列腺"), ("老太太，睾丸癌史", "睾丸"), ("男，68岁", None),
        ("女，绝经", None), ("妊娠20周", None), ("男患者，女儿陪同", None),
    ],
)  # fmt: skip
def test_a_condition_that_the_sex_cannot_have(text: str, word: str | None) -> None:
    found = contradiction_of_sex(text)
    assert found is None if word is None else found is not None and word in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打过地舒单抗，停药后什么都没用", {"stopped": True}), ("Hb由130降到98g/L，找不到其他原因", {"hb_other_cause": False}), ("肌酐升到190，无其他原因", {"creatinine_other_cause": False, "hb_other_cause": None}),
        ("无其他原因", {"hb_other_cause": None}), ("流式没查到异常浆细胞", {"aberrant_pc_found": False}), ("流式没查异常浆细胞", {"aberrant_pc_found": None}),
    ],
)  # fmt: skip
def test_what_a_clause_says_of_the_one_before_it(text: str, expected: dict[str, Any]) -> None:
    found = extract(text).values
    assert {name: found[name].raw if name in found else None for name in expected} == expected
