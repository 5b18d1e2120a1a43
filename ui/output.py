"""Results on standard output: JSON objects, JSON lines, text."""

import json
import re
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from corpus.errors import InputError, MmguideError

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
Handler = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def write_json(value: Any) -> None:
    """One JSON value, indented for people who look."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def write_text(text: str) -> None:
    """Text for people, without the control characters that a document could carry."""
    sys.stdout.write(printable(text).rstrip("\n") + "\n")


def printable(text: str) -> str:
    """Text without control characters: a document must not be able to steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def answer_lines(handle: Handler) -> None:
    """One JSON object a line in, one out, in order, flushed at once; a bad line gives an error object."""
    for raw in sys.stdin.buffer:
        line = json.dumps(_answer(raw, handle), ensure_ascii=False)
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _answer(raw: bytes, handle: Handler) -> Mapping[str, Any]:
    try:
        return handle(parse_object(raw))
    except MmguideError as error:
        return error_object(error.message, error.hint)
    except Exception as error:  # noqa: BLE001  a defect met in one line must not end the process that serves the others
        traceback.print_exc(file=sys.stderr)
        return error_object(
            f"内部错误：{type(error).__name__}", "这是程序缺陷；请连同输入一起报告，细节见标准错误输出。"
        )


def error_object(message: str, hint: str) -> dict[str, Any]:
    """What stands in place of an answer."""
    return {"error": {"message": message, "hint": hint}}


def parse_object(raw: bytes | str) -> Mapping[str, Any]:
    """The JSON object of a text; InputError for anything else, also for NaN, which is not JSON."""
    try:
        value = json.loads(raw, parse_constant=_refuse)
    except RecursionError as error:
        raise InputError("JSON 嵌套过深。", _HINT) from error
    except ValueError as error:
        raise InputError(f"不是有效的 JSON：{error}", _HINT) from error
    if not isinstance(value, Mapping):
        raise InputError("应为 JSON 对象。", _HINT)
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} 不是 JSON 的值")


_HINT = '每行一个 JSON 对象，例如 {"question": "…"}。'


def text_of(request: Mapping[str, Any], name: str, limit: int) -> str:
    """A text of a request; InputError if it is missing, empty, too long or not encodable."""
    value = request.get(name)
    if not isinstance(value, str):
        raise InputError(f"缺少文字字段 {name}。", f'请写成 {{"{name}": "…"}}。')
    return checked_text(value, limit)


def checked_text(text: str, limit: int) -> str:
    """A question or query as it may be handed on."""
    if not text.strip():
        raise InputError("问题是空的。", "请写出要问的内容。")
    if len(text) > limit:
        raise InputError(
            f"问题有 {len(text)} 个字符，超过上限 {limit}。", "请缩短，或提高 MMGUIDE_LIMITS__QUESTION_CHARS。"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("问题含有无法编码的字符。", "请用 UTF-8 重新输入。") from error
    return text
