"""The originals as PDF: the same text, the same pages, and the same evidence found as from text."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agents.library import IngestReport, Library
from corpus.snapshot import current
from corpus.types import squeeze
from index.model import EmbeddingModel
from index.search import Searcher, open_searcher
from ingest.read import read
from tests.pdf_rendering import render

K = 5
SAME = 0.9
Group = list[dict[str, str]]


@dataclass(frozen=True)
class Printed:
    """The originals as PDF files, and their index."""

    folder: Path
    report: IngestReport
    searcher: Searcher


@pytest.fixture(scope="module")
def printed(originals: Path, model: EmbeddingModel, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder, home = tmp_path_factory.mktemp("pdf"), tmp_path_factory.mktemp("pdf-home")
    for path in originals.glob("*.txt"):
        render(read(path).pages, folder / f"{path.stem}.pdf")
    report = Library(home, model).ingest([folder])
    snapshot = current(home)
    assert snapshot is not None
    return Printed(folder, report, open_searcher(snapshot, model))


def asked(questions: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["type"] in ("table", "fact") and row["evidence"]]


def normal(text: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", text)).lower()


def groups_found(searcher: Searcher, question: dict[str, Any]) -> list[bool]:
    found = [(e.passage.doc_id, normal(e.passage.text)) for e in searcher.search(question["question"], K)]
    groups: list[Group] = question["evidence"]
    return [
        any(doc == anchor["doc"] and normal(anchor["anchor"]) in text for anchor in group for doc, text in found)
        for group in groups
    ]


def test_every_pdf_is_taken_in_as_what_it_is(printed: Printed) -> None:
    assert {(f.status, f.doc_id) for f in printed.report.files} == {
        ("added", doc) for doc in (
            "nccn-mm-2022v5", "nccn-mm-patients-2023", "msd-mm-2024", "csco-mbd-2024", "emd-review"
        )
    }  # fmt: skip
    assert [f.warnings for f in printed.report.files if f.warnings and "无法识别" not in f.warnings[0]] == []


def test_no_character_is_lost(printed: Printed, originals: Path) -> None:
    for path in originals.glob("*.txt"):
        assert squeeze(read(printed.folder / f"{path.stem}.pdf").text) == squeeze(read(path).text), path.name


def test_every_anchor_stands_in_one_passage(printed: Printed, questions: Path) -> None:
    texts = [(p.doc_id, normal(p.text)) for p in printed.searcher.rows]
    lost = [
        (question["id"], group[0]["anchor"])
        for question in asked(questions)
        for group in question["evidence"]
        if not any(doc == a["doc"] and normal(a["anchor"]) in text for a in group for doc, text in texts)
    ]
    assert lost == []


def test_the_same_evidence_is_found_as_from_text(
    printed: Printed, original_searcher: Searcher, questions: Path
) -> None:
    from_text = [found for q in asked(questions) for found in groups_found(original_searcher, q)]
    from_pdf = [found for q in asked(questions) for found in groups_found(printed.searcher, q)]
    both = sum(t and p for t, p in zip(from_text, from_pdf, strict=True))
    assert sum(from_text) >= 0.8 * len(from_text)
    assert both >= SAME * sum(from_text)
