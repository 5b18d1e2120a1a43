"""Word documents: headings, paragraphs, lists and tables in their order."""

import zipfile
from pathlib import Path

import docx
import docx.document
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.errors import UnreadableFile
from corpus.types import Kind
from ingest.read import read
from ingest.split import passages
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
        "# 骨髓瘤指南", "# 诊断", "第一段正文。", "- 血常规", "1. 尿蛋白",
        "| 药 | 剂量 |", "| --- | --- |", "| 甲 | 1 mg |", "## 治疗", "血小板 50 × 10^9/L",
    ]  # fmt: skip


def test_tables_and_sections_are_found_again(document: Path) -> None:
    found = structure(read(document))
    assert [(b.kind, b.section[-1]) for b in found] == [
        (Kind.LIST, "诊断"), (Kind.TABLE, "诊断"), (Kind.TEXT, "治疗"),
    ]  # fmt: skip


def saved(made: "docx.document.Document", folder: Path) -> list[str]:
    path = folder / "a.docx"
    made.save(str(path))
    return [line for line in read(path).text.split("\n") if line]


def test_numbered_lists_are_counted_with_their_levels(tmp_path: Path) -> None:
    made = docx.Document()
    for text, style in (("甲", "List Number"), ("乙", "List Number"), ("注意", "List Bullet"), ("丙", "List Number")):
        made.add_paragraph(text, style=style)
    assert saved(made, tmp_path) == ["1. 甲", "2. 乙", "- 注意", "3. 丙"]


def test_headings_that_word_numbers_get_their_numbers(tmp_path: Path) -> None:
    made = docx.Document()
    numbering = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, pattern in enumerate(("%1", "%1.%2"))
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, level in (("总则", 0), ("目的", 1), ("范围", 1), ("治疗", 0), ("药物", 1)):
        heading = made.add_heading(text, level + 1)
        heading._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    assert saved(made, tmp_path) == ["# 1 总则", "## 1.1 目的", "## 1.2 范围", "# 2 治疗", "## 2.1 药物"]


def test_merged_cells_and_tables_in_cells(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=4, cols=2)
    for cell, text in zip(
        (c for r in table.rows for c in r.cells), ("药", "剂量", "甲", "1", "", "2", "注", ""), strict=True
    ):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    inner = table.cell(2, 1).add_table(rows=2, cols=2)
    for cell, text in zip((c for r in inner.rows for c in r.cells), ("晨", "3", "晚", "4"), strict=True):
        cell.text = text
    assert saved(made, tmp_path) == [
        "| 药 | 剂量 |", "| --- | --- |", "| 甲 | 1 |", "| 甲 | 2；晨，3；晚，4 |", "| 注 |  |",
    ]  # fmt: skip


def test_running_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "某某医院"
    made.sections[0].footer.paragraphs[0].text = "第 1 页"
    made.add_paragraph("正文。")
    assert saved(made, tmp_path) == ["正文。"]


def test_symbols_deleted_and_inserted_text_and_content_controls(tmp_path: Path) -> None:
    made = docx.Document()
    runs = (
        '<w:r><w:t>血压 </w:t></w:r><w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r><w:r><w:t xml:space="preserve"> 140</w:t></w:r>'
        '<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>新</w:t></w:r></w:ins>'
    )
    made.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"))
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件里的文字</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    made.element.body.insert(1, parse_xml(control))
    assert saved(made, tmp_path) == ["血压 ≥ 140新", "控件里的文字"]


def with_footnote(folder: Path) -> Path:
    """A document with a footnote, which python-docx cannot make itself."""
    made = docx.Document()
    paragraph = made.add_paragraph("甲药每日一次")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run("，饭后服。")
    note = '<w:footnote w:id="{}"{}><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
    notes = note.format(0, ' w:type="separator"', "线") + note.format(2, "", "肾功能不全者减半。")
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode(),
        made.part.package,
    )
    made.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    path = folder / "脚注.docx"
    made.save(str(path))
    return path


def test_footnotes_are_read_and_found_from_their_marks(tmp_path: Path) -> None:
    source = read(with_footnote(tmp_path))
    assert [line for line in source.text.split("\n") if line] == [
        "甲药每日一次[^2]，饭后服。", "[^2]: 肾功能不全者减半。",
    ]  # fmt: skip
    assert [b.kind for b in structure(source)] == [Kind.TEXT, Kind.FOOTNOTE]
    assert passages("doc", structure(source))[0].footnotes == ("[^2]: 肾功能不全者减半。",)


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
