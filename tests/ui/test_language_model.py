"""A language model in the settings: what is told, what is checked, and an answer through the command."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import ConfigurationError
from tests.agents.llm_server import LlmServer, says
from ui.opening import llm_options, sending_notice
from ui.settings import Settings, quiet_libraries, read_settings

Mmguide = Callable[..., Any]
QUESTION = "R-ISS III 期的标准是什么？"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def use(url: str, **more: str) -> None:
        given = {"LLM_BASE_URL": url, "LLM_MODEL": "qwen-test", "LLM_KEY": "sk-hidden", **more}
        for name, value in given.items():
            monkeypatch.setenv(f"MMGUIDE_{name}", value)

    return use


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("LLM_MODE", "free", "llm_mode 不合适：应为"),
        ("LLM_TIMEOUT", "0", "llm_timeout 不合适：应大于 0"),
        ("LLM_TIMEOUT", "soon", "llm_timeout 不合适：应为数字"),
        ("LLM_STREAM", "perhaps", "llm_stream 不合适：应为 true 或 false"),
        ("LLM_BASE_URL", "https://me:secret@host/v1", "llm_key"),
    ],
)
def test_invalid_setting(monkeypatch: pytest.MonkeyPatch, endpoint: Any, variable: str, value: str, words: str) -> None:
    endpoint("http://localhost:1/v1")
    monkeypatch.setenv(f"MMGUIDE_{variable}", value)
    with pytest.raises(ConfigurationError, match=words) as caught:
        read_settings()
    assert "secret" not in str(caught.value)


def test_settings_become_options(endpoint: Any) -> None:
    endpoint("https://llm.hospital.example:8443/v1/", LLM_MODE="compose", LLM_TIMEOUT="12.5", LLM_STREAM="false")
    options = llm_options(read_settings())
    assert options is not None
    assert (options.model, options.key, options.mode, options.timeout_s, options.stream) == (
        "qwen-test", "sk-hidden", "compose", 12.5, False,
    )  # fmt: skip
    assert options.endpoint == "https://llm.hospital.example:8443/v1"
    assert "llm.hospital.example:8443" in sending_notice(options)
    assert "其他机器" in sending_notice(options)
    assert "sk-hidden" not in repr(options)


def test_no_language_model_is_the_default(tmp_path: Path) -> None:
    assert llm_options(Settings(home=tmp_path)) is None


def test_doctor_shows_the_endpoint_and_not_the_key(mmguide: Mmguide, endpoint: Any) -> None:
    endpoint("http://127.0.0.1:9/v1")
    done = mmguide("doctor", "--json")
    checks = {c["name"]: c for c in json.loads(done.out)["checks"]}
    assert checks["语言模型"]["good"]
    for words in ("qwen-test", "http://127.0.0.1:9/v1", "select", "本机"):
        assert words in checks["语言模型"]["detail"]
    assert "sk-hidden" not in done.out + done.err


def test_terminal_tells_where_the_text_goes(mmguide: Mmguide, endpoint: Any) -> None:
    with LlmServer(says('{"picks": []}')) as server:
        endpoint(server.base_url)
        done = mmguide("ask", QUESTION)
    assert done.code == 0
    assert "会发送到 127.0.0.1:" in done.err
    assert "不经语言模型" in done.out
    assert len(server.bodies) == 1


def test_answer_as_json_comes_from_the_model(mmguide: Mmguide, endpoint: Any) -> None:
    with LlmServer(says('{"picks": ["S1"]}')) as server:
        endpoint(server.base_url)
        done = mmguide("ask", QUESTION, "--json")
    answer = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert answer["mode"] == "llm:qwen-test"
    assert len(answer["citations"]) >= 1


def test_page_tells_where_the_text_goes(home: Path) -> None:
    quiet_libraries()
    from ui.web.chat import _disclaimer
    from ui.web.desk import Desk

    plain = Desk(Settings(home=home))
    asked = Desk(Settings(home=home, llm_base_url="http://llm.example/v1", llm_model="<b>m"))
    assert "发送" not in _disclaimer(plain)
    assert "会发送到 llm.example" in _disclaimer(asked)
    assert "<b>" not in _disclaimer(asked)
    assert asked.assistant().searcher.snapshot == plain.assistant().searcher.snapshot
