"""The dose tables of NCCN MYEL-J and CSCO table 3 at every limit."""

from typing import Any

import pytest

from tools.registry import calculate


def dose(drug: str, **inputs: Any) -> dict[str, Any]:
    return calculate("bone_agent_renal_dose", {"drug": drug, **inputs}).as_json()


def codes(answer: dict[str, Any]) -> set[str]:
    return {w["code"] for w in answer["warnings"]}


@pytest.mark.parametrize(
    ("drug", "crcl", "mg"),
    [
        ("zoledronic_acid", 60.1, [4, 4]), ("zoledronic_acid", 60, [3.5, 3.5]), ("zoledronic_acid", 50, [3.5, 3.5]),
        ("zoledronic_acid", 49.9, [3.3, 3.3]), ("zoledronic_acid", 40, [3.3, 3.3]), ("zoledronic_acid", 39.9, [3, 3]),
        ("zoledronic_acid", 30, [3, 3]), ("zoledronic_acid", 29.9, None),
        ("pamidronate", 30, [90, 90]), ("pamidronate", 29.9, [60, 90]),
        ("denosumab", 80, [120, 120]), ("denosumab", 0, [120, 120]),
        ("clodronate_oral", 50.1, [1600, 1600]), ("clodronate_oral", 50, [1200, 1200]),
        ("clodronate_oral", 30, [1200, 1200]), ("clodronate_oral", 29.9, [800, 800]),
        ("clodronate_iv", 80.1, [300, 300]), ("clodronate_iv", 80, [225, 300]), ("clodronate_iv", 50.1, [225, 300]),
        ("clodronate_iv", 50, [150, 225]), ("clodronate_iv", 12, [150, 225]), ("clodronate_iv", 11.9, [150, 150]),
        ("incadronate", 30.1, [10, 10]), ("incadronate", 30, [5, 5]), ("incadronate", 29.9, [5, 5]),
    ],
)  # fmt: skip
def test_csco_table_3(drug: str, crcl: float, mg: list[float] | None) -> None:
    assert dose(drug, crcl=crcl)["result"]["csco"]["dose_mg"] == mg


@pytest.mark.parametrize(
    ("drug", "crcl", "code"),
    [
        ("zoledronic_acid", 60, "4 mg IV q3-4w"), ("zoledronic_acid", 59.9, "reduce_dose_unspecified"),
        ("zoledronic_acid", 30, "reduce_dose_unspecified"), ("zoledronic_acid", 29.9, "not_recommended"),
        ("pamidronate", 30, "90 mg IV over >2 h q3-4w"), ("pamidronate", 29.9, "60-90 mg IV over 4-6 h"),
        ("denosumab", 10, "120 mg SC q4w"), ("clodronate_oral", 80, None), ("incadronate", 80, None),
    ],
)  # fmt: skip
def test_nccn_table(drug: str, crcl: float, code: str | None) -> None:
    nccn = dose(drug, crcl=crcl)["result"]["nccn"]
    assert (nccn["covered"], nccn["dose"]) == (code is not None, code)


@pytest.mark.parametrize(
    ("crcl", "severity"), [(60, "none"), (59.9, "mild_moderate"), (30, "mild_moderate"), (29.9, "severe")]
)
def test_severity_limits(crcl: float, severity: str) -> None:
    assert dose("pamidronate", crcl=crcl)["result"]["severity"] == severity


@pytest.mark.parametrize(
    ("drug", "below", "at"),
    [("zoledronic_acid", False, True), ("clodronate_oral", False, True), ("clodronate_iv", False, True),
     ("pamidronate", True, True), ("incadronate", True, True), ("denosumab", True, True)],
)  # fmt: skip
def test_recommended_below_and_at_30(drug: str, below: bool, at: bool) -> None:
    found = [dose(drug, crcl=crcl, hypocalcaemia=False)["result"]["recommended"] for crcl in (29.9, 30)]
    assert found == [below, at]


@pytest.mark.parametrize(
    ("drug", "inputs", "code"),
    [
        ("zoledronic_acid", {"crcl": 80}, "zol_infusion_5_vs_15"), ("zoledronic_acid", {"crcl": 49.1}, "zol_integer_gap"),
        ("zoledronic_acid", {"crcl": 39.9}, "zol_integer_gap"), ("zoledronic_acid", {"crcl": 60}, "zol_60_boundary"),
        ("zoledronic_acid", {"crcl": 30}, "nccn_reduction_unspecified"),
        ("pamidronate", {"crcl": 80}, "severity_cutoffs_not_defined"),
        ("incadronate", {"crcl": 30}, "incadronate_exactly_30"),
        ("incadronate", {"crcl": 29.9}, "incadronate_lt30_in_two_columns"),
        ("clodronate_iv", {"crcl": 50}, "clodronate_iv_50_overlap"),
        ("clodronate_iv", {"crcl": 29.9}, "clodronate_severe_table2_vs_table3"),
        ("clodronate_oral", {"crcl": 29.9}, "clodronate_severe_table2_vs_table3"),
        ("clodronate_oral", {"crcl": 9.9}, "clodronate_oral_below_10_label"),
        ("denosumab", {"crcl": 29.9}, "denosumab_severe_hypocalcaemia_monitor"),
        ("denosumab", {"hypocalcaemia": True}, "denosumab_correct_hypocalcaemia_first"),
        ("pamidronate", {"dialysis": True}, "dialysis_use_severe_row"),
        ("pamidronate", {"dialysis": True, "crcl": 30}, "dialysis_with_crcl_ge30"),
        ("pamidronate", {"age": 60, "sex": "male", "weight": 72, "creatinine": 88.4}, "crcl_computed"),
    ],
)  # fmt: skip
def test_warning_has_its_reason(drug: str, inputs: dict[str, Any], code: str) -> None:
    assert code in codes(dose(drug, **inputs))


@pytest.mark.parametrize(
    ("drug", "crcl", "code"),
    [
        ("zoledronic_acid", 49, "zol_integer_gap"), ("zoledronic_acid", 50, "zol_integer_gap"),
        ("zoledronic_acid", 60.1, "zol_60_boundary"), ("zoledronic_acid", 60, "nccn_reduction_unspecified"),
        ("zoledronic_acid", 29.9, "nccn_reduction_unspecified"), ("incadronate", 30.1, "incadronate_exactly_30"),
        ("incadronate", 30, "incadronate_lt30_in_two_columns"), ("clodronate_iv", 50.1, "clodronate_iv_50_overlap"),
        ("clodronate_oral", 50, "clodronate_iv_50_overlap"), ("clodronate_oral", 10, "clodronate_oral_below_10_label"),
        ("clodronate_iv", 9, "clodronate_oral_below_10_label"),
        ("clodronate_oral", 30, "clodronate_severe_table2_vs_table3"),
        ("denosumab", 30, "denosumab_severe_hypocalcaemia_monitor"),
    ],
)  # fmt: skip
def test_warning_stops_at_its_limit(drug: str, crcl: float, code: str) -> None:
    assert code not in codes(dose(drug, crcl=crcl))


@pytest.mark.parametrize(
    ("inputs", "mg"), [({}, [150, 150]), ({"crcl": 70}, [150, 150]), ({"crcl": 25}, [150, 225])], ids=["10", "70", "25"]
)
def test_dialysis_reads_the_severe_row(inputs: dict[str, Any], mg: list[int]) -> None:
    result = dose("clodronate_iv", dialysis=True, **inputs)["result"]
    assert (result["severity"], result["csco"]["dose_mg"], result["recommended"]) == ("severe", mg, False)


def test_denosumab_needs_no_clearance_but_asks_for_calcium() -> None:
    answer = dose("denosumab")
    assert (answer["status"], answer["missing"]) == ("ok", ["crcl", "hypocalcaemia"])
    assert answer["result"]["severity"] is None


def test_half_given_clearance_names_the_other_half() -> None:
    answer = dose("zoledronic_acid", age=60, weight=70)
    assert answer["missing"] == ["crcl", "sex", "creatinine"]
    assert answer["possible"] == ["none", "mild_moderate", "severe"]


def test_ibandronate_is_not_an_option() -> None:
    assert dose("ibandronate", crcl=60)["errors"][0]["code"] == "unknown_option"


def test_text_shows_both_sources_and_prefers_denosumab() -> None:
    text = dose("zoledronic_acid", crcl=45)["interpretation_zh"]
    assert all(part in text for part in ("NCCN MYEL-J：减少剂量", "CSCO 表3：3.3 mg", "优先推荐地舒单抗"))


def test_text_does_not_round_a_clearance_onto_a_limit() -> None:
    assert "CrCl 29.98 mL/min" in dose("zoledronic_acid", crcl=29.98)["interpretation_zh"]
