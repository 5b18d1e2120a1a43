"""How a language model is reached and used; whoever builds the options reads the settings."""

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

Mode = Literal["select", "compose"]
_LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class LlmOptions:
    """An OpenAI-compatible endpoint, the mode, and the bounds of one answer."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    mode: Mode = "select"
    timeout_s: float = 60.0
    max_steps: int = 6
    stream: bool = True

    @property
    def endpoint(self) -> str:
        """The address without user name, password and query, as it may be shown."""
        parts = urlsplit(self.base_url)
        return f"{parts.scheme}://{self.host}{parts.path.rstrip('/')}"

    @property
    def host(self) -> str:
        """Where text is sent to."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]

    @property
    def local(self) -> bool:
        """Whether the endpoint is on this machine."""
        return urlsplit(self.base_url).hostname in _LOCAL
