"""IMWG MRD category: order of the answers, limits, categories, contradictions."""

from typing import Any

import pytest

from tools.registry import calculate

FLOW: dict[str, Any] = {"complete_response": True, "method": "NGF", "sensitivity": 0.00001, "aberrant_pc_found": False}
SEQUENCED: dict[str, Any] = {"complete_response": True, "method": "NGS", "sensitivity": 0.000001, "identical_reads": 1}
SUSTAINED = FLOW | {
    "pet_ct": "negative",
    "first_negative_date": "2023-05-31",
    "latest_negative_date": "2024-05-31",
    "imaging_negative_at_both": True,
}


def run(inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate("imwg_mrd", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("base", "changes", "mrd"),
    [
        (SEQUENCED, {}, "negative"),
        (SEQUENCED, {"identical_reads": 2}, "positive"),
        (FLOW, {"aberrant_pc_found": True}, "positive"),
        (FLOW, {"aberrant_pc_found": True, "complete_response": False, "sensitivity": 0.01}, "positive"),
        (FLOW, {"complete_response": False, "sensitivity": 0.01}, "not_applicable"),
        (FLOW, {"sensitivity": 0.000011}, "not_evaluable"),
        (FLOW, {"sensitivity": "1e-5"}, "negative"),
    ],
)
def test_order_of_the_answers(base: dict[str, Any], changes: dict[str, Any], mrd: str) -> None:
    assert run(base | changes)["result"]["mrd"] == mrd


@pytest.mark.parametrize(
    ("inputs", "possible", "missing"),
    [
        (
            {},
            ["positive", "not_applicable", "not_evaluable", "negative"],
            ["method", "complete_response", "sensitivity"],
        ),
        (FLOW | {"aberrant_pc_found": None}, ["positive", "negative"], ["aberrant_pc_found"]),
        (FLOW | {"complete_response": None}, ["not_applicable", "negative"], ["complete_response"]),
        (
            SEQUENCED | {"sensitivity": 0.001, "identical_reads": None},
            ["positive", "not_evaluable"],
            ["identical_reads"],
        ),
    ],
)
def test_what_unknown_inputs_leave_open(inputs: dict[str, Any], possible: list[str], missing: list[str]) -> None:
    answer = run(inputs)
    assert (answer["status"], answer["possible"], answer["missing"]) == ("undetermined", possible, missing)


@pytest.mark.parametrize(
    ("changes", "sustained"),
    [
        ({}, True),
        ({"latest_negative_date": "2024-05-30"}, False),
        ({"first_negative_date": "2024-02-29", "latest_negative_date": "2025-02-28"}, True),
        ({"imaging_negative_at_both": False}, False),
        ({"pet_ct": "not_done"}, False),
    ],
)
def test_sustained_negativity(changes: dict[str, Any], sustained: bool) -> None:
    assert ("sustained_mrd_negative" in run(SUSTAINED | changes)["result"]["categories"]) is sustained


def test_pet_ct_could_add_a_category() -> None:
    assert run(FLOW)["missing"] == ["pet_ct"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"latest_negative_date": "2023-05-30"}, "latest_negative_date"),
        ({"pet_ct": "positive"}, "imaging_negative_at_both"),
        ({"identical_reads": 5}, "identical_reads"),
    ],
)
def test_contradictions_are_refused(changes: dict[str, Any], field: str) -> None:
    errors = run(SUSTAINED | changes)["errors"]
    assert [(e["field"], e["code"]) for e in errors] == [(field, "inconsistent")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"complete_response": False}, "mrd_requires_cr"),
        ({"sensitivity": 0.0001}, "sensitivity_below_1e5"),
        ({"pet_ct": "positive"}, "pet_positive_despite_marrow_negative"),
    ],
)
def test_warnings(changes: dict[str, Any], code: str) -> None:
    assert code not in codes(run(FLOW))
    assert code in codes(run(FLOW | changes))


def test_the_sensitivity_is_shown_as_a_power_of_ten() -> None:
    assert "灵敏度 1×10⁻⁵" in run(FLOW)["interpretation_zh"]
    assert "灵敏度 2.5×10⁻⁶" in run(FLOW | {"sensitivity": 0.0000025})["interpretation_zh"]
