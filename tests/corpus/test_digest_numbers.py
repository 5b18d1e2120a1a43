"""Every number of a digest stands in its original, near the place that the digest names; exceptions carry a reason."""

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from corpus.sources import known_sources, recognise
from ingest.clean import labelled
from ingest.read import read
from ingest.structure import page_titles

ROOT = Path(__file__).parents[2]
ORIGINALS = ROOT.parent / "shared" / "corpus"
EXCEPTIONS = tomllib.loads((ROOT / "tests/data/digest-number-exceptions.toml").read_text(encoding="utf-8"))
CODE = re.compile(r"(?:MYEL|MGRS|MGNS|POEMS|CAT|MS)-[A-Z0-9]+")

pytestmark = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original documents are not here")


def numbers(text: str) -> list[str]:
    """Numbers in one spelling: full width folded, spaces and commas inside a number removed."""
    folded = unicodedata.normalize("NFKC", text).replace("·", ".")
    folded = re.sub(r"(?<=\d)[\s,](?=\d{3}(?!\d))", "", folded)
    folded = re.sub(r"(?<=\d)\s+(?=\.\d)|(?<=\d\.)\s+(?=\d)|(?<=\.\d{3})\s(?=\d)", "", folded)
    return re.findall(r"\d+(?:\.\d+)?", folded)


@cache
def originals() -> dict[str, tuple[tuple[str, str], ...]]:
    """Page label and text of every page of every original."""
    found = {}
    for path in sorted(ORIGINALS.glob("*.txt")):
        source = read(path)
        known = recognise(source.text)
        assert known is not None
        pages = labelled(source.pages, page_titles(source.pages))
        found[known.doc_id] = tuple((p.label, "\n".join(p.lines)) for p in pages)
    return found


def same_page(label: str, code: str) -> bool:
    """Whether a page carries the code; the POEMS pages lost theirs in the extraction and count as one."""
    family = "POEMS-"
    return label.split(" ")[0] == code or (label.startswith(family) and code.startswith(family))


@cache
def region(doc_id: str, codes: tuple[str, ...]) -> frozenset[str]:
    """Numbers on the named pages and their neighbours; of the whole document if no page is named."""
    pages = originals()[doc_id]
    at = [i for i, (label, _) in enumerate(pages) if any(same_page(label, code) for code in codes)]
    chosen = sorted({j for i in at for j in range(i - 2, i + 3) if 0 <= j < len(pages)}) or range(len(pages))
    return frozenset(numbers("\n".join(pages[i][1] for i in chosen)))


def statements(doc_id: str) -> list[tuple[tuple[str, ...], str]]:
    """Lines of a digest with the page codes of the heading above them; conversions and headings left out."""
    body = (ROOT / "corpus/digests" / f"{doc_id}.md").read_text(encoding="utf-8").split("---", 2)[2]
    found, codes = [], ()
    for line in body.split("\n"):
        if line.startswith("## "):
            codes = () if "更新" in line else tuple(CODE.findall(line))
        if line.strip() and not line.startswith(("#", "**表")):
            found.append((codes, re.sub(r"（换算[^）]*）", "", line)))
    return found


def unfound(doc_id: str) -> list[tuple[str, str]]:
    anywhere = frozenset().union(*(region(d, ()) for d in originals()))
    reasons = {e["number"]: e["place"] for e in EXCEPTIONS.get(doc_id, [])}
    missing = []
    for codes, line in statements(doc_id):
        note = line.strip().startswith(("- 注", "注："))
        named = tuple(CODE.findall(line))
        known = anywhere if note else region(doc_id, tuple(dict.fromkeys((*codes, *named))) if codes else ())
        own_names = set(numbers(" ".join(named)))
        for number in numbers(line):
            excepted = number in reasons and reasons[number] in line
            if number not in known and number not in own_names and not excepted:
                missing.append((number, line.strip()[:90]))
    return missing


@pytest.mark.parametrize("doc_id", [s.doc_id for s in known_sources()])
def test_every_number_is_in_the_original(doc_id: str) -> None:
    assert unfound(doc_id) == []


@pytest.mark.parametrize("doc_id", [s.doc_id for s in known_sources()])
def test_every_exception_is_used(doc_id: str) -> None:
    text = "\n".join(line for _, line in statements(doc_id))
    unused = [e for e in EXCEPTIONS.get(doc_id, []) if e["place"] not in text or not e["reason"]]
    assert unused == []
