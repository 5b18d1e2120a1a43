import pytest

from agents.llm_numbers import Amount, figures, same


def shown(text: str) -> list[str]:
    return [a.shown for a in figures(text).amounts]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("来那度胺十五毫克，每四周一次", ["15 mg", "4 周", "1 次"]),
        ("每三至四周一次", ["3 周", "4 周", "1 次"]),
        ("CrCl 30～60 mL/min 者 10 mg/d", ["30 ml/min", "60 ml/min", "10 mg/天"]),
        ("CLCr ≥30 mL/min 至 <60 mL/min", ["≥30 ml/min", "<60 ml/min"]),
        ("CLCr ≥30 至 <60 mL/min", ["≥30 ml/min", "<60 ml/min"]),
        ("百分之三十五的患者", ["35%"]),
        ("三分之一患者", ["1", "3"]),
        ("第 1、4、8、11 天", ["1", "4", "8", "11 天"]),
        ("输注至少１５分钟", ["≥15 min"]),
        ("不足两年", ["<2 年"]),
        ("60%以上，3 级以下", ["≥60%", "≤3 级"]),
        ("血小板＜30×10^9/L", ["<30x10^9"]),
        ("T值≤-2.5", ["≤-2.5"]),
        ("15 mg/48 h", ["15 mg", "48 h"]),
        ("Ⅲ期与 iii 期与三期", ["3 期", "3 期", "3 期"]),
        ("1.730 m2，1,200 mg", ["1.73 m2", "1200 mg"]),
        ("一般，统一，万一，一些，十分，一旦", []),
    ],
)
def test_amounts(text: str, amounts: list[str]) -> None:
    assert shown(text) == amounts


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CD38 单抗，del(17p)、t(4;14)、1q21", {"cd38", "del(17p)", "t(4;14)", "1q21"}),
        ("β-2 微球蛋白与 β2-微球蛋白", {"β2"}),
        ("2022v5 版", {"2022v5"}),
        ("CLCr30 mL/min", set()),
    ],
)
def test_names_are_no_amounts(text: str, names: set[str]) -> None:
    assert figures(text).names == names


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("1 类", ["1"]),
        ("2A 类推荐", ["2a"]),
        ("（2B）", ["2b"]),
        ("Ⅰ类推荐", ["1"]),
        ("1 类固醇，11 类", []),
        ("12A", []),
    ],
)
def test_categories(text: str, categories: list[str]) -> None:
    assert [c for c, _ in figures(text).categories] == categories


def amount(text: str) -> Amount:
    return figures(text).amounts[0]


@pytest.mark.parametrize(
    ("said", "stated", "heads", "equal"),
    [
        ("15 毫克", "15 mg", "", True),
        ("15 mg", "15 g", "", False),
        ("15 mg", "15", "", False),
        ("15 mg", "15", "剂量（mg）", True),
        ("15 mg", "15", "剂量（g）", False),
        ("不低于 30%", "≥30%", "", True),
        ("30% 以上", "≥30%", "", True),
        ("30% 以上", ">30%", "", True),
        (">30%", "30% 以上", "", False),
        ("≥30%", "<30%", "", False),
        ("30%", ">30%", "", False),
        ("超过 30%", "30%", "", False),
        ("4 个", "4 种", "", True),
        ("4 周", "4 个月", "", False),
    ],
)
def test_same(said: str, stated: str, heads: str, equal: bool) -> None:
    assert same(amount(said), amount(stated), heads) is equal


@pytest.mark.parametrize("text", ["", "一" * 5_000, "1" * 5_000, "1 mg" * 2_000, "t(" * 2_000, "百分之" * 2_000])
def test_any_text_is_read(text: str) -> None:
    assert figures(text).text is not None
