"""The lexical index: any name of a drug finds the passages with its other names."""

from pathlib import Path

import numpy as np
import pytest

from corpus.terms import Term, normal_form, terminology
from corpus.types import Kind, Passage, passage_id
from index.lexical import LexicalIndex, build_lexical, load_lexical, save_lexical


def passage(text: str, **changed: object) -> Passage:
    fields: dict[str, object] = {
        "passage_id": passage_id("doc", text, (1, 1)), "doc_id": "doc", "kind": Kind.TEXT, "text": text, "title": "",
        "columns": "", "section": (), "page": 1, "page_label": "", "lines": (1, 1),
    }  # fmt: skip
    return Passage(**{**fields, **changed})  # type: ignore[arg-type]


def clear_forms(term: Term) -> list[str]:
    return [form for form in term.forms if terminology().by_form.get(normal_form(form)) is term]


DRUGS = [term for term in terminology().terms if term.kind == "drug" and len(clear_forms(term)) > 1]


@pytest.fixture(scope="module")
def drugs() -> LexicalIndex:
    """One passage for each drug, by the first of its names."""
    return build_lexical([passage(f"{clear_forms(term)[0]}每天一次。") for term in DRUGS])


def best(index: LexicalIndex, query: str) -> int:
    return int(np.argmax(index.scores(query)))


def rank(index: LexicalIndex, query: str, row: int) -> int:
    scores = index.scores(query)
    return 1 + int((scores > scores[row]).sum())


def test_every_other_name_of_a_drug_finds_its_passage(drugs: LexicalIndex) -> None:
    """A drug whose name shares more characters (rituximab in a name of teclistamab) may stand before it, no more."""
    asked = [(row, form) for row, term in enumerate(DRUGS) for form in clear_forms(term)[1:]]
    ranks = [rank(drugs, f"{form}怎么用", row) for row, form in asked]
    assert len(ranks) > 500
    assert max(ranks) <= 5
    assert ranks.count(1) >= 0.95 * len(ranks)


def test_headings_and_titles_are_searched() -> None:
    rows = [passage("每月一次。", title="表3 唑来膦酸"), passage("每月一次。", section=("地舒单抗",))]
    index = build_lexical(rows)
    assert (best(index, "唑来膦酸"), best(index, "地舒单抗")) == (0, 1)


@pytest.mark.parametrize("query", ["", "。", "的", "qwxyz"])
def test_a_query_without_known_words_scores_nothing(drugs: LexicalIndex, query: str) -> None:
    assert not drugs.scores(query).any()


def test_passages_without_words_do_not_disturb() -> None:
    index = build_lexical([passage("。。。"), passage("肌酐升高")])
    assert best(index, "肌酐") == 1


def test_saved_and_loaded_it_scores_the_same(drugs: LexicalIndex, tmp_path: Path) -> None:
    save_lexical(drugs, tmp_path / "lexical")
    loaded = load_lexical(tmp_path / "lexical")
    assert loaded is not None
    assert loaded.rows == drugs.rows
    assert np.array_equal(loaded.scores("万珂的剂量"), drugs.scores("万珂的剂量"))


def test_an_empty_index_is_saved_and_loaded(tmp_path: Path) -> None:
    save_lexical(build_lexical([]), tmp_path / "lexical")
    loaded = load_lexical(tmp_path / "lexical")
    assert loaded is not None
    assert loaded.scores("肌酐").shape == (0,)
