import io
import sys

import pytest

from ui.progress import bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# not a fixture: pytest puts its own stream in place again between set-up and test
def looking(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_bar_is_shown_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looking(monkeypatch)
    with bar("建立索引", quiet=False) as advance:
        advance(1, 2)
    assert "建立索引" in terminal.getvalue()


def test_two_bars_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looking(monkeypatch)
    with bar("读取", quiet=False) as first, bar("建立", quiet=False) as second:
        first(1, 1)
        second(1, 2)
    assert "读取" in terminal.getvalue()
    assert "建立" in terminal.getvalue()


def test_bar_that_never_advances_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looking(monkeypatch)
    with bar("建立索引", quiet=False):
        pass
    assert terminal.getvalue() == ""


def test_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = looking(monkeypatch)
    with bar("建立索引", quiet=True) as advance:
        advance(1, 2)
    assert terminal.getvalue() == ""


def test_silent_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with bar("建立索引", quiet=False) as advance:
        advance(1, 2)
    assert stream.getvalue() == ""
