"""Regimens and doses: drug classes and dexamethasone a cycle."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.dexamethasone import dosing_days
from agents.extraction import extract
from agents.regimens import DRUGS
from agents.segments import Period
from tools.registry import CALCULATORS


def said(text: str) -> dict[str, Any]:
    return {name: found.raw for name, found in extract(text).values.items()}


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("地塞米松40mg qw", 160), ("地塞米松20mg qw，21天一周期", 60), ("地米40mg每周一次", 160), ("地塞米松40mg/周", 160), ("地塞米松 40 mg 每周1次，28天为一周期", 160),
        ("地塞米松20mg biw", 160), ("地米二十毫克每周两次", 160), ("地塞米松40mg d1-4、9-12、17-20", 480), ("地塞米松40mg d1-4", 160), ("地塞米松40mg d1,8,15,22", 160),
        ("地塞米松20mg d1-2,4-5,8-9,11-12", 160), ("地塞米松 40mg（d1～4，d9～12，d17～20）", 480), ("Dex 40mg qw", 160), ("dexamethasone 20 mg qw", 80),
        ("地塞米松12.5mg qw", 50), ("VRd：来那度胺25mg d1-21，地塞米松40mg qw", 160), ("ＤＥＸ　４０ｍｇ　ｑｗ", 160),
    ],
)  # fmt: skip
def test_dexamethasone_a_cycle(text: str, mg: float) -> None:
    assert said(text)["dex_mg_per_cycle"] == mg


@pytest.mark.parametrize(
    "text", ["地塞米松40mg", "地塞米松10mg iv", "地塞米松 qw", "母亲用地塞米松40mg qw", "泼尼松40mg qw"]
)
def test_without_a_schedule_there_is_no_cycle_dose(text: str) -> None:
    assert "dex_mg_per_cycle" not in said(text)


@pytest.mark.parametrize(
    ("text", "code"), [("大剂量地塞米松", "high"), ("高剂量地米", "high"), ("小剂量地米", "low"), ("没用地塞米松", "none"), ("不含激素", "none"), ("地塞米松", None)]
)  # fmt: skip
def test_dexamethasone_in_words(text: str, code: str | None) -> None:
    assert said(text).get("dexamethasone") == code


@pytest.mark.parametrize(
    ("text", "imid"),
    [
        ("VRd方案", True), ("Rd", True), ("VRd-lite", True), ("DRd方案", True), ("泊马度胺4mg", True), ("沙利度胺100mg", True), ("VCD方案", None), ("PAD方案", None),
        ("没用免疫调节剂", False), ("不含IMiD", False), ("BRD4基因", None), ("card", None), ("来那度胺怎么用", True), ("KRd", True),
    ],
)  # fmt: skip
def test_immunomodulators_by_name_and_regimen(text: str, imid: bool | None) -> None:
    assert said(text).get("imid") is imid


@pytest.mark.parametrize(
    ("text", "drug"),
    [
        ("唑来膦酸4mg", "zoledronic_acid"), ("择泰", "zoledronic_acid"), ("帕米膦酸二钠", "pamidronate"), ("地舒单抗120mg", "denosumab"), ("Xgeva", "denosumab"),
        ("口服氯屈膦酸", "clodronate_oral"), ("伊班膦酸", None),
    ],
)  # fmt: skip
def test_the_bone_agent_spoken_of(text: str, drug: str | None) -> None:
    assert said(text).get("drug") == drug


def test_every_bone_agent_is_one_of_the_schedule_calculator() -> None:
    codes = {o.code for o in CALCULATORS["bone_agent_schedule"].input("drug").options}
    assert DRUGS.keys() <= codes | {"clodronate_oral"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (" qw", 4), ("(qw)", 4), (" 每周1次", 4), (" 1次/周", 4), (" biw", 8), (" 每周两次", 8), (" 每周3次", None), (" 每周", 4), ("，2次/周", None), (" d1-4", 4), (" d1、8、15、22", 4), (" qd d1-4", 4), ("(d1-4,9-12)", 8),
        (" d4-1", None), (" d1-4,3-5", 5), ("", None), (" qn", None), (" 第1-4天", 4), (" d99", None),
    ],
)  # fmt: skip
def test_days_with_a_dose_in_a_cycle_of_28(text: str, days: int | None) -> None:
    assert dosing_days(text, 28) == days


@given(st.lists(st.integers(1, 42), min_size=1, max_size=9, unique=True))
def test_listed_days_are_counted_once_each(days: list[int]) -> None:
    assert dosing_days(f" d{','.join(map(str, days))}", 42) == len(days)


@given(st.text(st.sampled_from("d0123456789-,、() qwbi每周两次第天"), max_size=40), st.integers(7, 42))
def test_any_schedule_gives_days_of_a_cycle_or_nothing(text: str, cycle: int) -> None:
    days = dosing_days(text, cycle)
    assert days is None or 1 <= days <= 42


def test_a_dose_keeps_its_place_and_time() -> None:
    found = extract("现VRd方案，地塞米松40mg qw。").values["dex_mg_per_cycle"]
    assert (found.text, found.period) == ("地塞米松40mg qw", Period.NOW)
