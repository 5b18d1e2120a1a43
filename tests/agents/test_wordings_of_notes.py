"""What notes say in wordings of their own: brackets, negation in English, who is spoken of, courses."""

from typing import Any

import pytest

from agents.extraction import extract
from agents.retractions import without_excuses


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10年前脑梗（无偏瘫）", {"cerebrovascular_disease": True, "hemiplegia": False}),
        ("糖尿病（无并发症）", {"diabetes": True}),
        ("慢阻肺（无心衰），67岁", {"chronic_pulmonary_disease": True, "congestive_heart_failure": False}),
        ("心肌梗死（否认卒中）", {"myocardial_infarction": True, "cerebrovascular_disease": False}),
        ("糖尿病（无）", {"diabetes": False}),
        ("no hx of VTE, no ESA", {"vte_history": False, "esa": False}),
        ("No fracture of pelvis/hip/femur", {"pelvic_hip_femur_fracture": False}),
        ("femoral fracture 2 months ago", {"pelvic_hip_femur_fracture": True}),
        ("denies VTE", {"vte_history": False}),
        ("history of VTE", {"vte_history": True}),
        ("never on dialysis", {"dialysis": False}),
        ("on dialysis", {"dialysis": True}),
        ("no doxorubicin/multi-agent chemo", {"doxorubicin_or_multiagent": False}),
        ("no anticoagulant or aspirin", {"thromboprophylaxis": "none"}),
        ("不留置PICC或输液港", {"cvc": False}),
        ("不打促红素", {"esa": False}),
        ("糖尿病有，高血压没有", {"diabetes": True}),
        ("多发神经病有，硬化骨病变无", {"polyneuropathy": True, "sclerotic_bone_lesions": False}),
        ("VTE高危，拟预防", {"vte_history": None}),
        ("VTE高风险", {"vte_history": None}),
        ("禁止一切抗凝和抗血小板药", {"contraindication": True}),
        ("消化科认为不能用任何抗凝药", {"contraindication": True}),
        ("她没做透析", {"dialysis": False}),
        ("从未做过血透析", {"dialysis": False}),
        ("有没有做透析？", {"dialysis": None}),
        ("骨髓里没有克隆浆细胞", {"clonal_marrow_plasma_cells": False}),
        ("骨髓克隆浆细胞5%", {"clonal_marrow_plasma_cells": True}),
        ("髂骨1处硬化灶", {"sclerotic_bone_lesions": True}),
        ("尿常规轻度异常", {"urinalysis_normal": False}),
        ("没有AKI", {"aki_stage": 0}),
        ("无AKI高危因素", {"aki_stage": None}),
        ("近14个月内因肺部感染住院4次", {"recurrent_serious_infection": True}),
        ("因肺炎住院1次", {"recurrent_serious_infection": None}),
        ("腰椎MRI：可见4处T2高信号局灶病变，直径8-17mm", {"mri_focal_ge5mm": 4}),
        ("腰椎MRI：可见4处T2高信号局灶病变，直径3-12mm", {"mri_focal_ge5mm": None}),
        ("每月一次唑来膦酸4mg，至今共13个月", {"months_on_treatment": 13}),
    ],
)  # fmt: skip
def test_a_wording_of_a_note_is_read(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3床大姐59岁，体重104斤", {"age": "59", "weight": "52"}),
        ("这位大哥71岁，体重60kg", {"age": "71", "weight": "60"}),
        ("患者男，71岁。大姐59岁，患乳腺癌", {"age": "71"}),
        ("pt 77 y/o male, wife 74 y/o 60kg healthy", {"age": "77", "weight": None}),
        ("我在外地，想替我爸问一下。我爸今年69岁，我妈65岁", {"age": "69"}),
        ("帮我妈咨询一下，她81岁，43公斤", {"age": "81", "weight": "43"}),
        ("瘦得只有43公斤", {"weight": "43"}),
        ("瘦了5公斤", {"weight": None}),
    ],
)
def test_who_is_spoken_of(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found[name]["value"] if name in found else None for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("71M, Scr 1.45 mg/dL", "male"), ("68/F，肌酐90", "female"), ("55 F", "female"), ("45kg, M蛋白", None)],
)
def test_sex_beside_an_age(text: str, expected: str | None) -> None:
    assert said(text).get("sex") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VEGF评价：基线1950pg/mL，治疗中最低210，现在196", {"vegf.baseline": "1950", "vegf.lowest": "210", "vegf.current": "196"}),
        ("基线血清M蛋白30g/L、尿M蛋白0；治疗中最低值4g/L，这次12g/L", {"nadir.serum_m": "4", "current.serum_m": "12"}),
        ("血清M蛋白变化：基线30g/L，目前12g/L", {"baseline.serum_m": "30", "current.serum_m": "12"}),
    ],
)  # fmt: skip
def test_a_course_goes_on_behind_other_words(text: str, expected: dict[str, str]) -> None:
    found = said(text)
    values = {name: found.get(name) for name in expected}
    assert {n: v["value"] if hasattr(v, "keys") else str(v) for n, v in values.items()} == expected


def test_no_clonal_plasma_cells_are_nought_percent() -> None:
    assert said("骨髓穿刺+活检未见克隆浆细胞")["bmpc"]["value"] == "0"
    assert said("骨髓浆细胞3%，骨髓未见克隆性浆细胞")["bmpc"]["value"] == "3"


@pytest.mark.parametrize(
    ("text", "status"),
    [("LDH看错了，应该是升高的", "high"), ("LDH写错了，其实正常", "normal"), ("LDH记错了，是偏高", "high")],
)
def test_a_correction_in_words_is_read(text: str, status: str) -> None:
    assert said(without_excuses(text))["ldh_status"] == status


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dex 40mg weekly (28d cycle)", {"dex_mg_per_cycle": 160}),
        ("dexamethasone 20mg once weekly, 28-day cycle", {"dex_mg_per_cycle": 80}),
        ("家务也干不动", {"light_work": False, "fully_active": False}),
        ("轻一点的活儿也做不了", {"light_work": False}),
        ("重活干不了，家务能做", {"light_work": None}),
        ("白天大概三分之一的时间躺着休息", {"up_over_half_day": True}),
        ("白天三分之二时间卧床", {"up_over_half_day": False}),
    ],
)  # fmt: skip
def test_schedules_and_daily_life(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a 68-year-old woman, weight 60 kg", {"sex": "female"}), ("Pt without central line", {"cvc": False}),
        ("no history of thrombosis", {"vte_history": False}), ("pulmonary embolism in 2015", {"vte_history": True}),
        ("1年内因重症肺炎两次入院", {"recurrent_serious_infection": True}),
        ("患者不能从事任何体力活动", {"light_work": False}), ("能做家务，不能干重活", {"light_work": True, "fully_active": False}),
        ("不能做家务", {"light_work": None}), ("白天躺的时间不到一半", {"up_over_half_day": True}),
    ],
)  # fmt: skip
def test_more_wordings(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    assert {name: found.get(name) for name in expected} == expected


def test_a_relative_named_first_with_an_age_is_the_patient() -> None:
    assert said("父亲，72岁，体重60公斤，肌酐150")["weight"]["value"] == "60"
    assert said("患者男，71岁，父亲72岁时死于心梗")["age"]["value"] == "71"
