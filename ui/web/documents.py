"""The documents tab: what is indexed; takes in files."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import gradio as gr

from agents.library import IngestReport
from corpus.errors import MmguideError
from corpus.snapshot import Snapshot, storage_errors
from ingest.read import READERS
from ui.render_library import WORDS
from ui.web.desk import Desk
from ui.web.markup import digest_chip, esc

UPLOADS = "uploads"


def documents_tab(desk: Desk) -> gr.HTML:
    """Lays out the tab; gives the table, so that it can be refreshed when the page loads."""
    table = gr.HTML(elem_id="documents", apply_default_css=False)
    gr.HTML(
        f"<h2>导入文献</h2><p>可读取：{' '.join(READERS)}。原文导入后，同一文献的摘要不再使用。</p>",
        apply_default_css=False,
    )
    files = gr.File(label="选择文件", file_count="multiple", file_types=list(READERS), elem_id="files")
    start = gr.Button("导入", variant="primary", elem_id="ingest")
    report = gr.HTML(elem_id="report", apply_default_css=False)

    def take_in(paths: list[str] | None) -> Iterator[tuple[str, str, None]]:
        yield table_html(desk.assistant().searcher.snapshot), '<p role="status">正在导入…</p>', None
        shown = ingested(desk, [Path(p) for p in paths or []])
        yield table_html(desk.assistant().searcher.snapshot), shown, None

    start.click(
        take_in, [files], [table, report, files], concurrency_limit=1, show_progress="hidden", api_visibility="private"
    )
    return table


def ingested(desk: Desk, paths: Sequence[Path]) -> str:
    """Takes in uploaded files and tells what became of each."""
    if not paths:
        return "<p>请先选择文件。</p>"
    try:
        kept = keep(desk.settings.home / UPLOADS, paths)
        report = desk.library.ingest(kept)
    except MmguideError as error:
        return f"<p>{esc(error.message)}</p><p>{esc(error.hint)}</p>"
    for file in report.files:
        if file.status == "failed":
            Path(file.file).unlink(missing_ok=True)
    return report_html(report)


def keep(folder: Path, paths: Sequence[Path]) -> list[Path]:
    """Copies uploads to a lasting place: a new version of a file then replaces the old one, and a rebuild finds it."""
    with storage_errors():
        folder.mkdir(parents=True, exist_ok=True)
        return [Path(shutil.copy(path, folder / path.name)) for path in paths]


def report_html(report: IngestReport) -> str:
    """One line a file."""
    rows = "".join(
        f"<li><b>{esc(WORDS.get(f.status, f.status))}</b> {esc(f.title or Path(f.file).name)}"
        f"{f'，{f.passages} 个段落' if f.passages else ''}{f'：{esc(f.reason)}{esc(f.hint)}' if f.reason else ''}"
        f"{''.join(f'<br>注意：{esc(w)}' for w in f.warnings)}</li>"
        for f in report.files
    )
    return f'<ul class="report" role="status">{rows}</ul>'


def table_html(snapshot: Snapshot) -> str:
    """The documents of the index."""
    counts = {d.doc_id: 0 for d in snapshot.documents}
    for passage in snapshot.passages:
        counts[passage.doc_id] += 1
    rows = "".join(
        f"<tr><td>{esc(d.title)}</td><td>{digest_chip(d) or '原文'}</td>"
        f'<td>{esc(d.edition)}</td><td class="publisher">{esc(d.publisher)}</td><td class="count">{counts[d.doc_id]}</td></tr>'
        for d in snapshot.documents
    )
    columns = (("文献", ""), ("内容", ""), ("版本", ""), ("出版者", "publisher"), ("段落", "count"))
    head = "".join(f'<th scope="col" class="{css}">{name}</th>' for name, css in columns)
    return (
        f'<div class="tablebox"><table><caption>已收录 {len(snapshot.documents)} 份文献，索引 {esc(snapshot.manifest.snapshot)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
