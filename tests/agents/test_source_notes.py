"""Notes on sources beside quotations: which are shown, in what order, and how many."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import tools.messages
from agents.answer import Caution, Citation
from agents.assistant import Assistant
from agents.source_notes import MOST, recognised_cautions, source_cautions, surroundings
from corpus.notes import all_notes
from corpus.sources import describe, digest_document
from corpus.types import Document, Kind, Passage
from index.search import Searcher

NOTES = {n.note_id: n for n in all_notes()}
NCCN, CSCO, MSD = "nccn-mm-2022v5", "csco-mbd-2024", "msd-mm-2024"


def cited(doc_id: str, quote: str, text: str = "", n: int = 1, digest: bool = False) -> Citation:
    passage = Passage("id", doc_id, Kind.TEXT, text or quote, "", "", (), 1, "", (1, 1))
    return Citation(n, passage, document(doc_id, digest), quote)


def document(doc_id: str, digest: bool) -> Document:
    return replace(digest_document(doc_id, "", "a.md"), digest=digest)


def caution(note_id: str, kind: str, *numbers: int) -> Caution:
    return Caution(kind, NOTES[note_id].text, numbers)


IVIG = "• 反复的严重 (<400 mg/dL) 感染者用药。"
CALCIUM = "钙水平升高（大于 11.5 mg/dL）"
RD = "非移植候选者的首选方案列表包括：甲、乙。"


@pytest.mark.parametrize(
    ("citation", "note_id", "kind"),
    [
        (cited(NCCN, IVIG), "ivig-igg-lost", "note"),
        (cited(NCCN, CALCIUM), "calcium-11-or-11.5", "conflict"),
        (cited(NCCN, RD), "vcd-rd-preferred-non-transplant", "edition"),
        (cited(MSD, "- 血清和尿液中无M蛋白"), "msd-no-m-protein", "note"),
    ],
)
def test_a_note_on_the_quotation_is_a_warning_with_its_citation(citation: Citation, note_id: str, kind: str) -> None:
    assert source_cautions([citation], "问题") == (caution(note_id, kind, 1),)


def test_a_quotation_without_a_note_has_no_warning() -> None:
    assert source_cautions([cited(NCCN, "没有问题的一句话。"), cited(CSCO, IVIG)], "问题") == ()


def test_the_same_note_is_given_once_for_all_its_citations() -> None:
    both = [cited(NCCN, CALCIUM, n=2), cited(NCCN, "血钙 >2.75 mmol/L (>11 mg/dL)", n=5)]
    assert source_cautions(both, "问题") == (caution("calcium-11-or-11.5", "conflict", 2, 5),)


@pytest.mark.parametrize(("question", "shown"), [("高钙血症的界值？", True), ("贫血的界值？", False)])
def test_a_note_on_the_sentence_beside_counts_if_it_is_about_what_was_asked(question: str, shown: bool) -> None:
    text = f"贫血（血红蛋白小于 10 g/dL）。{CALCIUM}。"
    found = source_cautions([cited(NCCN, "贫血（血红蛋白小于 10 g/dL）。", text)], question)
    assert found == ((caution("calcium-11-or-11.5", "conflict", 1),) if shown else ())


def test_a_note_two_sentences_away_does_not_count() -> None:
    text = f"甲甲。乙乙。{CALCIUM}。"
    assert source_cautions([cited(NCCN, "甲甲。", text)], "高钙血症的界值？") == ()


def test_a_note_about_another_drug_than_the_one_asked_for_is_left_out() -> None:
    row = "唑来膦酸 静脉注射 4 mg/月 持续至少15 min"
    assert source_cautions([cited(CSCO, row)], "唑来膦酸输多久？") == (
        caution("zoledronic-acid-infusion-time", "conflict", 1),
    )
    assert source_cautions([cited(CSCO, row)], "因卡膦酸输多久？") == ()


def test_what_was_asked_for_comes_first_and_no_more_than_a_few() -> None:
    quotes = (IVIG, RD, "1/105", CALCIUM)
    found = source_cautions([cited(NCCN, q, n=n) for n, q in enumerate(quotes, 1)], "高钙血症的界值？")
    assert len(found) == MOST
    assert found[0] == caution("calcium-11-or-11.5", "conflict", 4)


def test_a_digest_has_contradictions_but_no_misprints_of_the_original() -> None:
    found = source_cautions([cited(NCCN, f"{IVIG}{CALCIUM}", digest=True)], "问题")
    assert found == (caution("calcium-11-or-11.5", "conflict", 1),)


def test_a_calculator_speaks_for_the_notes_that_it_knows() -> None:
    citations = [cited(NCCN, CALCIUM), cited(NCCN, "血清 LDH > 正常上限", n=2)]
    assert source_cautions(citations, "问题", calculated=True) == (caution("r-iss-3-flattened", "note", 2),)


def test_codes_are_notices_of_the_calculators() -> None:
    messages = tomllib.loads((Path(tools.messages.__file__).with_name("messages.toml")).read_text(encoding="utf-8"))
    assert {c for n in all_notes() for c in n.codes} <= set(messages)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("乙句。", "甲句。乙句。丙句。"),
        ("甲句。", "甲句。乙句。"),
        ("丙句。丁行", "乙句。丙句。丁行戊行"),
        ("不在其中", "不在其中"),
        (" ", " "),
    ],
)
def test_surroundings_are_one_sentence_or_line_on_each_side(quote: str, found: str) -> None:
    assert surroundings(cited(NCCN, "", "甲句。乙句。丙句。\n丁行\n戊行").passage, quote) == found


def test_an_unknown_document_has_no_notes() -> None:
    unknown = describe("别的指南", "other.txt")
    passage = cited(NCCN, IVIG).passage
    assert source_cautions([Citation(1, passage, unknown, IVIG)], "问题") == ()


@pytest.mark.parametrize(
    ("question", "kind", "says"),
    [
        ("骨髓瘤病人打肺炎疫苗、流感疫苗到底有没有用？", "conflict", "疫苗"),
        ("NCCN 对骨髓瘤高钙血症（CRAB）的血钙界值是多少 mg/dL？", "conflict", "11.5"),
        ("高危冒烟型骨髓瘤的处理，来那度胺单药是几类推荐？", "note", "2B"),
    ],
)
def test_answers_from_the_originals_carry_their_notes(
    original_searcher: Searcher, question: str, kind: str, says: str
) -> None:
    answer = Assistant(original_searcher).ask(question)
    found = [w for w in answer.warnings if w.kind == kind and says in w.text]
    assert found
    assert {n for w in found for n in w.citations} <= {c.n for c in answer.citations}
    assert all(w.citations for w in found)


def test_a_quotation_of_a_recognised_page_has_to_be_checked() -> None:
    printed, scanned = cited(CSCO, "甲", n=1), cited(CSCO, "乙", n=2)
    scanned = replace(scanned, passage=replace(scanned.passage, page_label="第 2 页（文字识别）"))
    (caution,) = recognised_cautions((printed, scanned))
    assert caution.citations == (2,)
    assert "核对原件" in caution.text
    assert recognised_cautions((printed,)) == ()
