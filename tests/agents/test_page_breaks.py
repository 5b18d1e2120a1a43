"""Sentences that a page break cut in two."""

from dataclasses import replace

from agents.page_breaks import half_behind, whole_sentences
from agents.runs import runs
from agents.snippets import snippets
from corpus.types import Kind, Passage

TEXT = "甲药每天服用一次，每次两片，饭后服用，不可过量。乙药能够明显延长患者的生存时间，还具有较低的肾毒"
FIRST = Passage("a", "d", Kind.TEXT, TEXT, "", "", ("一",), 1, "", (1, 4))
TABLE = replace(FIRST, passage_id="t", kind=Kind.TABLE, text="药 剂量\n甲药 5 mg", lines=(5, 9))
NEXT = replace(
    FIRST, passage_id="b", text="性发生率。此外，肾功能不全的患者也不必调整剂量，可以照常使用。", page=2, lines=(10, 12)
)
ALL = (FIRST, TABLE, NEXT)


def test_the_half_behind_a_page_break_or_a_table_is_quoted_once() -> None:
    last, first = snippets(FIRST)[-1], snippets(NEXT)[0]
    assert half_behind(last, ALL) == first
    assert [run.pieces[0] for run in whole_sentences(runs([last]), ALL)] == [last, first]
    assert [run.pieces[0] for run in whole_sentences(runs([last, first]), ALL)] == [last, first]


def test_another_section_and_whole_sentences_are_left_alone() -> None:
    last = snippets(FIRST)[-1]
    assert half_behind(last, (FIRST, TABLE, replace(NEXT, section=("二",)))) is None
    assert half_behind(snippets(FIRST)[0], ALL) is None
