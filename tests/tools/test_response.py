"""IMWG response: both sides of every limit on each path, progression, unknown values, every warning."""

from typing import Any

import pytest

from tools.registry import calculate

Inputs = dict[str, Any]
# serum disease at its first assessment
SERUM: Inputs = {
    "first_assessment": True,
    "confirmed": True,
    "baseline.serum_m": "40 g/L",
    "baseline.urine_m": "0 mg/24h",
    "baseline.plasmacytoma_spd": 0,
    "current.serum_m": "40 g/L",
    "current.urine_m": "0 mg/24h",
    "current.sife": "positive",
    "current.new_lesion": False,
}
BOTH = SERUM | {"baseline.urine_m": "1000 mg/24h", "current.urine_m": "1000 mg/24h"}
COMPLETE = SERUM | {
    "current.serum_m": "0 g/L",
    "current.sife": "negative",
    "current.uife": "negative",
    "current.bmpc": 2,
    "current.kappa": "12 mg/L",
    "current.lambda": "10 mg/L",
    "current.clonal_cells_ihc": "absent",
}
CHAINS = SERUM | {
    "baseline.serum_m": "9.9 g/L",
    "baseline.urine_m": "199 mg/24h",
    "baseline.kappa": "1010 mg/L",
    "baseline.lambda": "10 mg/L",
    "current.serum_m": "0 g/L",
    "current.urine_m": "0 mg/24h",
    "current.kappa": "1010 mg/L",
    "current.lambda": "10 mg/L",
}
MARROW = CHAINS | {
    "baseline.kappa": "99 mg/L",
    "current.kappa": "99 mg/L",
    "baseline.bmpc": 30,
    "current.bmpc": 30,
}
UNMEASURABLE = MARROW | {"baseline.bmpc": 29, "current.bmpc": 29}
TUMOUR = SERUM | {"baseline.plasmacytoma_spd": 10, "current.plasmacytoma_spd": 10, "current.serum_m": "10 g/L"}
# the lowest value is given apart from the baseline
LATER = SERUM | {"first_assessment": None, "nadir.serum_m": "10 g/L", "nadir.urine_m": "0 mg/24h"}


def run(inputs: Inputs) -> dict[str, Any]:
    return calculate("imwg_response", inputs).as_json()


def category(inputs: Inputs) -> str | None:
    found = run(inputs)["result"]["category"]
    return None if found is None else str(found)


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "sCR"),
        ({"current.clonal_cells_ihc": "present"}, "CR"),
        ({"current.kappa": "16.5 mg/L"}, "sCR"),
        ({"current.kappa": "16.6 mg/L"}, "CR"),
        ({"current.bmpc": 4.9}, "sCR"),
        ({"current.bmpc": 5}, "VGPR"),
        ({"current.uife": "positive"}, "VGPR"),
        ({"current.spep": "positive", "current.sife": "positive"}, "VGPR"),
    ],
)
def test_complete_response(changes: Inputs, expected: str) -> None:
    assert category(COMPLETE | changes) == expected


@pytest.mark.parametrize(
    ("serum", "urine", "expected"),
    [
        ("4 g/L", "99 mg/24h", "VGPR"),
        ("4 g/L", "100 mg/24h", "PR"),
        ("4.1 g/L", "0 mg/24h", "PR"),
        ("20 g/L", "199 mg/24h", "PR"),
        ("20 g/L", "100 mg/24h", "PR"),
        ("20.1 g/L", "100 mg/24h", "MR"),
        ("30 g/L", "500 mg/24h", "MR"),
        ("30 g/L", "501 mg/24h", "SD"),
        ("30.1 g/L", "0 mg/24h", "SD"),
        ("20 g/L", "200 mg/24h", "MR"),
    ],
)
def test_serum_and_urine_measurable(serum: str, urine: str, expected: str) -> None:
    assert category(BOTH | {"current.serum_m": serum, "current.urine_m": urine}) == expected


@pytest.mark.parametrize(("urine", "expected"), [("199 mg/24h", "PR"), ("1 mg/24h", "VGPR")])
def test_serum_only_disease_limits_the_urine(urine: str, expected: str) -> None:
    assert category(SERUM | {"current.serum_m": "4 g/L", "current.urine_m": urine}) == expected


@pytest.mark.parametrize(("urine", "expected"), [("99 mg/24h", "VGPR"), ("100 mg/24h", "PR"), ("500 mg/24h", "MR")])
def test_urine_only_disease(urine: str, expected: str) -> None:
    serum = {"baseline.serum_m": "9 g/L", "current.serum_m": "9 g/L"}
    assert category(BOTH | serum | {"current.urine_m": urine}) == expected


@pytest.mark.parametrize(
    ("kappa", "expected"),
    [("110 mg/L", "VGPR"), ("110.1 mg/L", "PR"), ("510 mg/L", "PR"), ("510.1 mg/L", "SD"), ("1110 mg/L", "SD")],
)
def test_light_chain_path(kappa: str, expected: str) -> None:
    answer = run(CHAINS | {"current.kappa": kappa})
    assert (answer["result"]["path"], answer["result"]["category"]) == ("flc", expected)


def test_complete_response_needs_a_normal_ratio_on_the_light_chain_path() -> None:
    remission = {"current.sife": "negative", "current.uife": "negative", "current.bmpc": 2}
    kappas = ("16.5 mg/L", "16.6 mg/L")
    assert [category(CHAINS | remission | {"current.kappa": k}) for k in kappas] == ["CR", "VGPR"]


@pytest.mark.parametrize(("bmpc", "expected"), [(15, "PR"), (15.1, "SD"), (40, "PD"), (39.9, "SD")])
def test_marrow_path(bmpc: float, expected: str) -> None:
    answer = run(MARROW | {"current.bmpc": bmpc})
    assert (answer["result"]["path"], answer["result"]["category"]) == ("marrow", expected)


def test_without_measurable_disease_only_complete_response_or_progression() -> None:
    remission = {"current.sife": "negative", "current.uife": "negative", "current.bmpc": 2}
    circulating = {"nadir.circulating_pc_per_ul": 100, "current.circulating_pc_per_ul": 200}
    assert category(UNMEASURABLE) == "NE"
    assert category(UNMEASURABLE | remission) == "CR"
    assert run(UNMEASURABLE | circulating)["result"]["pd_criteria"] == ["circulating_pc"]


@pytest.mark.parametrize(
    ("changes", "progress"),
    [
        ({"current.circulating_pc_per_ul": 199}, False),
        ({"nadir.circulating_pc_per_ul": 134, "current.circulating_pc_per_ul": 200}, False),
        ({"nadir.circulating_pc_per_ul": None}, False),
    ],
)
def test_circulating_plasma_cells_below_their_limits(changes: Inputs, progress: bool) -> None:
    counts = {"nadir.circulating_pc_per_ul": 100, "current.circulating_pc_per_ul": 200}
    assert (category(UNMEASURABLE | counts | changes) == "PD") is progress


# serum: ≥25 % and >5 g/L, or ≥10 g/L from 50; urine: ≥25 % and ≥200 mg/24 h
@pytest.mark.parametrize(
    ("lowest", "now", "criteria"),
    [
        ({"nadir.serum_m": "10 g/L"}, {"current.serum_m": "15 g/L"}, []),
        ({"nadir.serum_m": "10 g/L"}, {"current.serum_m": "15.1 g/L"}, ["serum_m"]),
        ({"nadir.serum_m": "32 g/L"}, {"current.serum_m": "39.9 g/L"}, []),
        ({"nadir.serum_m": "32 g/L"}, {"current.serum_m": "40 g/L"}, ["serum_m"]),
        ({"baseline.serum_m": "60 g/L", "nadir.serum_m": "50 g/L"}, {"current.serum_m": "60 g/L"}, ["serum_m"]),
        ({"baseline.serum_m": "60 g/L", "nadir.serum_m": "49.9 g/L"}, {"current.serum_m": "60 g/L"}, []),
        ({"baseline.serum_m": "60 g/L", "nadir.serum_m": "50 g/L"}, {"current.serum_m": "59.9 g/L"}, []),
        ({}, {"current.serum_m": "10 g/L", "current.urine_m": "199 mg/24h"}, []),
        ({}, {"current.serum_m": "10 g/L", "current.urine_m": "200 mg/24h"}, ["urine_m"]),
    ],
)
def test_progression_from_the_lowest_value(lowest: Inputs, now: Inputs, criteria: list[str]) -> None:
    assert run(LATER | lowest | now)["result"]["pd_criteria"] == criteria


@pytest.mark.parametrize(("kappa", "criteria"), [("110 mg/L", []), ("110.1 mg/L", ["dflc"])])
def test_light_chain_progression_from_the_lowest(kappa: str, criteria: list[str]) -> None:
    lowest = {"first_assessment": None, "nadir.dflc_mg_L": 0, "current.kappa": kappa}
    assert run(CHAINS | lowest)["result"]["pd_criteria"] == criteria


def test_light_chains_do_not_progress_where_m_protein_is_measurable() -> None:
    chains = {k: v for k, v in CHAINS.items() if k.endswith(("kappa", "lambda"))}
    assert run(SERUM | chains | {"current.kappa": "5000 mg/L"})["result"]["pd_criteria"] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"current.plasmacytoma_spd": 5}, "PR"),
        ({"current.plasmacytoma_spd": 5.1}, "MR"),
        ({"current.plasmacytoma_spd": 7.5}, "MR"),
        ({"current.plasmacytoma_spd": 7.6}, "SD"),
        ({"current.plasmacytoma_spd": 15, "current.lesion_count": 2}, "PD"),
        ({"current.plasmacytoma_spd": 14.9}, "SD"),
        ({"current.plasmacytoma_spd": 15, "current.lesion_count": 1, "current.diameter_increase_ge50": False}, "SD"),
        ({"current.plasmacytoma_spd": 15, "current.lesion_count": 1, "current.diameter_increase_ge50": True}, "PD"),
        ({"baseline.plasmacytoma_spd": 0, "current.plasmacytoma_spd": 1}, "PD"),
        ({"current.new_lesion": True}, "PD"),
        ({"current.plasmacytoma_spd": 5, "current.diameter_increase_ge50": True}, "PD"),
    ],
)
def test_plasmacytoma(changes: Inputs, expected: str) -> None:
    assert category(TUMOUR | changes) == expected


def test_a_plasmacytoma_that_returns_is_progression() -> None:
    lowest = {"first_assessment": None, "nadir.serum_m": "10 g/L", "nadir.urine_m": "0 mg/24h"}
    result = run(TUMOUR | lowest | {"nadir.plasmacytoma_spd": 0, "current.plasmacytoma_spd": 2})["result"]
    assert (result["category"], result["pd_criteria"]) == ("PD", ["plasmacytoma_spd"])
    assert result["category_by_protein"] == "PR"


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"current.plasmacytoma_spd": None}, ["current.plasmacytoma_spd"]),
        ({"current.plasmacytoma_spd": 15}, ["current.lesion_count"]),
        ({"current.plasmacytoma_spd": 15, "current.lesion_count": 1}, ["current.diameter_increase_ge50"]),
        ({"baseline.plasmacytoma_spd": None, "current.plasmacytoma_spd": 0}, ["baseline.plasmacytoma_spd"]),
    ],
)
def test_what_an_open_plasmacytoma_asks_for(changes: Inputs, missing: list[str]) -> None:
    answer = run(TUMOUR | changes)
    assert answer["status"] == "undetermined"
    assert set(missing) <= set(answer["missing"])


# specification 7: true against the baseline, false below the absolute rise, else unknown
@pytest.mark.parametrize(
    ("serum", "status", "criteria"),
    [("50.1 g/L", "ok", ["serum_m"]), ("5 g/L", "ok", []), ("5.1 g/L", "undetermined", [])],
)
def test_progression_with_an_unknown_lowest_value(serum: str, status: str, criteria: list[str]) -> None:
    answer = run(SERUM | {"first_assessment": None, "current.serum_m": serum})
    assert (answer["status"], answer["result"]["pd_criteria"]) == (status, criteria)
    assert (status == "ok") or "nadir.serum_m" in answer["missing"]


@pytest.mark.parametrize(
    ("dropped", "missing", "with_ne"),
    [
        (["baseline.serum_m"], ["baseline.serum_m"], False),
        (["baseline.kappa"], ["baseline.kappa"], True),
        (["baseline.bmpc"], ["baseline.bmpc"], True),
    ],
)
def test_an_unknown_path_leaves_everything_open(dropped: list[str], missing: list[str], with_ne: bool) -> None:
    base = {**MARROW, "baseline.bmpc": 29} if with_ne else MARROW
    answer = run({name: value for name, value in base.items() if name not in dropped})
    assert answer["result"]["path"] is None
    assert answer["missing"] == missing
    assert answer["possible"] == ["PD", "sCR", "CR", "VGPR", "PR", "MR", "SD"] + ["NE"] * with_ne


def test_progression_is_found_without_a_path() -> None:
    assert category({"current.new_lesion": True}) == "PD"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nadir.serum_m": "41 g/L"}, "nadir.serum_m"),
        ({"nadir.urine_m": "1 mg/24h"}, "nadir.urine_m"),
        ({"nadir.plasmacytoma_spd": 1}, "nadir.plasmacytoma_spd"),
        ({"baseline.bmpc": 20, "nadir.bmpc": 21}, "nadir.bmpc"),
        ({"current.sife": "negative"}, "current.sife"),
        ({"current.spep": "negative"}, "current.spep"),
        ({"current.urine_m": "100 mg/24h", "current.uife": "negative"}, "current.uife"),
        ({"current.plasmacytoma_spd": 2, "current.lesion_count": 0}, "current.lesion_count"),
    ],
)
def test_contradictions_are_refused(changes: Inputs, field: str) -> None:
    errors = run(SERUM | changes)["errors"]
    assert [(e["field"], e["code"]) for e in errors] == [(field, "inconsistent")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"nadir.dflc_mg_L": 1001}, "nadir.dflc_mg_L"), ({"involved_chain": "lambda"}, "involved_chain")],
)
def test_contradicting_light_chains_are_refused(changes: Inputs, field: str) -> None:
    assert [e["field"] for e in run(CHAINS | changes)["errors"]] == [field]


@pytest.mark.parametrize(
    ("base", "changes", "code"),
    [
        (COMPLETE, {"confirmed": None}, "needs_confirmation"),
        (COMPLETE, {"current.new_lesion": None}, "imaging_not_assessed"),
        (LATER, {"current.serum_m": "15 g/L"}, "pd_serum_exactly_0_5"),
        (SERUM, {"current.urine_m": None}, "urine_not_repeated"),
        (BOTH | {"baseline.serum_m": "5 g/L"}, {"current.serum_m": None}, "serum_not_repeated"),
        (MARROW, {"current.kappa": None}, "flc_not_repeated"),
        (BOTH, {"current.serum_m": "20.2 g/L", "current.urine_m": "400 mg/24h"}, "mr_gap_49_50"),
        (BOTH, {"current.serum_m": "20.2 g/L", "current.urine_m": "0 mg/24h"}, "mr_mixed_levels"),
        (TUMOUR, {"current.plasmacytoma_spd": 6}, "mr_plasmacytoma_25_vs_50"),
        (SERUM, {"current.serum_m": "25 g/L"}, "mr_defined_for_relapsed"),
        (CHAINS, {"current.kappa": "710 mg/L"}, "mr_not_defined_for_flc"),
        (COMPLETE, {"current.clonal_cells_ihc": None}, "scr_not_assessed"),
        (COMPLETE, {"current.bmpc": None}, "cr_not_assessed"),
        (SERUM, {"therapeutic_mab": True}, "mab_interference"),
        (TUMOUR, {"current.serum_m": "0 g/L", "current.plasmacytoma_spd": 0}, "vgpr_plasmacytoma_not_defined"),
        (MARROW, {"baseline.bmpc": 29}, "non_measurable_disease"),
        (BOTH, {"baseline.serum_m": None}, "serum_baseline_unknown"),
    ],
)
def test_warnings(base: Inputs, changes: Inputs, code: str) -> None:
    assert code not in codes(run(base))
    assert code in codes(run(base | changes))


@pytest.mark.parametrize("serum", ["30 g/L", "20.4 g/L"])
def test_no_gap_warning_outside_49_to_50(serum: str) -> None:
    answer = run(BOTH | {"current.serum_m": serum, "current.urine_m": "400 mg/24h"})
    assert answer["result"]["category"] == "MR"
    assert "mr_gap_49_50" not in codes(answer)


def test_complete_response_is_a_possible_upgrade_until_it_is_assessed() -> None:
    answer = run(COMPLETE | {"current.uife": None})
    assert (answer["result"]["category"], answer["result"]["could_be"]) == ("VGPR", ["sCR", "CR"])
    assert answer["missing"] == ["current.uife"]


def test_a_lower_bound_is_given_while_the_response_is_open() -> None:
    answer = run(SERUM | {"current.serum_m": "2 g/L", "current.urine_m": None})
    assert (answer["result"]["category"], answer["result"]["at_least"]) == (None, "PR")
