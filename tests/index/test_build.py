"""Building snapshots: what changed is embedded, what did not is taken over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from corpus.snapshot import ModelStamp, current, load
from corpus.types import Document, Kind, Passage, passage_id
from index.build import build_snapshot, index_text, searchable
from index.model import BUILTIN, EmbeddingModel, Vectors, open_model
from index.search import open_searcher


@dataclass(frozen=True)
class Counting:
    """The built-in model, keeping what it was asked to embed."""

    inner: EmbeddingModel = field(default_factory=lambda: open_model(BUILTIN))
    asked: list[str] = field(default_factory=list)

    @property
    def stamp(self) -> ModelStamp:
        return self.inner.stamp

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self.inner.embed(texts)


def passage(text: str, line: int = 1, kind: Kind = Kind.TEXT, **changed: object) -> Passage:
    fields: dict[str, object] = {
        "passage_id": passage_id("doc", text, (line, line)), "doc_id": "doc", "kind": kind, "text": text, "title": "",
        "columns": "", "section": (), "page": 1, "page_label": "", "lines": (line, line),
    }  # fmt: skip
    return Passage(**{**fields, **changed})  # type: ignore[arg-type]


def build(home: Path, model: EmbeddingModel, *passages: Passage) -> Path:
    text = "\n".join(p.text for p in passages)
    document = Document("doc", "标题", "", "1", "", "unknown", "zh", "", False, "doc.txt", f"{hash(text):x}")
    return build_snapshot(home, (document,), passages, {"doc": text}, model)


def test_a_passage_that_did_not_change_is_not_embedded_again(tmp_path: Path) -> None:
    model = Counting()
    build(tmp_path, model, passage("肌酐", 1), passage("血钙", 2))
    model.asked.clear()
    build(tmp_path, model, passage("肌酐", 1), passage("白蛋白", 2))
    assert model.asked == ["白蛋白"]


def test_vectors_taken_over_are_those_of_the_text(tmp_path: Path) -> None:
    model = Counting()
    build(tmp_path, model, passage("肌酐", 1), passage("血钙", 2))
    folder = build(tmp_path, model, passage("白蛋白", 1), passage("血钙", 2))
    assert np.array_equal(np.load(folder / "vectors.npy"), model.inner.embed(["白蛋白", "血钙"]))


def test_another_model_embeds_everything(tmp_path: Path) -> None:
    first, second = Counting(), Counting()
    build(tmp_path, first, passage("肌酐"))
    object.__setattr__(second, "inner", Renamed(first.inner))
    build(tmp_path, second, passage("肌酐"))
    assert second.asked == ["肌酐"]


@dataclass(frozen=True)
class Renamed:
    """The same model under another name."""

    inner: EmbeddingModel

    @property
    def stamp(self) -> ModelStamp:
        return ModelStamp("renamed", self.inner.stamp.dimension, self.inner.stamp.sha256)

    def embed(self, texts: Sequence[str]) -> Vectors:
        return self.inner.embed(texts)


def test_a_damaged_snapshot_does_not_hinder_a_new_one(tmp_path: Path) -> None:
    model = Counting()
    folder = build(tmp_path, model, passage("肌酐"))
    (folder / "vectors.npy").write_bytes(b"x")
    build(tmp_path, model, passage("肌酐"))
    assert model.asked == ["肌酐", "肌酐"]


def test_a_heading_that_changed_is_embedded_again(tmp_path: Path) -> None:
    model = Counting()
    build(tmp_path, model, passage("每月一次", section=("唑来膦酸",)))
    model.asked.clear()
    folder = build(tmp_path, model, passage("每月一次", section=("地舒单抗",)))
    assert np.array_equal(np.load(folder / "vectors.npy"), model.inner.embed(["地舒单抗\n每月一次"]))


def test_references_are_kept_but_not_indexed(tmp_path: Path) -> None:
    folder = build(tmp_path, Counting(), passage("肌酐"), passage("Smith J. Blood 2020.", 2, Kind.REFERENCE))
    assert len(load(folder).passages) == 2
    assert len(np.load(folder / "vectors.npy")) == 1
    assert [p.text for p in searchable(load(folder).passages)] == ["肌酐"]


def test_an_empty_corpus_can_be_built_and_searched(tmp_path: Path) -> None:
    model = Counting()
    assert open_searcher(build(tmp_path, model), model).search("肌酐") == ()


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    pieces = tuple(passage(f"第 {n} 段", n) for n in range(1, 301))
    document = Document("doc", "", "", "", "", "", "zh", "", False, "", "")
    build_snapshot(tmp_path, (document,), pieces, {"doc": ""}, Counting(), progress=lambda d, a: told.append((d, a)))
    assert told == [(256, 300), (300, 300)]


def test_an_error_of_the_model_leaves_the_old_snapshot(tmp_path: Path) -> None:
    old = build(tmp_path, Counting(), passage("肌酐"))
    broken = Counting(inner=Renamed(Broken()))
    with pytest.raises(RuntimeError):
        build(tmp_path, broken, passage("血钙"))
    assert current(tmp_path) == old


class Broken:
    """A model that fails."""

    stamp = ModelStamp("broken", 2, "")

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError


def test_what_is_embedded_names_section_and_title() -> None:
    piece = passage("4 mg/月", section=("一", "二", "三"), title="表3")
    assert index_text(piece) == "二 三 表3\n4 mg/月"
