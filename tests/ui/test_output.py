import pytest

from corpus.errors import InputError
from ui.output import checked_text, parse_object, printable, text_of


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "不是有效的 JSON"),
        (b"{", "不是有效的 JSON"),
        (b"[1]", "应为 JSON 对象"),
        (b'"text"', "应为 JSON 对象"),
        (b'{"a": NaN}', "NaN"),
        (b"\xff{}", "不是有效的 JSON"),
        (b"[" * 100_000, "嵌套过深"),
    ],
    ids=["empty", "broken", "list", "text", "nan", "not utf-8", "deep"],
)
def test_parse_object_refuses(raw: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_object(raw)


def test_parse_object() -> None:
    assert parse_object('{"问": 1}'.encode()) == {"问": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [(" \n", "空"), ("长" * 11, "超过上限 10"), ("\ud800", "无法编码")],
    ids=["empty", "long", "surrogate"],
)
def test_checked_text_refuses(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        checked_text(text, 10)


@pytest.mark.parametrize("request_", [{}, {"query": 5}, {"query": None}])
def test_text_of_refuses_what_is_no_text(request_: dict[str, object]) -> None:
    with pytest.raises(InputError, match="query"):
        text_of(request_, "query", 10)


def test_printable_keeps_lines_and_drops_terminal_control() -> None:
    assert printable("甲\t乙\n丙\x1b[31m\x07\x9b") == "甲\t乙\n丙�[31m��"
