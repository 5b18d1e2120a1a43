"""Hybrid search: determinism, limits, what is not searched, and indexes that do not fit."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import SnapshotDamaged, SnapshotMismatch
from corpus.snapshot import ModelStamp, current
from corpus.types import Kind
from index.model import EmbeddingModel, Vectors
from index.search import Searcher, open_searcher

ROOT = Path(__file__).parents[2]
QUERIES = ["硼替佐米皮下注射的剂量", "肾功能不全时来那度胺怎么减量", "R-ISS 分期", "唑来膦酸输注时间"]
FRESH = """
import json, sys
from pathlib import Path
from corpus.snapshot import current
from index.model import open_model
from index.search import open_searcher
searcher = open_searcher(current(Path(sys.argv[1])), open_model("builtin"))
found = [[(e.passage.passage_id, e.score) for e in searcher.search(q)] for q in json.loads(sys.argv[2])]
heavy = [m for m in ("torch", "sentence_transformers", "llama_index", "transformers", "gradio") if m in sys.modules]
print(json.dumps({"found": found, "heavy": heavy}))
"""


@dataclass(frozen=True)
class OtherModel:
    """A model with another name and dimension."""

    stamp: ModelStamp = ModelStamp("other-model", 4, "0" * 64)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), 4), dtype=np.float32)


def ids(searcher: Searcher, query: str, k: int = 10) -> list[tuple[str, float]]:
    return [(e.passage.passage_id, e.score) for e in searcher.search(query, k)]


@pytest.mark.parametrize("query", QUERIES)
def test_the_same_query_finds_the_same_evidence(digest_searcher: Searcher, query: str) -> None:
    assert ids(digest_searcher, query) == ids(digest_searcher, query)


def test_a_fresh_process_finds_the_same_without_torch(digest_home: Path, digest_searcher: Searcher) -> None:
    command = [sys.executable, "-c", FRESH, str(digest_home), json.dumps(QUERIES)]
    reply = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout)
    assert reply["found"] == [[list(pair) for pair in ids(digest_searcher, query)] for query in QUERIES]
    assert reply["heavy"] == []


def test_evidence_is_ranked_and_carries_its_scores(digest_searcher: Searcher) -> None:
    found = digest_searcher.search(QUERIES[0], 7)
    assert [e.rank for e in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [e.score for e in found] == sorted((e.score for e in found), reverse=True)
    assert {"words", "dense"} <= set(found[0].scores)


@pytest.mark.parametrize("k", [1, 5, 30])
def test_a_shorter_list_is_the_beginning_of_a_longer_one(digest_searcher: Searcher, k: int) -> None:
    assert ids(digest_searcher, QUERIES[1], k) == ids(digest_searcher, QUERIES[1], 50)[:k]


@pytest.mark.parametrize(("query", "k"), [("", 5), (" \n", 5), (QUERIES[0], 0), (QUERIES[0], -1)])
def test_no_query_or_no_place_gives_nothing(digest_searcher: Searcher, query: str, k: int) -> None:
    assert digest_searcher.search(query, k) == ()


@pytest.mark.parametrize("query", ["？？？", "\ue000\ue001", "qwxyz " * 200, "肾" * 5000, "\0", "§§"])
def test_no_query_makes_the_search_raise(digest_searcher: Searcher, query: str) -> None:
    assert len(digest_searcher.search(query, 3)) <= 3


def test_references_are_not_searched(original_searcher: Searcher) -> None:
    assert any(p.kind is Kind.REFERENCE for p in original_searcher.snapshot.passages)
    found = original_searcher.search("Rajkumar SV, Dimopoulos MA, Palumbo A. Lancet Oncol 2014", 50)
    assert [e.passage for e in found if e.passage.kind is Kind.REFERENCE] == []


@pytest.mark.parametrize(
    ("query", "word"),
    [("万珂怎么打", "硼替佐米"), ("denosumab 间隔", "地舒单抗"), ("择泰输注时间", "唑来膦酸")],
)
def test_the_first_evidence_names_the_drug_by_its_other_name(
    original_searcher: Searcher, query: str, word: str
) -> None:
    texts = [e.passage.text for e in original_searcher.search(query, 3)]
    assert any(word in text for text in texts)


def test_another_model_is_refused_with_the_command_to_rebuild(digest_home: Path) -> None:
    folder = current(digest_home)
    assert folder is not None
    with pytest.raises(SnapshotMismatch) as caught:
        open_searcher(folder, OtherModel())
    assert "other-model" in caught.value.message
    assert "builtin" in caught.value.message
    assert "--rebuild" in caught.value.hint


def test_other_weights_under_the_same_name_are_refused(digest_home: Path, model: EmbeddingModel) -> None:
    folder = current(digest_home)
    assert folder is not None
    with pytest.raises(SnapshotMismatch) as caught:
        open_searcher(folder, OtherModel(replace(model.stamp, sha256="0" * 64)))
    assert "另一版本" in caught.value.message


DAMAGE: dict[str, Callable[[Path], object]] = {
    "no vectors": lambda f: (f / "vectors.npy").unlink(),
    "empty vectors": lambda f: (f / "vectors.npy").write_bytes(b""),
    "broken vectors": lambda f: (f / "vectors.npy").write_bytes((f / "vectors.npy").read_bytes()[:500]),
    "too few vectors": lambda f: np.save(f / "vectors.npy", np.load(f / "vectors.npy")[:-1]),
    "broken lexical index": lambda f: [p.write_bytes(b"x") for p in (f / "lexical" / "words").iterdir()],
    "no vocabulary": lambda f: [*map(Path.unlink, (f / "lexical" / "words").glob("vocab*"))],
}


REPAIRED: dict[str, Callable[[Path], object]] = {
    "no lexical index": lambda f: shutil.rmtree(f / "lexical"),
    "no rows": lambda f: (f / "lexical" / "rows.json").write_text("{}"),
    "another terminology": lambda f: (f / "lexical" / "rows.json").write_text('{"rows": 3, "fields": ["words"]}'),
}


@pytest.fixture
def copied(digest_home: Path, tmp_path: Path) -> Path:
    """A copy of the snapshot of the digests."""
    shutil.copytree(digest_home, tmp_path / "home")
    folder = current(tmp_path / "home")
    assert folder is not None
    return folder


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damaged_index_files_are_named_with_the_command_to_rebuild(
    copied: Path, model: EmbeddingModel, damage: Callable[[Path], object]
) -> None:
    damage(copied)
    with pytest.raises(SnapshotDamaged) as caught:
        open_searcher(copied, model)
    assert "--rebuild" in caught.value.hint


@pytest.mark.parametrize("damage", REPAIRED.values(), ids=REPAIRED.keys())
def test_a_lexical_index_that_does_not_fit_is_made_anew(
    copied: Path, model: EmbeddingModel, digest_searcher: Searcher, damage: Callable[[Path], object]
) -> None:
    damage(copied)
    assert ids(open_searcher(copied, model), QUERIES[0]) == ids(digest_searcher, QUERIES[0])


def test_of_several_documents_that_are_named_each_has_its_best_passage_first(digest_searcher: Searcher) -> None:
    found = digest_searcher.search("骨痛姑息放疗，NCCN、CSCO、MSD三家剂量各是多少？", 3)
    assert {e.passage.doc_id for e in found} == {"nccn-mm-2022v5", "csco-mbd-2024", "msd-mm-2024"}


@pytest.mark.parametrize("query", ["什么是VGPR", "VGPR的定义", "PD怎么判断"])
def test_what_is_to_be_defined_is_found_where_a_line_begins_with_it(original_searcher: Searcher, query: str) -> None:
    places = [e.passage.page_label for e in original_searcher.search(query, 5)]
    assert any(place.startswith("MYEL-E") for place in places)
