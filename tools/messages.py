"""Notices and errors of a calculation: a code for programs, a Chinese sentence for people."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True)
class Notice:
    """Something the reader has to know; it does not stop the calculation."""

    code: str
    message_zh: str


@dataclass(frozen=True)
class FieldError:
    """Why one input is unusable."""

    field: str
    code: str
    message_zh: str


class CalculatorInputError(ValueError):
    """The inputs cannot be used; holds one entry for each bad field."""

    def __init__(self, *errors: FieldError) -> None:
        """Keeps the entries; the message joins their Chinese texts."""
        super().__init__("；".join(e.message_zh for e in errors))
        self.errors = errors


def notice(code: str, suffix: str = "", **fill: str) -> Notice:
    """The notice of a code from messages.toml; `suffix` makes `code:suffix`, `fill` replaces {names}."""
    return Notice(f"{code}:{suffix}" if suffix else code, messages()[code].format(**fill))


@cache
def messages() -> Mapping[str, str]:
    """Chinese text of every notice code."""
    path = Path(__file__).with_name("messages.toml")
    return MappingProxyType(tomllib.loads(path.read_text(encoding="utf-8")))
