"""What speaks for a passage as the answer to a query: a column of numbers for every feature."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.lexical import LexicalIndex, scaled
from index.query import Query
from index.traits import NAMES as TRAITS

Matrix = NDArray[np.float32]
Numbers = NDArray[np.float32]
# In this order the columns stand in a matrix and the weights in ranking.toml.
NAMES = (
    "words", "sentence", "pairs", "dense", "document", "page", "update", "questions", "table", "share", "period",
)  # fmt: skip
MEANINGS = {
    "words": "BM25（词与概念）",
    "sentence": "最佳一句（连同标题）对问题用词的覆盖",
    "pairs": "段落（连同标题）对问题字对的覆盖",
    "dense": "向量相似度",
    "document": "问题点名的文献",
    "page": "问题点名的页",
    "update": "问修订时的更新页",
    "questions": "由问句组成的段落",
    "table": "表格",
    "share": "问比例时含百分数",
    "period": "问时间时含时间",
}


@dataclass(frozen=True)
class Lexical:
    """The lexical features of all rows for one query."""

    words: Numbers
    sentence: Numbers
    pairs: Numbers

    @property
    def near(self) -> Numbers:
        """The first sieve: 0 for a row without anything of the query."""
        return self.words + self.pairs


def lexical_features(query: Query, index: LexicalIndex) -> Lexical:
    """The features that come from words, for all rows."""
    return Lexical(scaled(index.bm25(query)), index.sentence_coverage(query), index.pair_coverage(query))


def matrix(
    query: Query,
    lexical: Lexical,
    index: LexicalIndex,
    rows: NDArray[np.int64],
    dense: Numbers,
    document: Numbers,
    page: Numbers,
) -> Matrix:
    """The features of some rows; `dense`, `document` and `page` are given for these rows."""
    trait = dict(zip(TRAITS, index.traits[rows].T, strict=True))
    asked = {"update": query.change, "share": query.share, "period": query.period}
    columns: Sequence[Numbers] = (
        lexical.words[rows], lexical.sentence[rows], lexical.pairs[rows], dense, document, page,
        *(trait[name] * asked.get(name, True) for name in TRAITS),
    )  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)
