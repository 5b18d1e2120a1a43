import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from corpus.errors import ConfigurationError
from ui.settings import Settings, quiet_libraries
from ui.web.desk import Desk
from ui.web.server import create_app, serve_app


def app(home: Path, **more: object) -> FastAPI:
    quiet_libraries()
    return create_app(Desk(Settings.model_validate({"home": home, **more})))


@pytest.fixture(scope="module")
def client(home: Path) -> TestClient:
    return TestClient(app(home), base_url="http://127.0.0.1")


def test_page_links_to_no_other_host(client: TestClient) -> None:
    page = client.get("/").text
    links = re.findall(r"""(?:src|href|content)\s*=\s*["'](https?://[^"']+)""", page)
    assert {urlsplit(link).hostname for link in links} <= {"127.0.0.1"}
    assert 'lang="zh-CN"' in page


def test_stylesheet_links_to_no_other_host(client: TestClient) -> None:
    css = client.get("/theme.css").text
    assert "system-ui" in css
    assert "@import" not in css
    assert set(re.findall(r"https?://[^'\"/]+", css)) <= {"http://www.w3.org"}  # a name space, never fetched


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=pyproject.toml",
        "/docs",
        "/openapi.json",
        "/monitoring",
        "/gradio_api/mcp/sse",
    ],
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)


def test_login_is_asked_for_when_users_are_set(home: Path) -> None:
    client = TestClient(app(home, auth=["nurse:secret"]), base_url="http://127.0.0.1")
    assert client.get("/config").status_code == 401
    assert client.post("/login", data={"username": "nurse", "password": "wrong"}).status_code == 400
    assert client.post("/login", data={"username": "nurse", "password": "secret"}).status_code == 200
    assert client.get("/config").status_code == 200


def test_port_in_use_is_told(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = Settings(home=home, port=taken.getsockname()[1])
        with pytest.raises(ConfigurationError, match="无法在 127.0.0.1"):
            serve_app(settings)


def test_index_changed_by_another_process_is_opened_again(tmp_path: Path) -> None:
    desk = Desk(Settings(home=tmp_path / "home"))
    before = desk.assistant()
    assert desk.assistant() is before
    file = tmp_path / "规定.md"
    file.write_text("# 规定\n\n本科室的骨髓瘤患者每两个月随访一次。\n", encoding="utf-8")
    desk.library.ingest([file])
    after = desk.assistant()
    assert after.searcher.snapshot.manifest.documents == 6
    assert after.sessions is before.sessions
