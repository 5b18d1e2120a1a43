"""Charlson comorbidity index: weights, pairs, age points, unknown diseases."""

from typing import Any

import pytest

from tools.registry import calculate

# Charlson 1987, table 3.
WEIGHTS = {
    1: ["myocardial_infarction", "congestive_heart_failure", "peripheral_vascular_disease", "cerebrovascular_disease",
        "dementia", "chronic_pulmonary_disease", "connective_tissue_disease", "peptic_ulcer", "mild_liver_disease",
        "diabetes"],
    2: ["hemiplegia", "moderate_severe_renal_disease", "diabetes_end_organ_damage", "solid_tumour", "leukaemia",
        "lymphoma"],
    3: ["moderate_severe_liver_disease"],
    6: ["metastatic_solid_tumour", "aids"],
}  # fmt: skip
PAIRS = [
    ("diabetes", "diabetes_end_organ_damage"),
    ("mild_liver_disease", "moderate_severe_liver_disease"),
    ("solid_tumour", "metastatic_solid_tumour"),
]


def charlson(**inputs: Any) -> dict[str, Any]:
    return calculate("charlson_index", inputs).as_json()


@pytest.mark.parametrize(("weight", "disease"), [(w, d) for w, names in WEIGHTS.items() for d in names])
def test_weight_of_each_disease(weight: int, disease: str) -> None:
    assert charlson(**{disease: True}, all_others_absent=True)["result"]["score"] == weight


@pytest.mark.parametrize(("lighter", "heavier"), PAIRS)
def test_only_the_heavier_of_a_pair_counts(lighter: str, heavier: str) -> None:
    both = charlson(**{lighter: True, heavier: True}, all_others_absent=True)["result"]
    assert both["score"] == charlson(**{heavier: True}, all_others_absent=True)["result"]["score"]


@pytest.mark.parametrize(("lighter", "heavier"), PAIRS)
def test_lighter_disease_is_not_asked_for_beside_the_heavier(lighter: str, heavier: str) -> None:
    absent = {d: False for names in WEIGHTS.values() for d in names if d not in (lighter, heavier)}
    answer = charlson(**{heavier: True}, **absent)
    assert (answer["status"], answer["missing"]) == ("ok", [])


@pytest.mark.parametrize(("lighter", "heavier"), PAIRS)
def test_unknown_heavier_disease_widens_the_span(lighter: str, heavier: str) -> None:
    absent = {d: False for names in WEIGHTS.values() for d in names if d not in (lighter, heavier)}
    answer = charlson(**{lighter: True}, **absent)
    weight = {d: w for w, names in WEIGHTS.items() for d in names}
    assert (answer["result"]["score_min"], answer["result"]["score_max"]) == (weight[lighter], weight[heavier])
    assert answer["missing"] == [heavier]


@pytest.mark.parametrize(
    ("age", "points"),
    [(18, 0), (49.9, 0), (50, 1), (59, 1), (60, 2), (69, 2), (70, 3), (79.9, 3), (80, 4), (90, 4), (110, 4)],
)
def test_age_points(age: float, points: int) -> None:
    found = charlson(age=age, dementia=True, all_others_absent=True)["result"]
    assert (found["age_points"], found["age_adjusted"]) == (points, points + 1)


def test_no_age_adjustment_while_the_score_is_open() -> None:
    answer = charlson(age=70, dementia=True)
    assert (answer["status"], answer["result"]["age_adjusted"]) == ("undetermined", None)


def test_myeloma_counts_only_on_request_and_never_for_frailty() -> None:
    found = charlson(count_myeloma=True, dementia=True, all_others_absent=True)["result"]
    assert (found["score"], found["imwg_cci_point"]) == (3, 0)
    assert charlson(count_myeloma=False, all_others_absent=True)["result"]["score"] == 0


@pytest.mark.parametrize(
    ("inputs", "point"),
    [({"all_others_absent": True}, 0), ({"dementia": True, "diabetes": True}, 1), ({"dementia": True}, None)],
)
def test_frailty_point_is_given_as_soon_as_it_is_sure(inputs: dict[str, Any], point: int | None) -> None:
    assert charlson(**inputs)["result"]["imwg_cci_point"] == point


def test_nothing_known_spans_everything() -> None:
    answer = charlson()
    assert (answer["result"]["score_min"], answer["result"]["score_max"], len(answer["missing"])) == (0, 33, 19)
    assert {w["code"] for w in answer["warnings"]} == {"not_in_documents"}


def test_stated_disease_overrides_all_others_absent() -> None:
    assert charlson(aids=True, all_others_absent=True)["result"]["score"] == 6
