"""`python -m evals.bench`: compares the systems and measures growth, one process each, and writes the page."""

import argparse
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evals.bench.corpora import corpora
from evals.bench.measure import run_apart
from evals.bench.results import OURS, write
from evals.bench.systems import SYSTEMS

SCALES = (500, 5_000, 50_000, 500_000)
LIMIT_MINUTES = 60.0
WORKER = "evals.bench.worker"
LIBRARIES = ("llama-index-core", "llama-index-retrievers-bm25", "chromadb", "bm25s", "jieba")


def main(arguments: list[str]) -> None:
    """Parses the options and runs the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("bench"), help="folder for benchmarks.md, .json and .svg")
    parser.add_argument(
        "--largest", type=int, default=SCALES[2], help=f"largest size of the growth series, of {SCALES}"
    )
    parser.add_argument("--largest-others", type=int, default=SCALES[2], help="largest size for the other systems")
    parser.add_argument("--limit-minutes", type=float, default=LIMIT_MINUTES, help="time for one measurement")
    options = parser.parse_args(arguments)
    page = write(options.out, measured(options.largest, options.largest_others, options.limit_minutes))
    sys.stdout.write(f"{page}\n")


def measured(largest: int, largest_others: int, limit_minutes: float) -> dict[str, Any]:
    """All results as JSON values."""
    compared = {
        key: {
            "title": corpus.title,
            "systems": {name: _told(f"{corpus.title}: {name}", "compare", key, name) for name in SYSTEMS},
        }
        for key, corpus in corpora().items()
    }
    grown = {
        name: {
            str(count): _told(f"{name}: {count:,}", "grow", name, str(count), limit_minutes=limit_minutes)
            for count in SCALES
            if count <= (largest if name == OURS else largest_others)
        }
        for name in SYSTEMS
    }
    return {"machine": _machine(), "limit_minutes": limit_minutes, "compared": compared, "growth": grown}


def _told(title: str, *arguments: str, limit_minutes: float = LIMIT_MINUTES) -> dict[str, Any] | None:
    sys.stderr.write(f"{title} …\n")
    return run_apart([WORKER, *arguments], limit_minutes * 60)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    libraries = "、".join(f"{name} {version(name)}" for name in LIBRARIES)
    hardware = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核，{memory:.0f} GB 内存"
    return f"{hardware}；Python {platform.python_version()}、{libraries}"


if __name__ == "__main__":
    main(sys.argv[1:])
