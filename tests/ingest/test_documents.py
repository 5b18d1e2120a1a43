"""What holds for the passages of every document: the five originals and the built-in digests."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.sources import describe
from corpus.types import Kind, Passage, squeeze
from ingest.clean import code_lines, running_lines
from ingest.read import read
from ingest.source_text import SourceText
from ingest.split import passages
from ingest.structure import structure

ROOT = Path(__file__).parents[2]
DIGESTS = sorted((ROOT / "corpus" / "digests").glob("*.md"))
ORIGINALS = sorted((ROOT.parent / "shared" / "corpus").glob("*.txt"))
NUMBERS = [path.name[:3] for path in ORIGINALS]
MEAN, LONGEST = 450, 560


@dataclass(frozen=True)
class Taken:
    """A document as it is indexed."""

    source: SourceText
    passages: tuple[Passage, ...]

    @property
    def searched(self) -> list[Passage]:
        return [p for p in self.passages if p.kind is not Kind.REFERENCE]


@pytest.fixture(scope="module", params=[*ORIGINALS, *DIGESTS], ids=lambda path: path.name[:16])
def taken(request: pytest.FixtureRequest) -> Taken:
    path: Path = request.param
    source = read(path)
    document = describe(source.text, path.name, source.title)
    return Taken(source, passages(document.doc_id, structure(source)))


@pytest.fixture(params=ORIGINALS, ids=NUMBERS)
def original(request: pytest.FixtureRequest) -> Taken:
    source = read(request.param)
    return Taken(source, passages("doc", structure(source)))


def test_every_passage_is_literal_text_of_its_lines(taken: Taken) -> None:
    lines = taken.source.text.split("\n")
    wrong = [
        p for p in taken.passages if squeeze(p.text) not in squeeze("".join(lines[p.lines[0] - 1 : p.lines[1]]))
    ]  # fmt: skip
    assert wrong == []


def test_passages_are_short_enough_to_cite(taken: Taken) -> None:
    lengths = [len(p.text) for p in taken.searched]
    assert sum(lengths) / len(lengths) <= MEAN
    assert max(len(p.text) for p in taken.passages) <= LONGEST


def test_ids_are_unique(taken: Taken) -> None:
    assert len({p.passage_id for p in taken.passages}) == len(taken.passages)


def test_passages_stand_in_the_order_of_the_text(taken: Taken) -> None:
    starts = [p.lines[0] for p in taken.passages]
    assert starts == sorted(starts)


def test_no_passage_says_nothing(taken: Taken) -> None:
    assert [p for p in taken.passages if not any(c.isalnum() for c in p.text)] == []


def content_lines(source: SourceText) -> dict[int, str]:
    """The lines that are neither empty nor a running header nor a page code."""
    dropped = running_lines(source.pages)
    codes = {n for page in source.pages for first, _, last in code_lines(page) for n in range(first, last + 1)}
    numbered = enumerate(source.text.split("\n"), 1)
    return {n: squeeze(line) for n, line in numbered if line.strip() and n not in dropped | codes}


def coverage(taken: Taken) -> float:
    """Share of the content, in characters, that stands in passages; codes that are headings may make it exceed 1."""
    size = sum(len(squeeze(p.text)) for p in taken.passages)
    return size / sum(map(len, content_lines(taken.source).values()))


def test_passages_cover_the_content_of_the_document(taken: Taken) -> None:
    assert 0.94 <= coverage(taken) <= 1.01


def test_passages_cover_the_content_of_the_originals(original: Taken) -> None:
    markdown_page_with_menus = original.source.markdown
    assert coverage(original) >= (0.965 if markdown_page_with_menus else 0.999)


@pytest.mark.parametrize("path", ORIGINALS, ids=NUMBERS)
def test_english_references_are_kept_out_of_the_search(path: Path) -> None:
    made = passages("doc", structure(read(path)))
    leaked = [p for p in made if p.kind is not Kind.REFERENCE and "Available at: http" in p.text]
    assert leaked == []
    references = [p for p in made if p.kind is Kind.REFERENCE]
    chinese = [p for p in references if sum("\u4e00" <= c <= "\u9fff" for c in p.text) > 0.2 * len(p.text)]
    assert chinese == []


def test_the_long_original_has_its_references_marked(originals: Path) -> None:
    (path,) = originals.glob("002_*.txt")
    made = passages("doc", structure(read(path)))
    assert sum(p.kind is Kind.REFERENCE for p in made if p.page_label in {f"MS-{n}" for n in range(39, 57)}) > 250


def test_footnotes_stay_on_their_page(originals: Path) -> None:
    (path,) = originals.glob("002_*.txt")
    made = passages("doc", structure(read(path)))
    for p in made:
        if p.kind is Kind.FOOTNOTE and p.page_label == "MYEL-C":
            assert "MYEL-C" in p.section[0]
    marked = {p.page_label for p in made if "a 经选择的方案" in p.text}
    assert marked == {"MYEL-G 1/4", "MYEL-G 2/4", "MYEL-G 3/4", "MYEL-G 4/4"}
