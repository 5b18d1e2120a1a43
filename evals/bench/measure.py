"""What is measured of a system in its own process: time, memory, size, and what it finds."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.bench.systems import SYSTEMS, Search, Source
from evals.cases import Question
from evals.evidence import Text, group_ranks
from evals.retrieval import recall_at, recall_within, reciprocal_rank
from evals.statistics import percentile

WARM_UP = 3
PASSES = 3
_UNIT = 1024 if sys.platform != "darwin" else 1  # ru_maxrss is kilobytes on Linux, bytes on macOS


@dataclass(frozen=True)
class Quality:
    """What a system found: means over the questions."""

    questions: int
    recall_1: float
    recall_5: float
    recall_10: float
    recall_2000: float
    mrr: float


@dataclass(frozen=True)
class Cost:
    """What it took: seconds by the clock and of the processor, milliseconds, megabytes."""

    ingest_s: float
    ingest_cpu_s: float
    p50_ms: float
    p95_ms: float
    memory_mb: float
    index_mb: float


def run_apart(arguments: Sequence[str], limit_s: float | None = None) -> dict[str, Any] | None:
    """Runs a measurement in a process of its own, so that memory and imports of one do not count for another.

    None if it does not finish in time or in memory.
    """
    try:
        done = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, timeout=limit_s)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode < 0:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def measure(system: str, sources: Sequence[Source], questions: Sequence[Question], folder: Path) -> dict[str, Any]:
    """Builds a system, asks all questions, and gives quality and cost as JSON values."""
    import_first()
    search, ingest_s, ingest_cpu_s = built(lambda: SYSTEMS[system][1](sources, folder))
    found = {q.id: search(q.question) for q in questions}
    times = timed(search, [q.question for q in questions])
    cost = Cost(ingest_s, ingest_cpu_s, percentile(times, 50), percentile(times, 95), memory_mb(), size_mb(folder))
    return {"quality": asdict(quality(questions, found)), "cost": asdict(cost)}


def built(build: Callable[[], Search]) -> tuple[Search, float, float]:
    """A built system with the seconds that it took, by the clock and of the processor."""
    clock, cpu = time.perf_counter(), time.process_time()
    search = build()
    return search, time.perf_counter() - clock, time.process_time() - cpu


def quality(questions: Sequence[Question], found: dict[str, list[Text]]) -> Quality:
    """Means of the retrieval metrics; every system's passages are judged by the same anchors."""
    ranks = [group_ranks(q.evidence, found[q.id]) for q in questions]

    def mean(scores: Iterable[float]) -> float:
        return sum(scores) / len(questions)

    return Quality(
        questions=len(questions),
        recall_1=mean(recall_at(r, 1) for r in ranks),
        recall_5=mean(recall_at(r, 5) for r in ranks),
        recall_10=mean(recall_at(r, 10) for r in ranks),
        recall_2000=mean(recall_within(q.evidence, found[q.id]) for q in questions),
        mrr=mean(reciprocal_rank(r) for r in ranks),
    )


def timed(search: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Milliseconds of every query after a warm-up, the best of three: what other processes do counts least."""
    for query in queries[:WARM_UP]:
        search(query)
    return [min(_milliseconds(search, query) for _ in range(PASSES)) for query in queries]


def _milliseconds(search: Callable[[str], object], query: str) -> float:
    begun = time.perf_counter()
    search(query)
    return (time.perf_counter() - begun) * 1000


def memory_mb() -> float:
    """Peak resident memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1e6


def size_mb(folder: Path) -> float:
    """Size of all files below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def import_first() -> None:
    """Imports count for no system's ingest time."""
    import bm25s  # noqa: F401
    import chromadb  # noqa: F401
    import jieba  # noqa: F401
    import llama_index.core  # noqa: F401
