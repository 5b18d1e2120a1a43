"""BM25 over three fields of tokens: words and concepts of the text, its bigrams, its headings."""

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.terms import TERMS_FILE
from corpus.types import Passage
from index.words import bigrams, concepts, words

Scores = NDArray[np.float32]
FIELDS = ("words", "bigrams", "headings")
WEIGHTS = {"words": 1.0, "bigrams": 0.5, "headings": 0.25}
K1, B = 1.2, 0.6


def tokens(field: str, passage: Passage) -> list[str]:
    """The tokens of one field of a passage."""
    if field == "words":
        return words(passage.text) + concepts(passage.text)
    if field == "bigrams":
        return bigrams(passage.text)
    heading = " ".join((*passage.section, passage.title, passage.columns))
    return words(heading) + concepts(heading) + bigrams(heading)


def query_tokens(field: str, query: str) -> list[str]:
    """The tokens with which a field is searched."""
    if field == "words":
        return list(dict.fromkeys(words(query) + concepts(query)))
    if field == "bigrams":
        return list(dict.fromkeys(bigrams(query)))
    return list(dict.fromkeys(words(query) + concepts(query) + bigrams(query)))


@dataclass(frozen=True)
class LexicalIndex:
    """BM25 indexes of one snapshot, a row for every searchable passage."""

    fields: dict[str, bm25s.BM25]
    rows: int

    def scores(self, query: str) -> Scores:
        """Weighted BM25 score of every row."""
        total = np.zeros(self.rows, dtype=np.float32)
        for name, index in self.fields.items():
            known = [t for t in query_tokens(name, query) if t in index.vocab_dict]
            if known:
                total += WEIGHTS[name] * index.get_scores(known)
        return total


def build_lexical(passages: Sequence[Passage]) -> LexicalIndex:
    """Indexes the passages; row i is passage i."""
    fields: dict[str, bm25s.BM25] = {}
    for name in FIELDS:
        rows = [tokens(name, p) or [""] for p in passages]
        if rows:
            index = bm25s.BM25(k1=K1, b=B)
            index.index(rows, show_progress=False)
            fields[name] = index
    return LexicalIndex(fields, len(passages))


def save_lexical(lexical: LexicalIndex, folder: Path) -> None:
    """Writes the indexes beside a folder and puts them in its place."""
    fresh = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    fresh.mkdir(parents=True)
    for name, index in lexical.fields.items():
        index.save(fresh / name)
    described = {"rows": lexical.rows, "fields": list(lexical.fields), "lexicon": lexicon_stamp()}
    (fresh / "rows.json").write_text(json.dumps(described))
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)
    os.replace(fresh, folder)


@cache
def lexicon_stamp() -> str:
    """Hash of what turns text into tokens: an index made with another terminology has to be made anew."""
    files = (TERMS_FILE, Path(__file__).with_name("words.py"), Path(__file__))
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()[:16]


def load_lexical(folder: Path) -> LexicalIndex | None:
    """Reads the indexes of a folder; None if they are missing or were made with another terminology."""
    try:
        described = json.loads((folder / "rows.json").read_text())
    except (OSError, ValueError):
        return None
    if described.get("lexicon") != lexicon_stamp():
        return None
    fields = {name: bm25s.BM25.load(folder / name, load_corpus=False) for name in described["fields"]}
    return LexicalIndex(fields, described["rows"])
