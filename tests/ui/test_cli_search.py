import json
from collections.abc import Callable
from typing import Any

Mmguide = Callable[..., Any]
KEYS = {
    "rank", "passage_id", "doc_id", "title", "edition", "digest", "locator", "kind", "text", "score", "scores",
}  # fmt: skip


def test_search_as_json(mmguide: Mmguide) -> None:
    done = mmguide("search", "肾活检 MGRS", "-k", "3", "--json")
    found = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert set(found) == {"query", "results", "elapsed_ms"}
    assert [r["rank"] for r in found["results"]] == [1, 2, 3]
    assert all(set(r) == KEYS for r in found["results"])
    assert "肾活检" in found["results"][0]["text"]
    assert found["results"][0]["digest"] is True


def test_search_in_words(mmguide: Mmguide) -> None:
    out = mmguide("search", "肾活检 MGRS", "-k", "1").out
    assert out.startswith("1. NCCN 多发性骨髓瘤临床实践指南（中文版） · 版本 5.2022（摘要）")


def test_lines(mmguide: Mmguide) -> None:
    lines = [
        '{"query": "肾活检", "k": 2}',
        '{"query": ""}',
        '{"query": "甲", "k": true}',
        '{"k": 1}',
        '{"query": "唑来膦酸"}',
    ]
    done = mmguide("search", "--jsonl", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [len(a["results"]) if "results" in a else "error" for a in answers] == [2, "error", "error", "error", 10]
    assert answers[-1]["query"] == "唑来膦酸"
