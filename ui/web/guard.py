"""What the browser may do with our pages: talk to this server only."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Application = Callable[[Mapping[str, Any], Any, Any], Any]

# Gradio's own scripts need inline code and eval; no other host may be reached in any way.
POLICY = "; ".join((
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
))  # fmt: skip
HEADERS: Mapping[bytes, bytes] = MappingProxyType({
    b"content-security-policy": POLICY.encode(),
    b"referrer-policy": b"no-referrer",
    b"x-content-type-options": b"nosniff",
})  # fmt: skip
_FOREIGN_META = re.compile(rb'<meta\b[^>]*content="https?://[^"]*"[^>]*>', re.IGNORECASE)


def own_page(body: bytes) -> bytes:
    """Gradio's page without its links to other hosts, in the language that it is written in."""
    return _FOREIGN_META.sub(b"", body).replace(b'lang="en"', b'lang="zh-CN"', 1)


class Guard:
    """ASGI middleware: headers for every answer, a cleaned front page."""

    def __init__(self, app: Application) -> None:
        """Wraps an application."""
        self.app = app

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        """Passes a request on and amends the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["path"] == "/":
            # a compressed page could not be cleaned
            headers = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": headers}, receive, _Page(send))
        else:
            await self.app(scope, receive, _with_headers(send))


def _with_headers(send: Any) -> Any:
    async def forward(message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *HEADERS.items()]}
        await send(message)

    return forward


class _Page:
    """Collects one page, cleans it, sends it."""

    def __init__(self, send: Any) -> None:
        self.send = send
        self.start: Mapping[str, Any] = {}
        self.body = b""

    async def __call__(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = own_page(self.body)
        length = (b"content-length", str(len(body)).encode())
        kept = [(n, v) for n, v in self.start["headers"] if n != b"content-length"]
        await self.send({**self.start, "headers": [*kept, length, *HEADERS.items()]})
        await self.send({**message, "body": body})
