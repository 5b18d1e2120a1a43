"""Reports about documents in the terminal."""

from agents.library import FileReport, IngestReport

WORDS = {
    "added": "已导入",
    "unchanged": "未变",
    "replaced": "已更新",
    "removed": "已移除",
    "failed": "失败",
}


def ingest_text(report: IngestReport) -> str:
    """One paragraph a file, then what the index holds now."""
    lines = [line for file in report.files for line in _file_lines(file)]
    lines.append(f"索引 {report.snapshot}：{report.documents} 份文献，{report.passages} 个段落。")
    return "\n".join(lines)


def _file_lines(file: FileReport) -> list[str]:
    name = file.title or file.file
    counts = f"（{file.pages} 页，{file.passages} 个段落）" if file.passages else ""
    identity = f" [{file.doc_id}]" if file.doc_id else ""
    lines = [f"{WORDS.get(file.status, file.status)}：{name}{identity}{counts}"]
    if file.reason:
        lines.append(f"  原因：{file.reason}")
    if file.hint:
        lines.append(f"  建议：{file.hint}")
    return lines + [f"  注意：{warning}" for warning in file.warnings]
