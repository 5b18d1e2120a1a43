"""A cross-encoder by setting: question and passage read together order the first passages anew."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np

from corpus.errors import ModelUnavailable
from index.features import Numbers

RERANKED = 30


class Reranker(Protocol):
    """A question and texts in, one number for each text out; more is better."""

    def scores(self, query: str, texts: Sequence[str]) -> Numbers:
        """How well every text answers the query."""
        ...


@dataclass(frozen=True)
class CrossEncoderReranker:
    """Any sentence-transformers CrossEncoder: a folder, or a hub name that is already on this machine."""

    name: str

    def scores(self, query: str, texts: Sequence[str]) -> Numbers:
        """The model's numbers; of a model with several labels those of the last."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        predicted = _cross_encoder(self.name).predict([(query, text) for text in texts], show_progress_bar=False)
        return np.asarray(predicted, dtype=np.float32).reshape(len(texts), -1)[:, -1]


def open_reranker(name: str) -> Reranker | None:
    """The reranker of a setting, None for an empty one; ModelUnavailable says what to do."""
    if not name:
        return None
    _cross_encoder(name)
    return CrossEncoderReranker(name)


@cache
def _cross_encoder(name: str):  # type: ignore[no-untyped-def]
    """Loads from disk only: the hub is switched off before the library is imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    try:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(name, local_files_only=True)
    except Exception as error:
        raise ModelUnavailable(
            f"本机没有重排模型“{name}”（{type(error).__name__}）。",
            "请先把模型下载到本机并把 MMGUIDE_RERANKER 设为其文件夹，或留空不用。",
        ) from error
