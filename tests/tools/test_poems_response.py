"""Response of POEMS syndrome: limits of each domain, unknowns, warnings."""

from typing import Any

import pytest

from tools.registry import calculate

IFE_NEGATIVE = {"sife": "negative", "uife": "negative"}


def response(**inputs: Any) -> dict[str, Any]:
    return calculate("poems_response", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"].partition(":")[0] for w in answer["warnings"]}


def grams(**values: float) -> dict[str, str]:
    return {name: f"{value} g/L" for name, value in values.items()}


@pytest.mark.parametrize(
    ("baseline", "lowest", "current", "value"),
    [
        (171.9, 80, 200, "not_evaluable"),
        (172, 100, 149, "stable"),
        (172, 100, 150, "progression"),
        (1000, 400, 501, "stable"),
        (1000, 400, 500, "improvement"),
        (1000, 400, 86, "complete_response"),
        (1000, 400, 86.1, "improvement"),
        (1000, 40, 60, "progression"),
        (1000, 0, 0, "complete_response"),
        (1000, None, 1499, "stable"),
        (1000, None, 1500, "progression"),
    ],
)
def test_vegf(baseline: float, lowest: float | None, current: float, value: str) -> None:
    answer = response(vegf={"baseline": baseline, "lowest": lowest, "current": current, "uln": 86})
    assert answer["result"]["domains"] == {"vegf": value}
    assert answer["result"]["any_progression"] is (value == "progression")
    assert ("lowest_assumed_baseline" in codes(answer)) is (lowest is None)


@pytest.mark.parametrize(
    ("values", "ife", "value"),
    [
        ({"baseline": 4.9, "lowest": 1, "current": 20}, {}, "not_evaluable"),
        ({"baseline": 20, "lowest": 10, "current": 15}, {}, "stable"),
        ({"baseline": 20, "lowest": 10, "current": 15.1}, {}, "progression"),
        ({"baseline": 40, "lowest": 24, "current": 29.9}, {}, "stable"),
        ({"baseline": 40, "lowest": 24, "current": 30}, {}, "progression"),
        ({"baseline": 10, "lowest": 5, "current": 5}, {}, "PR"),
        ({"baseline": 10, "lowest": 5, "current": 5.1}, {}, "stable"),
        ({"baseline": 9.9, "lowest": 1, "current": 1}, {}, "vgpr_not_reached_pr_not_evaluable"),
        ({"baseline": 5, "lowest": 0, "current": 0}, {"uife": "positive"}, "VGPR"),
        ({"baseline": 12, "lowest": 0, "current": 0}, {"sife": "positive"}, "VGPR"),
        ({"baseline": 12, "lowest": 0, "current": 0}, IFE_NEGATIVE | {"marrow_negative": True}, "complete_response"),
        ({"baseline": 12, "lowest": 0, "current": 0}, IFE_NEGATIVE | {"marrow_negative": False}, "PR"),
        ({"baseline": 12, "lowest": 0, "current": 0}, IFE_NEGATIVE, "undetermined"),
        ({"baseline": 12, "lowest": 0, "current": 0}, {}, "undetermined"),
        ({"baseline": 12, "lowest": 2}, {"sife": "positive"}, "undetermined"),
        ({"lowest": 2, "current": 2}, {"sife": "positive"}, "undetermined"),
    ],
)
def test_m_spike(values: dict[str, float], ife: dict[str, Any], value: str) -> None:
    answer = response(m_spike=grams(**values) | ife)
    assert answer["result"]["domains"] == {"haematologic": value}


def test_undetermined_m_spike_names_what_it_needs() -> None:
    answer = response(m_spike=grams(baseline=12, lowest=0, current=0) | IFE_NEGATIVE)
    assert answer["missing"] == ["m_spike.marrow_negative"]
    assert answer["result"]["any_progression"] is None


@pytest.mark.parametrize(
    ("pet", "value"),
    [
        ({"avid_lesion_baseline": False, "current_sum": 9}, "not_evaluable"),
        ({"baseline_sum": 10, "lowest_sum": 3, "current_sum": 3.9}, "improvement"),
        ({"baseline_sum": 10, "lowest_sum": 10, "current_sum": 13}, "progression"),
        ({"baseline_sum": 10, "lowest_sum": 10, "current_sum": 12.9}, "stable"),
        ({"baseline_sum": 10, "lowest_sum": 3, "current_sum": 4}, "progression"),
        ({"baseline_sum": 10, "lowest_sum": 5, "current_sum": 5}, "improvement"),
        ({"baseline_sum": 10, "lowest_sum": 5, "current_sum": 5.1}, "stable"),
        ({"baseline_sum": 10, "lowest_sum": 0, "current_sum": 0}, "complete_response"),
        ({"baseline_sum": 10, "lowest_sum": 0, "current_sum": 0, "new_lesion": True}, "progression"),
        ({"avid_lesion_baseline": None, "baseline_sum": 10, "current_sum": 4}, "undetermined"),
    ],
)
def test_pet(pet: dict[str, Any], value: str) -> None:
    answer = response(pet={"avid_lesion_baseline": True, "new_lesion": False} | pet)
    assert answer["result"]["domains"] == {"pet": value}


def test_new_lesion_that_was_not_looked_for_stays_missing() -> None:
    answer = response(pet={"avid_lesion_baseline": True, "baseline_sum": 10, "current_sum": 0})
    assert answer["missing"] == ["pet.new_lesion"]


@pytest.mark.parametrize(
    ("domain", "key", "values", "value"),
    [
        ("mnis7", "mnis7", {"baseline": 60, "lowest": 60, "current": 50.1}, "stable"),
        ("mnis7", "mnis7", {"baseline": 100, "lowest": 100, "current": 86}, "stable"),
        ("mnis7", "mnis7", {"baseline": 100, "lowest": 100, "current": 85}, "improvement"),
        ("mnis7", "mnis7", {"baseline": 100, "lowest": 60, "current": 70}, "progression"),
        ("mnis7", "mnis7", {"baseline": 100, "lowest": 80, "current": 91}, "stable"),
        ("mnis7", "mnis7", {"baseline": 100, "lowest": 80, "current": 92}, "progression"),
        ("effusion_grade", "effusion", {"baseline": 0, "lowest": 0, "current": 3}, "not_evaluable"),
        ("effusion_grade", "effusion", {"baseline": 2, "lowest": 1, "current": 2}, "progression"),
        ("effusion_grade", "effusion", {"baseline": 2, "lowest": 1, "current": 1}, "improvement"),
        ("effusion_grade", "effusion", {"baseline": 2, "lowest": 2, "current": 2}, "stable"),
        ("effusion_grade", "effusion", {"baseline": 2, "lowest": 0, "current": 0}, "complete_response"),
        ("papilloedema_grade", "papilloedema", {"baseline": 0, "lowest": 0, "current": 1}, "not_evaluable"),
        ("papilloedema_grade", "papilloedema", {"baseline": 2, "lowest": 1, "current": 1}, "stable"),
        ("papilloedema_grade", "papilloedema", {"baseline": 2, "lowest": 1, "current": 0}, "complete_response"),
        ("rvsp", "rvsp", {"baseline": 39.9, "current": 60}, "not_evaluable"),
        ("rvsp", "rvsp", {"baseline": 40, "current": 40}, "stable"),
        ("rvsp", "rvsp", {"baseline": 40, "current": 39.9}, "improvement"),
        ("dlco_percent", "dlco", {"baseline": 70, "current": 50}, "not_evaluable"),
        ("dlco_percent", "dlco", {"baseline": 69.9, "current": 70}, "complete_response"),
        ("dlco_percent", "dlco", {"baseline": 60, "current": 60}, "stable"),
        ("dlco_percent", "dlco", {"baseline": 60, "current": 55}, "undetermined"),
        ("dlco_percent", "dlco", {"baseline": 60, "current": 55, "ctcae_worse_1": False}, "stable"),
        ("dlco_percent", "dlco", {"baseline": 60, "current": 55, "ctcae_worse_1": True}, "progression"),
    ],
)
def test_organ_domains(domain: str, key: str, values: dict[str, Any], value: str) -> None:
    answer = response(**{domain: values})
    assert (answer["status"], answer["result"]["domains"]) == ("ok", {key: value})


@pytest.mark.parametrize(
    ("inputs", "code", "given"),
    [
        ({"vegf": {"baseline": 1000, "lowest": 40, "current": 80, "uln": 86}}, "vegf_rise_within_normal", True),
        ({"vegf": {"baseline": 1000, "lowest": 400, "current": 800, "uln": 86}}, "vegf_rise_within_normal", False),
        ({"vegf": {"baseline": 1000, "lowest": 400, "current": 800, "uln": 86}}, "confirm_progression", True),
        ({"vegf": {"baseline": 1000, "lowest": 800, "current": 800, "uln": 86}}, "repeat_needed_vegf_m_ife", False),
        ({"m_spike": grams(baseline=12, lowest=6, current=6)}, "repeat_needed_vegf_m_ife", True),
        ({"mnis7": {"baseline": 60, "lowest": 60, "current": 40}}, "repeat_needed_vegf_m_ife", False),
        ({"rvsp": {"baseline": 45, "current": 60}}, "rvsp_progression_not_defined", True),
        ({"rvsp": {"baseline": 45, "current": 30}}, "rvsp_progression_not_defined", False),
        ({"papilloedema_grade": {"baseline": 1, "current": 1}}, "papilloedema_column_garbled", True),
        ({"rvsp": {"baseline": 45, "current": 30}}, "lowest_assumed_baseline", False),
    ],
)
def test_warnings(inputs: dict[str, Any], code: str, given: bool) -> None:
    assert (code in codes(response(**inputs))) is given


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"vegf": {"baseline": 100, "lowest": 200, "current": 300, "uln": 40}}, "vegf.lowest"),
        ({"pet": {"avid_lesion_baseline": False, "baseline_sum": 4}}, "pet.avid_lesion_baseline"),
    ],
)
def test_contradiction_is_refused(inputs: dict[str, Any], field: str) -> None:
    assert [(e["field"], e["code"]) for e in response(**inputs)["errors"]] == [(field, "inconsistent")]


def test_any_progression_over_several_domains() -> None:
    stable, worse, unknown = ({"baseline": 60, "current": 60}, {"baseline": 2, "current": 3}, {"baseline": 45})
    assert response(mnis7=stable)["result"]["any_progression"] is False
    assert response(mnis7=stable, rvsp=unknown)["result"]["any_progression"] is None
    assert response(effusion_grade=worse, rvsp=unknown)["result"]["any_progression"] is True


def test_nothing_assessed_is_undetermined() -> None:
    answer = response()
    assert (answer["status"], answer["result"]) == ("undetermined", {"domains": {}, "any_progression": None})
