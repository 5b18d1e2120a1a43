"""The inverted index: which rows have a token."""

from pathlib import Path

import numpy as np
import pytest

from index.postings import Postings, build_postings, load_postings, save_postings

ROWS = [["a", "b", "a"], [], ["b", "c"]]


@pytest.fixture
def postings() -> Postings:
    return build_postings(ROWS)


@pytest.mark.parametrize(("token", "rows"), [("a", [0]), ("b", [0, 2]), ("c", [2]), ("d", [])])
def test_a_token_leads_to_its_rows(postings: Postings, token: str, rows: list[int]) -> None:
    assert postings.of(token).tolist() == rows
    assert postings.frequency(token) == len(rows)


def test_weights_of_the_tokens_of_a_row_add_up(postings: Postings) -> None:
    assert postings.covered({"a": 1.0, "b": 0.5, "d": 9.0}).tolist() == [1.5, 0.0, 0.5]


def test_saved_and_loaded_it_is_the_same(postings: Postings, tmp_path: Path) -> None:
    save_postings(postings, tmp_path / "p")
    loaded = load_postings(tmp_path / "p")
    assert (loaded.vocabulary, loaded.size) == (postings.vocabulary, postings.size)
    assert np.array_equal(loaded.rows, postings.rows)
    assert np.array_equal(loaded.starts, postings.starts)


def test_an_empty_index_has_no_rows(tmp_path: Path) -> None:
    save_postings(build_postings([]), tmp_path / "p")
    assert load_postings(tmp_path / "p").covered({"a": 1.0}).shape == (0,)


def test_arrays_that_do_not_fit_are_refused(postings: Postings, tmp_path: Path) -> None:
    save_postings(postings, tmp_path / "p")
    np.save(tmp_path / "p" / "rows.npy", postings.rows[:-1])
    with pytest.raises(ValueError, match="do not agree"):
        load_postings(tmp_path / "p")
