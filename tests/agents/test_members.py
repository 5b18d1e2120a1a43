"""Denying one member of a finding leaves the whole open."""

from typing import Any

import pytest

from agents.extraction import extract


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("脾不大", "organomegaly", None), ("肝脏不大", "organomegaly", None), ("淋巴结不大", "organomegaly", None),
        ("肝脾不大", "organomegaly", False), ("肝不大，脾不大", "organomegaly", False), ("无器官肿大", "organomegaly", False),
        ("肝脾不大，腹股沟淋巴结肿大", "organomegaly", True), ("无胸水", "volume_overload", None),
        ("双下肢无水肿", "volume_overload", None), ("无腹水", "volume_overload", None),
        ("无水肿，无胸水、腹水", "volume_overload", False), ("无水肿、浆膜腔积液", "volume_overload", False),
        ("骨盆未见骨折", "pelvic_hip_femur_fracture", None), ("右髋无骨折", "pelvic_hip_femur_fracture", None),
        ("无肋骨骨折", "pelvic_hip_femur_fracture", None), ("未见椎体压缩性骨折", "pelvic_hip_femur_fracture", None),
        ("骨盆及双侧股骨未见骨折", "pelvic_hip_femur_fracture", False), ("无骨折", "pelvic_hip_femur_fracture", False),
        ("无骨盆、髋部、股骨骨折", "pelvic_hip_femur_fracture", False), ("否认外伤、骨折史", "pelvic_hip_femur_fracture", False),
    ],
)  # fmt: skip
def test_only_all_members_denied_deny_the_whole(text: str, name: str, expected: bool | None) -> None:
    found = extract(text).values
    assert (found[name].raw if name in found else None) is expected


def _number(text: str, name: str) -> Any:
    found = extract(text).values
    return found[name].raw["value"] if name in found else None


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("LDH 301U/L（09-03，高热时）、LDH 206U/L（09-14复查）", "ldh", "206"),
        ("LDH 206U/L（9月14日）、LDH 301U/L（9月3日）", "ldh", "206"),
        ("血红蛋白92g/L（今晨）、血红蛋白104g/L（昨日）", "hb", "92"),
        ("血清M蛋白36g/L（基线），血清M蛋白1.9g/L（此为最低值，已复测），血清M蛋白8.6g/L（本次）", "nadir.serum_m", "1.9"),
        ("血清M蛋白36g/L（治疗前），血清M蛋白8.6g/L（目前）", "baseline.serum_m", "36"),
        ("血钙2.30mmol/L（2.10-2.55）", "calcium", "2.30"),
        ("血小板88×10^9/L（既往正常）", "platelets", "88"),
    ],
)  # fmt: skip
def test_a_bracket_behind_a_value_tells_its_time(text: str, name: str, expected: str) -> None:
    said = extract(text)
    assert _number(text, name) == expected
    assert not said.contradictions


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("今晨Na 139，Cl 101；昨日Na 134、Cl 104", "sodium", "139"),
        ("2025-03-21 06:40危急值回报\n血钙3.02mmol/L\n昨日血钙2.86mmol/L\n请按今早结果算", "calcium", "3.02"),
        ("昨晚肌酐150μmol/L，今晨肌酐178μmol/L", "creatinine", "178"),
        ("昨日肌酐166μmol/L", "creatinine", "166"),
        ("一周前肌酐165μmol/L，昨日复查肌酐128μmol/L", "creatinine", "128"),
    ],
)
def test_what_is_of_today_counts_before_what_is_of_yesterday(text: str, name: str, expected: str) -> None:
    assert _number(text, name) == expected
    assert not extract(text).contradictions


@pytest.mark.parametrize(
    "text",
    [
        "肌酐88μmol/L，昨日肌酐120μmol/L",  # which of them is newer is not said
        "8月6日晨采血：第一页 Scr 88μmol/L；第二页（同一标本号）Scr 188μmol/L",
        "9月3日查Hb 92g/L；复核单（同一份标本）Hb 122g/L",
        "IMPEDE评分在病程记录里写“5分”，护理评估单写“IMPEDE 2分”",
    ],
)
def test_two_values_of_one_time_contradict_each_other(text: str) -> None:
    assert len(extract(text).contradictions) == 1


def test_a_clearance_of_before_a_new_creatinine_is_not_that_of_now() -> None:
    assert "crcl" not in extract("上次CrCl 51.8mL/min；昨日复查Scr 128μmol/L").values
    assert "crcl" in extract("CrCl 51.8mL/min，昨日复查Scr 128μmol/L").values
    assert "crcl" in extract("上次CrCl 51.8mL/min，未复查肌酐").values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("既往无血栓史，下肢彩超未见血栓", False), ("否认血栓史", False), ("无VTE史", False), ("从未得过血栓", False),
        ("NYHA II级 5.肺栓塞史（2015年，规范抗凝半年）。下肢彩超无血栓", True), ("1.肺栓塞 2.高血压。下肢彩超无血栓", True),
        ("下肢深静脉血栓（2019年）。复查彩超未见血栓", True),
    ],
)  # fmt: skip
def test_a_scan_of_now_does_not_undo_a_history(text: str, expected: bool | None) -> None:
    found = extract(text).values
    assert (found["vte_history"].raw if "vte_history" in found else None) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("骨髓穿刺浆细胞19%，活检克隆性浆细胞26%", "26"), ("骨髓活检浆细胞60%；骨髓涂片浆细胞45%", "60"),
        ("骨髓穿刺浆细胞19%", "19"),
    ],
)  # fmt: skip
def test_of_aspirate_and_biopsy_the_higher_share_counts(text: str, expected: str) -> None:
    assert _number(text, "bmpc") == expected
    assert not extract(text).contradictions


def test_two_shares_of_one_sample_contradict() -> None:
    assert extract("骨髓穿刺浆细胞19%，骨髓穿刺浆细胞26%").contradictions


def test_mri_goes_on_behind_a_semicolon_up_to_another_imaging() -> None:
    found = extract("腰椎MRI：L4/5突出；右髂骨可见4处局灶病变，直径8-17mm").values
    assert found["mri_focal_ge5mm"].raw == 4
    assert "mri_focal_ge5mm" not in extract("腰椎MRI：L4/5突出；PET-CT：4处局灶病变").values


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("肌酐今早 210 μmol/L（昨天 190 μmol/L）", "creatinine", "210"), ("Scr 133μmol/L（8/12），Scr 166μmol/L（8/20）", "creatinine", "166"),
        ("Scr（8.12）133μmol/L，Scr（8.20）166μmol/L", "creatinine", "166"), ("肌酐（178）μmol/L", "creatinine", "178"),
        ("血钙(2.5) 2.1-2.6 mmol/L", "calcium", "2.5"), ("尿量（12h）600ml", "urine_volume", "600"),
    ],
)  # fmt: skip
def test_brackets_in_front_of_a_value(text: str, name: str, expected: str) -> None:
    assert _number(text, name) == expected
    assert not extract(text).contradictions


def test_a_member_that_is_there_counts_beside_denied_ones() -> None:
    assert extract("肝大、脾不大、淋巴结不大").values["organomegaly"].raw is True


def test_of_several_lesions_the_largest_alone_says_not_how_many_are_large_enough() -> None:
    assert "mri_focal_ge5mm" not in extract("MRI：3枚局灶病变，最大12mm").values
