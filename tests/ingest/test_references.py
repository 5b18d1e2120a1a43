"""Reference numbers: which figures of a text are some, and which entries of the document's list they stand for."""

import pytest

from ingest.plain import read_plain
from ingest.references import Style, leading_mark, marks, number_of
from ingest.source_text import paged
from ingest.split import passages
from ingest.structure import structure

LIST = """参考文献

1. Smith AB, Jones C. A trial of one drug. J Made Up Med 2019;12:1-9. Available at: http://example.org/1.

2. Brown D, White E. Another trial of
two drugs. J Made Up Med 2020;13:1-9.

3. Green F, Black G. The third trial. J Made Up Med 2021;14:1-9.
"""
BODY = """甲药组的缓解率为 40%。1乙药组 3 年生存率为 60%。
两组比较差异没有意义。2,3
以后的 3 年里没有再做比较。"""


def references(text: str) -> list[str]:
    return [entry for p in passages("doc", structure(read_plain(text))) for entry in p.references]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("缓解率升高。59另一项研究", [(59,)]),
        ("缓解率升高。5,6另一项研究", [(5, 6)]),
        ("缓解率升高。20-22\n另一项研究", [(20, 21, 22)]),
        ("缓解率升高（P < 0.001）。178NCCN 专家组", [(178,)]),
        ("缓解率升高。178daratumumab 组", [(178,)]),
        ("缓解率升高。3 年生存率", []),
        ("缓解率升高。3年生存率", []),
        ("缓解率升高。12 例患者", []),
        ("缓解率升高。1.5 mg", []),
        ("缓解率升高。181q21 扩增", [(18,)]),
        ("缓解率升高。563 年后", [(56,)]),
        ("缓解率升高。19152% 的患者", [(191,)]),
        ("缓解率升高。21063％ 的患者", [(210,)]),
        ("缓解率升高。1996 年", []),
        ("缓解率升高。35% 的患者", []),
        ("缓解率升高。125 尽管如此", [(125,)]),
        ("缓解率升高。36 名患者", []),
        ("缓解率升高。20-2另一项", []),
        ("骨折[44]，随后", [(44,)]),
        ("骨折［44，46］。", [(44, 46)]),
        ("见[12](http://example.org)", []),
        ("风险为 1%(1)。平均", [(1,)]),
        ("包括（1）甲（2）乙", []),
    ],
)
def test_a_reference_number_is_told_from_other_numbers(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [m.numbers for m in marks(text)] == numbers


def test_a_passage_carries_the_entries_of_its_numbers_as_they_stand_in_the_list() -> None:
    first, second, third = references(f"{BODY}\n\n{LIST}")
    assert first.startswith("1. Smith AB")
    assert second == "2. Brown D, White E. Another trial of two drugs. J Made Up Med 2020;13:1-9."
    assert number_of(third) == 3


def test_without_a_list_no_number_is_a_reference() -> None:
    assert references(BODY) == []


def test_numbers_that_are_not_in_the_list_are_none() -> None:
    assert references(f"甲。17另一组。18第三组。19第四组。\n\n{LIST}") == []


def test_a_number_far_ahead_of_the_count_is_none() -> None:
    entries = "\n".join(f"{n}. Smith AB, Jones C. Trial. J Made Up Med 2019;12:{n}." for n in range(1, 61))
    found = references(f"甲组。1另一组。2第三组。60第四组。3第五组。\n\n参考文献\n\n{entries}")
    assert [number_of(entry) for entry in found] == [1, 2, 3]


def test_a_list_holds_for_the_part_before_it() -> None:
    part = "## 第{0}部分\n\n甲的风险为 1%(1)。乙的风险为 2%(2)。\n\n### 参考文献\n\n1. Smith{0} A. One. J Made 2019;1:1.\n\n2. Brown{0} B. Two. J Made 2019;1:2.\n"
    blocks = structure(paged([part.format(1) + "\n" + part.format(2)], markdown=True))
    found = [p.references for p in passages("doc", blocks) if p.references]
    assert [[entry.split(" ")[1] for entry in entries] for entries in found] == [
        ["Smith1", "Brown1"], ["Smith2", "Brown2"],
    ]  # fmt: skip


def test_a_chinese_list_is_a_list_of_references_as_well() -> None:
    entries = "参考文献\n\n[1] 张三, 李四. 甲病的治疗[J]. 某杂志, 2020, 41(3): 1-5.\n[2] 王五. 乙病的治疗[M]. 某出版社, 2019.\n"
    assert [number_of(e) for e in references(f"甲病可以治疗[1]，乙病也可以治疗[2]。\n\n{entries}")] == [1, 2]


def test_a_number_before_a_sentence_belongs_to_the_one_before_it() -> None:
    known = ("59. Smith AB. Trial. J Made 2019;1:1.",)
    assert leading_mark("59另一项研究", known) == "59"
    assert leading_mark("60另一项研究", known) == ""
    assert leading_mark("59 例患者", known) == ""


def test_only_the_way_of_writing_that_is_asked_for_counts() -> None:
    assert marks("升高。59另一项[60]。", [Style.SQUARE])[0].numbers == (60,)
