"""Plain text: where pages begin, and that nothing of the text is lost on the way."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.plain import read_plain
from ingest.source_text import SourceText

BODY = ["正文一行"] * 12


def first_lines(source: SourceText) -> list[str]:
    return [page.lines[0] for page in source.pages]


@pytest.mark.parametrize(
    ("starts", "pages"),
    [
        (["甲", " 乙", " 丙", " 丁"], 4),
        (["甲", "Printed by http://x.org on 1/1/2024", " 丙", " 丁"], 4),
        (["甲", "乙", "丙", "丁"], 1),
        (["甲", "  乙", "  丙", "  丁"], 1),
        (["甲", " • 乙", " ◊ 丙", " – 丁"], 1),
        (["甲", " >60 mL/min", " ≥60 岁", " <1"], 1),
    ],
    ids=["one space", "print line", "no space", "two spaces", "bullets", "comparisons"],
)
def test_a_page_begins_with_one_space(starts: list[str], pages: int) -> None:
    source = read_plain("\n".join(line for start in starts for line in (start, *BODY)))
    assert len(source.pages) == pages


def test_a_text_of_indented_lines_is_one_page() -> None:
    assert len(read_plain("\n".join([" 缩进", "正文"] * 30)).pages) == 1


def test_form_feeds_come_before_any_guess() -> None:
    source = read_plain("甲\n\f乙\n 丙\f丁")
    assert first_lines(source) == ["甲", "乙", "丁"]


def test_markdown_is_recognised_by_its_marks() -> None:
    text = "# 题\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n## 节\n\n文字\n"
    assert read_plain(text).markdown
    assert not read_plain(text.replace("#", "")).markdown


@given(st.text(alphabet=st.sampled_from("甲 \n\f乙•") | st.characters(exclude_categories=["Cs"])))
def test_lines_have_the_numbers_of_the_stored_text(text: str) -> None:
    source = read_plain(text)
    stored = source.text.split("\n")
    assert [line for page in source.pages for line in page.lines] == stored
    assert all(stored[p.first_line - 1] == p.lines[0] for p in source.pages)


@pytest.mark.parametrize(
    ("number", "pages"),
    [("000", 50), ("001", 1), ("002", 97), ("003", 11), ("004", 4)],
)
def test_the_pages_of_the_originals(originals: Path, number: str, pages: int) -> None:
    (path,) = originals.glob(f"{number}_*.txt")
    text = path.read_text(encoding="utf-8")
    source = read_plain(text)
    assert len(source.pages) == pages
    assert source.text == text
