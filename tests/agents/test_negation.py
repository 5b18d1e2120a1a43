"""What denies, how far it reaches, and what leaves a finding open."""

import pytest

from agents.extraction import extract
from agents.negation import denied, denied_behind, left_open


@pytest.mark.parametrize(
    ("clause", "word", "expected"),
    [
        ("无血栓", "血栓", True), ("没有血栓", "血栓", True), ("未见骨折", "骨折", True), ("否认高血压、糖尿病", "糖尿病", True),
        ("未行移植", "移植", True), ("从未有血栓", "血栓", True), ("不透析", "透析", True), ("不需要透析", "透析", True), ("已脱离透析", "透析", True),
        ("否认既往有糖尿病", "糖尿病", True), ("排除肺栓塞", "肺栓塞", True),
        ("无发热但有血栓", "血栓", False), ("无发热有血栓", "血栓", False), ("否认发热、有血栓", "血栓", False), ("无力伴糖尿病", "糖尿病", False),
        ("无明显诱因骨折", "骨折", False), ("无意中发现骨折", "骨折", False), ("有无糖尿病", "糖尿病", False), ("非常明显的骨折", "骨折", False),
        ("不规律透析", "规律透析", False), ("无诱因出现骨折", "骨折", False), ("糖尿病", "糖尿病", False),
    ],
)  # fmt: skip
def test_a_denial_reaches_to_the_next_turn(clause: str, word: str, expected: bool) -> None:
    assert denied(clause, clause.index(word)) is expected


@pytest.mark.parametrize(
    ("clause", "word", "expected"),
    [
        ("未查17p", "17p", True), ("不能排除肺栓塞", "肺栓塞", True), ("不除外DVT", "DVT", True), ("可疑骨折", "骨折", True), ("预防血栓", "血栓", True),
        ("疑似DVT", "DVT", True), ("有血栓", "血栓", False), ("无血栓", "血栓", False), ("排除血栓", "血栓", False),
    ],
)  # fmt: skip
def test_what_is_suspected_or_guarded_against_stays_open(clause: str, word: str, expected: bool) -> None:
    assert left_open(clause, clause.index(word)) is expected


@pytest.mark.parametrize(
    ("after", "expected"), [("：无", False), (":无", True), ("(-)", True), (" -", True), ("-12", False), ("阴性", True), ("置入", False), ("", False)]
)  # fmt: skip
def test_a_denial_may_stand_right_behind(after: str, expected: bool) -> None:
    assert denied_behind(after) is expected


def test_a_long_list_is_denied_to_its_end() -> None:
    text = "无心梗、心衰、痴呆、糖尿病、肝病、肾病、结缔组织病、外周血管病、肿瘤、白血病、淋巴瘤、艾滋病"
    found = extract(text).values
    assert {n: found[n].raw for n in ("aids", "lymphoma", "diabetes", "diabetes_end_organ_damage")} == dict.fromkeys(
        ("aids", "lymphoma", "diabetes", "diabetes_end_organ_damage"), False
    )
    assert extract("无发热，糖尿病10年").values["diabetes"].raw is True
