"""What a later message takes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extraction import extract
from agents.retractions import rewritten, taken_back, takes_back, without_excuses

CASE = "男，70岁，体重72kg，肌酐97μmol/L，血钙2.49mmol/L，白蛋白30g/L，1q21阳性，CrCl 45ml/min"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1q21那个结果作废，标本不够没做", {"gain_1q"}), ("72kg抄的是邻床的，这位卧床没称", {"weight"}), ("白蛋白30不是他的，是同名患者的结果", {"albumin"}),
        ("45是别的病人的清除率", {"crcl"}), ("体重是我猜的", {"weight"}), ("血钙不变，肌酐也不变", set()), ("谢谢，明白了", set()),
        ("白蛋白更正为19g/L（原来的是别人的标本），血钙不变", {"albumin"}),
    ],
)  # fmt: skip
def test_what_is_void_is_named_by_name_by_value_or_by_how_it_was_written(text: str, names: set[str]) -> None:
    assert taken_back(text, extract(CASE).values) - {"serum_m"} == names
    assert takes_back(text) is bool(names)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("血小板打错了，是38×10^9/L", "血小板为38×10^9/L"), ("白蛋白抄错了，应为38", "白蛋白为38"), ("17p的结果报错了，实际阴性", "17p阴性"),
        ("白蛋白报告更正为19g/L", "白蛋白为19g/L"), ("身高记错了，是175", "身高为175"), ("没有打错", "没有打错"),
    ],
)  # fmt: skip
def test_a_value_stands_behind_its_name_again(text: str, plain: str) -> None:
    assert without_excuses(text) == plain


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("不是20，是40mg", "地塞米松40mg换算成泼尼松"), ("不是20mg而是40mg", "地塞米松40mg换算成泼尼松"), ("不是20，是40，用10次", None),
        ("不是30，是40", None), ("改成40mg", None),
    ],
)  # fmt: skip
def test_a_number_is_exchanged_only_where_it_is_clear_which(text: str, case: str | None) -> None:
    assert rewritten("地塞米松20mg换算成泼尼松", text) == case


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_is_read(case: str, text: str) -> None:
    assert taken_back(text, extract(case).values) <= extract(case).values.keys()
    rewritten(case, without_excuses(text))
