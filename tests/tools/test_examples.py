"""Every worked example of the specification, with its stated tolerance."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tools.registry import CALCULATORS, calculate

EXAMPLES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "calculator-examples.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
RUNNABLE = [e for e in EXAMPLES if e["calculator"] in CALCULATORS]


def same(expected: Any, found: Any) -> bool:
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and all(k in found and same(v, found[k]) for k, v in expected.items())
    if isinstance(expected, list):
        rest = list(found)
        return len(expected) == len(rest) and all(any(same(e, f) for f in rest) for e in expected)
    if isinstance(expected, bool) or expected is None or isinstance(expected, str):
        return type(expected) is type(found) and expected == found
    decimals = len(repr(expected).partition(".")[2]) if isinstance(expected, float) else 0
    one = 10.0**-decimals if isinstance(expected, float) else 0.0
    return isinstance(found, int | float) and not isinstance(found, bool) and abs(found - expected) <= one + 1e-9


@pytest.mark.parametrize("example", RUNNABLE, ids=lambda e: f"{e['calculator']}-{EXAMPLES.index(e)}")
def test_example(example: dict[str, Any]) -> None:
    answer = calculate(example["calculator"], example["inputs"]).as_json()
    expect = example["expect"]
    assert answer["status"] == expect["status"], answer
    assert same(expect.get("result", {}), answer["result"]), answer
    if "possible" in expect:
        assert same(expect["possible"], answer["possible"]), answer
    codes = {w["code"] for w in answer["warnings"]}
    assert set(expect.get("missing", [])) <= set(answer["missing"]), answer
    assert set(expect.get("warnings", [])) <= codes, answer
    assert not set(expect.get("no_warnings", [])) & codes, answer
    for error in expect.get("errors", []):
        assert error in [{"field": e["field"], "code": e["code"]} for e in answer["errors"]], answer
