import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tools
from tools.messages import CalculatorInputError, FieldError, messages, notice

SOURCES = {p.name: ast.parse(p.read_text(encoding="utf-8")) for p in Path(tools.__file__).parent.glob("*.py")}


def literals(tree: ast.AST) -> Iterator[str]:
    return (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def noticed(tree: ast.AST) -> Iterator[str]:
    """Codes that are written as `notice("code"...)`."""
    for call in ast.walk(tree):
        named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "notice"
        if named and isinstance(call, ast.Call) and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


@pytest.mark.parametrize("name", SOURCES)
def test_every_notice_has_a_text(name: str) -> None:
    assert set(noticed(SOURCES[name])) <= messages().keys()


def test_every_text_belongs_to_a_notice() -> None:
    used = {text for tree in SOURCES.values() for text in literals(tree)}
    assert messages().keys() - used == set()


@pytest.mark.parametrize("code", messages())
def test_text_can_stand_in_a_sentence_and_has_only_the_known_blank(code: str) -> None:
    text = messages()[code]
    assert text == text.strip(" 。；") != ""
    assert set(re.findall(r"{(\w*)}", text)) <= {"X"}


def test_blank_and_suffix_are_filled() -> None:
    found = notice("unusual_value", "b2m", X="β2-微球蛋白")
    assert (found.code, "β2-微球蛋白" in found.message_zh) == ("unusual_value:b2m", True)
    assert notice("bands_assumed_zero").code == "bands_assumed_zero"


def test_unknown_code_is_a_defect() -> None:
    with pytest.raises(KeyError):
        notice("no_such_code")


def test_error_joins_its_entries() -> None:
    error = CalculatorInputError(FieldError("a", "x", "甲"), FieldError("b", "y", "乙"))
    assert (str(error), [e.field for e in error.errors]) == ("甲；乙", ["a", "b"])
