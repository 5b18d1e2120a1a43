"""One reader for each suffix: file -> SourceText."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from corpus.errors import UnreadableFile, UnsupportedFile
from ingest.markdown import with_marked_headings
from ingest.pdf import read_pdf
from ingest.plain import read_plain
from ingest.source_text import SourceText, paged
from ingest.titles import own_title
from ingest.web import read_html
from ingest.word import read_docx

MAX_BYTES = 200_000_000
_ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


def decode(data: bytes, name: str) -> str:
    """Text of a file in UTF-8, GB18030 or UTF-16; UnreadableFile for anything else."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        order: tuple[str, ...] = ("utf-16",)
    else:
        order = _ENCODINGS
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableFile(f"{name} 不是可识别的文本编码。", "请另存为 UTF-8 或 GB18030 编码的文本。")


def _txt(path: Path) -> SourceText:
    return read_plain(decode(path.read_bytes(), path.name))


def _markdown(path: Path) -> SourceText:
    return paged([with_marked_headings(decode(path.read_bytes(), path.name))], markdown=True)


def _html(path: Path) -> SourceText:
    return read_html(decode(path.read_bytes(), path.name))


READERS: Mapping[str, Callable[[Path], SourceText]] = MappingProxyType({
    ".txt": _txt,
    ".text": _txt,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".pdf": read_pdf,
    ".docx": read_docx,
})  # fmt: skip


def read(path: Path) -> SourceText:
    """Reads a file by its suffix; UnsupportedFile or UnreadableFile say what to do."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = "、".join(READERS)
        raise UnsupportedFile(f"不支持 {path.suffix or '无后缀'} 文件：{path.name}。", f"可读取的格式：{known}。")
    try:
        size = path.stat().st_size
        if size == 0:
            raise UnreadableFile(f"{path.name} 是空文件。", "请检查文件是否下载完整。")
        if size > MAX_BYTES:
            raise UnreadableFile(f"{path.name} 超过 {MAX_BYTES // 1_000_000} MB。", "请拆分后再导入。")
        source = reader(path)
    except OSError as error:
        raise UnreadableFile(f"无法读取 {path.name}：{error.strerror or error}。", "请检查文件与权限。") from error
    if not source.text.strip():
        raise UnreadableFile(f"{path.name} 中没有文字。", "若是扫描件，请先做文字识别（OCR）再导入。")
    return source if source.title else replace(source, title=own_title(source))
