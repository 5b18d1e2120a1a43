"""Two runs on the same cases."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import InputError
from evals.compare import compare, load_run
from evals.records import Record, Run


def record(key: str, text: str = "10 mg", status: str = "answered", **scores: float) -> Record:
    return Record(key, "question", {}, (f"{key}？",), {}, {"status": status, "text": text}, scores=scores)


def run(*records: Record) -> Run:
    return Run("s", "builtin", "extractive", (), records, {})


def old(*records: Record) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(run(*records).as_json()))
    return plain


def test_a_changed_case_is_listed_with_both_answers() -> None:
    found = compare(run(record("a", "15 mg", complete=0.0), record("b")), old(record("a", complete=1.0), record("b")))
    (change,) = found.changes
    assert (change.key, change.question, change.verdict) == ("a", "a？", "worse")
    assert (change.old_text, change.new_text, dict(change.scores)) == ("10 mg", "15 mg", {"complete": (1.0, 0.0)})


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ({"complete": 0.0}, {"complete": 1.0}, "better"),
        ({"wrong_value": 0.0}, {"wrong_value": 1.0}, "worse"),
        ({"complete": 0.0, "mrr": 1.0}, {"complete": 1.0, "mrr": 0.5}, "mixed"),
        ({"length": 100.0}, {"length": 300.0}, "changed"),
    ],
    ids=["more is better", "less is better", "both ways", "neither"],
)
def test_verdict(before: dict[str, float], after: dict[str, float], verdict: str) -> None:
    assert compare(run(record("a", **after)), old(record("a", **before))).changes[0].verdict == verdict


def test_a_change_of_text_alone_counts() -> None:
    assert compare(run(record("a", "10 mg 一次")), old(record("a"))).changes[0].verdict == "changed"


def test_equal_runs_have_no_changes() -> None:
    found = compare(run(record("a", complete=1.0)), old(record("a", complete=1.0)))
    assert found.changes == ()
    assert found.differences["complete"].value == 0.0


def test_differences_are_paired_over_common_scored_cases() -> None:
    new = run(
        record("a", complete=1.0), record("b", complete=1.0), record("c", complete=0.0), record("new", complete=0.0)
    )
    before = old(record("a", complete=0.0), record("b", complete=1.0), record("c"), record("gone", complete=1.0))
    found = compare(new, before)
    assert (found.differences["complete"].value, found.differences["complete"].n) == (0.5, 2)
    assert (found.only_old, found.only_new) == (("gone",), ("new",))


@pytest.mark.parametrize("content", ["{", '{"format": 99, "records": []}', "[]", '{"format": 1}'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(content)
    with pytest.raises(InputError):
        load_run(path)


def test_a_written_run_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(run(record("a", complete=1.0)).as_json()), encoding="utf-8")
    assert compare(run(record("a", complete=1.0)), load_run(path)).changes == ()
