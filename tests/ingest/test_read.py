"""Files of every kind and encoding, and what is said of those that cannot be read."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableFile, UnsupportedFile
from ingest.read import READERS, decode, read

TEXT = "多发性骨髓瘤：肌酐 ≥2 mg/dL，β2-微球蛋白 5.5 µg/mL。\n第二行\n"
CHINESE = re.compile(r"[\u4e00-\u9fff]{2}.*。$")


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("suffix", [".txt", ".md", ".TXT"])
def test_text_is_read_in_its_encoding(tmp_path: Path, encoding: str, suffix: str) -> None:
    assert read(put(tmp_path, f"a{suffix}", TEXT.encode(encoding))).text == TEXT


def test_big_endian_text_is_read_by_its_mark(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.txt", b"\xfe\xff" + TEXT.encode("utf-16-be"))).text == TEXT


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"], ids=["Windows", "old Mac", "Unix"])
def test_line_ends_do_not_matter(tmp_path: Path, ending: str) -> None:
    assert read(put(tmp_path, "a.txt", TEXT.replace("\n", ending).encode())).text == TEXT


def test_a_web_page_in_gbk_is_read(tmp_path: Path) -> None:
    page = '<html><head><meta charset="gbk"></head><body><p>骨髓瘤</p></body></html>'
    assert "骨髓瘤" in read(put(tmp_path, "a.html", page.encode("gbk"))).text


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error_of_ours(data: bytes) -> None:
    with suppress(UnreadableFile):
        assert "\0" not in decode(data, "a.txt")


BROKEN = {
    "empty text": ("a.txt", b""),
    "blanks only": ("a.txt", b" \n \n"),
    "byte order mark only": ("a.txt", b"\xef\xbb\xbf"),
    "no text": ("a.txt", bytes(range(256)) * 4),
    "a picture": ("a.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"),
    "empty page": ("a.html", b"<html><body><script>1</script></body></html>"),
    "not a PDF": ("a.pdf", b"%PDF-1.4 and nothing else"),
    "text called PDF": ("a.pdf", TEXT.encode()),
    "text called docx": ("a.docx", TEXT.encode()),
}


@pytest.mark.parametrize(("name", "data"), BROKEN.values(), ids=BROKEN.keys())
def test_an_unreadable_file_is_named_with_advice(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(put(tmp_path, name, data))
    assert name in caught.value.message
    assert CHINESE.search(caught.value.message)
    assert CHINESE.search(caught.value.hint)


@pytest.mark.parametrize("name", ["a.doc", "a.xlsx", "无后缀", "a.tar.gz"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsupportedFile) as caught:
        read(put(tmp_path, name, b"x"))
    assert name in caught.value.message
    assert all(suffix in caught.value.hint for suffix in READERS)


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="无法读取"):
        read(tmp_path / "none.txt")


def test_a_folder_called_like_a_file_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(UnreadableFile):
        read(tmp_path / "a.txt")


def test_a_file_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(200_000_001)
    with pytest.raises(UnreadableFile, match="200 MB"):
        read(tmp_path / "a.txt")
