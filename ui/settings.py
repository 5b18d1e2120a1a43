"""The settings: environment, mmguide.toml, defaults; the only place that reads the environment.

Order: MMGUIDE_… variables, then mmguide.toml in the working directory, then mmguide.toml in the data folder.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_dir
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from corpus.errors import ConfigurationError

PREFIX = "MMGUIDE_"
FILE_NAME = "mmguide.toml"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SERVER = re.compile(r"[^\s:/]+:\d{1,5}")

# Nothing leaves the machine: every library is told before it is imported.
QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "ORT_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def quiet_libraries() -> None:
    """Switches off telemetry and hub access; call it before the libraries are imported."""
    os.environ.update(QUIET)


class Limits(BaseModel):
    """How much one request may ask for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question_chars: int = Field(20_000, ge=1)
    results: int = Field(100, ge=1)
    upload_mb: int = Field(200, ge=1)
    concurrent_answers: int = Field(8, ge=1)
    journal_mb: int = Field(500, ge=1)


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True, extra="forbid", frozen=True
    )

    home: Path = Field(default_factory=lambda: Path(user_data_dir("mmguide", appauthor=False)))
    embedding_model: str = Field("builtin", min_length=1)
    chroma: str = ""
    reranker: str = ""
    llm_base_url: str = ""
    llm_model: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_mode: Literal["select", "compose"] = "select"
    llm_timeout: float = Field(60.0, gt=0, le=600)
    llm_stream: bool = True
    history: bool = True
    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(7860, ge=0, le=65535)
    auth: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    limits: Limits = Limits()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables before files, the working directory's file before the data folder's."""
        files = (TomlConfigSettingsSource(settings_cls, path) for path in config_files())
        return (init_settings, env_settings, *files)

    @field_validator("home", mode="after")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("chroma", mode="after")
    @classmethod
    def _server(cls, chroma: str) -> str:
        if chroma and not _SERVER.fullmatch(chroma):
            raise ValueError("应写成 主机:端口，例如 localhost:8000；留空则用内嵌的 Chroma")
        return chroma

    @field_validator("llm_base_url", mode="after")
    @classmethod
    def _url(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("应以 http:// 或 https:// 开头")
        if "@" in url.split("?")[0]:
            raise ValueError("不要在地址里写用户名和密码，密钥请用 llm_key")
        return url

    @field_validator("auth", mode="before")
    @classmethod
    def _pairs(cls, auth: object) -> object:
        pairs = [p.strip() for p in auth.split(",") if p.strip()] if isinstance(auth, str) else auth
        if isinstance(pairs, list | tuple) and not all(_is_pair(p) for p in pairs):
            raise ValueError("应写成 用户名:密码，多个之间用逗号分开")
        return pairs

    @model_validator(mode="after")
    def _complete_llm(self) -> "Settings":
        if bool(self.llm_base_url) != bool(self.llm_model):
            raise ValueError("llm_base_url 与 llm_model 须同时设置，或同时留空")
        return self

    @property
    def users(self) -> tuple[tuple[str, str], ...]:
        """User names and passwords of the web app; empty means no login."""
        split = (pair.get_secret_value().partition(":") for pair in self.auth)
        return tuple((name, password) for name, _, password in split)


def _is_pair(pair: object) -> bool:
    text = pair.get_secret_value() if isinstance(pair, SecretStr) else pair
    name, _, password = text.partition(":") if isinstance(text, str) else ("", "", "")
    return bool(name and password)


def config_files() -> tuple[Path, ...]:
    """The configuration files that exist, the stronger one first."""
    here = Path.cwd() / FILE_NAME
    home = os.environ.get(f"{PREFIX}HOME") or _home_of(here) or user_data_dir("mmguide", appauthor=False)
    candidates = dict.fromkeys((here, Path(home).expanduser().absolute() / FILE_NAME))
    return tuple(path for path in candidates if path.is_file())


def _home_of(path: Path) -> str | None:
    home = tomllib.loads(path.read_text(encoding="utf-8")).get("home") if path.is_file() else None
    return home if isinstance(home, str) else None


def read_settings(**given: Any) -> Settings:
    """The settings, with those given on the command line on top; ConfigurationError for one that does not fit."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise ConfigurationError("；".join(_explain(e) for e in error.errors()) + "。", _HINT) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigurationError(
            f"设置文件 {FILE_NAME} 无法读取：{error}。", "请按 TOML 格式改正，或删除该文件。"
        ) from error
    except ValueError as error:
        # pydantic-settings: a variable of a structured setting that is not JSON
        raise ConfigurationError(f"设置无法读取：{error}。", _HINT) from error


_HINT = f"请改正 {PREFIX}… 环境变量、{FILE_NAME} 或命令行选项。"
_WORDS: Mapping[str, str] = {
    "extra_forbidden": "没有这个设置",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "int_type": "应为整数",
    "float_parsing": "应为数字",
    "float_type": "应为数字",
    "bool_parsing": "应为 true 或 false",
    "literal_error": "应为 {expected}",
    "greater_than": "应大于 {gt}",
    "string_type": "应为文字",
    "string_too_short": "不能为空",
    "path_type": "应为路径",
    "tuple_type": "应为列表",
    "model_type": "应为一组设置",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "value_error": "{error}",
}


def _explain(error: Any) -> str:
    name = ".".join(str(part) for part in error["loc"])
    words = _WORDS.get(error["type"], "写法不对").format(**error.get("ctx", {}))
    return f"设置 {name} 不合适：{words}" if name else f"设置不合适：{words}"


def unknown_variables() -> tuple[str, ...]:
    """MMGUIDE_… variables that no setting reads; usually a typing error."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    ours = (name.upper() for name in os.environ if name.upper().startswith(PREFIX))
    return tuple(sorted(name for name in ours if name.partition("__")[0] not in known))
