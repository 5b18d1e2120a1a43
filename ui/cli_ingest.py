"""`mmguide ingest` and `mmguide remove`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from ui.opening import open_library
from ui.output import write_json, write_text
from ui.progress import bar
from ui.settings import read_settings


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("ingest", help="导入文件或文件夹（PDF、文本、Markdown、HTML、Word）。")(ingest)
    app.command("remove", help="从索引中移除一份导入的文献；若有内置摘要则恢复摘要。")(remove)


def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH…", help="文件或文件夹")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="用现在的设置重建整个索引")] = False,
) -> None:
    """Takes in files; exit 1 if one of them failed, the others are in."""
    from ui.render_library import ingest_text

    if not paths and not rebuild:
        raise typer.BadParameter("请给出文件或文件夹，或用 --rebuild 重建索引。")
    library = open_library(read_settings())
    with bar("读取文件", quiet=as_json) as on_file, bar("建立索引", quiet=as_json) as on_batch:
        report = library.rebuild(on_batch) if rebuild else None
        if paths or report is None:
            report = library.ingest(paths or [], lambda done, total, _name: on_file(done, total), on_batch)
    if as_json:
        write_json(asdict(report))
    else:
        write_text(ingest_text(report))
    if report.failed:
        raise typer.Exit(1)


def remove(
    doc_id: Annotated[str, typer.Argument(metavar="DOC_ID", help="文献编号，见 mmguide doctor")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Takes a document out of the index."""
    from ui.render_library import ingest_text

    library = open_library(read_settings())
    with bar("建立索引", quiet=as_json) as on_batch:
        report = library.remove(doc_id, on_batch)
    if as_json:
        write_json(asdict(report))
    else:
        write_text(ingest_text(report))
