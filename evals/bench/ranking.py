"""`python -m evals.bench.ranking [SET …]`: learns index/ranking.toml and shows what it is worth.

Learns on the built-in set over the digests and, where the originals are, on the development set over them;
further sets over the originals can be given. Prints cross-validated figures beside those of equal weights.
"""

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from agents.library import Library
from evals.bench.corpora import Corpus, corpora
from evals.bench.learning import METRICS, Array, Asked, asked, cross_validated, judged, learn, transferred
from evals.cases import Question
from evals.evidence import audit
from evals.reading import read_sets
from evals.statistics import estimate
from index.features import NAMES
from index.model import BUILTIN, open_model
from index.query import Query, read_query
from index.ranking import RANKING_FILE
from index.search import Searcher, open_searcher

EVERY = range(len(NAMES))
_HEAD = """# The weights of the features (index/features.py), learned by `python -m evals.bench.ranking`; do not edit by hand.
[weights]
"""


def main(arguments: Sequence[str]) -> None:
    """Learns, prints, writes."""
    questions = everything([Path(a) for a in arguments], read_query)
    alike = even(questions)
    rows = {
        "等权重": judged(questions, lambda _: alike),
        "学习，交叉验证": cross_validated(questions, EVERY),
        "学习，其他题集": transferred(questions, EVERY),
    }
    sys.stdout.write("\n".join(table(rows)) + "\n")
    weights = learn(questions, EVERY)
    lines = [f"{name} = {weight:.3f}" for name, weight in zip(NAMES, weights, strict=True)]
    RANKING_FILE.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def even(questions: Sequence[Asked]) -> Array:
    """Weights with which every feature, as far as it varies, counts alike; only the directions are learned."""
    spread = np.concatenate([q.features for q in questions]).std(axis=0) + 1e-9
    return np.asarray(np.sign(learn(questions, EVERY)) / spread, dtype=np.float64)


def everything(further: Sequence[Path], read: Callable[[str], Query]) -> list[Asked]:
    """The questions of all sets with their candidates; each corpus is indexed in a folder of its own."""
    found: list[Asked] = []
    for key, corpus in corpora().items():
        with tempfile.TemporaryDirectory() as folder:
            searcher = opened(corpus, Path(folder))
            found += asked("built-in" if key == "digests" else "dev", searcher, corpus.questions, read)
            for path in further if key == "originals" else ():
                found += asked(path.stem, searcher, questions_of(path, searcher), read)
    return found


def opened(corpus: Corpus, folder: Path) -> Searcher:
    """The index of a corpus."""
    model = open_model(BUILTIN)
    library = Library(folder, model)
    originals = [s.path for s in corpus.sources if not s.digest]
    if originals:
        library.ingest(originals)
    return open_searcher(library.ensure(), model)


def questions_of(path: Path, searcher: Searcher) -> list[Question]:
    """The questions of a set whose evidence stands in the documents."""
    texts = {d.doc_id: searcher.snapshot.text(d.doc_id) for d in searcher.snapshot.documents}
    usable = [e for e in read_sets([path]).entries if audit(e, texts) is None]
    return [e.case for e in usable if isinstance(e.case, Question) and e.case.evidence]


def table(rows: Mapping[str, Mapping[str, Array]]) -> list[str]:
    """A Markdown table of means with their 95 % intervals, a block for every set."""
    sets = list(next(iter(rows.values())))
    lines: list[str] = []
    for name in sets:
        count = len(next(iter(rows.values()))[name])
        lines += ["", f"**{name}**（{count} 题）", "", "| | " + " | ".join(METRICS) + " |", "|---" * 5 + "|"]
        lines += [
            f"| {title} | " + " | ".join(_cell(column) for column in scores[name].T) + " |"
            for title, scores in rows.items()
        ]
    return lines


def _cell(scores: Array) -> str:
    found = estimate([float(s) for s in scores])
    return f"{found.value:.3f} [{found.low:.3f}–{found.high:.3f}]"


if __name__ == "__main__":
    main(sys.argv[1:])
