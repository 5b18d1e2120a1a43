"""Reading of raw values: unknown forms, units, ranges, words, dates, lists."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.inputs import Input, Kind, Option, boolean, choice, date, integer, number, quantity
from tools.quantities import QUANTITIES
from tools.reading import UNKNOWN_FORMS, Measured, is_unknown, read

B2M, CREATININE, PERCENT, FLC = (quantity(key, key) for key in ("b2m", "creatinine", "percent", "flc"))
DOSE = number("dose", "剂量", "0.1", "200", unit="mg")
RATIO = number("ratio", "比值", "0", "100")
DAYS = integer("days", "天数", 1, 60)
STAGE = choice("stage", "分期", (Option("I", "Ⅰ 期", ("1", "一期")), Option("II", "Ⅱ 期")))
DRUGS = Input("drugs", "药物", Kind.CHOICES, options=(Option("a", "甲药", ("A",)), Option("b", "乙药")))
ITEMS = Input("items", "各项", Kind.RECORDS, fields=(STAGE, DOSE, PERCENT))
FLAG, DAY, WORDS = boolean("flag", "某项"), date("day", "日期"), Input("words", "单位", Kind.TEXT)
ALL = (B2M, FLC, DOSE, RATIO, DAYS, STAGE, DRUGS, ITEMS, FLAG, DAY, WORDS)


def measured(definition: Input, raw: object) -> Measured:
    reading = read(definition, raw)
    assert isinstance(reading.value, Measured), reading
    return reading.value


def refusal(definition: Input, raw: object) -> tuple[str, str]:
    reading = read(definition, raw)
    assert reading.value is None
    (error,) = reading.errors
    assert error.field == definition.name
    assert error.message_zh.startswith(f"{definition.label}：")
    return error.code, error.message_zh


def notices(definition: Input, raw: object) -> set[str]:
    return {n.code for n in read(definition, raw).notices}


@pytest.mark.parametrize("raw", [None, *UNKNOWN_FORMS, "  ", " unknown ", "不详 "])
@pytest.mark.parametrize("definition", ALL, ids=lambda d: d.name)
def test_unknown_forms_give_an_empty_reading(definition: Input, raw: object) -> None:
    assert is_unknown(raw)
    reading = read(definition, raw)
    assert (reading.value, reading.errors, reading.notices) == (None, (), ())


@pytest.mark.parametrize("raw", [0, False, [], {}, "0", "无", "未知吗"])
def test_known_values_are_not_unknown(raw: object) -> None:
    assert not is_unknown(raw)


@pytest.mark.parametrize(
    "raw",
    [6.1, "6.1", "6.1 mg/L", "6.1mg/l", " 6.1  MG / L ", {"value": 6.1}, {"value": "6.1", "unit": "mg/L"},
     {"value": 6.1, "unit": None}, {"value": 6.1, "unit": "µg/mL"}, "6.1 mcg/mL", "+6.1", "610e-2 mg/L"],
)  # fmt: skip
def test_forms_of_one_quantity(raw: object) -> None:
    assert measured(B2M, raw).value == Fraction("6.1")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2 mg/dL", Measured(Fraction("176.8"), Fraction(2), "mg/dl", "2 mg/dL")),
        (177, Measured(Fraction(177), Fraction(177), "umol/l", "177 µmol/L")),
        ({"value": 90.5, "unit": "umol/L"}, Measured(Fraction("90.5"), Fraction("90.5"), "umol/l", "90.5 umol/L")),
    ],
)
def test_what_was_typed_is_kept(raw: object, expected: Measured) -> None:
    assert measured(CREATININE, raw) == expected


@pytest.mark.parametrize(
    ("definition", "raw", "code"),
    [
        (B2M, "high", "not_a_number"), (B2M, True, "not_a_number"), (B2M, [6.1], "not_a_number"), (B2M, "<3.5", "not_a_number"),
        (B2M, {"unit": "mg/L"}, "not_a_number"), (B2M, {"value": None}, "not_a_number"), (B2M, float("nan"), "not_a_number"),
        (B2M, "6.1 mg/dL", "unknown_unit"), (B2M, {"value": 6.1, "unit": ""}, "unknown_unit"), (B2M, "6 1", "unknown_unit"),
        (B2M, {"value": 6.1, "units": "mg/L"}, "unknown_input"), (DOSE, {"value": 5, "per": "day"}, "unknown_input"),
        (FLC, 120, "unit_required"), (FLC, "120", "unit_required"), (FLC, {"value": 120}, "unit_required"),
        (B2M, "0.29 mg/L", "out_of_range"), (B2M, 200.01, "out_of_range"), (B2M, -1, "out_of_range"),
        (DOSE, "5 g", "unknown_unit"), (DOSE, 0.09, "out_of_range"), (DOSE, "x", "not_a_number"), (RATIO, "3 mg", "unknown_unit"),
        (DAYS, 4.5, "not_an_integer"), (DAYS, 61, "out_of_range"), (DAYS, True, "not_a_number"), (DAYS, "4.5", "not_an_integer"),
        (FLAG, "yes", "not_a_boolean"), (FLAG, 1, "not_a_boolean"), (FLAG, "是", "not_a_boolean"), (FLAG, "true", "not_a_boolean"),
        (STAGE, "IV", "unknown_option"), (STAGE, 1, "unknown_option"), (STAGE, "i", "unknown_option"),
        (DRUGS, "a", "not_a_list"), (DRUGS, ["a", "c"], "unknown_option"), (DRUGS, [None], "unknown_option"),
        (ITEMS, {"dose": 5}, "not_a_list"), (ITEMS, ["dose"], "not_a_list"), (ITEMS, [{"dosis": 5}], "unknown_input"),
        (ITEMS, [{"dose": 500}], "out_of_range"), (WORDS, 5, "unknown_option"), (DAY, 20240531, "bad_date"),
        (DAY, "2024-5-31", "bad_date"), (DAY, "31.05.2024", "bad_date"), (DAY, "2024-02-30", "bad_date"),
        (DAY, "2024-05-31T00:00", "bad_date"), (DAY, "1899-12-31", "out_of_range"), (DAY, "2201-01-01", "out_of_range"),
    ],
)  # fmt: skip
def test_refusals(definition: Input, raw: object, code: str) -> None:
    assert refusal(definition, raw)[0] == code


@pytest.mark.parametrize(
    ("definition", "raw", "message"),
    [
        (B2M, "high", "β2-微球蛋白：“high”不是数值，请填数字和单位（如 mg/L）"), (B2M, 10**60, "β2-微球蛋白：“……”不是数值，请填数字和单位（如 mg/L）"),
        (B2M, {"value": 6.1, "units": "g"}, "β2-微球蛋白：“{'value': 6.1, 'units': 'g'}”中只能有 value 和 unit"),
        (B2M, "6 mg/dL", "β2-微球蛋白：不接受单位“mg/dL”，可用：mg/L、ug/mL、nmol/L"), (FLC, 1, "游离轻链：必须写明单位（mg/L、mg/dL）"),
        (B2M, "900 nmol/L", ""), (CREATININE, 0.8, "血肌酐：0.8 µmol/L 超出可能范围 10–3000 µmol/L；数值像是以 mg/dL 录入，请核对单位"),
        (quantity("igg", "igg"), 1200, "血清 IgG：1200 g/L 超出可能范围 0–150 g/L；数值像是以 mg/dL 录入，请核对单位"),
        (quantity("mprotein", "mprotein"), "151 g/L", "血清 M 蛋白：151 g/L 超出可能范围 0–150 g/L；数值像是以 mg/dL 录入，请核对单位"),
        (quantity("ml", "ml"), "31 L", "尿量：31 L 超出可能范围 0–30000 mL；数值像是以 mL 或 cc 录入，请核对单位"),
        (DOSE, {"value": 5, "per": "d"}, "剂量：“{'value': 5, 'per': 'd'}”中只能有 value 和 unit"), (DOSE, "x", "剂量：“x”不是数值"),
        (DOSE, "5 g", "剂量：不接受单位“g”，应为：mg"), (RATIO, "5 g", "比值：不接受单位“g”，应为：不带单位"), (DAYS, 4.5, "天数：4.5 不是整数"),
        (DOSE, 500, "剂量：500 mg 超出可能范围 0.1–200 mg，请核对"), (RATIO, 500, "比值：500 超出可能范围 0–100，请核对"),
        (FLAG, "是", "某项：“是”应为 true、false 或不详"), (STAGE, "X", "分期：“X”不在可选项中：I（Ⅰ 期）、II（Ⅱ 期）"),
        (DRUGS, "a", "药物：应为列表"), (DRUGS, ["a", "c"], "药物：不认识“c”"), (ITEMS, 5, "各项：应为列表"), (ITEMS, [5], "各项：列表中的“5”应为对象"),
        (ITEMS, [{"dose": 500}], "各项：剂量：500 mg 超出可能范围 0.1–200 mg，请核对"), (WORDS, 5, "单位：“5”应为文字"),
        (DAY, "昨天", "日期：“昨天”不是日期，请写成 2024-05-31 的形式"), (DAY, "1850-01-01", "日期：1850-01-01 超出可能范围 1900–2200 年，请核对"),
    ],
)  # fmt: skip
def test_refusals_say_what_was_typed_and_what_is_expected(definition: Input, raw: object, message: str) -> None:
    assert [e.message_zh for e in read(definition, raw).errors] == ([message] if message else [])


@pytest.mark.parametrize(
    ("definition", "raw", "value"),
    [
        (STAGE, "I", "I"), (STAGE, "Ⅰ 期", "I"), (STAGE, " 一期 ", "I"), (DRUGS, ["A", "乙药"], ("a", "b")), (DRUGS, [], ()),
        (FLAG, True, True), (FLAG, False, False), (WORDS, " mg/dL ", "mg/dL"), (DAY, "2024-02-29", dt.date(2024, 2, 29)),
        (DAY, "1900-01-01", dt.date(1900, 1, 1)), (DAY, "2200-12-31", dt.date(2200, 12, 31)), (ITEMS, [], ()),
    ],
)  # fmt: skip
def test_words_dates_and_lists(definition: Input, raw: object, value: object) -> None:
    reading = read(definition, raw)
    assert (reading.value, reading.errors) == (value, ())


@pytest.mark.parametrize(
    ("raw", "value"), [(5, 5), ("5 mg", 5), ({"value": 5, "unit": "MG"}, 5), ("0.1", Fraction(1, 10))]
)
def test_plain_numbers_may_carry_their_unit(raw: object, value: Fraction) -> None:
    found = measured(DOSE, raw)
    assert (found.value, found.unit, found.text.split()[-1]) == (value, "mg", "mg")


@pytest.mark.parametrize(("raw", "hint"), [(0.8, "mg/dL"), ("3001", ""), ("900 mg/dL", "µmol/L"), (-1, "")])
def test_out_of_range_says_which_other_unit_would_fit(raw: object, hint: str) -> None:
    code, message = refusal(CREATININE, raw)
    assert code == "out_of_range"
    assert "10–3000 µmol/L" in message
    assert (f"数值像是以 {hint} 录入，请核对单位" in message) is bool(hint)
    assert message.endswith("请核对单位" if hint else "，请核对")


def test_units_of_the_same_size_are_no_hint() -> None:
    code, message = refusal(quantity("wbc", "wbc"), "1200 K/µL")
    assert (code, "10^9/L 录入" in message, "像是以 /uL 录入" in message) == ("out_of_range", False, True)


@pytest.mark.parametrize("limit", ["0.3", "200"])
def test_the_limits_of_the_range_belong_to_it(limit: str) -> None:
    assert measured(B2M, limit).value == Fraction(limit)


@pytest.mark.parametrize(("raw", "told"), [("0.79", True), ("0.8", False), ("60", False), ("60.1", True)])
def test_unusual_values_are_told(raw: str, told: bool) -> None:
    assert notices(B2M, raw) == ({"unusual_value:b2m"} if told else set())


def test_own_bounds_replace_range_and_warning() -> None:
    uln = quantity("uln", "ldh", bounds=(Fraction(100), Fraction(1000)))
    assert refusal(uln, 99)[0] == "out_of_range"
    low = quantity("low", "ldh", bounds=(Fraction(20), Fraction(90)))
    assert (read(low, 30).errors, notices(low, 30)) == ((), set())


@pytest.mark.parametrize(("raw", "told"), [(0, False), (0.01, True), (0.99, True), (1, False), (60, False)])
def test_a_fraction_in_place_of_a_percentage(raw: float, told: bool) -> None:
    assert ("percent_suspected_fraction:percent" in notices(PERCENT, raw)) is told


def test_notices_name_the_input() -> None:
    texts = [n.message_zh for raw, d in ((0.5, PERCENT), (0.5, B2M)) for n in read(d, raw).notices]
    assert [text[:3] for text in texts] == ["百分比", "β2-"]


def test_a_fraction_is_fine_where_no_percentage_is_asked() -> None:
    assert notices(RATIO, 0.5) == set()


def test_records_keep_known_fields_and_collect_errors_and_notices() -> None:
    reading = read(ITEMS, [{"stage": "1", "dose": "5 mg", "percent": None}, {"percent": 0.5}])
    assert isinstance(reading.value, tuple)
    assert [sorted(r) for r in reading.value if not isinstance(r, str)] == [["dose", "stage"], ["percent"]]
    assert [n.code for n in reading.notices] == ["percent_suspected_fraction:percent"]
    bad = read(ITEMS, [{"stage": "IX", "dose": 999}, {"z": 1, "a": 2}])
    assert [e.code for e in bad.errors] == ["unknown_option", "out_of_range", "unknown_input", "unknown_input"]
    assert {e.field for e in bad.errors} == {"items"}
    assert [e.message_zh for e in bad.errors[2:]] == [f"各项：没有名为 {name} 的输入" for name in "az"]


@pytest.mark.parametrize(
    "raw", ["很" * 500, 10**5000, ["x" * 900], {"value": "9" * 400}], ids=["text", "integer", "list", "object"]
)
def test_messages_repeat_no_more_than_a_line(raw: object) -> None:
    assert len(refusal(B2M, raw)[1]) < 120


def test_what_was_typed_is_quoted() -> None:
    assert "“很高”不是数值" in refusal(B2M, "很高")[1]
    assert f"“{'x' * 60}”" in refusal(STAGE, "x" * 60)[1]
    assert f"“{'x' * 60}…”" in refusal(STAGE, "x" * 61)[1]


@given(st.sampled_from([(k, unit) for k, q in QUANTITIES.items() for unit in q.others]), st.integers(0, 1000))
def test_one_quantity_in_two_units_is_one_value(pair: tuple[str, str], share: int) -> None:
    key, unit = pair
    q = QUANTITIES[key]
    value = q.plausible[0] + (q.plausible[1] - q.plausible[0]) * Fraction(share, 1000)
    raw = {"value": value / q.others[unit], "unit": unit}
    assert measured(quantity("x", key), raw).value == value


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(), lambda inner: st.lists(inner)
                    | st.dictionaries(st.text(), inner) | st.dictionaries(st.sampled_from(["value", "unit"]), inner)))  # fmt: skip
def test_any_json_value_is_read_or_refused(raw: object) -> None:
    for definition in ALL:
        reading = read(definition, raw)
        assert [reading.value is not None, bool(reading.errors), is_unknown(raw)].count(True) == 1
