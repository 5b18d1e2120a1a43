"""The training questions and the examples made of them."""

from pathlib import Path

import numpy as np
import pytest

from evals.learn.answerable import REFUSALS, cases, print_curve, read
from evals.learn.answerable import Case as RefusalCase
from evals.learn.answerable import fitted as fitted_refusals
from evals.learn.embedding import pairs
from evals.learn.questions import QUESTIONS, labelled
from evals.learn.score import Example, fitted, half
from index.search import Searcher


def test_no_text_of_a_document_stands_in_the_file() -> None:
    assert '"at":' in QUESTIONS.read_text(encoding="utf-8")
    assert '"answer"' not in QUESTIONS.read_text(encoding="utf-8")


def test_nearly_every_answer_is_found_in_the_originals(original_searcher: Searcher) -> None:
    found = labelled(original_searcher.snapshot)
    total = len(QUESTIONS.read_text(encoding="utf-8").splitlines())
    assert len(found) >= 0.98 * total
    assert all(q.passage.text[q.start : q.end].strip() for q in found)
    made = list(pairs(found[:50]))
    assert len(made) == 150
    assert all(question and text for question, text in made)


def test_digests_are_no_originals(digest_searcher: Searcher) -> None:
    assert labelled(digest_searcher.snapshot) == ()


def test_halves_are_even_and_stable() -> None:
    halves = [half(f"问题{n}") for n in range(1000)]
    assert 400 < sum(halves) < 600
    assert halves == [half(f"问题{n}") for n in range(1000)]


def test_weights_learn_what_tells_answers_from_the_rest() -> None:
    random = np.random.default_rng(1)
    found = []
    for _ in range(80):
        rows = random.normal(size=(12, 3)).astype(np.float32)
        rows[:, 2] = 1.0
        rows[0, 0] += 4
        found.append(Example(("telling", "noise", "constant"), rows, np.arange(12) == 0, np.zeros(12, dtype=bool)))
    learned = fitted(found)
    assert learned["telling"][2] > 0.5
    assert "constant" not in learned
    assert abs(learned.get("noise", [0, 1, 0])[2]) < learned["telling"][2] / 3


def test_refusals_are_told_from_answers() -> None:
    found = [
        RefusalCase({"alike": 0.1 * n, "noise": float(n % 2)}, answered=n > 5) for n in range(12) for _ in range(4)
    ]
    weights = fitted_refusals(found)
    row = weights["alike"]
    assert isinstance(row, list)
    assert row[2] > 0
    assert set(weights) == {"alike", "noise", "intercept"}


def test_the_refusal_questions_are_of_three_kinds(digest_searcher: Searcher) -> None:
    rows = read(REFUSALS)
    assert {kind for _, kind in rows} == {"silent", "outside", "answerable"}
    assert len({q for q, _ in rows}) == len(rows) >= 300
    (case,) = cases(rows[:1], digest_searcher)
    assert set(case.signs) == {"similar_placed", "score", "similar", "passage_words", "absent", "unit"}
    assert not case.answered


def test_a_curve_is_printed_for_a_set(
    tmp_path: Path, digest_searcher: Searcher, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "小题集.jsonl"
    path.write_text(
        '{"question": "今天天气怎么样？", "type": "out_of_scope"}\n{"question": "唑来膦酸多久打一次？", "type": "fact"}\n',
        encoding="utf-8",
    )
    print_curve(path, digest_searcher)
    out = capsys.readouterr().out
    assert "小题集" in out
    assert "| 0.2 | 1/1 | 0/1 |" in out
