"""Which rows have a token: an inverted index without weights, small on disk and quick to add up."""

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int32]


@dataclass(frozen=True)
class Postings:
    """For every token the rows that have it: `rows[starts[i]:starts[i + 1]]` for token number i."""

    vocabulary: Mapping[str, int]
    starts: NDArray[np.int64]
    rows: Rows
    size: int

    def of(self, token: str) -> Rows:
        """The rows that have a token, in order."""
        number = self.vocabulary.get(token)
        return self.rows[:0] if number is None else self.rows[self.starts[number] : self.starts[number + 1]]

    def frequency(self, token: str) -> int:
        """In how many rows a token stands."""
        return len(self.of(token))

    def covered(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        """For every row the sum of the weights of the tokens that it has."""
        total = np.zeros(self.size, dtype=np.float32)
        for token, weight in weights.items():
            total[self.of(token)] += weight
        return total


def build_postings(rows: Iterable[Iterable[str]]) -> Postings:
    """Indexes rows of tokens; a token counts once a row."""
    vocabulary: dict[str, int] = {}
    columns, places, size = array("i"), array("i"), 0
    for tokens in rows:
        numbers = [vocabulary.setdefault(token, len(vocabulary)) for token in dict.fromkeys(tokens)]
        columns.extend(numbers)
        places.extend([size] * len(numbers))
        size += 1
    numbered = np.array(columns, dtype=np.int32)
    order = np.argsort(numbered, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(numbered, minlength=len(vocabulary))))).astype(np.int64)
    return Postings(vocabulary, starts, np.array(places, dtype=np.int32)[order], size)


def save_postings(postings: Postings, folder: Path) -> None:
    """Writes the arrays and the tokens in the order of their numbers."""
    folder.mkdir(parents=True)
    np.save(folder / "starts.npy", postings.starts)
    np.save(folder / "rows.npy", postings.rows)
    tokens = {"size": postings.size, "tokens": list(postings.vocabulary)}
    (folder / "tokens.json").write_text(json.dumps(tokens, ensure_ascii=False), encoding="utf-8")


def load_postings(folder: Path) -> Postings:
    """Reads what save_postings wrote; ValueError, OSError or KeyError if it is damaged."""
    described = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
    vocabulary = {token: number for number, token in enumerate(described["tokens"])}
    starts, rows = np.load(folder / "starts.npy"), np.load(folder / "rows.npy")
    if len(starts) != len(vocabulary) + 1 or len(rows) != int(starts[-1]):
        raise ValueError(f"{folder.name}: tokens and rows do not agree")
    return Postings(vocabulary, starts, rows, int(described["size"]))
