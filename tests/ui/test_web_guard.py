import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from ui.web.guard import Guard, own_page

PAGE = b'<html\n lang="en"><meta property="og:image"\n content="https://example.org/a.jpg" /><meta charset="utf-8" /><p lang="en">'


def answer_of(path: str, body: bytes) -> tuple[dict[bytes, bytes], bytes, Mapping[str, Any]]:
    seen: dict[str, Any] = {}
    sent: list[Mapping[str, Any]] = []

    async def app(scope: Mapping[str, Any], _receive: Any, send: Any) -> None:
        seen.update(scope)
        headers = [(b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": body[10:]})

    async def send(message: Mapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "headers": [(b"accept-encoding", b"br"), (b"host", b"x")]}
    asyncio.run(Guard(app)(scope, None, send))
    return dict(sent[0]["headers"]), b"".join(m.get("body", b"") for m in sent[1:]), seen


def test_page_loses_foreign_links_and_tells_its_language() -> None:
    assert own_page(PAGE) == b'<html\n lang="zh-CN"><meta charset="utf-8" /><p lang="en">'


def test_front_page_is_cleaned_and_its_length_told() -> None:
    headers, body, seen = answer_of("/", PAGE)
    assert body == own_page(PAGE)
    assert headers[b"content-length"] == str(len(body)).encode()
    assert seen["headers"] == [(b"host", b"x")]


@pytest.mark.parametrize("path", ["/", "/gradio_api/queue/data"])
def test_every_answer_forbids_other_hosts(path: str) -> None:
    headers, _, _ = answer_of(path, PAGE)
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_other_answers_pass_unchanged() -> None:
    _, body, seen = answer_of("/static/x.js", PAGE)
    assert body == PAGE
    assert (b"accept-encoding", b"br") in seen["headers"]
