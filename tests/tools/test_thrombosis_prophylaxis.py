"""VTE prophylaxis: which tier, which drugs, which warnings."""

from typing import Any

import pytest

from tools.inputs import boolean
from tools.registry import calculate
from tools.thrombosis_prophylaxis import _modifier

HIGH = {"impede_score": 6, "platelets": 150, "contraindication": False}
LOW = {"impede_score": 2, "platelets": 150, "contraindication": False}


def advice(**inputs: Any) -> dict[str, Any]:
    return calculate("vte_prophylaxis", inputs).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("inputs", "tier"),
    [
        ({"impede_score": 3}, "aspirin"),
        ({"impede_score": 4}, "anticoagulant"),
        ({"impede_group": "high"}, "anticoagulant"),
        ({"saved_score": 1}, "aspirin"),
        ({"saved_score": 2}, "anticoagulant"),
        ({"saved_group": "low"}, "aspirin"),
        ({"impede_score": 4, "saved_score": 2}, "anticoagulant"),
        ({"impede_score": 9, "on_therapeutic_anticoagulation": True}, "continue_therapeutic"),
        ({"vte_during_imid": True}, "continue_therapeutic"),
    ],
)
def test_tier_follows_the_first_rule_that_applies(inputs: dict[str, Any], tier: str) -> None:
    assert advice(**inputs, platelets=150, contraindication=False)["result"]["tier"] == tier


@pytest.mark.parametrize("also", [{"impede_score": 9}, {"vte_during_imid": True}, {"platelets": 10}])
def test_contraindication_comes_before_everything(also: dict[str, Any]) -> None:
    answer = advice(contraindication=True, **also)
    assert answer["result"]["tier"] == "none_contraindicated"
    assert (answer["missing"], codes(answer)) == ([], set())


@pytest.mark.parametrize(
    ("platelets", "tier", "code"),
    [
        (50, "anticoagulant", None),
        (49.9, "anticoagulant", "plt_25_to_50_prophylactic_only"),
        (25, "anticoagulant", "plt_25_to_50_prophylactic_only"),
        (24.9, "anticoagulant_not_supported", "plt_below_25_no_source_support"),
    ],
)
def test_platelets_limit_anticoagulation(platelets: float, tier: str, code: str | None) -> None:
    answer = advice(**{**HIGH, "platelets": platelets})
    assert answer["result"]["tier"] == tier
    assert ("warfarin_inr_2_3" in answer["result"]["options"]) == (platelets >= 50)
    assert {c for c in codes(answer) if c.startswith("plt_")} == ({code} if code else set())


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({**LOW, "platelets": 49}, "aspirin_low_platelets_source_silent"),
        ({**HIGH, "on_therapeutic_anticoagulation": True, "platelets": 49}, "full_dose_contraindicated_plt_lt_50"),
        ({**HIGH, "hit_history": True}, "hit_avoid_heparins"),
        ({**HIGH, "crcl": 29.9}, "renal_crcl_lt30_check_agent"),
        ({**HIGH, "on_therapeutic_anticoagulation": True, "crcl": 20}, "renal_crcl_lt30_check_agent"),
        ({**HIGH, "other_coagulopathy": True}, "other_coagulopathy_individualise"),
        ({"vte_during_imid": True, "imid_ongoing_indication": False}, "imid_stopped_not_addressed"),
        ({"impede_score": 6}, "contraindication_not_checked"),
        ({**HIGH, "saved_score": 0}, "scores_discordant"),
        (LOW, "duration_translation_indefinite"),
    ],
)
def test_warning_has_its_reason(inputs: dict[str, Any], code: str) -> None:
    assert code in codes(advice(**inputs))
    assert code not in codes(advice(**{**HIGH, "platelets": 50, "crcl": 31}))


@pytest.mark.parametrize(("crcl", "allowed"), [(30, True), (29.9, False)])
def test_fondaparinux_stops_below_a_clearance_of_30(crcl: float, allowed: bool) -> None:
    assert ("fondaparinux_2_5_qd" in advice(**HIGH, crcl=crcl)["result"]["options"]) == allowed


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"impede_score": 3, "impede_group": "high"}, "impede_group"),
        ({"saved_score": 2, "saved_group": "low"}, "saved_group"),
    ],
)
def test_score_and_group_must_agree(inputs: dict[str, Any], field: str) -> None:
    assert [(e["field"], e["code"]) for e in advice(**inputs)["errors"]] == [(field, "inconsistent")]


@pytest.mark.parametrize(
    ("inputs", "possible"),
    [
        ({}, ["aspirin", "anticoagulant"]),
        ({"platelets": 20}, ["aspirin", "anticoagulant_not_supported"]),
        ({"impede_group": "high", "saved_group": "low"}, ["aspirin", "anticoagulant"]),
    ],
)
def test_open_tiers_are_listed(inputs: dict[str, Any], possible: list[str]) -> None:
    answer = advice(**inputs, contraindication=False)
    assert (answer["status"], answer["possible"], answer["result"]["tier"]) == ("undetermined", possible, None)


def test_missing_names_what_was_not_checked() -> None:
    assert advice(impede_score=6)["missing"] == ["contraindication", "platelets"]
    assert "imid_ongoing_indication" in advice(vte_during_imid=True)["missing"]


def test_sentence_prints_only_the_drugs_that_remain() -> None:
    text = advice(**{**HIGH, "platelets": 30}, hit_history=True, crcl=20)["interpretation_zh"]
    assert "利伐沙班 10 mg 每日一次、阿哌沙班 2.5 mg 每日两次。" in text
    assert "华法林" not in text


def test_modifiers_are_options_that_nobody_has_to_state() -> None:
    assert _modifier("hit", "HIT 史", "HIT", "血小板减少") == boolean(
        "hit", "HIT 史", aliases=("HIT", "血小板减少"), role="option"
    )
