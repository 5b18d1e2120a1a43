"""Contradictory and impossible values stop an answer only where it depends on them."""

import pytest

from agents.calculations import calculated
from agents.doubts import Checked, checked
from agents.understand import understand


def check(text: str) -> Checked:
    u = understand(text, ())
    return checked(u, calculated(u.calculators, u.extraction, u.message, u.case))


@pytest.mark.parametrize(
    "text",
    [
        "白蛋白 28 g/L，白蛋白 40 g/L，β2-MG 3.1 mg/L，ISS 几期？", "男，68岁，体重62kg，体重80kg，肌酐178μmol/L，肌酐清除率？",
        "KPS 75分，ECOG几分？", "身高17.2cm，体重65kg，BMI多少？",
    ],
)  # fmt: skip
def test_what_the_result_depends_on_stops_it(text: str) -> None:
    assert check(text).reasons


@pytest.mark.parametrize(
    "text",
    [
        "白蛋白 28 g/L，白蛋白 40 g/L，β2-MG 6.1 mg/L，ISS 几期？", "男，68岁，身高17.2cm，体重62kg，肌酐178μmol/L，肌酐清除率？",
    ],
)  # fmt: skip
def test_what_it_does_not_depend_on_is_named(text: str) -> None:
    found = check(text)
    assert found.reasons == ()
    assert len(found.ignored) == 1
    assert found.result.asked[0].status == "ok"


def test_contradictions_of_values_that_are_not_in_use_are_left_out() -> None:
    found = check("68岁，另一处写72岁，β2-MG 6.1mg/L，ISS几期？")
    assert found == Checked(found.result)


def test_a_result_that_another_of_the_values_would_change_is_not_given() -> None:
    text = "汉族，67岁，Rd，PLT 142×10^9/L，无血栓史，没有抗凝禁忌。病程记录写IMPEDE 5分，护理单写IMPEDE 2分。按评分用阿司匹林还是LMWH？"
    assert any("IMPEDE" in reason for reason in check(text).reasons)
