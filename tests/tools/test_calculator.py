"""The contract of every answer, on a small calculator made for it and on real ones."""

import datetime as dt
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.calculator import (
    DISCLAIMER,
    Calculator,
    CalculatorAnswer,
    Outcome,
    Source,
    Values,
    evaluate,
    label_of,
    near,
    plain,
)
from tools.inputs import Input, Kind, Option, boolean, choice, date, integer, number, quantity
from tools.messages import CalculatorInputError, FieldError, notice
from tools.reading import UNKNOWN_FORMS
from tools.registry import calculate

ALBUMIN = quantity("albumin", "albumin")
STAGE = choice("stage", "分期", (Option("I", "Ⅰ 期"), Option("II", "Ⅱ 期")))
KAPPA = quantity("baseline.kappa", "flc", label="基线 κ")
ITEMS = Input("items", "各项", Kind.RECORDS, fields=(number("dose", "剂量", "0", "10"),))
INPUTS = (ALBUMIN, boolean("flag", "某项"), STAGE, KAPPA, integer("age", "年龄", 18, 120), date("day", "日期"), ITEMS,
          Input("codes", "多项", Kind.CHOICES, options=STAGE.options))  # fmt: skip


def made(outcome: Outcome | CalculatorInputError, **more: Any) -> Calculator:
    """A calculator whose rule gives the outcome."""

    def rule(_v: Values) -> Outcome:
        if isinstance(outcome, CalculatorInputError):
            raise outcome
        return outcome

    return Calculator("made", "某评分", "领域", "用途", INPUTS, rule, (Source("doc", "页"),), **more)


def seen(raw: Mapping[str, Any]) -> Values:
    """The values that a rule gets to see."""
    found: list[Values] = []

    def rule(v: Values) -> Outcome:
        found.append(v)
        return Outcome({})

    evaluate(Calculator("made", "某评分", "领域", "用途", INPUTS, rule, ()), raw)
    return found[0]


def refused(raw: Mapping[str, Any]) -> CalculatorAnswer:
    answer = evaluate(made(Outcome({"n": 1})), raw)
    assert (answer.status, dict(answer.result), answer.steps, answer.missing) == ("error", {}, (), ())
    return answer


DONE = Outcome({"n": Fraction(3, 2)}, "得分 1.5。", steps=("1 + 0.5 = 1.5",))


def test_answer_has_the_documented_keys_in_order() -> None:
    answer = evaluate(made(DONE), {"albumin": "3.5 g/dL", "flag": True}).as_json()
    assert answer == {
        "calculator": "made", "status": "ok", "result": {"n": 1.5}, "possible": [], "missing": [], "warnings": [], "errors": [],
        "interpretation_zh": "得分 1.5。" + DISCLAIMER,
        "inputs": {"albumin": {"value": 35, "unit": "g/L", "given": "3.5 g/dL"}, "flag": True},
        "steps": ["1 + 0.5 = 1.5"], "sources": [{"doc": "doc", "page": "页"}],
    }  # fmt: skip
    assert list(answer) == [
        "calculator", "status", "result", "possible", "missing", "warnings", "errors", "interpretation_zh", "inputs", "steps",
        "sources",
    ]  # fmt: skip


@pytest.mark.parametrize("raw", [None, *UNKNOWN_FORMS, "  不详 "])
@pytest.mark.parametrize("name", ["albumin", "flag", "stage", "baseline.kappa", "age", "day", "items", "codes"])
def test_unknown_forms_leave_an_input_unknown(name: str, raw: object) -> None:
    values = seen({name: raw})
    assert (values.has(name), values.unknown(name)) == (False, (name,))


def test_values_have_one_getter_for_each_kind() -> None:
    values = seen({
        "albumin": "3.5 g/dL", "flag": False, "stage": "Ⅰ 期", "baseline": {"kappa": "12 mg/dL"}, "age": 60,
        "day": "2024-05-31", "items": [{"dose": 2}], "codes": ["I", "II"],
    })  # fmt: skip
    measured = values.given("albumin")
    assert measured is not None
    assert (measured.typed, measured.unit) == (Fraction("3.5"), "g/dl")
    assert [values.num(n) for n in ("albumin", "baseline.kappa", "age")] == [35, 120, 60]
    assert (values.flag("flag"), values.code("stage"), values.codes("codes")) == (False, "I", ("I", "II"))
    assert values.day("day") == dt.date(2024, 5, 31)
    records = values.records("items")
    assert records is not None
    assert [dict(r).keys() for r in records] == [{"dose"}]
    assert values.unknown("albumin", "nowhere", "flag", "day") == ("nowhere",)


@pytest.mark.parametrize("getter", ["num", "given", "flag", "code", "day", "codes", "records"])
def test_getters_give_none_for_unknown_and_other_kinds(getter: str) -> None:
    values = seen({"albumin": 35, "flag": True, "stage": "I", "day": "2024-05-31"})
    fitting = {"num": "albumin", "given": "albumin", "flag": "flag", "code": "stage", "day": "day"}
    for name in ("albumin", "flag", "stage", "day", "age", "nowhere"):
        assert (getattr(values, getter)(name) is not None) is (fitting.get(getter) == name)


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        ({"albumine": 35}, ["albumine"]), ({"albumin": 35, "x": None}, ["x"]), ({"baseline": {"lambda": 3}}, ["baseline.lambda"]),
        ({"baseline": 5}, ["baseline"]), ({"baseline": "unknown"}, ["baseline"]), ({"albumin.value": 35}, ["albumin.value"]),
        ({"b": 1, "a": 2}, ["a", "b"]), ({"kappa": "5 mg/L"}, ["kappa"]),
    ],
)  # fmt: skip
def test_names_that_are_not_inputs(raw: dict[str, Any], fields: list[str]) -> None:
    answer = refused(raw)
    assert [(e.field, e.code) for e in answer.errors] == [(f, "unknown_input") for f in fields]
    assert all("albumin、flag、stage" in e.message_zh for e in answer.errors)


@pytest.mark.parametrize(
    "raw",
    [{"baseline": {"kappa": "12 mg/dL"}}, {"baseline.kappa": "120 mg/L"}, {"baseline": {"kappa": {"value": 120, "unit": "mg/L"}}}],
)  # fmt: skip
def test_nested_and_dotted_inputs_are_one(raw: dict[str, Any]) -> None:
    assert seen(raw).num("baseline.kappa") == 120


@pytest.mark.parametrize("raw", [{"baseline": {}}, {"baseline": None}, {"baseline": {"kappa": None}}])
def test_an_empty_group_is_unknown(raw: dict[str, Any]) -> None:
    assert seen(raw).known == {}


def test_every_bad_field_has_its_entry_sorted_by_name() -> None:
    answer = refused({"flag": "ja", "albumin": 3.5, "age": 1.5, "stage": "X", "nope": 1, "day": "2024-05-31"})
    assert [(e.field, e.code) for e in answer.errors] == [
        ("age", "not_an_integer"), ("albumin", "out_of_range"), ("flag", "not_a_boolean"), ("nope", "unknown_input"),
        ("stage", "unknown_option"),
    ]  # fmt: skip
    assert answer.interpretation_zh == "无法计算某评分：" + "；".join(e.message_zh for e in answer.errors) + "。"
    assert dict(answer.inputs) == {"day": dt.date(2024, 5, 31)}


def test_a_rule_may_refuse_inputs_that_contradict_each_other() -> None:
    error = CalculatorInputError(
        FieldError("stage", "inconsistent", "甲与乙矛盾"), FieldError("age", "inconsistent", "丙")
    )
    answer = evaluate(made(error), {"age": 60})
    assert (answer.status, [e.field for e in answer.errors]) == ("error", ["stage", "age"])
    assert answer.interpretation_zh == "无法计算某评分：甲与乙矛盾；丙。"
    assert answer.as_json()["errors"][1] == {"field": "age", "code": "inconsistent", "message_zh": "丙"}
    assert answer.as_json()["inputs"] == {"age": {"value": 60, "unit": "", "given": "60"}}


def test_an_open_answer_names_what_remains_and_what_is_missing() -> None:
    outcome = Outcome(
        {"stage": None}, "部分和 2。", determined=False, possible=("I", "II"), missing=("albumin", "albumin")
    )
    answer = evaluate(made(outcome, words={"I": "一期", "II": "二期"}), {})
    assert (answer.status, answer.possible, answer.missing) == ("undetermined", ("I", "II"), ("albumin",))
    assert answer.interpretation_zh == (
        "目前资料尚不能确定某评分：仍可能为 一期、二期；缺少：白蛋白（未按阴性处理）。部分和 2。" + DISCLAIMER
    )


def test_an_open_answer_without_a_list_of_possible_ones() -> None:
    answer = evaluate(made(Outcome({}, determined=False)), {})
    assert answer.interpretation_zh == "目前资料尚不能确定某评分。" + DISCLAIMER


def test_a_determined_answer_keeps_no_possible_ones_and_names_what_is_missing() -> None:
    answer = evaluate(made(Outcome({}, "Ⅲ 期。", possible=("I",), missing=("albumin", "flag"))), {})
    assert (answer.status, answer.possible) == ("ok", ())
    assert answer.interpretation_zh == "Ⅲ 期。缺少：白蛋白、某项（未按阴性处理）。" + DISCLAIMER


def test_warnings_stand_once_first_those_of_what_was_typed_last_the_standing_ones() -> None:
    own = (notice("bands_assumed_zero"), notice("bands_assumed_zero"))
    answer = evaluate(made(Outcome({}, "完。", notices=own), always=("not_in_documents",)), {"albumin": 60})
    assert [w.code for w in answer.warnings] == ["unusual_value:albumin", "bands_assumed_zero", "not_in_documents"]
    assert answer.as_json()["warnings"][1] == {"code": "bands_assumed_zero", "message_zh": "未填杆状核，按 0 计"}
    texts = "；".join(w.message_zh for w in answer.warnings)
    assert answer.interpretation_zh == f"完。注意：{texts}。{DISCLAIMER}"


def test_records_are_shown_with_what_was_typed() -> None:
    answer = evaluate(made(DONE), {"items": [{"dose": 2}], "codes": ["I"]}).as_json()
    assert answer["inputs"] == {"items": [{"dose": {"value": 2, "unit": "", "given": "2"}}], "codes": ["I"]}


def test_words_and_labels() -> None:
    calculator = made(DONE, words={"True": "是"})
    assert (calculator.word(True), calculator.word("other")) == ("是", "other")
    assert (label_of(calculator, "albumin"), label_of(calculator, "nope")) == ("白蛋白", "nope")
    assert calculator.input("albumin") is ALBUMIN
    with pytest.raises(KeyError):
        calculator.input("nope")


@pytest.mark.parametrize(
    ("value", "json_value"),
    [
        (Fraction(4, 2), 2), (Fraction(1, 4), 0.25), (dt.date(2024, 5, 31), "2024-05-31"), ((Fraction(1), "a"), [1, "a"]),
        ({"a": [Fraction(1, 2)]}, {"a": [0.5]}), (None, None), (True, True), ("x", "x"),
    ],
)  # fmt: skip
def test_plain_values(value: object, json_value: object) -> None:
    found = plain(value)
    assert (found, type(found)) == (json_value, type(json_value))


# Within 3 % of a cut-off, both ends included.
@pytest.mark.parametrize(
    ("value", "told"),
    [("33.94", False), ("33.95", True), ("35", True), ("36.05", True), ("36.06", False), ("70", False)],
)
def test_near_threshold(value: str, told: bool) -> None:
    found = near(ALBUMIN, Fraction(value), Fraction(35))
    assert [n.code for n in found] == (["near_threshold:albumin"] if told else [])


def test_near_threshold_names_value_and_limit_once() -> None:
    (found,) = near(ALBUMIN, Fraction("35.5"), "60", "35", "36")
    assert found.message_zh.startswith("白蛋白 35.5 g/L 与 35 ")
    (plain_number,) = near(number("ratio", "比值", "0", "9"), Fraction("0.99"), "1")
    assert plain_number.message_zh.startswith("比值 0.99 与 1 ")


@pytest.mark.parametrize(("value", "limits"), [(None, ("35",)), (Fraction(0), ("0",)), (Fraction(35), ())])
def test_no_notice_without_value_limit_or_at_zero(value: Fraction | None, limits: tuple[str, ...]) -> None:
    assert near(ALBUMIN, value, *limits) == ()


def test_near_threshold_of_a_negative_limit() -> None:
    assert near(number("x", "某", "-9", "9"), Fraction("-2.95"), "-3")


@given(st.fractions(1, 100), st.fractions(1, 100))
def test_near_threshold_is_exactly_three_percent(value: Fraction, limit: Fraction) -> None:
    assert bool(near(ALBUMIN, value, limit)) is (abs(value - limit) * 100 <= 3 * limit)


@given(st.dictionaries(st.sampled_from([i.name for i in INPUTS] + ["baseline", "nope"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda v: st.lists(v, max_size=3)
    | st.dictionaries(st.sampled_from(["value", "unit", "kappa", "dose"]), v, max_size=3), max_leaves=4)))  # fmt: skip
def test_bad_input_never_raises(raw: dict[str, Any]) -> None:
    answer = evaluate(made(DONE), raw)
    assert (answer.status == "error") is bool(answer.errors)
    assert json.loads(json.dumps(answer.as_json()))["calculator"] == "made"


def test_an_unknown_calculator_is_refused() -> None:
    with pytest.raises(CalculatorInputError, match="没有名为“isss”的计算器；可用：iss、r_iss"):
        calculate("isss", {})
