"""Answer metrics against values computed by hand."""

import pytest

from evals.answers import (
    character_f1,
    citation_precision,
    citation_recall,
    complete,
    fact_recall,
    literal_quotes,
    numbers,
    unbound_numbers,
)
from evals.cases import Anchor
from evals.evidence import Text

FACTS = (("10 mg", "10毫克"), ("每 24 h",), ("透析",))
GROUPS = ((Anchor(doc="d", anchor="中度：10 mg"),), (Anchor(doc="d", anchor="重度：15 mg"),))


def test_fact_recall_is_the_share_of_facts_in_the_text() -> None:
    assert fact_recall("来那度胺 10毫克，每24h一次", FACTS) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("text", "must_not", "expected"),
    [
        ("10 mg，每 24 h，透析后", (), True),
        ("10 mg，每 24 h", (), False),
        ("10 mg，每 24 h，透析后，或 25 mg", ("25mg",), False),
    ],
    ids=["all facts", "one missing", "wrong value besides"],
)
def test_complete(text: str, must_not: tuple[str, ...], expected: bool) -> None:
    assert complete(text, FACTS, must_not) is expected


def test_character_f1() -> None:
    # shared characters 每 月 一 次 = 4 of 4 and 6: 2 * 4 / (4 + 6); punctuation does not count
    assert character_f1("每月一次。", "每月一次输注") == pytest.approx(0.8)


def test_character_f1_without_overlap_is_zero() -> None:
    assert character_f1("甲", "乙") == 0.0


def test_citation_recall_and_precision() -> None:
    cited = [Text("d", "中度：10 mg，每 24 h"), Text("d", "无关"), Text("e", "重度：15 mg"), Text("d", "中度： 10 mg")]
    assert citation_recall(GROUPS, cited) == 0.5  # the second group is cited from another document
    assert citation_precision(GROUPS, cited) == 0.5  # passages 1 and 4 of 4


def test_literal_quotes_ignore_whitespace_only() -> None:
    documents = [Text("d", "每 24 小时\n一次")]
    quotes = [Text("d", "每24小时一次"), Text("d", "每 24 小时 1 次"), Text("x", "每24小时一次")]
    assert literal_quotes(quotes, documents) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CrCl 45.0 mL/min[1]", ("45",)),
        ("1. 首选 VRd\n2. 其次 25 mg", ("25",)),
        ("血小板 50,000/µL", ("50000",)),
        ("３～６ 个月", ("3", "6")),
        ("版本 5.2022", ("5.2022",)),
        ("10⁵", ("105",)),
    ],
    ids=["mark and trailing zero", "list numbers", "thousands", "full-width", "version", "superscript"],
)
def test_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert numbers(text) == expected


def test_unbound_numbers_stand_in_no_source() -> None:
    assert unbound_numbers("10 mg 每 24 h，最多 25 mg", ["10.0 mg", "每24h"]) == ("25",)
