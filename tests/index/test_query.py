"""What a query asks for: weights of its tokens and the form of the answer."""

import pytest

from index.query import page_codes, read_query


def test_words_inside_a_name_count_less_than_the_name() -> None:
    weights = read_query("自体移植").words
    assert weights["§asct"] > weights["移植"]


def test_everyday_words_cover_less() -> None:
    weights = read_query("现在桡动脉").content
    assert weights["桡动脉"] > weights["现在"]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("多大比例有贫血", {"share"}), ("多久复查一次", {"period"}),
        ("5.2022版删除了什么", {"change"}), ("什么是冒烟型", set()),
    ],
)  # fmt: skip
def test_the_form_of_the_answer(text: str, forms: set[str]) -> None:
    query = read_query(text)
    assert {name for name in ("share", "period", "change") if getattr(query, name)} == forms


def test_page_codes_are_found_in_any_case() -> None:
    assert page_codes("见 myel-g 3/4 与 MS-12") == {"MYEL-G", "MS-12"}


@pytest.mark.parametrize("text", ["", "。", "\0", "\ud7ff", "a" * 5000])
def test_any_text_is_a_query(text: str) -> None:
    assert read_query(text).text == text
