"""Several editions of one work: the newest answers unless another one is named, and the answer says which it was."""

from collections.abc import Sequence

from agents.answer import Caution, Citation
from agents.understand import Understanding
from corpus.editions import left_out, names_edition, older_editions
from corpus.types import Document


def hidden_editions(u: Understanding, documents: Sequence[Document]) -> frozenset[str]:
    """The documents that do not answer a question because another edition does; a follow-up may name its own."""
    return left_out(u.question if names_edition(u.question) else u.text, documents)


def edition_cautions(citations: Sequence[Citation], documents: Sequence[Document]) -> tuple[Caution, ...]:
    """For every work with several editions that is quoted: which one it is, and that there is another."""
    by_id = {d.doc_id: d for d in documents}
    found: list[Caution] = []
    for newest, older in older_editions(documents).items():
        current = by_id[newest]
        numbers = {c.document.doc_id: tuple(k.n for k in citations if k.document == c.document) for c in citations}
        for document in (d for d in older if d.doc_id in numbers):
            text = f"引自旧版（{_named(document)}）；已收录较新的{_named(current)}，请以新版为准。"
            found.append(Caution("edition", text, numbers[document.doc_id]))
        if newest in numbers and not any(d.doc_id in numbers for d in older):
            others = "、".join(map(_named, older))
            text = f"引自较新的{_named(current)}；同一文献的旧版（{others}）也已收录，要看旧版请在问题中写明版本。"
            found.append(Caution("edition", text, numbers[newest]))
    return tuple(found)


def _named(document: Document) -> str:
    return document.edition + ("摘要" if document.digest else "")
