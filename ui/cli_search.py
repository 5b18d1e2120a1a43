"""`mmguide search`."""

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import InputError
from ui.opening import open_search
from ui.output import answer_lines, checked_text, text_of, write_json, write_text
from ui.settings import Limits, read_settings

if TYPE_CHECKING:
    from index.search import Evidence, Searcher

DEFAULT_K = 10


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("search", help="检索段落。")(search)


def search(
    query: Annotated[str | None, typer.Argument(metavar="Q", help="检索词或问题")] = None,
    k: Annotated[int, typer.Option("-k", min=1, help="段落数")] = DEFAULT_K,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='每行读入 {"query","k"}，每行输出一个结果')] = False,
) -> None:
    """Shows the passages that answer a query best."""
    if (query is None) != jsonl:
        raise typer.BadParameter("请给出检索词 Q，或用 --jsonl 从标准输入读取。")
    settings = read_settings()
    if query is None:
        searcher = open_search(settings, quiet=True)
        answer_lines(lambda request: _answer_request(searcher, request, settings.limits))
        return
    checked_text(query, settings.limits.question_chars)
    checked_k(k, settings.limits)
    found = search_json(open_search(settings, quiet=as_json), query, k)
    if as_json:
        write_json(found)
    else:
        from ui.render import search_text

        write_text(search_text(found))


def checked_k(k: object, limits: Limits) -> int:
    """A number of results as it may be asked for."""
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= limits.results:
        raise InputError(f"k 应为 1 到 {limits.results} 的整数。", "请改 k 的值。")
    return k


def _answer_request(searcher: "Searcher", request: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    query = text_of(request, "query", limits.question_chars)
    return search_json(searcher, query, checked_k(request.get("k", DEFAULT_K), limits))


def search_json(searcher: "Searcher", query: str, k: int) -> dict[str, Any]:
    """The documented object of one search."""
    start = time.perf_counter()
    found = searcher.search(query, k)
    elapsed = round((time.perf_counter() - start) * 1000, 1)
    return {"query": query, "results": [_result(searcher, e) for e in found], "elapsed_ms": elapsed}


def _result(searcher: "Searcher", evidence: "Evidence") -> dict[str, Any]:
    passage = evidence.passage
    document = searcher.snapshot.document(passage.doc_id)
    locator = {
        "page": passage.page_label or passage.page,
        "lines": list(passage.lines),
        "section": " › ".join(passage.section),
    }
    return {
        "rank": evidence.rank, "passage_id": passage.passage_id, "doc_id": document.doc_id, "title": document.title,
        "edition": document.edition, "digest": document.digest, "locator": locator, "kind": passage.kind.value,
        "text": passage.text, "score": round(evidence.score, 4),
        "scores": {name: round(score, 4) for name, score in evidence.scores.items()},
    }  # fmt: skip
