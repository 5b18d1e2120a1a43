"""The documents and questions on which systems are compared."""

from dataclasses import dataclass
from pathlib import Path

from agents.library import DIGESTS
from corpus.sources import describe, known_sources
from evals.bench.systems import Source
from evals.builtin_sets import SETS
from evals.cases import Entry, Question
from evals.evidence import audit
from evals.reading import read_sets

SHARED = Path(__file__).resolve().parents[3] / "shared"


@dataclass(frozen=True)
class Corpus:
    """Documents with the questions whose evidence they hold."""

    title: str
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]


def corpora() -> dict[str, Corpus]:
    """The built-in digests with our questions; and the originals with the development questions, where they are."""
    found = {"digests": _corpus("内置摘要", _digests(), SETS)}
    originals = SHARED / "corpus"
    if originals.is_dir():
        files = sorted(p for p in originals.glob("*.txt"))
        sources = tuple(Source(p, describe(p.read_text(encoding="utf-8"), p.name).doc_id, False) for p in files)
        found["originals"] = _corpus("五份原文", sources, SHARED / "questions" / "dev.jsonl")
    return found


def _digests() -> tuple[Source, ...]:
    paths = [(DIGESTS / f"{s.doc_id}.md", s.doc_id) for s in known_sources()]
    return tuple(Source(path, doc_id, True) for path, doc_id in paths if path.is_file())


def _corpus(title: str, sources: tuple[Source, ...], sets: Path) -> Corpus:
    texts = {s.doc_id: s.path.read_text(encoding="utf-8") for s in sources}
    entries = [e for e in read_sets([sets]).entries if _usable(e, texts)]
    return Corpus(title, sources, tuple(e.case for e in entries if isinstance(e.case, Question)))


def _usable(entry: Entry, texts: dict[str, str]) -> bool:
    return isinstance(entry.case, Question) and bool(entry.case.evidence) and audit(entry, texts) is None
