"""No command talks to another machine: every socket call beyond loopback is refused and reported."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# An audit hook sees the sockets of every Python library and cannot be taken out again.
GUARD = """
import sys
CALLS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0", "/", "\\0")
def watch(event, arguments):
    if event not in CALLS:
        return
    address = arguments[1] if event.startswith(("socket.c", "socket.s")) else arguments[0]
    host = address[0] if isinstance(address, tuple) else address
    host = host.decode() if isinstance(host, bytes) else host
    if host and not str(host).startswith(LOOPBACK):
        sys.stderr.write(f"BLOCKED {event} {address}\\n")
        raise PermissionError(f"no network: {address}")
sys.addaudithook(watch)
"""
RUN = GUARD + "from ui.cli import run\nsys.exit(run(sys.argv[1:]))\n"


def started(code: str, home: Path, *arguments: str) -> "subprocess.Popen[str]":
    env = {**os.environ, "MMGUIDE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    for name in ("HF_HUB_OFFLINE", "GRADIO_ANALYTICS_ENABLED", "ANONYMIZED_TELEMETRY", "DO_NOT_TRACK"):
        env.pop(name, None)
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=ROOT,
        text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import urllib.request; urllib.request.urlopen('http://example.org', timeout=1)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
    ids=["connect", "name", "datagram"],
)
def test_guard_sees_an_attempt(home: Path, attempt: str) -> None:
    _, err = started(GUARD + attempt, home).communicate(timeout=30)
    assert "BLOCKED" in err


@pytest.mark.parametrize(
    "arguments",
    [["ask", "R-ISS III 期的标准是什么？"], ["search", "唑来膦酸"], ["doctor"], ["calc", "run", "bmi"]],
    ids=lambda a: a[0],
)
def test_command_stays_on_this_machine(home: Path, arguments: list[str]) -> None:
    process = started(RUN, home, *arguments)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert out


def test_first_index_is_built_on_this_machine(tmp_path: Path) -> None:
    process = started(RUN, tmp_path / "new", "search", "肾活检", "--json")
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")


def test_server_stays_on_this_machine(home: Path) -> None:
    process = started(RUN, home, "serve", "--port", "0")
    assert process.stderr is not None
    line = process.stderr.readline()
    address = line.removeprefix("已打开 ").split(" ")[0]
    assert address.startswith("http://127.0.0.1:"), line
    with urllib.request.urlopen(address, timeout=30) as reply:
        page = reply.read().decode()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert "gradio" in page
    assert (process.returncode, err) == (130, "已中断；索引和数据没有改变。\n")
