"""The weights with which the features are added up; learned by `python -m evals.bench.ranking`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from index.features import NAMES, Matrix, Numbers

LEAST = 1e-3
RANKING_FILE = Path(__file__).with_name("ranking.toml")


@cache
def learned() -> Numbers:
    """The weights of ranking.toml in the order of the features."""
    described: Mapping[str, float] = tomllib.loads(RANKING_FILE.read_text(encoding="utf-8"))["weights"]
    return np.array([described[name] for name in NAMES], dtype=np.float32)


def ranked(features: Matrix, weights: Numbers) -> Numbers:
    """The score of every row of features; whatever is a candidate has more than nothing."""
    return np.maximum(features @ weights, LEAST).astype(np.float32)
