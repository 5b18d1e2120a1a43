"""The benchmark's parts: measures, synthetic passages, tables. The measurements themselves run with `make bench`."""

from pathlib import Path
from typing import Any

import pytest

from evals.bench.corpora import corpora
from evals.bench.measure import quality, run_apart, size_mb
from evals.bench.results import charts, page, write
from evals.bench.scaling import passages, queries
from evals.bench.systems import SYSTEMS, WINDOW, Source, jieba_bm25, llamaindex_vectors, ours
from evals.cases import Anchor, Question
from evals.evidence import Text


def question(id_: str, anchor: str) -> Question:
    return Question(id=id_, question="问", evidence=((Anchor(doc="d", anchor=anchor),),))


def test_quality_is_the_mean_over_questions() -> None:
    found = {"a": [Text("d", "无关"), Text("d", "来那度胺 10 mg")], "b": [Text("d", "无关")]}
    q = quality([question("a", "来那度胺10mg"), question("b", "没有的锚文")], found)
    assert (q.recall_1, q.recall_5, q.recall_2000, q.mrr, q.questions) == (0.0, 0.5, 0.5, 0.25, 2)


def test_synthetic_passages_are_repeatable_and_different() -> None:
    made = list(passages(50))
    assert made == list(passages(50))
    assert len({p.passage_id for p in made}) == 50
    assert [p.text for p in passages(50, seed=6)] != [p.text for p in made]


def test_a_longer_series_begins_like_a_shorter_one() -> None:
    assert list(passages(5)) == list(passages(20))[:5]


def test_queries_are_the_same_at_every_size() -> None:
    assert len(queries()) == 60


def test_digests_are_always_there_to_compare() -> None:
    corpus = corpora()["digests"]
    assert len(corpus.sources) == 5
    assert len(corpus.questions) >= 150
    assert all(q.evidence for q in corpus.questions)


def test_size_counts_all_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_bytes(b"0" * 1_500_000)
    (tmp_path / "y").write_bytes(b"0" * 500_000)
    assert size_mb(tmp_path) == 2.0


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    text = "甲药每日十毫克。" * 60 + "试验药庚戌输注十五分钟。"
    path = tmp_path / "d.txt"
    path.write_text(text, encoding="utf-8")
    return [Source(path, "d", False)]


@pytest.mark.parametrize("build", [ours, jieba_bm25, llamaindex_vectors], ids=lambda b: b.__name__)
def test_every_system_finds_what_it_was_given(build: Any, sources: list[Source], tmp_path: Path) -> None:
    folder = tmp_path / "index"
    found = build(sources, folder)("试验药庚戌输注多久")
    assert any("十五分钟" in piece.text for piece in found)
    assert size_mb(folder) > 0


def test_windows_have_their_size(sources: list[Source], tmp_path: Path) -> None:
    assert max(len(piece.text) for piece in jieba_bm25(sources, tmp_path / "index")("甲药")) == WINDOW


def test_a_measurement_that_takes_too_long_is_none() -> None:
    assert run_apart(["timeit", "-n", "1", "-r", "1", "import time; time.sleep(20)"], limit_s=0.2) is None


def test_a_measurement_that_fails_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="no_such_module"):
        run_apart(["no_such_module"])


COST = {"ingest_s": 2.0, "ingest_cpu_s": 1.5, "p50_ms": 4.0, "p95_ms": 5.0, "memory_mb": 300.0, "index_mb": 3.5}
QUALITY = {"questions": 10, "recall_1": 0.5, "recall_5": 0.9, "recall_10": 0.95, "recall_2000": 0.8, "mrr": 0.6}
WORSE = {"quality": {**QUALITY, "recall_5": 0.6, "mrr": 0.4}, "cost": {**COST, "ingest_s": 1.0}}
RESULTS = {
    "machine": "测试机",
    "limit_minutes": 60,
    "compared": {
        "digests": {
            "title": "内置摘要",
            "systems": {name: WORSE if name != "mmguide" else {"quality": QUALITY, "cost": COST} for name in SYSTEMS},
        }
    },
    "growth": {name: {"500": COST, "5000": COST if name == "mmguide" else None} for name in SYSTEMS},
}


@pytest.mark.parametrize(
    "piece",
    [
        "测试机",
        "内置摘要（10 题）",
        "| 90.0% |",
        "| 2.0 | 1.5 | 4.0 | 5.0 | 300 | 4 |",
        "| 1.50 | 1.50 | 2.00 | 1.00 | 1.00 |",
        "| 5,000 |",
        "未完成",
    ],
)
def test_the_page_shows(piece: str) -> None:
    assert piece in page(RESULTS)


def test_every_chart_of_the_page_is_written(tmp_path: Path) -> None:
    text = write(tmp_path, RESULTS).read_text(encoding="utf-8")
    for name in charts(RESULTS):
        assert f"({name})" in text
        assert (tmp_path / name).read_text(encoding="utf-8").startswith("<svg")
