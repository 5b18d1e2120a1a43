"""Footnotes: which letters are marks, what the footnotes of a page say, and which passages carry them."""

from pathlib import Path

import pytest

from corpus.types import Passage, squeeze
from ingest.footnotes import letters
from ingest.read import read
from ingest.source_text import paged
from ingest.split import passages
from ingest.structure import structure


def of(*pages: str) -> tuple[Passage, ...]:
    return passages("doc", structure(paged(list(pages))))


def footnotes_at(found: tuple[Passage, ...], text: str) -> tuple[str, ...]:
    return next(p.footnotes for p in found if text in p.text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("放疗或手术l", "l"),
        ("手术l\n观察m", "lm"),
        ("（1 类推荐）s", "s"),
        ("染色体检测 (FISH)b 项目", "b"),
        ("较前下降 50%f", "f"),
        ("RTk ± 观察", "k"),
        ("低剂量 CTd,e", "de"),
        ("突变 CD20,b 阴性", "b"),
        ("血清 LDH，b以及尿酸", "b"),
        ("白蛋白、b", "b"),
        ("主要方案a-d,l-n", "abcdlmn"),
        ("沙利度胺a/泼尼松", "a"),
    ],
)
def test_glued_letters_are_marks(text: str, found: str) -> None:
    assert letters(text) == tuple(found)


@pytest.mark.parametrize(
    "text",
    [
        "VRd 方案",
        "KRd，之后观察",
        "IMiD 类药物",
        "两种 PIs",
        "白蛋白g/L",
        "t(4;14)，t(14;16)",
        "差异显著，p=0.05",
        "维生素 d",
        "b 脚注",
    ],
)
def test_other_letters_are_not(text: str) -> None:
    assert letters(text) == ()


PAGE = """检查与处理
• 血常规检查，必要时复查，并记录结果。
• 孤立病灶考虑手术k
• 局部放疗l

k 仅在压迫神经时考虑。
l 剂量见放疗页。
"""


def test_a_passage_carries_the_footnotes_of_its_letters() -> None:
    assert footnotes_at(of(PAGE), "手术k") == ("k 仅在压迫神经时考虑。", "l 剂量见放疗页。")


def test_a_letter_without_a_footnote_on_the_page_counts_for_nothing() -> None:
    assert footnotes_at(of(PAGE.replace("手术k", "手术m")), "手术m") == ("l 剂量见放疗页。",)


def test_footnotes_of_another_page_do_not_count() -> None:
    found = of("一般处理\n• 孤立病灶考虑手术k\n• 观察，每年复查影像一次。", PAGE)
    assert footnotes_at(found, "每年复查") == ()


def test_a_footnote_goes_on_over_lines_and_stands_literally_in_the_text() -> None:
    page = PAGE.replace("压迫神经时考虑。", "压迫神经或\n有 MRI 证据时考虑。")
    (first, _) = footnotes_at(of(page), "手术k")
    assert first == "k 仅在压迫神经或有 MRI 证据时考虑。"
    assert squeeze(first) in squeeze(page)


def test_two_footnotes_on_one_line_are_taken_apart() -> None:
    page = PAGE.replace("时考虑。\nl 剂量", "时考虑。l 剂量")
    assert footnotes_at(of(page), "手术k") == ("k 仅在压迫神经时考虑。", "l 剂量见放疗页。")


def test_parts_of_a_page_share_the_footnotes_of_the_part_that_has_them() -> None:
    head = "目录\n• 检查原则 (MYEL-B)\n"
    found = of(head, "MYEL-B\n1/2\n检查原则\n• 孤立病灶考虑手术k，并随访观察。", f"MYEL-B\n2/2\n{PAGE}")
    assert footnotes_at(found, "并随访观察") == ("k 仅在压迫神经时考虑。",)


@pytest.fixture(scope="module")
def nccn(originals: Path) -> tuple[Passage, ...]:
    text = read(originals / "002_b6dcb480810ba97a.txt")
    return passages("nccn-mm-2022v5", structure(text))


@pytest.mark.parametrize(
    ("label", "mark", "letter", "says"),
    [
        ("MYEL-2", "术l", "l", "结构性不稳"),
        ("MYEL-2", "RTk", "k", "放射治疗原则"),
        ("MYEL-4", "（症状性）g,r", "r", "分期系统"),
        ("MYEL-A", "FISHb", "b", "标危"),
        ("MYEL-E 1/3", "[SPD]）j", "j", "测量"),
        ("MYEL-G 1/4", "（2B 类推荐）i", "i", "总生存期可能降低"),
        ("MYEL-I 3/3", "≥2 分c", "c", "达肝素"),
        ("MYEL-J", "4 周一次b", "b", "低钙血症"),
        ("MGNS-1", "MYD88,b", "b", "野生型"),
        ("POEMS-2", "硼替佐米a/", "a", "神经病变加重"),
    ],
)
def test_marks_of_the_original(nccn: tuple[Passage, ...], label: str, mark: str, letter: str, says: str) -> None:
    found = [p for p in nccn if p.page_label == label and squeeze(mark) in squeeze(p.text)]
    assert any(f.startswith(f"{letter} ") and says in f for p in found for f in p.footnotes)


def test_every_footnote_of_the_original_is_literal(nccn: tuple[Passage, ...], originals: Path) -> None:
    text = squeeze((originals / "002_b6dcb480810ba97a.txt").read_text(encoding="utf-8"))
    found = {f for p in nccn for f in p.footnotes}
    assert len(found) >= 60
    assert [f for f in found if squeeze(f) not in text] == []


def test_documents_without_footnotes_have_none(originals: Path) -> None:
    for name in (
        "000_77f4f3d80e3093ca.txt",
        "001_8ead7821bcc59c8c.txt",
        "003_d7e3838193f4268e.txt",
        "004_0d2965af3712c6b9.txt",
    ):
        assert not any(p.footnotes for p in passages("doc", structure(read(originals / name)))), name
