"""QTc: formulas, limits by sex, heart rate."""

from typing import Any

import pytest

from tools.registry import calculate


def qtc(**inputs: Any) -> dict[str, Any]:
    return calculate("qtc_bazett", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"].partition(":")[0] for w in answer["warnings"]}


# At 60 beats per minute the corrected interval is the measured one.
@pytest.mark.parametrize("formula", ["bazett", "fridericia"])
@pytest.mark.parametrize(
    ("qt", "sex", "flag"),
    [
        (450, "male", "normal"),
        (450.1, "male", "prolonged"),
        (470, "female", "normal"),
        (470.1, "female", "prolonged"),
        (499.9, "male", "prolonged"),
        (500, "male", "very_prolonged"),
        (500, "female", "very_prolonged"),
        (500, None, "very_prolonged"),
        (450, None, "normal"),
        (470.1, None, "prolonged"),
    ],
)
def test_limits(formula: str, qt: float, sex: str | None, flag: str) -> None:
    answer = qtc(qt=qt, heart_rate=60, sex=sex, formula=formula)
    assert (answer["status"], answer["result"]["flag"], answer["missing"]) == ("ok", flag, [])


@pytest.mark.parametrize("qt", [450.1, 470])
def test_sex_is_needed_between_the_limits(qt: float) -> None:
    answer = qtc(qt=qt, heart_rate=60)
    assert (answer["possible"], answer["missing"]) == (["normal", "prolonged"], ["sex"])
    assert answer["result"]["qtc"] == pytest.approx(qt, abs=0.5)


def test_limit_is_decided_exactly_although_the_root_is_irrational() -> None:
    # RR = 0.81 s: √RR = 0.9, so QT 405 corrects to exactly 450.
    assert qtc(qt=405, rr=810, sex="male")["result"]["flag"] == "normal"
    assert qtc(qt="405.0001", rr=810, sex="male")["result"]["flag"] == "prolonged"


def test_seconds_and_milliseconds_are_the_same() -> None:
    assert qtc(qt="0.4 s", rr="0.8 s", sex="男")["result"] == qtc(qt=400, rr=800, sex="male")["result"]


@pytest.mark.parametrize(("rate", "given"), [(59.9, True), (60, False), (100, False), (100.1, True)])
def test_bazett_is_flagged_at_extreme_rates(rate: float, given: bool) -> None:
    assert ("bazett_rate_extremes" in codes(qtc(qt=380, heart_rate=rate, sex="female"))) is given


@pytest.mark.parametrize(("rate", "status"), [(78, "ok"), (82, "ok"), (77.9, "error"), (82.1, "error")])
def test_rate_and_interval_have_to_agree(rate: float, status: str) -> None:
    answer = qtc(qt=400, rr=750, heart_rate=rate, sex="male")
    assert answer["status"] == status
    assert [(e["field"], e["code"]) for e in answer["errors"]] == (
        [("rr", "inconsistent")] if status == "error" else []
    )


@pytest.mark.parametrize(
    ("inputs", "missing"), [({}, ["qt", "heart_rate"]), ({"heart_rate": 70}, ["qt"]), ({"qt": 400}, ["heart_rate"])]
)
def test_left_open(inputs: dict[str, Any], missing: list[str]) -> None:
    answer = qtc(**inputs)
    assert (answer["status"], answer["missing"]) == ("undetermined", missing)
