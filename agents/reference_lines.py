"""The publications behind a quotation, quoted from the document's own list of references when they are asked for."""

import re
from collections.abc import Iterable, Sequence

from agents.answer import Citation, Claim
from agents.footnote_lines import beneath
from agents.snippets import mended
from corpus.snapshot import Snapshot
from corpus.types import Kind, Passage, squeeze

MOST = 3
_ASKS = re.compile(
    r"哪(?:一)?(?:项|个|些|几项)(?:临床|随机|原始)?(?:研究|试验|文献|文章|论文)|出处|出自|参考文献|原始文献|文献(?:依据|来源|支持)|发表|论文|"
    r"(?:什么|哪些|有无|有没有)(?:循证)?(?:证据|依据)|(?:证据|依据)(?:来自|来源|是什么|在哪)|循证"
)
_ADDRESS = re.compile(r"\s*(?:Available at:|https?://|doi:).*$", re.I)


def asks_for_references(question: str) -> bool:
    """Whether a question wants to know which publication says so."""
    return bool(_ASKS.search(question))


def with_references(
    text: str, claims: Sequence[Claim], citations: Sequence[Citation], snapshot: Snapshot
) -> tuple[str, tuple[Claim, ...], tuple[Citation, ...]]:
    """An answer's text, claims and citations with up to MOST entries of the lists of references."""
    cited, made = list(citations), list(claims)
    for citation, reference in ((c, r) for c in citations for r in c.references):
        if len(cited) - len(citations) == MOST:
            break
        quote = _ADDRESS.sub("", reference)
        own = _passage_of(quote, citation.passage, snapshot.passages)
        if own is None or any(squeeze(quote) == squeeze(c.quote) for c in cited):
            continue
        note = Citation(len(cited) + 1, own, citation.document, quote)
        shown = f"参考文献 {mended(quote)}"
        cited.append(note)
        made.append(Claim(shown, (note.n,)))
        text = beneath(text, citation.n, f"  - {shown} [{note.n}]")
    return text, tuple(made), tuple(cited)


def _passage_of(entry: str, marked: Passage, passages: Iterable[Passage]) -> Passage | None:
    """The piece of the list of references in which an entry stands; the first behind the passage that carries its number."""
    wanted = squeeze(entry)
    after = (p for p in passages if p.doc_id == marked.doc_id and p.lines[0] > marked.lines[0])
    return next((p for p in after if p.kind is Kind.REFERENCE and wanted and wanted in squeeze(p.text)), None)
