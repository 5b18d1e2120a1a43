"""Where the evidence of a question stands: in the documents (label audit) and in ranked passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.cases import Anchor, Entry, Question
from evals.text import normal

Group = tuple[Anchor, ...]


@dataclass(frozen=True)
class Text:
    """A piece of a document as a retriever returns it."""

    doc: str
    text: str


@dataclass(frozen=True)
class Excluded:
    """A question that cannot be scored against these documents, and why."""

    key: str
    file: str
    line: int
    reason: str


def holds(piece: Text, group: Group) -> bool:
    """Whether a piece contains one of the anchors of a group."""
    folded = normal(piece.text)
    return any(a.doc in ("", piece.doc) and normal(a.anchor) in folded for a in group)


def group_ranks(groups: Sequence[Group], ranked: Sequence[Text]) -> tuple[int | None, ...]:
    """For every group the rank (from 1) of the first piece that contains it, None if none does."""
    return tuple(next((r for r, t in enumerate(ranked, start=1) if holds(t, g)), None) for g in groups)


def gains(groups: Sequence[Group], pieces: Sequence[Text]) -> tuple[int, ...]:
    """For every piece the number of evidence groups that it contains."""
    return tuple(sum(holds(piece, group) for group in groups) for piece in pieces)


def audit(entry: Entry, texts: Mapping[str, str]) -> Excluded | None:
    """A label audit: the reason why a question's evidence is not in the ingested documents, if it is not."""
    if not isinstance(entry.case, Question):
        return None
    if entry.case.to_complete:
        return Excluded(entry.key, entry.file, entry.line, f"待补全：{entry.case.to_complete}")
    reason = _absent_evidence(entry.case, texts) or _absent_documents(entry.case.docs, texts)
    return Excluded(entry.key, entry.file, entry.line, reason) if reason else None


def _absent_evidence(q: Question, texts: Mapping[str, str]) -> str:
    groups = enumerate(q.evidence, start=1)
    number, group = next((p for p in groups if not any(_in_documents(a, texts) for a in p[1])), (0, ()))
    return f"第 {number} 组证据：{_why(group, texts)}" if number else ""


def _absent_documents(docs: tuple[str, ...], texts: Mapping[str, str]) -> str:
    """A question about documents none of which is there cannot be answered, with or without anchors."""
    return _not_indexed(docs, texts) if docs and not any(doc in texts for doc in docs) else ""


def _in_documents(anchor: Anchor, texts: Mapping[str, str]) -> bool:
    wanted = normal(anchor.anchor)
    chosen = texts.values() if not anchor.doc else [texts.get(anchor.doc, "")]
    return any(wanted in normal(text) for text in chosen)


def _why(group: Group, texts: Mapping[str, str]) -> str:
    absent = list(dict.fromkeys(a.doc for a in group if a.doc and a.doc not in texts))
    if absent:
        return _not_indexed(absent, texts)
    quoted = "、".join(f"“{a.anchor}”" for a in group)
    return f"文献中没有锚文{quoted}"


def _not_indexed(docs: Sequence[str], texts: Mapping[str, str]) -> str:
    return f"索引中没有文献“{'、'.join(docs)}”（现有：{'、'.join(texts)}）"
