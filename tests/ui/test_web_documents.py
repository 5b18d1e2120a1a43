from pathlib import Path

import pytest

from agents.library import FileReport, IngestReport
from corpus.snapshot import Manifest, ModelStamp, Snapshot, current
from corpus.types import Document, Passage
from ui.settings import Settings
from ui.web.desk import Desk
from ui.web.documents import UPLOADS, ingested, report_html, table_html


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Settings(home=tmp_path / "home"))


def upload(folder: Path, text: str) -> Path:
    folder.mkdir()
    path = folder / "规定.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_new_version_of_an_upload_replaces_the_old_one(desk: Desk, tmp_path: Path) -> None:
    first = upload(tmp_path / "a", "# 规定\n\n本科室的骨髓瘤患者每两个月随访一次。\n")
    second = upload(tmp_path / "b", "# 规定\n\n本科室的骨髓瘤患者每三个月随访一次。\n")
    assert "已导入" in ingested(desk, [first])
    assert "已更新" in ingested(desk, [second])
    assert desk.assistant().searcher.snapshot.manifest.documents == 6
    assert current(desk.settings.home) is not None


def test_file_that_cannot_be_read_is_told_and_not_kept(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    assert "失败" in ingested(desk, [broken])
    assert list((desk.settings.home / UPLOADS).iterdir()) == []


def test_nothing_chosen(desk: Desk) -> None:
    assert "请先选择文件" in ingested(desk, [])


def test_report_is_escaped() -> None:
    file = FileReport("<b>.md", "failed", reason="<i>", hint="<u>", warnings=("<s>",))
    page = report_html(IngestReport((file,), "abc", 1, 1))
    assert "<b>失败</b> &lt;b&gt;.md" in page
    assert all(tag not in page for tag in ("<i>", "<u>", "<s>"))


def test_table(document: Document, passage: Passage, tmp_path: Path) -> None:
    snapshot = Snapshot(tmp_path, Manifest(1, "abc", ModelStamp("m", 1, ""), 1, 1, ""), (document,), (passage,))
    page = table_html(snapshot)
    assert "指南&lt;b&gt;甲&lt;/b&gt;" in page
    assert '<td class="count">1</td>' in page
    assert "摘要" in page
