"""One bounded conversation with a model: an agent with tools, or plain text where the model has no tools."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import openai
from llama_index.core.agent.workflow import AgentInput, AgentOutput, AgentStream, FunctionAgent, ToolCallResult
from llama_index.core.llms import ChatMessage
from llama_index.core.memory import ChatMemoryBuffer
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai_like import OpenAILike

from agents.llm_client import http_client, language_model
from agents.llm_options import LlmOptions
from agents.llm_problems import TOO_LONG, told

REPLY_CHARS = 12_000
_REFUSES_TOOLS = (400, 404, 405, 415, 422, 501)


@dataclass(frozen=True)
class Reply:
    """What a model wrote last, or in `problem` why there is nothing to use."""

    text: str = ""
    problem: str = ""
    without_tools: bool = False


class _Unusable(Exception):
    """The reply cannot be used; the message is for people."""


def converse(options: LlmOptions, system: str, user: str, tools: Sequence[FunctionTool]) -> Reply:
    """Asks the model; never raises for what a service does. A thread of its own, for callers inside an event loop."""
    with ThreadPoolExecutor(1, "llm") as pool:
        return pool.submit(lambda: asyncio.run(_within_time(options, system, user, tools))).result()


async def _within_time(options: LlmOptions, system: str, user: str, tools: Sequence[FunctionTool]) -> Reply:
    try:
        async with asyncio.timeout(options.timeout_s), http_client(options) as http:
            llm = language_model(options, http)
            try:
                return Reply(await _with_tools(options, llm, system, user, tools))
            except openai.APIStatusError as error:
                if error.status_code not in _REFUSES_TOOLS or not _about_tools(error):
                    raise
                return Reply(await _plain(options, llm, system, user), without_tools=True)
    except TimeoutError:
        return Reply(problem=f"语言模型在 {options.timeout_s:g} 秒内没有答完")
    except _Unusable as error:
        return Reply(problem=str(error))
    except Exception as error:  # noqa: BLE001  a service may answer with anything, and a library trip over it anywhere
        return Reply(problem=told(error))


def _about_tools(error: openai.APIStatusError) -> bool:
    text = str(error.body if error.body is not None else error.message).lower()
    return "tool" in text or "function" in text


async def _with_tools(
    options: LlmOptions, llm: OpenAILike, system: str, user: str, tools: Sequence[FunctionTool]
) -> str:
    agent = FunctionAgent(
        name="mmguide", system_prompt=system, tools=list(tools), llm=llm, streaming=options.stream, timeout=None
    )  # fmt: skip
    memory = ChatMemoryBuffer.from_defaults(token_limit=10_000_000, tokenizer_fn=list)
    handler = agent.run(user_msg=user, memory=memory, max_iterations=options.max_steps)
    ended, size = "", 0
    try:
        async for event in handler.stream_events():
            if isinstance(event, AgentInput):
                ended = ""
            elif isinstance(event, AgentStream | AgentOutput):
                ended = _finish(event.raw) or ended
                size += len(event.delta) if isinstance(event, AgentStream) else 0
            elif isinstance(event, ToolCallResult):
                size += len(str(event.tool_kwargs))
            if size > REPLY_CHARS:
                raise _Unusable(TOO_LONG)
        output: AgentOutput = await handler
    finally:
        if not handler.is_done():
            await handler.cancel_run()
    return _complete(str(output.response.content or ""), ended)


async def _plain(options: LlmOptions, llm: OpenAILike, system: str, user: str) -> str:
    messages = [ChatMessage(role="system", content=system), ChatMessage(role="user", content=user)]
    if not options.stream:
        response = await llm.achat(messages)
        return _complete(str(response.message.content or ""), _finish(_raw(response.raw)))
    text, ended = "", ""
    async for part in await llm.astream_chat(messages):
        text = str(part.message.content or "")
        ended = _finish(_raw(part.raw)) or ended
        if len(text) > REPLY_CHARS:
            raise _Unusable(TOO_LONG)
    return _complete(text, ended)


def _raw(raw: Any) -> Any:
    return raw.model_dump() if hasattr(raw, "model_dump") else raw


def _finish(raw: Any) -> str:
    """Why a reply ended, as the service says; empty while it goes on or if it broke off."""
    choices = raw.get("choices") if isinstance(raw, dict) else None
    return str(choices[0].get("finish_reason") or "") if choices and isinstance(choices[0], dict) else ""


def _complete(text: str, ended: str) -> str:
    if len(text) > REPLY_CHARS:
        raise _Unusable(TOO_LONG)
    if ended not in ("stop", "tool_calls", "eos"):
        raise _Unusable("语言模型的输出不完整")
    if not text.strip():
        raise _Unusable("语言模型没有给出内容")
    return text
