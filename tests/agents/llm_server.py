"""A scripted OpenAI-compatible chat service on loopback, streaming and not, that behaves as badly as it is told to."""

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

Body = dict[str, Any]


@dataclass(frozen=True)
class Play:
    """One reply: text, tool calls (name and raw arguments), or a failure of the service."""

    text: str = ""
    calls: tuple[tuple[str, str], ...] = ()
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes | None = None
    finish: str = "stop"
    wait: float = 0.0
    pause: float = 0.0
    cut: bool = False
    drop: bool = False


Script = Callable[[Body, int], Play]


def says(text: str) -> Script:
    """A service that always says the same."""
    return lambda _body, _turn: Play(text)


def turns(*plays: "Play | Script") -> Script:
    """A service that goes through its replies, the last one again and again."""

    def script(body: Body, turn: int) -> Play:
        play = plays[min(turn, len(plays) - 1)]
        return play if isinstance(play, Play) else play(body, turn)

    return script


def told(body: Body) -> str:
    """Everything that the messages of a request say."""
    parts = (m.get("content") or "" for m in body["messages"])
    return "\n".join(p if isinstance(p, str) else " ".join(x.get("text", "") for x in p) for p in parts)


def number(body: Body, words: str) -> str:
    """The number of the listed piece that contains some words."""
    for match in re.finditer(r"\[(S\d+)\] (.*)", told(body)):
        if words in match.group(2):
            return match.group(1)
    raise AssertionError(f"not listed: {words}\n{told(body)}")


class LlmServer(ThreadingHTTPServer):
    """Answers POST …/chat/completions by a script; keeps what was asked."""

    daemon_threads = True

    def __init__(self, script: Script) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = script
        self.bodies: list[Body] = []
        self.headers: list[dict[str, str]] = []
        self.failures: list[BaseException] = []
        self.closing = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def sent(self) -> str:
        """Everything that was ever sent here."""
        return json.dumps(self.bodies, ensure_ascii=False)

    def play(self, body: Body) -> Play:
        try:
            return self.script(body, len(self.bodies) - 1)
        except BaseException as error:
            self.failures.append(error)
            raise

    def __enter__(self) -> "LlmServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is part of the play; a script's failure is kept in `failures`."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: LlmServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.headers.append(dict(self.headers))
        play = self.server.play(body)
        self.server.closing.wait(play.wait)
        if play.drop:
            self.close_connection = True
        elif play.raw is not None or play.status != 200:
            self._whole(play.status, play.raw if play.raw is not None else b'{"error":{"message":"no"}}', play)
        elif body.get("stream"):
            self._stream(body, play)
        else:
            self._whole(200, json.dumps(_completion(body, play)).encode(), play)

    def _whole(self, status: int, data: bytes, play: Play) -> None:
        self.send_response(status)
        for name, value in play.headers or (("Content-Type", "application/json"),):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) + (100 if play.cut else 0)))
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = self.close_connection or play.cut

    def _stream(self, body: Body, play: Play) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for chunk in _chunks(body, play):
            if self.server.closing.wait(play.pause):
                return
            self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
            self.wfile.flush()
        if not play.cut:
            self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: Any) -> None:
        pass


def _calls(play: Play) -> list[Body]:
    return [
        {
            "index": i,
            "id": f"call_{i}_{time.monotonic_ns()}",
            "type": "function",
            "function": {"name": n, "arguments": a},
        }
        for i, (n, a) in enumerate(play.calls)
    ]


def _completion(body: Body, play: Play) -> Body:
    message: Body = {"role": "assistant", "content": play.text or None}
    if play.calls:
        message["tool_calls"] = [{k: v for k, v in call.items() if k != "index"} for call in _calls(play)]
    finish = None if play.cut else "tool_calls" if play.calls else play.finish
    return {
        "id": "c", "object": "chat.completion", "created": 1, "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }  # fmt: skip


def _chunks(body: Body, play: Play) -> list[Body]:
    deltas: list[Body] = [{"role": "assistant", "content": ""}]
    step = max(1, len(play.text) // 8)
    deltas += [{"content": play.text[i : i + step]} for i in range(0, len(play.text), step)]
    if play.calls:
        deltas.append({"tool_calls": _calls(play)})
    chunks: list[tuple[Body, str | None]] = [(d, None) for d in deltas]
    if not play.cut:
        chunks.append(({}, "tool_calls" if play.calls else play.finish))
    return [
        {
            "id": "c", "object": "chat.completion.chunk", "created": 1, "model": body["model"],
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }
        for delta, finish in chunks
    ]  # fmt: skip
