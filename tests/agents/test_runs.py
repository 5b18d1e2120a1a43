"""Neighbouring pieces as one quotation."""

from agents.answer import is_literal
from agents.runs import LONGEST_RUN, runs
from agents.snippets import Snippet, snippets
from corpus.types import Kind, Passage
from index.search import Searcher

LIST = "甲药的用法如下：\n• 每天一次，饭后服用\n� 不可与酒同服\n• 每周复查一次血象\n另见说明书第三页的内容。"


def passage(text: str, kind: Kind = Kind.TEXT) -> Passage:
    return Passage("p", "d", kind, text, "", "", (), 1, "", (1, 1))


def pieces(text: str) -> tuple[Snippet, ...]:
    return snippets(passage(text))


def test_neighbours_are_one_quotation() -> None:
    found = pieces("每天服用一次，每次两片，饭后服用。孕妇不得使用本药，哺乳期也不得使用。肾功能不全者应当减量使用。")
    assert [r.quote for r in runs(found[:2])] == [found[0].quote + found[1].quote]
    assert len(runs([found[0], found[2]])) == 2


def test_sentences_flow_and_items_stand_under_what_introduces_them() -> None:
    (run,) = runs(pieces(LIST)[:4])
    assert run.lines() == ("- 甲药的用法如下：", "  - 每天一次，饭后服用", "    - 不可与酒同服", "  - 每周复查一次血象")
    (prose,) = runs(pieces("每天服用一次，每次两片，饭后服用。孕妇不得使用本药，哺乳期也不得使用。"))
    assert len(prose.lines()) == 1


def test_items_without_their_introduction_are_not_indented() -> None:
    (run,) = runs(pieces(LIST)[1:2])
    assert run.lines() == ("- 每天一次，饭后服用",)


def test_a_run_is_no_longer_than_can_be_read() -> None:
    found = pieces("".join(f"第{n}条说的是每天服用一次，每次两片，饭后服用，不可过量。" for n in range(40)))
    assert all(len(r.quote) <= LONGEST_RUN for r in runs(found))


def test_every_run_of_the_digests_is_literal(digest_searcher: Searcher) -> None:
    found = [r for p in digest_searcher.rows for r in runs(snippets(p))]
    assert [r.quote for r in found if not is_literal(r.quote, r.passage.text)] == []


def test_a_group_of_rows_begins_a_quotation_and_a_note_a_line() -> None:
    table = snippets(passage("因素 分数\n加分项\n手术 +2\n减分项\n用药 -3", Kind.TABLE))
    assert [r.quote.split("\n")[0] for r in runs(table)] == ["因素 分数", "加分项", "减分项"]
    (notes,) = runs(pieces("a 甲药饭后服用，每天一次。\nb 乙药每周注射一次，皮下给药。"))
    assert len(notes.lines()) == 2


def test_numbered_sections_of_one_passage_are_quoted_apart() -> None:
    text = "甲药每天服用一次，每次两片，饭后服用。\n2.2 乙药 乙药每周注射一次，皮下给药，不必空腹。"
    parts = ((19, ("二", "2.2 乙药")),)
    made = snippets(Passage("p", "d", Kind.TEXT, text, "", "", ("二", "2.1 甲药"), 1, "", (1, 2), parts=parts))
    assert [len(r.pieces) for r in runs(made)] == [1, 1]
    assert made[1].shown.startswith("乙药每周")
