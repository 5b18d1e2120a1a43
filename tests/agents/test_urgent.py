"""Emergencies that somebody has now begin with urgent care; questions about them do not."""

import time
from pathlib import Path

import pytest

from agents.urgent import emergency

MESSAGES = Path(__file__).parents[1] / "data" / "emergencies.txt"


def messages(part: str) -> list[str]:
    found: dict[str, list[str]] = {}
    for line in MESSAGES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found[line[2:]] = []
        elif line and not line.startswith(";"):
            found[list(found)[-1]].append(line)
    return next(lines for name, lines in found.items() if name.startswith(part))


@pytest.mark.parametrize("text", messages("a patient"))
def test_a_patient_is_sent_to_urgent_care(text: str) -> None:
    found = emergency(text)
    assert found is not None
    assert found.lay
    assert "立即去最近的急诊" in found.line
    assert "120" in found.line


@pytest.mark.parametrize("text", messages("a professional"))
def test_a_professional_is_reminded(text: str) -> None:
    found = emergency(text)
    assert found is not None
    assert not found.lay
    assert "按急症处理" in found.line


@pytest.mark.parametrize("text", messages("no emergency"))
def test_a_question_about_an_emergency_is_none(text: str) -> None:
    assert emergency(text) is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("我妈今天腿突然没力气了", "脊髓或马尾受压"), ("我爸化疗后高烧39度", "感染"), ("我妈一直流鼻血止不住", "大出血"),
        ("我爸血钙高，现在说胡话", "意识改变"), ("我突然胸痛", "肺栓塞或心脏急症"), ("我打针后嗓子发紧，嘴唇肿了", "严重过敏反应"),
    ],
)  # fmt: skip
def test_it_is_said_what_it_may_be(text: str, sign: str) -> None:
    found = emergency(text)
    assert found is not None
    assert found.signs == (sign,)
    assert sign in found.line


def test_what_has_stopped_is_no_emergency() -> None:
    assert emergency("患者男，60岁，黑便1次入院，予奥美拉唑，黑便已止，ISS几期？") is None


@pytest.mark.parametrize("text", ["发烧，" * 6_600, "我爸发烧39度，" * 2_500, "会引起、" * 5_000, "我" * 20_000])
def test_long_text_is_read_in_time(text: str) -> None:
    begun = time.perf_counter()
    emergency(text)
    assert time.perf_counter() - begun < 3


STROKE = "女，74岁，因“右侧肢体无力6小时”于2025-03-11入院，予抗血小板治疗{}。拟Rd方案，来那度胺多少"


@pytest.mark.parametrize("outcome", ["，康复后肌力4级", "。治疗后症状明显好转", "，肌力较前恢复"])
def test_a_complaint_of_an_admission_that_got_better_is_over(outcome: str) -> None:
    assert emergency(STROKE.format(outcome)) is None


@pytest.mark.parametrize("outcome", ["", "，康复后好转，今晨再发", "，症状加重"])
def test_a_complaint_of_an_admission_that_did_not_is_not(outcome: str) -> None:
    assert emergency(STROKE.format(outcome)) is not None


def test_that_something_else_got_better_ends_no_emergency() -> None:
    assert (
        emergency("患者男，65岁，因“双下肢瘫痪1天”于2025-03-11入院，治疗后疼痛好转，体温恢复正常，下一步怎么处理")
        is not None
    )
