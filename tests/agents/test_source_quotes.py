"""The quotations behind a calculation."""

from dataclasses import replace

import pytest

from agents.answer import is_literal
from agents.source_quotes import CHARS, PIECES, source_pieces, stands_at
from corpus.types import Kind, Passage
from index.search import Searcher
from tools.calculator import Source
from tools.registry import CALCULATORS, calculate

PASSAGE = Passage("p", "d", Kind.TEXT, "", "表 3 分期", "", ("支持治疗", "3.2 高钙血症"), 1, "MYEL-E 2/3", (1, 1))
CALLS = {
    "iss": {"b2m": 6.1}, "lenalidomide_renal_dose": {"crcl": 26, "dialysis": False}, "corrected_calcium": {"calcium": 2.9, "albumin": 28}, "impede_vte": {"imid": True},
    "bone_agent_schedule": {"drug": "zoledronic_acid", "months_on_treatment": 7, "response": "CR"}, "slim_crab": {"bmpc": 61}, "saved_vte": {"age": 82},
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_a_calculation_quotes_the_place_of_its_rule(digest_searcher: Searcher, name: str) -> None:
    answer = calculate(name, CALLS[name])
    pieces = source_pieces((answer,), digest_searcher)
    assert 1 <= len(pieces) <= PIECES
    for piece in pieces:
        p = piece.snippet.passage
        assert any(p.doc_id == s.doc and stands_at(p, s) for s in CALCULATORS[name].sources)
        assert is_literal(piece.snippet.quote, digest_searcher.snapshot.text(p.doc_id))
    assert sum(len(s.snippet.shown) for s in pieces[1:]) <= CHARS


def test_no_piece_comes_twice_and_the_order_is_that_of_the_documents(digest_searcher: Searcher) -> None:
    answers = tuple(calculate(n, i) for n, i in CALLS.items())
    pieces = source_pieces(answers, digest_searcher)
    assert len({p.snippet.quote for p in pieces}) == len(pieces)
    assert pieces == source_pieces(answers, digest_searcher)


def test_without_calculations_there_is_nothing_to_quote(digest_searcher: Searcher) -> None:
    assert source_pieces((), digest_searcher) == ()


@pytest.mark.parametrize(
    ("place", "expected"), [("MYEL-E 2/3", True), ("MYEL-E", True), ("MYEL-F", False), ("3.2", True), ("2", False), ("3", False), ("表", False), ("3.20", False), ("支持治疗", True)]
)  # fmt: skip
def test_a_place_is_a_page_a_section_or_a_table(place: str, expected: bool) -> None:
    assert stands_at(PASSAGE, Source("d", place)) is expected


def test_a_passage_without_any_label_stands_nowhere() -> None:
    bare = replace(PASSAGE, title="", section=(), page_label="")
    assert not stands_at(bare, Source("d", "MYEL-E"))
