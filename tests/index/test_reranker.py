"""The reranker by setting: a real cross-encoder, made here with random weights, puts the first passages into its order."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.assistant import open_assistant
from corpus.errors import ModelUnavailable
from index.build import index_text
from index.reranker import RERANKED, CrossEncoderReranker, open_reranker
from index.search import Searcher

QUERY = "肾功能不全时来那度胺怎么减量"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory, digest_searcher: Searcher) -> Path:
    """A cross-encoder of a few hundred parameters in a folder."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    characters = sorted({c for p in digest_searcher.rows for c in p.text if not c.isspace()})[:400]
    (folder / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]), encoding="utf-8"
    )
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(characters) + 5, hidden_size=8, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=8, max_position_embeddings=128, num_labels=1, initializer_range=1.0,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=128).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def reranked(digest_searcher: Searcher, tiny: Path) -> Searcher:
    return replace(digest_searcher, reranker=open_reranker(str(tiny)))


def found(searcher: Searcher, k: int = 50) -> list[str]:
    return [e.passage.passage_id for e in searcher.search(QUERY, k)]


def test_the_first_passages_stand_in_the_order_of_the_model(
    digest_searcher: Searcher, reranked: Searcher, tiny: Path
) -> None:
    before, after = found(digest_searcher), found(reranked)
    assert after[:RERANKED] != before[:RERANKED]
    assert set(after[:RERANKED]) == set(before[:RERANKED])
    assert after[RERANKED:] == before[RERANKED:]
    texts = [index_text(e.passage) for e in reranked.search(QUERY, RERANKED)]
    scores = CrossEncoderReranker(str(tiny)).scores(QUERY, texts)
    assert np.all(np.diff(scores) <= 1e-5)


def test_the_same_query_gives_the_same_order(reranked: Searcher) -> None:
    assert found(reranked) == found(reranked)


def test_scores_still_fall_with_the_rank(reranked: Searcher) -> None:
    scores = [e.score for e in reranked.search(QUERY, 50)]
    assert scores == sorted(scores, reverse=True)


def test_a_setting_reaches_the_assistant(digest_home: Path, tiny: Path, reranked: Searcher) -> None:
    assistant = open_assistant(digest_home, reranker=str(tiny))
    assert found(assistant.searcher) == found(reranked)


def test_no_texts_have_no_scores(tiny: Path) -> None:
    assert CrossEncoderReranker(str(tiny)).scores(QUERY, []).shape == (0,)


def test_an_empty_setting_is_no_reranker() -> None:
    assert open_reranker("") is None


@pytest.mark.parametrize("name", ["/no/such/folder", "someone/not-on-this-machine"])
def test_a_missing_model_is_named_with_what_to_do(name: str) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        open_reranker(name)
    assert name in caught.value.message
    assert "MMGUIDE_RERANKER" in caught.value.hint
