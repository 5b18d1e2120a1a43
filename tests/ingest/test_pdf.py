"""PDF through pypdf: text, empty lines, quality warnings, and files that cannot be read."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

import ingest.ocr
import ingest.pdf
from corpus.errors import UnreadableFile
from corpus.types import squeeze
from ingest.pdf_lines import with_gaps
from ingest.read import read
from ingest.source_text import paged
from tests.pdf_rendering import render

BODY = "这一页有文字层，可以检索。"
SIGNS = "≥ ≤ < > ± µ μ β κ λ ～ – — • ◊ ▪ � ® © ％ ＞ Ⅰ ① ⁵ 【】 “” ×"


def pdf(folder: Path, *pages: str) -> Path:
    path = folder / "指南.pdf"
    render(paged(list(pages)).pages, path)
    return path


def encrypted(path: Path, user: str, algorithm: str) -> Path:
    writer = PdfWriter(clone_from=str(path))
    writer.encrypt(user, "owner", algorithm=algorithm)
    with path.open("wb") as file:
        writer.write(file)
    return path


def without_text(path: Path, pages: int) -> Path:
    canvas = Canvas(str(path))
    for _ in range(pages):
        canvas.rect(100, 100, 200, 200)
        canvas.showPage()
    canvas.save()
    return path


def test_the_text_layer_is_read_with_all_its_signs(tmp_path: Path) -> None:
    source = read(pdf(tmp_path, f"多发性骨髓瘤\n{SIGNS}\n10 mg/m2", "第二页 ≥60 mL/min"))
    assert [squeeze("".join(page.lines)) for page in source.pages] == [
        squeeze(f"多发性骨髓瘤{SIGNS}10mg/m2"), "第二页≥60mL/min",
    ]  # fmt: skip


def test_lines_stay_lines_and_gaps_stay_gaps(tmp_path: Path) -> None:
    source = read(pdf(tmp_path, "标题\n\n第一行\n第二行\n\n第三行"))
    assert [line for line in source.text.rstrip().split("\n")] == ["标题", "", "第一行", "第二行", "", "第三行"]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("甲\n", 100), ("乙\n", 90), ("丙\n", 80), ("丁", 50)], "甲\n乙\n丙\n\n丁"),
        ([("甲\n", 100), ("乙\n", 70), ("丙\n", 40)], "甲\n乙\n丙\n"),
        ([("甲\n", 100), ("乙\n", 90), ("丙", 80), ("丁", 50)], "甲\n乙\n丙丁"),
        ([("左一\n", 100), ("左二\n", 90), ("右一\n", 100), ("右二\n", 90)], "左一\n左二\n右一\n右二\n"),
        ([("甲", 100), ("\n乙", 90), ("\n丙", 60)], "甲\n乙\n\n丙"),
        ([("甲", 100), ("a", 97), ("b\n", 94), ("乙\n", 84), ("丙\n", 74), ("丁", 50)], "甲ab\n乙\n丙\n\n丁"),
        ([("甲", 100)], "甲"),
        ([], ""),
    ],
    ids=[
        "paragraph",
        "wide leading",
        "no line end",
        "columns",
        "line end first",
        "lowered figures",
        "one piece",
        "none",
    ],
)
def test_a_wide_step_down_becomes_an_empty_line(pieces: Sequence[tuple[str, float]], text: str) -> None:
    assert with_gaps(pieces) == text


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.ocr, "PACKAGES", ("a_package_that_nobody_has",))


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_password_is_asked_for_in_words(tmp_path: Path, algorithm: str) -> None:
    with pytest.raises(UnreadableFile, match="密码") as caught:
        read(encrypted(pdf(tmp_path, "正文"), "geheim", algorithm))
    assert "解除密码" in caught.value.hint


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_only_forbids_changes_is_read(tmp_path: Path, algorithm: str) -> None:
    assert BODY in read(encrypted(pdf(tmp_path, BODY), "", algorithm)).text


def test_a_scan_is_named_with_advice(tmp_path: Path, without_ocr: None) -> None:
    with pytest.raises(UnreadableFile, match="没有文字层") as caught:
        read(without_text(tmp_path / "扫描.pdf", 3))
    assert "OCR" in caught.value.hint


def test_scanned_pages_among_others_are_named(tmp_path: Path, without_ocr: None) -> None:
    text, scan = pdf(tmp_path, BODY), without_text(tmp_path / "scan.pdf", 2)
    writer = PdfWriter(clone_from=str(text))
    writer.append(PdfReader(scan))
    writer.write(text)
    source = read(text)
    assert len(source.pages) == 3
    assert source.warnings == ("指南.pdf 第 2、3 页没有文字层（可能是扫描页），未收录；安装 mmguide[ocr] 后可识别。",)


def test_garbled_pages_are_named(tmp_path: Path, without_ocr: None) -> None:
    source = read(pdf(tmp_path, "这一页没有问题，可以检索。", "这一页\ue000\ue001\ue002\ue003有许多坏字"))
    assert source.warnings == ("指南.pdf 第 2 页有较多无法识别的字符，请核对原文；安装 mmguide[ocr] 后可识别。",)


def test_chinese_that_was_taken_for_western_letters_is_named(tmp_path: Path, without_ocr: None) -> None:
    garbled = "多发性骨髓瘤患者的治疗".encode("gb18030").decode("latin-1")
    source = read(pdf(tmp_path, "这一页没有问题，可以检索。", garbled))
    assert [w for w in source.warnings if "第 2 页有较多无法识别的字符" in w]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5], ids=["nothing", "head", "half"])
def test_a_truncated_file_is_named(tmp_path: Path, share: float) -> None:
    path = pdf(tmp_path, *(["正文"] * 30))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)] or b"%PDF-1.4\n")
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.message.startswith("指南.pdf")
    assert caught.value.hint


def test_a_file_that_takes_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.pdf, "SECONDS", 0.01)
    with pytest.raises(UnreadableFile, match="没有读完"):
        read(pdf(tmp_path, "正文"))


def test_halves_of_characters_do_not_reach_the_store(tmp_path: Path) -> None:
    text = ingest.pdf._sound("甲\ud835\udc00乙\ud800丙\r\n\0")
    assert text == "甲\U0001d400乙\ufffd丙\n"
    assert text.encode()
