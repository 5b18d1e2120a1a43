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
