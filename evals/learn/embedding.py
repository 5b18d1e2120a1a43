"""Refines the built-in embedding model with the training questions (developers: python -m evals.learn.embedding HOME DATA).

HOME is a data folder into which the five originals were ingested, DATA the folder of Chinese medical text pairs
that the model was first trained with; a share of them is mixed in, so that nothing else is forgotten.
"""

import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from agents.snippets import snippets
from corpus.snapshot import current, load
from corpus.types import Passage
from evals.learn.questions import Labelled, labelled
from index.build import index_text
from index.model import BUILTIN_FOLDER
from index.train import LONGEST, SEED, pairs_of_data, refine

GENERAL_PAIRS = 3000


def pairs(questions: Iterable[Labelled]) -> Iterator[tuple[str, str]]:
    """A question with its passage, with the answering sentence under its headings, and with the bare sentence."""
    for q in questions:
        answer = sentence(q)
        yield q.question, index_text(q.passage)
        yield q.question, f"{headings(q.passage)} {answer}".strip()
        yield q.question, answer


def headings(passage: Passage) -> str:
    """The innermost headings and the title of a passage, each once."""
    return " ".join(dict.fromkeys((*passage.section[-2:], passage.title)))


def sentence(q: Labelled) -> str:
    """The piece of the passage in which the answer stands."""
    inside = [s.shown for s in snippets(q.passage) if s.start < q.end and q.start < s.end]
    return inside[0] if inside else q.passage.text[q.start : q.end]


def main(home: Path, data: Path, target: Path = BUILTIN_FOLDER) -> None:
    """Refines the weights in place."""
    folder = current(home)
    if folder is None:
        raise SystemExit(f"no index in {home}: run mmguide ingest first")
    own = list(pairs(labelled(load(folder))))
    general = list(pairs_of_data(data))
    random.Random(SEED).shuffle(general)
    refine(target, own, [(a[:LONGEST], b[:LONGEST]) for a, b in general[:GENERAL_PAIRS]])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
