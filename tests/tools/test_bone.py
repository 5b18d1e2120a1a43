"""Indication and contraindications of bone-targeted drugs."""

from typing import Any

import pytest

from tools.registry import calculate

ITEMS = ("allergy", "allergy_other_bisphosphonate", "pregnant_or_lactating", "osteomalacia", "hypocalcaemia",
         "oral_wound_unhealed")  # fmt: skip
WELL = {**dict.fromkeys(ITEMS, False), "crcl": 80}
FORBIDDEN = {
    "clodronate": {"allergy", "osteomalacia"},
    "pamidronate": {"allergy", "allergy_other_bisphosphonate"},
    "zoledronic_acid": {"allergy", "allergy_other_bisphosphonate", "pregnant_or_lactating"},
    "incadronate": {"allergy", "pregnant_or_lactating"},
    "denosumab": {"allergy", "hypocalcaemia", "oral_wound_unhealed"},
}


def indication(**inputs: Any) -> dict[str, Any]:
    return calculate("bone_targeted_indication", inputs).as_json()


def contraindications(**inputs: Any) -> dict[str, Any]:
    return calculate("bone_agent_contraindications", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize("drug", FORBIDDEN)
def test_each_drug_has_the_contraindications_of_its_row(drug: str) -> None:
    found = {
        item for item in ITEMS if contraindications(drug=drug, **{**WELL, item: True})["result"]["contraindicated"]
    }
    assert found == FORBIDDEN[drug]


@pytest.mark.parametrize("drug", FORBIDDEN)
@pytest.mark.parametrize("crcl", [29.9, 30])
def test_severe_renal_insufficiency_counts_below_30(drug: str, crcl: float) -> None:
    result = contraindications(drug=drug, **{**WELL, "crcl": crcl})["result"]
    listed = drug in ("clodronate", "zoledronic_acid") and crcl < 30
    assert result == {"contraindicated": listed, "reasons": ["severe_renal"] if listed else []}


def test_zoledronic_acid_is_advised_against_not_forbidden_in_renal_insufficiency() -> None:
    text = contraindications(drug="zoledronic_acid", **{**WELL, "crcl": 20})["interpretation_zh"]
    assert "不推荐" in text
    assert "禁用" not in text


@pytest.mark.parametrize("drug", FORBIDDEN)
def test_pregnancy_not_listed_is_not_called_safe(drug: str) -> None:
    found = codes(contraindications(drug=drug, **{**WELL, "pregnant_or_lactating": True}))
    listed = "pregnant_or_lactating" in FORBIDDEN[drug]
    assert ("pregnancy_not_listed_for_drug" in found) is not listed


@pytest.mark.parametrize(("crcl", "warned"), [(29.9, True), (30, False)])
def test_clodronate_tables_contradict_each_other_below_30(crcl: float, warned: bool) -> None:
    found = codes(contraindications(drug="clodronate", **{**WELL, "crcl": crcl}))
    assert ("clodronate_severe_table2_vs_table3" in found) is warned


def test_every_reason_is_named() -> None:
    answer = contraindications(drug="zoledronic_acid", allergy=True, pregnant_or_lactating=True, crcl=10)
    assert set(answer["result"]["reasons"]) == {"allergy", "pregnant_or_lactating", "severe_renal"}
    assert answer["missing"] == ["allergy_other_bisphosphonate"]


def test_drug_is_needed() -> None:
    assert contraindications(**WELL)["missing"] == ["drug"]
    assert contraindications(drug="ibandronate")["errors"][0]["code"] == "unknown_option"


@pytest.mark.parametrize(
    ("diagnosis", "calcium", "urgent", "warned"),
    [
        ("active_MM", 2.899, False, False), ("active_MM", 2.9, True, False), ("SMM", 2.899, False, False),
        ("SMM", 2.9, None, True), ("MGUS", 2.9, None, True), ("solitary_plasmacytoma", 2.9, None, True),
    ],
)  # fmt: skip
def test_calcium_makes_it_urgent_or_questions_the_diagnosis(
    diagnosis: str, calcium: float, urgent: bool | None, warned: bool
) -> None:
    answer = indication(diagnosis=diagnosis, corrected_calcium=calcium, osteoporosis=False)
    assert answer["result"]["urgent"] is urgent
    assert ("hypercalcaemia_reclassify" in codes(answer)) is warned


@pytest.mark.parametrize(
    ("inputs", "possible", "indicated"),
    [
        ({}, ["active_mm", "osteoporosis_guideline_dosing", "no_indication"], None),
        ({"osteoporosis": True}, ["active_mm", "osteoporosis_guideline_dosing"], True),
        ({"osteoporosis": False}, ["active_mm", "no_indication"], None),
        ({"diagnosis": "SMM"}, ["osteoporosis_guideline_dosing", "no_indication"], None),
    ],
)
def test_unknown_diagnosis_or_osteoporosis_stays_open(
    inputs: dict[str, Any], possible: list[str], indicated: bool | None
) -> None:
    answer = indication(**inputs)
    assert (answer["status"], answer["possible"]) == ("undetermined", possible)
    assert answer["result"]["indicated"] is indicated
