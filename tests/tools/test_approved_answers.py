"""Whole answers, word for word: sentence, steps, notices and what is missing, as they were read and approved.

What is right is decided by test_examples.py and the tests of each field. This one shows every change of what a
clinician reads: a failing case is either a mistake, or is approved by `python tests/tools/test_approved_answers.py`,
which writes the answers anew, and by reading the difference. A new case is a line with id, calculator and inputs.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tools.calculator import DISCLAIMER
from tools.registry import calculate

FILE = Path(__file__).parents[1] / "data" / "calculator-answers.jsonl"
CASES: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def read_by_people(case: dict[str, Any]) -> dict[str, Any]:
    """The answer without what is the same in every answer of the calculator."""
    answer = calculate(case["calculator"], case["inputs"]).as_json()
    answer["interpretation_zh"] = answer["interpretation_zh"].removesuffix(DISCLAIMER)
    answer["warnings"] = [w["code"] for w in answer["warnings"]]  # their texts stand in the interpretation
    answer["errors"] = [{"field": e["field"], "code": e["code"]} for e in answer["errors"]]
    return {k: v for k, v in answer.items() if k not in ("calculator", "sources") and v not in ([], {})}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_answer_is_the_approved_one(case: dict[str, Any]) -> None:
    assert read_by_people(case) == case["answer"]


def test_ids_are_unique() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


def _approve() -> None:
    lines = (json.dumps(case | {"answer": read_by_people(case)}, ensure_ascii=False) for case in CASES)
    FILE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    _approve()
