"""Pieces of text that a pattern needs: no text that it matches in lacks them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.pieces import Table, needed, plain


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("骨盆", {"骨盆"}),
        ("(?:骨盆|髋部)骨折", {"骨盆骨折", "髋部骨折"}),
        ("脾脏?大", {"脾大", "脾脏大"}),
        ("[上下]颌", {"上颌", "下颌"}),
        ("MRD阴", {"mrd阴"}),
        ("骨(?:折)+", {"骨"}),
        ("血栓(?!预防)形成", {"血栓形成"}),
        ("(?<=静脉)血栓", {"血栓"}),
        ("(?:抗凝|抗凝药)[^,]", {"抗凝"}),
    ],
)
def test_a_set_of_pieces_one_of_which_is_needed(pattern: str, pieces: set[str]) -> None:
    assert frozenset(pieces) in needed(re.compile(pattern))[0]


def test_what_is_needed_one_after_another_is_needed_together() -> None:
    assert needed(re.compile("骨髓[^,]{0,9}浆细胞")) == ({frozenset({"骨髓"}), frozenset({"浆细胞"})},)


@pytest.mark.parametrize("pattern", ["", "骨?", "骨*", "骨|", r"\d", "[^骨]", "(?!骨)", "Σ", "骨折|[^。]"])
def test_a_pattern_that_can_match_in_any_text_needs_nothing(pattern: str) -> None:
    assert frozenset() in needed(re.compile(pattern))


PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        "KPS|isk", "(?:无|未见)(?:明显)?[^,]{0,3}骨折", "1?[24]sßΣ", "(?-i:s?CR)(?![a-z])|完全缓解", "a(b|c?)d+e?[f-h]", "(x)\\1y", r"血\s*钙{2}(?=低|\d)"
    )
)  # fmt: skip


@given(st.sampled_from(PATTERNS).flatmap(lambda p: st.tuples(st.just(p), st.from_regex(p))))
def test_a_text_that_a_pattern_matches_in_holds_what_it_needs(found: tuple[re.Pattern[str], str]) -> None:
    pattern, text = found
    alternatives = needed(pattern)
    assert any(all(any(piece in plain(text) for piece in pieces) for pieces in needs) for needs in alternatives)


@pytest.mark.parametrize("text", ["İSK", "ıſK", "KPſ", "\u212aps"])
def test_letters_of_other_alphabets_that_equal_a_latin_one_count_as_that(text: str) -> None:
    assert Table(PATTERNS[:1], lambda p: p).by_clause(text, [text]) == [[PATTERNS[0]]]


def test_a_clause_has_the_entries_that_match_in_it_in_their_order() -> None:
    table = Table(map(re.compile, ("骨折", r"\d", "无[^,]*骨折", "手术")), lambda p: p)
    found = table.by_clause("无骨折,手术2次", ["无骨折", "手术2次", "手"])
    assert [[p.pattern for p in here] for here in found] == [["骨折", "无[^,]*骨折"], [r"\d", "手术"], []]


def test_what_the_rest_of_the_text_rules_out_no_clause_has() -> None:
    table = Table([re.compile("胃癌(?!.{0,5}转移)", re.S)], lambda p: p)
    assert table.by_clause("胃癌\n肝转移", ["胃癌", "肝转移"]) == [[], []]
