"""Equivalent doses of glucocorticoids and opioids."""

from typing import Any

import pytest

from tools.registry import calculate

# Equivalent anti-inflammatory doses in mg and duration of action.
STEROIDS = {
    "hydrocortisone": (20, "short"), "cortisone": (25, "short"), "prednisone": (5, "intermediate"),
    "prednisolone": (5, "intermediate"), "methylprednisolone": (4, "intermediate"), "triamcinolone": (4, "intermediate"),
    "dexamethasone": (0.75, "long"), "betamethasone": (0.6, "long"),
}  # fmt: skip
# CDC 2022 factors, and 3 for parenteral morphine.
OPIOIDS = {
    "morphine_po": 1, "codeine_po": 0.15, "hydrocodone_po": 1, "hydromorphone_po": 5, "methadone_po": 4.7,
    "oxycodone_po": 1.5, "oxymorphone_po": 3, "tapentadol_po": 0.4, "tramadol_po": 0.2, "fentanyl_patch_ug_h": 2.4,
    "morphine_parenteral": 3,
}  # fmt: skip


def steroid(**inputs: Any) -> dict[str, Any]:
    return calculate("steroid_equivalence", inputs).as_json()


def opioids(*items: tuple[str | None, float | None], **inputs: Any) -> dict[str, Any]:
    listed = [{"drug": drug, "daily_dose": dose} for drug, dose in items]
    return calculate("morphine_equivalent", {"items": listed} | inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"].partition(":")[0] for w in answer["warnings"]} - {"not_in_documents"}


@pytest.mark.parametrize("drug", sorted(STEROIDS))
def test_equivalent_doses_convert_to_five_of_prednisone(drug: str) -> None:
    found = steroid(from_drug=drug, dose_mg=STEROIDS[drug][0])["result"]
    assert (found["dose_mg"], found["to_drug"], found["prednisone_equivalent_mg"]) == (5, "prednisone", 5)


@pytest.mark.parametrize("drug", sorted(STEROIDS))
def test_five_of_prednisone_convert_to_the_equivalent_dose(drug: str) -> None:
    found = steroid(from_drug="prednisone", to_drug=drug, dose_mg=5)["result"]
    assert (found["dose_mg"], found["duration"]) == STEROIDS[drug]


@pytest.mark.parametrize(
    ("origin", "target", "given"),
    [("betamethasone", "prednisone", True), ("prednisone", "betamethasone", True), ("prednisone", "cortisone", False)],
)
def test_betamethasone_is_flagged(origin: str, target: str, given: bool) -> None:
    answer = steroid(from_drug=origin, to_drug=target, dose_mg=6)
    assert codes(answer) == ({"betamethasone_0_6_or_0_75"} if given else set())


def test_names_used_in_chinese_notes() -> None:
    found = steroid(from_drug="强的松", to_drug="地米", dose_mg="60 mg")["result"]
    assert (found["to_drug"], found["dose_mg"]) == ("dexamethasone", 9)


def test_steroid_left_open() -> None:
    assert steroid()["missing"] == ["from_drug", "dose_mg"]


@pytest.mark.parametrize("drug", sorted(OPIOIDS))
def test_factor_of_each_opioid(drug: str) -> None:
    found = opioids((drug, 100))["result"]
    assert found["mme_per_day"] == pytest.approx(100 * OPIOIDS[drug])
    assert found["lines"] == [found["mme_per_day"]]


@pytest.mark.parametrize(
    ("dose", "level", "tolerant"),
    [(49.9, "lt50", False), (50, "ge50", False), (59.9, "ge50", False), (60, "ge50", True), (89.9, "ge50", True), (90, "ge90", True)],
)  # fmt: skip
def test_opioid_levels(dose: float, level: str, tolerant: bool) -> None:
    found = opioids(("morphine_po", dose))["result"]
    assert (found["level"], found["opioid_tolerant_60"]) == (level, tolerant)


@pytest.mark.parametrize(
    ("drug", "code"),
    [
        ("methadone_po", "methadone_caution"),
        ("fentanyl_patch_ug_h", "fentanyl_patch_factor_differs"),
        ("hydromorphone_po", "hydromorphone_4_vs_5"),
        ("tramadol_po", "tramadol_0_1_vs_0_2"),
    ],
)
def test_opioid_warnings(drug: str, code: str) -> None:
    assert codes(opioids((drug, 1))) == {code}
    assert codes(opioids(("oxycodone_po", 1))) == set()


@pytest.mark.parametrize(("crcl", "given"), [(29.9, True), (30, False)])
def test_kidney_warning(crcl: float, given: bool) -> None:
    assert ("renal_avoid_morphine_codeine" in codes(opioids(("morphine_po", 1), crcl=crcl))) is given


@pytest.mark.parametrize(
    ("items", "status", "level", "possible"),
    [
        ([("morphine_po", 20), ("oxycodone_po", None)], "undetermined", None, ["lt50", "ge50", "ge90"]),
        ([("morphine_po", 60), (None, 10)], "undetermined", None, ["ge50", "ge90"]),
        ([("morphine_po", 90), ("oxycodone_po", None)], "ok", "ge90", []),
    ],
)
def test_incomplete_row_is_never_taken_as_zero(items: Any, status: str, level: str | None, possible: list[str]) -> None:
    answer = opioids(*items)
    assert (answer["status"], answer["result"]["level"], answer["possible"]) == (status, level, possible)
    assert (answer["result"]["mme_per_day"], answer["missing"]) == (None, ["items"])


def test_empty_list_is_no_opioid() -> None:
    found = opioids()["result"]
    assert (found["mme_per_day"], found["level"], found["lines"]) == (0, "lt50", [])


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({"drug": "pethidine", "daily_dose": 1}, "unknown_option"),
        ({"drug": "morphine_po", "daily_dose": 5001}, "out_of_range"),
        ({"drug": "morphine_po", "dose": 1}, "unknown_input"),
        ("morphine_po", "not_a_list"),
    ],
)
def test_unusable_row_is_reported_under_the_list(item: object, code: str) -> None:
    answer = calculate("morphine_equivalent", {"items": [item]}).as_json()
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [("items", code)]
