"""One comparison form for expected and found texts."""

import pytest

from evals.text import has_any, normal, which


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ⅱ 期", "ii期"), ("３.５ｍｇ／Ｌ", "3.5mg/l"), ("60～90 mg", "60~90mg"), ("µ", "μ"), ("10⁵", "105"), ("  ", "")],
    ids=["roman", "full-width", "tilde", "micro", "superscript", "blank"],
)
def test_normal(text: str, expected: str) -> None:
    assert normal(text) == expected


def test_has_any_ignores_spaces_and_case() -> None:
    assert has_any("首选 VRd（1 类）", ("DRd", "1类"))


def test_which_gives_those_that_stand_in_the_text() -> None:
    assert which("每月 1 次", ("每月1次", "每 3 个月")) == ("每月1次",)
