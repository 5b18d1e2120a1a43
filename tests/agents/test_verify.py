"""What cannot be proven does not leave."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.answer import Answer, Citation, Claim, Status, is_literal
from agents.verify import numbers, proven, verified
from corpus.snapshot import Snapshot
from corpus.types import Kind, Passage
from index.search import Searcher
from tools.registry import calculate


@pytest.fixture(scope="module")
def snapshot(digest_searcher: Searcher) -> Snapshot:
    return digest_searcher.snapshot


@pytest.fixture(scope="module")
def passage(snapshot: Snapshot) -> Passage:
    """A passage of a digest with a number in its first line."""
    return next(p for p in snapshot.passages if p.kind is Kind.TEXT and numbers(p.text) and "\n" not in p.text)


@pytest.fixture
def answer(snapshot: Snapshot, passage: Passage) -> Answer:
    """One proven quotation and one proven calculation."""
    citation = Citation(1, passage, snapshot.document(passage.doc_id), passage.text)
    tool = calculate("iss", {"b2m": 6.1})
    sentence = tool.interpretation_zh.split("。")[0] + "。"
    claims = (Claim(sentence, tool_calls=(0,), support="tool"), Claim(passage.text, (1,)))
    text = f"**{sentence}**\n\n**摘要** · 某处\n- {passage.text} [1]"
    return Answer("问", Status.ANSWERED, text, claims=claims, citations=(citation,), tool_calls=(tool,))


def altered(text: str) -> str:
    """The text with its first number made another one."""
    number = numbers(text)[0]
    return text.replace(number, f"9{number}", 1)


def test_a_proven_answer_stays_as_it_is(answer: Answer, snapshot: Snapshot) -> None:
    assert verified(answer, snapshot) is answer


def test_white_space_makes_no_difference(answer: Answer, snapshot: Snapshot) -> None:
    spaced = replace(answer.citations[0], quote="\n ".join(answer.citations[0].quote))
    assert verified(replace(answer, citations=(spaced,)), snapshot).claims == answer.claims


def test_an_altered_quotation_is_dropped_with_its_line(answer: Answer, snapshot: Snapshot) -> None:
    citation = replace(answer.citations[0], quote=answer.citations[0].quote + "勿用")
    checked = verified(replace(answer, citations=(citation,)), snapshot)
    assert (checked.claims, checked.citations, checked.status) == (answer.claims[:1], (), Status.ANSWERED)
    assert answer.claims[1].text not in checked.text
    assert answer.claims[0].text in checked.text
    assert [w.kind for w in checked.warnings] == ["unverified"]


def test_an_altered_number_is_dropped_though_its_quotation_is_literal(answer: Answer, snapshot: Snapshot) -> None:
    claim = replace(answer.claims[1], text=altered(answer.claims[1].text))
    text = answer.text.replace(answer.claims[1].text, claim.text)
    checked = verified(replace(answer, text=text, claims=(answer.claims[0], claim)), snapshot)
    assert (checked.claims, checked.citations) == (answer.claims[:1], ())
    assert claim.text not in checked.text


def test_a_result_that_the_calculator_did_not_give_is_dropped(answer: Answer, snapshot: Snapshot) -> None:
    claim = Claim("ISS 分期为 II 期。肌酐清除率 47 mL/min。", tool_calls=(0,), support="tool")
    text = f"**ISS 分期为 II 期。**\n肌酐清除率 47 mL/min。\n- {answer.claims[1].text} [1]"
    checked = verified(replace(answer, text=text, claims=(claim, answer.claims[1])), snapshot)
    assert checked.claims == answer.claims[1:]
    assert "47" not in checked.text
    assert answer.claims[1].text in checked.text


def test_without_a_proven_claim_nothing_is_said(answer: Answer, snapshot: Snapshot) -> None:
    checked = verified(replace(answer, claims=(Claim("来那度胺 500 mg"),), text="来那度胺 500 mg\n更多"), snapshot)
    assert (checked.status, checked.claims, checked.citations) == (Status.ABSTAINED, (), ())
    assert "500" not in checked.text
    assert "更多" not in checked.text
    assert checked.text


@pytest.mark.parametrize(
    "claim",
    [Claim("没有来源"), Claim("", ()), Claim("可以", (2,)), Claim("可以", tool_calls=(1,)), Claim("可以", (1, 2))],
)
def test_a_claim_needs_a_source_that_is_there(answer: Answer, claim: Claim) -> None:
    assert not proven(claim, {1: answer.citations[0]}, answer.tool_calls, {1})


def test_a_number_may_stand_in_the_head_of_the_table_or_the_section(answer: Answer, passage: Passage) -> None:
    citation = replace(answer.citations[0], passage=replace(passage, columns="| 周期 77 |", section=("第 88 节",)))
    assert proven(Claim("77 和 88", (1,)), {1: citation}, (), {1})
    assert not proven(Claim("99", (1,)), {1: citation}, (), {1})


@pytest.mark.parametrize(
    ("text", "found"), [("1.3 mg/m²，第 1–4 天", ["1.3", "2", "1", "4"]), ("２５ mg", ["25"]), ("≥10⁹", ["109"]), ("无", []), ("0.50", ["0.50"])]
)  # fmt: skip
def test_numbers_in_one_spelling(text: str, found: list[str]) -> None:
    assert numbers(text) == found


@given(st.text(min_size=1, max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_a_piece_of_a_text_is_literal(piece: str, before: str, after: str) -> None:
    assert is_literal(piece, before + piece + after) is bool("".join(piece.split()))


@given(st.text(max_size=60), st.integers(0, 10**6))
def test_a_number_that_is_in_no_source_is_never_proven(words: str, number: int) -> None:
    tool = calculate("iss", {"b2m": 6.1})
    said = Claim(f"{words} {number + 10**7}", tool_calls=(0,))
    assert not proven(said, {}, (tool,), set())
