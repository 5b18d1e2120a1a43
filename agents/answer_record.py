"""An Answer as a record that can be stored and read back whole, passages and documents included."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from agents.answer import Answer, Caution, Citation, Claim, Missing, Status
from corpus.types import Document, Kind, Passage
from tools.calculator import CalculatorAnswer, Source
from tools.messages import FieldError, Notice


def to_record(answer: Answer) -> dict[str, Any]:
    """The documented JSON of an answer, with the cited documents and the passages that it shows."""
    documents = {c.document.doc_id: asdict(c.document) for c in answer.citations}
    return {
        **answer.as_json(),
        "cited": [
            {"passage": c.passage.as_record(), "table_row": c.table_row, "under": c.under} for c in answer.citations
        ],
        "near": [p.as_record() for p in answer.nearest],
        "documents": documents,
    }


def from_record(record: Mapping[str, Any]) -> Answer:
    """The answer of a record; ValueError, KeyError or TypeError for anything else."""
    documents = {doc_id: Document(**d) for doc_id, d in record["documents"].items()}
    citations = tuple(
        Citation(
            c["n"],
            Passage.from_record(whole["passage"]),
            documents[c["doc_id"]],
            c["quote"],
            whole["table_row"],
            whole.get("under", ""),
        )
        for c, whole in zip(record["citations"], record["cited"], strict=True)
    )
    return Answer(
        question=record["question"],
        status=Status(record["status"]),
        text=record["text"],
        session=record["session"],
        claims=tuple(
            Claim(c["text"], tuple(c["citations"]), tuple(c["tool_calls"]), c["support"]) for c in record["claims"]
        ),
        citations=citations,
        tool_calls=tuple(_calculation(c) for c in record["tool_calls"]),
        missing=tuple(Missing(m["input"], m["label"], m["unit"]) for m in record["missing"]),
        warnings=tuple(Caution(w["kind"], w["text"], tuple(w["citations"])) for w in record["warnings"]),
        nearest=tuple(Passage.from_record(p) for p in record["near"]),
        evidence=tuple(record["evidence"]),
        snapshot=record["snapshot"],
        mode=record["mode"],
        elapsed_ms=record["elapsed_ms"],
    )


def completed(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The record of an answer's documented JSON, whose passages are known by their quotations only."""
    cited = [
        {
            "passage": _passage(c),
            "table_row": c["locator"]["table_row"] or "",
            "under": c["locator"].get("under") or "",
        }
        for c in plain["citations"]
    ]
    near = [_near(p) for p in plain["nearest"]]
    documents = {c["doc_id"]: asdict(_document(c)) for c in plain["citations"]}
    return {"cited": cited, "near": near, "documents": documents, **plain}


def _passage(c: Mapping[str, Any]) -> dict[str, Any]:
    place = c["locator"]
    section = tuple(str(place["section"]).split(" › ")) if place["section"] else ()
    page = place["page"] if isinstance(place["page"], int) else 0
    label = "" if isinstance(place["page"], int) else str(place["page"])
    first, last = place["lines"]
    return Passage(
        c["passage_id"], c["doc_id"], Kind.TEXT, c["quote"], "", "", section, page, label, (first, last)
    ).as_record()  # fmt: skip


def _near(p: Mapping[str, Any]) -> dict[str, Any]:
    return Passage(
        p["passage_id"], p["doc_id"], Kind.TEXT, p["text"], "", "", (), 0, p["place"], (0, 0)
    ).as_record()  # fmt: skip


def _document(c: Mapping[str, Any]) -> Document:
    return Document(c["doc_id"], c["title"], "", c["edition"], "", "", "zh", "", c["digest"], "", "")


def _calculation(c: Mapping[str, Any]) -> CalculatorAnswer:
    return CalculatorAnswer(
        calculator=c["calculator"],
        status=c["status"],
        result=c["result"],
        possible=tuple(c["possible"]),
        missing=tuple(c["missing"]),
        warnings=tuple(Notice(w["code"], w["message_zh"]) for w in c["warnings"]),
        errors=tuple(FieldError(e["field"], e["code"], e["message_zh"]) for e in c["errors"]),
        interpretation_zh=c["interpretation_zh"],
        inputs=c["inputs"],
        steps=tuple(c["steps"]),
        sources=tuple(Source(s["doc"], s["page"]) for s in c["sources"]),
    )
