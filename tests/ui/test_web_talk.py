from pathlib import Path

import pytest

from agents.answer import Answer
from corpus.snapshot import Manifest, ModelStamp, Snapshot
from corpus.types import Document, Passage
from ui.web.talk import Talk, Turn, find_source, first_source, new_talk


@pytest.fixture
def talk(answer: Answer, document: Document, passage: Passage, tmp_path: Path) -> Talk:
    manifest = Manifest(1, "abc123", ModelStamp("builtin", 1, ""), 1, 1, "")
    snapshot = Snapshot(tmp_path, manifest, (document,), (passage,))
    return new_talk().then(Turn("甲", problem="出错")).then(Turn("乙", answer, snapshot))


def test_sessions_differ() -> None:
    assert new_talk().session != new_talk().session


def test_citation_and_nearest_passage(talk: Talk) -> None:
    cited, near = find_source(talk, "1:c:1"), find_source(talk, "1:n:0")
    assert cited is not None
    assert near is not None
    assert (cited.quote, cited.label) == ("<script>剂量 5 mg</script>", "出处 1")
    assert (near.quote, near.passage.passage_id) == ("", "p1")


@pytest.mark.parametrize(
    "key", ["", "1", "1:c", "1:c:9", "1:n:9", "9:c:1", "0:c:1", "-1:c:1", "1:x:1", "１:c:¹", "a:b:c"]
)
def test_key_that_fits_nothing(talk: Talk, key: str) -> None:
    assert find_source(talk, key) is None


def test_first_source(talk: Talk) -> None:
    found = first_source(talk)
    assert found is not None
    assert found.label == "出处 1"
    assert first_source(new_talk()) is None
    assert first_source(talk.then(Turn("丙"))) is None
