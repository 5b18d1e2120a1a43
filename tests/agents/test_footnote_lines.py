"""Footnotes beneath quotations: literal, with their own citation, few, and nothing that only points elsewhere."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from agents.answer import Citation, Claim, is_literal
from agents.assistant import Assistant
from agents.footnote_lines import LONGEST, MOST, carried, with_footnotes
from corpus.sources import describe
from corpus.types import Kind, Passage
from index.search import Searcher

DOCUMENT = describe("指南", "guide.txt")
NOTES = (
    "k 仅在压迫神经时考虑。",
    "l 肾功能不全者减量。",
    "m 请参见支持治疗 (MYEL-H)。",
    "n 首句说明。" + "次句很长，" * 30 + "。",
    "o " + "一句太长，" * 40 + "。",
    "p 第三条可以显示的脚注。",
)


@dataclass(frozen=True)
class Held:
    """As much of a snapshot as is looked at."""

    passages: tuple[Passage, ...]


def passage(text: str, page: int = 3, footnotes: tuple[str, ...] = (), doc_id: str = DOCUMENT.doc_id) -> Passage:
    return Passage(f"{doc_id}-{page}-{text[:4]}", doc_id, Kind.TEXT, text, "", "", (), page, "", (1, 1), footnotes)


OWN = passage("\n".join(NOTES))


def answered(quote: str, *held: Passage, question: str = "问题") -> tuple[str, tuple[Claim, ...], tuple[Citation, ...]]:
    citation = Citation(1, passage(quote, footnotes=NOTES), DOCUMENT, quote)
    text = f"**指南**\n- {quote} [1]\n- 后一行 [9]"
    snapshot = Held(held or (OWN,))
    return with_footnotes(text, (Claim(quote, (1,)),), (citation,), snapshot, question)  # type: ignore[arg-type]


def test_a_footnote_stands_beneath_its_quotation_with_a_citation_of_its_own() -> None:
    text, claims, citations = answered("考虑手术k")
    assert text.split("\n")[1:] == ["- 考虑手术k [1]", "  - 脚注 k：仅在压迫神经时考虑。 [2]", "- 后一行 [9]"]
    assert claims[1] == Claim("脚注 k：仅在压迫神经时考虑。", (2,))
    assert citations[1] == Citation(2, OWN, DOCUMENT, "k 仅在压迫神经时考虑。")


@pytest.mark.parametrize(
    "quote",
    ["考虑手术", "支持治疗m", "观察o", "观察z"],
    ids=["no letter", "only points", "too long", "no such footnote"],
)
def test_nothing_is_added(quote: str) -> None:
    text, claims, citations = answered(quote)
    assert (len(claims), len(citations)) == (1, 1)
    assert "脚注" not in text


def test_a_long_footnote_is_cut_after_a_sentence() -> None:
    _, _, citations = answered("观察n")
    assert citations[1].quote == "n 首句说明。"


def test_only_a_few_and_those_asked_for_first() -> None:
    _, claims, citations = answered("方案k,l,p", question="肾功能不全怎么办？")
    assert len(citations) == 1 + MOST
    assert claims[1].text.startswith("脚注 l")


def test_a_footnote_that_is_already_quoted_is_not_repeated() -> None:
    _, _, citations = answered("手术k\nk 仅在压迫神经时考虑。")
    assert len(citations) == 1


@pytest.mark.parametrize(
    "elsewhere", [passage(NOTES[0], page=30), passage(NOTES[0], doc_id="other"), passage("k 别的脚注。")],
    ids=["far page", "other document", "other text"],
)  # fmt: skip
def test_a_footnote_without_a_passage_cannot_be_cited(elsewhere: Passage) -> None:
    _, _, citations = answered("手术k", elsewhere)
    assert len(citations) == 1


def test_a_footnote_may_stand_on_another_part_of_the_page() -> None:
    _, _, citations = answered("手术k", passage(NOTES[0], page=5), passage(NOTES[0], page=4))
    assert citations[1].passage.page == 4


def test_footnotes_of_the_originals_are_literal(original_searcher: Searcher) -> None:
    snapshot = original_searcher.snapshot
    marked = [p for p in snapshot.passages if p.footnotes]
    assert len(marked) >= 30
    shown = 0
    for p in marked:
        citation = Citation(1, p, snapshot.document(p.doc_id), p.text)
        _, claims, citations = with_footnotes(p.text, (), (citation,), snapshot, "问题")
        assert len(claims) == len(citations) - 1 <= MOST
        for footnote in carried(citation):
            assert len(footnote) <= LONGEST
        for c in citations[1:]:
            assert is_literal(c.quote, snapshot.text(c.document.doc_id))
        shown += len(claims)
    assert shown >= 25


def test_answers_show_the_footnotes_of_their_quotations(original_searcher: Searcher, questions: Path) -> None:
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    asked = [r["question"] for r in rows if r["type"] in ("footnote", "table", "procedure")]
    assistant = Assistant(original_searcher)
    answers = [assistant.ask(question) for question in asked]
    notes = [(a, c) for a in answers for c in a.claims if c.text.startswith("脚注 ")]
    assert notes
    assert all(c.text in a.text and set(c.citations) <= {x.n for x in a.citations} for a, c in notes)
