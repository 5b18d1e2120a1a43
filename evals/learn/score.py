"""Learns the weights of agents/score-weights.json (developers: python -m evals.learn.score BASE CORPUS).

BASE is a model that index.train made, CORPUS the folder of the five originals. The questions are split in two
halves; the features of each half come from a model refined with the other half only, so that the similarities
which the weights learn to trust are those of questions that the model has never seen.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.features import asked, features
from agents.forms import idle
from agents.library import Library
from agents.prepared import prepared
from agents.relevance import wanted_words
from agents.score import FARTHEST, WEIGHTS
from agents.snippets import Snippet
from agents.understand import understand
from corpus.snapshot import load
from evals.learn.embedding import pairs
from evals.learn.questions import Labelled, labelled
from index.model import StaticModel
from index.search import Searcher, open_searcher
from index.train import refine

READ = 10
ALIKE = 0.45
EPOCHS, RATE, DECAY, BATCH, SEED = 30, 0.02, 1e-3, 64, 0
OVERLAP = 0.34
CONSTANT, LEAST = 1e-4, 0.03
Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """One question: a row of features for each piece, which pieces answer, and which are left out as too alike."""

    names: tuple[str, ...]
    rows: Numbers
    answers: NDArray[np.bool_]
    left_out: NDArray[np.bool_]


def half(question: str) -> int:
    """0 or 1, by the question's own letters."""
    return hashlib.sha256(question.encode()).digest()[0] % 2


def examples(questions: Sequence[Labelled], searcher: Searcher, model: StaticModel) -> Iterator[Example]:
    """Examples of the questions whose answer is among the evidence."""
    for q in questions:
        u = understand(q.question, searcher.snapshot.documents)
        found = features(searcher.search(u.text, READ), asked(wanted_words(u.text, searcher.lexical), u, model))
        kept = [(s, values) for _, s, values in found if not s.heading and not idle(s)]
        right = [answering(s, q) for s, _ in kept]
        if any(right):
            tokens = [prepared(s.passage, model).tokens[s.position] for s, _ in kept]
            gold = [t for t, r in zip(tokens, right, strict=True) if r]
            alike = [not r and any(_alike(t, g) for g in gold) for t, r in zip(tokens, right, strict=True)]
            rows = np.array([list(values.values()) for _, values in kept], dtype=np.float32)
            yield Example(tuple(kept[0][1]), rows, np.array(right), np.array(alike))


def answering(s: Snippet, q: Labelled) -> bool:
    """Whether the answer of a question, or a good part of it, stands in a piece."""
    overlap = min(q.end, s.end) - max(q.start, s.start)
    return s.passage.passage_id == q.passage.passage_id and overlap >= OVERLAP * min(q.end - q.start, len(s.quote))


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) > ALIKE * len(a | b)


def fitted(found: Sequence[Example]) -> dict[str, list[float]]:
    """Weights that put the answering pieces first: list-wise softmax loss (Cao et al. 2007), linear."""
    import torch

    torch.manual_seed(SEED)
    names = found[0].names
    every = np.vstack([e.rows for e in found])
    mean, spread = every.mean(axis=0), every.std(axis=0) + 1e-6
    longest = max(len(e.rows) for e in found)
    x = torch.zeros(len(found), longest, len(names))
    right = torch.zeros(len(found), longest, dtype=torch.bool)
    out = torch.ones(len(found), longest, dtype=torch.bool)
    for i, e in enumerate(found):
        n = len(e.rows)
        x[i, :n] = torch.tensor(np.clip((e.rows - mean) / spread, -FARTHEST, FARTHEST))
        right[i, :n], out[i, :n] = torch.tensor(e.answers), torch.tensor(e.left_out)
    weight = torch.zeros(len(names), requires_grad=True)
    optimizer = torch.optim.AdamW([weight], lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for at in torch.split(torch.randperm(len(found)), BATCH):
            scores = (x[at] @ weight).masked_fill(out[at], -1e9)
            best = torch.logsumexp(scores.masked_fill(~right[at], -1e9), 1)
            loss = (torch.logsumexp(scores, 1) - best).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    learned = weight.detach().numpy()
    rows = zip(names, mean, spread, learned, strict=True)
    return {n: [round(float(v), 5) for v in (m, d, w)] for n, m, d, w in rows if d > CONSTANT and abs(w) >= LEAST}


def main(base: Path, corpus: Path) -> None:
    """Refines two models, takes the features of each half from the other half's model, writes the weights."""
    found: list[Example] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in (0, 1):
            model = StaticModel(Path(folder) / f"model-{number}")
            shutil.copytree(base, model.folder)
            home = Path(folder) / f"home-{number}"
            library = Library(home, model)
            library.ingest([corpus])
            questions = labelled(load(library.ensure()))
            refine(model.folder, list(pairs([q for q in questions if half(q.question) != number])), [])
            fresh = StaticModel(model.folder.rename(Path(folder) / f"refined-{number}"))
            library = Library(home, fresh)
            library.rebuild()
            searcher = open_searcher(library.ensure(), fresh)
            found += examples([q for q in questions if half(q.question) == number], searcher, fresh)
    WEIGHTS.write_text(json.dumps(fitted(found), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
