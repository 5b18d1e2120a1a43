"""Management of MGRS: what the examples leave open."""

from typing import Any

import pytest

from tools.registry import calculate

TREATMENTS = {"MM_MYEL-4", "WM_LPL_guideline", "CLL_SLL_guideline"}
UNMEASURABLE = "renal_function_and_marrow_or_imaging"


def management(**inputs: Any) -> dict[str, Any]:
    return calculate("mgrs_management", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize("kind", ["IgG", "IgA", "IgM", "FLC", "MBL"])
def test_unmeasurable_protein_is_followed_by_kidney_and_marrow(kind: str) -> None:
    answer = management(type=kind, monoclonal_protein_measurable=False)
    assert answer["result"]["response"] == UNMEASURABLE
    assert (codes(answer), answer["missing"]) == (set(), [])


@pytest.mark.parametrize(("kind", "code"), [("FLC", "flc_treat_mm_respond_al"), ("MBL", "mbl_response_not_stated")])
def test_warning_by_type(kind: str, code: str) -> None:
    assert codes(management(type=kind, monoclonal_protein_measurable=True)) == {code}


def test_measurability_is_asked_for() -> None:
    assert management(type="IgG")["missing"] == ["monoclonal_protein_measurable"]


def test_unknown_type_leaves_the_treatments_open() -> None:
    answer = management(monoclonal_protein_measurable=False)
    assert set(answer["possible"]) == TREATMENTS
    assert answer["result"] == {"treatment": None, "response": UNMEASURABLE}


@pytest.mark.parametrize(("word", "treatment"), [("IgM-κ", "WM_LPL_guideline"), ("轻链型", "MM_MYEL-4")])
def test_types_are_read_as_written_in_notes(word: str, treatment: str) -> None:
    assert management(type=word)["result"]["treatment"] == treatment
