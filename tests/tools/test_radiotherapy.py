"""Radiotherapy: every number of the documents' schemes at its limits, partial plans, warnings."""

from typing import Any

import pytest

from tools.registry import calculate

SINGLE, FRACTIONATED, LOCAL, MSD = "NCCN MYEL-D single", "NCCN MYEL-D fractionated", "CSCO 4.3.2 local", "MSD"
CORD, SOLITARY = "CSCO 4.3.2 cord", "NCCN MYEL-D"
PALLIATIVE = ["uncontrolled_pain", "impending_fracture", "impending_cord_compression"]


def dose(indication: str | None, total: object = None, fractions: object = None) -> dict[str, Any]:
    inputs = {"indication": indication, "total_dose": total, "fractions": fractions}
    return calculate("radiotherapy_dose", inputs).as_json()


def matching(answer: dict[str, Any]) -> set[str]:
    return {option["source"] for option in answer["result"]["options"] if option["matches"]}


@pytest.mark.parametrize(
    ("total", "fractions", "fits"),
    [
        (40, 20, True), (50, 25, True), (45, 25, True), (36, 20, False), (39.9, 20, False), (40, 22, True), (40, 23, False),
        (50.1, 26, False), (44, 21, False), (42, 21, True), (50, 26, False),
    ],
)  # fmt: skip
def test_solitary_plasmacytoma_needs_every_number(total: float, fractions: int, fits: bool) -> None:
    assert dose("solitary_plasmacytoma", total, fractions)["result"]["any_match"] is fits


@pytest.mark.parametrize("indication", PALLIATIVE)
@pytest.mark.parametrize(
    ("total", "fractions", "sources"),
    [
        (8, 1, {SINGLE, LOCAL}),
        (10, 1, {LOCAL}),
        (10.1, 1, set()),
        (7.9, 1, set()),
        (20, 2, {LOCAL, MSD}),
        (20, 5, {MSD}),
        (10, 5, {FRACTIONATED}),
        (30, 10, {FRACTIONATED}),
        (20, 10, {FRACTIONATED, MSD}),
        (24, 8, {FRACTIONATED, MSD}),
        (24.1, 8, set()),
        (33, 11, set()),
        (18, 9, {FRACTIONATED, MSD}),
        (17.9, 9, set()),
    ],
)
def test_palliative_schemes(indication: str, total: float, fractions: int, sources: set[str]) -> None:
    answer = dose(indication, total, fractions)
    assert matching(answer) == sources
    assert answer["result"]["any_match"] is bool(sources)
    assert [w["code"] for w in answer["warnings"]] == ["rt_palliative_sources_differ"]


@pytest.mark.parametrize(
    ("total", "fractions", "sources"),
    [
        (20, 8, {CORD, FRACTIONATED}), (25, 10, {CORD, FRACTIONATED}), (25, 8, {CORD}), (25.1, 10, {FRACTIONATED}),
        (19.9, 8, {FRACTIONATED}), (20, 7, {FRACTIONATED}), (20, 11, set()), (8, 1, {SINGLE}), (30, 10, {FRACTIONATED}),
    ],
)  # fmt: skip
def test_severe_cord_compression(total: float, fractions: int, sources: set[str]) -> None:
    answer = dose("severe_cord_compression", total, fractions)
    assert matching(answer) == sources
    assert [w["code"] for w in answer["warnings"]] == ["rt_cord_csco_vs_nccn"]


@pytest.mark.parametrize(
    ("indication", "code"),
    [("solitary_plasmacytoma", "sp_published_range_30_60"), ("poems_localised", "poems_dose_not_stated")],
)
def test_warning_without_a_plan(indication: str, code: str) -> None:
    answer = dose(indication)
    assert [w["code"] for w in answer["warnings"]] == [code]
    assert (answer["result"]["any_match"], answer["missing"]) == (None, [])


def test_unit_does_not_matter() -> None:
    assert dose("uncontrolled_pain", "800 cGy", 1)["result"] == dose("uncontrolled_pain", 8, 1)["result"]


def test_total_alone_decides_only_what_it_can() -> None:
    answer = dose("uncontrolled_pain", 20)
    found = {option["source"]: option["matches"] for option in answer["result"]["options"]}
    assert found == {SINGLE: False, FRACTIONATED: None, LOCAL: None, MSD: True}
    assert (answer["result"]["any_match"], answer["missing"]) == (True, ["fractions"])


def test_total_alone_can_leave_the_match_open() -> None:
    answer = dose("solitary_plasmacytoma", 45)
    assert (answer["status"], answer["result"]["any_match"]) == ("ok", None)


def test_poems_plan_cannot_be_judged() -> None:
    found = dose("poems_localised", 45, 25)["result"]
    assert (found["any_match"], found["dose_per_fraction"]) == (None, 1.8)
