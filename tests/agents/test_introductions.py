"""What introduces a quotation in an earlier passage."""

from dataclasses import replace

from agents.introductions import leads_before, unsaid_leads, without_bare_leads
from agents.runs import Run, runs
from agents.snippets import snippets
from corpus.types import Kind, Passage

FIRST = Passage("a", "d", Kind.LIST, "用于进展快者\n• 甲药\n• 合用乙药\n� 丙药", "", "", ("一",), 1, "X-1", (1, 4))
NEXT = replace(FIRST, passage_id="b", text="� 丁药\n• 戊药", lines=(5, 6))


def above(passage: Passage, position: int) -> list[str]:
    return [piece.shown for piece in leads_before(snippets(passage)[position], (FIRST, passage))]


def test_an_item_of_a_list_that_goes_on_has_the_lines_above_it() -> None:
    assert above(NEXT, 0) == ["用于进展快者", "合用乙药"]
    assert above(NEXT, 1) == ["用于进展快者"]


def test_another_page_section_or_distance_introduces_nothing() -> None:
    assert above(replace(NEXT, page_label="X-2"), 0) == []
    assert above(replace(NEXT, section=("二",)), 0) == []
    assert above(replace(NEXT, lines=(50, 51)), 0) == []


def test_what_its_own_passage_introduces_needs_nothing() -> None:
    assert above(replace(NEXT, text="另一张表：\n• 丁药"), 1) == []


LIST = Passage(
    "l",
    "d",
    Kind.LIST,
    "一般原则：\n• 甲药每天服用一次\n• 乙药每周注射一次\n• 丙药不用",
    "",
    "",
    ("一",),
    1,
    "",
    (1, 4),
)


def test_a_quotation_that_only_introduces_another_is_told_with_its_place() -> None:
    lead, _, second, third = snippets(LIST)
    quoted = runs([lead, second])
    assert len(quoted) == 2
    kept = without_bare_leads(quoted)
    assert [run.pieces for run in kept] == [(second,)]
    assert [piece.shown for piece in unsaid_leads(kept[0], kept, (LIST,))] == ["一般原则："]
    assert without_bare_leads(runs([lead, snippets(LIST)[1]])) == runs([lead, snippets(LIST)[1]])
    assert unsaid_leads(Run((third,)), [Run((lead,)), Run((third,))], (LIST,)) == ()
