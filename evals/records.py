"""What a run hands on: a record of every case, the scores over all of them, and their JSON form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from evals.cases import Mistake
from evals.evidence import Excluded
from evals.statistics import Estimate

FORMAT = 1


@dataclass(frozen=True)
class Found:
    """A passage that the search returned; `holds` are the evidence groups (from 1) that it contains."""

    rank: int
    passage_id: str
    doc_id: str
    place: str
    text: str
    score: float
    holds: tuple[int, ...] = ()


@dataclass(frozen=True)
class Record:
    """One case of a run: what was asked, expected, found and answered, and how that scores.

    `labels` are the values by which results are grouped; `unscored` gives a reason for every metric
    that could not be computed; `failures` say in Chinese what is wrong with the answer.
    """

    key: str
    kind: str
    labels: Mapping[str, tuple[str, ...]]
    turns: tuple[str, ...]
    expected: Mapping[str, Any]
    answer: Mapping[str, Any] | None = None
    found: tuple[Found, ...] = ()
    ranks: tuple[int | None, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    unscored: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Indexed:
    """A document of the index that was evaluated."""

    doc_id: str
    title: str
    edition: str
    digest: bool


@dataclass(frozen=True)
class Run:
    """A finished evaluation."""

    snapshot: str
    model: str
    mode: str
    documents: tuple[Indexed, ...]
    records: tuple[Record, ...]
    scores: Mapping[str, Estimate]
    excluded: tuple[Excluded, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    seconds: float = 0.0
    p50_ms: float = 0.0
    p95_ms: float = 0.0

    @property
    def failed(self) -> tuple[Record, ...]:
        """The records with something wrong."""
        return tuple(r for r in self.records if r.failures)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values, the form that `--against` reads."""
        return {
            "format": FORMAT,
            "snapshot": self.snapshot, "model": self.model, "mode": self.mode,
            "documents": [asdict(d) for d in self.documents],
            "scores": {k: asdict(e) for k, e in self.scores.items()},
            "times": {"seconds": self.seconds, "p50_ms": self.p50_ms, "p95_ms": self.p95_ms},
            "mistakes": [m.as_json() for m in self.mistakes],
            "excluded": [asdict(x) for x in self.excluded],
            "records": [_plain(asdict(r)) for r in self.records],
        }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value
