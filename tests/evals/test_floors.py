"""The gate: the built-in sets on the built-in corpus reach every recorded floor."""

import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from agents.assistant import open_assistant
from evals.builtin_sets import FLOORS, SETS
from evals.metrics import METRICS
from evals.reading import read_sets
from evals.records import Run
from evals.run import evaluate, subject_of

ACCEPTED: dict[str, float] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["builtin"]
SECONDS_PER_CASE = 10 / 88


@dataclass(frozen=True)
class Gate:
    """The run that is judged, and the processor time that it took."""

    run: Run
    cpu_s: float


@pytest.fixture(scope="module")
def gate(digest_home: Path) -> Gate:
    subject = subject_of(open_assistant(digest_home))
    report = read_sets([SETS])
    begun = time.process_time()
    run = evaluate(subject, report.entries, report.mistakes)
    return Gate(run, time.process_time() - begun)


@pytest.mark.parametrize("metric", ACCEPTED)
def test_no_metric_falls_under_its_floor(gate: Gate, metric: str) -> None:
    found, accepted = gate.run.scores[metric].value, ACCEPTED[metric]
    good = found >= accepted if METRICS[metric].better > 0 else found <= accepted
    assert good, f"{METRICS[metric].title}：{found:.4f}，门槛 {accepted}"


def test_every_metric_that_has_a_direction_has_a_floor(gate: Gate) -> None:
    assert set(ACCEPTED) == {key for key in gate.run.scores if METRICS[key].better}


def test_every_case_is_judged(gate: Gate) -> None:
    assert gate.run.excluded == ()
    assert gate.run.mistakes == ()


def test_evaluation_is_fast(gate: Gate) -> None:
    assert gate.cpu_s / len(gate.run.records) < SECONDS_PER_CASE
