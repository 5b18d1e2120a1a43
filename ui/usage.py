"""Wrong usage of the command line, said in Chinese."""

import re
from typing import Any

from typer.exceptions import TyperException

# typer words these itself, without a class of their own
_TEXTS = (
    (re.compile(r"No such command '?(.*?)'?\.?$"), "没有命令 {}。"),
    (
        re.compile(r"Got unexpected extra argument(?:\(s\)|s)? \((.*)\)", re.DOTALL),
        "多余的参数：{}；含空格的内容请加引号。",
    ),
)


def explain(error: TyperException) -> str:
    """What was wrong with the arguments, and where the right usage is told."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return error.message
    path = context.command_path if context else "mmguide"
    return f"用法错误：{_reason(error)}\n用 {path} --help 查看用法。"


def _reason(error: Any) -> str:
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return f"没有选项 {error.option_name}。"
    if kind == "BadOptionUsage":
        return f"选项 {error.option_name} 的用法不对，可能缺少值。"
    if kind == "MissingParameter":
        return f"缺少参数 {_name(error)}。"
    if kind == "BadParameter" and error.param is not None:
        return f"参数 {_name(error)} 的值不合适（{error.message.rstrip('.')}）。"
    for pattern, text in _TEXTS:
        found = pattern.match(error.message)
        if found:
            return text.format(found.group(1))
    return str(error.message)


def _name(error: Any) -> str:
    parameter = error.param
    if parameter is None:
        return ""
    is_option = parameter.param_type_name == "option"
    return str(parameter.opts[0] if is_option else parameter.metavar or parameter.name)
