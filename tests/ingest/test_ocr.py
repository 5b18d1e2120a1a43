"""Scanned pages: read by OCR where the extra is installed, named with advice where it is not."""

import importlib
import os
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import ingest.ocr
from corpus.errors import UnreadableFile
from corpus.types import squeeze
from ingest.ocr import installed, page_text
from ingest.read import read
from ingest.source_text import paged
from ingest.split import passages
from ingest.structure import structure
from tests.pdf_rendering import render

CHINESE = [
    *Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"), *Path("/usr/share/fonts").rglob("wqy*.tt?"),
    *Path("/System/Library/Fonts").rglob("PingFang.ttc"), *Path("C:/Windows/Fonts").glob("msyh.ttc"),
]  # fmt: skip
WIDE, HIGH = 1240, 1754


def usable() -> bool:
    """Whether the extra is there and its picture library finds the system libraries that it needs."""
    try:
        return installed() and bool(importlib.import_module("cv2"))
    except ImportError:
        return False


with_ocr = pytest.mark.skipif(
    not usable() and "CI" not in os.environ, reason="the extra mmguide[ocr] is not installed, or libGL is missing"
)
LATIN = ["Lenalidomide 25 mg daily", "Creatinine clearance 30 to 60", "Dose reduced to 10 mg"]
TEXT = ["青川县成人高血压管理规范", "一般患者的降压目标是低于 140/90", "氨氯地平每日一次，每次 5 毫克。"]


def scan(path: Path, *pages: list[str], font: str = "") -> Path:
    """A PDF of pictures of text, a little askew as from a scanner."""
    letters = ImageFont.truetype(font, 32) if font else ImageFont.load_default(32)
    canvas = Canvas(str(path), pagesize=(595, 842))
    for lines in pages:
        picture = Image.new("L", (WIDE, HIGH), 255)
        pen = ImageDraw.Draw(picture)
        for i, line in enumerate(lines):
            pen.text((120, 150 + 64 * i), line, font=letters, fill=0)
        canvas.drawImage(ImageReader(picture.rotate(0.4, fillcolor=255)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture
def chinese() -> str:
    if not CHINESE:
        pytest.skip("no Chinese font on this machine to draw the page with")
    return str(CHINESE[0])


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest.ocr, "PACKAGES", ("a_package_that_nobody_has",))


@with_ocr
def test_a_scanned_page_is_read_and_nothing_is_kept_that_could_be_sent(
    tmp_path: Path, chinese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """onnxruntime keeps a device number and a queue of events in the home folder unless it is told not to."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    source = read(scan(tmp_path / "扫描.pdf", TEXT, font=chinese))
    read_lines = [squeeze(line) for line in source.text.split("\n") if line.strip()]
    assert read_lines == [squeeze(line) for line in TEXT]
    assert list(home.rglob("*")) == []


@with_ocr
def test_only_pages_that_need_it_are_recognised_and_they_are_marked(tmp_path: Path) -> None:
    pages = ["这一页有文字层，可以检索，不需要识别。", "\ue000\ue001\ue002 Thalidomide 100 mg daily dose"]
    render(paged(pages).pages, tmp_path / "text.pdf")
    writer = PdfWriter(clone_from=str(tmp_path / "text.pdf"))
    writer.append(PdfReader(scan(tmp_path / "scan.pdf", LATIN)))
    writer.write(tmp_path / "both.pdf")
    source = read(tmp_path / "both.pdf")
    assert [p.label for p in source.pages] == ["", "第 2 页（文字识别）", "第 3 页（文字识别）"]
    assert source.warnings == ("both.pdf 第 2、3 页由文字识别（OCR）读取，可能有错字错数，使用前请核对原件。",)
    (passage,) = [p for p in passages("doc", structure(source)) if "Lenalidomide 25 mg" in p.text]
    assert passage.page_label == "第 3 页（文字识别）"


@with_ocr
def test_a_page_without_any_writing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="没有文字层") as caught:
        read(scan(tmp_path / "空白.pdf", []))
    assert "扫描质量" in caught.value.hint


def test_without_the_extra_scanned_pages_are_named_with_advice(tmp_path: Path, without_ocr: None) -> None:
    render(paged(["这一页有文字层，可以检索。"]).pages, tmp_path / "text.pdf")
    writer = PdfWriter(clone_from=str(tmp_path / "text.pdf"))
    writer.append(PdfReader(scan(tmp_path / "scan.pdf", LATIN, LATIN)))
    writer.write(tmp_path / "both.pdf")
    assert read(tmp_path / "both.pdf").warnings == (
        "both.pdf 第 2、3 页没有文字层（可能是扫描页），未收录；安装 mmguide[ocr] 后可识别。",
    )


def test_without_the_extra_a_scan_is_refused_with_advice(tmp_path: Path, without_ocr: None) -> None:
    with pytest.raises(UnreadableFile, match="没有文字层") as caught:
        read(scan(tmp_path / "扫描.pdf", LATIN))
    assert "mmguide[ocr]" in caught.value.hint


def box(x: float, y: float, text: str, score: float = 0.9) -> tuple[list[list[float]], str, float]:
    right = x + 20 * len(text)
    return [[x, y], [right, y], [right, y + 20], [x, y + 20]], text, score


def test_recognised_pieces_of_one_line_are_put_together() -> None:
    pieces = [box(300, 102, "每日一次"), box(50, 100, "氨氯地平"), box(50, 150, "依那普利")]
    assert page_text(pieces, 500).split() == ["氨氯地平", "每日一次", "依那普利"]


def test_doubtful_pieces_are_left_out() -> None:
    assert page_text([box(50, 100, "清楚"), box(50, 150, "模糊", 0.3)], 500).split() == ["清楚"]


def test_a_section_number_is_parted_from_its_heading() -> None:
    assert page_text([box(50, 100, "2.1降压目标"), box(50, 150, "血压130")], 500).split("\n")[0] == "2.1 降压目标"
