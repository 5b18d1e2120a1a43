"""PDF through pypdf, in a process of its own: a hostile or broken file cannot take the program with it."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFile
from ingest.source_text import SourceText, paged

if TYPE_CHECKING:
    from pypdf import PageObject

SECONDS = 300
MEMORY_BYTES = 4 * 1024**3
_EMPTY_PAGE = 8
_GARBLED_SHARE = 0.1
_WIDE_STEP = 1.5
_RAISED = 0.4


def read_pdf(path: Path) -> SourceText:
    """Text of every page; pages without or with unreadable text are named in the warnings."""
    command = [sys.executable, "-m", "ingest.pdf", str(path.resolve())]
    root = Path(__file__).parents[1]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=root)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"{path.name} 在 {SECONDS} 秒内没有读完。", "请拆分或重新导出该 PDF。") from error
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    reply = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {"error": "broken"}
    if "error" in reply:
        raise _error(path.name, str(reply["error"]))
    pages = [str(page) for page in reply["pages"]]
    warnings = _quality(path.name, pages)
    if len(warnings) and all(len(p.strip()) < _EMPTY_PAGE for p in pages):
        raise UnreadableFile(f"{path.name} 没有文字层（可能是扫描件）。", "请先做文字识别（OCR）再导入。")
    return paged([_sound(page) for page in pages], warnings=warnings)


def _sound(page: str) -> str:
    """A page without characters that no file can hold: halves of surrogate pairs, carriage returns, zeros."""
    whole = page.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r", "").replace("\0", "")


def _error(name: str, code: str) -> UnreadableFile:
    if code == "encrypted":
        return UnreadableFile(f"{name} 有密码保护。", "请解除密码后再导入。")
    if code == "memory":
        return UnreadableFile(f"{name} 占用内存过多。", "请拆分或重新导出该 PDF。")
    return UnreadableFile(f"{name} 不是完好的 PDF。", "请重新下载或重新导出该文件。")


def _quality(name: str, pages: list[str]) -> tuple[str, ...]:
    """Pages that could not be read well: no text layer, or too many unmapped characters."""
    empty = [i for i, page in enumerate(pages, 1) if len(page.strip()) < _EMPTY_PAGE]
    garbled = [i for i, page in enumerate(pages, 1) if i not in empty and _garbled(page) > _GARBLED_SHARE]
    found = []
    if empty:
        found.append(f"{name} 第 {_list(empty)} 页没有文字层（可能是扫描页），未收录。")
    if garbled:
        found.append(f"{name} 第 {_list(garbled)} 页有较多无法识别的字符，请核对原文。")
    return tuple(found)


def _list(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:20])) + ("等" if len(numbers) > 20 else "")


def _garbled(page: str) -> float:
    """Share of private-use, replacement and control characters."""
    text = "".join(page.split())
    bad = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (ord(c) < 32) for c in text)
    return bad / max(1, len(text))


def with_gaps(pieces: Sequence[tuple[str, float]]) -> str:
    """The text of a page from its pieces and their heights; a wide step down becomes an empty line.

    Headings and paragraphs are recognised by the empty lines around them, which pypdf does not give.
    """
    wide = _WIDE_STEP * _leading([a - b for (_, a), (_, b) in zip(pieces, pieces[1:], strict=False) if a - b > 1])
    text, before = "", 0.0
    for piece, height in pieces:
        starts_line = text.endswith("\n") or piece.startswith("\n")
        text += "\n" + piece if text and starts_line and before - height > wide else piece
        before = height
    return text


def _leading(steps: list[float]) -> float:
    """The usual step from line to line: a small one, but not that of a raised figure."""
    whole = sorted(step for step in steps if step > _RAISED * median(steps))
    return whole[len(whole) // 4] if whole else 0.0


def _page_text(page: "PageObject") -> str:
    pieces: list[tuple[str, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text:
            pieces.append((text, tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=visit)
    return with_gaps(pieces)


def _extract(path: str) -> dict[str, object]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "encrypted"}
        return {"pages": [_page_text(page) for page in reader.pages]}
    except MemoryError:
        return {"error": "memory"}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        needs_key = "password" in str(error).lower() or "decrypt" in type(error).__name__.lower()
        return {"error": "encrypted" if needs_key or type(error).__name__ == "DependencyError" else "broken"}


def _limit() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    _limit()
    sys.stdout.write(json.dumps(_extract(sys.argv[1]), ensure_ascii=True) + "\n")
