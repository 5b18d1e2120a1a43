"""Training questions with the place of their answer: what the embedding and the choice of quotations learn from.

evals/learn/questions.jsonl holds questions in our own words about the five documents; an answer is given by its
place only ("at", "length": a piece of the document's text without whitespace), so that no source text stands here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from corpus.snapshot import Snapshot
from corpus.types import UNSEARCHED, Passage, squeeze

QUESTIONS = Path(__file__).with_name("questions.jsonl")


@dataclass(frozen=True)
class Labelled:
    """A question with the passage that answers it and the answer's offsets in the passage's text."""

    question: str
    passage: Passage
    start: int
    end: int


def labelled(snapshot: Snapshot, path: Path = QUESTIONS) -> tuple[Labelled, ...]:
    """The training questions whose answers stand in the documents of a snapshot."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    present = {d.doc_id for d in snapshot.documents if not d.digest}
    found: list[Labelled] = []
    for doc_id, group in groupby(rows, key=lambda row: str(row["doc"])):
        if doc_id in present:
            places = tuple(_places(snapshot, doc_id))
            for row in group:
                found += _labelled(row["question"], int(row["at"]), int(row["length"]), places)
    return tuple(found)


def _places(snapshot: Snapshot, doc_id: str) -> Iterator[tuple[int, Passage]]:
    """Where each searchable passage begins in the document's text without whitespace."""
    text = squeeze(snapshot.text(doc_id))
    own = (p for p in snapshot.passages if p.doc_id == doc_id and p.kind not in UNSEARCHED)
    after = 0
    for passage in sorted(own, key=lambda p: p.lines):
        wanted = squeeze(passage.text)
        at = text.find(wanted, max(0, after - len(wanted)))
        if at < 0:
            at = text.find(wanted)
        if at >= 0:
            after = at + len(wanted)
            yield at, passage


def _labelled(question: str, at: int, length: int, places: tuple[tuple[int, Passage], ...]) -> list[Labelled]:
    for begin, passage in places:
        kept = [i for i, c in enumerate(passage.text) if not c.isspace()]
        if begin <= at and at + length <= begin + len(kept):
            return [Labelled(question, passage, kept[at - begin], kept[at - begin + length - 1] + 1)]
    return []
