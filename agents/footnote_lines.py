"""The footnotes of a quotation, quoted from where they stand themselves, beneath the line that carries their letter."""

import re
from collections.abc import Iterable, Sequence

from agents.answer import Citation, Claim
from agents.snippets import mended
from corpus.snapshot import Snapshot
from corpus.types import Passage, squeeze
from index.words import concepts
from ingest.footnotes import letters

MOST = 2
NOTED = 24
LONGEST = 120
PARTS = 3
# A footnote that only points to another page, or that says that a list is not complete, adds nothing to a quotation.
_EMPTY = re.compile(r"^[a-z]{1,2} (?:请参[见阅考]|见|经选择的方案|改编自)|\((?:MYEL|MGRS|MGNS|POEMS)-\w+\)。?$")
_SENTENCE = re.compile(r"(?<=[。！？])")


def with_footnotes(
    text: str, claims: Sequence[Claim], citations: Sequence[Citation], snapshot: Snapshot, question: str
) -> tuple[str, tuple[Claim, ...], tuple[Citation, ...]]:
    """An answer's text, claims and citations with up to MOST footnotes, those nearest to the question first."""
    asked = frozenset(concepts(question))
    found = [(c, f) for c in citations for f in carried(c)]
    found.sort(key=lambda pair: asked.isdisjoint(concepts(pair[1])))
    cited, made = list(citations), list(claims)
    for citation, footnote in found:
        if len(cited) - len(citations) == MOST:
            break
        own = passage_of(footnote, citation.passage, snapshot.passages)
        if own is None or any(squeeze(footnote)[:NOTED] in squeeze(c.quote) for c in cited):
            continue
        note = Citation(len(cited) + 1, own, citation.document, footnote)
        letter, _, words = footnote.partition(" ")
        shown = f"脚注 {letter.strip('[^]:')}：{mended(words)}"
        cited.append(note)
        made.append(Claim(shown, (note.n,)))
        text = beneath(text, citation.n, f"  - {shown} [{note.n}]")
    return text, tuple(made), tuple(cited)


def carried(citation: Citation) -> tuple[str, ...]:
    """The footnotes whose letters stand in a quotation or in what introduces it, each cut to what can be shown."""
    marks = {*letters(citation.quote), *letters(citation.under)}
    own = [f for f in citation.passage.footnotes if f.partition(" ")[0] in marks and not _EMPTY.search(f)]
    return tuple(short for short in map(_short, own) if short)


def _short(footnote: str) -> str:
    """The first whole sentences of a footnote that fit; "" if even the first is too long to be shown."""
    kept = ""
    for sentence in _SENTENCE.split(footnote):
        if len(kept) + len(sentence) > LONGEST:
            break
        kept += sentence
    return kept.strip()


def passage_of(footnote: str, marked: Passage, passages: Iterable[Passage]) -> Passage | None:
    """The passage in which a footnote of a marked passage stands literally, on its page or in another part of it."""
    near = [p for p in passages if p.doc_id == marked.doc_id and abs(p.page - marked.page) <= PARTS]
    wanted = squeeze(footnote)
    same = [p for p in near if wanted in squeeze(p.text)]
    return min(same, key=lambda p: abs(p.page - marked.page), default=None)


def beneath(text: str, n: int, line: str) -> str:
    """The text with a line put under the one that ends with a citation mark."""
    lines = text.split("\n")
    at = next((i for i, shown in enumerate(lines) if shown.endswith(f"[{n}]")), len(lines) - 1)
    return "\n".join([*lines[: at + 1], line, *lines[at + 1 :]])
