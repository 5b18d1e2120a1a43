"""Chroma as a cache: restarts, damage, a server by setting."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from agents.library import Library
from corpus.errors import ConfigurationError
from corpus.snapshot import current
from corpus.types import Document, Kind, Passage, passage_id
from index.build import build_snapshot
from index.model import EmbeddingModel
from index.search import Searcher, open_searcher
from index.vectors import VectorStore, nearest

ROOT = Path(__file__).parents[2]
QUERY = "硼替佐米皮下注射的剂量"
MANY = 5200
OPEN = """
import json, sys
from pathlib import Path
from corpus.snapshot import current
from index.model import open_model
from index.search import open_searcher
searcher = open_searcher(current(Path(sys.argv[1])), open_model("builtin"), sys.argv[3])
print(json.dumps([[e.passage.text, e.scores["dense"]] for e in searcher.search(sys.argv[2], 5)]))
"""


def fresh_search(home: Path, query: str, server: str = "") -> list[tuple[str, float]]:
    """What a new process finds: the text and dense score of the first passages."""
    command = [sys.executable, "-c", OPEN, str(home), query, server]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return [(text, score) for text, score in json.loads(done.stdout)]


def found(searcher: Searcher, query: str = QUERY) -> list[tuple[str, float]]:
    return [(e.passage.text, e.scores["dense"]) for e in searcher.search(query, 5)]


def snapshot_of(home: Path) -> Path:
    folder = current(home)
    assert folder is not None
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, model: EmbeddingModel) -> Path:
    """A data folder with more passages than Chroma keeps in one piece (chroma-core/chroma issue 7090)."""
    home = tmp_path_factory.mktemp("many")
    texts = [f"第 {n} 号患者的肌酐为 {n}.{n % 10} mg/dL" for n in range(MANY)]
    passages = tuple(
        Passage(passage_id("doc", t, (n, n)), "doc", Kind.TEXT, t, "", "", (), 1, "", (n, n))
        for n, t in enumerate(texts, 1)
    )
    document = Document("doc", "标题", "", "1", "", "unknown", "zh", "", False, "doc.txt", "")
    build_snapshot(home, (document,), passages, {"doc": "\n".join(texts)}, model)
    return home


def test_a_large_snapshot_is_searched_after_a_restart(many: Path) -> None:
    text = "第 4711 号患者的肌酐为 4711.1 mg/dL"
    results = fresh_search(many, text)
    assert results[0][0] == text
    assert results[0][1] == pytest.approx(1.0, abs=1e-4)


def test_a_large_collection_returns_nearly_all_nearest_vectors(many: Path, model: EmbeddingModel) -> None:
    searcher = open_searcher(snapshot_of(many), model)
    vectors = np.load(snapshot_of(many) / "vectors.npy")
    vector = model.embed(["第 99 号患者"])[0]
    exact = {searcher.rows[i].passage_id for i in np.argsort(-(vectors @ vector), kind="stable")[:100]}
    worst = float(np.sort(vectors @ vector)[-100])
    got = nearest(searcher.collection, vector, 100)
    assert len(got) == 100
    assert sum(i in exact or s >= worst - 1e-5 for i, s in got.items()) >= 98


def chroma_files(folder: Path) -> list[Path]:
    return [p for p in (folder / "chroma").rglob("*") if p.is_file() and p.name != "chroma.sqlite3"]


def sqlite(folder: Path) -> Path:
    return folder / "chroma" / "chroma.sqlite3"


def replace_by_file(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")
    (folder / "chroma").write_text("x")


DAMAGE: dict[str, Callable[[Path], object]] = {
    "folder missing": lambda f: shutil.rmtree(f / "chroma"),
    "a file instead": replace_by_file,
    "database missing": lambda f: sqlite(f).unlink(),
    "database empty": lambda f: sqlite(f).write_bytes(b""),
    "database garbage": lambda f: sqlite(f).write_bytes(b"garbage" * 2000),
    "database cut": lambda f: sqlite(f).write_bytes(sqlite(f).read_bytes()[:20000]),
    "vectors missing": lambda f: [*map(Path.unlink, chroma_files(f))],
    "vectors garbage": lambda f: [p.write_bytes(b"x" * 50) for p in chroma_files(f)],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_store_is_made_anew(
    digest_home: Path,
    digest_searcher: Searcher,
    model: EmbeddingModel,
    tmp_path: Path,
    damage: Callable[[Path], object],
) -> None:
    shutil.copytree(digest_home, tmp_path / "home")
    damage(snapshot_of(tmp_path / "home"))
    assert found(open_searcher(snapshot_of(tmp_path / "home"), model)) == found(digest_searcher)


@pytest.mark.parametrize("name", ["vectors missing", "vectors garbage", "database cut"])
def test_a_large_damaged_store_is_made_anew(many: Path, model: EmbeddingModel, tmp_path: Path, name: str) -> None:
    """Chroma writes large collections to files of their own, which small ones do not need."""
    shutil.copytree(many, tmp_path / "home")
    DAMAGE[name](snapshot_of(tmp_path / "home"))
    text = "第 4711 号患者的肌酐为 4711.1 mg/dL"
    best, score = found(open_searcher(snapshot_of(tmp_path / "home"), model), text)[0]
    assert best == text
    assert score == pytest.approx(1.0, abs=1e-4)


def test_a_store_of_another_size_is_made_anew(model: EmbeddingModel, tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "chroma", "abc")
    vectors = model.embed(["肌酐", "血钙", "白蛋白"])
    store.fill(["a", "b"], vectors[:2])
    assert store.open(["a", "b", "c"], vectors).count() == 3


def test_no_vector_and_no_place_find_nothing(digest_searcher: Searcher, model: EmbeddingModel) -> None:
    assert nearest(digest_searcher.collection, np.zeros(256, dtype=np.float32), 5) == {}
    assert nearest(digest_searcher.collection, model.embed(["肌酐"])[0], 0) == {}


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> bool:
    for _ in range(150):
        if process.poll() is not None:
            return False
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server on the loopback interface."""
    port, folder = free_port(), tmp_path_factory.mktemp("server")
    program = Path(sys.executable).with_name("chroma")
    command = [str(program), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    environment = {**os.environ, "ANONYMIZED_TELEMETRY": "False"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as process:
        if not wait_for(port, process):
            process.kill()
            pytest.skip("the Chroma server does not start here")
        yield f"127.0.0.1:{port}"
        process.kill()


@pytest.fixture(scope="module")
def served(server: str, model: EmbeddingModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose vectors stand on the server."""
    home = tmp_path_factory.mktemp("served")
    Library(home, model, server).ensure()
    return home


def test_a_server_finds_what_the_embedded_store_finds(
    served: Path, server: str, digest_searcher: Searcher, model: EmbeddingModel
) -> None:
    got = found(open_searcher(snapshot_of(served), model, server))
    assert [text for text, _ in got] == [text for text, _ in found(digest_searcher)]
    assert [score for _, score in got] == pytest.approx([score for _, score in found(digest_searcher)], abs=1e-5)
    assert not (snapshot_of(served) / "chroma").exists()


def test_a_server_is_filled_for_a_snapshot_it_does_not_have(
    digest_home: Path, server: str, digest_searcher: Searcher, tmp_path: Path
) -> None:
    shutil.copytree(digest_home, tmp_path / "home")
    assert [t for t, _ in fresh_search(tmp_path / "home", QUERY, server)] == [t for t, _ in found(digest_searcher)]


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.0.0.1:port", "no-such-host.invalid:8000"])
def test_a_server_that_is_not_there_is_named(digest_home: Path, model: EmbeddingModel, address: str) -> None:
    with pytest.raises(ConfigurationError, match=address.split(":")[0]) as caught:
        open_searcher(snapshot_of(digest_home), model, address)
    assert "MMGUIDE_CHROMA" in caught.value.hint
