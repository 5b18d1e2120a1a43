"""The page of a run, and the files beside it."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from evals.cases import Mistake
from evals.compare import compare
from evals.evidence import Excluded
from evals.records import Found, Record, Run
from evals.report import html, ragas_rows, shown, signed, write
from evals.run import overall

EXPECTED = {
    "type": "table", "key_facts": [["10 mg", "10毫克"]], "must_not": ["25 mg"], "reference": "",
    "evidence": [[{"doc": "d", "anchor": "中度：10 mg"}]],
}  # fmt: skip
ANSWER = {
    "status": "answered", "text": "每日 <25 mg>[1]", "tool_calls": [],
    "citations": [{"n": 1, "title": "指南", "quote": "引用的句子", "locator": {"page": "MYEL-J", "section": ""}}],
}  # fmt: skip


def record(key: str, kind: str, type_: str, complete: float, failures: tuple[str, ...] = ()) -> Record:
    return Record(
        key, kind, {"type": (type_,), "doc": ("d",)}, (f"{key} 的问题",), EXPECTED, ANSWER,
        (Found(1, "p", "d", "MYEL-J", "被检索的段落", 0.5, (1,)),), (1,),
        {"recall@5": 1.0, "complete": complete, "right_refusal": 1.0, "wrong_refusal": 0.0}, {}, failures,
    )  # fmt: skip


RECORDS = (record("s:a", "question", "table", 0.0, ("缺少要点：10 mg",)), record("s:b", "question", "fact", 1.0))
RUN = Run(
    "abc123", "builtin", "extractive", (), RECORDS, overall(RECORDS),
    excluded=(Excluded("s:x", "s.jsonl", 9, "文献中没有锚文“无”"),), mistakes=(Mistake("s.jsonl", 3, "id", "缺少"),),
)  # fmt: skip


class Outline(HTMLParser):
    """Tags, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "data", "xlink:href")]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def outline() -> Outline:
    return Outline(html(RUN))


@pytest.mark.parametrize(
    "piece",
    ["abc123", "s:a 的问题", "缺少要点：10 mg", "10 mg / 10毫克", "引用的句子", "被检索的段落", "排第 1", "中度：10 mg",
     "文献中没有锚文“无”", "s.jsonl 第 3 行", "正确拒答率", "错误拒答率"],
)  # fmt: skip
def test_the_page_shows(outline: Outline, piece: str) -> None:
    assert piece in outline.text


def test_the_page_is_self_contained(outline: Outline) -> None:
    assert "script" not in outline.tags
    assert [link for link in outline.links if not link.startswith("#")] == []
    assert "url(" not in html(RUN)


def test_answers_cannot_bring_in_markup(outline: Outline) -> None:
    assert "每日 <25 mg>[1]" in outline.text


def test_charts_by_type_are_drawn(outline: Outline) -> None:
    assert "svg" in outline.tags
    assert "问题：按题型" in outline.text


def test_only_failed_cases_open(outline: Outline) -> None:
    assert "s:b 的问题" not in outline.text


def test_the_same_run_gives_the_same_page() -> None:
    assert html(RUN) == html(RUN)


def test_a_comparison_shows_the_changed_question() -> None:
    before = json.loads(json.dumps(RUN.as_json()))
    before["records"][1]["answer"]["text"] = "以前的回答"
    before["records"][1]["scores"]["complete"] = 0.0
    text = Outline(html(RUN, compare(RUN, before))).text
    assert "有变化的题（1）" in text
    assert "以前的回答" in text
    assert re.search(r"完整回答率\s+0\.0% → 100\.0%", text)


def test_files_of_a_report(tmp_path: Path) -> None:
    page = write(RUN, tmp_path / "out")
    assert page.read_text(encoding="utf-8") == html(RUN)
    data = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert data["scores"]["complete"]["value"] == 0.5
    rows = [json.loads(line) for line in (tmp_path / "out" / "ragas.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == ragas_rows(RUN)


def test_ragas_rows_have_question_contexts_answer_and_truth() -> None:
    row = ragas_rows(RUN)[0]
    assert (row["question"], row["contexts"], row["ground_truth"]) == ("s:a 的问题", ["被检索的段落"], "10 mg")
    assert (row["answer"], row["reference_contexts"]) == ("每日 <25 mg>[1]", ["中度：10 mg"])


@pytest.mark.parametrize(
    ("key", "value", "text", "change"),
    [
        ("recall@5", 0.905, "90.5%", "+90.5 个百分点"),
        ("mrr", 0.5, "0.500", "+0.500"),
        ("length", 351.6, "352", "+351.600"),
    ],
)
def test_values_as_people_read_them(key: str, value: float, text: str, change: str) -> None:
    assert (shown(value, key), signed(value, key)) == (text, change)
