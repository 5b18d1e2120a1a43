"""Known documents are recognised, others are described from their file."""

from pathlib import Path

import pytest

from corpus.editions import stated, work
from corpus.sources import describe, digest_document, known_sources, recognise, without_names
from corpus.types import squeeze

FILES = {
    "000": "nccn-mm-patients-2023",
    "001": "msd-mm-2024",
    "002": "nccn-mm-2022v5",
    "003": "csco-mbd-2024",
    "004": "emd-review",
}
DIGESTS = Path(__file__).parents[2] / "corpus" / "digests"


@pytest.mark.parametrize(("number", "doc_id"), FILES.items())
def test_each_original_is_recognised(originals: Path, number: str, doc_id: str) -> None:
    (path,) = originals.glob(f"{number}_*.txt")
    document = describe(path.read_text(encoding="utf-8"), path.name)
    assert (document.doc_id, document.digest, document.file_name) == (doc_id, False, path.name)


@pytest.mark.parametrize("number", FILES)
def test_no_original_bears_the_marks_of_two_sources(originals: Path, number: str) -> None:
    (path,) = originals.glob(f"{number}_*.txt")
    head = squeeze(path.read_text(encoding="utf-8")[:6000]).lower()
    fitting = [s.doc_id for s in known_sources() if all(squeeze(m).lower() in head for m in s.marks)]
    assert fitting == [FILES[number]]


def test_marks_are_found_whatever_the_line_breaks() -> None:
    source = known_sources()[0]
    assert recognise("\n".join("".join(source.marks))) == source


@pytest.mark.parametrize("source", known_sources(), ids=lambda s: s.doc_id)
def test_every_known_source_has_a_digest_in_our_own_words(source: object) -> None:
    doc_id = source.doc_id  # type: ignore[attr-defined]
    document = digest_document(doc_id, (DIGESTS / f"{doc_id}.md").read_text(encoding="utf-8"), f"{doc_id}.md")
    assert document.digest
    assert "Apache-2.0" in document.licence


@pytest.mark.parametrize(
    ("file_name", "title", "doc_id", "shown", "edition"),
    [
        ("我的 指南 V2.pdf", "", "我的-指南-v2", "我的 指南 V2", "V2"),
        ("我的 指南.pdf", "", "我的-指南", "我的 指南", "未注明"),
        ("guide.html", "血液病指南", "guide", "血液病指南", "未注明"),
        ("guide.html", "血液病指南（2024年版）", "guide", "血液病指南（2024年版）", "2024年版"),
        ("!!!.txt", "", "document", "!!!", "未注明"),
        ("../a/b c.md", "", "b-c", "b c", "未注明"),
    ],
)
def test_an_unknown_file_is_named_after_itself(
    file_name: str, title: str, doc_id: str, shown: str, edition: str
) -> None:
    document = describe("没有标记的文字", file_name, title)
    assert (document.doc_id, document.title, document.edition) == (doc_id, shown, edition)


def test_the_hash_of_a_document_follows_its_text() -> None:
    assert describe("甲", "a.txt").sha256 != describe("乙", "a.txt").sha256


@pytest.mark.parametrize(
    ("number", "old", "new", "doc_id", "edition"),
    [
        ("002", "版本 5.2022", "版本 2.2024", "nccn-mm-2024v2", "版本 2.2024"),
        ("003", "2024年版", "2026年版", "csco-mbd-2026", "2026年版"),
    ],
)
def test_another_edition_of_a_known_source_is_another_document(
    originals: Path, number: str, old: str, new: str, doc_id: str, edition: str
) -> None:
    (path,) = originals.glob(f"{number}_*.txt")
    text = path.read_text(encoding="utf-8")
    made, known = describe(text.replace(old, new), path.name), describe(text, path.name)
    assert (made.doc_id, made.edition) == (doc_id, edition)
    assert work(made.title) == work(known.title)
    assert stated(made) > stated(known)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("NCCN、CSCO骨病指南（2024）各推荐多少", "、 各推荐多少"),
        ("MSD手册里贫血的原因", "里贫血的原因"),
        ("贫血的原因", "贫血的原因"),
        ("NCCN？", "NCCN？"),
    ],
)
def test_names_of_documents_say_where_to_look_not_what_for(text: str, rest: str) -> None:
    assert without_names(text).strip() == rest
