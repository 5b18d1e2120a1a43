"""Word documents: headings, paragraphs, lists and tables in their order."""

import zipfile
from pathlib import Path

import docx
import pytest

from corpus.errors import UnreadableFile
from corpus.types import Kind
from ingest.read import read
from ingest.structure import structure


@pytest.fixture
def document(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_heading("骨髓瘤指南", 0)
    made.add_heading("诊断", 1)
    made.add_paragraph("第一段正文。")
    made.add_paragraph("血常规", style="List Bullet")
    made.add_paragraph("尿蛋白", style="List Number")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("药", "剂量", "甲", "1 mg"), strict=True):
        cell.text = text
    made.add_heading("治疗", 2)
    paragraph = made.add_paragraph("血小板 50 × 10")
    paragraph.add_run("9").font.superscript = True
    paragraph.add_run("/L")
    path = tmp_path / "指南.docx"
    made.save(str(path))
    return path


def test_the_order_of_the_document_is_kept(document: Path) -> None:
    assert [line for line in read(document).text.split("\n") if line] == [
        "# 骨髓瘤指南", "# 诊断", "第一段正文。", "- 血常规", "- 尿蛋白",
        "| 药 | 剂量 |", "| --- | --- |", "| 甲 | 1 mg |", "## 治疗", "血小板 50 × 10^9/L",
    ]  # fmt: skip


def test_tables_and_sections_are_found_again(document: Path) -> None:
    found = structure(read(document))
    assert [(b.kind, b.section[-1]) for b in found] == [
        (Kind.LIST, "诊断"), (Kind.TABLE, "诊断"), (Kind.TEXT, "治疗"),
    ]  # fmt: skip


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98], ids=["start", "half", "nearly all"])
def test_a_truncated_document_is_named(document: Path, share: float) -> None:
    data = document.read_bytes()
    document.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(UnreadableFile, match="不是完好的 Word") as caught:
        read(document)
    assert "另存为" in caught.value.hint


def rewritten(document: Path, name: str, data: bytes) -> None:
    with zipfile.ZipFile(document) as old:
        parts = {entry: old.read(entry) for entry in old.namelist()}
    with zipfile.ZipFile(document, "w") as new:
        for entry, content in {**parts, name: data}.items():
            new.writestr(entry, content)


@pytest.mark.parametrize("part", ["word/document.xml", "[Content_Types].xml", "word/styles.xml"])
@pytest.mark.parametrize("data", [b"", b"<w:broken", b"<other/>"], ids=["empty", "no XML", "other XML"])
def test_a_document_with_broken_parts_is_named(document: Path, part: str, data: bytes) -> None:
    rewritten(document, part, data)
    with pytest.raises(UnreadableFile):
        read(document)


def test_a_document_without_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "空白.docx"
    docx.Document().save(str(path))
    with pytest.raises(UnreadableFile, match="没有文字"):
        read(path)
