"""What `mmguide doctor` looks at: one check after the other, each with a finding and, if it failed, what to do."""

import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from corpus.errors import MmguideError
from corpus.notes import all_notes, lost_notes
from corpus.snapshot import Snapshot, current, load
from corpus.types import squeeze
from ui.opening import llm_options, sending_notice
from ui.settings import Settings, config_files, unknown_variables

PACKAGES = ("mmguide", "chromadb", "gradio", "jieba", "bm25s", "numpy", "pypdf", "llama-index-core", "pydantic")
NEEDED_BYTES = 200_000_000


@dataclass(frozen=True)
class Check:
    """One finding."""

    name: str
    good: bool
    detail: str
    hint: str = ""


def examine(settings: Settings) -> Iterator[Check]:
    """All checks in the order in which they make sense."""
    yield _python()
    yield Check("程序包", True, "，".join(f"{name} {_version(name)}" for name in PACKAGES))
    yield _settings(settings)
    yield from _language_model(settings)
    yield _disk(settings.home)
    yield from _index(settings)


def _python() -> Check:
    good = sys.version_info >= (3, 11)
    return Check(
        "Python", good, f"{platform.python_version()}（{platform.platform()}）", "" if good else "需要 Python 3.11。"
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "未安装" if name != "mmguide" else "未安装（从源代码运行）"


def _settings(settings: Settings) -> Check:
    shown = [f"home={settings.home}", f"embedding_model={settings.embedding_model}"]
    shown += [f"chroma={settings.chroma or '内嵌'}", f"reranker={settings.reranker or '关闭'}"]
    shown += [f"llm={settings.llm_model or '关闭'}"]
    shown += [f"设置文件={'、'.join(map(str, config_files())) or '无'}"]
    unknown = unknown_variables()
    hint = f"没有这些设置：{'、'.join(unknown)}，请检查拼写。" if unknown else ""
    return Check("设置", not unknown, "，".join(shown), hint)


def _language_model(settings: Settings) -> Iterator[Check]:
    """The endpoint without its key; it is not contacted."""
    options = llm_options(settings)
    if options is not None:
        detail = f"{options.model}，{options.endpoint}，方式 {options.mode}；{sending_notice(options)}"
        missing = find_spec("llama_index.llms") is None or find_spec("llama_index.llms.openai_like") is None
        yield Check("语言模型", not missing, detail, "请安装 llama-index-llms-openai-like。" if missing else "")


def _disk(home: Path) -> Check:
    folder = next(p for p in (home, *home.parents) if p.exists())
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Check("磁盘", False, f"{home} 无法访问：{error}", "请检查目录权限。")
    good = free >= NEEDED_BYTES
    return Check(
        "磁盘", good, f"{folder} 可用 {free / 1e9:.1f} GB", "" if good else "请清理磁盘，或用 MMGUIDE_HOME 换目录。"
    )


def _index(settings: Settings) -> Iterator[Check]:
    """Model, then the snapshot and what was built from it; a fresh machine has none, which is good."""
    from index.model import open_model
    from index.reranker import open_reranker
    from index.search import open_searcher

    try:
        model = open_model(settings.embedding_model)
        stamp = model.stamp
        yield Check("检索模型", True, f"{stamp.name}，{stamp.dimension} 维，{stamp.sha256[:12]}")
        folder = current(settings.home)
        if folder is None:
            yield Check("索引", True, "尚未建立；首次提问时由内置摘要自动建立。")
            return
        snapshot = load(folder)
        yield Check("索引", True, _holdings(snapshot))
        yield _texts(snapshot)
        yield _notes(snapshot)
        searcher = open_searcher(folder, model, settings.chroma, open_reranker(settings.reranker))
        found = searcher.search("多发性骨髓瘤", 1)
        yield Check("检索", bool(found), f"{len(searcher.rows)} 个段落可检索", "" if found else _REBUILD)
    except MmguideError as error:
        yield Check("索引", False, error.message, error.hint)
    except OSError as error:
        yield Check("索引", False, f"无法读取数据目录：{error}", "请检查目录权限。")


def _holdings(snapshot: Snapshot) -> str:
    m = snapshot.manifest
    named = "；".join(f"{d.doc_id}（{'摘要' if d.digest else '原文'}，{d.edition}）" for d in snapshot.documents)
    return f"{m.snapshot}，{m.documents} 份文献，{m.passages} 个段落：{named}"


def _texts(snapshot: Snapshot) -> Check:
    """Every passage must stand literally in the stored text of its document; else it could not be quoted."""
    texts = {d.doc_id: squeeze(snapshot.text(d.doc_id)) for d in snapshot.documents}
    bad = sum(squeeze(p.text) not in texts[p.doc_id] for p in snapshot.passages)
    detail = f"{bad} 个段落在原文中找不到" if bad else "所有段落都能在原文中逐字找到"
    return Check("原文", not bad, detail, _REBUILD if bad else "")


def _notes(snapshot: Snapshot) -> Check:
    """A note on a source whose anchor is gone would silently not be shown; the digests have their own notes."""
    originals = [d.doc_id for d in snapshot.documents if not d.digest]
    lost = [n.note_id for i in originals for n in lost_notes(i, snapshot.passages)]
    detail = f"{len(all_notes())} 条已知错误与矛盾的注记" + (f"，有 {len(lost)} 条在原文中找不到锚点：" if lost else "")
    hint = "原文可能换了版本；请核对并更新 corpus/notes.toml。" if lost else ""
    return Check("注记", not lost, detail + "、".join(lost[:8]), hint)


_REBUILD = "请运行 mmguide ingest --rebuild 重建索引。"
