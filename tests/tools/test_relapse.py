"""Clinical relapse and relapse from CR or MRD negativity: both sides of every limit."""

from typing import Any

import pytest

from tools.registry import calculate

NONE: dict[str, Any] = {
    "new_plasmacytoma_or_bone_lesion": False,
    "spd_nadir": 4,
    "spd_current": 4,
    "diameter_increase_cm": 0,
    "calcium": 2.3,
    "hb_before": 120,
    "hb": 120,
    "creatinine_start": 80,
    "creatinine": 80,
    "hyperviscosity": False,
}
AFTER_CR = NONE | {"prior_best": "CR", "immunofixation": "negative", "bmpc": 2}


def run(inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate("imwg_relapse", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


# Limits of NCCN MYEL-E 2/3
@pytest.mark.parametrize(
    ("changes", "criteria"),
    [
        ({}, []),
        ({"new_plasmacytoma_or_bone_lesion": True}, ["new_lesion"]),
        ({"new_plasmacytoma_or_bone_lesion": True, "only_osteoporotic_fracture": True}, []),
        ({"spd_current": 6, "diameter_increase_cm": 1}, ["lesion_growth"]),
        ({"spd_current": 5.99, "diameter_increase_cm": 1}, []),
        ({"spd_current": 6, "diameter_increase_cm": 0.9}, []),
        ({"spd_nadir": 0, "spd_current": 1, "diameter_increase_cm": 1}, ["lesion_growth"]),
        ({"spd_nadir": 0, "spd_current": 0, "diameter_increase_cm": 1}, []),
        ({"calcium": "11 mg/dL"}, []),
        ({"calcium": "11.01 mg/dL"}, ["hypercalcaemia"]),
        ({"calcium": 2.7445}, []),
        ({"calcium": 2.745}, ["hypercalcaemia"]),
        ({"hb": 100.1}, []),
        ({"hb": 100, "hb_other_cause": False}, ["hb_fall"]),
        ({"hb": 100, "hb_other_cause": True}, []),
        ({"creatinine": 256.7}, []),
        ({"creatinine": 256.8, "creatinine_other_cause": False}, ["creatinine_rise"]),
        ({"creatinine": 256.8, "creatinine_other_cause": True}, []),
        ({"hyperviscosity": True}, ["hyperviscosity"]),
    ],
)
def test_clinical_criteria(changes: dict[str, Any], criteria: list[str]) -> None:
    result = run(NONE | changes)["result"]
    assert (result["clinical_relapse"], result["criteria"]) == (bool(criteria), criteria)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"hb": 100}, ["hb_other_cause"]),
        ({"creatinine": 300}, ["creatinine_other_cause"]),
        ({"hb": None}, ["hb"]),
        ({"spd_current": 6, "diameter_increase_cm": None}, ["diameter_increase_cm"]),
        ({"spd_nadir": None, "diameter_increase_cm": 2}, ["spd_nadir"]),
    ],
)
def test_one_open_criterion_leaves_the_answer_open(changes: dict[str, Any], missing: list[str]) -> None:
    answer = run(NONE | changes)
    assert (answer["status"], answer["missing"]) == ("undetermined", missing)


@pytest.mark.parametrize("changes", [{"spd_nadir": None, "spd_current": 0}, {"diameter_increase_cm": None}])
def test_growth_is_excluded_by_what_is_known(changes: dict[str, Any]) -> None:
    assert run(NONE | changes)["result"]["clinical_relapse"] is False


@pytest.mark.parametrize(
    ("changes", "relapse", "criteria"),
    [
        ({}, False, []),
        ({"immunofixation": "positive"}, True, ["immunofixation"]),
        ({"bmpc": 5}, True, ["bmpc"]),
        ({"bmpc": 4.9}, False, []),
        ({"hyperviscosity": True}, True, ["hyperviscosity"]),
        ({"mrd_lost": True}, False, []),
        ({"prior_best": "MRD_negative", "mrd_lost": True}, True, ["mrd_lost"]),
        ({"prior_best": "MRD_negative", "mrd_lost": False}, False, []),
        ({"prior_best": "less_than_CR", "immunofixation": "positive"}, None, []),
        ({"prior_best": None}, None, []),
    ],
)
def test_relapse_from_remission(changes: dict[str, Any], relapse: bool | None, criteria: list[str]) -> None:
    result = run(AFTER_CR | changes)["result"]
    assert (result["relapse_from_cr_or_mrd"], result["relapse_criteria"]) == (relapse, criteria)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"immunofixation": None}, ["immunofixation"]),
        ({"prior_best": "MRD_negative"}, ["mrd_lost"]),
    ],
)
def test_relapse_from_remission_can_stay_open(changes: dict[str, Any], missing: list[str]) -> None:
    answer = run(AFTER_CR | changes)
    assert answer["result"]["clinical_relapse"] is False
    assert (answer["status"], answer["missing"]) == ("undetermined", missing)


def test_the_best_response_is_asked_for_when_its_criteria_are_given() -> None:
    assert run(NONE | {"immunofixation": "positive"})["missing"] == ["prior_best"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"immunofixation": "positive"}, "ife_alone_not_pd"),
        ({"creatinine": 256.8}, "creatinine_unit_threshold_gap"),
    ],
)
def test_warnings(changes: dict[str, Any], code: str) -> None:
    assert code not in codes(run(AFTER_CR))
    assert code in codes(run(AFTER_CR | changes))


@pytest.mark.parametrize("changes", [{"bmpc": 5}, {"calcium": 3}])
def test_immunofixation_is_not_alone_with_another_sign(changes: dict[str, Any]) -> None:
    assert "ife_alone_not_pd" not in codes(run(AFTER_CR | {"immunofixation": "positive"} | changes))


def test_the_second_endpoint_is_for_disease_free_survival_only() -> None:
    assert "dfs_endpoint_only" in codes(run(AFTER_CR))
    assert "dfs_endpoint_only" not in codes(run(NONE))
