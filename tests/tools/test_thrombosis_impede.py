"""The IMPEDE VTE score at its cut-offs, its warnings and contradictory inputs."""

from typing import Any

import pytest

from tools.registry import calculate

NOTHING = {
    "imid": False, "bmi": 22, "pelvic_hip_femur_fracture": False, "esa": False, "dexamethasone": "none",
    "doxorubicin_or_multiagent": False, "asian_pacific": False, "vte_history": False, "cvc": False,
    "thromboprophylaxis": "none",
}  # fmt: skip


def impede(**inputs: Any) -> dict[str, Any]:
    return calculate("impede_vte", inputs).as_json()


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in NOTHING.items() if name not in names}


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("changed", "score"),
    [
        ({"imid": True}, 4), ({"bmi": 24.99}, 0), ({"bmi": 25}, 1), ({"pelvic_hip_femur_fracture": True}, 4),
        ({"esa": True}, 1), ({"dexamethasone": "low"}, 2), ({"dexamethasone": "high"}, 4),
        ({"doxorubicin_or_multiagent": True}, 3), ({"asian_pacific": True}, -3), ({"vte_history": True}, 5),
        ({"cvc": True}, 2), ({"thromboprophylaxis": "aspirin"}, -3), ({"thromboprophylaxis": "lmwh_prophylactic"}, -3),
        ({"thromboprophylaxis": "lmwh_therapeutic"}, -4), ({"thromboprophylaxis": "warfarin"}, -4),
        ({"thromboprophylaxis": "doac_prophylactic"}, 0), ({"thromboprophylaxis": "doac_therapeutic"}, 0),
    ],
)  # fmt: skip
def test_each_row_of_the_table_has_its_points(changed: dict[str, Any], score: int) -> None:
    assert impede(**{**NOTHING, **changed})["result"]["score"] == score


@pytest.mark.parametrize(
    ("changed", "group", "band"),
    [
        ({"esa": True, "dexamethasone": "low"}, "low", "low"),
        ({"imid": True}, "high", "intermediate"),
        ({"imid": True, "doxorubicin_or_multiagent": True}, "high", "intermediate"),
        ({"imid": True, "pelvic_hip_femur_fracture": True}, "high", "high"),
    ],
    ids=["3", "4", "7", "8"],
)
def test_groups_change_at_4_and_8(changed: dict[str, Any], group: str, band: str) -> None:
    result = impede(**{**NOTHING, **changed})["result"]
    assert (result["group"], result["literature_group"]) == (group, band)


@pytest.mark.parametrize(("mg", "points"), [(0, 0), (0.1, 2), (160, 2), (160.1, 4)])
def test_dexamethasone_per_cycle_is_classed_by_the_original_study(mg: float, points: int) -> None:
    answer = impede(**without("dexamethasone"), dex_mg_per_cycle=mg)
    assert answer["result"]["points"]["dexamethasone"] == points
    assert "impede_dex_cutoff_from_literature" in codes(answer)


@pytest.mark.parametrize(("weight", "points"), [(76.5, 0), (76.5625, 1)], ids=["24.98", "25"])
def test_bmi_is_computed_exactly(weight: float, points: int) -> None:
    assert impede(**without("bmi"), weight=weight, height=175)["result"]["points"]["bmi"] == points


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"bmi": 25, "weight": 76.5, "height": 175}, "bmi"),
        ({"bmi": 30, "weight": 85, "height": 175}, "bmi"),
        ({"dexamethasone": "high", "dex_mg_per_cycle": 160}, "dexamethasone"),
        ({"dexamethasone": "none", "dex_mg_per_cycle": 20}, "dexamethasone"),
    ],
)
def test_contradictory_inputs_are_refused(inputs: dict[str, Any], field: str) -> None:
    answer = impede(**inputs)
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, "inconsistent")]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"asian_pacific": True}, "asian_minus_3"),
        ({"imid": True, "thromboprophylaxis": "aspirin"}, "existing_prophylaxis_changes_group"),
        ({"thromboprophylaxis": "doac_therapeutic"}, "doac_not_scored"),
        ({"bmi": 25}, "bmi_25_label"),
        ({"bmi": 27.9}, "bmi_25_label"),
    ],
)
def test_warning_is_given_only_for_its_reason(changed: dict[str, Any], code: str) -> None:
    assert code in codes(impede(**{**NOTHING, **changed}))
    assert code not in codes(impede(**NOTHING))


@pytest.mark.parametrize(
    "changed",
    [{"thromboprophylaxis": "warfarin"}, {"vte_history": True, "cvc": True, "thromboprophylaxis": "warfarin"}],
)
def test_prophylaxis_that_leaves_the_group_is_not_warned_of(changed: dict[str, Any]) -> None:
    assert "existing_prophylaxis_changes_group" not in codes(
        impede(**{**NOTHING, "imid": False, **changed, "esa": True})
    )


def test_bmi_of_28_needs_no_label_note() -> None:
    assert "bmi_25_label" not in codes(impede(**{**NOTHING, "bmi": 28}))


def test_half_given_bmi_asks_for_the_other_half() -> None:
    answer = impede(**{**without("bmi", "vte_history"), "weight": 70, "imid": True})
    assert {"bmi", "height", "vte_history"} <= set(answer["missing"])
    assert "weight" not in answer["missing"]


def test_score_without_prophylaxis_is_known_when_only_prophylaxis_is_not() -> None:
    result = impede(**{**without("thromboprophylaxis"), "imid": True, "vte_history": True})["result"]
    assert (result["score"], result["score_without_prophylaxis"]) == (None, 9)
    assert (result["score_min"], result["score_max"], result["group"]) == (5, 9, "high")
    assert result["literature_group"] is None
