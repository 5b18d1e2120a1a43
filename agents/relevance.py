"""How much of a question a text covers: the weight of shared words, rare words counting more."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from index.lexical import LexicalIndex
from index.words import STOP, bigrams, concepts, speciality, unnamed, words

BIGRAM_WEIGHT = 0.3
INSIDE_NAME = 0.5


@dataclass(frozen=True)
class Wanted:
    """The words of a question with their weights (inverse document frequency in the index)."""

    weights: Mapping[str, float]
    pairs: Mapping[str, float]

    @cached_property
    def total(self) -> float:
        """The weight of the whole question."""
        return sum(self.weights.values()) or 1.0

    @cached_property
    def pair_total(self) -> float:
        """The weight of all character pairs."""
        return sum(self.pairs.values()) or 1.0

    def covered(self, tokens: frozenset[str]) -> float:
        """Share of the question's weight that is among the tokens; words and pairs count together."""
        whole = sum(w for t, w in self.weights.items() if t in tokens) / self.total
        pairs = sum(w for t, w in self.pairs.items() if t in tokens) / self.pair_total
        return (whole + BIGRAM_WEIGHT * pairs) / (1 + BIGRAM_WEIGHT)

    def unknown(self, frequency: Mapping[str, int]) -> tuple[str, ...]:
        """Words of the question that no document contains."""
        return tuple(t for t in self.weights if frequency.get(t, 0) == 0)


def wanted_words(question: str, lexical: LexicalIndex) -> Wanted:
    """The weighted words and character pairs of a question."""
    named = [t for t in dict.fromkeys(words(question) + concepts(question)) if t not in STOP]
    own = frozenset(words(unnamed(question)) + concepts(question))
    pairs = [p for p in dict.fromkeys(bigrams(question)) if p not in STOP]
    weights = {t: _weight(lexical, "words", t) * speciality(t) * (1 if t in own else INSIDE_NAME) for t in named}
    return Wanted(weights, {p: _weight(lexical, "bigrams", p) for p in pairs})


def frequency(lexical: LexicalIndex, field: str, token: str) -> int:
    """In how many passages a token occurs."""
    return (lexical.pairs if field == "bigrams" else lexical).frequency(token)


def _weight(lexical: LexicalIndex, field: str, token: str) -> float:
    found = frequency(lexical, field, token)
    return math.log(1 + (lexical.rows - found + 0.5) / (found + 0.5))


@lru_cache(maxsize=50_000)
def text_tokens(text: str) -> frozenset[str]:
    """All tokens of a text, as the question's words are compared with them."""
    return frozenset((*words(text), *concepts(text), *bigrams(text)))
