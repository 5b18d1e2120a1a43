"""SLiM-CRAB: both sides of every limit, every diagnosis, every warning."""

from typing import Any

import pytest

from tools.registry import calculate

# marrow 20 %, every event known absent
SMOULDERING: dict[str, Any] = {
    "bmpc": 20,
    "plasmacytoma_biopsy": "none",
    "serum_m": "25 g/L",
    "heavy_chain": "IgG",
    "urine_m": "0 mg/24h",
    "calcium": 2.3,
    "creatinine": 80,
    "crcl": 90,
    "hb": 135,
    "lytic_lesions": 0,
    "kappa": "50 mg/L",
    "lambda": "10 mg/L",
    "mri_focal_ge5mm": 0,
    "amyloidosis": False,
}
MGUS = SMOULDERING | {"bmpc": 5}
LIGHT_CHAIN = MGUS | {"heavy_chain": "none", "serum_m": "0 g/L"}
PLASMACYTOMA = MGUS | {"bmpc": 0, "plasmacytoma_biopsy": "bone", "plasmacytoma_count": 1, "heavy_chain": "none"}


def run(inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate("slim_crab", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


# Limits of NCCN MYEL-C, compared in the unit that was typed
@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({"calcium": 2.75}, []),
        ({"calcium": 2.751}, ["C"]),
        ({"calcium": "11 mg/dL"}, []),
        ({"calcium": "11.01 mg/dL"}, ["C"]),
        ({"calcium": 2.65, "calcium_uln": 2.4}, []),
        ({"calcium": 2.66, "calcium_uln": 2.4}, ["C"]),
        ({"calcium": "10.6 mg/dL", "calcium_uln": "9.6 mg/dL"}, []),
        ({"calcium": "10.61 mg/dL", "calcium_uln": "9.6 mg/dL"}, ["C"]),
        ({"creatinine": 177}, []),
        ({"creatinine": 177.1}, ["R"]),
        ({"creatinine": "2 mg/dL"}, []),
        ({"creatinine": "2.01 mg/dL"}, ["R"]),
        ({"crcl": 40}, []),
        ({"crcl": 39.9}, ["R"]),
        ({"hb": 99.9}, ["A"]),
        ({"hb": 120, "hb_lln": 140}, []),
        ({"hb": 119.9, "hb_lln": 140}, ["A"]),
        ({"hb": 100, "hb_lln": 120}, []),
        ({"lytic_lesions": 1}, ["B"]),
        ({"bmpc": 59.9}, []),
        ({"bmpc": 60}, ["S60"]),
        ({"kappa": "1000 mg/L"}, ["Li"]),
        ({"kappa": "999 mg/L"}, []),
        ({"kappa": "99.9 mg/L", "lambda": "0.9 mg/L"}, []),
        ({"kappa": "1 mg/L", "lambda": "100 mg/L"}, ["Li"]),
        ({"mri_focal_ge5mm": 1}, []),
        ({"mri_focal_ge5mm": 2}, ["MRI"]),
        ({"mri_focal_ge5mm": None, "mri_focal_gt5mm": 2}, ["MRI"]),
    ],
)
def test_each_event_alone_makes_myeloma(changes: dict[str, Any], met: list[str]) -> None:
    result = run(SMOULDERING | changes)["result"]
    assert (result["diagnosis"], result["mde_met"]) == ("MM" if met else "SMM", met)


@pytest.mark.parametrize(
    ("changes", "diagnosis"),
    [
        ({"bmpc": 9.9, "serum_m": "29.9 g/L"}, "MGUS"),
        ({"bmpc": 10}, "SMM"),
        ({"bmpc": 5, "serum_m": "30 g/L"}, "SMM"),
        ({"bmpc": 5, "serum_m": "30 g/L", "heavy_chain": "IgD"}, "not_classifiable"),
        ({"bmpc": 5, "urine_m": "499 mg/24h"}, "MGUS"),
        ({"bmpc": 5, "urine_m": "500 mg/24h"}, "SMM"),
        ({"bmpc": 5, "heavy_chain": "IgE"}, "MGUS"),
        ({"bmpc": 5, "heavy_chain": "IgM"}, "IgM_MGUS"),
        ({"bmpc": 5, "hb": 90}, "not_classifiable"),
        ({"amyloidosis": True}, "not_classifiable"),
    ],
)
def test_smouldering_and_mgus(changes: dict[str, Any], diagnosis: str) -> None:
    assert run(SMOULDERING | changes)["result"]["diagnosis"] == diagnosis


@pytest.mark.parametrize(
    ("changes", "diagnosis"),
    [
        ({}, "LC_MGUS"),
        ({"kappa": "19.4 mg/L", "lambda": "5 mg/L"}, "not_classifiable"),
        ({"kappa": "19.5 mg/L", "lambda": "5 mg/L"}, "LC_MGUS"),
        ({"kappa": "5 mg/L", "lambda": "26.3 mg/L"}, "not_classifiable"),
        ({"kappa": "5 mg/L", "lambda": "26.4 mg/L"}, "LC_MGUS"),
        ({"kappa": "16.5 mg/L", "lambda": "10 mg/L"}, "no_clonal_disorder"),
        ({"kappa": "16.5 mg/L", "lambda": "10 mg/L", "urine_m": "1 mg/24h"}, "not_classifiable"),
    ],
)
def test_light_chain_mgus_and_no_clone(changes: dict[str, Any], diagnosis: str) -> None:
    assert run(LIGHT_CHAIN | changes)["result"]["diagnosis"] == diagnosis


@pytest.mark.parametrize(
    ("changes", "diagnosis"),
    [
        ({}, "solitary_plasmacytoma"),
        ({"bmpc": 0.5}, "solitary_plasmacytoma_minimal_marrow"),
        ({"bmpc": 9.9}, "solitary_plasmacytoma_minimal_marrow"),
        ({"bmpc": 10}, "MM"),
        ({"plasmacytoma_count": 2}, "not_classifiable"),
        ({"lytic_lesions": 2}, "MM"),
        ({"amyloidosis": True}, "not_classifiable"),
    ],
)
def test_plasmacytoma(changes: dict[str, Any], diagnosis: str) -> None:
    assert run(PLASMACYTOMA | changes)["result"]["diagnosis"] == diagnosis


@pytest.mark.parametrize(
    ("base", "changes", "code"),
    [
        (SMOULDERING, {"calcium": "11.5 mg/dL"}, "calcium_11_vs_11_5"),
        (SMOULDERING, {"calcium": 2.75}, "calcium_unit_threshold_gap"),
        (SMOULDERING, {"calcium": "11.02 mg/dL"}, "calcium_unit_threshold_gap"),
        (SMOULDERING, {"calcium": 2.65, "calcium_uln": 2.4}, "calcium_uln_unit_threshold_gap"),
        (SMOULDERING, {"calcium": 2.7}, "calcium_uln_unknown"),
        (SMOULDERING, {"creatinine": 176.9}, "creatinine_unit_threshold_gap"),
        (SMOULDERING, {"calcium": 2.55, "albumin": 26}, "corrected_calcium_differs"),
        (SMOULDERING, {"bmpc": 60}, "msd_bmpc_gt_60"),
        (SMOULDERING, {"kappa": "500 mg/L"}, "msd_flc_100mgL"),
        (SMOULDERING, {"mri_focal_ge5mm": 2, "mri_focal_gt5mm": 1}, "mri_exactly_5mm_csco_gt5"),
        (SMOULDERING, {"lytic_lesions": 1, "lytic_largest_mm": 4.9}, "lytic_below_5mm"),
        (SMOULDERING, {"bmpc": 59.5}, "smm_59_60_gap"),
        (SMOULDERING, {"hb": 80, "other_cause": ["A"]}, "attributed_to_other_cause:A"),
        (PLASMACYTOMA, {"bmpc": 5, "lytic_lesions": 1}, "lytic_may_be_the_plasmacytoma"),
        (PLASMACYTOMA, {"bmpc": 10}, "footnote_j_plasmacytoma_10pct"),
        (PLASMACYTOMA, {"mri_focal_ge5mm": None, "petct_other_lesions": 0}, "mri_not_done_petct_used"),
        (MGUS, {"heavy_chain": "IgM"}, "igm_consider_wm"),
        (MGUS, {"mri_focal_ge5mm": 2}, "slim_feature_with_mgus_marrow"),
        (MGUS, {"hb": 90}, "organ_damage_without_clonal_base"),
        (MGUS, {"amyloidosis": True}, "amyloidosis_pathway"),
    ],
)
def test_warnings(base: dict[str, Any], changes: dict[str, Any], code: str) -> None:
    assert code not in codes(run(base))
    assert code in codes(run(base | changes))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"calcium": "11.51 mg/dL"}, "calcium_11_vs_11_5"),
        ({"calcium": 2.751}, "calcium_unit_threshold_gap"),
        ({"calcium": 2.65}, "calcium_uln_unknown"),
        ({"calcium": 2.55, "albumin": 26, "calcium_is_corrected": True}, "corrected_calcium_differs"),
        ({"calcium": 2.55, "albumin": 30}, "corrected_calcium_differs"),
        ({"mri_focal_ge5mm": 2}, "mri_exactly_5mm_csco_gt5"),
        ({"lytic_lesions": 1, "lytic_largest_mm": 5}, "lytic_below_5mm"),
        ({"bmpc": 59}, "smm_59_60_gap"),
    ],
)
def test_no_warning_beyond_its_range(changes: dict[str, Any], code: str) -> None:
    assert code not in codes(run(SMOULDERING | changes))


def test_an_event_of_another_cause_does_not_count() -> None:
    result = run(SMOULDERING | {"hb": 80, "lytic_lesions": 3, "other_cause": ["A", "骨病"]})["result"]
    assert (result["diagnosis"], result["features"]["A"], result["features"]["B"]) == ("SMM", "not_met", "not_met")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"mri_focal_ge5mm": 1, "mri_focal_gt5mm": 2}, "mri_focal_gt5mm"),
        ({"plasmacytoma_biopsy": "bone", "plasmacytoma_count": 0}, "plasmacytoma_count"),
    ],
)
def test_contradictions_are_refused(changes: dict[str, Any], field: str) -> None:
    errors = run(SMOULDERING | changes)["errors"]
    assert [(e["field"], e["code"]) for e in errors] == [(field, "inconsistent")]


def test_clearance_is_computed_when_it_is_not_given() -> None:
    inputs = SMOULDERING | {"crcl": None, "age": 78, "sex": "女", "weight": 45, "creatinine": 150}
    answer = run(inputs)
    assert answer["result"]["mde_met"] == ["R"]
    assert "crcl_computed" in codes(answer)


@pytest.mark.parametrize("name", ["calcium", "creatinine", "crcl", "hb", "lytic_lesions", "kappa", "mri_focal_ge5mm"])
def test_smouldering_needs_every_event_known_absent(name: str) -> None:
    answer = run(SMOULDERING | {name: None})
    assert answer["possible"] == ["MM", "SMM", "not_classifiable"]
    assert answer["result"]["provisional"] == "SMM"
    assert name in answer["missing"]


@pytest.mark.parametrize(("hb", "state"), [(100, "unknown"), (119.9, "unknown"), (120, "not_met"), (99.9, "met")])
def test_anaemia_without_the_lower_limit(hb: float, state: str) -> None:
    assert run(SMOULDERING | {"hb": hb})["result"]["features"]["A"] == state


def test_low_marrow_without_plasmacytoma_excludes_myeloma() -> None:
    answer = run({"bmpc": 5, "plasmacytoma_biopsy": "none"})
    assert "MM" not in answer["possible"]


def test_provisional_is_given_only_while_open() -> None:
    assert "provisional" not in run(SMOULDERING)["result"]
