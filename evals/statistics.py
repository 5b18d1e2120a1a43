"""Means with bootstrap intervals, percentiles, and the paired comparison of two runs; seeded, so repeatable."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SEED = 20240
RESAMPLES = 2000


@dataclass(frozen=True)
class Estimate:
    """A mean over `n` scored cases with its 95 % interval; `unscored` cases are left out."""

    value: float
    low: float
    high: float
    n: int
    unscored: int = 0


@dataclass(frozen=True)
class Difference:
    """New minus old over the `n` cases scored in both runs, with 95 % interval and two-sided p value."""

    value: float
    low: float
    high: float
    p: float
    n: int


def estimate(scores: Sequence[float], unscored: int = 0) -> Estimate:
    """Mean with a percentile bootstrap interval (Efron and Tibshirani 1993)."""
    values = np.asarray(scores, dtype=float)
    low, high = _interval(values)
    return Estimate(float(values.mean()), low, high, len(values), unscored)


def difference(new: Sequence[float], old: Sequence[float]) -> Difference:
    """Paired bootstrap interval of the difference and a sign-flip permutation test (Smucker et al. 2007)."""
    gaps = np.asarray(new, dtype=float) - np.asarray(old, dtype=float)
    low, high = _interval(gaps)
    observed = abs(gaps.mean())
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), size=(RESAMPLES, len(gaps)))
    at_least = int(np.sum(np.abs((signs * gaps).mean(axis=1)) >= observed - 1e-12))
    return Difference(float(gaps.mean()), low, high, (at_least + 1) / (RESAMPLES + 1), len(gaps))


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies, interpolated linearly."""
    return float(np.percentile(np.asarray(values, dtype=float), share))


def _interval(values: np.ndarray) -> tuple[float, float]:
    rows = np.random.default_rng(SEED).integers(0, len(values), size=(RESAMPLES, len(values)))
    low, high = np.percentile(values[rows].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)
