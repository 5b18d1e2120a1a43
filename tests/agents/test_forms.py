"""The form of a piece."""

import pytest

from agents.forms import asked_form, idle, label_of, of_another_drug, subject_match, under_another_drug
from agents.snippets import snippets
from corpus.types import Kind, Passage
from index.words import concepts


def pieces(text: str, kind: Kind = Kind.TEXT) -> list[str]:
    passage = Passage("p", "d", kind, text, "", "", (), 1, "", (1, 1))
    return [s.shown for s in snippets(passage) if not idle(s)]


@pytest.mark.parametrize(
    ("question", "text", "has"),
    [
        ("多久打一次", "每4周一次", True),
        ("剂量多少", "每次 4 mg", True),
        ("算几类推荐", "属 2B 类", True),
        ("算几类推荐", "每次 4 mg", False),
        ("剂量多少", "静脉注射", False),
        ("缓解率是多少", "达到 40%", True),
        ("为什么要打", "每4周一次", False),
    ],
)
def test_the_kind_of_quantity_asked_for(question: str, text: str, has: bool) -> None:
    assert asked_form(question, text) is has


@pytest.mark.parametrize(
    "text",
    [
        "请参见影像学原则 (MYEL-B)。",
        "治疗(MYEL-3)",
        "https://example.org/a",
        "续",
        "a 请参见另一页。",
        "这些药物的用法见表7。",
        "注：ABC为某种指标。",
        "多久来一次？",
    ],
)
def test_pointers_tell_nothing(text: str) -> None:
    assert pieces(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "每 4 周一次静脉注射。",
        "见到医生时应当说明用药情况，并带上化验单，以便医生判断是否需要调整剂量，以及是否需要另外的检查和处理。",
    ],
)
def test_statements_tell_something(text: str) -> None:
    assert len(pieces(text)) == 1


def test_rows_of_another_drug() -> None:
    text = "| 药物 | 剂量 |\n| --- | --- |\n| 甲 | 1 mg |"
    (row,) = snippets(Passage("p", "d", Kind.TABLE, text, "", "", (), 1, "", (1, 1)))
    assert of_another_drug(row, frozenset({"§x"}), frozenset({"§y"}))
    assert not of_another_drug(row, frozenset({"§x"}), frozenset({"§x"}))
    assert not of_another_drug(row, frozenset(), frozenset({"§y"}))


def test_a_piece_about_the_subject_counts_most() -> None:
    named = frozenset({"§zoledronic_acid"})
    assert subject_match(named, named, frozenset()) > subject_match(named, frozenset(), named)
    assert subject_match(named, frozenset(), named) > subject_match(named, frozenset(), frozenset())
    assert subject_match(frozenset(), named, named) == 0


def test_a_dose_under_the_caption_of_another_drug() -> None:
    text = "来那度胺剂量建议\n重度肾功能不全 15 mg/48 h\n骨修饰剂剂量\n帕米膦酸二钠 90 mg"
    pieces = snippets(Passage("p", "d", Kind.TEXT, text, "", "", (), 1, "", (1, 1)))
    at = next(p.position for p in pieces if "15 mg" in p.shown)
    assert under_another_drug(pieces, at, frozenset({"§zoledronic_acid"}))
    assert not under_another_drug(pieces, at, frozenset({"§lenalidomide"}))
    assert not under_another_drug(pieces, at, frozenset())


@pytest.mark.parametrize("text", ["缩写：MM：多发性骨髓瘤；ONJ：颌骨坏死；CrCL：肌酐清除率。"])
def test_a_list_of_abbreviations_tells_nothing(text: str) -> None:
    assert pieces(text) == []


def test_rows_of_another_drug_in_a_flattened_table() -> None:
    table = Passage(
        "p", "d", Kind.TABLE, "硼替佐米 每周一次\n来那度胺 每日一次\n轻度 减量", "用法", "种类 用法", (), 1, "", (1, 3)
    )
    asked = frozenset({"§lenalidomide"})
    said = {row.shown: of_another_drug(row, asked, frozenset(concepts(row.shown))) for row in snippets(table)}
    assert said == {"硼替佐米 每周一次": True, "来那度胺 每日一次": False, "轻度 减量": False}


def test_a_row_begins_with_what_it_tells_of() -> None:
    assert label_of("唑来膦酸 静脉注射 每月一次") == "§zoledronic_acid"
    assert label_of("与此无关的是唑来膦酸") == ""
