"""The connection to an OpenAI-compatible endpoint: no redirects, no telemetry headers, bounded replies."""

from collections.abc import AsyncIterator

import httpx
from llama_index.llms.openai_like import OpenAILike

from agents.llm_options import LlmOptions

REPLY_BYTES = 1_000_000
REPLY_TOKENS = 4_000  # thoughts of a reasoning model included
CONTEXT_WINDOW = 1_000_000  # what is sent is bounded elsewhere; the memory must not cut it
RETRIES = 1


class ReplyTooLong(httpx.TransportError):
    """A reply is longer than any answer can be."""


class _Bounded(httpx.AsyncByteStream):
    """A response body that ends with an error where it gets too long."""

    def __init__(self, inner: httpx.AsyncByteStream) -> None:
        """Wraps a body."""
        self._inner = inner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._inner:
            size += len(chunk)
            if size > REPLY_BYTES:
                raise ReplyTooLong("reply too long")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()


async def _quiet(request: httpx.Request) -> None:
    """The SDK tells about the machine, and environment variables of another program may name an organisation."""
    for name in [n for n in request.headers if n.startswith(("x-stainless", "openai-"))]:
        del request.headers[name]
    request.headers["User-Agent"] = "mmguide"


async def _bound(response: httpx.Response) -> None:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ReplyTooLong("compressed reply")
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _Bounded(response.stream)


def http_client(options: LlmOptions) -> httpx.AsyncClient:
    """A client for one answer; proxies of the environment are not used for this machine itself."""
    return httpx.AsyncClient(
        follow_redirects=False, trust_env=not options.local, timeout=options.timeout_s,
        headers={"Accept-Encoding": "identity"}, event_hooks={"request": [_quiet], "response": [_bound]},
    )  # fmt: skip


def language_model(options: LlmOptions, http: httpx.AsyncClient) -> OpenAILike:
    """LlamaIndex's view of the endpoint."""
    return OpenAILike(
        model=options.model, api_base=options.base_url, api_key=options.key or "none", is_chat_model=True,
        is_function_calling_model=True, context_window=CONTEXT_WINDOW, max_tokens=REPLY_TOKENS, temperature=0.0,
        max_retries=RETRIES, timeout=options.timeout_s, async_http_client=http, reuse_client=True,
    )  # fmt: skip
