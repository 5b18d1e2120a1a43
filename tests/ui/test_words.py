from collections.abc import Mapping
from typing import Any

import pytest

from agents.answer import Status
from tools.calculator import DISCLAIMER
from tools.registry import calculate
from ui.words import CALCULATED, STATUS, excerpt, sentence, used_values


def test_every_status_has_a_word() -> None:
    assert set(STATUS) == {status.value for status in Status}


@pytest.mark.parametrize(
    ("name", "inputs", "expected"),
    [
        ("iss", {"albumin": "2.8 g/dL"}, "28 g/L（录入 2.8 g/dL）"),
        ("iss", {"albumin": 28}, "28 g/L"),
        ("creatinine_clearance", {"age": 70}, "70 岁"),
        ("creatinine_clearance", {"creatinine": "180 \N{GREEK SMALL LETTER MU}mol/L"}, "180 µmol/L"),
        ("creatinine_clearance", {"sex": "F"}, "女"),
        ("impede_vte", {"imid": False}, "否"),
        ("dental_procedure_hold", {"last_dose_date": "2025-01-31"}, "2025-01-31"),
        ("slim_crab", {"other_cause": ["R", "A"]}, "肾功能不全（R）、贫血（A）"),
        ("slim_crab", {"other_cause": []}, "无"),
        (
            "morphine_equivalent",
            {"items": [{"drug": "morphine_po", "daily_dose": 60}, {"drug": "codeine_po", "daily_dose": "30"}]},
            "药物 口服吗啡，每日剂量（mg；贴剂 µg/h） 60；药物 口服可待因，每日剂量（mg；贴剂 µg/h） 30",
        ),
    ],
)
def test_used_values(name: str, inputs: Mapping[str, Any], expected: str) -> None:
    assert [value for _, value in used_values(calculate(name, inputs))] == [expected]


def test_sentence_leaves_out_what_is_shown_apart() -> None:
    answer = calculate("iss", {"b2m": 5.5, "albumin": 40})
    assert answer.warnings
    assert sentence(answer).startswith("ISS 分期为 III 期")
    assert DISCLAIMER not in sentence(answer)
    assert answer.warnings[0].message_zh not in sentence(answer)
    assert answer.status in CALCULATED


def test_excerpt() -> None:
    assert excerpt("一  二\n三", 4) == "一 二 …"
    assert excerpt("一\n二", 4) == "一 二"
