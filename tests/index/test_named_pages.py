"""A page code that a question names brings that page to the front."""

import pytest

from index.query import named_pages
from index.search import Searcher


@pytest.mark.parametrize("query", ["MYEL-I 讲什么", "myel-i里有什么内容", "请看MYEL-I 2/3页"])
def test_the_named_page_comes_first(digest_searcher: Searcher, query: str) -> None:
    first = digest_searcher.search(query, 1)[0].passage
    assert "MYEL-I" in " ".join((first.page_label, *first.section))


@pytest.mark.parametrize("query", ["MYEL-1 有哪些修订", "MYEL-12A", "共识-1 说了什么"])
def test_no_page_is_named(query: str) -> None:
    assert named_pages(query) == ()
