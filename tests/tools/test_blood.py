"""A/G ratio, anion gap and absolute neutrophil count."""

from typing import Any

import pytest

from tools.registry import calculate

IONS: dict[str, Any] = {"sodium": 140, "chloride": 104, "bicarbonate": 24}


def answer_of(name: str, **inputs: Any) -> dict[str, Any]:
    return calculate(name, inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"].partition(":")[0] for w in answer["warnings"]}


def refused(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(e["field"], e["code"]) for e in answer["errors"]]


@pytest.mark.parametrize(
    ("inputs", "ratio", "globulin", "inverted"),
    [
        ({"albumin": 35, "globulin": 35}, 1, 35, False),
        ({"albumin": 34.99, "globulin": 35}, 1, 35, True),
        ({"albumin": 40, "total_protein": 60}, 2, 20, False),
        ({"albumin": 40, "total_protein": 60, "globulin": 20.5}, 2, 20, False),
        ({"albumin": 40, "total_protein": 60, "globulin": 19.5}, 2, 20, False),
        ({"albumin": 40, "total_protein": 41}, 40, 1, False),
    ],
)
def test_ag_ratio(inputs: dict[str, Any], ratio: float, globulin: float, inverted: bool) -> None:
    assert answer_of("ag_ratio", **inputs)["result"] == {"ag_ratio": ratio, "globulin": globulin, "inverted": inverted}


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"albumin": 40, "total_protein": 40}, "total_protein"),
        ({"albumin": 41, "total_protein": 40}, "total_protein"),
        ({"albumin": 40, "total_protein": 60, "globulin": 20.51}, "globulin"),
        ({"albumin": 40, "total_protein": 60, "globulin": 19.49}, "globulin"),
    ],
)
def test_ag_ratio_contradictions(inputs: dict[str, Any], field: str) -> None:
    assert refused(answer_of("ag_ratio", **inputs)) == [(field, "inconsistent")]


@pytest.mark.parametrize(("globulin", "given"), [(39.99, False), (40, True), (80, True)])
def test_protein_gap(globulin: float, given: bool) -> None:
    assert ("protein_gap_ge_40" in codes(answer_of("ag_ratio", albumin=30, globulin=globulin))) is given


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({}, ["albumin", "total_protein"]),
        ({"albumin": 40}, ["total_protein"]),
        ({"total_protein": 70}, ["albumin"]),
        ({"globulin": 30}, ["albumin"]),
    ],
)
def test_ag_ratio_left_open(inputs: dict[str, Any], missing: list[str]) -> None:
    answer = answer_of("ag_ratio", **inputs)
    assert (answer["status"], answer["missing"]) == ("undetermined", missing)


@pytest.mark.parametrize(
    ("bicarbonate", "gap", "flag"), [(29, 7, "low"), (28, 8, "normal"), (20, 16, "normal"), (19.9, 16.1, "high")]
)
def test_anion_gap_flags(bicarbonate: float, gap: float, flag: str) -> None:
    found = answer_of("anion_gap", **(IONS | {"bicarbonate": bicarbonate}))["result"]
    assert (found["anion_gap"], found["flag"]) == (gap, flag)


@pytest.mark.parametrize(("bicarbonate", "flag"), [(28.1, "low"), (28, "normal"), (20, "normal"), (19.9, "high")])
def test_anion_gap_flags_with_potassium(bicarbonate: float, flag: str) -> None:
    ions = IONS | {"bicarbonate": bicarbonate, "potassium": 4, "include_potassium": True}
    assert answer_of("anion_gap", **ions)["result"]["flag"] == flag


def test_potassium_counts_only_on_request() -> None:
    assert answer_of("anion_gap", **IONS, potassium=4)["result"]["anion_gap"] == 12


@pytest.mark.parametrize(("albumin", "corrected"), [(40, 12), (20, 17), (44, 11), ("2 g/dL", 17)])
def test_anion_gap_corrected_for_albumin(albumin: object, corrected: float) -> None:
    assert answer_of("anion_gap", **IONS, albumin=albumin)["result"]["albumin_corrected"] == corrected


@pytest.mark.parametrize(("bicarbonate", "given"), [(33, False), (33.1, True)])
def test_low_anion_gap_hints_at_paraprotein(bicarbonate: float, given: bool) -> None:
    answer = answer_of("anion_gap", **(IONS | {"bicarbonate": bicarbonate}))
    assert ("low_anion_gap_paraprotein" in codes(answer)) is given


@pytest.mark.parametrize("ion", sorted(IONS))
def test_anion_gap_needs_each_ion(ion: str) -> None:
    assert answer_of("anion_gap", **(IONS | {ion: None}))["missing"] == [ion]


# With 100 % neutrophils the count is the white count.
@pytest.mark.parametrize(
    ("wbc", "grade", "severe", "agranulocytosis"),
    [
        (0.09, 4, True, True),
        (0.1, 4, True, False),
        (0.499, 4, True, False),
        (0.5, 3, False, False),
        (0.999, 3, False, False),
        (1, 2, False, False),
        (1.499, 2, False, False),
        (1.5, 1, False, False),
        (1.799, 1, False, False),
        (1.8, 0, False, False),
    ],
)
def test_anc_grades(wbc: float, grade: int, severe: bool, agranulocytosis: bool) -> None:
    found = answer_of("anc", wbc=wbc, neutrophil_percent=100)["result"]
    assert (found["ctcae_grade"], found["severe"], found["agranulocytosis_lt_0_1"]) == (grade, severe, agranulocytosis)


@pytest.mark.parametrize(("lln", "grade"), [(2, 1), (1.7, 0)])
def test_anc_grade_one_follows_the_stated_limit(lln: float, grade: int) -> None:
    assert answer_of("anc", wbc=1.75, neutrophil_percent=100, anc_lln=lln)["result"]["ctcae_grade"] == grade


def test_anc_bands_are_added_or_taken_as_zero() -> None:
    both = answer_of("anc", wbc=2, segs_percent=40, bands_percent=10)
    alone = answer_of("anc", wbc=2, segs_percent=40)
    assert (both["result"]["anc"], "bands_assumed_zero" in codes(both)) == (1, False)
    assert (alone["result"]["anc"], "bands_assumed_zero" in codes(alone)) == (0.8, True)


def test_anc_stated_percentage_comes_first() -> None:
    answer = answer_of("anc", wbc=4, neutrophil_percent=50, segs_percent=48, bands_percent=3)
    assert (answer["result"]["anc"], codes(answer)) == (2, set())


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"wbc": 4, "segs_percent": 96, "bands_percent": 4.1}, "bands_percent"),
        ({"wbc": 2, "neutrophil_percent": 80, "segs_percent": 20, "bands_percent": 5}, "neutrophil_percent"),
    ],
)
def test_anc_contradictions(inputs: dict[str, Any], field: str) -> None:
    assert refused(answer_of("anc", **inputs)) == [(field, "inconsistent")]


@pytest.mark.parametrize(
    ("inputs", "missing"),
    [
        ({}, ["wbc", "neutrophil_percent"]),
        ({"neutrophil_percent": 50}, ["wbc"]),
        ({"wbc": 3, "bands_percent": 5}, ["segs_percent"]),
    ],
)
def test_anc_left_open(inputs: dict[str, Any], missing: list[str]) -> None:
    answer = answer_of("anc", **inputs)
    assert (answer["status"], answer["missing"]) == ("undetermined", missing)


def test_fraction_in_place_of_a_percentage_is_flagged() -> None:
    assert "percent_suspected_fraction" in codes(answer_of("anc", wbc=3, neutrophil_percent=0.6))
