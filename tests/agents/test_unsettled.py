"""What nobody knows yet is neither present nor absent, whatever the rest of the note closes."""

import pytest

from agents.extraction import extract


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("是否放中心静脉导管不清楚", "cvc"), ("PICC放不放还没定", "cvc"), ("中心静脉置管待定", "cvc"), ("输液港要不要装没有决定", "cvc"),
        ("是否用促红素没说", "esa"), ("促红素用没用没交代", "esa"), ("透析与否未定", "dialysis"), ("是否透析尚未确定", "dialysis"), ("有无糖尿病不清楚", "diabetes"),
        ("既往血栓史未知", "vte_history"), ("髋部骨折不确定", "pelvic_hip_femur_fracture"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_no_finding_and_not_closed(text: str, name: str) -> None:
    found = extract(f"{text}。其余均无")
    assert name not in found.values
    assert found.closed
    assert not found.closes(name)


@pytest.mark.parametrize(("text", "name"), [("置PICC", "cvc"), ("规律透析，干体重未定", "dialysis"), ("无PICC", "cvc")])
def test_what_is_stated_stays(text: str, name: str) -> None:
    assert name in extract(text).values


@pytest.mark.parametrize(
    "text", ["乙肝两对半表面抗体阳性，其余阴性", "尿常规蛋白1+，余正常", "肿瘤标志物CEA 5.1，其余均正常", "丙肝抗体阴性，其他未见异常"]
)  # fmt: skip
def test_the_rest_of_a_panel_is_not_the_rest_of_the_case(text: str) -> None:
    assert not extract(text).closed


def test_the_rest_of_the_case_behind_a_panel_is() -> None:
    assert extract("乙肝两对半阴性。有糖尿病，其余均无").closed
