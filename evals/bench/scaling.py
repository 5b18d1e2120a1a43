"""How cost grows with the corpus: synthetic passages by a seeded rule, the same queries at every size."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from agents.library import digests
from corpus.snapshot import writing
from corpus.types import UNSEARCHED, Document, Kind, Passage, passage_id
from evals.bench.measure import Cost, built, import_first, memory_mb, size_mb, timed
from evals.bench.systems import RESULTS, SYSTEMS, Search, Source
from evals.builtin_sets import SETS
from evals.cases import Question
from evals.evidence import Text
from evals.reading import read_sets
from evals.statistics import percentile
from index.build import build_snapshot
from index.model import BUILTIN, open_model
from index.search import open_searcher

SEED = 5
UNITS = 4
QUERIES = 60
PER_FILE = 1000
DOCUMENT = Document("synthetic", "合成文献", "", "", "", "unknown", "zh", "", False, "synthetic.txt", "0")
_NUMBER = re.compile(r"\d+")


def passages(count: int, seed: int = SEED) -> Iterator[Passage]:
    """Synthetic passages: lines of the digests drawn at random, every number replaced by another of the same length.

    They have the words, length and structure of real passages, and no two are alike.
    """
    rng = random.Random(seed)
    base = [p for entry in digests() for p in entry.passages if p.kind not in UNSEARCHED]
    lines = [line for p in base for line in p.text.splitlines() if len(line) > 20]
    for number in range(1, count + 1):
        head = rng.choice(base)
        text = _NUMBER.sub(lambda m: _other(m.group(), rng), "\n".join(rng.choices(lines, k=UNITS)))
        place = (number, number)
        yield Passage(
            passage_id("synthetic", text, place),
            "synthetic",
            Kind.TEXT,
            text,
            head.title,
            "",
            head.section,
            number,
            "",
            place,
        )


def _other(digits: str, rng: random.Random) -> str:
    return "".join(rng.choice("123456789") for _ in digits)


def grow(system: str, count: int, folder: Path) -> dict[str, Any]:
    """Cost of a system over the text of `count` synthetic passages; ours takes them as passages."""
    made = tuple(passages(count))
    texts = _files(made, folder / "texts") if system != "mmguide" else ()
    import_first()
    index = folder / "index"
    search, ingest_s, ingest_cpu_s = built(
        lambda: _ours(made, index) if system == "mmguide" else SYSTEMS[system][1](texts, index)
    )
    times = timed(search, queries())
    cost = Cost(ingest_s, ingest_cpu_s, percentile(times, 50), percentile(times, 95), memory_mb(), size_mb(index))
    return asdict(cost)


def _ours(made: tuple[Passage, ...], folder: Path) -> Search:
    model = open_model(BUILTIN)
    with writing(folder):
        snapshot = build_snapshot(folder, (DOCUMENT,), made, {"synthetic": "\n".join(p.text for p in made)}, model)
    searcher = open_searcher(snapshot, model)
    return lambda query: [Text(e.passage.doc_id, e.passage.text) for e in searcher.search(query, RESULTS)]


def _files(made: Sequence[Passage], folder: Path) -> tuple[Source, ...]:
    """The text of the passages in files of a thousand."""
    folder.mkdir(parents=True)
    sources: list[Source] = []
    for start in range(0, len(made), PER_FILE):
        path = folder / f"{start:07d}.txt"
        path.write_text("\n\n".join(p.text for p in made[start : start + PER_FILE]), encoding="utf-8")
        sources.append(Source(path, path.stem, False))
    return tuple(sources)


def queries() -> Sequence[str]:
    """The same queries at every size."""
    asked = [e.case.question for e in read_sets([SETS]).entries if isinstance(e.case, Question)]
    return asked[:QUERIES]
