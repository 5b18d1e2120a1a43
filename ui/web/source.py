"""A source as HTML: the passage among its neighbours in the stored document, the quotation marked."""

from collections.abc import Sequence

from corpus.errors import MmguideError
from corpus.types import Document
from ui.web.markup import digest_chip, esc
from ui.web.talk import Shown
from ui.words import passage_place

AROUND = 8
LONGEST = 400
NO_SOURCE = '<div class="panel empty"><h2>出处</h2><p>点回答里的编号，这里显示它在文献中的原文和上下文。</p></div>'


def source_html(shown: Shown | None) -> str:
    """The source panel; without a source, what it is for."""
    if shown is None:
        return NO_SOURCE
    row = "（表格行）" if shown.table_row else ""
    return (
        f'<div class="panel" aria-live="polite"><h2>{esc(shown.label)}</h2>'
        f'<p class="doc">{esc(shown.document.title)}{digest_chip(shown.document)}</p>'
        f'<p class="meta">{esc(shown.document.edition)} · {esc(shown.document.publisher)}</p>'
        f'<p class="meta">{esc(passage_place(shown.passage))}{row}</p>'
        f'<div class="context" tabindex="0" role="region" aria-label="原文与上下文">{_context(shown)}</div>'
        f'<p class="meta">{_origin(shown.document)}</p></div>'
    )


def _origin(document: Document) -> str:
    if document.digest:
        return "本项目自写的摘要，不是原文。导入原文后，回答改引原文。"
    return esc(f"{document.file_name} · {document.licence}")


def _context(shown: Shown) -> str:
    first, last = shown.passage.lines
    if shown.snapshot is None:
        told = '<p class="meta">索引已更换，只显示当时引用的段落。</p>'
        return f'{told}<div class="passage">{marked(shown.passage.text, shown.quote)}</div>'
    try:
        lines = shown.snapshot.text(shown.document.doc_id).split("\n")
    except MmguideError:
        # the index has been rebuilt twice since the answer; the passage itself is still known
        return f'<div class="passage">{marked(shown.passage.text, shown.quote)}</div>'
    inside = "\n".join(lines[first - 1 : last])
    before, after = lines[max(0, first - 1 - AROUND) : first - 1], lines[last : last + AROUND]
    return f'{_around(before)}<div class="passage">{marked(inside, shown.quote)}</div>{_around(after)}'


def _around(lines: Sequence[str]) -> str:
    text = "\n".join(line if len(line) <= LONGEST else line[:LONGEST] + "…" for line in lines).strip("\n")
    return f'<div class="around">{esc(text)}</div>' if text.strip() else ""


def marked(text: str, quote: str) -> str:
    """The text with the quotation in <mark>; whitespace does not count when it is looked for."""
    found = locate(quote, text)
    if found is None:
        return esc(text)
    start, end = found
    return f"{esc(text[:start])}<mark>{esc(text[start:end])}</mark>{esc(text[end:])}"


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quotation begins and ends in a text, whitespace aside."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    wanted = "".join(c for c in quote if not c.isspace())
    at = "".join(text[i] for i in places).find(wanted) if wanted else -1
    return None if at < 0 else (places[at], places[at + len(wanted) - 1] + 1)
