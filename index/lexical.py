"""The words of the passages: BM25 over the text, and which tokens stand in passage, sentence and heading."""

import hashlib
import json
import math
import os
import re
import shutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.terms import TERMS_FILE
from corpus.types import Passage
from index.postings import Postings, build_postings, load_postings, save_postings
from index.query import Query, read_query
from index.traits import Traits, traits
from index.words import bigrams, concepts, sentences, words

Scores = NDArray[np.float32]
K1, B = 1.2, 0.6
LABEL = 14
_MARK = re.compile(r"^[^\u4e00-\u9fffA-Za-z]+")
_AFTER = re.compile(r"[\s:：，,。（(是]")


@dataclass(frozen=True)
class LexicalIndex:
    """The lexical indexes of one snapshot, a row for every searchable passage.

    `words` is BM25 over the words and concepts of the text. `pairs` says which character pairs stand in a passage
    or its headings, `sentences` which words stand in a sentence or the headings above it; the sentences of row i
    begin at `firsts[i]`. `labels` says with which concepts a line of the passage begins, as a row or a definition does.
    """

    words: bm25s.BM25 | None
    pairs: Postings
    sentences: Postings
    labels: Postings
    firsts: NDArray[np.int64]
    traits: Traits

    @property
    def rows(self) -> int:
        """The number of passages."""
        return self.pairs.size

    def frequency(self, token: str) -> int:
        """In how many passages a word or concept stands."""
        number = self.words.vocab_dict.get(token) if self.words else None
        if self.words is None or number is None:
            return 0
        starts = self.words.scores["indptr"]
        return int(starts[number + 1] - starts[number])

    def scores(self, query: str) -> Scores:
        """BM25 and coverage together: 0 for a passage without anything of the query."""
        asked = read_query(query)
        return scaled(self.bm25(asked)) + self.pair_coverage(asked)

    def bm25(self, query: Query) -> Scores:
        """BM25 of every row, the query's tokens weighted."""
        total = np.zeros(self.rows, dtype=np.float32)
        if self.words is None:
            return total
        values, rows, starts = (self.words.scores[part] for part in ("data", "indices", "indptr"))
        for token, weight in query.words.items():
            number = self.words.vocab_dict.get(token)
            if number is not None:
                part = slice(starts[number], starts[number + 1])
                total[rows[part]] += weight * values[part]
        return total

    def pair_coverage(self, query: Query) -> Scores:
        """Share of the weight of the query's character pairs that stands in the passage or its headings."""
        return _covered(self.pairs, query.pairs, lambda pair: _idf(self.pairs.frequency(pair), self.rows))

    def sentence_coverage(self, query: Query) -> Scores:
        """Share of the query's weight that stands in the best sentence of the passage or its headings."""
        if not self.rows:
            return np.zeros(0, dtype=np.float32)
        return np.maximum.reduceat(_covered(self.sentences, query.content, self.idf), self.firsts)

    def label_coverage(self, query: Query) -> Scores:
        """Share of the weight of the query's concepts with which lines of the passage begin."""
        named = {token: weight for token, weight in query.content.items() if token.startswith("§")}
        return _covered(self.labels, named, self.idf)

    def idf(self, token: str) -> float:
        """How rare a word or concept is in these passages."""
        return _idf(self.frequency(token), self.rows)


def scaled(scores: Scores) -> Scores:
    """Scores as shares of the best."""
    top = float(scores.max(initial=0.0))
    return scores / top if top > 0 else scores


def _idf(found: int, rows: int) -> float:
    return math.log(1 + (rows - found + 0.5) / (found + 0.5))


def _covered(postings: Postings, weights: Mapping[str, float], idf: Callable[[str], float]) -> Scores:
    weighed = {token: weight * idf(token) for token, weight in weights.items()}
    return postings.covered(weighed) / max(sum(weighed.values()), 1e-6)


def heading(passage: Passage) -> str:
    """What stands above a passage: section path, table title, column heads."""
    return " ".join((*passage.section, passage.title, passage.columns))


def build_lexical(passages: Sequence[Passage]) -> LexicalIndex:
    """Indexes the passages; row i is passage i."""
    heads = [words(heading(p)) + concepts(heading(p)) for p in passages]
    pieces = [[words(s) + concepts(s) for s in sentences(p.text)] for p in passages]
    texts = [[token for piece in row for token in piece] for row in pieces]
    ranked = None
    if passages:
        ranked = bm25s.BM25(k1=K1, b=B)
        ranked.index([tokens or [""] for tokens in texts], show_progress=False)
    return LexicalIndex(
        words=ranked,
        pairs=build_postings(bigrams(p.text) + bigrams(heading(p)) for p in passages),
        sentences=build_postings([*piece, *head] for row, head in zip(pieces, heads, strict=True) for piece in row),
        labels=build_postings(_labels(p.text) for p in passages),
        firsts=np.cumsum([0, *(len(row) for row in pieces)])[: len(pieces)].astype(np.int64),
        traits=traits(passages),
    )


def _labels(text: str) -> list[str]:
    """The concepts with which the lines of a text begin."""
    starts = (_MARK.sub("", line)[:LABEL] for line in text.split("\n"))
    return [token for start in starts if start for token in concepts(_AFTER.split(start)[0])]


def save_lexical(lexical: LexicalIndex, folder: Path) -> None:
    """Writes the indexes beside a folder and puts them in its place."""
    fresh = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    fresh.mkdir(parents=True)
    if lexical.words is not None:
        lexical.words.save(fresh / "words")
    save_postings(lexical.pairs, fresh / "pairs")
    save_postings(lexical.sentences, fresh / "sentences")
    save_postings(lexical.labels, fresh / "labels")
    np.save(fresh / "firsts.npy", lexical.firsts)
    np.save(fresh / "traits.npy", lexical.traits)
    (fresh / "rows.json").write_text(json.dumps({"rows": lexical.rows, "lexicon": lexicon_stamp()}))
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
    os.replace(fresh, folder)


@cache
def lexicon_stamp() -> str:
    """Hash of what turns text into an index: one made with another terminology has to be made anew."""
    here = Path(__file__).parent
    files = (TERMS_FILE, *(here / name for name in ("words.py", "lexical.py", "postings.py", "traits.py")))
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16]


def load_lexical(folder: Path) -> LexicalIndex | None:
    """Reads the indexes of a folder; None if they are missing or were made with another terminology."""
    try:
        described = json.loads((folder / "rows.json").read_text())
    except (OSError, ValueError):
        return None
    if described.get("lexicon") != lexicon_stamp():
        return None
    ranked = bm25s.BM25.load(folder / "words", load_corpus=False) if described["rows"] else None
    return LexicalIndex(
        words=ranked,
        pairs=load_postings(folder / "pairs"),
        sentences=load_postings(folder / "sentences"),
        labels=load_postings(folder / "labels"),
        firsts=np.load(folder / "firsts.npy"),
        traits=np.load(folder / "traits.npy"),
    )
