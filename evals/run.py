"""Runs question sets against an opened index: asks, searches, times and scores every case."""

import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.answer import Answer, Status
from agents.answering import Answering
from corpus.errors import MmguideError
from evals.cases import Entry, Mistake, Question, Vignette
from evals.evidence import Excluded, Text, audit, group_ranks, holds
from evals.metrics import METRICS
from evals.records import Found, Indexed, Record, Run
from evals.scoring import Scores, score_answer, score_retrieval, score_vignette
from evals.statistics import Estimate, estimate, percentile
from index.search import Searcher

DEPTH = 50
KEPT = 10
Ask = Callable[[str, str | None], Answer]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Subject:
    """What is evaluated: an index, and the assistant over it unless only retrieval is measured."""

    searcher: Searcher
    ask: Ask | None = None

    @property
    def documents(self) -> dict[str, str]:
        """Every document of the index with its stored text."""
        snapshot = self.searcher.snapshot
        return {d.doc_id: snapshot.text(d.doc_id) for d in snapshot.documents}

    @property
    def rows(self) -> tuple[Text, ...]:
        """The searchable passages."""
        return tuple(Text(p.doc_id, p.text) for p in self.searcher.rows)


def subject_of(assistant: Answering, *, retrieval_only: bool = False) -> Subject:
    """The subject of an opened assistant."""
    return Subject(assistant.searcher, None if retrieval_only else assistant.ask)


def evaluate(
    subject: Subject,
    entries: Sequence[Entry],
    mistakes: Iterable[Mistake] = (),
    progress: Progress | None = None,
) -> Run:
    """Runs every case whose evidence is in the documents; the others are listed with the reason."""
    begun = time.perf_counter()
    texts, rows = subject.documents, subject.rows
    judged = {e.key: audit(e, texts) for e in entries}
    usable = [e for e in entries if judged[e.key] is None and (subject.ask or isinstance(e.case, Question))]
    records: list[Record] = []
    for number, entry in enumerate(usable, start=1):
        records.append(_record(subject, entry, texts, rows))
        if progress:
            progress(number, len(usable), entry.key)
    excluded = tuple(x for x in judged.values() if x is not None)
    return _run(subject, tuple(records), excluded, tuple(mistakes), time.perf_counter() - begun)


def _record(subject: Subject, entry: Entry, texts: Mapping[str, str], rows: Sequence[Text]) -> Record:
    if isinstance(entry.case, Vignette):
        return _vignette_record(subject, entry.key, entry.case)
    return _question_record(subject, entry.key, entry.case, texts, rows)


def _question_record(subject: Subject, key: str, q: Question, texts: Mapping[str, str], rows: Sequence[Text]) -> Record:
    evidence = subject.searcher.search(q.question, DEPTH)
    ranked = [Text(e.passage.doc_id, e.passage.text) for e in evidence]
    ranks = group_ranks(q.evidence, ranked)
    scores = score_retrieval(q, ranks, ranked, rows)
    answer, seconds = None, 0.0
    if subject.ask:
        answer, seconds = _asked(subject.ask, [q.question], None)
        scores += score_answer(q, answer, [Text(i, t) for i, t in texts.items()])
    found = tuple(
        Found(
            e.rank, e.passage.passage_id, e.passage.doc_id, e.passage.place, e.passage.text, round(e.score, 4),
            tuple(n for n, g in enumerate(q.evidence, start=1) if holds(ranked[e.rank - 1], g)),
        )
        for e in evidence[:KEPT]
    )  # fmt: skip
    docs = q.docs or tuple(dict.fromkeys(a.doc for g in q.evidence for a in g if a.doc))
    labels = _labels(key, q.difficulty, q.user) | {"type": (q.type,), "doc": docs}
    return _made(
        key, "question", labels, (q.question,), q.model_dump(mode="json"), answer, scores, seconds, found, ranks
    )


def _vignette_record(subject: Subject, key: str, v: Vignette) -> Record:
    assert subject.ask is not None
    session = f"eval-{uuid.uuid4().hex[:8]}" if len(v.turns) > 1 else None
    answer, seconds = _asked(subject.ask, v.turns, session)
    scores = score_vignette(v, answer)
    labels = _labels(key, v.difficulty, v.user) | {"outcome": (v.expect.outcome,), "calculator": v.calc}
    return _made(key, "vignette", labels, v.turns, v.model_dump(mode="json"), answer, scores, seconds)


def _asked(ask: Ask, turns: Sequence[str], session: str | None) -> tuple[Answer, float]:
    """The reply to the last turn and the seconds per turn; an expected error is a reply with status error."""
    begun = time.perf_counter()
    answer = Answer(turns[-1], Status.ERROR, "")
    for turn in turns:
        try:
            answer = ask(turn, session)
        except MmguideError as error:
            answer = Answer(turn, Status.ERROR, f"{error.message}{error.hint}", session)
    return answer, (time.perf_counter() - begun) / len(turns)


def _made(
    key: str, kind: str, labels: Mapping[str, tuple[str, ...]], turns: tuple[str, ...], expected: Mapping[str, Any],
    answer: Answer | None, scores: Scores, seconds: float,
    found: tuple[Found, ...] = (), ranks: tuple[int | None, ...] = (),
) -> Record:  # fmt: skip
    shown = {**answer.as_json(), "session": None, "elapsed_ms": {}} if answer else None
    return Record(
        key,
        kind,
        labels,
        turns,
        expected,
        shown,
        found,
        ranks,
        scores.values,
        scores.unscored,
        scores.failures,
        seconds,
    )


def _labels(key: str, difficulty: str, user: str) -> dict[str, tuple[str, ...]]:
    given = {"set": key.partition(":")[0], "difficulty": difficulty, "user": user}
    return {name: (value,) for name, value in given.items() if value}


def _run(
    subject: Subject,
    records: tuple[Record, ...],
    excluded: tuple[Excluded, ...],
    mistakes: tuple[Mistake, ...],
    seconds: float,
) -> Run:
    snapshot = subject.searcher.snapshot
    times = [r.seconds * 1000 for r in records if r.answer] or [0.0]
    modes = {str(r.answer["mode"]) for r in records if r.answer} or {"retrieval"}
    return Run(
        snapshot=snapshot.manifest.snapshot,
        model=snapshot.manifest.model.name,
        mode="、".join(sorted(modes)),
        documents=tuple(Indexed(d.doc_id, d.title, d.edition, d.digest) for d in snapshot.documents),
        records=records,
        scores=overall(records),
        excluded=excluded,
        mistakes=mistakes,
        seconds=seconds,
        p50_ms=percentile(times, 50),
        p95_ms=percentile(times, 95),
    )


def overall(records: Sequence[Record]) -> dict[str, Estimate]:
    """Every metric that at least one record has, with its interval."""
    result: dict[str, Estimate] = {}
    for key in METRICS:
        values = [r.scores[key] for r in records if key in r.scores]
        if values:
            result[key] = estimate(values, sum(key in r.unscored for r in records))
    return result


def grouped(records: Sequence[Record], label: str) -> dict[str, dict[str, tuple[float, int]]]:
    """Means and counts of every metric for each value of a label."""
    groups: dict[str, dict[str, list[float]]] = {}
    for record in records:
        for value in record.labels.get(label, ()):
            metrics = groups.setdefault(value, {})
            for key, score in record.scores.items():
                metrics.setdefault(key, []).append(score)
    return {
        value: {key: (sum(scores) / len(scores), len(scores)) for key, scores in metrics.items()}
        for value, metrics in sorted(groups.items())
    }
