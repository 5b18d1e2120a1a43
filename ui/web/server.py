"""`mmguide serve`: the web app on a port of this machine."""

import socket
import sys
from pathlib import Path
from typing import Any

import gradio as gr
import uvicorn
from fastapi import FastAPI

from corpus.errors import ConfigurationError
from ui.settings import LOOPBACK, Settings
from ui.web.app import build, theme
from ui.web.desk import Desk
from ui.web.guard import Guard

STYLE = Path(__file__).with_name("style.css")
SHUTDOWN_SECONDS = 2


def serve_app(settings: Settings) -> None:
    """Serves until it is interrupted; the address is told on standard error once requests are accepted."""
    with _listen(settings) as listening:
        app = create_app(Desk(settings))
        port = listening.getsockname()[1]
        _tell(settings, port)
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=SHUTDOWN_SECONDS)
        uvicorn.Server(config).run(sockets=[listening])


def create_app(desk: Desk) -> FastAPI:
    """The whole application; other endpoints can be added beside the page."""
    no_docs: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None}
    app = FastAPI(**no_docs)
    app.add_middleware(Guard)
    limit = desk.settings.limits.upload_mb
    gr.mount_gradio_app(
        app, build(desk), path="/", app_kwargs=no_docs, theme=theme(), css_paths=[STYLE], footer_links=[], run_history=False,
        auth=list(desk.settings.users) or None, auth_message="请登录。", allowed_paths=[], show_error=False,
        max_file_size=f"{limit}mb", ssr_mode=False, enable_monitoring=False, pwa=False, mcp_server=False,
    )  # fmt: skip
    return app


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise ConfigurationError(
            f"无法在 {settings.host}:{settings.port} 上监听：{error.strerror or error}。",
            "端口可能被占用；请用 --port 换一个，或检查 --host。",
        ) from error


def _tell(settings: Settings, port: int) -> None:
    lines = [f"已打开 http://{settings.host}:{port} （Ctrl-C 结束）"]
    if settings.host not in LOOPBACK and not settings.users:
        lines.append("注意：其他机器可以访问，且没有设置登录（MMGUIDE_AUTH=用户名:密码）。")
    sys.stderr.write("\n".join(lines) + "\n")
    sys.stderr.flush()
