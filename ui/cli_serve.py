"""`mmguide serve`."""

from typing import Annotated

import typer

from ui.settings import read_settings


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("serve", help="打开网页应用。")(serve)


def serve(
    host: Annotated[str | None, typer.Option("--host", help="监听地址，默认 127.0.0.1")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65535, help="端口，默认 7860；0 为任意空闲端口")
    ] = None,
) -> None:
    """Serves the web app until Ctrl-C."""
    settings = read_settings(host=host, port=port)
    from ui.web.server import serve_app

    serve_app(settings)
