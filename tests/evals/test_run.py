"""A run over the real index: retrieval, answers, exclusion, grouping, and determinism."""

from dataclasses import replace

import pytest

from agents.answer import Answer, Status
from corpus.errors import InputError
from evals.cases import Anchor, Entry, Question, Vignette
from evals.records import Run
from evals.run import Subject, evaluate, grouped
from index.search import Searcher

DOC = "nccn-mm-2022v5"
ROW = Question(
    id="dose",
    type="table",
    question="来那度胺在中度肾功能不全时的剂量",
    docs=(DOC,),
    evidence=((Anchor(doc=DOC, anchor="来那度胺，中度肾功能不全"),),),
    key_facts=(("10 mg",),),
    difficulty="easy",
)
ABSENT = ROW.model_copy(update={"id": "absent", "evidence": ((Anchor(doc=DOC, anchor="没有这句话"),),)})
REFUSED = Question(id="no", type="out_of_scope", question="明天下雨吗")
CASE = Vignette.model_validate(
    {"id": "v", "turns": ["BMI？", "70kg"], "expect": {"outcome": "ask", "missing": [["身高"]]}}
)
ENTRIES = [Entry(case, "set.jsonl", line) for line, case in enumerate((ROW, ABSENT, REFUSED, CASE), start=1)]


class Replies:
    """An assistant with fixed replies that remembers the sessions."""

    def __init__(self) -> None:
        self.sessions: list[str | None] = []

    def ask(self, question: str, session: str | None) -> Answer:
        self.sessions.append(session)
        if "下雨" in question:
            return Answer(question, Status.ABSTAINED, "不在范围内", session)
        if "kg" in question or "BMI" in question:
            return Answer(question, Status.NEEDS_INPUT, "请补充身高", session)
        return Answer(question, Status.ANSWERED, "10 mg", session)


@pytest.fixture
def run(digest_searcher: Searcher) -> Run:
    return evaluate(Subject(digest_searcher, Replies().ask), ENTRIES)


def test_records_hold_what_was_found_and_scored(run: Run) -> None:
    record = next(r for r in run.records if r.key == "set:dose")
    assert record.scores["recall@10"] == 1.0
    assert record.scores["complete"] == 1.0
    assert any(1 in found.holds for found in record.found)


def test_questions_without_evidence_in_the_documents_are_left_out(run: Run) -> None:
    assert [x.key for x in run.excluded] == ["set:absent"]
    assert "set:absent" not in {r.key for r in run.records}
    assert run.scores["recall@5"].n == 1


def test_means_are_over_the_cases_that_have_the_metric(run: Run) -> None:
    assert (run.scores["right_refusal"].value, run.scores["right_refusal"].n) == (1.0, 1)
    assert (run.scores["vignette"].value, run.scores["vignette"].n) == (1.0, 1)
    assert "literal_quotes" not in run.scores  # no answer has a quote


def test_groups_are_means_by_label(run: Run) -> None:
    assert grouped(run.records, "type")["table"]["complete"] == (1.0, 1)
    assert grouped(run.records, "difficulty")["easy"]["recall@10"] == (1.0, 1)
    assert grouped(run.records, "doc")[DOC]["complete"] == (1.0, 1)


def test_turns_of_a_vignette_share_a_session_of_their_own(digest_searcher: Searcher) -> None:
    replies = Replies()
    evaluate(Subject(digest_searcher, replies.ask), [ENTRIES[3], ENTRIES[0]])
    first, second, question = replies.sessions
    assert first == second is not None
    assert question is None


def test_retrieval_alone_asks_nothing(digest_searcher: Searcher) -> None:
    run = evaluate(Subject(digest_searcher), ENTRIES)
    assert {r.key for r in run.records} == {"set:dose", "set:no"}
    assert run.mode == "retrieval"
    assert "complete" not in run.scores


def test_an_expected_error_is_a_reply_with_status_error(digest_searcher: Searcher) -> None:
    def fail(question: str, session: str | None) -> Answer:
        raise InputError("太长", "请缩短")

    run = evaluate(Subject(digest_searcher, fail), [ENTRIES[0]])
    assert run.records[0].answer is not None
    assert run.records[0].answer["status"] == "error"
    assert run.scores["wrong_refusal"].value == 1.0


def test_two_runs_differ_in_nothing_but_time(digest_searcher: Searcher) -> None:
    def timeless(run: Run) -> Run:
        records = tuple(replace(r, seconds=0.0) for r in run.records)
        return replace(run, records=records, seconds=0.0, p50_ms=0.0, p95_ms=0.0)

    first, second = (evaluate(Subject(digest_searcher, Replies().ask), ENTRIES) for _ in range(2))
    assert timeless(first) == timeless(second)


def test_progress_is_told(digest_searcher: Searcher) -> None:
    told: list[tuple[int, int, str]] = []
    evaluate(Subject(digest_searcher), ENTRIES, progress=lambda *step: told.append(step))
    assert told == [(1, 2, "set:dose"), (2, 2, "set:no")]
