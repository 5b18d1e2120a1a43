import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]

from tools.registry import CALCULATORS, calculate

ROOT = Path(__file__).parents[2]
Mmguide = Callable[..., Any]


def test_list_names_every_calculator(mmguide: Mmguide) -> None:
    done = mmguide("calc", "list")
    assert all(name in done.out and c.title in done.out for name, c in CALCULATORS.items())


def test_list_as_json(mmguide: Mmguide) -> None:
    found = json.loads(mmguide("calc", "list", "--json").out)
    assert [c["name"] for c in found] == list(CALCULATORS)
    assert all(c["title"] and c["sources"] and c["inputs"]["properties"] for c in found)


def test_describe_is_a_json_schema(mmguide: Mmguide) -> None:
    schema = json.loads(mmguide("calc", "describe", "iss").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert (schema["name"], schema["title"]) == ("iss", "ISS 分期")
    assert json.loads(mmguide("calc", "describe", "iss", "--json").out) == schema


def test_run_as_json_is_the_answer(mmguide: Mmguide) -> None:
    inputs = {"b2m": "6.1 mg/L", "albumin": {"value": 2.8, "unit": "g/dL"}}
    done = mmguide("calc", "run", "iss", "--inputs", json.dumps(inputs), "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == calculate("iss", inputs).as_json()


def test_run_without_inputs_asks_for_them(mmguide: Mmguide) -> None:
    answer = json.loads(mmguide("calc", "run", "iss", "--json").out)
    assert (answer["status"], answer["missing"]) == ("undetermined", ["b2m", "albumin"])


def test_run_in_words(mmguide: Mmguide) -> None:
    out = mmguide("calc", "run", "iss", "--inputs", '{"b2m": "6.1 mg/L", "albumin": "2.8 g/dL"}').out
    for words in ("ISS 分期（已得出）", "III 期", "步骤", "白蛋白：28 g/L（录入 2.8 g/dL）", "nccn-mm-2022v5 MYEL-A"):
        assert words in out


def test_lines_are_answered_in_order_and_bad_ones_do_not_end_it(mmguide: Mmguide) -> None:
    lines = [
        '{"calculator": "iss", "inputs": {"b2m": 6.1}}',
        "nonsense",
        "",
        "[]",
        '{"calculator": "isss", "inputs": {}}',
        '{"calculator": "iss", "inputs": 5}',
        '{"calculator": "iss", "inputs": {"b2m": 500}}',
        '{"calculator": "bmi", "inputs": {"weight": 60, "height": 170}}',
    ]
    done = mmguide("calc", "--jsonl", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert [a.get("status", "-") for a in answers] == ["ok", "-", "-", "-", "-", "-", "error", "ok"]
    assert all(a["error"]["message"] and a["error"]["hint"] for a in answers if "error" in a)
    assert answers[-1]["calculator"] == "bmi"


def test_every_worked_example_can_be_written_as_json(mmguide: Mmguide) -> None:
    examples = (ROOT / "tests" / "data" / "calculator-examples.jsonl").read_text(encoding="utf-8").splitlines()
    done = mmguide("calc", "--jsonl", stdin="\n".join(examples))
    answers = [json.loads(line) for line in done.out.splitlines()]
    expected = [json.loads(line) for line in examples]
    assert [a.get("calculator") for a in answers] == [e["calculator"] for e in expected]
    assert [a["status"] for a in answers] == [e["expect"]["status"] for e in expected]
