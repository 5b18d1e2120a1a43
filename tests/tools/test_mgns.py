"""Suspicion of IgM MGNS: columns of MGNS-1, management, unknowns."""

from typing import Any

import pytest

from tools.registry import calculate

HIGH: dict[str, Any] = {
    "pattern": "sensory", "length_dependent": True, "progression": "slow_years", "symmetry": "bilateral_symmetric",
    "antibodies": True, "demyelination": True,
}  # fmt: skip
LOW: dict[str, Any] = {
    "pattern": "motor_or_pain", "length_dependent": False, "progression": "rapid_weeks_months",
    "symmetry": "unilateral_or_asymmetric", "antibodies": False, "demyelination": False,
}  # fmt: skip


def suspicion(**inputs: Any) -> dict[str, Any]:
    return calculate("mgns_suspicion", {"isotype": "IgM"} | inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize("feature", sorted(HIGH))
def test_one_feature_in_the_other_column_makes_it_moderate(feature: str) -> None:
    for column, other in ((HIGH, LOW), (LOW, HIGH)):
        answer = suspicion(**(column | {feature: other[feature]}), adl_interference=True)
        assert (answer["status"], answer["result"]["suspicion"]) == ("ok", "moderate")
        assert answer["result"]["management"] == "wm_lpl_guideline"


@pytest.mark.parametrize("feature", sorted(HIGH))
def test_one_unknown_feature_leaves_the_column_and_moderate(feature: str) -> None:
    for column, degree in ((HIGH, "high"), (LOW, "low")):
        answer = suspicion(**(column | {feature: None}), adl_interference=True)
        assert (answer["status"], set(answer["possible"])) == ("undetermined", {degree, "moderate"})
        assert answer["missing"] == [feature]


@pytest.mark.parametrize(
    ("column", "adl", "management"),
    [
        (HIGH, True, "wm_lpl_guideline"),
        (HIGH, False, None),
        (HIGH, None, None),
        (LOW, True, None),
        (LOW, False, "observe"),
    ],
)
def test_management_is_given_when_every_degree_agrees(
    column: dict[str, Any], adl: bool | None, management: str | None
) -> None:
    answer = suspicion(**(column | {"antibodies": None}), adl_interference=adl)
    assert (answer["status"], answer["result"]["management"]) == ("undetermined", management)


def test_features_are_listed_by_column() -> None:
    found = suspicion(pattern="sensory", antibodies=False, adl_interference=False)["result"]
    assert (found["high_features"], found["low_features"]) == (["pattern"], ["antibodies"])


def test_nothing_known() -> None:
    answer = calculate("mgns_suspicion", {}).as_json()
    assert set(answer["possible"]) == {"high", "moderate", "low"}
    assert set(answer["missing"]) == {*HIGH, "adl_interference", "isotype"}


@pytest.mark.parametrize(
    ("inputs", "warned"),
    [
        ({"isotype": "IgA"}, {"page_is_igm_only"}),
        ({"isotype": "other"}, {"page_is_igm_only"}),
        ({"isotype": "IgM"}, set()),
        ({"isotype": None}, set()),
        ({"adl_interference": False}, {"high_without_adl_ambiguous"}),
        ({"adl_interference": True}, set()),
    ],
)
def test_warnings(inputs: dict[str, Any], warned: set[str]) -> None:
    assert codes(suspicion(**(HIGH | inputs))) == warned


def test_unknown_isotype_is_asked_for_but_does_not_block() -> None:
    answer = suspicion(**(LOW | {"isotype": None}))
    assert (answer["status"], answer["missing"]) == ("ok", ["isotype"])
