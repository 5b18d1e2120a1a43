"""The project's own question sets: without mistakes, anchored in the digests, over everything there is."""

from collections import Counter
from functools import cache

import pytest

from agents.library import digests
from evals.builtin_sets import SETS
from evals.cases import KNOWN_TYPES, REFUSED_TYPES, Question, Vignette
from evals.evidence import audit
from evals.reading import SetReport, read_sets
from evals.text import normal
from tools.registry import CALCULATORS


@cache
def report() -> SetReport:
    return read_sets([SETS])


@cache
def texts() -> dict[str, str]:
    return {entry.document.doc_id: entry.text for entry in digests()}


def questions() -> list[Question]:
    return [e.case for e in report().entries if isinstance(e.case, Question)]


def vignettes() -> list[Vignette]:
    return [e.case for e in report().entries if isinstance(e.case, Vignette)]


def test_no_line_has_a_mistake() -> None:
    assert report().mistakes == ()


def test_every_anchor_stands_in_a_digest() -> None:
    assert [x for e in report().entries if (x := audit(e, texts()))] == []


def test_every_alternative_anchor_stands_in_its_digest() -> None:
    anchors = [(q.id, a.doc, a.anchor) for q in questions() for group in q.evidence for a in group]
    assert [found for found in anchors if normal(found[2]) not in normal(texts()[found[1]])] == []


def test_every_key_fact_can_be_said_with_the_words_of_the_digests() -> None:
    everything = normal("".join(texts().values()))
    facts = [(q.id, group) for q in questions() for group in q.key_facts]
    assert [f for f in facts if not any(normal(word) in everything for word in f[1])] == []


def test_sets_are_large_enough() -> None:
    assert len(questions()) >= 150
    assert len(vignettes()) >= 80


@pytest.mark.parametrize("kind", KNOWN_TYPES)
def test_every_type_of_question_is_there(kind: str) -> None:
    assert Counter(q.type for q in questions())[kind] >= 4


@pytest.mark.parametrize("user", ["clinician", "trainee", "patient"])
def test_every_user_asks(user: str) -> None:
    assert Counter(q.user for q in questions())[user] >= 20


def test_every_document_is_asked_about() -> None:
    asked = Counter(doc for q in questions() for doc in q.docs)
    assert all(asked[doc] >= 8 for doc in texts()), asked


def test_every_calculator_has_a_vignette() -> None:
    assert set(CALCULATORS) - {name for v in vignettes() for name in v.calc} == set()


@pytest.mark.parametrize("outcome", ["result", "ask", "reject"])
def test_every_outcome_is_expected_somewhere(outcome: str) -> None:
    assert sum(v.expect.outcome == outcome for v in vignettes()) >= 8


def test_questions_to_be_refused_are_a_tenth() -> None:
    assert sum(q.type in REFUSED_TYPES for q in questions()) >= len(questions()) / 10


def test_no_question_is_that_of_the_development_set(development: frozenset[str]) -> None:
    own = {normal(q.question) for q in questions()} | {normal(turn) for v in vignettes() for turn in v.turns}
    assert own & development == set()


@pytest.fixture
def development() -> frozenset[str]:
    """The questions of the development sets, which are not part of the project."""
    from evals.bench.corpora import SHARED

    folder = SHARED / "questions"
    if not folder.is_dir():
        pytest.skip("the development questions are not on this machine")
    cases = [e.case for e in read_sets([folder]).entries]
    turns = [t for c in cases for t in ((c.question,) if isinstance(c, Question) else c.turns)]
    return frozenset(normal(t) for t in turns)
