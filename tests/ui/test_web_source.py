from dataclasses import replace
from pathlib import Path

import pytest

from corpus.snapshot import Manifest, ModelStamp, Snapshot
from corpus.types import Document, Passage
from ui.web.source import AROUND, NO_SOURCE, locate, marked, source_html
from ui.web.talk import Shown


@pytest.fixture
def shown(document: Document, passage: Passage, tmp_path: Path) -> Shown:
    manifest = Manifest(1, "abc123", ModelStamp("builtin", 1, ""), 1, 1, "")
    (tmp_path / "texts").mkdir()
    text = "\n".join(["前<一>", "前二", *passage.text.split("\n"), *(f"后{n}" for n in range(1, 30))])
    (tmp_path / "texts" / "doc.txt").write_text(text, encoding="utf-8")
    return Shown(passage, document, Snapshot(tmp_path, manifest, (document,), (passage,)), "出处 1", "剂量5 mg")


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        ("甲乙", "一甲 \n乙二", (1, 5)),
        ("甲 乙", "甲乙", (0, 2)),
        ("丙", "甲乙", None),
        ("", "甲乙", None),
        (" ", "甲乙", None),
    ],
)
def test_locate(quote: str, text: str, expected: tuple[int, int] | None) -> None:
    assert locate(quote, text) == expected


def test_marked_escapes_on_all_sides() -> None:
    assert marked("<a>甲<b>乙</b>", "<b>") == "&lt;a&gt;甲<mark>&lt;b&gt;</mark>乙&lt;/b&gt;"


def test_passage_stands_among_its_neighbours_with_the_quotation_marked(shown: Shown) -> None:
    page = source_html(shown)
    assert '<div class="around">前&lt;一&gt;\n前二</div><div class="passage">首选 甲药。' in page
    assert "&lt;script&gt;<mark>剂量 5 mg</mark>&lt;/script&gt;</div>" in page
    assert f"后{AROUND}</div>" in page
    for words in ("指南&lt;b&gt;甲&lt;/b&gt;", '<span class="digest">摘要</span>', "2024 版", "A-1 · 用药 · 第 3–4 行"):
        assert words in page


def test_original_names_its_file_instead_of_the_digest_mark(shown: Shown) -> None:
    page = source_html(replace(shown, document=replace(shown.document, digest=False)))
    assert "digest" not in page
    assert "a.md · CC0" in page


def test_passage_is_shown_when_its_snapshot_is_gone(shown: Shown) -> None:
    (shown.snapshot.folder / "texts" / "doc.txt").unlink()
    page = source_html(shown)
    assert "around" not in page
    assert "<mark>剂量 5 mg</mark>" in page


def test_without_a_source() -> None:
    assert source_html(None) == NO_SOURCE
