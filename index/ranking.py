"""The weights with which the features are added up; learned by `python -m evals.bench.ranking`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from index.features import NAMES, Matrix, Numbers

# How far apart scores lie; what is quoted from the evidence is chosen by their ratio too.
SOFTNESS = 8.0
RANKING_FILE = Path(__file__).with_name("ranking.toml")


@cache
def learned() -> Numbers:
    """The weights of ranking.toml in the order of the features."""
    described: Mapping[str, float] = tomllib.loads(RANKING_FILE.read_text(encoding="utf-8"))["weights"]
    return np.array([described[name] for name in NAMES], dtype=np.float32)


def ranked(features: Matrix, weights: Numbers) -> Numbers:
    """The score of every row of features, always above 0; the ratio of two scores says how much better one is."""
    return np.asarray(np.exp(features @ weights / SOFTNESS), dtype=np.float32)
