"""POEMS: diagnostic criteria and treatment path."""

from typing import Any

import pytest

from tools.registry import calculate

MANDATORY: dict[str, Any] = {"polyneuropathy": True, "monoclonal_plasma_cell_disorder": True}
NO_MAJOR: dict[str, Any] = {"castleman": False, "sclerotic_bone_lesions": False, "vegf_elevated": False}
NO_MINOR: dict[str, Any] = dict.fromkeys(
    ("organomegaly", "volume_overload", "endocrinopathy", "skin_changes", "papilloedema",
     "thrombocytosis_or_polycythaemia"), False,
)  # fmt: skip


def diagnosis(**inputs: Any) -> dict[str, Any]:
    return calculate("poems_diagnosis", inputs).as_json()


def path(**inputs: Any) -> dict[str, Any]:
    return calculate("poems_treatment_path", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize("major", sorted(NO_MAJOR))
@pytest.mark.parametrize("minor", sorted(set(NO_MINOR) - {"endocrinopathy"}))
def test_any_major_with_any_minor_is_enough(major: str, minor: str) -> None:
    answer = diagnosis(**MANDATORY, **(NO_MAJOR | {major: True}), **(NO_MINOR | {minor: True}))
    assert answer["result"] == {
        "poems": True, "mandatory": True, "other_major": True, "minor": True, "n_other_major": 1, "n_minor": 1,
    }  # fmt: skip


@pytest.mark.parametrize("absent", sorted(MANDATORY))
def test_each_mandatory_criterion_is_needed(absent: str) -> None:
    answer = diagnosis(**(MANDATORY | {absent: False}), castleman=True, skin_changes=True)
    assert answer["result"]["poems"] is False
    assert answer["missing"] == []


def test_no_minor_criterion_excludes() -> None:
    assert diagnosis(**MANDATORY, castleman=True, **NO_MINOR)["result"]["poems"] is False


@pytest.mark.parametrize(
    ("endocrine", "only", "minor"),
    [(True, False, True), (True, None, None), (True, True, False), (None, True, False), (None, None, None), (False, None, False)],
)  # fmt: skip
def test_endocrine_criterion(endocrine: bool | None, only: bool | None, minor: bool | None) -> None:
    stated = NO_MINOR | {"endocrinopathy": endocrine, "endocrine_only_dm_or_thyroid": only}
    assert diagnosis(**MANDATORY, castleman=True, **stated)["result"]["minor"] is minor


@pytest.mark.parametrize(("vegf", "elevated"), [(86, False), (86.1, True)])
def test_vegf_is_elevated_above_the_limit(vegf: float, elevated: bool) -> None:
    stated = NO_MAJOR | {"vegf_elevated": None, "vegf": vegf, "vegf_uln": 86}
    assert diagnosis(**MANDATORY, **stated)["result"]["other_major"] is elevated


def test_vegf_statement_against_the_value_is_refused() -> None:
    answer = diagnosis(vegf=300, vegf_uln=86, vegf_elevated=False)
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [("vegf_elevated", "inconsistent")]


@pytest.mark.parametrize(
    ("inputs", "asked"),
    [({"vegf": 300}, "vegf_uln"), ({"vegf_uln": 86}, "vegf"), ({}, "vegf_elevated")],
)
def test_missing_names_what_vegf_needs(inputs: dict[str, Any], asked: str) -> None:
    stated = NO_MAJOR | {"vegf_elevated": None} | inputs
    assert diagnosis(**MANDATORY, **stated, skin_changes=True)["missing"] == [asked]


def test_counts_are_not_given_while_some_are_unknown() -> None:
    found = diagnosis(**MANDATORY, castleman=True, skin_changes=True)["result"]
    assert (found["poems"], found["n_other_major"], found["n_minor"]) == (True, None, None)


@pytest.mark.parametrize(
    ("inputs", "warned"),
    [
        ({"endocrine_only_dm_or_thyroid": True}, {"dm_thyroid_alone_not_counted"}),
        ({"castleman": True, "monoclonal_plasma_cell_disorder": False}, {"castleman_variant"}),
        ({"castleman": True}, set()),
        ({"light_chain": "kappa"}, {"non_lambda"}),
        ({"light_chain": "λ"}, set()),
    ],
)
def test_diagnosis_warnings(inputs: dict[str, Any], warned: set[str]) -> None:
    assert codes(diagnosis(**inputs)) == warned


@pytest.mark.parametrize(
    ("lesions", "clonal", "candidate", "expected"),
    [
        (0, False, True, "transplant"),
        (1, False, None, "radiotherapy_alone"),
        (2, False, None, "radiotherapy_alone"),
        (2, True, False, "non_transplant"),
        (3, None, True, "transplant"),
        (3, False, False, "non_transplant"),
    ],
)
def test_treatment_path(lesions: int, clonal: bool | None, candidate: bool | None, expected: str) -> None:
    answer = path(bone_lesions=lesions, clonal_marrow_plasma_cells=clonal, transplant_candidate=candidate)
    assert (answer["status"], answer["result"]["path"], answer["missing"]) == ("ok", expected, [])


@pytest.mark.parametrize(
    ("inputs", "possible", "missing"),
    [
        ({}, {"radiotherapy_alone", "transplant", "non_transplant"}, 3),
        ({"bone_lesions": 1, "transplant_candidate": True}, {"radiotherapy_alone", "transplant"}, 1),
        (
            {"clonal_marrow_plasma_cells": False, "transplant_candidate": False},
            {"radiotherapy_alone", "non_transplant"},
            1,
        ),
        ({"clonal_marrow_plasma_cells": True}, {"transplant", "non_transplant"}, 1),
    ],
)
def test_open_treatment_path(inputs: dict[str, Any], possible: set[str], missing: int) -> None:
    answer = path(**inputs)
    assert (set(answer["possible"]), len(answer["missing"])) == (possible, missing)


@pytest.mark.parametrize(
    ("lesions", "clonal", "warned"), [(3, False, True), (3, True, False), (3, None, False), (4, False, False)]
)
def test_three_lesions_are_flagged(lesions: int, clonal: bool | None, warned: bool) -> None:
    answer = path(bone_lesions=lesions, clonal_marrow_plasma_cells=clonal, transplant_candidate=True)
    assert ("poems_three_lesions" in codes(answer)) is warned
