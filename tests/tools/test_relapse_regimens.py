"""Regimens of previously treated myeloma: conditions of MYEL-G 3/4 and 4/4."""

from typing import Any

import pytest

from tools.registry import calculate

POM60, LEN_PI, DARA = "after_2_incl_imid_pi_progressed_60d", "after_2_incl_len_pi", "daratumumab_monotherapy"
BCMA, SELINEXOR = "belantamab_ide_cel_cilta_cel", "selinexor_dex"
ALL: dict[str, Any] = {
    "exposed_pi": True, "exposed_imid": True, "exposed_lenalidomide": True, "exposed_anti_cd38": True,
    "progressed_on_or_within_60d": True, "refractory_2pi_2imid_cd38": True,
}  # fmt: skip


def regimens(**inputs: Any) -> dict[str, Any]:
    return calculate("relapse_regimen_eligibility", inputs).as_json()


def groups(**inputs: Any) -> dict[str, Any]:
    found: dict[str, Any] = regimens(**inputs)["result"]["groups"]
    return found


@pytest.mark.parametrize(("lines", "phase"), [(0, "untreated"), (1, "early"), (3, "early"), (4, "late"), (30, "late")])
def test_phase_by_lines(lines: int, phase: str) -> None:
    assert regimens(prior_lines=lines)["result"]["phase"] == phase


@pytest.mark.parametrize(
    ("group", "needed"),
    [("early_relapse_regimens", 1), (POM60, 2), (LEN_PI, 2), (BCMA, 4), (SELINEXOR, 4)],
)
def test_number_of_lines_that_a_group_needs(group: str, needed: int) -> None:
    assert groups(prior_lines=needed, **ALL)[group] is True
    if needed > 1:
        assert groups(prior_lines=needed - 1, **ALL)[group] is False


@pytest.mark.parametrize(
    ("group", "condition"),
    [
        (POM60, "exposed_pi"), (POM60, "progressed_on_or_within_60d"), (LEN_PI, "exposed_pi"), (LEN_PI, "exposed_lenalidomide"),
        (BCMA, "exposed_pi"), (BCMA, "exposed_anti_cd38"), (SELINEXOR, "refractory_2pi_2imid_cd38"),
    ],
)  # fmt: skip
def test_each_condition_is_needed_and_asked_for(group: str, condition: str) -> None:
    known = {k: v for k, v in ALL.items() if k != "refractory_2pi_2imid_cd38"} | {"refractory_2pi_2imid_cd38": False}
    if condition == "refractory_2pi_2imid_cd38":
        known = ALL
    assert groups(prior_lines=4, **(known | {condition: False}))[group] is False
    answer = regimens(prior_lines=4, **(known | {condition: None}))
    assert answer["result"]["groups"][group] is None
    assert condition in answer["missing"]


@pytest.mark.parametrize(
    ("inputs", "state"),
    [
        ({"prior_lines": 3, "exposed_pi": True, "exposed_imid": True}, True),
        ({"prior_lines": 2, "exposed_pi": True, "exposed_imid": True}, None),
        ({"prior_lines": 2, "exposed_pi": True, "exposed_imid": True, "double_refractory_pi_imid": False}, False),
        ({"prior_lines": 1, "double_refractory_pi_imid": True}, True),
        ({"prior_lines": 5, "refractory_2pi_2imid_cd38": True}, True),
        ({"prior_lines": 3, "exposed_pi": False}, False),
    ],
)
def test_daratumumab_alone(inputs: dict[str, Any], state: bool | None) -> None:
    assert groups(**inputs)[DARA] is state


@pytest.mark.parametrize(("months", "state"), [(6, False), (6.1, True), (5.9, False), (None, None)])
def test_repeat_after_more_than_six_months(months: float | None, state: bool | None) -> None:
    assert groups(prior_lines=1, months_since_primary_regimen=months)["repeat_primary_regimen"] is state


@pytest.mark.parametrize("state", [True, False, None])
def test_venetoclax_follows_the_translocation(state: bool | None) -> None:
    assert groups(prior_lines=1, t_11_14=state)["venetoclax_dex"] is state


@pytest.mark.parametrize(
    ("stated", "implied"),
    [
        ({"exposed_lenalidomide": True}, {"exposed_imid": True}),
        ({"refractory_lenalidomide": True}, {"exposed_imid": True, "exposed_lenalidomide": True}),
        ({"exposed_imid": False}, {"exposed_lenalidomide": False}),
    ],
)
def test_implications_answer_as_if_stated(stated: dict[str, bool], implied: dict[str, bool]) -> None:
    known = {"prior_lines": 4, "exposed_pi": True, "exposed_anti_cd38": True, "progressed_on_or_within_60d": True}
    assert groups(**known, **stated) == groups(**known, **stated, **implied)


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"exposed_lenalidomide": True, "exposed_imid": False}, "exposed_imid"),
        ({"refractory_lenalidomide": True, "exposed_lenalidomide": False}, "exposed_lenalidomide"),
        ({"double_refractory_pi_imid": True, "exposed_pi": False}, "exposed_pi"),
        ({"refractory_2pi_2imid_cd38": True, "exposed_anti_cd38": False}, "exposed_anti_cd38"),
        ({"refractory_2pi_2imid_cd38": True, "double_refractory_pi_imid": False}, "double_refractory_pi_imid"),
    ],
)
def test_resistance_without_exposure_is_refused(inputs: dict[str, bool], field: str) -> None:
    answer = regimens(prior_lines=4, **inputs)
    assert [(e["field"], e["code"]) for e in answer["errors"]] == [(field, "inconsistent")]


@pytest.mark.parametrize(
    ("inputs", "code", "given"),
    [
        ({"prior_lines": 4}, "early_list_also_usable_late", True),
        ({"prior_lines": 3}, "early_list_also_usable_late", False),
        ({"prior_lines": 1, "refractory_lenalidomide": True}, "len_refractory_use_len_free_triplet", True),
        ({"prior_lines": 1, "exposed_lenalidomide": True}, "len_refractory_use_len_free_triplet", False),
        ({"prior_lines": 1, "months_since_primary_regimen": 6.1}, "repeat_exactly_6_months", False),
    ],
)
def test_warnings(inputs: dict[str, Any], code: str, given: bool) -> None:
    assert (code in {w["code"] for w in regimens(**inputs)["warnings"]}) is given


def test_unknown_lines_leave_the_phase_open() -> None:
    answer = regimens(t_11_14=True)
    assert answer["possible"] == ["untreated", "early", "late"]
    assert answer["result"] == {"phase": None, "groups": None}


def test_regimens_of_the_groups_that_hold_are_named() -> None:
    text = regimens(prior_lines=4, **ALL)["interpretation_zh"]
    assert all(name in text for name in ("塞利尼索/地塞米松", "ciltacabtagene autoleucel", "泊马度胺/地塞米松为基础"))
