"""What went wrong with a language model, in words for the reader; nothing that the service sent is repeated."""

from collections.abc import Iterator

import openai
from llama_index.core.workflow import WorkflowRuntimeError

from agents.llm_client import ReplyTooLong

TOO_LONG = "语言模型的输出过长"
_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (ReplyTooLong, TOO_LONG),
    (openai.RateLimitError, "语言模型服务繁忙或超出限额（429）"),
    (openai.AuthenticationError, "语言模型服务拒绝了密钥（401），请检查 MMGUIDE_LLM_KEY"),
    (openai.PermissionDeniedError, "语言模型服务拒绝了密钥（403），请检查 MMGUIDE_LLM_KEY"),
    (openai.NotFoundError, "语言模型服务没有这个模型或地址（404），请检查 MMGUIDE_LLM_MODEL 与 MMGUIDE_LLM_BASE_URL"),
    (openai.APITimeoutError, "语言模型服务没有及时回应"),
    (openai.APIConnectionError, "连不上语言模型服务"),
)


def told(error: BaseException) -> str:
    """The reason of a failed conversation."""
    causes = list(_causes(error))
    for kind, words in _WORDS:
        if any(isinstance(cause, kind) for cause in causes):
            return words
    for cause in causes:
        if isinstance(cause, openai.APIStatusError):
            return f"语言模型服务出错（{cause.status_code}）"
        if isinstance(cause, WorkflowRuntimeError) and "Max iterations" in str(cause):
            return "语言模型反复调用工具而没有作答"
    return "语言模型服务的回答无法解读"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, each once."""
    seen: set[int] = set()
    here: BaseException | None = error
    while here is not None and id(here) not in seen:
        seen.add(id(here))
        yield here
        here = here.__cause__ or here.__context__
