"""Shared fixtures: the built-in model, and one data folder each of the digests and of the originals."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from agents.library import Library
from corpus.snapshot import current
from index.model import BUILTIN, EmbeddingModel, open_model
from index.search import Searcher, open_searcher

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

# A deadline a call would fail on a busy machine; 500 examples is what every property of the calculators is held to.
settings.register_profile("project", deadline=None, max_examples=500, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


@pytest.fixture(scope="session")
def originals() -> Path:
    """The folder of the five originals, which are not part of the project."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip("the originals are not on this machine")
    return folder


@pytest.fixture(scope="session")
def questions() -> Path:
    """The development questions, which are not part of the project either."""
    path = SHARED / "questions" / "dev.jsonl"
    if not path.is_file():
        pytest.skip("the question set is not on this machine")
    return path


@pytest.fixture(scope="session")
def model() -> EmbeddingModel:
    """The built-in embedding model."""
    return open_model(BUILTIN)


@pytest.fixture(scope="session")
def digest_home(tmp_path_factory: pytest.TempPathFactory, model: EmbeddingModel) -> Path:
    """A data folder built from the digests; read only, copy it to change it."""
    home = tmp_path_factory.mktemp("digests")
    Library(home, model).ensure()
    return home


@pytest.fixture(scope="session")
def original_home(tmp_path_factory: pytest.TempPathFactory, model: EmbeddingModel, originals: Path) -> Path:
    """A data folder into which the five originals were ingested; read only, copy it to change it."""
    home = tmp_path_factory.mktemp("originals")
    report = Library(home, model).ingest([originals])
    assert not report.failed, report
    return home


@pytest.fixture(scope="session")
def digest_searcher(digest_home: Path, model: EmbeddingModel) -> Searcher:
    """The opened index of the digests."""
    return _opened(digest_home, model)


@pytest.fixture(scope="session")
def original_searcher(original_home: Path, model: EmbeddingModel) -> Searcher:
    """The opened index of the originals."""
    return _opened(original_home, model)


def _opened(home: Path, model: EmbeddingModel) -> Searcher:
    folder = current(home)
    assert folder is not None
    return open_searcher(folder, model)
