"""Notes on sources: their form, how they are found, and that every anchor stands in the originals."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.notes import MAX_ANCHOR, Anchor, Note, NoteKind, all_notes, folded, lost_notes, notes_for
from corpus.sources import known_sources, recognise
from corpus.types import Kind, Passage
from ingest.read import read
from ingest.split import passages
from ingest.structure import structure

NOTES = {n.note_id: n for n in all_notes()}
ANCHORS = [pytest.param(n, a, id=f"{n.note_id}-{i}") for n in all_notes() for i, a in enumerate(n.anchors)]


@pytest.fixture(scope="module")
def pieces(originals: Path) -> dict[str, tuple[Passage, ...]]:
    """The searchable passages of the five originals."""
    found: dict[str, tuple[Passage, ...]] = {}
    for path in originals.glob("*.txt"):
        text = read(path)
        source = recognise(text.text)
        assert source is not None
        split = passages(source.doc_id, structure(text))
        found[source.doc_id] = tuple(p for p in split if p.kind is not Kind.REFERENCE)
    return found


def passage(text: str, doc_id: str = "nccn-mm-2022v5") -> Passage:
    return Passage("id", doc_id, Kind.TEXT, text, "", "", (), 1, "", (1, 1))


def test_ids_are_unique() -> None:
    assert len(NOTES) == len(all_notes()) >= 100


def test_anchors_are_short_and_of_known_documents() -> None:
    known = {s.doc_id for s in known_sources()}
    bad = [
        a
        for n in all_notes()
        for a in n.anchors
        if not 3 < len(folded(a.anchor)) <= MAX_ANCHOR or a.doc_id not in known
    ]
    assert bad == []


def test_a_note_names_a_place_once() -> None:
    assert [n.note_id for n in all_notes() if len(set(n.anchors)) < len(n.anchors)] == []


def test_texts_are_one_sentence() -> None:
    assert [n.note_id for n in all_notes() if n.text.count("。") != 1 or not n.text.endswith("。")] == []


@pytest.mark.parametrize(("note", "anchor"), ANCHORS)
def test_anchor_stands_at_its_place_in_the_original(
    note: Note, anchor: Anchor, pieces: dict[str, tuple[Passage, ...]]
) -> None:
    at = [p for p in pieces[anchor.doc_id] if anchor.stands_in(folded(p.text))]
    assert at
    assert all(note in notes_for(p) for p in at)
    assert any(p.page_label.startswith(anchor.place) for p in at) or not all(p.page_label for p in at)


def test_anchors_do_not_stand_all_over_a_document(pieces: dict[str, tuple[Passage, ...]]) -> None:
    counts = {
        a: sum(a.stands_in(folded(p.text)) for p in pieces[a.doc_id]) for n in all_notes() for a in n.anchors
    }  # fmt: skip
    assert {a: count for a, count in counts.items() if count > 3} == {}


def test_no_anchor_is_lost_in_the_originals(pieces: dict[str, tuple[Passage, ...]]) -> None:
    assert [n for doc_id, found in pieces.items() for n in lost_notes(doc_id, found)] == []


@pytest.mark.parametrize(
    ("text", "doc_id", "found"),
    [
        ("检测灵敏度为 1/105 或更高", "nccn-mm-2022v5", True),
        ("检测灵敏度为 1 /\n105 或更高", "nccn-mm-2022v5", True),
        ("检测灵敏度为 １/１０５", "nccn-mm-2022v5", True),
        ("检测灵敏度为 1/10⁵ 或更高", "nccn-mm-2022v5", True),
        ("检测灵敏度为 1/106 或更高", "nccn-mm-2022v5", False),
        ("检测灵敏度为 1/105 或更高", "msd-mm-2024", False),
    ],
    ids=["as printed", "broken over lines", "full width", "superscript", "other number", "other document"],
)
def test_found_by_anchor_and_document(text: str, doc_id: str, found: bool) -> None:
    assert (NOTES["mrd-sensitivity-exponent"] in notes_for(passage(text, doc_id))) is found


def test_a_conflict_is_found_from_both_sides() -> None:
    note = NOTES["zoledronic-acid-infusion-time"]
    sides = {n.doc_id for n in note.anchors}
    assert note.kind is NoteKind.CONFLICT
    assert sides == {"nccn-mm-2022v5", "csco-mbd-2024"}
    assert all(note in notes_for(passage(a.anchor, a.doc_id)) for a in note.anchors)


def test_a_changed_original_loses_its_notes(pieces: dict[str, tuple[Passage, ...]]) -> None:
    changed = [replace(p, text=p.text.replace("1/105", "1/10^5")) for p in pieces["nccn-mm-2022v5"]]
    assert [n.note_id for n in lost_notes("nccn-mm-2022v5", changed)] == ["mrd-sensitivity-exponent"]
