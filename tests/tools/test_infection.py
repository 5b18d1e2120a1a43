"""Infection: prophylaxis by drug, immunoglobulins, pneumococcal vaccines."""

from typing import Any

import pytest

from tools.registry import CALCULATORS, calculate

ZOSTER, HBV, SCREEN = "zoster_antiviral", "hbv_test_before", "type_and_screen_before"
EXPECTED = {
    "bortezomib": [ZOSTER], "carfilzomib": [ZOSTER, HBV], "ixazomib": [ZOSTER], "daratumumab": [ZOSTER, HBV, SCREEN],
    "isatuximab": [ZOSTER, SCREEN], "elotuzumab": [ZOSTER],
    "high_dose_dexamethasone": [ZOSTER, "pjp_prophylaxis", "antifungal"],
    "teclistamab": [ZOSTER], "elranatamab": [ZOSTER], "talquetamab": [ZOSTER], "ide_cel": [ZOSTER], "cilta_cel": [ZOSTER],
}  # fmt: skip
DRUGS = [option.code for option in CALCULATORS["infection_prophylaxis"].input("drugs").options]
CONJUGATE = "2024-03-10"


def answer_of(name: str, **inputs: Any) -> dict[str, Any]:
    return calculate(name, inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"].partition(":")[0] for w in answer["warnings"]}


@pytest.mark.parametrize("drug", DRUGS)
def test_actions_of_each_drug(drug: str) -> None:
    answer = answer_of("infection_prophylaxis", drugs=[drug], high_infection_risk=False)
    assert answer["result"]["actions"] == EXPECTED.get(drug, [])


@pytest.mark.parametrize(
    ("drugs", "warned"),
    [
        (["isatuximab"], {"hbv_isatuximab_not_listed"}),
        (["isatuximab", "carfilzomib"], set()),
        (["teclistamab"], {"zoster_from_msd_only"}),
        (["cilta_cel", "lenalidomide"], {"zoster_from_msd_only"}),
        (["teclistamab", "daratumumab"], set()),
    ],
)
def test_drug_warnings(drugs: list[str], warned: set[str]) -> None:
    assert codes(answer_of("infection_prophylaxis", drugs=drugs)) == warned


@pytest.mark.parametrize(
    ("risk", "newly", "given", "missing"),
    [
        (True, True, True, []),
        (True, False, False, []),
        (False, None, False, []),
        (True, None, False, ["newly_diagnosed"]),
        (None, True, False, ["high_infection_risk"]),
        (None, None, False, ["high_infection_risk", "newly_diagnosed"]),
    ],
)
def test_antibiotic_prophylaxis(risk: bool | None, newly: bool | None, given: bool, missing: list[str]) -> None:
    answer = answer_of("infection_prophylaxis", drugs=["other"], high_infection_risk=risk, newly_diagnosed=newly)
    assert answer["result"]["actions"] == (["antibiotic_3_months"] if given else [])
    assert answer["missing"] == missing
    assert ("msd_no_routine_antibiotics" in codes(answer)) is given


def test_drugs_are_read_as_written_in_notes() -> None:
    answer = answer_of("infection_prophylaxis", drugs=["万珂", "来那度胺"], high_infection_risk=False)
    assert answer["result"]["actions"] == [ZOSTER]


@pytest.mark.parametrize(
    ("inputs", "indication", "used", "low"),
    [
        ({"recurrent_serious_infection": True, "igg": 3.99, "isotype": "IgD"}, "consider", 3.99, True),
        ({"recurrent_serious_infection": True, "igg": 4, "isotype": "nonsecretory"}, "consider_discuss", 4, False),
        ({"recurrent_serious_infection": True, "igg": 3.9}, "consider", None, True),
        ({"recurrent_serious_infection": True, "igg": 3.9, "isotype": "IgG"}, "consider", None, True),
        (
            {"recurrent_serious_infection": True, "igg": 20, "isotype": "IgG", "serum_m": "16.1 g/L"},
            "consider",
            3.9,
            True,
        ),
        (
            {"recurrent_serious_infection": True, "igg": 20, "isotype": "IgG", "serum_m": "16 g/L"},
            "consider_discuss",
            4,
            False,
        ),
        ({"recurrent_serious_infection": True, "igg": 20, "isotype": "IgG", "serum_m": "30 g/L"}, "consider", 0, True),
        ({"recurrent_serious_infection": True, "igg": 12, "serum_m": "3 g/L"}, "consider_discuss", None, False),
        ({"recurrent_serious_infection": False, "igg": 30}, "not_routinely", None, None),
    ],
)
def test_immunoglobulin_indication(
    inputs: dict[str, Any], indication: str, used: float | None, low: bool | None
) -> None:
    answer = answer_of("ivig_indication", **inputs)
    assert answer["status"] == "ok"
    assert answer["result"] == {"indication": indication, "igg_used": used, "igg_below_400": low}


@pytest.mark.parametrize(
    ("inputs", "possible", "missing"),
    [
        ({}, {"consider", "consider_discuss", "not_routinely"}, {"recurrent_serious_infection", "igg", "isotype"}),
        ({"recurrent_serious_infection": True}, {"consider", "consider_discuss"}, {"igg", "isotype"}),
        (
            {"recurrent_serious_infection": True, "igg": 20},
            {"consider", "consider_discuss"},
            {"isotype", "serum_m"},
        ),
        ({"recurrent_serious_infection": True, "isotype": "IgA"}, {"consider", "consider_discuss"}, {"igg"}),
        ({"igg": 9, "isotype": "IgA"}, {"consider_discuss", "not_routinely"}, {"recurrent_serious_infection"}),
        ({"recurrent_serious_infection": True, "isotype": "IgG"}, {"consider", "consider_discuss"}, {"igg", "serum_m"}),
    ],
)
def test_immunoglobulin_left_open(inputs: dict[str, Any], possible: set[str], missing: set[str]) -> None:
    answer = answer_of("ivig_indication", **inputs)
    assert (set(answer["possible"]), set(answer["missing"])) == (possible, missing)


@pytest.mark.parametrize(
    ("inputs", "code", "given"),
    [
        ({"igg": 4, "isotype": "IgA"}, "igg_exactly_400", True),
        ({"igg": 20, "isotype": "IgG", "serum_m": "16 g/L"}, "igg_exactly_400", True),
        ({"igg": 4, "isotype": "IgG"}, "igg_exactly_400", False),
        ({"igg": 20, "isotype": "IgG", "serum_m": "16 g/L"}, "uninvolved_igg_estimated", True),
        ({"igg": 20, "isotype": "IgA", "serum_m": "16 g/L"}, "uninvolved_igg_estimated", False),
        ({"igg": 4, "isotype": "IgG"}, "igg_includes_m_protein", True),
        ({"igg": 3, "isotype": "IgG"}, "igg_includes_m_protein", False),
        ({"igg": 3, "recurrent_serious_infection": False}, "low_igg_without_infection", True),
        ({"igg": 9, "isotype": "IgA", "recurrent_serious_infection": True}, "ivig_infection_without_low_igg", True),
        ({}, "ivig_text_garbled", True),
    ],
)
def test_immunoglobulin_warnings(inputs: dict[str, Any], code: str, given: bool) -> None:
    assert (code in codes(answer_of("ivig_indication", **inputs))) is given


@pytest.mark.parametrize(
    ("inputs", "action", "due"),
    [
        ({"pcv_date": CONJUGATE}, "ppsv_scheduled", "2025-03-10"),
        ({"pcv_date": CONJUGATE, "today": "2025-03-09"}, "wait", "2025-03-10"),
        ({"pcv_date": CONJUGATE, "today": "2025-03-10"}, "ppsv_due", "2025-03-10"),
        ({"pcv_date": CONJUGATE, "ppsv_date": "2025-03-10"}, "complete", "2025-03-10"),
        ({"pcv_date": CONJUGATE, "ppsv_date": "2025-03-09"}, "ppsv_given_early", "2025-03-10"),
        ({"pcv_date": CONJUGATE, "ppsv_date": "2020-01-01"}, "ppsv_given_early", "2025-03-10"),
        ({"ppsv_date": "2020-01-01"}, "give_pcv_first", None),
        ({"pcv_date": "2023-02-28"}, "ppsv_scheduled", "2024-02-28"),
    ],
)
def test_pneumococcal_action(inputs: dict[str, Any], action: str, due: str | None) -> None:
    answer = answer_of("pneumococcal_schedule", **inputs)
    assert answer["result"] == {"action": action, "ppsv_due": due}
    assert codes(answer) == {"vaccine_type_china"}


@pytest.mark.parametrize("field", ["pcv_date", "ppsv_date"])
def test_vaccination_in_the_future_is_refused(field: str) -> None:
    answer = answer_of("pneumococcal_schedule", **{field: "2025-01-02", "today": "2025-01-01"})
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, "inconsistent")]
