"""The one form in which expected and found texts are compared."""

import unicodedata
from functools import lru_cache

from corpus.types import squeeze


@lru_cache(maxsize=8192)
def normal(text: str) -> str:
    """NFKC, whitespace removed, lower case: `normal("Ⅱ 期")` is "ii期"."""
    return squeeze(unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Without whitespace, otherwise as it is: the form in which quotations are compared."""
    return squeeze(text)


def has_any(text: str, alternatives: tuple[str, ...]) -> bool:
    """Whether one of the alternatives stands in the text."""
    folded = normal(text)
    return any(normal(piece) in folded for piece in alternatives)


def which(text: str, pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the pieces that stand in the text."""
    folded = normal(text)
    return tuple(piece for piece in pieces if normal(piece) in folded)
