"""The training questions and the examples made of them."""

import numpy as np

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
