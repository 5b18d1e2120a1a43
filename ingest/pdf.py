"""PDF through pypdf, in a process of its own: a hostile or broken file cannot take the program with it."""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from corpus.errors import UnreadableFile
from ingest.ocr import installed, recognised_pages
from ingest.pdf_lines import printed_pages, title
from ingest.pdf_pieces import has_picture, page_content
from ingest.source_text import RECOGNISED, SourceText, paged

SECONDS = 300
MEMORY_BYTES = 4 * 1024**3
_EMPTY_PAGE = 8
_GARBLED_SHARE = 0.1
_MISREAD_SHARE = 0.25
_INSTALL = "安装 mmguide[ocr] 后可识别"
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺎⺒⺓⺝⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻫⻬⻮⻰⻳",
    "兀巳幺月母民虎西见角贝车長长门青页风飞食马鬼鱼鸟麦黄斉齐齿龙龟",
)


@dataclass(frozen=True)
class _ReadPage:
    """A page as the other process read it: its text, running lines (from 0), printed number, whether it has a picture."""

    text: str
    running: tuple[int, ...]
    label: str
    picture: bool

    @property
    def own(self) -> str:
        """The text without running headers and footers."""
        return "".join(line for i, line in enumerate(self.text.split("\n")) if i not in self.running)

    @property
    def empty(self) -> bool:
        """Whether there is no text layer; a scan may have one that holds nothing but a header."""
        return len((self.own if self.picture else self.text).strip()) < _EMPTY_PAGE


def read_pdf(path: Path) -> SourceText:
    """Text of every page; pages without or with unreadable text are recognised if possible, else named."""
    reply = _reply(path)
    pages = [_read_page(page) for page in reply["pages"]]
    empty = [i for i, page in enumerate(pages, 1) if page.empty]
    garbled = [i for i, page in enumerate(pages, 1) if i not in empty and _garbled(page.text) > _GARBLED_SHARE]
    found = _recognised(path, [*empty, *garbled])
    if len(empty) == len(pages) and not found:
        advice = "没有识别出文字，请检查扫描质量。" if installed() else f"请先做文字识别（OCR）再导入，或{_INSTALL}。"
        raise UnreadableFile(f"{path.name} 没有文字层（可能是扫描件）。", advice)
    for number, text in found.items():
        label = pages[number - 1].label or f"第 {number} 页"
        pages[number - 1] = _ReadPage(text, (), f"{label}（{RECOGNISED}）", picture=True)
    return _source(pages, _sound(str(reply["title"])), _warnings(path.name, empty, garbled, found))


def _source(pages: Sequence[_ReadPage], title_: str, warnings: tuple[str, ...]) -> SourceText:
    source = paged([page.text for page in pages], title=title_, warnings=warnings)
    labelled = tuple(replace(p, label=read.label) for p, read in zip(source.pages, pages, strict=True))
    running = frozenset(
        p.first_line + i for p, read in zip(source.pages, pages, strict=True) for i in read.running
    )  # fmt: skip
    return replace(source, pages=labelled, running=running)


def _reply(path: Path) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "ingest.pdf", str(path.resolve())]
    root = Path(__file__).parents[1]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=root)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"{path.name} 在 {SECONDS} 秒内没有读完。", "请拆分或重新导出该 PDF。") from error
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    reply: dict[str, Any] = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {"error": "broken"}
    if "error" in reply:
        raise _error(path.name, str(reply["error"]))
    return reply


def _read_page(page: Mapping[str, Any]) -> _ReadPage:
    return _ReadPage(_sound(str(page["text"])), tuple(page["running"]), str(page["label"]), bool(page["picture"]))


def _recognised(path: Path, numbers: Sequence[int]) -> Mapping[int, str]:
    """The texts of pages that had to be recognised, as far as that was possible."""
    if not numbers or not installed():
        return {}
    found = recognised_pages(path, numbers)
    return {n: _sound(text) for n, text in found.items() if len(text.strip()) >= _EMPTY_PAGE}


def _sound(page: str) -> str:
    """A page without characters that no file can hold (halves of surrogate pairs, carriage returns, zeros).

    Radicals stand for the characters that they look like: fonts share one shape for both, and a search finds only one.
    """
    whole = page.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r", "").replace("\0", "").translate(_RADICALS)


def _error(name: str, code: str) -> UnreadableFile:
    if code == "encrypted":
        return UnreadableFile(f"{name} 有密码保护。", "请解除密码后再导入。")
    if code == "memory":
        return UnreadableFile(f"{name} 占用内存过多。", "请拆分或重新导出该 PDF。")
    return UnreadableFile(f"{name} 不是完好的 PDF。", "请重新下载或重新导出该文件。")


def _warnings(name: str, empty: list[int], garbled: list[int], found: Mapping[int, str]) -> tuple[str, ...]:
    """Pages that were recognised, and those that could not be read well."""
    advice = "识别没有成功" if installed() else _INSTALL
    lost, bad = [n for n in empty if n not in found], [n for n in garbled if n not in found]
    warnings = []
    if found:
        warnings.append(f"{name} 第 {_list(sorted(found))} 页由文字识别（OCR）读取，可能有错字错数，使用前请核对原件。")
    if lost:
        warnings.append(f"{name} 第 {_list(lost)} 页没有文字层（可能是扫描页），未收录；{advice}。")
    if bad:
        warnings.append(f"{name} 第 {_list(bad)} 页有较多无法识别的字符，请核对原文；{advice}。")
    return tuple(warnings)


def _list(numbers: list[int]) -> str:
    return "、".join(map(str, numbers[:20])) + ("等" if len(numbers) > 20 else "")


def _garbled(page: str) -> float:
    """Share of private-use, replacement and control characters; of accented letters too, if they are a good part.

    Chinese text whose characters were taken for Western ones consists of accented letters; no language has so many.
    """
    text = "".join(page.split())
    bad = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (ord(c) < 32) for c in text)
    misread = sum("\u00a1" <= c <= "\u00ff" and c not in "°±²³µ·×÷" for c in text)
    share = misread / max(1, len(text))
    return bad / max(1, len(text)) + (share if share > _MISREAD_SHARE else 0.0)


def _extract(path: str) -> dict[str, object]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"error": "encrypted"}
        contents = [page_content(page) for page in reader.pages]
        pictures = [has_picture(page) for page in reader.pages]
        printed = printed_pages(contents)
        pages = [{**asdict(page), "picture": picture} for page, picture in zip(printed, pictures, strict=True)]
        return {"title": title(contents), "pages": pages}
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
