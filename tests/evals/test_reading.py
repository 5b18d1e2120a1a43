"""Question sets from files, with every mistake named by line and reason."""

import json
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Question, Tolerant, Vignette
from evals.reading import read_set, read_sets

GOOD = {"id": "q1", "type": "fact", "question": "ISS I期的白蛋白？", "key_facts": [["3.5 g/dL", "35 g/L"]]}
# one mistake a line; the pieces that its message must contain
BAD_LINES: list[tuple[str, tuple[str, ...]]] = [
    ('{"id": "a", ', ("不是 JSON",)),
    ('["a"]', ("应为一个 JSON 对象",)),
    ('{"question": "问", "key_facts": [["x"]]}', ("id", "缺少这个字段")),
    ('{"id": "b", "key_facts": [["x"]]}', ("question", "缺少这个字段")),
    (json.dumps(GOOD | {"id": "good"}), ("id", "与第 1 行重复")),
    ('{"id": "c", "question": "问", "type": "unanswerble"}', ("type", "是否为 unanswerable")),
    ('{"id": "d", "question": "问", "key_fact": [["x"]]}', ("key_fact", "是否为 key_facts")),
    ('{"id": "e", "question": "问", "key_facts": [[""]]}', ("key_facts", "没有文字")),
    ('{"id": "f", "question": "问", "key_facts": "x"}', ("key_facts", "应为列表")),
    ('{"id": "g", "question": "问", "evidence": [[{"doc": "d"}]]}', ("evidence.1.1.anchor", "缺少这个字段")),
    ('{"id": "h", "question": "问", "type": "injection", "key_facts": [["x"]]}', ("type", "应当拒答")),
    ('{"id": "i", "turns": ["x"], "calc": ["r_is"], "expect": {"outcome": "ask"}}', ("calc", "r_iss")),
    ('{"id": "j", "turns": ["x"], "expect": {"outcome": "maybe"}}', ("expect.outcome", "maybe", "reject")),
    (
        '{"id": "k", "turns": ["x"], "expect": {"outcome": "result", "values": {"n": "四"}}}',
        ("expect.values.n", "应为数值"),
    ),
    ('{"id": "l", "question": 5, "key_facts": [["x"]]}', ("question", "应为文字")),
]


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_good_line_is_read_with_its_number(tmp_path: Path) -> None:
    report = read_set(write(tmp_path, "s.jsonl", "\n" + json.dumps(GOOD, ensure_ascii=False) + "\n"))
    assert not report.mistakes
    assert [(e.case.id, e.line, e.key) for e in report.entries] == [("q1", 2, "s:q1")]


@pytest.mark.parametrize(("line", "pieces"), BAD_LINES, ids=[pieces[-1] for _, pieces in BAD_LINES])
def test_a_bad_line_gives_one_clear_message(tmp_path: Path, line: str, pieces: tuple[str, ...]) -> None:
    good = json.dumps(GOOD | {"id": "good"})
    report = read_set(write(tmp_path, "s.jsonl", f"{good}\n{line}\n"))
    named = [m for m in report.mistakes if all(piece in f"{m.field} {m.message}" for piece in pieces)]
    assert [m.line for m in named] == [2], report.mistakes
    assert [e.case.id for e in report.entries] == ["good"]


def test_a_set_full_of_mistakes_names_every_line_and_keeps_the_good_one(tmp_path: Path) -> None:
    lines = [json.dumps(GOOD | {"id": "good"}), *(line for line, _ in BAD_LINES)]
    report = read_set(write(tmp_path, "s.jsonl", "\n".join(lines)))
    assert [m.line for m in report.mistakes] == list(range(2, len(lines) + 1))
    assert len(report.entries) == 1


def test_a_value_may_have_a_tolerance(tmp_path: Path) -> None:
    row = {"id": "v", "turns": ["x"], "expect": {"outcome": "result", "values": {"n": {"value": 4.2, "tolerance": 1}}}}
    case = read_set(write(tmp_path, "s.jsonl", json.dumps(row))).entries[0].case
    assert isinstance(case, Vignette)
    assert case.expect.values["n"] == Tolerant(value=4.2, tolerance=1)


def test_fields_of_the_evaluator_are_left_alone(tmp_path: Path) -> None:
    row = GOOD | {"source": "科室", "reviewed_by": "王"}
    assert not read_set(write(tmp_path, "s.jsonl", json.dumps(row))).mistakes


CSV = (
    "问题,答案要点,文献,证据,编号,不得出现\n"
    '"来那度胺, CrCl 45？","10 mg|10毫克；每24h","nccn-mm-2022v5","中度肾功能不全；CLCr ≥30",r1,25 mg\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_of_a_spreadsheet(tmp_path: Path, encoding: str) -> None:
    report = read_set(write(tmp_path, "s.csv", CSV, encoding))
    assert not report.mistakes
    case = report.entries[0].case
    assert isinstance(case, Question)
    assert (case.id, case.question, case.docs) == ("r1", "来那度胺, CrCl 45？", ("nccn-mm-2022v5",))
    assert case.key_facts == (("10 mg", "10毫克"), ("每24h",))
    assert [[(a.doc, a.anchor) for a in group] for group in case.evidence] == [
        [("nccn-mm-2022v5", "中度肾功能不全")],
        [("nccn-mm-2022v5", "CLCr ≥30")],
    ]
    assert case.must_not == ("25 mg",)


def test_csv_takes_the_title_of_a_known_document(tmp_path: Path) -> None:
    text = "question,key_facts,document\n问,答,NCCN 患者指南：多发性骨髓瘤\n"
    case = read_set(write(tmp_path, "s.csv", text)).entries[0].case
    assert isinstance(case, Question)
    assert case.docs == ("nccn-mm-patients-2023",)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("问题,文献\n问,d\n", 1, "缺少这些列"),
        ("question,key_facts\n问,,多一格,还多\n", 2, "有 4 格，表头只有 2 列"),
        ("question,key_facts\n问,\n", 2, "无从评分"),
        ("question,key_facts\n", 0, "没有任何题目"),
    ],
    ids=["column", "cells", "no facts", "empty"],
)
def test_mistakes_of_a_csv(tmp_path: Path, text: str, line: int, message: str) -> None:
    found = read_set(write(tmp_path, "s.csv", text)).mistakes
    assert [(m.line, message in m.message) for m in found] == [(line, True)], found


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("s.xlsx", b"PK", "不支持 .xlsx"),
        ("s.jsonl", b"{\xff{", "无法读取"),
        ("s.json", b"{", "不是 JSON"),
        ("s.json", b'{"a": 1}', "不认识的 JSON 结构"),
        ("s.jsonl", b"", "没有任何题目"),
    ],
    ids=["suffix", "encoding", "broken", "unknown format", "empty"],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert message in read_set(path).mistakes[0].message


def test_a_missing_file_is_a_mistake(tmp_path: Path) -> None:
    assert "无法读取" in read_set(tmp_path / "none.jsonl").mistakes[0].message


def test_a_folder_gives_all_its_sets(tmp_path: Path) -> None:
    rows: list[Any] = [GOOD | {"id": str(n)} for n in range(2)]
    write(tmp_path, "b.jsonl", json.dumps(rows[0]))
    write(tmp_path, "a.json", json.dumps([rows[1]]))
    write(tmp_path, "notes.txt", "x")
    assert [e.key for e in read_sets([tmp_path]).entries] == ["a:1", "b:0"]
