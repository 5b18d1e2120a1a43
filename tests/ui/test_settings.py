import os
from pathlib import Path

import pytest

from corpus.errors import ConfigurationError
from ui.settings import QUIET, Settings, quiet_libraries, read_settings, unknown_variables


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [n for n in os.environ if n.startswith("MMGUIDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MMGUIDE_HOME", str(tmp_path / "home"))


def test_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MMGUIDE_HOME")
    settings = read_settings()
    assert settings.home.name == "mmguide"
    assert (settings.embedding_model, settings.chroma, settings.llm_model) == ("builtin", "", "")
    assert (settings.host, settings.port, settings.users) == ("127.0.0.1", 7860, ())
    assert settings.limits.question_chars == 20_000


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PORT", "abc", "设置 port 不合适：应为整数"),
        ("PORT", "70000", "不能大于 65535"),
        ("CHROMA", "localhost", "主机:端口"),
        ("AUTH", "nurse", "用户名:密码"),
        ("AUTH", "nurse:", "用户名:密码"),
        ("LLM_BASE_URL", "localhost:11434", "http://"),
        ("LLM_MODEL", "qwen", "同时设置"),
        ("LIMITS__QUESTION_CHARS", "0", "limits.question_chars"),
        ("LIMITS__QUESTION_CHAR", "5", "没有这个设置"),
        ("LIMITS", "many", "设置"),
    ],
)
def test_invalid_variable(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: str) -> None:
    monkeypatch.setenv(f"MMGUIDE_{variable}", value)
    with pytest.raises(ConfigurationError, match=words) as caught:
        read_settings()
    assert caught.value.hint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("port = ", "无法读取"),
        ("prot = 1", "设置 prot 不合适：没有这个设置"),
        ('auth = ["nurse"]', "用户名:密码"),
    ],
    ids=["not toml", "typing error", "pair"],
)
def test_invalid_file(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "mmguide.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=words):
        read_settings()


def test_order_of_sources(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "mmguide.toml").write_text('port = 1\nhost = "10.0.0.1"\nchroma = "r:1"\n', encoding="utf-8")
    (tmp_path / "mmguide.toml").write_text('port = 2\nhost = "10.0.0.2"\n', encoding="utf-8")
    monkeypatch.setenv("MMGUIDE_PORT", "3")
    settings = read_settings()
    assert (settings.port, settings.host, settings.chroma) == (3, "10.0.0.2", "r:1")
    assert read_settings(port=4, host=None).port == 4


def test_home_named_in_the_working_directorys_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MMGUIDE_HOME")
    (tmp_path / "data").mkdir()
    (tmp_path / "mmguide.toml").write_text('home = "data"\n', encoding="utf-8")
    (tmp_path / "data" / "mmguide.toml").write_text("port = 5\n", encoding="utf-8")
    settings = read_settings()
    assert (settings.home, settings.port) == (tmp_path / "data", 5)


@pytest.mark.parametrize("text", ["nurse:a:b,doctor:c", " nurse:a:b , doctor:c ,"])
def test_users(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("MMGUIDE_AUTH", text)
    assert read_settings().users == (("nurse", "a:b"), ("doctor", "c"))


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MMGUIDE_AUTH", "nurse:hunter2")
    monkeypatch.setenv("MMGUIDE_LLM_KEY", "sk-123")
    shown = repr(read_settings())
    assert "hunter2" not in shown
    assert "sk-123" not in shown


def test_empty_variable_is_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MMGUIDE_PORT", "")
    assert read_settings().port == 7860


def test_unknown_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MMGUIDE_HOEM", "x")
    monkeypatch.setenv("MMGUIDE_LIMITS__RESULTS", "5")
    assert unknown_variables() == ("MMGUIDE_HOEM",)


def test_every_setting_has_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"MMGUIDE_{name.upper()}", "x")
    assert unknown_variables() == ()


def test_libraries_are_told_to_be_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in QUIET:
        monkeypatch.delenv(name, raising=False)
    quiet_libraries()
    assert {name: os.environ[name] for name in QUIET} == QUIET
    assert QUIET["GRADIO_ANALYTICS_ENABLED"] == QUIET["ANONYMIZED_TELEMETRY"] == "False"
    assert QUIET["HF_HUB_OFFLINE"] == QUIET["DO_NOT_TRACK"] == "1"
