"""Findings in free wording."""

from typing import Any

import pytest

from agents.events import WORDINGS
from agents.extraction import extract
from agents.mentions import inputs_by_name


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("无骨盆、髋部、股骨骨折", "pelvic_hip_femur_fracture", False), ("否认骨折史", "pelvic_hip_femur_fracture", False), ("右股骨颈骨折", "pelvic_hip_femur_fracture", True),
        ("左髋部病理性骨折", "pelvic_hip_femur_fracture", True), ("无明显诱因出现右股骨粗隆间骨折", "pelvic_hip_femur_fracture", True),
        ("骨盆、股骨骨折（－）", "pelvic_hip_femur_fracture", False), ("未置管", "cvc", False), ("目前未行中心静脉置管", "cvc", False), ("没有中心静脉导管", "cvc", False),
        ("右上肢PICC置管", "cvc", True), ("输液港植入", "cvc", True), ("PICC：无", "cvc", False), ("PAD方案", "doxorubicin_or_multiagent", True),
        ("未用蒽环类药物", "doxorubicin_or_multiagent", False), ("没用过EPO", "esa", False), ("未使用促红细胞生成素", "esa", False), ("促红素治疗中", "esa", True),
        ("否认DVT及肺栓塞", "vte_history", False), ("近期未手术", "surgery_90d", False), ("近3个月内无手术", "surgery_90d", False), ("全身CT未见异常", "lytic_lesions", 0),
        ("骨X线片阴性", "lytic_lesions", 0), ("MRI正常", "mri_focal_ge5mm", 0), ("影像学均阴性", "lytic_lesions", 0), ("影像学均阴性", "mri_focal_ge5mm", 0),
        ("颅骨多发溶骨性破坏", "lytic_lesions", 2), ("未见髓外浆细胞瘤", "plasmacytoma_biopsy", None), ("无软组织浆细胞瘤", "current.plasmacytoma_spd", 0),
        ("刚果红染色阴性", "amyloidosis", False), ("血尿免疫固定电泳均阴性", "current.uife", "negative"), ("免疫组化未见克隆性浆细胞", "current.clonal_cells_ihc", "absent"),
        ("硼替佐米1.3毫克/平方米", "dose_mg_per_m2", 1.3),
    ],
)  # fmt: skip
def test_a_wording_gives_its_value(text: str, name: str, value: object) -> None:
    assert said(text).get(name) == value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("未见多发溶骨性破坏", "lytic_lesions"), ("可疑股骨骨折", "pelvic_hip_femur_fracture"), ("腰椎压缩性骨折", "pelvic_hip_femur_fracture"),
        ("母亲股骨骨折", "pelvic_hip_femur_fracture"), ("评估PICC置管风险", "cvc"), ("support", "cvc"), ("全身CT待排", "lytic_lesions"), ("", "esa"),
    ],
)  # fmt: skip
def test_what_no_wording_says_stays_unknown(text: str, name: str) -> None:
    assert name not in said(text)


def test_every_wording_gives_inputs_that_exist() -> None:
    assert {name for w in WORDINGS for name in w.values} <= inputs_by_name().keys()


def test_the_value_stands_where_the_words_are() -> None:
    found = extract("查体：神清。右侧股骨颈骨折，余阴性。").values["pelvic_hip_femur_fracture"]
    assert "股骨颈骨折" in found.text
    assert found.start < found.end
