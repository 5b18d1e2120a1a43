"""Running headers and page codes."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.types import Page
from ingest.clean import UPDATES, contents_pages, is_update_page, labelled, running_lines
from ingest.read import read
from ingest.source_text import paged
from ingest.structure import page_titles

HEADER = ["示例指南 2024 版", "仅供测试，不得用于任何其他目的的一行说明"]
TITLES = {"MYEL-A": "分期", "MYEL-B": "影像", "MYEL-C": "定义"}


def pages(*texts: Sequence[str]) -> tuple[Page, ...]:
    return paged(["\n".join(lines) for lines in texts]).pages


def dropped(*texts: Sequence[str]) -> list[str]:
    made = pages(*texts)
    numbers = running_lines(made)
    return [line for page in made for i, line in enumerate(page.lines) if page.first_line + i in numbers]


def body(n: int) -> list[str]:
    return [f"第{'一二三四五六七八'[n]}页的{word}" for word in ("首句", "中句", "末句")]


def test_headers_and_footers_go_and_text_stays() -> None:
    texts = [[*HEADER, *body(n), f"第 {n + 1} 页"] for n in range(4)]
    assert dropped(*texts) == [line for n in range(4) for line in (*HEADER, f"第 {n + 1} 页")]


def test_a_printed_code_within_a_header_does_not_end_it() -> None:
    texts = [[HEADER[0], f"MS-{n + 2}", HEADER[1], *body(n)] for n in range(4)]
    assert dropped(*texts) == HEADER * 4


def test_a_header_in_the_middle_of_a_page_goes_where_a_page_break_was_lost() -> None:
    block = [*HEADER, "目录"]
    texts = [[*body(n), *block, *body(n + 1)] for n in range(0, 6, 2)]
    assert dropped(*texts) == block * 3


@pytest.mark.parametrize(
    "repeated",
    [
        ["a 请见影像一页。"],
        ["a 请见影像一页。", "b 请见定义一页。"],
        ["甲药/乙药/丙药"],
        ["更新包括："],
    ],
    ids=["footnote", "footnotes", "regimen", "introduction"],
)
def test_text_that_recurs_between_other_lines_stays(repeated: list[str]) -> None:
    texts = [[f"本页{'甲乙丙丁'[n]}", *repeated, *body(n)] for n in range(4)]
    assert dropped(*texts) == []


def test_footnotes_that_recur_at_the_foot_of_pages_stay() -> None:
    texts = [[*HEADER, *body(n), "a 请见影像一页。", "b 请见定义一页。"] for n in range(4)]
    assert set(dropped(*texts)) == set(HEADER)


def test_a_heading_that_opens_distant_pages_stays() -> None:
    texts = [(["移植"] if n in (3, 17, 34) else []) + [f"{n}页{w}{n}" for w in "甲乙丙"] for n in range(40)]
    texts = [[line.translate(str.maketrans("0123456789", "零一二三四五六七八九")) for line in t] for t in texts]
    assert dropped(*texts) == []


def test_rows_of_figures_at_the_foot_of_pages_stay() -> None:
    texts = [[*body(n), f"{n} {n + 10}.5 {n + 20}%"] for n in range(4)]
    assert dropped(*texts) == []


def test_two_pages_have_no_running_header() -> None:
    assert dropped([*HEADER, "甲"], [*HEADER, "乙"]) == []


def test_a_page_that_is_repeated_as_a_whole_stays() -> None:
    assert dropped(*([[f"行{c}" for c in "甲乙丙丁戊己庚辛壬癸子丑"]] * 3)) == []


@pytest.mark.parametrize(
    ("codes", "labels"),
    [
        (["MYEL-A", "", "MYEL-C"], ["MYEL-A", "", "MYEL-C"]),
        (["", "MYEL-B 2/3", ""], ["MYEL-B 1/3", "MYEL-B 2/3", "MYEL-B 3/3"]),
        (["", "MYEL-B\n2/2", ""], ["MYEL-B 1/2", "MYEL-B 2/2", ""]),
        (["MS-4", "", "", "MS-7"], ["MS-4", "MS-5", "MS-6", "MS-7"]),
        (["MS-4", "", "MS-7"], ["MS-4", "", "MS-7"]),
        (["影像", "", "MYEL-C"], ["MYEL-B", "", "MYEL-C"]),
        (["MYEL-C", "", "影像"], ["MYEL-C", "", ""]),
        (["分期\n影像\n定义", "", "MYEL-C"], ["", "", "MYEL-C"]),
    ],
    ids=["printed", "parts", "part on its own line", "counted", "gap too wide", "title", "after the codes", "contents"],
)
def test_page_codes(codes: list[str], labels: list[str]) -> None:
    made = paged([f"{code}\n正文。" for code in codes]).pages
    assert [page.label for page in labelled(made, TITLES)] == labels


def test_an_update_page_is_called_so() -> None:
    page = paged(["版本 2 的更新包括：\nMYEL-A\n• 脚注改了\nMYEL-B\n• 删除了一条"]).pages[0]
    assert is_update_page(page)
    assert labelled([page], TITLES)[0].label == UPDATES


def test_the_codes_of_the_long_original(originals: Path) -> None:
    (path,) = originals.glob("002_*.txt")
    pages_ = read(path).pages
    labels = [page.label for page in labelled(pages_, page_titles(pages_))]
    first = [label.split(" ")[0] for label in labels if re.match("MYEL-", label)]
    assert list(dict.fromkeys(first)) == [f"MYEL-{c}" for c in "1234567ABCDEFGHIJ"]
    assert [label for label in labels if label.startswith("MYEL-G")] == [f"MYEL-G {n}/4" for n in (1, 2, 3, 4)]
    assert [label for label in labels if label.startswith("MS-")] == [f"MS-{n}" for n in range(2, 58)]
    assert {"MGRS-1", "MGNS-1", "POEMS-1", "CAT-1"} <= set(labels)


def test_running_headers_of_the_long_original_go_and_repeated_content_stays(originals: Path) -> None:
    (path,) = originals.glob("002_*.txt")
    source = read(path)
    numbers = running_lines(source.pages)
    lines = source.text.split("\n")
    gone = {line.strip() for n, line in enumerate(lines, 1) if n in numbers}
    assert not [line for line in gone if re.match(r"[a-z]{1,2} [\u4e00-\u9fff]|.*(更新包括|/地塞米松)", line)]
    left = [n for n, line in enumerate(lines, 1) if line.startswith("Printed by http") and n not in numbers]
    assert left == []


def test_a_code_that_another_page_is_pointed_to_by_is_none_of_this_page() -> None:
    made = paged(["MGX-1\n正文。", "诊断标准请参见\nMGX-9\n其余的正文。", "MGX-2\n正文。"]).pages
    assert [page.label for page in labelled(made, {})] == ["MGX-1", "MGX-1", "MGX-2"]


def test_the_last_pages_of_a_series_have_the_codes_that_are_named_elsewhere() -> None:
    made = paged(["MGX-1\n疗效见 MGX-3。", "正文。", "诊断见 MGX-2。"]).pages
    assert [page.label for page in labelled(made, {})] == ["MGX-1", "MGX-2", "MGX-3"]


def test_a_page_of_headings_that_stand_elsewhere_is_contents() -> None:
    heads = [f"第{n}种药物的用法" for n in range(14)]
    body = [f"{head}\n每天一次，饭后服用。" for head in heads]
    pages = paged(["\n".join(heads), *body]).pages
    assert contents_pages(pages) == {1}
    assert contents_pages(pages[1:]) == frozenset()
    assert contents_pages(paged(["\n".join([*heads, "完。"]), *body]).pages) == frozenset()
