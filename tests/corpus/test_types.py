"""Passages and documents: round trip, content hash, place."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Kind, Passage, passage_id, squeeze


def passage(text: str = "文字", kind: Kind = Kind.TEXT, **changed: object) -> Passage:
    fields: dict[str, object] = {
        "passage_id": passage_id("doc", text, (3, 4)), "doc_id": "doc", "kind": kind, "text": text, "title": "表1",
        "columns": "| 甲 | 乙 |", "section": ("一", "二"), "page": 2, "page_label": "MS-2", "lines": (3, 4),
    }  # fmt: skip
    return Passage(**{**fields, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", Kind)
def test_record_round_trip_through_json(kind: Kind) -> None:
    before = passage("≥60 µmol/L\u2028～", kind)
    assert Passage.from_record(json.loads(json.dumps(before.as_record()))) == before


def test_footnotes_survive_and_older_records_have_none() -> None:
    before = passage(footnotes=("a 甲", "b 乙"))
    record = json.loads(json.dumps(before.as_record()))
    assert Passage.from_record(record) == before
    del record["footnotes"]
    assert Passage.from_record(record) == passage()


def test_id_is_a_short_hash() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", passage_id("doc", "文字", (1, 1)))


@pytest.mark.parametrize(
    ("doc_id", "text", "lines", "same"),
    [
        ("doc", "甲 乙\n丙", (1, 2), True),
        ("doc", "甲乙丙", (1, 9), True),
        ("doc", "甲乙丁", (1, 2), False),
        ("doc", "甲乙丙", (2, 2), False),
        ("other", "甲乙丙", (1, 2), False),
    ],
    ids=["whitespace", "last line", "other text", "other place", "other document"],
)
def test_id_names_text_and_place(doc_id: str, text: str, lines: tuple[int, int], same: bool) -> None:
    assert (passage_id(doc_id, text, lines) == passage_id("doc", "甲乙丙", (1, 2))) is same


@given(st.text())
def test_squeezed_text_has_no_whitespace_and_all_the_rest(text: str) -> None:
    squeezed = squeeze(text)
    assert not any(c.isspace() for c in squeezed)
    assert [c for c in text if not c.isspace()] == list(squeezed)


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({}, "MS-2 · 一 · 二"),
        ({"page_label": ""}, "第 2 页 · 一 · 二"),
        ({"section": ("MS-2", "三")}, "MS-2 · 三"),
        ({"section": ("一", "二", "三")}, "MS-2 · 二 · 三"),
        ({"section": ()}, "MS-2"),
    ],
)
def test_place_names_page_and_the_last_sections(changed: dict[str, object], place: str) -> None:
    assert passage(**changed).place == place  # type: ignore[arg-type]


def test_a_piece_of_a_passage_over_several_sections_has_a_section_of_its_own() -> None:
    both = passage("1.1 甲\n甲的正文。\n1.2 乙\n乙的正文。", section=("一", "1.1 甲"), parts=((10, ("一", "1.2 乙")),))
    assert both.section_of("甲的正文。") == ("一", "1.1 甲")
    assert both.section_of("乙的 正文。") == ("一", "1.2 乙")
    assert Passage.from_record(json.loads(json.dumps(both.as_record()))) == both
