"""terms.toml: every name leads to one concept."""

from collections import Counter

import pytest

from corpus.terms import normal_form, terminology

TERMS = terminology().terms


def test_ids_are_unique() -> None:
    assert [i for i, n in Counter(t.term_id for t in TERMS).items() if n > 1] == []


def test_no_term_lacks_a_name_or_a_kind() -> None:
    assert [t for t in TERMS if not t.term_id or not t.kind or not t.name.strip()] == []


def test_no_form_is_empty() -> None:
    assert [(t.term_id, f) for t in TERMS for f in t.forms if not normal_form(f)] == []


def test_no_form_belongs_to_two_terms_unless_it_is_marked_ambiguous() -> None:
    owners: dict[str, set[str]] = {}
    for term in TERMS:
        unclear = {normal_form(a) for a in term.ambiguous}
        for form in term.forms:
            if normal_form(form) not in unclear:
                owners.setdefault(normal_form(form), set()).add(term.term_id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_ambiguous_names_are_names_of_the_term() -> None:
    wrong = [(t.term_id, a) for t in TERMS for a in t.ambiguous if normal_form(a) not in map(normal_form, t.forms)]
    assert wrong == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("VRd", "V-R d"), ("β2-微球蛋白", "Β2 微球蛋白"), ("ＬＤＨ", "ldh"), ("CD 38", "cd-38")],
)
def test_names_are_compared_without_case_width_spaces_and_hyphens(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


def test_an_ambiguous_form_leads_to_no_term_of_its_own() -> None:
    by_form = terminology().by_form
    assert [
        (t.term_id, a) for t in TERMS for a in t.ambiguous if by_form.get(normal_form(a)) is t
    ] == []  # fmt: skip
