"""Question set files -> cases: JSONL, CSV, and the JSON of public formats; every mistake with its line and reason."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from corpus.errors import UnreadableFile
from corpus.sources import known_sources
from evals.cases import Case, Entry, Mistake, Question, Vignette, mistakes_of
from evals.public_formats import own_form, public_rows
from ingest.read import decode

SUFFIXES = (".jsonl", ".json", ".csv")
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "id": ("id", "编号"),
    "type": ("type", "类型", "题型"),
    "question": ("question", "问题", "题目"),
    "key_facts": ("key_facts", "answer key facts", "key facts", "answer", "要点", "答案要点", "答案"),
    "docs": ("docs", "document", "doc", "文献", "文档"),
    "evidence": ("evidence", "证据", "原文"),
    "must_not": ("must_not", "不得出现", "错误答案"),
    "difficulty": ("difficulty", "难度"),
    "user": ("user", "用户", "提问者"),
})  # fmt: skip


@dataclass(frozen=True)
class SetReport:
    """What was read from question set files: the usable cases and the mistakes."""

    entries: tuple[Entry, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class _Row:
    """A row as it stands in a file; without content there is a problem."""

    line: int
    content: Mapping[str, Any] | None
    problem: str = ""
    field: str = ""


def read_sets(paths: Iterable[Path]) -> SetReport:
    """Reads files and the set files of folders; a bad line does not stop the others."""
    entries: list[Entry] = []
    mistakes: list[Mistake] = []
    for path in _files(paths):
        report = read_set(path)
        entries += report.entries
        mistakes += report.mistakes
    return SetReport(tuple(entries), tuple(mistakes))


def read_set(path: Path) -> SetReport:
    """Reads one file by its suffix."""
    name = str(path)
    if path.suffix.lower() not in SUFFIXES:
        known = "、".join(SUFFIXES)
        return SetReport((), (Mistake(name, 0, "", f"不支持 {path.suffix or '无后缀'} 文件，可用：{known}"),))
    try:
        text = decode(path.read_bytes(), path.name)
    except (OSError, UnreadableFile) as error:
        reason = error.message if isinstance(error, UnreadableFile) else str(error.strerror or error)
        return SetReport((), (Mistake(name, 0, "", f"无法读取：{reason}"),))
    reader = {".jsonl": _jsonl_rows, ".csv": _csv_rows, ".json": _json_rows}[path.suffix.lower()]
    entries: list[Entry] = []
    mistakes: list[Mistake] = []
    seen: dict[str, int] = {}
    for row in reader(text):
        case, problems = _case(row)
        if case is not None and case.id in seen:
            problems.append(("id", f"编号“{case.id}”与第 {seen[case.id]} 行重复"))
        if case is not None:
            seen.setdefault(case.id, row.line)
        mistakes += [Mistake(name, row.line, field, message) for field, message in problems]
        if case is not None and not problems:
            entries.append(Entry(case, name, row.line))
    if not entries and not mistakes:
        mistakes.append(Mistake(name, 0, "", "没有任何题目"))
    return SetReport(tuple(entries), tuple(mistakes))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES) if path.is_dir() else [path]


def _case(row: _Row) -> tuple[Case | None, list[tuple[str, str]]]:
    if row.content is None:
        return None, [(row.field, row.problem)]
    model: type[Question] | type[Vignette] = Vignette if "turns" in row.content or "expect" in row.content else Question
    problems = _misspelt(row.content, model)
    try:
        case = model.model_validate(row.content)
    except ValidationError as error:
        return None, problems + _in_words(error)
    # what a misspelt field leaves out would look like further mistakes
    return case, problems or list(mistakes_of(case))


def _misspelt(content: Mapping[str, Any], model: type[BaseModel]) -> list[tuple[str, str]]:
    """Unknown fields that look like a known one; other fields are the evaluator's own."""
    known = list(model.model_fields)
    unknown = [name for name in content if name not in known]
    near = {name: get_close_matches(name, known, n=1, cutoff=0.75) for name in unknown}
    return [(name, f"没有这个字段，是否为 {match[0]}？") for name, match in near.items() if match]


_WORDS = {
    "missing": "缺少这个字段",
    "string_type": "应为文字",
    "tuple_type": "应为列表",
    "mapping_type": "应为对象",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "float_type": "应为数值",
    "float_parsing": "应为数值",
}


def _in_words(error: ValidationError) -> list[tuple[str, str]]:
    """A pydantic error as fields and Chinese messages, one for every field."""
    messages: dict[str, str] = {}
    for found in error.errors():
        messages.setdefault(_field(found), _message(found))
    return list(messages.items())


def _field(error: ErrorDetails) -> str:
    """Where it is, list positions counted from 1; the names of alternatives are ours, not the evaluator's."""
    parts = [p for p in error["loc"] if p not in ("float", "Tolerant")]
    return ".".join(str(p + 1) if isinstance(p, int) else p for p in parts)


def _message(error: ErrorDetails) -> str:
    if error["type"] == "literal_error":
        return f"“{error['input']}”不在可选项中：{error.get('ctx', {}).get('expected', '')}"
    return _WORDS.get(error["type"], error["msg"])


def _jsonl_rows(text: str) -> Iterator[_Row]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield _json_row(number, line)


def _json_row(number: int, line: str) -> _Row:
    try:
        content = json.loads(line)
    except ValueError as error:
        return _Row(number, None, f"不是 JSON：{error}")
    if not isinstance(content, dict):
        return _Row(number, None, "应为一个 JSON 对象")
    return _Row(number, own_form(content, number))


def _json_rows(text: str) -> Iterator[_Row]:
    """A whole JSON file: a list of our own cases, or a public format (the line is the number of the item)."""
    try:
        content = json.loads(text)
    except ValueError as error:
        yield _Row(0, None, f"不是 JSON：{error}")
        return
    try:
        rows = public_rows(content)
    except ValueError as error:
        yield _Row(0, None, str(error))
        return
    for number, row in enumerate(rows, start=1):
        yield _Row(number, own_form(row, number)) if isinstance(row, dict) else _Row(number, None, "应为一个 JSON 对象")


def _csv_rows(text: str) -> Iterator[_Row]:
    rows = csv.reader(io.StringIO(text))
    header = next(rows, [])
    names = [_column(cell) for cell in header]
    lacking = [label for label in ("question", "key_facts") if label not in names]
    if lacking:
        wanted = "；".join(" / ".join(COLUMNS[name]) for name in lacking)
        yield _Row(1, None, f"表头缺少这些列：{wanted}", "表头")
        return
    for row in rows:
        cells = {n: c.strip() for n, c in zip(names, row, strict=False) if n and c.strip()}
        if cells:
            number = rows.line_num
            yield (
                _csv_row(number, cells)
                if len(row) <= len(names)
                else _Row(number, None, f"有 {len(row)} 格，表头只有 {len(names)} 列")
            )


def _column(cell: str) -> str:
    word = cell.strip().lower()
    return next((name for name, words in COLUMNS.items() if word in words), "")


def _csv_row(number: int, cells: Mapping[str, str]) -> _Row:
    """A spreadsheet row: facts apart by ；, other wordings of a fact by |; documents by id or title."""
    content: dict[str, Any] = {"id": f"row-{number}", **cells}
    documents = [_document(name) for name in _parts(cells.get("docs", ""))]
    content["docs"] = documents
    for name in ("key_facts", "evidence"):
        content[name] = [[w.strip() for w in part.split("|")] for part in _parts(cells.get(name, ""))]
    content["must_not"] = _parts(cells.get("must_not", ""))
    doc = documents[0] if len(documents) == 1 else ""
    content["evidence"] = [[{"doc": doc, "anchor": a} for a in group] for group in content["evidence"]]
    return _Row(number, content)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.replace("；", ";").split(";") if part.strip()]


def _document(name: str) -> str:
    """A document's id for its id or title."""
    return next((s.doc_id for s in known_sources() if s.title == name), name)
