"""Anchors in passages and documents."""

import pytest

from evals.cases import Anchor, Entry, Question, Vignette
from evals.evidence import Text, audit, gains, group_ranks, holds

GROUP = (Anchor(doc="a", anchor="首选 3-6 个月"), Anchor(doc="b", anchor="最长两年"))


@pytest.mark.parametrize(
    ("piece", "found"),
    [
        (Text("a", "随访首选3-6个月一次"), True),
        (Text("b", "首选 3-6 个月"), False),
        (Text("b", "用药最长 两年"), True),
        (Text("a", "首选 3–6 个月"), False),
    ],
    ids=["whitespace ignored", "other document", "any anchor", "another dash is another text"],
)
def test_holds(piece: Text, found: bool) -> None:
    assert holds(piece, GROUP) is found


def test_an_anchor_without_document_may_stand_in_any() -> None:
    assert holds(Text("z", "最长两年"), (Anchor(anchor="最长两年"),))


def test_group_ranks_are_those_of_the_first_holder() -> None:
    ranked = [Text("a", "无关"), Text("b", "最长两年"), Text("a", "首选3-6个月")]
    assert group_ranks((GROUP, (Anchor(doc="a", anchor="没有这一句"),)), ranked) == (2, None)


def test_gains_count_the_groups_of_a_piece() -> None:
    other = (Anchor(doc="b", anchor="两年"),)
    assert gains((GROUP, other), [Text("b", "最长两年"), Text("a", "无关")]) == (2, 0)


def entry(*groups: tuple[Anchor, ...]) -> Entry:
    return Entry(Question(id="q", question="问", key_facts=(("答",),), evidence=groups), "set.jsonl", 7)


@pytest.mark.parametrize(
    ("anchor", "reason"),
    [
        (Anchor(doc="b", anchor="最长两年"), "没有文献“b”"),
        (Anchor(doc="a", anchor="最长两年"), "没有锚文“最长两年”"),
    ],
    ids=["document absent", "anchor absent"],
)
def test_audit_says_why_evidence_is_not_there(anchor: Anchor, reason: str) -> None:
    found = audit(entry(GROUP, (anchor,)), {"a": "随访首选 3-6 个月"})
    assert found is not None
    assert (found.key, found.line) == ("set:q", 7)
    assert found.reason.startswith("第 2 组证据：")
    assert reason in found.reason


def test_audit_passes_what_is_in_the_documents() -> None:
    assert audit(entry(GROUP), {"a": "随访首选\n3-6 个月"}) is None


def test_audit_leaves_out_questions_about_documents_that_are_not_there() -> None:
    question = Question(id="q", question="问", key_facts=(("答",),), docs=("x", "y"))
    found = audit(Entry(question, "set.csv", 2), {"a": "文"})
    assert found is not None
    assert "没有文献“x、y”" in found.reason


def test_audit_leaves_vignettes_alone() -> None:
    vignette = Vignette.model_validate({"id": "v", "turns": ["x"], "expect": {"outcome": "ask"}})
    assert audit(Entry(vignette, "set.jsonl", 1), {}) is None
