"""R2-ISS and Durie-Salmon: both sides of every limit, warnings, what is asked for."""

from typing import Any

import pytest

from tools.registry import calculate

R2_NONE = {"iss_stage": "I", "ldh_status": "normal", "del17p": False, "t_4_14": False, "gain_1q": False}
# every item within stage I
DS_LOW: dict[str, Any] = {
    "hb": 120,
    "calcium": 2.3,
    "lytic_lesions": 0,
    "heavy_chain": "IgG",
    "serum_m": "30 g/L",
    "urine_m": "0.5 g/24h",
    "creatinine": 80,
}


def run(name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    return calculate(name, inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


# Points and groups of D'Agostino 2022
@pytest.mark.parametrize(
    ("changes", "score", "group"),
    [
        ({}, 0, "I"),
        ({"gain_1q": True}, 0.5, "II"),
        ({"del17p": True}, 1, "II"),
        ({"t_4_14": True}, 1, "II"),
        ({"ldh_status": "high"}, 1, "II"),
        ({"iss_stage": "II", "gain_1q": True}, 1.5, "III"),
        ({"iss_stage": "III", "del17p": True}, 2.5, "III"),
        ({"iss_stage": "III", "del17p": True, "gain_1q": True}, 3, "IV"),
        ({"iss_stage": "III", "del17p": True, "t_4_14": True, "gain_1q": True, "ldh_status": "high"}, 5, "IV"),
    ],
)
def test_r2_iss_points_and_groups(changes: dict[str, Any], score: float, group: str) -> None:
    answer = run("r2_iss", R2_NONE | changes)
    assert (answer["result"]["score"], answer["result"]["group"]) == (score, group)
    assert "not_in_documents" in codes(answer)


def test_r2_iss_counts_only_stages_that_remain() -> None:
    answer = run("r2_iss", {**R2_NONE, "iss_stage": None, "albumin": 30})
    assert (answer["result"]["score_min"], answer["result"]["score_max"]) == (1, 1.5)
    assert (answer["possible"], answer["missing"]) == (["II", "III"], ["b2m"])


def test_r2_iss_refuses_a_stage_that_contradicts_b2m() -> None:
    assert run("r2_iss", {"iss_stage": "III", "b2m": 3})["errors"][0]["code"] == "inconsistent"


# one item moved beyond its limit: stage III, II or still I
@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({"hb": 84.9}, "III"),
        ({"hb": 85}, "II"),
        ({"hb": 100}, "II"),
        ({"hb": 100.1}, "I"),
        ({"calcium": 3.0}, "I"),
        ({"calcium": 3.01}, "III"),
        ({"calcium": "12 mg/dL"}, "I"),
        ({"calcium": "12.01 mg/dL"}, "III"),
        ({"lytic_lesions": 1}, "I"),
        ({"lytic_lesions": 2}, "II"),
        ({"lytic_lesions": 3}, "II"),
        ({"lytic_lesions": 4}, "III"),
        ({"serum_m": "49.9 g/L"}, "I"),
        ({"serum_m": "50 g/L"}, "II"),
        ({"serum_m": "70 g/L"}, "II"),
        ({"serum_m": "70.1 g/L"}, "III"),
        ({"heavy_chain": "IgA", "serum_m": "29.9 g/L"}, "I"),
        ({"heavy_chain": "IgA", "serum_m": "30 g/L"}, "II"),
        ({"heavy_chain": "IgA", "serum_m": "50.1 g/L"}, "III"),
        ({"heavy_chain": "none", "serum_m": None}, "I"),
        ({"urine_m": "3999 mg/24h"}, "I"),
        ({"urine_m": "4000 mg/24h"}, "II"),
        ({"urine_m": "12000 mg/24h"}, "II"),
        ({"urine_m": "12.1 g/24h"}, "III"),
    ],
)
def test_durie_salmon_limits(changes: dict[str, Any], stage: str) -> None:
    assert run("durie_salmon", DS_LOW | changes)["result"]["stage"] == stage


@pytest.mark.parametrize(
    ("creatinine", "substage", "gap"),
    [
        (176.7, "A", False),
        (176.9, "A", True),
        (177, "B", False),
        ("1.99 mg/dL", "A", False),
        ("2 mg/dL", "B", True),
        ("2.01 mg/dL", "B", False),
    ],
)
def test_substage_by_the_unit_that_was_typed(creatinine: object, substage: str, gap: bool) -> None:
    answer = run("durie_salmon", DS_LOW | {"creatinine": creatinine})
    assert answer["result"]["substage"] == substage
    assert ("creatinine_unit_threshold_gap" in codes(answer)) is gap


@pytest.mark.parametrize(
    ("calcium", "variant", "gap"),
    [(2.65, False, False), (2.66, True, False), (2.999, True, True), (3.0, True, True), (3.01, False, False)],
)
def test_calcium_notices(calcium: float, variant: bool, gap: bool) -> None:
    found = codes(run("durie_salmon", DS_LOW | {"calcium": calcium}))
    assert ("ds_calcium_2_65_variant" in found) is variant
    assert ("ds_calcium_unit_threshold_gap" in found) is gap


def test_other_isotypes_have_no_limit() -> None:
    answer = run("durie_salmon", DS_LOW | {"heavy_chain": "other"})
    assert answer["possible"] == ["IA", "IIA", "IIIA"]
    assert "ds_heavy_chain_undefined" in codes(answer)


def test_other_isotype_is_still_stage_three_by_another_criterion() -> None:
    assert run("durie_salmon", DS_LOW | {"heavy_chain": "other", "hb": 80})["result"]["label"] == "IIIA"


def test_a_fixed_stage_asks_only_for_creatinine() -> None:
    answer = run("durie_salmon", {"lytic_lesions": 4})
    assert (answer["status"], answer["result"]["stage"], answer["missing"]) == ("undetermined", "III", ["creatinine"])


def test_nothing_known_leaves_every_stage() -> None:
    answer = run("durie_salmon", {})
    assert answer["possible"] == ["IA", "IB", "IIA", "IIB", "IIIA", "IIIB"]
    assert answer["missing"] == list(DS_LOW)[:3] + ["heavy_chain", "serum_m", "urine_m", "creatinine"]
