"""One measurement in a process of its own: `python -m evals.bench.worker KIND …`, the result as a JSON line."""

import json
import sys
import tempfile
from pathlib import Path

from evals.bench.corpora import corpora
from evals.bench.measure import measure
from evals.bench.scaling import grow


def main(arguments: list[str]) -> None:
    """`compare CORPUS SYSTEM` or `grow SYSTEM PASSAGES`."""
    kind, *rest = arguments
    with tempfile.TemporaryDirectory() as folder:
        if kind == "compare":
            corpus = corpora()[rest[0]]
            result = measure(rest[1], corpus.sources, corpus.questions, Path(folder))
        else:
            result = grow(rest[0], int(rest[1]), Path(folder))
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
