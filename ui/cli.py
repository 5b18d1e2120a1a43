"""The command `mmguide`: adds the commands, catches expected errors once, gives the exit code."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import typer
from typer.exceptions import TyperException

from corpus.errors import MmguideError
from ui import cli_ask, cli_calc, cli_doctor, cli_eval, cli_feedback, cli_history, cli_ingest, cli_search, cli_serve
from ui.settings import quiet_libraries
from ui.usage import explain

INTERRUPTED = 130
# Every module adds its own commands; a new one is one entry here.
MODULES = (cli_ingest, cli_search, cli_ask, cli_calc, cli_eval, cli_history, cli_feedback, cli_doctor, cli_serve)

app = typer.Typer(
    help="多发性骨髓瘤指南助手：每句话都是带出处的原文，或确定性计算器的结果。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in MODULES:
    module.register(app)


def main() -> None:
    """Entry point of the console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code: 0 good, 1 an expected error, 2 wrong usage, 130 interrupted."""
    quiet_libraries()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = typer.main.get_command(app)(list(arguments), prog_name="mmguide", standalone_mode=False)
        sys.stdout.flush()
    except MmguideError as error:
        return _fail(error.message, error.hint)
    except TyperException as error:
        _tell(explain(error))
        return error.exit_code
    except BrokenPipeError:
        return _closed_output()
    except OSError as error:
        return _fail(f"无法读写：{error}。", "请检查文件、目录权限与磁盘。")
    except KeyboardInterrupt:
        code = INTERRUPTED
    if code == INTERRUPTED:
        _tell("已中断；索引和数据没有改变。")
    return code if isinstance(code, int) else 0


def _tell(*lines: str) -> None:
    with suppress(OSError):
        sys.stderr.write("".join(f"{line}\n" for line in lines if line))
        sys.stderr.flush()


def _fail(message: str, hint: str) -> int:
    _tell(f"错误：{message}", f"建议：{hint}" if hint else "")
    return 1


def _closed_output() -> int:
    """The reader of the output has gone; nothing is told, and the last flush of Python has to be quiet too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
