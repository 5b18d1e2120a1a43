"""Embedding models: the built-in one, the same through sentence-transformers, and models that are not there."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ModelUnavailable
from index.model import BUILTIN, BUILTIN_FOLDER, EmbeddingModel, StaticModel, normalised, open_model

TEXTS = ["多发性骨髓瘤的分期", "硼替佐米 1.3 mg/m²，皮下注射", "VRd ≥60 mL/min", "\ue000 😀", "的", "a" * 5000, ""]


def test_vectors_have_length_one(model: EmbeddingModel) -> None:
    lengths = np.linalg.norm(model.embed(TEXTS[:-1]), axis=1)
    assert lengths == pytest.approx(np.ones(len(TEXTS) - 1), abs=1e-5)


def test_a_text_without_tokens_is_the_zero_vector(model: EmbeddingModel) -> None:
    assert not model.embed(["", " \n"]).any()


def test_no_texts_give_no_vectors(model: EmbeddingModel) -> None:
    assert model.embed([]).shape == (0, model.stamp.dimension)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=4))
def test_a_text_has_the_same_vector_whatever_stands_beside_it(text: str, others: list[str]) -> None:
    model = open_model(BUILTIN)
    assert np.array_equal(model.embed([text])[0], model.embed([*others, text, *others])[len(others)])


def test_related_texts_are_nearer_than_unrelated_ones(model: EmbeddingModel) -> None:
    one, near, far = model.embed(["双膦酸盐的肾毒性", "使用唑来膦酸时监测肌酐", "造血干细胞采集的数量"])
    assert one @ near > one @ far


def test_the_stamp_names_the_weights(model: EmbeddingModel, tmp_path: Path) -> None:
    copy = tmp_path / "model"
    shutil.copytree(BUILTIN_FOLDER, copy)
    assert StaticModel(copy).stamp == model.stamp
    (copy / "tokenizer.json").write_text((copy / "tokenizer.json").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    shutil.copytree(copy, tmp_path / "changed")
    assert StaticModel(tmp_path / "changed").stamp.sha256 != model.stamp.sha256
    assert (model.stamp.name, model.stamp.dimension) == (BUILTIN, 256)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no weights": lambda f: (f / "model.safetensors").unlink(),
    "broken weights": lambda f: (f / "model.safetensors").write_bytes(b"x" * 100),
    "no tokenizer": lambda f: (f / "tokenizer.json").unlink(),
    "broken tokenizer": lambda f: (f / "tokenizer.json").write_text("{}"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_model_is_named(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    copy = tmp_path / "model"
    shutil.copytree(BUILTIN_FOLDER, copy)
    damage(copy)
    with pytest.raises(ModelUnavailable, match="内置检索模型") as caught:
        StaticModel(copy).embed(["文字"])
    assert caught.value.hint


def test_rows_of_zeros_stay_zeros() -> None:
    assert normalised(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)) == pytest.approx(
        np.array([[0.6, 0.8], [0.0, 0.0]])
    )


def test_the_built_in_folder_is_a_sentence_transformers_model(model: EmbeddingModel) -> None:
    other = open_model(str(BUILTIN_FOLDER))
    assert other.stamp.dimension == model.stamp.dimension
    assert other.embed(TEXTS) == pytest.approx(model.embed(TEXTS), abs=2e-3)


@pytest.mark.parametrize("name", ["/no/such/folder", "someone/some-model-not-here"])
def test_a_model_that_is_not_on_this_machine_is_named_with_advice(name: str) -> None:
    with pytest.raises(ModelUnavailable, match=name) as caught:
        open_model(name)
    assert "MMGUIDE_EMBEDDING_MODEL" in caught.value.hint
