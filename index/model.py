"""Embedding models: the built-in static one without torch, any sentence-transformers model by setting."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelUnavailable
from corpus.snapshot import ModelStamp

Vectors = NDArray[np.float32]
BUILTIN = "builtin"
BUILTIN_FOLDER = Path(__file__).with_name("builtin-model")


class EmbeddingModel(Protocol):
    """Texts in, unit vectors out (shape: texts x dimension)."""

    @property
    def stamp(self) -> ModelStamp:
        """Name, dimension and content hash; recorded in every snapshot."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts."""
        ...


@dataclass(frozen=True)
class StaticModel:
    """A static embedding: the mean of token vectors; needs tokenizers and numpy only."""

    folder: Path

    @property
    def stamp(self) -> ModelStamp:
        """Stamp of the weights in the repository."""
        weights, _ = _static_files(self.folder)
        return ModelStamp(BUILTIN, int(weights.shape[1]), _folder_hash(self.folder))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Means of token vectors, normalised; a text without known tokens gives the zero vector."""
        weights, tokenizer = _static_files(self.folder)
        result = np.zeros((len(texts), weights.shape[1]), dtype=np.float32)
        encoded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
        for row, encoding in enumerate(encoded):
            if encoding.ids:
                result[row] = weights[encoding.ids].mean(axis=0)
        return normalised(result)


@dataclass(frozen=True)
class TransformerModel:
    """Any sentence-transformers model: a folder, or a hub name that is already on this machine."""

    name: str

    @property
    def stamp(self) -> ModelStamp:
        """Stamp made of the name and a probe vector, since a hub model has no single file to hash."""
        probe = self.embed(["多发性骨髓瘤"])
        sha = hashlib.sha256(np.round(probe, 3).tobytes()).hexdigest()
        return ModelStamp(self.name, int(probe.shape[1]), sha)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors from the model's encode; a static model gives NaN for a text without tokens."""
        model = _transformer(self.name)
        vectors = model.encode(list(texts), show_progress_bar=False)
        return normalised(np.nan_to_num(np.asarray(vectors, dtype=np.float32)))


def open_model(name: str) -> EmbeddingModel:
    """The model of a setting; ModelUnavailable says what to do."""
    if name == BUILTIN:
        return StaticModel(BUILTIN_FOLDER)
    model = TransformerModel(name)
    _transformer(name)
    return model


def normalised(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)


@cache
def _static_files(folder: Path):  # type: ignore[no-untyped-def]
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    try:
        weights = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float32)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:
        raise ModelUnavailable(f"内置检索模型无法读取：{error}", "请重新安装 mmguide。") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return weights, tokenizer


@cache
def _folder_hash(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in ("model.safetensors", "tokenizer.json"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


@cache
def _transformer(name: str):  # type: ignore[no-untyped-def]
    """Loads from disk only: the hub is switched off before the library is imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(name, local_files_only=True, device=None)
    except Exception as error:
        raise ModelUnavailable(
            f"本机没有检索模型“{name}”（{type(error).__name__}）。",
            "请先把模型下载到本机并把 MMGUIDE_EMBEDDING_MODEL 设为其文件夹，或设为 builtin。",
        ) from error
